"""A sheet of holders and securities becomes a journal, as if each had been issued on its day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from planner.errors import Fault, Phrase, Refused, refuse
from planner.figures.facts import read_date
from planner.operations.people_in.dialect import Dialect, find_dialect
from planner.operations.people_in.headings import Meaning, recognise, report_unmapped
from planner.operations.people_in.single import open_single
from planner.operations.people_in.table import Column, Findings, Place, Table
from planner.operations.people_in.values import read_column
from planner.operations.register_csv import unmarked
from planner.operations.securities.issuances import Issuances
from planner.operations.securities.row import Row
from planner.operations.securities.words import COLUMNS, HEADINGS, KINDS, kind_of

MOST_MONTHS = 600
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_NEEDS = {  # besides a holder, a quantity and a day
    "STOCK": ("security_class",), "OPTION": ("security_plan", "security_strike"), "RSU": ("security_plan",),
    "SSAR": ("security_plan", "security_strike"), "CSAR": ("security_plan", "security_strike"),
    "RECEIPT": ("security_class", "issued_by"), "POOL": ("security_plan",),
}  # fmt: skip


@dataclass(frozen=True)
class SecuritiesRead:
    """The journal of a sheet, how many rows it has, how its headings were read, and what is odd."""

    journal: dict[str, Any]
    rows: int
    read_as: tuple[tuple[str, str], ...]
    warnings: tuple[Fault, ...]


def read_securities(
    content: bytes,
    filename: str,
    *,
    issuer: Mapping[str, Any] | None = None,
    currency: str = "EUR",
    headings: Mapping[str, str] = MappingProxyType({}),
    decimal: str = "",
    dates: str = "",
) -> SecuritiesRead:
    """Read a sheet of securities; raise Refused with all that is wrong in it, by row and column.

    One row is one security: its holder, kind (shares unless it says otherwise), class or plan, quantity and day; price,
    exercise price, currency, vesting (start, months, cliff) where they apply. Rights stand in a plan, and a row of the
    kind *pool* says how many shares it reserves. `issuer` is the company as an Open Cap Format object.
    """
    findings = Findings()
    table = open_single(content, filename, findings)
    meanings = _meanings(table, headings, findings)
    dialect = find_dialect(table, meanings, Dialect(decimal, dates), Dialect(), findings)
    rows = _rows(table, meanings, dialect, findings)
    if not content.startswith(b"PK"):
        rows = [_unmarked(row) for row in rows]
    _check(table, meanings, rows, findings)
    if faults := findings.in_order():
        raise Refused(faults)
    made = Issuances(currency)
    for row in rows:
        made.meet(row)
    for row in rows:
        made.add(row)
    read_as = tuple((meaning.column.heading, meaning.target) for meaning in meanings)
    return SecuritiesRead(made.journal(issuer), len(rows), read_as, tuple(findings.warnings))


def _meanings(table: Table, headings: Mapping[str, str], findings: Findings) -> list[Meaning]:
    """The columns that are read; of the others it is told that they aren't."""
    found = [
        replace(meaning, own=meaning.own and meaning.target not in COLUMNS)  # a heading may be mapped to a column
        for meaning in recognise(table, HEADINGS, headings, findings)
    ]
    report_unmapped(headings, [table], findings)
    for meaning in found:
        if meaning.own:
            findings.warn(table.place(column=meaning.column), "is no column of a sheet of securities and isn't read")
    return [meaning for meaning in found if not meaning.own]


def issuer_of(name: str | None, formed: str | None, country: str) -> dict[str, Any] | None:
    """The company as an Open Cap Format object; None if nothing is said of it. Raises Refused."""
    if name is None and formed is None:
        return None
    if not name or read_date(formed) is None:
        raise refuse("--company", "goes with --formed, a date written YYYY-MM-DD")
    return {"object_type": "ISSUER", "id": "issuer", "legal_name": name, "formation_date": formed,
            "country_of_formation": country.upper()}  # fmt: skip


def _rows(table: Table, meanings: list[Meaning], dialect: Dialect, findings: Findings) -> list[Row]:
    columns = {meaning.target: read_column(table, meaning, dialect, findings) for meaning in meanings}
    names = [each.name for each in fields(Row) if each.name in columns]
    rows = []
    for at in range(len(table.rows)):
        cells = {name: columns[name][at] or "" for name in names}
        written = cells.pop("security_kind", "")
        kind = kind_of(written)
        if kind is None:
            column = next(meaning.column for meaning in meanings if meaning.target == "security_kind")
            text = '"{value}" is not a kind of security; there are {known}'
            findings.fault(table.place(at, column), text, value=written, known=", ".join(KINDS.values()))
        rows.append(Row(security_kind=kind or "", **cells))
    return rows


def _unmarked(row: Row) -> Row:
    """A row of text without the marks that kept its texts from being formulas."""
    return Row(**{each.name: unmarked(getattr(row, each.name)) for each in fields(Row)})


def _check(table: Table, meanings: list[Meaning], rows: list[Row], findings: Findings) -> None:
    """Each row has what its kind needs, and rows don't contradict each other."""
    columns = {meaning.target: meaning.column for meaning in meanings}
    numbers: dict[str, int] = {}
    names: dict[str, int] = {}
    _check_columns(table, columns, rows, findings)
    for at, row in enumerate(rows):
        for name in _needed(row):
            column = columns.get(name)
            if column is not None and column.cells[at] == "":
                title = Phrase(COLUMNS[name])
                findings.fault(table.place(at, column), "this row needs a value for {column}", column=title)
        if row.certificate and (first := numbers.setdefault(row.certificate, at)) != at:
            place = table.place(at, columns["certificate"])
            findings.fault(place, '"{id}" is in row {row} too', id=row.certificate, row=table.rows[first])
        if row.holder_id and rows[first := names.setdefault(row.holder_id, at)].holder != row.holder:
            text = '"{id}" is {name} in row {row}'
            values = {"id": row.holder_id, "name": rows[first].holder, "row": table.rows[first]}
            findings.fault(table.place(at, columns["holder_id"]), text, **values)
        if row.security_currency and not _CURRENCY.fullmatch(row.security_currency):
            place = table.place(at, columns["security_currency"])
            findings.fault(place, '"{value}" is not the three letters of a currency', value=row.security_currency)
        _check_vesting(table.place(at), row, findings)


def _check_columns(table: Table, columns: Mapping[str, Column], rows: list[Row], findings: Findings) -> None:
    """Every column that some row needs is there."""
    needed = {name for row in rows for name in _needed(row)}
    for name, title in COLUMNS.items():
        if name in needed and name not in columns:
            text = 'no column was found for {column}; name one with --map "Heading={name}"'
            findings.fault(table.place(), text, column=Phrase(title), name=name)


def _needed(row: Row) -> tuple[str, ...]:
    if row.security_kind == "POOL":
        return ("security_quantity", *_NEEDS["POOL"])
    return ("holder", "security_quantity", "issued_on", *_NEEDS.get(row.security_kind, ()))


def _check_vesting(place: Place, row: Row, findings: Findings) -> None:
    months, cliff = (Fraction(each or "0") for each in (row.vesting_months, row.cliff_months))
    if months.denominator != 1 or cliff.denominator != 1 or not cliff <= months <= MOST_MONTHS:
        text = "vests in {months} months with a cliff of {cliff}; whole months up to {most} are accepted"
        findings.fault(place, text, months=row.vesting_months or "0", cliff=row.cliff_months or "0", most=MOST_MONTHS)
    elif bool(row.vests_from) is not bool(row.vesting_months):
        findings.warn(place, "has a vesting start without months of vesting, or the months alone; it isn't kept")
