"""Jobs: work that is asked for in one transaction and done after it, by whoever holds its lease.

The queue only wakes; these rows know. A worker that dies lets its lease run out, and the next goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from planner.errors import Fault
from planner.language import sentence
from planner.models import Job, db
from planner.operations.clock import now
from planner.operations.transaction import transaction

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 6  # without any progress
CUT_OFF = sentence("This was cut off {count} times. Try again; if it stays like this, ask who runs this computer.")


@dataclass(frozen=True)
class Work:
    """A job that a worker holds: what it is about, and under which lease."""

    job_id: int
    kind: str
    company_id: int | None
    detail: Mapping[str, Any]
    lease: str
    attempts: int


@dataclass(frozen=True)
class JobLine:
    """How a job stands, for who waits for it."""

    id: int
    state: str
    done: int
    total: int
    faults: tuple[Fault, ...]


def ask(session: Session, kind: str, subject: int, company_id: int, **detail: object) -> None:
    """Ask for a job in the transaction of the deed that needs it; the same work is never asked for twice."""
    key = f"{kind}:{subject}"
    if session.scalar(select(Job.id).where(Job.key == key)) is None:
        text = json.dumps({kind: subject, **detail})
        session.add(Job(key=key, kind=kind, company_id=company_id, detail=text, state=WAITING, created_at=now()))
        session.flush()


def find_job(kind: str, subject: int) -> JobLine | None:
    """How this work stands; None if nobody asked for it."""
    job = db.session.scalar(select(Job).where(Job.key == f"{kind}:{subject}"))
    return None if job is None else JobLine(job.id, job.state, job.done, job.total, _faults(job.error))


def take(lease: str, kinds: Iterable[str]) -> Work | None:
    """The oldest job that is free, under this lease from now on; None if there is none."""
    moment = now()
    free = _is_free(moment)
    if db.session.scalar(select(Job.id).where(free, Job.kind.in_(kinds)).limit(1)) is None:
        return None
    with transaction() as session:
        for job in session.scalars(select(Job).where(free, Job.kind.in_(kinds)).order_by(Job.id)):
            if job.attempts >= MOST_ATTEMPTS:
                _end(job, FAILED, [Fault("", CUT_OFF, {"count": job.attempts})])
                continue
            job.state, job.lease, job.leased_until = RUNNING, lease, moment + LEASE
            job.attempts += 1
            return Work(job.id, job.kind, job.company_id, json.loads(job.detail), lease, job.attempts)
    return None


def keep_lease(work: Work) -> bool:
    """Hold a job longer; False if somebody else holds it now."""
    with transaction() as session:
        return _update(session, work, leased_until=now() + LEASE)


def note_progress(session: Session, work: Work, done: int, total: int) -> bool:
    """How far a job is, in the transaction of what was done; False if somebody else holds it now."""
    return _update(session, work, done=done, total=total, attempts=0, leased_until=now() + LEASE)


def finish(work: Work) -> None:
    """Done."""
    with transaction() as session:
        _update(session, work, state=DONE, error=None, lease=None, leased_until=None, finished_at=now())


def fail(work: Work, faults: Iterable[Fault]) -> None:
    """It can't be done as it is: what is wrong stands on its page."""
    with transaction() as session:
        changes = {"lease": None, "leased_until": None, "finished_at": now()}
        _update(session, work, state=FAILED, error=_written(faults), **changes)


def put_back(work: Work) -> None:
    """Something went wrong that may pass: free again when the lease runs out, so that it is not tried at once."""
    with transaction() as session:
        _update(session, work, state=WAITING, lease=None, leased_until=now() + LEASE)


def try_again(company_id: int, job_id: int) -> bool:
    """Put a job that failed back; False if this company has no such job."""
    with transaction() as session:
        job = session.scalar(select(Job).where(Job.id == job_id, Job.company_id == company_id))
        if job is None:
            return False
        if job.state == FAILED:
            job.state, job.attempts, job.error, job.leased_until, job.finished_at = WAITING, 0, None, None, None
        return True


def seconds_to_next() -> float | None:
    """How long until the first lease runs out that is held now; None if none is."""
    held = select(Job.leased_until).where(Job.state.in_((WAITING, RUNNING)), Job.leased_until.is_not(None))
    first = db.session.scalar(held.order_by(Job.leased_until).limit(1))
    return None if first is None else max(0.0, (first - now()).total_seconds())


def _is_free(moment: datetime) -> ColumnElement[bool]:
    is_over = or_(Job.leased_until.is_(None), Job.leased_until < moment)
    return and_(Job.state.in_((WAITING, RUNNING)), is_over)


def _update(session: Session, work: Work, **changes: object) -> bool:
    mine = update(Job).where(Job.id == work.job_id, Job.lease == work.lease)
    return bool(session.execute(mine.values(**changes)).rowcount)  # type: ignore[attr-defined]  # of a CursorResult


def _end(job: Job, state: str, faults: Iterable[Fault]) -> None:
    job.state, job.error, job.lease, job.leased_until, job.finished_at = state, _written(faults), None, None, now()


def _written(faults: Iterable[Fault]) -> str:
    """Faults as JSON: template and values, so that each reader gets them in their language."""
    told = [
        {"place": each.place, "text": each.text, "values": {key: str(value) for key, value in each.values.items()}}
        for each in faults
    ]
    return json.dumps(told, ensure_ascii=False)


def _faults(error: str | None) -> tuple[Fault, ...]:
    return tuple(Fault(each["place"], each["text"], each["values"]) for each in json.loads(error or "[]"))
