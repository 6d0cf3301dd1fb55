"""The sheet of facts (the company's, the given figures, the tables) and the sheet of those who do not share."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.scheme_document import say_title
from planner.calculators.scheme_run import SchemeRun
from planner.figures.facts import Facts, as_written, read_date
from planner.figures.figure import Figure
from planner.figures.number import read_number
from planner.figures.sheet_terms import FIRST_DAY, NotInSheet
from planner.language import say
from planner.operations.register_columns import Value, capitalised, fact_values, person_names
from planner.operations.register_words import RegisterWords
from planner.operations.workbook.layout import Layout, kind_of, table_shape
from planner.operations.workbook.style import MUTED, Styles, cell_text, width, write_plain
from planner.statements.header import Header
from planner.statements.vocabulary import title_of


class FactsSheet:
    """Lays the single figures out and writes them; formulas elsewhere refer to these cells."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.run = layout, layout.run
        self.name = layout.sheets["Facts"]
        self.lines: list[tuple[str, str]] = []  # kind and name, one a row
        self._plan()

    def _plan(self) -> None:
        run = self.run
        company = ("The company", "fact", list(run.company_facts))
        for head, kind, names in (company, ("Given by the rules", "given", list(run.given))):
            if names:
                self.lines += [("head", head), *((kind, name) for name in names), ("", "")]
        for name, table in run.tables.items():
            first = len(self.lines) + 2
            self.lines += [("table", name), *(("entry", key) for key in table), ("", "")]
            last = first + len(table) - 1
            keys, values = (f"{self.name}!${letter}${first}:${letter}${last}" for letter in "AB")
            try:
                self.layout.tables[name] = table_shape(run, name, keys, values)
            except NotInSheet:
                continue
        for place, (kind, name) in enumerate(self.lines):
            if kind in ("fact", "given"):
                self.layout.cells[("single", name)] = (self.name, f"$B${place + 1}")

    def write(self, sheet: Any, styles: Styles) -> None:
        """All facts with what they are and where they come from."""
        table = ""
        for row, (kind, name) in enumerate(self.lines):
            if kind == "head":
                sheet.write_string(row, 0, say(self.layout.language, name), styles.of(bold=True, bottom=1))
            elif kind == "table":
                table = name
                sheet.write_string(row, 0, self._title(name), styles.of(bold=True, bottom=1))
            elif kind == "entry":
                self._entry(sheet, styles, row, table, name)
            elif kind:
                self._fact(sheet, styles, row, name)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 20)
        sheet.set_column(2, 3, 40)
        sheet.freeze_panes(0, 1)

    def _title(self, name: str) -> str:
        return cell_text(capitalised(title_of(name, self.run.scheme, self.layout.language)))

    def _entry(self, sheet: Any, styles: Styles, row: int, table: str, key: str) -> None:
        number = read_number(key)
        shape = self.layout.tables.get(table)
        if shape is not None and shape.is_numeric and number is not None:
            write_plain(sheet, row, 0, number, styles.of(align="left"))
        else:
            sheet.write_string(row, 0, cell_text(key), styles.of())
        write_plain(sheet, row, 1, self.run.tables[table][key], styles.of(align="right"))

    def _fact(self, sheet: Any, styles: Styles, row: int, name: str) -> None:
        figure = self.layout.single(name)
        if figure is None:
            return
        sheet.write_string(row, 0, self._title(name), styles.of())
        written = figure.value.written[0] if isinstance(figure.value, Facts) else ""
        is_rate = isinstance(written, str) and written.endswith("%")
        value = _single_value(figure)
        if isinstance(value, date):
            sheet.write_datetime(row, 1, value, styles.day())
        elif isinstance(value, str):
            sheet.write_string(row, 1, cell_text(value), styles.of(align="right"))
        elif value is not None:
            style = styles.rate(value) if is_rate else styles.value(figure.unit, None, sign=True)
            write_plain(sheet, row, 1, value, style)
        note = self.run.scheme.facts.get(name)
        source = say_title(note.source, self.layout.language) if note else ""
        sheet.write_string(
            row, 2, cell_text(source), styles.of(font_color=MUTED, text_wrap=True, align="left", indent=1)
        )
        sheet.write_string(row, 3, cell_text(name), styles.of(font_color=MUTED))


def _single_value(figure: Figure) -> Value:
    if not isinstance(figure.value, Facts):
        return figure.numbers.at(0)
    text = as_written(figure.value.written[0]) or ""
    kind = kind_of(figure)
    day = read_date(text)
    if kind == "date" and day is not None and day >= FIRST_DAY:
        return day
    return figure.numbers.at(0) if kind == "number" else text


def write_left_out(run: SchemeRun, header: Header, language: str, sheet: Any, styles: Styles) -> None:
    """Everybody who does not share: the reason, and the facts that the conditions look at."""
    words = RegisterWords(run, header, language)
    names = person_names(run, ("eligible",))
    facts = {name: fact_values(words.facts[name]) for name in names}
    titles = [say(language, text) for text in ("No.", "Name", "Why not")]
    titles += [capitalised(title_of(name, run.scheme, language)) for name in names]
    for at, title in enumerate(titles):
        sheet.write_string(0, at, cell_text(title), styles.of(bold=True, bottom=1, text_wrap=True))
    for row, place in enumerate(sorted(run.reasons), 1):
        number = run.people.ids[place]
        for at, text in enumerate((number, header.names.get(number, ""), words.reason(place))):
            sheet.write_string(row, at, cell_text(text), styles.of())
        for at, name in enumerate(names, 3):
            _write(sheet, row, at, facts[name][place], styles)
    for at, wide in enumerate((width("", list(run.people.ids)), 24, 60, *(14 for _ in names))):
        sheet.set_column(at, at, wide)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, at: int, value: Value, styles: Styles) -> None:
    if isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, at, value, styles.day())
    elif isinstance(value, Fraction):
        write_plain(sheet, row, at, value, styles.of(align="right"))
    elif value is not None:
        sheet.write_string(row, at, cell_text(str(value)), styles.of())
