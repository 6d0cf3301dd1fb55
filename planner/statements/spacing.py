"""How close a statement's lines stand, so that it keeps to one page: as wide as it can, closer only where it must.

A printer that measures afterwards would lay out everything twice; the way to an amount is plain enough to be measured
before. Lengths are in millimetres.
"""

from __future__ import annotations

from math import ceil

from planner.statements.statement import Line, Statement
from planner.statements.widths import POINT, ems

PAGE = 263.0  # between the margins
# For each way of spacing: all that is not a row, and the air of a row, of a section's heading and of its last row.
SPACINGS = (("", 115.0, 2.0, 2.6, 1.6), ("tight", 95.5, 1.3, 1.9, 1.2), ("tight tighter", 89.5, 0.8, 1.5, 0.9))
_SHARE = 38.0  # the bar with its words
_TEXT, _SMALL, _NOTE = 8.5 * POINT, 7.5 * POINT, 8.0 * POINT  # the type's sizes
_HIGH, _SMALL_HIGH, _NOTE_HIGH = 12 * POINT, 10.5 * POINT, 11.5 * POINT  # a line of each
_LABEL, _NOTES = 33.0, 70.0  # columns
_USUAL = 0.9  # ordinary words are this much shorter than the safe side


def spacing(statement: Statement, how_width: float) -> str:
    """The classes of the widest spacing with which the statement fits on a page; else of the closest."""
    for classes, fixed, row, head, last in SPACINGS:
        rows = sum(_row(line, how_width) + row for line in lines_of(statement))
        heads = sum((_HIGH + head) * bool(section.title) + last for section in statement.sections)
        if fixed + rows + heads + _SHARE * bool(statement.share) + _ends(statement) <= PAGE:
            return classes
    return SPACINGS[-1][0]


def lines_of(statement: Statement) -> list[Line]:
    """Every line of every section, in order."""
    return [line for section in statement.sections for line in section.lines]


def _row(line: Line, how_width: float) -> float:
    label = _lines(f"{line.what} {line.rule}", _TEXT, _LABEL) * _HIGH
    how = _lines(line.how, _TEXT, how_width) * _HIGH
    why = _lines(line.why, _SMALL, how_width) * _SMALL_HIGH if line.how else _lines(line.why, _TEXT, how_width) * _HIGH
    return max(label, how + why, _HIGH)


def _ends(statement: Statement) -> float:
    """The words at the foot: the longest of the three columns."""
    notes = sum(_lines(text, _NOTE, _NOTES) for text in (statement.rules_note, *statement.notes))
    return max(notes, len(statement.contact), 3) * _NOTE_HIGH


def _lines(text: str, size: float, width: float) -> int:
    return ceil(ems(text) * size * _USUAL / width)
