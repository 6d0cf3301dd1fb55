"""The form of a person: which fields it has, what stands in them, and what its answers mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.language import say
from planner.operations.find_people import FoundPerson, facts_in_use
from planner.operations.person_entry import SPANS, Entry
from planner.operations.years import YearLine
from planner.web.answers import LONGEST, Answers
from planner.web.people_words import fact_label
from planner.web.written import fact_typed
from planner.web.year_words import Difference

_FIRST = ("start_date", "end_date", "fte", "monthly_salary", "department", "level", "contract", "job_title")
_ALWAYS = ("start_date", "end_date", "fte", "monthly_salary")
_MORE = 2  # empty rows to fill in
_MOST_ROWS = 60
_ROW = re.compile(r"(spells|absences)-([1-9][0-9]?)-[a-z_]+")


@dataclass(frozen=True)
class Row:
    """A row of changes or of leave: its number, and each cell as it was typed."""

    number: int
    cells: Mapping[str, str]


def form_facts(year: YearLine, found: FoundPerson | None) -> Sequence[str]:
    """The facts that the form asks for: those that matter most first, then all that anybody has in this year."""
    used = {*_ALWAYS, *facts_in_use(year), *(found.facts if found else ())} - SPANS.keys()
    first = [name for name in _FIRST if name in used]
    return [*first, *sorted(used - set(first))]


def fields_of(found: FoundPerson, language: str) -> dict[str, str]:
    """Somebody as the fields of the form."""
    fields = {"id": found.number, "name": found.name, "email": found.email, "seen": found.mark}
    fields |= {name: fact_typed(language, name, value) for name, value in found.facts.items() if name not in SPANS}
    for kind, columns in SPANS.items():
        for at, row in enumerate(found.facts.get(kind, ()), 1):
            fields |= {f"{kind}-{at}-{column}": fact_typed(language, column, row.get(column, "")) for column in columns}
    return fields


def entry_of(answers: Answers, facts: Sequence[str], found: FoundPerson | None) -> Entry:
    """What was typed; a field that the form has not is not looked at. A number, once given, stays."""
    typed = {name: answers.text(name) for name in ("name", "email", *facts)}
    typed = {name: text for name, text in typed.items() if text or name == "start_date"}
    if not typed["start_date"] and found and "start_date" not in found.facts:
        del typed["start_date"]
    number = found.number if found else answers.text("id")
    spells, absences = ([row.cells for row in _typed_rows(answers, kind)] for kind in SPANS)
    return Entry({"id": number, **typed}, spells, absences)


def rows_of(answers: Answers) -> Mapping[str, Sequence[Row]]:
    """The rows that were filled in, and some empty ones beneath."""
    return {kind: _with_empty(_typed_rows(answers, kind)) for kind in SPANS}


def person_differences(found: FoundPerson, answers: Answers, facts: Sequence[str], language: str) -> list[Difference]:
    """How somebody stands now beside what was typed, where that differs."""
    stands = fields_of(found, language)
    names = ["name", "email", *facts, *sorted({*_row_fields(stands), *_row_fields(answers.given)})]
    return [
        Difference(_label(name, language), stands.get(name, ""), answers.shown(name))
        for name in names
        if stands.get(name, "") != answers.shown(name).strip()
    ]


def _typed_rows(answers: Answers, kind: str) -> list[Row]:
    """All rows up to the last that has something in it."""
    filled = [int(found[2]) for name, text in answers.given.items() if (found := _ROW.fullmatch(name)) and text.strip()]
    mine = [
        at
        for at in filled
        if at <= _MOST_ROWS and any(answers.shown(f"{kind}-{at}-{each}").strip() for each in SPANS[kind])
    ]
    return [
        Row(at, {column: answers.shown(f"{kind}-{at}-{column}").strip()[:LONGEST] for column in SPANS[kind]})
        for at in range(1, max(mine, default=0) + 1)
    ]


def _with_empty(rows: list[Row]) -> list[Row]:
    return rows + [Row(len(rows) + more, {}) for more in range(1, _MORE + 1)]


def _row_fields(fields: Mapping[str, str]) -> set[str]:
    return {name for name, text in fields.items() if _ROW.fullmatch(name) and text}


def _label(name: str, language: str) -> str:
    found = _ROW.fullmatch(name)
    if not found:
        return fact_label(name, language)
    kind, number, column = name.split("-", 2)
    title = say(language, "Change {number}" if kind == "spells" else "Leave {number}", number=number)
    return f"{title}: {fact_label(column, language)}"
