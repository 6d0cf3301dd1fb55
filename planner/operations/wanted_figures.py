"""Which figures a year should have: those that a scheme asks for, and those that earlier years had."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select

from planner import presets
from planner.calculators.people import DERIVED
from planner.calculators.reading import read
from planner.calculators.scheme_document import Bilingual, FactNote, Scheme
from planner.calculators.scheme_rules import Rules, read_rules
from planner.errors import Refused
from planner.language import LANGUAGES
from planner.models import Draft, DraftStep, db
from planner.operations.years import YearLine, people_of, years_of


@dataclass(frozen=True)
class WantedFigure:
    """A figure that is not there yet, with what is known of it. `schemes` are the drafts that can't do without it."""

    name: str
    title: Mapping[str, str]
    unit: str = ""
    schemes: Sequence[str] = ()


def missing_figures(year: YearLine) -> Sequence[WantedFigure]:
    """What the drafts that are tried on this year ask for and it hasn't, by name."""
    known = set(year.company.facts) | DERIVED | _person_facts(year)
    found: dict[str, WantedFigure] = {}
    for title, rules in _drafts_on(year):
        for name in sorted(_asked(rules) - known):
            before = found.get(name) or _noted(name, rules.scheme.facts.get(name))
            found[name] = WantedFigure(name, before.title, before.unit, (*before.schemes, title))
    return [found[name] for name in sorted(found)]


def suggested_figures(year: YearLine) -> Sequence[WantedFigure]:
    """Those of earlier years first, with the year in their titles put right; then what the presets speak of."""
    found: dict[str, WantedFigure] = {}
    for other in years_of(year.company_id):
        for name, fact in other.company.facts.items():
            title = {language: text.replace(other.name, year.name) for language, text in fact.title.items()}
            found.setdefault(name, WantedFigure(name, title, fact.unit))
    for each in _of_presets():
        found.setdefault(each.name, each)
    return [each for name, each in found.items() if name not in year.company.facts]


def _drafts_on(year: YearLine) -> Iterator[tuple[str, Rules]]:
    """Each draft's latest document that can be read at all; the others say what is wrong on their own page."""
    steps = (
        select(Draft.scheme, Draft.letter, DraftStep.document)
        .join(DraftStep, (DraftStep.draft_id == Draft.id) & (DraftStep.number == Draft.step))
        .where(Draft.company_id == year.company_id, Draft.year_id == year.id, Draft.discarded_at.is_(None))
    )
    for scheme, letter, document in db.session.execute(steps.order_by(Draft.scheme, Draft.letter)):
        try:
            yield f"{scheme} {letter}", read_rules(read(Scheme, json.loads(document)))
        except Refused:
            continue


def _asked(rules: Rules) -> set[str]:
    """The facts that company steps and sums to be shared name, but no figure of the scheme's own."""
    own = {*rules.scheme.given, *rules.company, *rules.person}
    formulas = [*rules.company.values(), *(award["split"] for award in rules.award if "split" in award)]
    return {name for formula in formulas for name in formula.names()} - own


def _person_facts(year: YearLine) -> set[str]:
    return {name for person in people_of(year).people for name in person}


@cache
def _of_presets() -> Sequence[WantedFigure]:
    found: dict[str, WantedFigure] = {}
    for preset in presets.names():
        rules = read_rules(read(Scheme, presets.load(preset)))
        for name in sorted(_asked(rules) - DERIVED):
            note: Any = rules.scheme.facts.get(name)
            if note is not None:
                found.setdefault(name, _noted(name, note))
    return list(found.values())


def _noted(name: str, note: FactNote | None) -> WantedFigure:
    if note is None:
        return WantedFigure(name, {})
    title = note.title
    said = {language: title.say(language) if isinstance(title, Bilingual) else title or "" for language in LANGUAGES}
    return WantedFigure(name, said, note.unit or "")
