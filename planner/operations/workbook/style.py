"""How cells look: number formats by unit and step, and the few styles of text. No colour carries meaning alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from xlsxwriter import Workbook

from planner.figures.number import decimals_of, write_number
from planner.figures.unit import Unit
from planner.operations.register_columns import Value

_MONEY = {
    "nl": "[$€-413] {digits};[$€-413] -{digits}",
    "en": "[$€-809]{digits};-[$€-809]{digits}",
}
_DAY = {"nl": "dd-mm-yyyy", "en": "d mmm yyyy"}
# What a note on a cell says
FIXED = "A spreadsheet's own arithmetic would round this the other way. The exact figure stands here as a value."
NOT_LIVE = "A spreadsheet can't carry this formula out as the rules mean it. The exact figures stand here as values."
LARGEST = 10**308  # what a double can hold
INK, MUTED, WASH = "#1D1B18", "#5E594F", "#E6EFEA"


class Styles:
    """The workbook's formats; each is made once."""

    def __init__(self, book: Workbook, language: str, currency: str) -> None:
        self.book, self.language, self.currency = book, language, currency
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """A format with these properties, in the house's type and ink."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": "Inter", "font_size": 10, "font_color": INK, "valign": "top"}
            self._made[key] = self.book.add_format({**base, **properties})
        return self._made[key]

    def value(self, unit: Unit, step: Fraction | None, sign: bool = False, **more: Any) -> Any:
        """A figure of this unit and step; money carries its sign on the summary only."""
        return self.of(num_format=self.pattern(unit, step, sign), align="right", **more)

    def pattern(self, unit: Unit, step: Fraction | None, sign: bool = False) -> str:
        """The number format: `#,##0.00` for money, as many decimals as the step has, in full where it has none."""
        is_money = unit.powers == ((self.currency, 1),)
        if step is None and not is_money:
            return "General"
        decimals = (decimals_of(step) if step is not None else 2) or 0
        decimals = max(decimals, 2) if is_money else decimals
        digits = "#,##0" + ("." + "0" * decimals if decimals else "") + ("######" if step is None else "")
        if not (is_money and sign):
            return digits
        return _MONEY[self.language].format(digits=digits) if self.currency == "EUR" else f'{digits} "{self.currency}"'

    def rate(self, value: Fraction) -> Any:
        """A percentage, with as many decimals as it needs."""
        decimals = min(6, max(0, (decimals_of(value) or 8) - 2))
        return self.of(num_format=f"0{'.' * (decimals > 0)}{'0' * decimals}%", align="right")

    def day(self, **more: Any) -> Any:
        return self.of(num_format=_DAY[self.language], align="right", **more)

    def text(self, **more: Any) -> Any:
        return self.of(**more)


def plain_value(value: Value) -> float | str | date | None:
    """A value as a cell holds it: the nearest double, a day, a text without what no file can hold."""
    if isinstance(value, Fraction):
        if value.denominator == 1 and abs(value) < 2**53:
            return int(value)
        # a number that no double can hold is at least readable
        return float(value) if abs(value) < LARGEST else cell_text(write_number(value))
    return value if value is None or isinstance(value, date) else cell_text(value)


def write_plain(sheet: Any, row: int, at: int, value: Value, style: Any) -> None:
    """Writes a value as what it is; nothing for None."""
    plain = plain_value(value)
    if isinstance(plain, date):
        sheet.write_datetime(row, at, plain, style)
    elif isinstance(plain, str):
        sheet.write_string(row, at, plain, style)
    elif plain is not None:
        sheet.write_number(row, at, plain, style)


def cell_text(text: str) -> str:
    """A text as a cell can hold it: at most 32,767 characters, all of them real ones."""
    return text.encode("utf-8", "replace").decode()[:32_767]


def width(title: str, values: Sequence[Value], group: str = "") -> int:
    """A column's width in characters: its longest word and its values, within reason."""
    longest = max((len(_shown(value)) for value in values[:2_000]), default=0)
    words = max((len(word) for word in f"{title} {group}".split()), default=0)
    return min(32, max(9, longest + 2, words + 2))


def _shown(value: Value) -> str:
    if isinstance(value, Fraction):
        return f"{float(value):,.4f}" if value.denominator > 1 and abs(value) < LARGEST else f"{int(value):,}"
    return "" if value is None else str(value)[:40]
