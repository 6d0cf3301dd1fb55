"""What well-known facts are called in words, and units in singular and plural; a scheme's own titles go first."""

from __future__ import annotations

from planner.calculators.scheme_document import Scheme, say_title
from planner.language import say

_FACTS = {
    "net_profit": "net profit",
    "profit": "profit",
    "operating_profit": "operating profit",
    "taxable_income": "taxable income",
    "equity": "equity",
    "revenue": "revenue",
    "value_added": "value added",
    "payroll": "payroll",
    "salary": "full-time pay a year",
    "monthly_salary": "full-time pay a month",
    "pay_in_period": "pay earned",
    "fte": "part-time factor",
    "days_employed": "days in service",
    "days_in_period": "days in the period",
    "tenure_months": "months of service",
    "days_absent_parental": "days of parental leave",
    "days_absent_unpaid": "days of unpaid leave",
    "days_absent_other": "days of other leave",
    "level": "level",
    "department": "department",
    "contract": "contract",
    "start_date": "first day in service",
    "end_date": "last day in service",
    "birth_date": "date of birth",
    "age": "age",
    "share_percentage": "part of the shares",
}
_UNITS = {
    "day": ("day", "days"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "share": ("share", "shares"),
    "option": ("option", "options"),
    "point": ("point", "points"),
}


def title_of(name: str, scheme: Scheme, language: str) -> str:
    """A figure or fact in words: the scheme's title for it, or the usual one, or the name with spaces."""
    own = _own_title(name, scheme, language)
    if own:
        return own
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
