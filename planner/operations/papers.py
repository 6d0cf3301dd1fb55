"""Statements on paper: made in the background after a run is issued, and at once for whoever asks."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from threading import Thread

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.sqlite import Insert, insert

from planner.models import Account, Membership, Paper, Role, Run, Statement, db
from planner.operations.clock import now
from planner.operations.jobs import Work, note_progress
from planner.operations.letters import OTHERWISE
from planner.operations.read_runs import KeptStatement
from planner.operations.transaction import transaction

_CHUNK = 4  # papers that a process is given at a time
_RENEW_AFTER = 500 // _CHUNK  # chunks: a process that renders for ever grows slowly
_BATCH = 20  # papers a transaction: what a kill can cost
_READ = 400  # statements that are in memory at a time


@dataclass(frozen=True)
class Sheet:
    """What is needed to print a statement."""

    statement_id: int
    identity: str
    document: str
    name: str
    contact: tuple[str, ...]
    language: str


def make_papers(work: Work, workers: int) -> None:
    """Print what a run still lacks, each in its person's language; goes on where it was cut off."""
    run_id = int(work.detail["papers"])
    total = db.session.scalar(select(func.count(Statement.id)).where(Statement.run_id == run_id)) or 0
    with _printers(workers) as printed:
        while sheets := list(islice(_missing(run_id), _READ)):
            for papers in _in_batches(zip(sheets, printed(sheets), strict=True)):
                if not _keep(work, run_id, papers, total):
                    return  # somebody else goes on with it


def paper_of(kept: KeptStatement, language: str) -> bytes:
    """One statement's paper, made and kept if it isn't there yet."""
    found = select(Statement.id, Paper.content).outerjoin(
        Paper, (Paper.statement_id == Statement.id) & (Paper.language == language)
    )
    statement_id, content = db.session.execute(found.where(Statement.identity == kept.identity)).one()
    if content is not None:
        return bytes(content)
    document = json.dumps(kept.document, ensure_ascii=False)
    made = print_sheet(Sheet(statement_id, kept.identity, document, kept.card.name, kept.contact, language))
    with transaction() as session:
        session.execute(_row(statement_id, language, made).on_conflict_do_nothing())
    return made


def print_sheet(sheet: Sheet) -> bytes:
    """The PDF: the same bytes whenever it is made again."""
    from planner.canonical import canonical
    from planner.statements.pdf import render_statement
    from planner.statements.words import Beside, statement_of

    document = json.loads(sheet.document)
    statement = statement_of(document, Beside(sheet.name, sheet.contact), sheet.language, sheet.identity)
    return render_statement(statement, canonical(document), date.fromisoformat(document["issued"]["date"]))


def _missing(run_id: int) -> Iterator[Sheet]:
    """Statements without a paper in their person's language, in the order of the run."""
    language = func.coalesce(
        select(Account.language)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.company_id == Run.company_id, Membership.role == Role.EMPLOYEE)
        .where(Membership.person_number == Statement.person_number)
        .limit(1)
        .scalar_subquery(),
        OTHERWISE,
    )
    contact = func.json_extract(Run.document, "$.company.contact")
    has_paper = exists().where(Paper.statement_id == Statement.id, Paper.language == language)
    rows = (
        select(Statement.id, Statement.identity, Statement.document, Statement.name, contact, language)
        .join(Statement.run)
        .where(Statement.run_id == run_id, ~has_paper)
        .order_by(Statement.position)
    )
    for statement_id, identity, document, name, lines, chosen in db.session.execute(rows):
        yield Sheet(statement_id, identity, document, name or "", tuple(json.loads(lines or "[]")), chosen)


def _keep(work: Work, run_id: int, papers: list[tuple[Sheet, bytes]], total: int) -> bool:
    with transaction() as session:
        for sheet, content in papers:
            session.execute(_row(sheet.statement_id, sheet.language, content).on_conflict_do_nothing())
        done = select(func.count(func.distinct(Paper.statement_id))).join(Statement, Paper.statement_id == Statement.id)
        count = session.scalar(done.where(Statement.run_id == run_id)) or 0
        return note_progress(session, work, count, total)


def _row(statement_id: int, language: str, content: bytes) -> Insert:
    return insert(Paper).values(statement_id=statement_id, language=language, content=content, made_at=now())


def _in_batches(papers: Iterable[tuple[Sheet, bytes]]) -> Iterator[list[tuple[Sheet, bytes]]]:
    waiting = iter(papers)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


@contextmanager
def _printers(workers: int) -> Iterator[Callable[[Iterable[Sheet]], Iterator[bytes]]]:
    """A call that prints many: in this process if there is one worker, else in so many of their own."""
    if workers <= 1:
        yield partial(map, print_sheet)
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(workers, context, _start, max_tasks_per_child=_RENEW_AFTER) as pool:
        try:
            yield partial(pool.map, print_sheet, chunksize=_CHUNK)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _start() -> None:
    """In each printing process: ready to render many, and gone when the process that started it is."""
    from planner.statements.pdf import prepare_worker

    Thread(target=_end_with_parent, daemon=True).start()
    prepare_worker()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
