"""A payroll file is opened: its bytes become tables, whichever kind of file it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.operations.people_in.delimited import SEPARATORS, read_separated, refuse_if_too_long
from planner.operations.people_in.encodings import decode, find_spoilt
from planner.operations.people_in.table import Findings, Place, Table, refused
from planner.operations.people_in.workbook import read_single, read_workbook

LARGEST = 50 * 1024 * 1024
_KINDS = {
    b"\xd0\xcf\x11\xe0": "this is an old .xls file or has a password; save it as .xlsx without one",
    b"%PDF": "this is a PDF; export the people as .xlsx or .csv",
}
File = tuple[bytes, str]


@dataclass
class Opened:
    """The tables of a file and how they were found."""

    people: Table
    detected: dict[str, Any] = field(default_factory=dict)
    changes: Table | None = None
    absences: Table | None = None

    @property
    def tables(self) -> Sequence[Table]:
        """Those that there are, people first."""
        return [table for table in (self.people, self.changes, self.absences) if table is not None]


def open_all(people: File, changes: File | None, absences: File | None, sheet: str | None, found: Findings) -> Opened:
    """The people's file with, if given, the changes and absences of files of their own. Raises Refused."""
    opened = open_people(*people, sheet, found)
    opened.changes = open_single(changes, found) if changes else opened.changes
    opened.absences = open_single(absences, found) if absences else opened.absences
    return opened


def open_people(content: bytes, filename: str, sheet: str | None, findings: Findings) -> Opened:
    """The table of people, and beside it what else a workbook has."""
    _refuse_unreadable(content, filename)
    if content.startswith(b"PK"):
        sheets = read_workbook(content, filename, sheet, findings)
        detected = {"sheet": sheets.sheet, "unread": sheets.unread}
        return Opened(sheets.people, detected, sheets.changes, sheets.absences)
    table, encoding, separator = _read_text(content, filename, "", findings)
    return Opened(table, {"encoding": encoding, "separator": separator})


def open_single(file: File, findings: Findings) -> Table:
    """A file with one table in it."""
    content, filename = file
    _refuse_unreadable(content, filename)
    if content.startswith(b"PK"):
        return read_single(content, filename, findings)
    return _read_text(content, filename, filename, findings)[0]


def _read_text(content: bytes, filename: str, name: str, findings: Findings) -> tuple[Table, str, str]:
    refuse_if_too_long(content, Place(filename))
    text, encoding = decode(content, Place(filename))
    if spoilt := find_spoilt(text):
        said = 'line {line} has "{word}": letters that another program saved wrongly'
        findings.warn(Place(name), said, line=spoilt[0], word=spoilt[1])
    table, separator = read_separated(text, name, Place(filename), findings)
    return table, encoding, SEPARATORS.get(separator, "")


def _refuse_unreadable(content: bytes, filename: str) -> None:
    if len(content) > LARGEST:
        raise refused(Place(filename), "the file is larger than {size} MB", size=LARGEST // 1024**2)
    if not content.strip():
        raise refused(Place(filename), "the file is empty")
    for start, text in _KINDS.items():
        if content.startswith(start):
            raise refused(Place(filename), text)
