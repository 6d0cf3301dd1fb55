"""How wide the register's columns are, how large its type and how high its rows: measured from what stands in them.

Set before layout, so that a page holds what was counted for it and ten thousand rows need no measuring by the printer.
Lengths are in millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from planner.statements.register import Register, totals

PAGE = 259.0  # between the margins of a landscape A4
POINT = 0.3528
SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_GAP = 3.2  # between columns
_WORDS = 34.0  # a column of words asks no more than this: words may wrap
_SPARE = 22.0  # what is left over on the page goes to the columns, up to this much each
_NARROW, _WIDE = frozenset(" \u00a0.,:;'’!|ijlt()-/"), frozenset("mwMW@%—…")


@dataclass(frozen=True)
class Setting:
    """The type size in points, each column's width, and each row's number of text lines."""

    size: float
    widths: tuple[float, ...]
    lines: tuple[int, ...]

    @property
    def line(self) -> float:
        """The height of one line of text."""
        return self.size * 1.375 * POINT

    @property
    def heights(self) -> tuple[float, ...]:
        """The height of each row: its lines, its air and its hairline."""
        return tuple(lines * self.line + 1.75 for lines in self.lines)


def fit(register: Register) -> Setting:
    """The largest type with which the columns stand beside each other; with the least, figures may have to wrap."""
    longest = _longest(register)
    size = next((size for size in SIZES if sum(_widths(register, longest, size)) <= PAGE), SIZES[-1])
    widths = _spread(_widths(register, longest, size))
    return Setting(size, widths, tuple(_lines(row.cells, widths, size) for row in register.rows))


@lru_cache(maxsize=50_000)
def ems(text: str) -> float:
    """How long a text is, as a multiple of its type size; on the safe side.

    >>> ems("0101")
    2.56
    """
    return round(
        sum(0.33 if sign in _NARROW else 0.92 if sign in _WIDE else 0.7 if sign.isupper() else 0.64 for sign in text), 2
    )


def _longest(register: Register) -> list[float]:
    """The longest text of each column: its figures, its total, and the longest word of its heading."""
    found = [max(map(ems, column.title.split()), default=0.0) for column in register.columns]
    for texts in (totals(register), *(row.cells for row in register.rows)):
        found = [max(length, ems(text)) for length, text in zip(found, texts, strict=True)]
    return found


def _widths(register: Register, longest: Sequence[float], size: float) -> list[float]:
    """What each column asks with this type."""
    asked = [length * size * POINT + _GAP for length in longest]
    return [
        width if column.is_figure else min(width, _WORDS) for width, column in zip(asked, register.columns, strict=True)
    ]


def _spread(widths: list[float]) -> tuple[float, ...]:
    spare = min((PAGE - sum(widths)) / len(widths), _SPARE)
    return tuple(round(max(width + spare, _GAP + 1), 2) for width in widths)


def _lines(cells: Sequence[str], widths: Sequence[float], size: float) -> int:
    """How many lines the fullest cell of a row takes."""
    point = size * POINT
    return max(1, *(ceil(ems(cell) * point / (width - _GAP + 0.1)) for cell, width in zip(cells, widths, strict=True)))
