"""The register as a spreadsheet: everything worked out again by live formulas, with checks that compute themselves.

The same run gives the same bytes. Where binary numbers would give another cent than the exact figure, a value with a
note stands in the formula's place (see `planner.figures.doubles`).
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from planner.calculators.scheme_run import SchemeRun
from planner.language import say
from planner.operations.workbook.columns import fill_columns, find_columns, shared_awards
from planner.operations.workbook.facts import FactsSheet, write_left_out
from planner.operations.workbook.layout import Layout
from planner.operations.workbook.people import PeopleSheet
from planner.operations.workbook.style import Styles, cell_text
from planner.operations.workbook.summary import SummarySheet
from planner.statements.header import Header

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4, _MARGINS = 9, {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.6}


class _LiveSheet(Worksheet):  # type: ignore[misc,unused-ignore]
    """A sheet that takes our formulas as they are: searching each for newer functions took half of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def register_workbook(run: SchemeRun, header: Header, language: str) -> bytes:
    """The workbook's bytes: a summary, the facts, a row a person, and who does not share and why."""
    file = BytesIO()
    book = Workbook(file, _OPTIONS)
    _describe(book, run, header, language)
    layout = Layout(run, language)
    awards = shared_awards(layout)
    facts, summary = FactsSheet(layout), SummarySheet(layout, header, awards)
    find_columns(layout, awards)
    fill_columns(layout, awards)
    styles = Styles(book, language, run.scheme.currency)
    sheets = {name: _sheet(book, title, header, language) for name, title in layout.sheets.items()}
    summary.write(sheets["Summary"], styles)
    facts.write(sheets["Facts"], styles)
    PeopleSheet(layout, header, awards, sheets["People"], styles).write()
    write_left_out(run, header, language, sheets["Not sharing"], styles)
    book.close()
    return file.getvalue()


def _describe(book: Workbook, run: SchemeRun, header: Header, language: str) -> None:
    """Fixed properties: the day is the register's, since a clock would make other bytes each time."""
    book.set_properties({
        "title": cell_text(f"{say(language, 'Register')}: {run.scheme.say_title(language)}"),
        "company": cell_text(header.company),
        "author": "Deelgenoot",
        "comments": header.identity,
        "created": datetime.combine(header.day, time()),
    })  # fmt: skip
    book.set_custom_property("Language", language)
    if header.identity:
        book.set_custom_property("Identity", header.identity)
    book.set_calc_mode("auto")


def _sheet(book: Workbook, title: str, header: Header, language: str) -> Any:
    """An empty sheet, ready for print: landscape, one page wide, whose it is and the page number at its foot."""
    sheet = book.add_worksheet(title, _LiveSheet)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    sheet.hide_gridlines(1)
    company = header.company.replace("&", "&&")[:80]
    of = say(language, "of")
    sheet.set_footer(f"&L&8{company} {header.identity[:16]}&R&8&P {of} &N")
    return sheet
