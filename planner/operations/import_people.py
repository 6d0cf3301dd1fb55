"""A payroll file, CSV or XLSX, becomes people that a scheme can be worked out over.

Everything about the file is found out from the file and said back: its encoding, separator, decimal mark, order of
dates and what each column is. What is wrong is said all at once, by row and column, and then nothing is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from planner.errors import Fault, refuse
from planner.language import say, say_count
from planner.operations.issued import Card
from planner.operations.people_in.dialect import Dialect
from planner.operations.people_in.headings import report_unmapped
from planner.operations.people_in.person import Options, PeopleRead, read_rows
from planner.operations.people_in.said_back import Detected, columns_read
from planner.operations.people_in.single import File, open_single, read_text, refuse_unreadable
from planner.operations.people_in.spans import Adder, add_absences, add_spells
from planner.operations.people_in.table import Findings, Table
from planner.operations.people_in.workbook import read_workbook

__all__ = ["Card", "Detected", "PeopleFile", "describe", "read_people"]


@dataclass(frozen=True)
class PeopleFile:
    """The people of a file as the contract's scheme section has them, their cards by number, and how it was read."""

    people: tuple[dict[str, Any], ...]
    cards: Mapping[str, Card]
    said_back: Detected
    warnings: tuple[Fault, ...] = ()


@dataclass
class _Opened:
    """The tables of a file and how they were found."""

    people: Table
    detected: dict[str, Any] = field(default_factory=dict)
    changes: Table | None = None
    absences: Table | None = None


def read_people(
    content: bytes,
    filename: str,
    *,
    headings: Mapping[str, str] = MappingProxyType({}),
    changes: File | None = None,
    absences: File | None = None,
    sheet: str | None = None,
    decimal: str = "",
    dates: str = "",
    full_time_hours: str = "",
    today: date | None = None,
) -> PeopleFile:
    """Read a payroll file and, if given, its changes and absences; raise Refused with all that is wrong.

    `headings` maps a heading to a fact (`{"Kolom": "level"}`, or to `ignore`). `sheet` chooses a workbook's sheet;
    sheets named *wijzigingen* and *verlof* are read too. `decimal` ("," or ".") and `dates` ("dmy", "mdy", "ymd")
    settle what a file leaves open. With `full_time_hours` a column of hours a week becomes the part-time factor.
    With `today` a first day in the future is a warning.

    Values are texts as the contract writes them: `"3229.80"`, `"2024-12-31"`. Empty cells give no fact.
    """
    findings = Findings()
    options = Options(headings, Dialect(decimal, dates), _hours(full_time_hours), today)
    opened = _open(content, filename, sheet, findings)
    changed = open_single(*changes, findings) if changes else opened.changes
    absent = open_single(*absences, findings) if absences else opened.absences
    read = read_rows(opened.people, options, findings)
    report_unmapped(headings, filter(None, (opened.people, changed, absent)), findings)
    spells = _add(add_spells, changed, read, options, findings)
    leaves = _add(add_absences, absent, read, options, findings)
    findings.stop_if_faulty()
    detected = _detected(opened, read, spells, leaves)
    return PeopleFile(tuple(read.people), MappingProxyType(read.cards), detected, tuple(findings.warnings))


def describe(people_file: PeopleFile, language: str) -> str:
    """What was read, how, and what is odd, in a few lines for the terminal."""
    back = people_file.said_back
    lines = [back.say(language), *_said_besides(back, language), "", say(language, "Read as:")]
    width = max(len(heading) for heading, _ in back.read_as)
    own = say(language, "a fact of your own")
    for heading, fact in back.read_as:
        lines.append(f"  {heading:<{width}}  {fact}{f' ({own})' if fact in back.own_facts else ''}")
    if people_file.warnings:
        lines += ["", say(language, "Please check:")]
        lines += [f"  {warning.say(language)}" for warning in people_file.warnings]
    return "\n".join(lines)


def _hours(text: str) -> str:
    """Hours of a full-time week, with a decimal comma or point."""
    if not text or re.fullmatch(r"[1-9][0-9]?(?:[.,][0-9]{1,2})?", text):
        return text.replace(",", ".")
    raise refuse("--full-time-hours", '"{value}" is not a number of hours a week, such as 40', value=text)


def _said_besides(back: Detected, language: str) -> list[str]:
    lines = []
    if back.spells:
        lines.append(say_count(language, "{count} change in the year.", "{count} changes in the year.", back.spells))
    if back.absences:
        lines.append(say_count(language, "{count} period of leave.", "{count} periods of leave.", back.absences))
    if back.unread:
        lines.append(say(language, "Not read: the sheets {sheets}.", sheets=", ".join(back.unread)))
    return lines


def _add(add: Adder, table: Table | None, read: PeopleRead, options: Options, findings: Findings) -> int:
    return add(table, read.people, options, read.dialect, findings) if table else 0


def _open(content: bytes, filename: str, sheet: str | None, findings: Findings) -> _Opened:
    refuse_unreadable(content, filename)
    if content.startswith(b"PK"):
        sheets = read_workbook(content, filename, sheet, findings)
        detected = {"sheet": sheets.sheet, "unread": sheets.unread}
        return _Opened(sheets.people, detected, sheets.changes, sheets.absences)
    table, encoding, separator = read_text(content, filename, "", findings)
    return _Opened(table, {"encoding": encoding, "separator": separator})


def _detected(opened: _Opened, read: PeopleRead, spells: int, absences: int) -> Detected:
    return Detected(
        **opened.detected,
        decimal=read.dialect.decimal,
        order=read.dialect.order,
        people=len(read.people),
        columns=len(opened.people.columns),
        spells=spells,
        absences=absences,
        read_as=columns_read(read.meanings),
        own_facts=tuple(meaning.target for meaning in read.meanings if meaning.own),
    )
