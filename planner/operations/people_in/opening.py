"""A payroll file is opened: its bytes become tables, whichever kind of file it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.operations.people_in.single import File, open_single, read_text, refuse_unreadable
from planner.operations.people_in.table import Findings, Table
from planner.operations.people_in.workbook import read_workbook


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
    opened.changes = open_single(*changes, found) if changes else opened.changes
    opened.absences = open_single(*absences, found) if absences else opened.absences
    return opened


def open_people(content: bytes, filename: str, sheet: str | None, findings: Findings) -> Opened:
    """The table of people, and beside it what else a workbook has."""
    refuse_unreadable(content, filename)
    if content.startswith(b"PK"):
        sheets = read_workbook(content, filename, sheet, findings)
        detected = {"sheet": sheets.sheet, "unread": sheets.unread}
        return Opened(sheets.people, detected, sheets.changes, sheets.absences)
    table, encoding, separator = read_text(content, filename, "", findings)
    return Opened(table, {"encoding": encoding, "separator": separator})
