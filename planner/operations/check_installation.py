"""Whether all that was issued and logged is as it was written: `deelgenoot check`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import func, select

from planner.canonical import hashed, identity_of
from planner.errors import Fault
from planner.models import Run, Statement, db
from planner.operations.audit import first_broken

_AT_ONCE = 500  # statements in memory


def broken() -> Iterator[Fault]:
    """What isn't as it was written, the log first, then each run with its statements; nothing if all is well."""
    if (entry := first_broken()) is not None:
        yield Fault(
            "", "The log is broken at entry {entry}: it was changed, or one before it is missing.", {"entry": entry}
        )
    for run_id in db.session.scalars(select(Run.id).order_by(Run.id)).all():
        yield from _broken_run(run_id)


def _broken_run(run_id: int) -> Iterator[Fault]:
    run = db.session.get_one(Run, run_id)
    if identity_of(json.loads(run.document)) != run.identity:
        yield Fault("", "Run {run} is not what was issued: its identity differs.", {"run": run_id})
    count, cents = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Statement.cents), 0)).where(Statement.run_id == run_id)
    ).one()
    if count != run.statements:
        text = "Run {run} has {count} statements; it was issued with {issued}."
        yield Fault("", text, {"run": run_id, "count": count, "issued": run.statements})
    if cents != run.cents:
        text = "The statements of run {run} add up to {cents} cents; the run shares {shared}."
        yield Fault("", text, {"run": run_id, "cents": cents, "shared": run.cents})
    yield from _broken_statements(run_id)


def _broken_statements(run_id: int) -> Iterator[Fault]:
    rows = select(Statement.identity, Statement.document).where(Statement.run_id == run_id).order_by(Statement.position)
    for identity, document in db.session.execute(rows.execution_options(yield_per=_AT_ONCE)):
        if hashed(document.encode()) != identity:
            yield Fault("", "Statement {identity} is not what was issued.", {"identity": identity})
