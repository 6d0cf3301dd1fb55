"""A people file comes into a year: kept for a day, looked at as often as need be, and taken over once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.errors import Refused
from planner.models import PeopleImport, Year, db
from planner.operations.audit import Actor, record
from planner.operations.change_people import check_year, raise_revision, revision_of
from planner.operations.clock import now, today
from planner.operations.compare_people import REMOVE, Choice, Difference, compare, has_spans, list_taken
from planner.operations.former_people import keep_former, purge_former
from planner.operations.import_people import Examined, File, examine_people
from planner.operations.people_rows import Row, replace_people, rows_of
from planner.operations.person_entry import Someone
from planner.operations.stale import Stale
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, people_of

KEPT = timedelta(days=1)  # a file that nobody takes over


@dataclass(frozen=True)
class Reading:
    """What its reader says about a file where it doesn't say it itself."""

    headings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str = ""
    decimal: str = ""
    dates: str = ""
    full_time_hours: str = ""

    @property
    def written(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**vars(self), "headings": dict(self.headings)}


@dataclass(frozen=True)
class KeptImport:
    """A file that waits to be taken over."""

    id: int
    year_id: int
    people: File
    changes: File | None
    absences: File | None
    reading: Reading


def keep_import(actor: Actor, year_id: int, files: Mapping[str, File]) -> int:
    """Keep a file with `people`, and perhaps `changes` and `absences`; gives its number.

    Raises Refused, and keeps nothing, if it can't be read at all. What this account kept for the year before goes, as
    does all that waited too long.
    """
    examine_people(*files["people"], changes=files.get("changes"), absences=files.get("absences"))
    with transaction() as session:
        check_year(session, actor, year_id)
        purge_imports(session)
        own = (PeopleImport.year_id == year_id) & (PeopleImport.account_id == actor.account_id)
        session.execute(delete(PeopleImport).where(own))
        contents = {part: files[part][0] for part in files}
        names = json.dumps({part: files[part][1] for part in files}, ensure_ascii=False)
        kept = PeopleImport(
            id=_new_number(), year_id=year_id, account_id=actor.account_id, created_at=now(), files=names
        )
        for part, content in contents.items():
            setattr(kept, part, content)
        session.add(kept)
        session.flush()
        record(session, actor, "import.kept", f"year:{year_id}")
        return kept.id


def find_import(company_id: int, import_id: int) -> KeptImport | None:
    """A file that waits in this company, and not for too long."""
    kept = db.session.scalar(
        select(PeopleImport)
        .join(Year, PeopleImport.year_id == Year.id)
        .where(PeopleImport.id == import_id, Year.company_id == company_id)
    )
    if kept is None or kept.created_at < now() - KEPT:
        return None
    names = json.loads(kept.files)
    parts = {part: (content, names[part]) for part in names if (content := getattr(kept, part)) is not None}
    reading = Reading(**json.loads(kept.reading))
    return KeptImport(kept.id, kept.year_id, parts["people"], parts.get("changes"), parts.get("absences"), reading)


def examine_import(kept: KeptImport) -> Examined:
    """What is in it and what is wrong with it, read as its reader said. Raises Refused where nothing can be read."""
    how = kept.reading.written | {"sheet": kept.reading.sheet or None}
    return examine_people(*kept.people, changes=kept.changes, absences=kept.absences, today=today(), **how)


@dataclass(frozen=True)
class Looked:
    """A file beside the people of its year, before anything is taken over."""

    examined: Examined
    people: Sequence[Someone]  # of the file, with the changes and leave that stay
    difference: Difference  # as if who is left out went and what it says nothing of stayed
    with_spans: int  # how many have changes or leave of which the file says nothing


def look_at(kept: KeptImport, year: YearLine) -> Looked:
    """What is in a file, and what taking it over would change. Raises Refused where nothing can be read."""
    found, before = examine_import(kept), people_of(year)
    given = kinds_given(found)
    people = list_taken(before, people_in_file(found), Choice(gone=REMOVE), given)
    return Looked(found, people, compare(before, people), has_spans(before, given))


def people_in_file(found: Examined) -> list[Someone]:
    """Everybody in a file, in its order."""
    return [Someone(person, found.file.cards[person["id"]]) for person in found.file.people if "id" in person]


def kinds_given(found: Examined) -> frozenset[str]:
    """Which kinds of spans came with a file."""
    given = {"spells": found.has_changes, "absences": found.has_absences}
    return frozenset(kind for kind, is_there in given.items() if is_there)


def set_reading(actor: Actor, kept: KeptImport, reading: Reading) -> None:
    """Say how a file is to be read. Raises Refused if it can't be read so, and Stale if it is there no more."""
    examine_import(replace(kept, reading=reading))
    with transaction() as session:
        waiting = _waiting(session, actor, kept.id)
        if waiting is None:
            raise Stale
        waiting.reading = json.dumps(reading.written, ensure_ascii=False)


def drop_import(actor: Actor, import_id: int) -> None:
    """Throw a file away."""
    with transaction() as session:
        kept = _waiting(session, actor, import_id)
        if kept is not None:
            session.delete(kept)
            record(session, actor, "import.dropped", f"year:{kept.year_id}")


def take_over(actor: Actor, kept: KeptImport, year: YearLine, choice: Choice) -> None:
    """Put a file's people in the place of the year's, in one go; the list that was there is kept to be put back.

    `year` is as its reader saw it: raises Stale if its people changed since, or if the file is gone. Raises Refused if
    the file has faults.
    """
    found = examine_import(kept)
    if found.faults:
        raise Refused(found.faults)
    taken = list_taken(people_of(year), people_in_file(found), choice, kinds_given(found))
    with transaction() as session:
        waiting = _waiting(session, actor, kept.id)
        if waiting is None or revision_of(session, year.id) != year.people_revision:
            raise Stale
        former = rows_of(session, year.id)
        counts = replace_people(session, year.id, [Row.of(each, at) for at, each in enumerate(taken, 1)])
        raise_revision(session, year.id)
        keep_former(session, year.id, kept.id, former)
        session.delete(waiting)
        record(session, actor, "people.imported", f"year:{year.id}", **counts)


def forget_imports() -> None:
    """As `purge_imports`, at a time of its own: pay that nobody took over is not kept for longer than was said."""
    with transaction() as session:
        purge_imports(session)


def purge_imports(session: Session) -> None:
    """What waited for too long goes."""
    session.execute(delete(PeopleImport).where(PeopleImport.created_at < now() - KEPT))
    purge_former(session)


def _new_number() -> int:
    """One that no file had before: a database gives the number of a deleted row again, and an old tab may hold it."""
    return secrets.randbelow(2**31 - 1) + 1


def _waiting(session: Session, actor: Actor, import_id: int) -> PeopleImport | None:
    """A file of this company; another company's is as one that never was."""
    of_company = select(Year.id).where(Year.company_id == actor.company_id)
    return session.scalar(
        select(PeopleImport).where(PeopleImport.id == import_id, PeopleImport.year_id.in_(of_company))
    )
