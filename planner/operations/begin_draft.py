"""Where a draft begins: a version for another year, one of the examples, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner import presets
from planner.operations.drafts import Start
from planner.operations.outcomes import Worked, worked
from planner.operations.scheme_versions import VersionLine, family_of, in_force, successor
from planner.operations.years import YearLine


def example_names() -> Sequence[str]:
    """The schemes to begin with, simplest first."""
    return presets.names()


def example(name: str) -> Mapping[str, Any]:
    """One of them, as a document."""
    return presets.load(name)


def example_over(name: str, year: YearLine) -> Worked:
    """What an example would pay over a year. Raises Refused where the year lacks what it needs."""
    return worked(presets.load(name), year)


def begin(origin: str, year: YearLine, years: Sequence[YearLine], versions: Sequence[VersionLine]) -> Start | None:
    """A start from `version:12`, `preset:points` or `nothing:`, for a year; None for anything else.

    It is tried on the latest year whose figures are known, or on its own where they are.
    """
    kind, _, name = origin.partition(":")
    base = next((each for each in versions if kind == "version" and str(each.id) == name), None)
    if base is not None:
        document = successor(base.document, year)
    elif kind == "preset" and name in presets.names():
        document = successor(presets.load(name), year)
    elif kind == "nothing":
        document = _blank(year)
    else:
        return None
    base = base or in_force(versions, family_of(document["scheme"]))
    known = [each for each in years if each.company.facts]
    tried = year if year.company.facts or not known else max(known, key=lambda each: each.last)
    return Start(document, tried.id, base.id if base else None)


def _blank(year: YearLine) -> dict[str, Any]:
    """The least that is a scheme: an empty pot in equal parts."""
    return {
        "scheme": f"scheme-{year.name}",
        "title": {"nl": f"Nieuwe regeling {year.name}", "en": f"New scheme {year.name}"},
        "currency": "EUR",
        "period": year.period,
        "given": {},
        "eligible": [],
        "company": [{"name": "pool", "formula": "0", "step": "0.01", "unit": "EUR",
                     "title": {"nl": "De pot", "en": "The pool"}}],
        "person": [],
        "award": [{"split": "pool", "by": "1", "title": {"nl": "Gelijk deel", "en": "Equal part"}}],
        "clauses": [],
    }  # fmt: skip
