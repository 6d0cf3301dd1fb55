"""What a run's page says, kept beside it, so that a run of ten thousand people opens as fast as one of ten."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from planner.calculators.scheme_run import SchemeRun
from planner.language import LANGUAGES
from planner.models import RunSummary, db
from planner.operations.publish import MADE_BY
from planner.operations.read_runs import KeptRun, issued_again
from planner.operations.rerun import header_of, rerun
from planner.operations.summary import summary_in_words
from planner.operations.transaction import transaction
from planner.statements.header import Header
from planner.statements.register import Check, Fact, Step
from planner.statements.summary import Summary


def summary_of_run(kept: KeptRun, language: str) -> Summary:
    """As it was kept; worked out and kept the first time. Raises ValueError if what is kept isn't what was issued."""
    found = select(RunSummary.content).where(RunSummary.run_id == kept.line.id, RunSummary.language == language)
    content = db.session.scalar(found.where(RunSummary.made_by == MADE_BY))
    if content is None:
        issued = issued_again(kept)
        run, header = rerun(issued), header_of(issued)
        with transaction() as session:
            keep_summaries(session, kept.line.id, run, header)
        content = db.session.scalar(found) or ""
    return _read(content)


def keep_summaries(session: Session, run_id: int, run: SchemeRun, header: Header) -> None:
    """In each language, within the caller's transaction."""
    for language in LANGUAGES:
        content = json.dumps(asdict(summary_in_words(run, header, language)), ensure_ascii=False)
        made = {"made_by": MADE_BY, "content": content}
        row = insert(RunSummary).values(run_id=run_id, language=language, **made)
        session.execute(row.on_conflict_do_update(index_elements=["run_id", "language"], set_=made))


def _read(content: str) -> Summary:
    found = json.loads(content)
    return Summary(
        title=found["title"],
        answer=found["answer"],
        lead=found["lead"],
        steps=tuple(Step(**each) for each in found["steps"]),
        checks=tuple(Check(**each) for each in found["checks"]),
        decided=tuple(Fact(**each) for each in found["decided"]),
    )
