"""The people of a year: looked for by name or number, counted, and one of them with what follows for the year."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from planner.calculators.people import ABSENCES, People
from planner.calculators.people_document import read_people
from planner.calculators.scheme_document import Period
from planner.figures import column as columns
from planner.models import Person, Run, SchemeVersion, Statement, db, folded
from planner.operations.change_people import standing
from planner.operations.stale import mark_of
from planner.operations.years import YearLine, people_of


@dataclass(frozen=True)
class PersonLine:
    """Somebody in a list: without pay, so that looking someone up shows nobody's."""

    id: int
    number: str
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class FoundPerson:
    """Somebody with all their facts; `mark` says how they stood."""

    id: int
    number: str
    name: str
    email: str
    facts: Mapping[str, Any]
    mark: str


@dataclass(frozen=True)
class IssuedTo:
    """A statement that somebody got."""

    identity: str
    title: Mapping[str, str]
    issued_on: date
    cents: int
    currency: str
    shares: bool


def count_people(year_id: int, sought: str = "") -> int:
    """How many are in a year, or of those how many are sought."""
    return db.session.scalar(select(func.count()).select_from(Person).where(*_sought(year_id, sought))) or 0


def list_people(year_id: int, sought: str, offset: int, limit: int) -> Sequence[PersonLine]:
    """A page of them, in the order of the list."""
    found = select(Person.id, Person.number, Person.name, Person.facts).where(*_sought(year_id, sought))
    rows = db.session.execute(found.order_by(Person.position, Person.id).offset(offset).limit(limit))
    return [PersonLine(id, number, name or "", json.loads(facts)) for id, number, name, facts in rows]


def find_person(year_id: int, person_id: int) -> FoundPerson | None:
    """Somebody in this year."""
    person = db.session.scalar(select(Person).where(Person.id == person_id, Person.year_id == year_id))
    if person is None:
        return None
    facts, mark = json.loads(person.facts), mark_of(standing(person))
    return FoundPerson(person.id, person.number, person.name or "", person.email or "", facts, mark)


def same_person(year_id: int, number: str) -> int | None:
    """The row of the same person in another year."""
    return db.session.scalar(select(Person.id).where(Person.year_id == year_id, Person.number == number))


def full_time_years(year: YearLine) -> Fraction | None:
    """Fte × days in service ÷ days in the year, of everybody together; None where somebody's days aren't known.

    Two people, one full-time for the whole of 2026 and one half-time for its last 73 days: 1 + 0.5 × 73 ÷ 365 = 1.1.
    """
    people, _ = read_people(list(people_of(year).people), _period(year))
    if not len(people):
        return Fraction(0)
    worked = columns.multiply(people.fact("fte").numbers, people.fact("days_employed").numbers)
    return None if worked.problems else columns.total(worked, len(people)).at(0) / _period(year).days


def facts_in_use(year: YearLine) -> Sequence[str]:
    """The names of all facts that anybody has in this year."""
    names: set[str] = set()
    for person in people_of(year).people:
        names.update(person)
    return sorted(names - {"id", "spells", "absences"})


def what_follows(year: YearLine, facts: Mapping[str, Any]) -> dict[str, Fraction]:
    """What a scheme would make of somebody's dates, hours and pay in this year; without what can't be known."""
    people, _ = read_people([{"id": "1", **facts}], _period(year))
    absent = [f"days_absent_{kind}" for kind in ABSENCES if _is_absent(facts, kind)]
    names = ("days_in_period", "days_employed", "tenure_months", "fte", "salary", "pay_in_period", *absent)
    return {name: value for name in names if (value := _known(people, name)) is not None}


def statements_to(company_id: int, number: str) -> Sequence[IssuedTo]:
    """What somebody got over the years, the latest first."""
    found = (
        select(Statement.identity, Run.issued_on, SchemeVersion.document, Statement.cents, Statement.shares)
        .join(Statement.run)
        .join(Run.scheme_version)
        .where(Run.company_id == company_id, Statement.person_number == number)
        .order_by(Run.issued_on.desc(), Run.id.desc())
    )
    return [_issued(*row) for row in db.session.execute(found)]


def _issued(identity: str, issued_on: date, document: str, cents: int, shares: bool) -> IssuedTo:
    scheme = json.loads(document)
    title = scheme.get("title", scheme["scheme"])
    said = title if isinstance(title, dict) else {"nl": title, "en": title}
    return IssuedTo(identity, said, issued_on, cents, scheme.get("currency", "EUR"), shares)


def _sought(year_id: int, sought: str) -> list[ColumnElement[bool]]:
    of_year = Person.year_id == year_id
    if not sought:
        return [of_year]
    part = folded(sought)
    in_name = func.folded(Person.name).contains(part, autoescape=True)
    return [of_year, or_(in_name, func.folded(Person.number).contains(part, autoescape=True))]


def _period(year: YearLine) -> Period:
    return Period.model_validate(year.period)


def _is_absent(facts: Mapping[str, Any], kind: str) -> bool:
    return any(each["kind"] == kind for each in facts.get("absences", ()))


def _known(people: People, name: str) -> Fraction | None:
    numbers = people.fact(name).numbers
    return None if 0 in numbers.problems else Fraction(numbers.at(0))
