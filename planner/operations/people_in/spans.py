"""Changes during employment, and absences: rows with a number, a first and a last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.operations.people_in.dialect import Dialect, find_dialect
from planner.operations.people_in.headings import CARD, SPANS, Meaning, plain_name, recognise
from planner.operations.people_in.person import Options, Person
from planner.operations.people_in.table import Findings, Table
from planner.operations.people_in.values import Value, read_column

OPEN_END = "9999-12-31"
_SICKNESS = ("ziek", "verzuim", "arbeidsongeschikt", "sick", "illness", "disab")
_KINDS = {
    "parental": "parental parentalleave ouderschapsverlof ouderschap",
    "unpaid": "unpaid unpaidleave onbetaald onbetaaldverlof sabbatical",
    "other": "other otherleave overig overigverlof ander anders anderverlof bijzonderverlof zorgverlof geboorteverlof "
    "partnerverlof adoptieverlof zwangerschapsverlof bevallingsverlof zwangerschapsenbevallingsverlof maternityleave "
    "paternityleave adoptionleave careleave",
}
_KIND = {alias: kind for kind, names in _KINDS.items() for alias in names.split()}


@dataclass(frozen=True)
class Columns:
    """The values of a table by target, and where they stood."""

    table: Table
    values: dict[str, list[Value]]
    meanings: dict[str, Meaning]

    def is_empty(self, target: str, at: int) -> bool:
        """Was nothing written here? A cell that can't be read has its own fault already."""
        return self.written(target, at) == ""

    def written(self, target: str, at: int) -> str:
        """The cell as it stands in the file."""
        return str(self.meanings[target].column.cells[at])

    def require(self, target: str, at: int, text: str, findings: Findings) -> bool:
        """Is there a value? If its cell is empty, that is a fault."""
        if self.is_empty(target, at):
            findings.fault(self.table.place(at, self.meanings[target].column), text)
        return self.values[target][at] is not None


@dataclass(frozen=True)
class Span:
    """A row of changes or absences: days from and to, both whole, and what holds in them."""

    at: int
    id: str
    start: str
    end: str  # "" if it was left open
    facts: tuple[tuple[str, str], ...]


def add_spells(table: Table, people: list[Person], options: Options, fallback: Dialect, findings: Findings) -> int:
    """Give each person their `spells`, in order of time; what a row leaves empty is the person's own.

    An open end runs to the day before the next spell, else to the last day of employment, else without end.
    """
    columns = _columns(table, ("id", "from"), _CHANGE, options, fallback, findings)
    if columns is None:
        return 0
    facts = [name for name in ("fte", "monthly_salary") if name in columns.values]
    if not facts:
        findings.fault(table.place(), "a change needs a column for the part-time factor or for pay")
    spans = _spans(columns, facts, findings)
    by_id = {person["id"]: person for person in people if "id" in person}
    for number, own in _grouped(table, spans, by_id, findings).items():
        person = by_id[number]
        person["spells"] = [_spell(span, person) for span in _closed(own, person.get("end_date", OPEN_END))]
    return len(spans)


def add_absences(table: Table, people: list[Person], options: Options, fallback: Dialect, findings: Findings) -> int:
    """Give each person their `absences`, in order of time; sickness is refused, for it is not recorded."""
    columns = _columns(table, ("id", "from", "to", "kind"), _ABSENCE, options, fallback, findings)
    if columns is None:
        return 0
    columns.values["kind"] = _kinds(columns, findings)
    for at in range(len(table.rows)):
        columns.require("to", at, "the last day is missing", findings)
    spans = _spans(columns, ["kind"], findings)
    by_id = {person["id"]: person for person in people if "id" in person}
    for number, own in _grouped(table, spans, by_id, findings).items():
        by_id[number]["absences"] = [{"from": span.start, "to": span.end, **dict(span.facts)} for span in own]
    return len(spans)


def _columns(
    table: Table,
    needed: Iterable[str],
    usable: frozenset[str],
    options: Options,
    fallback: Dialect,
    findings: Findings,
) -> Columns | None:
    meanings = recognise(table, SPANS, options.mapped, findings)
    targets = {meaning.target for meaning in meanings}
    missing = [target for target in needed if target not in targets]
    for target in missing:
        findings.fault(table.place(), _MISSING[target])
    if missing:
        return None
    if "fte" in targets:
        meanings = [meaning for meaning in meanings if meaning.target != "fte_percent"]
    used = [meaning for meaning in meanings if meaning.target in usable]
    for meaning in meanings:
        if meaning not in used and meaning.target not in CARD:
            findings.warn(table.place(column=meaning.column), "this column is not used")
    return _read(table, used, options, fallback, findings)


_MISSING = {
    "id": 'no column with personnel numbers was found; name it with --map "Heading=id"',
    "from": 'no column with first days was found; name it with --map "Heading=from"',
    "to": 'no column with last days was found; name it with --map "Heading=to"',
    "kind": 'no column with the kind of leave was found; name it with --map "Heading=kind"',
}
_CHANGE = frozenset({"id", "from", "to", "fte", "fte_percent", "monthly_salary"})
_ABSENCE = frozenset({"id", "from", "to", "kind"})


def _read(table: Table, used: list[Meaning], options: Options, fallback: Dialect, findings: Findings) -> Columns:
    dialect = find_dialect(table, used, options.dialect, fallback, findings)
    values = {meaning.target: read_column(table, meaning, dialect, findings) for meaning in used}
    if "fte_percent" in values:
        values["fte"] = values.pop("fte_percent")
    return Columns(table, values, {meaning.target: meaning for meaning in used})


def _kinds(columns: Columns, findings: Findings) -> list[Value]:
    known: list[Value] = []
    for at, written in enumerate(columns.values["kind"]):
        plain = plain_name(written or "")
        known.append(_KIND.get(plain))
        place = columns.table.place(at, columns.meanings["kind"].column)
        if any(word in plain for word in _SICKNESS):
            findings.fault(place, "sickness is not recorded here; take this row out")
        elif known[-1] is None:
            text = '"{kind}" is not a kind of leave; use parental, unpaid or other'
            findings.fault(place, text, kind=written or "")
    return known


def _spans(columns: Columns, facts: Sequence[str], findings: Findings) -> list[Span]:
    """The rows that can be used; a row without a number or first day is a fault."""
    table, values = columns.table, columns.values
    ends = values.get("to", [None] * len(table.rows))
    spans = []
    for at, (number, start, end) in enumerate(zip(values["id"], values["from"], ends, strict=True)):
        has_id = columns.require("id", at, "the number is missing; every person needs one", findings)
        has_start = columns.require("from", at, "the first day is missing", findings)
        if not (has_id and has_start and number and start):
            continue
        if end is not None and end < start:
            said = {"end": columns.written("to", at), "start": columns.written("from", at)}
            findings.fault(table.place(at), "ends on {end}, before it starts on {start}", **said)
            continue
        held = tuple((name, value) for name in facts if (value := values[name][at]) is not None)
        spans.append(Span(at, number, start, end or "", held))
    return spans


def _grouped(table: Table, spans: list[Span], by_id: Mapping[str, Person], findings: Findings) -> dict[str, list[Span]]:
    """By person, in order of time; unknown numbers and overlaps are faults."""
    groups: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: span.start):
        before = groups[span.id][-1] if groups[span.id] else None
        if span.id not in by_id:
            findings.fault(table.place(span.at), 'nobody has the number "{id}"', id=span.id)
        elif before and (before.start == span.start or before.end >= span.start):
            first, second = sorted((before.at, span.at))
            text = "overlaps row {row} of the same person"
            findings.fault(table.place(second), text, row=table.rows[first])
        groups[span.id].append(span)
    return {number: group for number, group in groups.items() if number in by_id}


def _closed(spans: list[Span], last: str) -> Iterable[tuple[Span, str]]:
    following = [span.start for span in spans[1:]] + [""]
    for span, after in zip(spans, following, strict=True):
        yield span, span.end or (_day_before(after) if after else max(last, span.start))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _spell(closed: tuple[Span, str], person: Person) -> dict[str, str]:
    span, end = closed
    own = {name: person[name] for name in ("fte", "monthly_salary") if name in person}
    return {"from": span.start, "to": end, **own, **dict(span.facts)}


Adder = Callable[[Table, list[Person], Options, Dialect, Findings], int]
