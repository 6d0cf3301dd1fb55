"""A worker: takes the jobs that are free, one after another, holds their lease while it is at it, and says what came
of each."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from sqlalchemy.exc import OperationalError

from planner.config import Settings
from planner.errors import Fault, Refused
from planner.jobs.queue import queue_for
from planner.language import sentence
from planner.models import db
from planner.operations.import_into_year import forget_imports
from planner.operations.issue_proposal import issue_proposal
from planner.operations.jobs import MOST_ATTEMPTS, Work, fail, finish, keep_lease, put_back, seconds_to_next, take
from planner.operations.papers import make_papers
from planner.operations.send_messages import send_waiting
from planner.operations.sessions import forget_old_sessions

BEAT = 10  # seconds between two signs of life; a lease is thirty
THREADS = 2  # so that a short job need not wait for a long one
FULL = sentence("The disk is full. Make room and try again; nothing was lost.")
BROKEN = sentence("Something went wrong here. Try again; if it stays like this, ask who runs this computer.")
_log = logging.getLogger(__name__)

KINDS: Mapping[str, Callable[[Work, Settings], None]] = {
    "issue": lambda work, settings: issue_proposal(work, settings.address),
    "papers": lambda work, settings: make_papers(work, settings.workers),
}


@dataclass(frozen=True)
class Worker:
    """`context` is entered in each thread that comes to the database."""

    settings: Settings
    context: Callable[[], AbstractContextManager[object]]

    def run(self) -> None:
        """Until it is told to stop (SIGTERM, SIGINT)."""
        queue = queue_for(self.settings, self.work_off)
        queue.create_consumer(workers=THREADS, worker_type="thread", max_delay=1.0).run()

    def work_off(self) -> float | None:
        """Do all that is free; gives after how many seconds to look again, if somebody else holds a job."""
        lease = f"{os.getpid()}:{secrets.token_hex(8)}"
        with self.context():
            while work := take(lease, KINDS):
                self.do(work)
            self.tidy()
            return seconds_to_next()

    def tidy(self) -> None:
        """What needs no row of its own: e-mail that waits goes out, what was only kept for a while goes."""
        for chore in (lambda: send_waiting(self.settings), forget_old_sessions, forget_imports):
            try:
                chore()
            except Exception as error:  # the next look tries again
                _log.warning("a chore could not be done: %s", type(error).__name__)
                db.session.rollback()

    def do(self, work: Work) -> None:
        """One job, while its lease is held."""
        try:
            with self._held(work):
                KINDS[work.kind](work, self.settings)
            finish(work)
        except Refused as refused:
            fail(work, refused.faults)
        except Exception as error:  # whatever it was, the others go on
            _log.exception("job %s: %s", work.job_id, type(error).__name__)
            db.session.rollback()
            _after(work, error)

    @contextmanager
    def _held(self, work: Work) -> Iterator[None]:
        done = Event()
        beating = Thread(target=self._beat, args=(work, done), daemon=True)
        beating.start()
        try:
            yield
        finally:
            done.set()
            beating.join()

    def _beat(self, work: Work, done: Event) -> None:
        while not done.wait(BEAT):
            with self.context():
                try:
                    keep_lease(work)
                except OperationalError:
                    _log.warning("job %s: its lease could not be renewed", work.job_id)


def _after(work: Work, error: Exception) -> None:
    """Back in the row, or to its reader with a sentence; if even that can't be written its lease runs out."""
    try:
        if _is_full(error):
            fail(work, [Fault("", FULL)])
        elif work.attempts >= MOST_ATTEMPTS:
            fail(work, [Fault("", BROKEN)])
        else:
            put_back(work)
    except OperationalError:
        db.session.rollback()


def _is_full(error: Exception) -> bool:
    text = str(error)
    return isinstance(error, (OperationalError, OSError)) and (
        "disk is full" in text or "disk I/O error" in text or getattr(error, "errno", None) in (27, 28)
    )
