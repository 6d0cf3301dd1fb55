"""A payroll file, CSV or XLSX, becomes people that a scheme can be worked out over.

Everything about the file is found out from the file and said back: its encoding, separator, decimal mark, order of
dates and what each column is. What is wrong is said all at once, by row and column, and then nothing is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

from planner.errors import Fault, Refused, refuse
from planner.language import say, say_count
from planner.operations.issued import Card
from planner.operations.people_in.dialect import Dialect
from planner.operations.people_in.headings import LEFT_OUT, PEOPLE, SPANS, Names, fact_name, recognise, report_unmapped
from planner.operations.people_in.opening import Opened, open_all
from planner.operations.people_in.person import Options, PeopleRead, read_rows
from planner.operations.people_in.said_back import Detected, columns_read
from planner.operations.people_in.single import File
from planner.operations.people_in.spans import Adder, add_absences, add_spells
from planner.operations.people_in.table import Findings, Table

__all__ = [
    "Card",
    "Detected",
    "Examined",
    "File",
    "HeadingRead",
    "PeopleFile",
    "describe",
    "examine_people",
    "read_people",
]

_SHOWN = 3  # cells of a column, to know it by


@dataclass(frozen=True)
class PeopleFile:
    """The people of a file as the contract's scheme section has them, their cards by number, and how it was read."""

    people: tuple[dict[str, Any], ...]
    cards: Mapping[str, Card]
    said_back: Detected
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class HeadingRead:
    """A column as its reader is asked about it: its heading, what it would be, and some of its cells."""

    heading: str
    target: str  # as recognised: a fact's name, `own` name, or `ignore`
    own: str  # the name that it has as a fact of one's own
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Examined:
    """A payroll file as far as it can be read. With faults, `file` lacks what is faulty."""

    file: PeopleFile
    faults: tuple[Fault, ...]
    headings: tuple[HeadingRead, ...]
    has_changes: bool
    has_absences: bool


class HowRead(TypedDict, total=False):
    """What `examine_people` takes beside the file."""

    headings: Mapping[str, str]
    changes: File | None
    absences: File | None
    sheet: str | None
    decimal: str
    dates: str
    full_time_hours: str
    today: date | None


def read_people(content: bytes, filename: str, **how: Unpack[HowRead]) -> PeopleFile:
    """Read a payroll file and, if given, its changes and absences; raise Refused with all that is wrong.

    Takes what `examine_people` takes. Values are texts as the contract writes them: `"3229.80"`, `"2024-12-31"`. Empty
    cells give no fact.
    """
    found = examine_people(content, filename, **how)
    if found.faults:
        raise Refused(found.faults)
    return found.file


def examine_people(
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
) -> Examined:
    """As `read_people`, but what is wrong stands beside what could be read. Raises Refused where nothing can.

    `headings` maps a heading to a fact (`{"Kolom": "level"}`, or to `ignore`). `sheet` chooses a workbook's sheet;
    sheets named *wijzigingen* and *verlof* are read too. `decimal` ("," or ".") and `dates` ("dmy", "mdy", "ymd")
    settle what a file leaves open. With `full_time_hours` a column of hours a week becomes the part-time factor.
    With `today` a first day in the future is a warning.
    """
    findings = Findings()
    options = Options(headings, Dialect(decimal, dates), _hours(full_time_hours), today)
    opened = open_all((content, filename), changes, absences, sheet, findings)
    read = read_rows(opened.people, options, findings)
    report_unmapped(headings, opened.tables, findings)
    spells = _add(add_spells, opened.changes, read, options, findings)
    leaves = _add(add_absences, opened.absences, read, options, findings)
    detected = _detected(opened, read, spells, leaves)
    file = PeopleFile(tuple(read.people), MappingProxyType(read.cards), detected, tuple(findings.warnings))
    asked = tuple(_headings_read(opened))
    return Examined(file, findings.in_order(), asked, opened.changes is not None, opened.absences is not None)


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


def _headings_read(opened: Opened) -> Iterator[HeadingRead]:
    """Every heading of the tables once, as it is recognised when its reader says nothing."""
    asked: set[str] = set()
    for table in opened.tables:
        names = PEOPLE if table is opened.people else SPANS
        for each in _recognised(table, names):
            if each.heading and each.heading not in asked:
                asked.add(each.heading)
                yield each


def _recognised(table: Table, names: Names) -> Sequence[HeadingRead]:
    targets = {meaning.column.index: meaning.target for meaning in recognise(table, names, {}, Findings())}
    found = []
    for column in table.columns:
        cells = tuple(str(cell) for cell in column.cells if str(cell).strip())[:_SHOWN]
        own = fact_name(column.heading, column.index)
        found.append(HeadingRead(column.heading, targets.get(column.index, LEFT_OUT), own, cells))
    return found


def _detected(opened: Opened, read: PeopleRead, spells: int, absences: int) -> Detected:
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
