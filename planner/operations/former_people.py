"""The list before an import is kept for a while, and put back if that is asked."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.models import FormerPeople, Year, db
from planner.operations.audit import Actor, record
from planner.operations.change_people import check_year, raise_revision, revision_of
from planner.operations.clock import now
from planner.operations.people_rows import Row, replace_people
from planner.operations.stale import Stale
from planner.operations.transaction import transaction
from planner.operations.years import YearLine

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class FormerList:
    """The list that the last import replaced. `is_edited`: people were changed by hand after it."""

    count: int
    until: datetime
    is_edited: bool


def find_former(year: YearLine) -> FormerList | None:
    """The list before the last import, if it can still be put back."""
    kept = db.session.get(FormerPeople, year.id)
    if kept is None or kept.replaced_at < now() - KEPT:
        return None
    return FormerList(kept.count, kept.replaced_at + KEPT, kept.people_revision != year.people_revision)


def year_taken_into(company_id: int, import_id: int) -> int | None:
    """The year whose last import this was."""
    taken = select(Year.id).join(FormerPeople, FormerPeople.year_id == Year.id)
    return db.session.scalar(taken.where(FormerPeople.import_id == import_id, Year.company_id == company_id))


def keep_former(session: Session, year_id: int, import_id: int, rows: Sequence[Row]) -> None:
    """Keep the list that an import replaced, in the place of the one before it."""
    session.execute(delete(FormerPeople).where(FormerPeople.year_id == year_id))
    kept = FormerPeople(year_id=year_id, import_id=import_id, replaced_at=now(), count=len(rows))
    kept.people_revision = revision_of(session, year_id)
    kept.people = zlib.compress(json.dumps(rows, ensure_ascii=False).encode())
    session.add(kept)


def put_back(actor: Actor, year: YearLine) -> None:
    """Put the list back that the last import replaced; once. Raises Stale if the people are others than were seen."""
    with transaction() as session:
        check_year(session, actor, year.id)
        kept = session.get(FormerPeople, year.id)
        if kept is None:
            return
        if revision_of(session, year.id) != year.people_revision:
            raise Stale
        rows = [Row(*row) for row in json.loads(zlib.decompress(kept.people))]
        counts = replace_people(session, year.id, rows)
        session.delete(kept)
        raise_revision(session, year.id)
        record(session, actor, "people.put_back", f"year:{year.id}", **counts)


def purge_former(session: Session) -> None:
    """What was kept for too long goes."""
    session.execute(delete(FormerPeople).where(FormerPeople.replaced_at < now() - KEPT))
