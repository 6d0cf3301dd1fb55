"""A sheet of securities as a file: CSV as a spreadsheet program of the language opens it, or a workbook."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from planner.errors import refuse
from planner.language import say
from planner.operations.people_in.headings import SECURITY_DATES, SECURITY_NUMBERS
from planner.operations.register_csv import harmless, written
from planner.operations.securities.row import Row
from planner.operations.securities.words import COLUMNS, KINDS
from planner.operations.workbook.style import cell_text

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MOST_DIGITS = 15  # that a spreadsheet program keeps of a number
_WIDTHS = {
    "holder_id": 18,
    "holder": 28,
    "security_kind": 18,
    "security_class": 18,
    "security_plan": 18,
    "issued_by": 18,
}
_A4 = 9
_EPOCH = datetime(2000, 1, 1)  # a workbook carries a moment; a clock would make other bytes each time


def securities_csv(rows: Sequence[Row], language: str) -> bytes:
    """UTF-8 with a byte order mark; in Dutch `;` and a decimal comma. No cell is taken for a formula."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    writer.writerow([harmless(say(language, title)) for title in COLUMNS.values()])
    for row in rows:
        writer.writerow([_csv_cell(row, name, language) for name in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def securities_workbook(rows: Sequence[Row], language: str) -> bytes:
    """One sheet with numbers as numbers and days as days; the same rows give the same bytes."""
    file = BytesIO()
    book = Workbook(file, _OPTIONS)
    book.set_properties({"author": "Deelgenoot", "created": _EPOCH})
    sheet = book.add_worksheet(say(language, "Securities"))
    formats = _formats(book, language)
    for at, (name, title) in enumerate(COLUMNS.items()):
        sheet.set_column(at, at, _WIDTHS.get(name, 18))
        is_number = name in SECURITY_NUMBERS | SECURITY_DATES
        sheet.write_string(0, at, say(language, title), formats["number heading" if is_number else "heading"])
    for number, row in enumerate(rows, start=1):
        for at, name in enumerate(COLUMNS):
            _write(sheet, (number, at), row, name, formats, language)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    book.close()
    return file.getvalue()


def write_sheet(rows: Sequence[Row], path: Path, language: str) -> None:
    """The file of this name, by its ending. Raises Refused if it can't be written or is there already."""
    makers = {".csv": securities_csv, ".xlsx": securities_workbook}
    make = makers.get(path.suffix.lower())
    if make is None:
        raise refuse(str(path), "is neither .csv nor .xlsx; end the name in one of these")
    try:
        with path.open("xb") as file:
            file.write(make(rows, language))
    except OSError as error:
        raise refuse(str(path), "can't be written: {why}", why=error.strerror) from None


def _csv_cell(row: Row, name: str, language: str) -> str:
    text = getattr(row, name)
    if name in SECURITY_NUMBERS and text:
        return written(Fraction(text), 0, language)
    return harmless(_word(row, name, language))


def _word(row: Row, name: str, language: str) -> str:
    return say(language, KINDS[row.security_kind]) if name == "security_kind" else getattr(row, name)


def _formats(book: Workbook, language: str) -> dict[str, Any]:
    heading = {"bold": True, "bottom": 1, "valign": "top"}
    return {
        "heading": book.add_format(heading),
        "number heading": book.add_format({**heading, "align": "right"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "part": book.add_format({"num_format": "General"}),
        "day": book.add_format({"num_format": "dd-mm-yyyy" if language == "nl" else "d mmm yyyy", "align": "right"}),
    }


def _write(sheet: Any, at: tuple[int, int], row: Row, name: str, formats: dict[str, Any], language: str) -> None:
    text = getattr(row, name)
    if not text:
        return
    if name in SECURITY_NUMBERS and len(text.strip("-0.").replace(".", "")) <= _MOST_DIGITS:
        value = Fraction(text)
        sheet.write_number(*at, float(value), formats["whole" if value.denominator == 1 else "part"])
    elif name in SECURITY_DATES:
        sheet.write_datetime(*at, datetime.combine(date.fromisoformat(text), time()), formats["day"])
    else:
        sheet.write_string(*at, cell_text(_word(row, name, language)))
