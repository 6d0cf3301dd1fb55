"""How much there is in each year of a company: its people and its runs, counted in two questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from planner.models import Person, Run, Year, db


@dataclass(frozen=True)
class YearCounts:
    """Of one year."""

    people: int
    runs: int


def counts_of(company_id: int) -> Mapping[int, YearCounts]:
    """By year. A run is of the year with its period."""
    of_company = Year.company_id == company_id
    people = (
        select(Year.id, func.count(Person.id).label("people"))
        .outerjoin(Person, Person.year_id == Year.id)
        .where(of_company)
    )
    same = (Run.company_id == company_id) & (Run.period_from == Year.period_from) & (Run.period_to == Year.period_to)
    runs = select(Year.id, func.count(Run.id).label("runs")).outerjoin(Run, same).where(of_company)
    ran = {row.id: row.runs for row in db.session.execute(runs.group_by(Year.id))}
    counted = db.session.execute(people.group_by(Year.id))
    return {row.id: YearCounts(row.people, ran[row.id]) for row in counted}
