"""How a payroll file is to be read, as a form asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.operations.import_into_year import KeptImport, Reading
from planner.operations.import_people import HeadingRead
from planner.operations.people_in.headings import LEFT_OUT, TARGETS
from planner.web.answers import Answers

OWN = "own"
_MARKS, _ORDERS = ("", ",", "."), ("", "dmy", "mdy", "ymd")


def reading_fields(reading: Reading) -> dict[str, str]:
    """A reading as the fields of the form, but for the columns."""
    return {name: getattr(reading, name) for name in ("sheet", "decimal", "dates", "full_time_hours")}


def reading_of(answers: Answers, headings: Sequence[HeadingRead], kept: KeptImport) -> Reading:
    """What was chosen; anything that couldn't be chosen leaves it as it was recognised."""
    chosen = {each.heading: target for at, each in enumerate(headings) if (target := _chosen(answers, at, each))}
    decimal, dates = answers.shown("decimal"), answers.shown("dates")
    return Reading(
        chosen,
        answers.shown("sheet", kept.reading.sheet)[:200],
        decimal if decimal in _MARKS else "",
        dates if dates in _ORDERS else "",
        answers.text("full_time_hours", longest=10),
    )


def chosen_for(each: HeadingRead, mapped: Mapping[str, str]) -> str:
    """What the form shows for a column: what was said of it, or else how it is recognised."""
    target = mapped.get(each.heading, each.target)
    return target if target in TARGETS or target == LEFT_OUT else OWN


def _chosen(answers: Answers, at: int, each: HeadingRead) -> str:
    """A choice that differs from what is recognised anyway."""
    target = answers.shown(f"map-{at}")
    if target == chosen_for(each, {}) or target not in (*TARGETS, OWN, LEFT_OUT):
        return ""
    return each.own if target == OWN else target
