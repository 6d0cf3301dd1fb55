"""A table as it was found in a file, and what is wrong with it by row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planner.errors import Fault, Refused

Cell = str | Decimal | date  # a text as it was written; a workbook also has numbers and dates
BROKEN = " "  # a workbook's cell whose fault has been said already; what is read is trimmed, so nothing else is this
MOST_ROWS = 200_000
MOST_COLUMNS = 400
MOST_FAULTS = 1000

_PLACES = {  # is there a file, a row, a column
    (False, False, False): "",
    (False, True, False): "row {row}",
    (False, False, True): 'column "{column}"',
    (False, True, True): 'row {row}, column "{column}"',
    (True, False, False): "{file}",
    (True, True, False): "{file}, row {row}",
    (True, False, True): '{file}, column "{column}"',
    (True, True, True): '{file}, row {row}, column "{column}"',
}


@dataclass(frozen=True)
class Column:
    """A heading with the cells beneath it."""

    index: int
    heading: str
    cells: list[Cell]

    def written(self) -> Iterator[tuple[int, str]]:
        """Position and text of every text cell that isn't empty."""
        return ((at, cell) for at, cell in enumerate(self.cells) if isinstance(cell, str) and cell.strip())


@dataclass(frozen=True)
class Table:
    """Columns of equal length; `rows` are the row numbers that a spreadsheet program shows beside them."""

    name: str  # the file or sheet, where there are several; else empty
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    epoch: date = date(1899, 12, 30)  # day 0 of a workbook's day numbers

    def place(self, at: int | None = None, column: Column | None = None) -> Place:
        """The place of a cell, a row or a column, by position."""
        return Place(self.name, None if at is None else self.rows[at], column.heading if column else None)


@dataclass(frozen=True)
class Place:
    """`wijzigingen.csv, row 12, column "Deeltijdfactor"`, or less of it."""

    file: str = ""
    row: int | None = None
    column: str | None = None

    def fault(self, text: str, values: dict[str, object], warning: bool) -> Fault:
        """What is wrong here."""
        place = _PLACES[bool(self.file), self.row is not None, self.column is not None]
        given = {"file": self.file, "row": self.row, "column": self.column}
        return Fault(
            place, text, values, warning, {key: value for key, value in given.items() if value not in ("", None)}
        )


@dataclass
class Findings:
    """All that was found wrong or odd, in the order found; more than a thousand are counted, not kept."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    uncounted: int = 0

    def fault(self, place: Place, text: str, **values: object) -> None:
        """Something that must be mended first."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(place.fault(text, values, warning=False))
        else:
            self.uncounted += 1

    def warn(self, place: Place, text: str, **values: object) -> None:
        """Something odd but possible."""
        if len(self.warnings) < MOST_FAULTS:
            self.warnings.append(place.fault(text, values, warning=True))

    def in_order(self) -> tuple[Fault, ...]:
        """The faults found so far, by file and row, and how many more there were."""
        found = sorted(self.faults, key=lambda fault: (str(fault.at.get("file", "")), fault.at.get("row") or 0))
        more = [Fault("", "and {count} more faults", {"count": self.uncounted})] if self.uncounted else []
        return (*found, *more)


def refused(place: Place, text: str, **values: object) -> Refused:
    """A fault that leaves nothing to read on with."""
    return Refused([place.fault(text, values, warning=False)])
