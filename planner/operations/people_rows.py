"""A whole list of people into a year at once, each person keeping their row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from planner.models import Person
from planner.operations.person_entry import Someone

_AT_ONCE = 500  # rows of one `IN (…)`
_COLUMNS = (Person.number, Person.position, Person.name, Person.email, Person.facts)


class Row(NamedTuple):
    """Somebody as a row of the database, whichever year it is in."""

    number: str
    position: int
    name: str | None
    email: str | None
    facts: str

    @classmethod
    def of(cls, someone: Someone, position: int) -> Row:
        """Somebody at this place in the list."""
        facts = json.dumps(someone.facts, ensure_ascii=False)
        return cls(someone.number, position, someone.card.name or None, someone.card.email or None, facts)


def rows_of(session: Session, year_id: int) -> list[Row]:
    """Everybody in a year, in order."""
    found = select(*_COLUMNS).where(Person.year_id == year_id).order_by(Person.position, Person.id)
    return [Row(*row) for row in session.execute(found)]


def replace_people(session: Session, year_id: int, rows: Sequence[Row]) -> dict[str, int]:
    """Make these the people of a year; says how many came, went and changed.

    Who stays keeps their row, so that addresses of pages still lead to them. A few statements whatever the number.
    """
    kept = select(Person.number, Person.id).where(Person.year_id == year_id)
    ids = {row.number: row.id for row in session.execute(kept)}
    before = {row.number: row for row in rows_of(session, year_id)}
    coming = {row.number for row in rows}
    gone = [ids[number] for number in ids if number not in coming]
    for start in range(0, len(gone), _AT_ONCE):
        session.execute(delete(Person).where(Person.id.in_(gone[start : start + _AT_ONCE])))
    new = [row._asdict() | {"year_id": year_id} for row in rows if row.number not in ids]
    if new:
        session.execute(insert(Person), new)
    changed = [
        row._asdict() | {"row_id": ids[row.number]} for row in rows if row.number in ids and row != before[row.number]
    ]
    if changed:
        to = update(Person.__table__).where(Person.__table__.c.id == bindparam("row_id"))  # type: ignore[arg-type]  # a mapped class has a Table
        session.connection().execute(to.values({name: bindparam(name) for name in Row._fields}), changed)
    return {"new": len(new), "gone": len(gone), "changed": len(changed)}
