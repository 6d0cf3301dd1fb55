"""What the register says: the whole division on one company's paper, for the accountant. Primitives only.

Texts are in the reader's language and figures written as that language writes them. Of a column that is added up, each
row carries its exact figure beside its text, so that every page can carry its running total over to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.language import number


@dataclass(frozen=True)
class Step:
    """One line of how the pot came about: `De pot`, `10% × € 1.157.313,00`, `€ 115.731,30`."""

    what: str
    how: str
    result: str
    strong: bool = False


@dataclass(frozen=True)
class Check:
    """A sum that was made again: what was compared, the figure that came out, and whether it held."""

    label: str
    figure: str
    ok: bool = True


@dataclass(frozen=True)
class Fact:
    """Who decided what, or how many were left out why: a label and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Column:
    """A column of the table by person.

    `decimals` says that the column is added up, and with how many decimals its totals are written. Neighbours with the
    same `group` stand under one heading.
    """

    title: str
    group: str = ""
    is_figure: bool = True  # set to the right
    decimals: int | None = None
    strong: bool = False  # the amount itself
    muted: bool = False  # leftover cents


@dataclass(frozen=True)
class Row:
    """One person: a text a column, and the exact figure where the column is added up (None stands for nothing)."""

    cells: tuple[str, ...]
    figures: tuple[Fraction | None, ...]


@dataclass(frozen=True)
class LeftOut:
    """Someone who does not share, and the condition that was not met."""

    person_id: str
    person: str
    reason: str


@dataclass(frozen=True)
class Register:
    """All that the register of one run says."""

    language: str  # "nl" | "en"
    company: str
    place: str
    scheme: str  # "Winstdeling 2026"
    period: str
    date: str  # "15 april 2027"
    answer: str  # "Winstdeling 2026: € 115.731,30 over 61 mensen"
    steps_title: str  # "De pot"
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    decided: tuple[Fact, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    identity: str  # 64 hex digits, or empty before it is issued
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The people on one page, with the totals brought from the page before and carried to the next."""

    rows: tuple[Row, ...]
    before: int  # how many people the pages before hold
    brought: tuple[str, ...]
    upto: int
    carried: tuple[str, ...]


def sheets(register: Register, room: Iterator[float], heights: Sequence[float]) -> Iterator[Sheet]:
    """The people spread over pages: `room` says how high each page is, `heights` how high each row, in one unit."""
    sums, start = [Fraction(0) for _ in register.columns], 0
    while start < len(register.rows):
        end = _fill(heights, start, next(room))
        brought = written(register, sums)
        sums = added(sums, register.rows[start:end])
        yield Sheet(register.rows[start:end], start, brought, end, written(register, sums))
        start = end


def _fill(heights: Sequence[float], start: int, room: float) -> int:
    """The row after the last that fits; at least one does."""
    end, used = start + 1, heights[start]
    while end < len(heights) and used + heights[end] <= room:
        used += heights[end]
        end += 1
    return end


def added(sums: Sequence[Fraction], rows: Iterable[Row]) -> list[Fraction]:
    """The sums with these rows added, column by column."""
    found = list(sums)
    for row in rows:
        for place, figure in enumerate(row.figures):
            if figure is not None:
                found[place] += figure
    return found


def totals(register: Register) -> tuple[str, ...]:
    """The last line of the table, as it is printed."""
    return written(register, added([Fraction(0) for _ in register.columns], register.rows))


def written(register: Register, sums: Sequence[Fraction]) -> tuple[str, ...]:
    """A line of sums as it is printed: empty where the column is not added up."""
    return tuple(
        "" if column.decimals is None else number(register.language, total, column.decimals)
        for column, total in zip(register.columns, sums, strict=True)
    )
