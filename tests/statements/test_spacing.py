"""Lines stand as wide as the page allows: closer only where more has to be said."""

from __future__ import annotations

from dataclasses import replace

from planner.statements.spacing import SPACINGS, spacing
from planner.statements.statement import Line, Section, Statement
from tests.statements import samples

HOW = 86.0


def with_lines(count: int) -> Statement:
    """The sample with one section of so many plain lines."""
    lines = tuple(Line(f"Stap {number}", "1 + 1", (), "2") for number in range(count))
    return replace(samples.DUTCH, sections=(Section("De pot", "", lines),))


def test_the_usual_way_stands_wide() -> None:
    assert spacing(samples.DUTCH, HOW) == ""
    assert spacing(samples.ENGLISH, HOW) == ""
    assert spacing(samples.NOT_INCLUDED, HOW) == ""


def test_more_lines_stand_closer_never_wider() -> None:
    order = [classes for classes, *_ in SPACINGS]
    places = [order.index(spacing(with_lines(count), HOW)) for count in range(40)]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_a_reason_takes_room_too() -> None:
    plain = with_lines(12)
    told = tuple(
        replace(line, why="Zo staat het in de regels, en dat heeft een reden.") for line in plain.sections[0].lines
    )
    with_reasons = replace(plain, sections=(replace(plain.sections[0], lines=told),))
    assert spacing(plain, HOW) == ""
    assert spacing(with_reasons, HOW) != ""
