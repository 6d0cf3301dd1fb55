"""The people's sheet: one row a person, facts as values, everything that follows from them live."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from planner.figures.number import decimals_of
from planner.figures.sheet_terms import is_array, quoted
from planner.language import say
from planner.operations.workbook.awards import AwardColumns
from planner.operations.workbook.layout import FIRST_ROW, ROW, Key, Layout, PersonColumn
from planner.operations.workbook.style import FIXED, MUTED, NOT_LIVE, Styles, cell_text, plain_value, width, write_plain
from planner.statements.header import Header

MOST_NOTES = 100


class PeopleSheet:
    """Writes the columns, their totals, and what each column is."""

    def __init__(self, layout: Layout, header: Header, awards: Mapping[int, AwardColumns], sheet: Any,
                 styles: Styles) -> None:  # fmt: skip
        self.layout, self.header, self.sheet, self.styles = layout, header, sheet, styles
        self.awards = awards
        self.notes = 0
        self.columns = [column for column in layout.columns.values() if column is not None]

    def write(self) -> None:
        layout, language = self.layout, self.layout.language
        self.sheet.write_string(0, 0, cell_text(self.header.company), self.styles.of(bold=True, font_size=14))
        self.sheet.write_string(
            1, 0, cell_text(layout.run.scheme.say_title(language)), self.styles.of(font_color=MUTED)
        )
        self._headings()
        ids = [layout.run.id_at(row) for row in layout.order]
        for place, number in enumerate(ids):
            self.sheet.write_string(FIRST_ROW + place, 0, cell_text(number), self.styles.of())
            name = self.header.names.get(number)
            if name:
                self.sheet.write_string(FIRST_ROW + place, 1, cell_text(name), self.styles.of())
        for place, column in enumerate(self.columns):
            self._column(place + 2, column)
        self._checks()
        self._set_up(ids)

    def _headings(self) -> None:
        head = self.styles.of(bold=True, bottom=1, text_wrap=True, valign="bottom")
        figure = self.styles.of(bold=True, bottom=1, text_wrap=True, valign="bottom", align="right")
        words = self.styles.of(bold=True, bottom=1, text_wrap=True, valign="bottom", align="left", indent=1)
        for place, text in enumerate(("No.", "Name")):
            self.sheet.write_string(FIRST_ROW - 1, place, say(self.layout.language, text), head)
        before = ""
        for place, column in enumerate(self.columns):
            if column.group:
                group = cell_text(column.group) if column.group != before else ""
                self.sheet.write_string(FIRST_ROW - 2, place + 2, group, self.styles.of(bold=True, bottom=4))
            before = column.group
            style = figure if _is_figures(column) else words
            self.sheet.write_string(FIRST_ROW - 1, place + 2, cell_text(column.title), style)
            if column.note:
                self.sheet.write_comment(FIRST_ROW - 1, place + 2, say(self.layout.language, NOT_LIVE))

    def _column(self, at: int, column: PersonColumn) -> None:
        style, fixed = self._style(column), self._style(column, italic=True)
        has_array = column.formula is not None and is_array(column.formula)
        for place, row in enumerate(self.layout.order):
            value, line = plain_value(column.values[row]), FIRST_ROW + place
            if column.formula is None or row in column.fixed:
                write_plain(self.sheet, line, at, column.values[row], fixed if row in column.fixed else style)
                self._note(line, at, row in column.fixed)
                continue
            formula = "=" + column.formula.replace(ROW, str(line + 1))
            if has_array:
                self.sheet.write_array_formula(line, at, line, at, formula, style, _cached(value))
            else:
                self.sheet.write_formula(line, at, formula, style, _cached(value))
        if column.adds_up and _is_figures(column):
            self._sum(at, column)
        self.sheet.set_column(at, at, width(column.title, column.values))

    def _note(self, line: int, at: int, is_fixed: bool) -> None:
        if is_fixed and self.notes < MOST_NOTES:
            self.notes += 1
            self.sheet.write_comment(line, at, say(self.layout.language, FIXED))

    def _sum(self, at: int, column: PersonColumn) -> None:
        letter = list(self.layout.letters.values())[at - 2]
        total = sum((value for value in column.values if isinstance(value, Fraction)), Fraction(0))
        text = f"SUM({self.layout.range(letter, self.layout.sheets['People'])})"
        decimals = decimals_of(column.step) if column.step is not None else None
        text = f"ROUND({text},{decimals})" if decimals is not None else text
        style = self._style(column, bold=True, top=1)
        self.sheet.write_formula(self.layout.last_row + 1, at, f"={text}", style, _cached(plain_value(total)))

    def _checks(self) -> None:
        """Beneath the totals: whether each award's parts make its sum, and the amounts the parts."""
        line, people = self.layout.last_row + 2, self.layout.sheets["People"]
        self.sheet.write_string(line, 0, say(self.layout.language, "Check"), self.styles.of(font_color=MUTED))

        def total(key: Key) -> str:
            return f"{self.layout.letters[key]}{line}"

        for place, award in self.awards.items():
            left, sum_ = (self.layout.at(award.key(part), people) for part in ("undistributed", "sum"))
            key: Key = ("award", place, "part")
            self._agrees(line, key, f"ROUND({total(key)}+{left}-{sum_},6)=0")
        for key in [key for key in self.layout.letters if key[0] == "total"]:
            mine = [place for place, award in enumerate(self.layout.run.awards) if award.unit == key[1]]
            parts = "-".join(total(("award", place, "part")) for place in mine)
            self._agrees(line, key, f"ROUND({total(key)}-{parts},6)=0")

    def _agrees(self, line: int, key: Key, test: str) -> None:
        agrees, differs = say(self.layout.language, "OK"), say(self.layout.language, "differs")
        at = list(self.layout.letters).index(key) + 2
        style = self.styles.of(font_color=MUTED, align="right")
        self.sheet.write_formula(line, at, f"=IF({test},{quoted(agrees)},{quoted(differs)})", style, agrees)

    def _style(self, column: PersonColumn, **more: Any) -> Any:
        if column.kind == "total":
            more["bold"] = True
        if any(isinstance(value, date) for value in column.values):
            return self.styles.day(**more)
        if not _is_figures(column):
            return self.styles.of(align="left", indent=1, **more)
        if column.kind == "rest" or (column.kind == "share" and column.step is None):
            return self.styles.of(num_format="#,##0.000000", align="right", font_color=MUTED, **more)
        return self.styles.value(column.unit, column.step, **more)

    def _set_up(self, ids: list[str]) -> None:
        total = self.styles.of(bold=True, top=1)
        self.sheet.write_string(self.layout.last_row + 1, 0, say(self.layout.language, "Total"), total)
        self.sheet.set_column(0, 0, width("", list(ids)))
        self.sheet.set_column(1, 1, 24 if self.header.names else 9)
        self.sheet.set_row(0, 22)
        self.sheet.set_row(FIRST_ROW - 1, 44)
        self.sheet.freeze_panes(FIRST_ROW, 2)
        self.sheet.repeat_rows(FIRST_ROW - 2, FIRST_ROW - 1)
        self.sheet.repeat_columns(0, 1)


def _is_figures(column: PersonColumn) -> bool:
    return all(value is None or isinstance(value, Fraction) for value in column.values)


def _cached(value: float | str | date | None) -> float | str | int:
    """What a formula's cell shows until it is worked out again."""
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    return "" if value is None else value
