"""A company's years are added and named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from planner.errors import Fault, Refused
from planner.figures.facts import read_date
from planner.models import Person, Year
from planner.operations.audit import Actor, record
from planner.operations.clock import today
from planner.operations.stale import Stale
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, years_of

_ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=731)
TAKEN = (Person.number, Person.position, Person.name, Person.email, Person.facts)


@dataclass(frozen=True)
class NewYear:
    """A year to add. No figures come along: without a value none can be reckoned with; their names are offered."""

    name: str
    first: date
    last: date
    people_of: int | None = None  # the year whose people come along


def next_year(company_id: int) -> NewYear:
    """The year after the last one, with its people; this calendar year for a company that has none yet."""
    years = years_of(company_id)
    if not years:
        now = today().year
        return NewYear(str(now), date(now, 1, 1), date(now, 12, 31))
    last = years[0]
    first = last.last + _ONE_DAY
    end = _year_on(first) - _ONE_DAY
    name = str(first.year) if first.year == end.year else f"{first.year}-{end.year}"
    return NewYear(name, first, end, last.id)


def add_year(actor: Actor, wanted: NewYear) -> int:
    """The new year's number. Raises Refused with all that is wrong; the same name twice gives the one that is there."""
    _check(wanted.name, wanted.first, wanted.last)
    with transaction() as session:
        known = _named(session, actor.company_id, wanted.name)
        if known is not None:
            if (known.period_from, known.period_to) == (wanted.first, wanted.last):
                return known.id  # the form was sent twice
            raise Refused([Fault("name", "There is a year of this name already.")])
        year = Year(company_id=actor.company_id, name=wanted.name, period_from=wanted.first, period_to=wanted.last)
        year.facts, year.people_revision = "{}", 0
        session.add(year)
        session.flush()
        _take_people(session, actor, wanted, year)
        record(session, actor, "year.added", f"year:{year.id}")
        return year.id


def change_year(actor: Actor, seen: YearLine, wanted: NewYear) -> None:
    """Another name or period for a year. Raises Refused with what is wrong, and Stale if others changed it since."""
    _check(wanted.name, wanted.first, wanted.last)
    with transaction() as session:
        year = session.get_one(Year, seen.id)
        if (year.name, year.period_from, year.period_to) != (seen.name, seen.first, seen.last):
            raise Stale
        other = _named(session, actor.company_id, wanted.name)
        if other is not None and other.id != year.id:
            raise Refused([Fault("name", "There is a year of this name already.")])
        year.name, year.period_from, year.period_to = wanted.name, wanted.first, wanted.last
        record(session, actor, "year.changed", f"year:{year.id}")


def _check(name: str, first: date, last: date) -> None:
    faults = [] if name else [Fault("name", "Give this year a name, such as 2027.")]
    if last < first:
        faults.append(Fault("last", "The last day comes before the first."))
    elif last - first > LONGEST:
        faults.append(Fault("last", "A year is at most two years long."))
    if faults:
        raise Refused(faults)


def _year_on(day: date) -> date:
    """The same day a year later; of 29 February the first of March."""
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


def _named(session: Session, company_id: int | None, name: str) -> Year | None:
    return session.scalar(select(Year).where(Year.company_id == company_id, Year.name == name))


def _take_people(session: Session, actor: Actor, wanted: NewYear, year: Year) -> None:
    """Everybody of an earlier year of this company who was still in service when the new one began."""
    like = select(Year.id).where(Year.id == wanted.people_of, Year.company_id == actor.company_id)
    rows = session.execute(select(*TAKEN).where(Person.year_id.in_(like)).order_by(Person.position)).all()
    people = [row._asdict() | {"year_id": year.id} for row in rows if not _has_left(row.facts, wanted.first)]
    if people:
        session.execute(insert(Person), people)
        year.people_revision = 1


def _has_left(facts: str, first: date) -> bool:
    end = read_date(json.loads(facts).get("end_date"))
    return end is not None and end < first
