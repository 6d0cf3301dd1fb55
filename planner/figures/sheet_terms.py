"""The pieces that spreadsheet formulas are made of: where figures stand, rounding to steps, texts, days, groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from planner.figures.number import decimals_of
from planner.figures.syntax import Node

MOST_TEXT = 255
FIRST_DAY = date(1900, 3, 1)  # before it, programs disagree about which day a number stands for
GUARD = 6  # decimals of a step to which binary noise is cut off before rounding to whole steps
OVER_ALL = {"total": "SUM", "average": "AVERAGE", "median": "MEDIAN", "smallest": "MIN", "largest": "MAX",
             "count": "COUNTA"}  # fmt: skip
_OVER_GROUP = {
    "total": "SUMIF({keys},{key},{values})",
    "average": "AVERAGEIF({keys},{key},{values})",
    "count": "COUNTIF({keys},{key})",
    "smallest": "_xlfn.MINIFS({values},{keys},{key})",
    "largest": "_xlfn.MAXIFS({values},{keys},{key})",
}


class NotInSheet(Exception):
    """A formula that a spreadsheet can't carry out as it is meant; the reason is for whoever reads the log."""


@dataclass(frozen=True)
class SheetTable:
    """Where a table stands: its keys and its values, and whether its keys are numbers."""

    keys: str
    values: str
    is_numeric: bool
    is_plain: bool = True  # its keys can be looked up without a spreadsheet reading signs into them


class Places(Protocol):
    """Where figures stand, seen from the formula that is being written. A face is number, text, date or any."""

    def kind(self, name: str) -> str:
        """What a name's values are: number, text or date."""

    def cell(self, node: Node, face: str) -> str:
        """The one value of a name (or of a helper column's formula) that concerns this formula's row."""

    def column(self, node: Node, face: str) -> str:
        """The values of everybody."""

    def people(self) -> str:
        """The numbers of everybody, one a person."""

    def table(self, name: str) -> SheetTable:
        """A table of the scheme."""

    def is_plain(self, node: Node) -> bool:
        """Whether these texts can be a criterion without a spreadsheet reading signs into them."""


def is_array(formula: str) -> bool:
    """Whether a formula looks at each row of a range inside an IF, for which it must be entered as an array formula."""
    return "(IF(EXACT(" in formula


def in_steps(text: str, step: Fraction) -> str:
    """An amount counted in steps: `x*100` for cents, so that whole steps are whole numbers."""
    return _scaled(text, step.denominator, step.numerator)


def from_steps(text: str, step: Fraction) -> str:
    """Whole steps as an amount again: `n/100`, the nearest number that there is."""
    return _scaled(text, step.numerator, step.denominator)


def _scaled(text: str, by: int, over: int) -> str:
    return f"{text}{f'*{by}' if by != 1 else ''}{f'/{over}' if over != 1 else ''}"


def rounded(text: str, step: Fraction, guard: int | None = None) -> str:
    """Half up, away from zero, to a step. With a guard, noise beyond so many decimals of a step is cut off first."""
    decimals = decimals_of(step)
    if guard is None and step.numerator == 1 and decimals is not None and step == Fraction(1, 10**decimals):
        return f"ROUND({text},{decimals})"
    inner = in_steps(f"({text})", step)
    return from_steps(f"ROUND(ROUND({inner},{guard}),0)" if guard is not None else f"ROUND({inner},0)", step)


def rounded_down(text: str, step: Fraction, guard: int = GUARD) -> str:
    """The whole steps at or below."""
    return from_steps(f"INT(ROUND({in_steps(f'({text})', step)},{guard}))", step)


def rounded_up(text: str, step: Fraction, guard: int = GUARD) -> str:
    """The whole steps at or above."""
    return from_steps(f"-INT(-ROUND({in_steps(f'({text})', step)},{guard}))", step)


def day_text(day: date) -> str:
    """A date that a formula names. Raises NotInSheet before March 1900."""
    if day < FIRST_DAY:
        raise NotInSheet("a day before March 1900")
    return f"DATE({day.year},{day.month},{day.day})"


def quoted(text: str) -> str:
    """A text inside a formula."""
    if len(text) > MOST_TEXT:
        raise NotInSheet("a text of more than 255 characters")
    return '"' + text.replace('"', '""') + '"'


def over_group(function: str, keys: str, key: str, values: str, is_plain: bool) -> str:
    """Over those with the same text. Criteria read signs such as * and > into a text, so only plain texts are one."""
    if is_plain and function in _OVER_GROUP:
        return _OVER_GROUP[function].format(keys=keys, key=key, values=values)
    same = f"EXACT({keys},{key})"
    if function == "count":
        return f"SUMPRODUCT({same}*1)"
    if function == "total":
        return f"SUMPRODUCT({same}*{values})"
    return f"{OVER_ALL[function]}(IF({same},{values}))"
