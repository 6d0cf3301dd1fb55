"""People are added to a year, changed and taken out, one at a time. Each change raises the year's `people_revision`."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from planner.errors import Fault, Refused
from planner.models import Person, Year
from planner.operations.audit import Actor, record
from planner.operations.person_entry import Someone
from planner.operations.stale import Stale, check_mark
from planner.operations.transaction import transaction


def add_person(actor: Actor, year_id: int, someone: Someone) -> int:
    """Somebody new in a year of this company; gives their row. Raises Refused if the number is taken.

    The same person sent twice is added once.
    """
    with transaction() as session:
        check_year(session, actor, year_id)
        of_year = Person.year_id == year_id
        known = session.scalar(select(Person).where(of_year, Person.number == someone.number))
        if known is not None:
            if standing(known) == as_kept(someone):
                return known.id
            raise Refused([Fault("id", "Somebody in this year has this number already.")])
        last = session.scalar(select(func.max(Person.position)).where(of_year)) or 0
        person = Person(year_id=year_id, number=someone.number, position=last + 1)
        _fill(person, someone)
        session.add(person)
        session.flush()
        raise_revision(session, year_id)
        record(session, actor, "person.added", f"person:{someone.number}", year=year_id)
        return person.id


def change_person(actor: Actor, year_id: int, person_id: int, someone: Someone, seen: str) -> bool:
    """Change somebody; False if nothing differs. Raises Stale if they don't stand as they were `seen`."""
    with transaction() as session:
        person = _person(session, actor, year_id, person_id)
        if person is None:
            raise Stale
        if standing(person) == as_kept(someone):
            return False
        check_mark(seen, standing(person))
        changed = sorted(_differing(json.loads(person.facts), someone.facts))
        _fill(person, someone)
        raise_revision(session, year_id)
        record(session, actor, "person.changed", f"person:{person.number}", year=year_id, facts=changed)
        return True


def remove_person(actor: Actor, year_id: int, person_id: int, seen: str) -> None:
    """Take somebody out of a year; statements of theirs stay. Raises Stale if they don't stand as they were `seen`."""
    with transaction() as session:
        person = _person(session, actor, year_id, person_id)
        if person is None:
            return
        check_mark(seen, standing(person))
        session.delete(person)
        raise_revision(session, year_id)
        record(session, actor, "person.removed", f"person:{person.number}", year=year_id)


def standing(person: Person) -> dict[str, Any]:
    """How somebody stands: what a form saw when it was opened."""
    return {"facts": json.loads(person.facts), "name": person.name or "", "email": person.email or ""}


def as_kept(someone: Someone) -> dict[str, Any]:
    """How somebody would stand."""
    return {"facts": someone.facts, "name": someone.card.name, "email": someone.card.email}


def raise_revision(session: Session, year_id: int) -> None:
    """The year's people are others now. Its `version` stays: who edits its figures is not in their way."""
    session.execute(update(Year).where(Year.id == year_id).values(people_revision=Year.people_revision + 1))


def revision_of(session: Session, year_id: int) -> int:
    """Which state a year's people are in, read within a transaction."""
    return session.scalar(select(Year.people_revision).where(Year.id == year_id)) or 0


def check_year(session: Session, actor: Actor, year_id: int) -> None:
    """Raises LookupError for a year of another company."""
    if session.scalar(select(Year.company_id).where(Year.id == year_id)) != actor.company_id:
        raise LookupError(f"year {year_id} is another company's")


def _person(session: Session, actor: Actor, year_id: int, person_id: int) -> Person | None:
    check_year(session, actor, year_id)
    return session.scalar(select(Person).where(Person.id == person_id, Person.year_id == year_id))


def _fill(person: Person, someone: Someone) -> None:
    person.name, person.email = someone.card.name or None, someone.card.email or None
    person.facts = json.dumps(someone.facts, ensure_ascii=False)


def _differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
