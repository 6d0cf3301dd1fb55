"""An import in words: what was understood, what is wrong, how the first rows will be, and what would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from planner.errors import Fault
from planner.language import number, say, say_count, sentence
from planner.operations.compare_people import Changed
from planner.operations.import_into_year import Looked, Reading
from planner.operations.import_people import HeadingRead
from planner.operations.people_in.headings import LEFT_OUT
from planner.operations.person_entry import SPANS, Someone
from planner.operations.years import YearLine
from planner.web.import_form import OWN, chosen_for
from planner.web.people_words import fact_label, is_protected
from planner.web.written import fact_shown

_PREVIEW = 5
_LISTED = 100

# What is said of a command's options, as it is said of this page's fields.
_ON_PAGE = {
    'no column with personnel numbers was found; name it with --map "Heading=id"': sentence(
        "no column with personnel numbers was found; choose it below"
    ),
    'no column with first days was found; name it with --map "Heading=from"': sentence(
        "no column with first days was found; choose it below"
    ),
    'no column with last days was found; name it with --map "Heading=to"': sentence(
        "no column with last days was found; choose it below"
    ),
    'no column with the kind of leave was found; name it with --map "Heading=kind"': sentence(
        "no column with the kind of leave was found; choose it below"
    ),
    '"{value}" may be thousands or decimals; say which is the decimal mark with --decimal': sentence(
        '"{value}" may be thousands or decimals; choose the decimal mark below'
    ),
    '"{value}" may be day-month or month-day; say which with --dates dmy or --dates mdy': sentence(
        '"{value}" may be day-month or month-day; choose the order of dates below'
    ),
    "hours alone say nothing of a full-time week; give --full-time-hours, or everyone counts as full-time": sentence(
        "hours alone say nothing of a full-time week; fill in the hours of one below, or everyone counts as full-time"
    ),
}
_FACTS = (
    "id", "name", "first_name", "infix", "last_name", "email", "start_date", "end_date", "fte", "fte_percent",
    "hours_per_week", "monthly_salary", "salary", "department", "level", "contract", "job_title", "share_percentage",
    "birth_date", "age", "gender", "nationality", "from", "to", "kind",
)  # fmt: skip
_PARTS_OF_NAMES = {
    "first_name": sentence("First name"),
    "infix": sentence("Infix of the name"),
    "last_name": sentence("Last name"),
}


@dataclass(frozen=True)
class ColumnWords:
    """A column, as its reader is asked what it is."""

    heading: str
    cells: str
    chosen: str
    is_recognised: bool
    options: Sequence[tuple[str, str]]
    note: str


@dataclass(frozen=True)
class FaultWords:
    """What is wrong, and where."""

    where: str
    row: str
    column: str
    what: str


@dataclass(frozen=True)
class ChangeWords:
    """Somebody who would change, fact by fact."""

    number: str
    name: str
    changes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class ImportWords:
    """All that the page says."""

    answer: str
    understood: str
    columns: Sequence[ColumnWords]
    faults: Sequence[FaultWords]
    warnings: Sequence[str]
    preview_headings: Sequence[str]
    preview: Sequence[Sequence[str]]
    sheets: Sequence[str]
    counted: Sequence[tuple[str, str]]
    by_fact: Sequence[tuple[str, str]]
    new: Sequence[str]
    gone: Sequence[str]
    changed: Sequence[ChangeWords]
    with_spans: int
    decimal: str
    is_fine: bool
    asks_hours: bool


def import_words(looked: Looked, reading: Reading, year: YearLine, language: str) -> ImportWords:
    """All that the page says."""
    found, difference = looked.examined, looked.difference
    back = found.file.said_back
    names = _fact_names(looked.people[:_PREVIEW])
    return ImportWords(
        answer=_answer(looked, year, language),
        understood=back.say(language),
        columns=[_column(each, reading, language) for each in found.headings],
        faults=[_fault(fault, language) for fault in found.faults],
        warnings=[fault_words(fault, language) for fault in found.file.warnings],
        preview_headings=[fact_label(name, language) for name in ("id", "name", *names)],
        preview=[_preview(each, names, language) for each in looked.people[:_PREVIEW]],
        sheets=sorted({back.sheet, *back.unread} - {""}),
        counted=_counted(looked, language),
        by_fact=[
            (fact_label(name, language), number(language, Fraction(count), 0))
            for name, count in difference.by_fact.items()
        ],
        new=_named(difference.new),
        gone=_named(difference.gone),
        changed=[_changed(each, language) for each in difference.changed[:_LISTED]],
        with_spans=looked.with_spans,
        decimal=back.decimal,
        is_fine=not found.faults,
        asks_hours=any(each.target == "hours_per_week" for each in found.headings) or bool(reading.full_time_hours),
    )


def fault_words(fault: Fault, language: str) -> str:
    """A fault of a file in a sentence that speaks of this page, not of a command."""
    return replace(fault, text=_ON_PAGE.get(fault.text, fault.text)).say(language)


def fact_options(own: str, language: str) -> list[tuple[str, str]]:
    """All that a column may be."""
    known = [(name, _option(name, language)) for name in _FACTS]
    return [
        *known,
        (OWN, say(language, "A fact of your own: {name}", name=own)),
        (LEFT_OUT, say(language, "Leave out")),
    ]


def _answer(looked: Looked, year: YearLine, language: str) -> str:
    count = len(looked.examined.faults)
    if count:
        return say_count(language, "{count} fault stands in the way.", "{count} faults stand in the way.", count)
    people = say_count(language, "{count} person", "{count} people", len(looked.people))
    return say(language, "Nothing is wrong: {people} for {year}.", people=people, year=year.name)


def _column(each: HeadingRead, reading: Reading, language: str) -> ColumnWords:
    chosen = chosen_for(each, reading.headings)
    note = say(language, "protected: a rule may only use it with a reason") if is_protected(chosen) else ""
    cells = ", ".join(each.cells)
    return ColumnWords(each.heading, cells[:80], chosen, chosen != OWN, fact_options(each.own, language), note)


def _option(name: str, language: str) -> str:
    label = say(language, _PARTS_OF_NAMES[name]) if name in _PARTS_OF_NAMES else fact_label(name, language)
    return say(language, "{fact} (protected)", fact=label) if is_protected(name) else label


def _fault(fault: Fault, language: str) -> FaultWords:
    words = fault_words(replace(fault, place="", at={}), language)
    at = fault.at
    return FaultWords(str(at.get("file", "")), str(at.get("row", "")), str(at.get("column", "")), words)


def _fact_names(people: Sequence[Someone]) -> list[str]:
    names: dict[str, None] = {}
    for each in people:
        names.update(dict.fromkeys(each.facts))
    return [name for name in names if name not in SPANS]


def _preview(someone: Someone, names: Sequence[str], language: str) -> list[str]:
    facts = someone.facts
    shown = [fact_shown(language, name, facts[name]) if name in facts else "–" for name in names]
    return [someone.number, someone.card.name or "–", *shown]


def _counted(looked: Looked, language: str) -> list[tuple[str, str]]:
    difference = looked.difference
    counts = {
        sentence("New"): len(difference.new),
        sentence("Changed"): len(difference.changed),
        sentence("Unchanged"): difference.unchanged,
        sentence("Not in the file"): len(difference.gone),
    }
    return [(say(language, what), number(language, Fraction(count), 0)) for what, count in counts.items()]


def _named(people: Sequence[Someone]) -> list[str]:
    return [f"{each.number} {each.card.name}".strip() for each in people[:_LISTED]]


def _changed(each: Changed, language: str) -> ChangeWords:
    changes = [
        (
            fact_label(change.fact, language),
            _value(change.fact, change.before, language),
            _value(change.fact, change.after, language),
        )
        for change in each.changes
    ]
    return ChangeWords(each.number, each.name, changes)


def _value(fact: str, value: object, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return say_count(language, "{count} row", "{count} rows", len(value))
    return fact_shown(language, fact, value)
