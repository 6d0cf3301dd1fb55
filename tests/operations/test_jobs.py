"""A job: asked for once, held by one, gone on with by the next, told about in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from planner.errors import Fault
from planner.models import Job
from planner.operations import jobs
from planner.operations.clock import now
from planner.operations.transaction import transaction
from tests.database import new_app
from tests.operations.publishing import how_many
from tests.web.signing_in import new_company

KINDS = ("papers",)


@pytest.fixture(autouse=True)
def app(tmp_path: Path) -> Iterator[Flask]:
    app = new_app(tmp_path)
    with app.app_context():
        new_company()
        with transaction() as session:
            jobs.ask(session, "papers", 7, 1, tone="kind")
        yield app


def taken(lease: str) -> jobs.Work:
    work = jobs.take(lease, KINDS)
    assert work is not None
    return work


def state() -> str:
    found = jobs.find_job("papers", 7)
    assert found is not None
    return found.state


def test_the_same_work_is_asked_for_once() -> None:
    with transaction() as session:
        jobs.ask(session, "papers", 7, 1)
    assert how_many(Job) == 1


def test_what_one_holds_another_does_not_get() -> None:
    work = taken("a")
    assert (work.detail, work.company_id) == ({"papers": 7, "tone": "kind"}, 1)
    assert jobs.take("b", KINDS) is None
    jobs.finish(work)
    assert state() == jobs.DONE
    assert jobs.take("b", KINDS) is None


def test_a_worker_takes_only_what_it_knows() -> None:
    assert jobs.take("a", ("mail",)) is None


def test_a_lease_that_ran_out_is_free_and_its_holder_notices() -> None:
    with time_machine.travel(now(), tick=False) as clock:
        first = taken("a")
        clock.shift(timedelta(seconds=20))
        assert jobs.keep_lease(first)
        clock.shift(timedelta(seconds=20))
        assert jobs.take("b", KINDS) is None  # it was renewed
        clock.shift(timedelta(seconds=11))
        second = taken("b")
        assert not jobs.keep_lease(first)
        with transaction() as session:
            assert not jobs.note_progress(session, first, 1, 2)
        jobs.finish(first)
        assert state() == jobs.RUNNING
        jobs.finish(second)
        assert state() == jobs.DONE


def test_what_may_pass_is_tried_again_later_but_not_for_ever() -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(jobs.MOST_ATTEMPTS):
            jobs.put_back(taken("a"))
            assert jobs.take("a", KINDS) is None
            clock.shift(jobs.LEASE + timedelta(seconds=1))
        assert jobs.take("a", KINDS) is None
    found = jobs.find_job("papers", 7)
    assert found is not None
    assert (found.state, "cut off 6 times" in found.faults[0].say()) == (jobs.FAILED, True)


def test_progress_counts_as_a_new_start() -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for done in range(10):
            work = taken("a")
            with transaction() as session:
                jobs.note_progress(session, work, done, 10)
            clock.shift(jobs.LEASE + timedelta(seconds=1))
        assert jobs.take("a", KINDS) is not None


def test_a_failure_is_said_in_the_language_of_its_reader_and_tried_again_by_hand() -> None:
    jobs.fail(taken("a"), [Fault("", '"{number}" is not in this run.', {"number": "12"})])
    found = jobs.find_job("papers", 7)
    assert found is not None
    assert [fault.say("nl") for fault in found.faults] == ['"12" staat niet in deze verdeling.']
    assert jobs.take("b", KINDS) is None
    assert not jobs.try_again(2, found.id)
    assert jobs.try_again(1, found.id)
    assert taken("b").attempts == 1


def test_it_is_said_when_to_look_again() -> None:
    assert jobs.seconds_to_next() is None
    taken("a")
    wait = jobs.seconds_to_next()
    assert wait is not None
    assert 25 < wait <= 30
