"""Separated text becomes rows: which separator it has, and which rows are uneven."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from planner.operations.people_in.headings import known
from planner.operations.people_in.table import BROKEN, MOST_COLUMNS, MOST_ROWS, Column, Findings, Place, Table, refused

SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs", "|": "vertical bars"}
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LINES_A_ROW = 2
Row = tuple[int, list[str]]


def refuse_if_too_long(content: bytes, place: Place) -> None:
    """A million rows are refused by counting line ends, before anything is decoded; a cell in quotes may have some."""
    most = MOST_ROWS * (_LINES_A_ROW if b'"' in content else 1) + 1
    if max(content.count(b"\n"), content.count(b"\r")) > most:
        raise too_many_rows(place)


def too_many_rows(place: Place) -> Exception:
    """One sentence for a table that is far longer than a company is large."""
    return refused(place, "more than {limit} rows; split the file", limit=f"{MOST_ROWS:_}".replace("_", "\u00a0"))


def read_separated(text: str, name: str, file: Place, findings: Findings) -> tuple[Table, str]:
    """The table in a text and its separator; uneven rows are faults, empty rows are skipped.

    Row numbers are those that a spreadsheet program shows: a cell with line breaks in quotes is still one row.
    """
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    separator = said[1] if said else _separator(text)
    rows = _rows(text, separator, file)
    if not rows:
        raise refused(file, "the file is empty")
    return _table(rows, name, file, findings), separator


def _separator(text: str) -> str:
    """The one that makes most known headings; if none is known, most columns."""
    start = "".join(islice(io.StringIO(text, newline=""), 50))
    first = {sign: _first_row(start, sign) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: (sum(map(known, first[sign])), len(first[sign])))


def _first_row(text: str, separator: str) -> list[str]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return next((row for row in rows if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return []


def _rows(text: str, separator: str, place: Place) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(map(str.strip, cells)):
                rows.append((number, cells))
            if len(rows) > MOST_ROWS + 1:
                raise too_many_rows(place)
    except csv.Error:
        at = Place(place.file, number + 1)
        raise refused(at, "a quote is opened here and not closed, or stands in the middle of a cell") from None
    return rows


def _table(rows: list[Row], name: str, file: Place, findings: Findings) -> Table:
    """Headings from the first row, cells from the others, trimmed; an empty column without a heading goes."""
    _, headings = rows[0]
    width = max((at for at, text in enumerate(headings, start=1) if text.strip()), default=0)
    if width > MOST_COLUMNS:
        raise refused(file, "more than {limit} columns", limit=MOST_COLUMNS)
    if len(rows) == 1:
        raise refused(file, "only headings are here, no rows beneath them")
    even = [_evened(number, cells, width, name, findings) for number, cells in rows[1:]]
    cells = zip(*even, strict=True)
    columns = (Column(at, headings[at].strip(), list(column)) for at, column in enumerate(cells))
    kept = tuple(column for column in columns if column.heading or any(column.cells))
    return Table(name, kept, tuple(number for number, _ in rows[1:]))


def _evened(number: int, cells: list[str], width: int, name: str, findings: Findings) -> list[str]:
    trimmed = [cell.strip() for cell in cells]
    while len(trimmed) > width and not trimmed[-1]:
        trimmed.pop()
    if len(trimmed) == width:
        return trimmed
    text = "{count} cells, but there are {width} headings"
    findings.fault(Place(name, number), text, count=len(trimmed), width=width)
    return [BROKEN] * width  # which cell belongs to which heading is anyone's guess
