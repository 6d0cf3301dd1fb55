"""A workbook becomes tables: people, and beside them the sheets with changes and absences."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from planner.operations.people_in.headings import plain_name
from planner.operations.people_in.table import BROKEN, Cell, Column, Findings, Place, Table, refused
from planner.operations.people_in.workbook_safety import Broken, Looked, look_through

CHANGES = frozenset({"wijzigingen", "wijziging", "mutaties", "changes", "spells"})
ABSENCES = frozenset({"verlof", "afwezigheid", "afwezig", "absences", "absence", "leave"})
_DAY_0 = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True)
class Sheets:
    """The tables of a workbook, and the names of the sheets that were left alone."""

    people: Table
    changes: Table | None
    absences: Table | None
    unread: tuple[str, ...]
    sheet: str  # the one that the people are in


def read_workbook(content: bytes, filename: str, sheet: str | None, findings: Findings) -> Sheets:
    """The people's sheet (`sheet`, or the first that isn't for changes or absences) and the two others, by name."""
    looked = look_through(content, Place(filename))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _sheets(book, filename, sheet, looked, findings)
    except CalamineError:
        raise refused(Place(filename), "this workbook is damaged; open it and save it again as .xlsx") from None


def read_single(content: bytes, filename: str, findings: Findings) -> Table:
    """A workbook with one thing in it, changes or absences: its first sheet."""
    looked = look_through(content, Place(filename))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _table(book, _shown(book)[0], filename, looked, findings)
    except CalamineError:
        raise refused(Place(filename), "this workbook is damaged; open it and save it again as .xlsx") from None


def _sheets(book: CalamineWorkbook, filename: str, sheet: str | None, looked: Looked, findings: Findings) -> Sheets:
    names = _shown(book)
    changes = _named(names, CHANGES)
    absences = _named(names, ABSENCES)
    others = [name for name in names if name not in (changes, absences)]
    if sheet is not None and sheet not in book.sheet_names:
        found = ", ".join(names)
        raise refused(Place(filename), 'there is no sheet "{sheet}"; there are: {found}', sheet=sheet, found=found)
    chosen = sheet or (others[0] if others else names[0])
    tables = [
        _table(book, name, name, looked, findings) if name and name != chosen else None for name in (changes, absences)
    ]
    people = _table(book, chosen, "", looked, findings)
    return Sheets(people, tables[0], tables[1], tuple(name for name in others if name != chosen), chosen)


def _shown(book: CalamineWorkbook) -> list[str]:
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return shown or list(book.sheet_names)


def _named(names: list[str], wanted: frozenset[str]) -> str | None:
    return next((name for name in names if plain_name(name) in wanted), None)


def _table(book: CalamineWorkbook, sheet: str, name: str, looked: Looked, findings: Findings) -> Table:
    grid = [[_cell(value) for value in row] for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    broken = looked.broken.get(sheet, Broken({}))
    for at in broken.cells:
        _mark(grid, at)
    filled = [(number, row) for number, row in enumerate(grid) if any(cell != "" for cell in row)]
    place = Place(name or sheet)
    if not filled:
        raise refused(place, "this sheet is empty")
    if len(filled) == 1:
        raise refused(place, "only headings are here, no rows beneath them")
    table = _with_columns(filled, name, _DAY_0[looked.from_1904])
    _report_broken(table, broken, findings)
    return table


def _mark(grid: list[list[Cell]], at: tuple[int, int]) -> None:
    """A cell without a value still makes its row one that counts."""
    row, column = at
    if row < len(grid) and column < len(grid[row]):
        grid[row][column] = BROKEN


def _with_columns(filled: list[tuple[int, list[Cell]]], name: str, epoch: date) -> Table:
    headings = [_as_text(cell) for cell in filled[0][1]]
    columns = (Column(at, headings[at], [row[at] for _, row in filled[1:]]) for at in range(len(headings)))
    kept = tuple(column for column in columns if column.heading or any(cell != "" for cell in column.cells))
    return Table(name, kept, tuple(number + 1 for number, _ in filled[1:]), epoch)


def _report_broken(table: Table, broken: Broken, findings: Findings) -> None:
    """Every one in a column that is read, with its place."""
    if not broken.cells:
        return
    by_row = {row: at for at, row in enumerate(table.rows)}
    by_index = {column.index: column for column in table.columns}
    for (row, index), error in sorted(broken.cells.items()):
        at, column = by_row.get(row + 1), by_index.get(index)
        if at is None or column is None:
            continue
        if error:
            findings.fault(table.place(at, column), "the formula gives {error}", error=error)
        else:
            findings.fault(table.place(at, column), "the formula has no result yet; open the file and save it again")


def _cell(value: object) -> Cell:
    """Numbers with the fifteen digits that a spreadsheet program keeps; a date without its time."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int) and isfinite(value):
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value).strip()


def _as_text(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
