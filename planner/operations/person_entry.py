"""Somebody filled in by hand: read by the same rules as a row of a payroll file, every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.errors import Fault, Refused
from planner.figures.facts import read_date
from planner.operations.issued import Card
from planner.operations.people_in.dialect import Dialect
from planner.operations.people_in.person import Options, PeopleRead, read_rows
from planner.operations.people_in.spans import OPEN_END, Adder, add_absences, add_spells
from planner.operations.people_in.table import Cell, Column, Findings, Table

SPELL = ("from", "to", "fte", "monthly_salary")
ABSENCE = ("from", "to", "kind")
SPANS = {"spells": SPELL, "absences": ABSENCE}
_ANY = "1"
_DECIMALS = {"nl": ",", "en": "."}
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """What was typed: facts by name with `id`, `name` and `email` among them, and rows of changes and of leave."""

    facts: Typed
    spells: Sequence[Typed] = ()
    absences: Sequence[Typed] = ()


@dataclass(frozen=True)
class Someone:
    """A person as the contract has them, and how they are addressed."""

    document: Mapping[str, Any]
    card: Card = field(default_factory=Card)

    @property
    def number(self) -> str:
        """Their personnel number."""
        return str(self.document["id"])

    @property
    def facts(self) -> dict[str, Any]:
        """All but their number, as a row of the database keeps them."""
        return {name: value for name, value in self.document.items() if name != "id"}


def read_entry(entry: Entry, language: str) -> Someone:
    """The person; raises Refused with all that is wrong, each at its field: `monthly_salary`, `spells-2-from`.

    Numbers are typed as the language writes them; dates as `31-12-2026` or `2026-12-31`. Rows left empty don't count.
    """
    findings = Findings()
    options = Options({name: name for name in entry.facts}, Dialect(_DECIMALS[language], "dmy"))
    read = read_rows(_table("", [*entry.facts], [entry.facts]), options, findings)
    _add("spells", entry.spells, add_spells, read, options, findings)
    _add("absences", entry.absences, add_absences, read, options, findings)
    if findings.faults:
        raise Refused(_at_field(fault) for fault in findings.faults)
    document = read.people[0]
    return Someone(document, read.cards[document["id"]])


def open_end(day: str) -> str:
    """The last day of a change as it is shown: nothing where it goes on."""
    return "" if day == OPEN_END else day


def _add(kind: str, rows: Sequence[Typed], add: Adder, read: PeopleRead, options: Options, findings: Findings) -> None:
    """Rows of this one person; a number that is faulty itself is told once, not in each row."""
    filled = [(at, {**row, "id": _ANY}) for at, row in enumerate(rows, 1) if any(row.values())]
    if filled:
        table = _table(kind, ["id", *SPANS[kind]], [row for _, row in filled], [at for at, _ in filled])
        stand_in = {**read.people[0], "id": _ANY}
        add(table, [stand_in], Options({}, options.dialect), options.dialect, findings)
        read.people[0].update({kind: stand_in[kind]} if kind in stand_in else {})


def _table(name: str, headings: Sequence[str], rows: Sequence[Typed], numbers: Sequence[int] = (1,)) -> Table:
    cells = [[_cell(row.get(heading, "")) for row in rows] for heading in headings]
    columns = tuple(Column(at, heading, each) for at, (heading, each) in enumerate(zip(headings, cells, strict=True)))
    return Table(name, columns, tuple(numbers))


def _cell(text: str) -> Cell:
    """A date field of a browser sends a day in one order only; anything else stands as it was typed."""
    return read_date(text.strip()) or text.strip()


def _at_field(fault: Fault) -> Fault:
    """`row 2, column "from"` of the changes is the field `spells-2-from`; a row as a whole is told at its first day."""
    kind, row = str(fault.at.get("file", "")), fault.at.get("row")
    column = str(fault.at.get("column", "from" if kind else ""))
    return Fault(f"{kind}-{row}-{column}" if kind else column, fault.text, fault.values)
