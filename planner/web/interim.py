"""A founder shares how the year is going: figures up to a day, seen first as employees will see what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.calculators.scheme_result import total_in
from planner.calculators.scheme_run import SchemeRun
from planner.errors import Fault, Refused
from planner.figures.number import decimals_of, write_number
from planner.language import long_date, money, say
from planner.language import number as show_number
from planner.operations.interim import (
    Figures,
    RuleChoice,
    latest_figures,
    rules_to_follow,
    share_figures,
    withdraw_figures,
    work_out,
)
from planner.operations.years import YearLine, find_year
from planner.statements.estimate import about
from planner.web.answers import Answers
from planner.web.reader import actor, company_id
from planner.web.reading import language

pages = Blueprint("interim", __name__, url_prefix="/c/<number:company_id>/years/<number:year_id>/going")


@dataclass(frozen=True)
class FactField:
    """A figure to fill in."""

    name: str
    label: str
    unit: str


@pages.get("")
def form(year_id: int) -> str:
    """The form, with what is shared now above it, and in its fields to go on from."""
    shared = latest_figures(company_id(), year_id)
    return _page(_year(year_id), Answers(_typed(shared.figures) if shared else {}, language()))


@pages.post("")
def answer(year_id: int) -> Response | str | tuple[str, int]:
    """What it would mean, or sharing it."""
    year, answers = _year(year_id), Answers(request.form, language())
    figures = _figures(answers)
    if figures is None:
        return _page(year, answers), 422
    try:
        if request.form.get("step") != "share":
            return _page(year, answers, _preview(work_out(year, figures)))
        share_figures(actor(), year, figures)
    except Refused as refused:
        answers.faults += [_at_field(fault) for fault in refused.faults]
        return _page(year, answers), 422
    return redirect(url_for(".form", year_id=year_id), 303)


@pages.post("/withdraw/<number:interim_id>")
def withdraw(year_id: int, interim_id: int) -> Response:
    """Shown no longer."""
    if not withdraw_figures(actor(), company_id(), interim_id):
        abort(404)
    return redirect(url_for(".form", year_id=year_id), 303)


def _typed(figures: Figures) -> dict[str, str]:
    """Figures as they would be filled in; their day is for its reader to choose anew."""
    return {f"fact-{name}": _number(value) for name, value in figures.facts.items()}


def _year(year_id: int) -> YearLine:
    return find_year(company_id(), year_id) or abort(404)


def _choice(answers: Answers) -> RuleChoice | None:
    choices = rules_to_follow(company_id())
    chosen = answers.shown("rule")
    return next((each for each in choices if str(each.version_id) == chosen), choices[0] if choices else None)


def _figures(answers: Answers) -> Figures | None:
    """What was filled in, or None with the faults in `answers`."""
    choice = _choice(answers)
    if choice is None:
        answers.fault("rule", "Choose one of these.")
        return None
    as_of = answers.day("as_of", "Up to which day do these figures go?")
    next_on = answers.day("next_on")
    facts = {}
    for name in choice.facts:
        value = answers.number(f"fact-{name}", "Fill in this figure.")
        facts[name] = write_number(value) if value is not None else ""
    if answers.faults or as_of is None:
        return None
    return Figures(as_of, next_on, facts, choice.scheme)


def _at_field(fault: Fault) -> Fault:
    """A fault of the day stands at its field; one of the rule names its own place."""
    if fault.place in ("as_of", "next_on"):
        return fault
    return Fault("", "{sentence}", {"sentence": fault.say(language())})


def _preview(run: SchemeRun) -> Mapping[str, str]:
    currency = run.scheme.currency
    pool = money(language(), about(total_in(run, currency)), currency, 0)
    return {"pool": pool, "sharing": str(len(run.eligible)), "left_out": str(len(run.people) - len(run.eligible))}


def _page(year: YearLine, answers: Answers, preview: Mapping[str, str] | None = None) -> str:
    choice, shared = _choice(answers), latest_figures(company_id(), year.id)
    return render_template(
        "founder/interim.html",
        year=year.name,
        year_id=year.id,
        answers=answers,
        errors=answers.errors(),
        choices=[(str(each.version_id), _title(each)) for each in rules_to_follow(company_id())],
        fields=_fields(choice),
        preview=preview,
        shared=shared and _shared_words(shared.figures),
        shared_id=shared.id if shared else None,
    )


def _title(choice: RuleChoice) -> str:
    title = choice.title.get(language()) or next(iter(choice.title.values()))
    return say(language(), "{title}, version {version}", title=title, version=choice.version)


def _fields(choice: RuleChoice | None) -> Sequence[FactField]:
    if choice is None:
        return []
    notes = choice.scheme.get("facts", {})
    return [_field(name, notes.get(name) or {}) for name in choice.facts]


def _field(name: str, note: Mapping[str, object]) -> FactField:
    title = note.get("title")
    label = title.get(language()) if isinstance(title, Mapping) else title
    return FactField(name, str(label or name.replace("_", " ")), str(note.get("unit") or ""))


def _shared_words(figures: Figures) -> Mapping[str, str]:
    named = figures.scheme.get("facts", {})
    words = {_field(name, named.get(name) or {}).label: _number(value) for name, value in figures.facts.items()}
    words[say(language(), "Figures up to")] = long_date(language(), figures.as_of)
    if figures.next_on:
        words[say(language(), "Next figures")] = long_date(language(), figures.next_on)
    return words


def _number(value: str) -> str:
    """A figure as the reader's language writes it: cents only where there are any."""
    number, decimals = Fraction(value), decimals_of(Fraction(value))
    return show_number(language(), number, decimals) if decimals is not None else value
