"""What well-known facts are called in words, and units in singular and plural; a scheme's own titles go first."""

from __future__ import annotations

from planner.calculators.scheme_document import Scheme, say_title
from planner.language import say, sentence

_FACTS = {
    "net_profit": sentence("net profit"),
    "profit": sentence("profit"),
    "operating_profit": sentence("operating profit"),
    "taxable_income": sentence("taxable income"),
    "equity": sentence("equity"),
    "revenue": sentence("revenue"),
    "value_added": sentence("value added"),
    "payroll": sentence("payroll"),
    "salary": sentence("full-time pay a year"),
    "monthly_salary": sentence("full-time pay a month"),
    "pay_in_period": sentence("pay earned"),
    "fte": sentence("part-time factor"),
    "days_employed": sentence("days in service"),
    "days_in_period": sentence("days in the period"),
    "tenure_months": sentence("months of service"),
    "days_absent_parental": sentence("days of parental leave"),
    "days_absent_unpaid": sentence("days of unpaid leave"),
    "days_absent_other": sentence("days of other leave"),
    "level": sentence("level"),
    "department": sentence("department"),
    "contract": sentence("contract"),
    "start_date": sentence("first day in service"),
    "end_date": sentence("last day in service"),
    "birth_date": sentence("date of birth"),
    "age": sentence("age"),
    "share_percentage": sentence("part of the shares"),
    "gender": sentence("gender"),
    "nationality": sentence("nationality"),
    "job_title": sentence("job title"),
    "hours_per_week": sentence("hours a week"),
    "fte_percent": sentence("part-time percentage"),
}
_UNITS = {
    "day": (sentence("day"), sentence("days")),
    "month": (sentence("month"), sentence("months")),
    "year": (sentence("year"), sentence("years")),
    "share": (sentence("share"), sentence("shares")),
    "option": (sentence("option"), sentence("options")),
    "point": (sentence("point"), sentence("points")),
}


def title_of(name: str, scheme: Scheme, language: str) -> str:
    """A figure or fact in words: the scheme's title for it, or the usual one, or the name with spaces."""
    own = _own_title(name, scheme, language)
    if own:
        return own
    return usual_title(name, language)


def usual_title(name: str, language: str) -> str:
    """A fact in words where no scheme gives it a title: `deeltijdfactor`, or the name with spaces."""
    return say(language, _FACTS[name]) if name in _FACTS else name.replace("_", " ")


def _own_title(name: str, scheme: Scheme, language: str) -> str:
    if name in scheme.given:
        return say_title(scheme.given[name].title, language)
    for step in (*scheme.company, *scheme.person):
        if step.name == name:
            return say_title(step.title, language)
    return say_title(scheme.facts[name].title, language) if name in scheme.facts else ""


def unit_words(unit: str, is_one: bool, language: str) -> str:
    """`dagen`, or the unit's own name where it isn't a usual one."""
    pair = _UNITS.get(unit.removesuffix("s") if unit not in _UNITS else unit)
    return say(language, pair[0 if is_one else 1]) if pair else unit


def lowered(title: str) -> str:
    """A title within a sentence: `De pot` becomes `de pot`; an abbreviation stays as it is."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title
