"""Rows become people, checked against themselves and each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from planner.operations.issued import Card
from planner.operations.people_in.dialect import Dialect, find_dialect
from planner.operations.people_in.headings import CARD, PEOPLE, Meaning, is_bsn, plain_name, recognise
from planner.operations.people_in.table import Findings, Table
from planner.operations.people_in.values import Value, read_column

_LONGEST_ID = 100
_FACT = {"fte_percent": "fte", "hours_per_week": "fte"}  # what a converted column becomes
Person = dict[str, Any]


@dataclass(frozen=True)
class Options:
    """What the reader says about the files, where they don't say it themselves."""

    mapped: Mapping[str, str]
    dialect: Dialect
    full_time_hours: str = ""
    today: date | None = None


@dataclass(frozen=True)
class PeopleRead:
    """People with their cards, and how their table was read."""

    people: list[Person]
    cards: dict[str, Card]
    meanings: list[Meaning]
    dialect: Dialect


def read_rows(table: Table, options: Options, findings: Findings) -> PeopleRead:
    """The people of a table; what is wrong goes to `findings`, and what is faulty is left out."""
    meanings = _one_fte(table, recognise(table, PEOPLE, options.mapped, findings), options, findings)
    dialect = find_dialect(table, meanings, options.dialect, Dialect(), findings)
    columns = {
        meaning.target: read_column(table, meaning, dialect, findings, options.full_time_hours) for meaning in meanings
    }
    by_target = {meaning.target: meaning for meaning in meanings}
    if "id" not in columns:
        findings.fault(table.place(), 'no column with personnel numbers was found; name it with --map "Heading=id"')
        return PeopleRead([], {}, meanings, dialect)
    _check_ids(table, by_target["id"], columns["id"], findings)
    _check_dates(table, by_target, columns, options.today, findings)
    _check_full_time(table, by_target.get("monthly_salary"), columns.get(_fte_of(by_target), []), findings)
    facts = {fact_of(by_target[target]): values for target, values in columns.items()}
    return PeopleRead(_people(facts), _cards(columns), meanings, dialect)


def fact_of(meaning: Meaning) -> str:
    """What a column becomes: a percentage or hours that were converted are the part-time factor."""
    return meaning.target if meaning.own else _FACT.get(meaning.target, meaning.target)


def _one_fte(table: Table, meanings: list[Meaning], options: Options, findings: Findings) -> list[Meaning]:
    """Only one column is the part-time factor; a percentage or hours beside it is a fact of its own."""
    targets = {meaning.target for meaning in meanings}
    used = "fte" if "fte" in targets else "fte_percent" if "fte_percent" in targets else ""
    if not used and "hours_per_week" in targets and options.full_time_hours:
        used = "hours_per_week"
    if not used and "hours_per_week" in targets:
        column = next(meaning.column for meaning in meanings if meaning.target == "hours_per_week")
        ask = "hours alone say nothing of a full-time week; give --full-time-hours, or everyone counts as full-time"
        findings.warn(table.place(column=column), ask)
    parts = ("fte", "fte_percent", "hours_per_week")
    return [
        replace(meaning, own=True) if meaning.target in parts and meaning.target != used else meaning
        for meaning in meanings
    ]


def _fte_of(by_target: Mapping[str, Meaning]) -> str:
    return next((target for target, meaning in by_target.items() if fact_of(meaning) == "fte"), "")


def _check_full_time(table: Table, pay: Meaning | None, parts: list[Value], findings: Findings) -> None:
    """Many programs export the pay for one's own hours; read as full-time pay it would be cut twice."""
    if pay is None or plain_name(pay.column.heading) == "monthlysalary":
        return
    is_said = any(word in plain_name(pay.column.heading) for word in ("fulltime", "voltijd"))
    if not is_said and any(part is not None and Fraction(part) < 1 for part in parts):
        findings.warn(table.place(column=pay.column), "read as pay for a full-time week; check that it is that")


def _people(facts: Mapping[str, list[Value]]) -> list[Person]:
    names = ["id", *(name for name in facts if name != "id" and name not in CARD)]
    rows = zip(*(facts[name] for name in names), strict=True)
    return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]


def _cards(columns: Mapping[str, list[Value]]) -> dict[str, Card]:
    ids = columns["id"]
    empty: list[Value] = [None] * len(ids)
    parts = [columns.get(target, empty) for target in ("first_name", "infix", "last_name")]
    joined = [" ".join(filter(None, row)) for row in zip(*parts, strict=True)]
    whole = zip(ids, columns.get("name", empty), joined, columns.get("email", empty), strict=True)
    return {number: Card(name or other, email or "") for number, name, other, email in whole if number}


def _check_ids(table: Table, meaning: Meaning, ids: list[Value], findings: Findings) -> None:
    first: dict[str, int] = {}
    for at, number in enumerate(ids):
        place = table.place(at, meaning.column)
        if number is None and meaning.column.cells[at] == "":
            findings.fault(place, "the number is missing; every person needs one")
        if number is None:
            continue
        if first.setdefault(number, at) != at:
            findings.fault(place, '"{id}" is in row {row} too', id=number, row=table.rows[first[number]])
        elif len(number) > _LONGEST_ID:
            findings.fault(place, "longer than {limit} characters", limit=_LONGEST_ID)
    if len(first) >= 3 and all(map(is_bsn, first)):
        findings.fault(table.place(column=meaning.column), "these look like BSNs; use personnel numbers instead")


def _check_dates(
    table: Table,
    by_target: Mapping[str, Meaning],
    columns: Mapping[str, list[Value]],
    today: date | None,
    findings: Findings,
) -> None:
    if "start_date" not in columns:
        return
    empty: list[Value] = [None] * len(table.rows)
    starts, ends, births = (columns.get(target, empty) for target in ("start_date", "end_date", "birth_date"))
    first = by_target["start_date"].column
    for at, start in enumerate(starts):
        if start is None:
            if first.cells[at] == "":
                findings.fault(table.place(at, first), "the first day of employment is missing")
            continue
        end, birth = ends[at], births[at]
        if end is not None and end < start:
            column = by_target["end_date"].column
            text = "employment ends on {end}, before it starts on {start}"
            findings.fault(table.place(at, column), text, end=column.cells[at], start=first.cells[at])
        if birth is not None and birth >= start:
            column = by_target["birth_date"].column
            text = "born on {birth}, after starting on {start}"
            findings.fault(table.place(at, column), text, birth=column.cells[at], start=first.cells[at])
        if today and start > today.isoformat():
            text = "employment starts in the future, on {start}"
            findings.warn(table.place(at, first), text, start=first.cells[at])
