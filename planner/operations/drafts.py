"""Schemes in the making: every settled change is kept as a step, so that undo is going back one.

What was saved is the whole document after each change. A change made after going back takes the place of the steps
that were gone back over. A change to another state than the one that is there (another tab, another founder) is refused
with both, so that its maker can choose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session, aliased

from planner.errors import refuse
from planner.models import Draft, DraftStep, SchemeVersion, Year, db
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.transaction import transaction

MOST_CHARACTERS = 500_000  # of a document: some thousand rules
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class DraftLine:
    """A draft as it stands. `version` goes up with each change; `steps` counts those that can be gone forward to."""

    id: int
    company_id: int
    year_id: int
    scheme: str
    letter: str
    base_version_id: int | None
    step: int
    steps: int
    version: int
    document: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True)
class Start:
    """What a draft begins with: a document, the year that it is tried on, and the version that it follows."""

    document: Mapping[str, Any]
    year_id: int
    base_version_id: int | None = None


class StaleDraft(Exception):
    """The draft was changed since it was read: here is how it is now."""

    def __init__(self, draft: DraftLine) -> None:
        super().__init__(f"draft {draft.id} is at version {draft.version}")
        self.draft = draft


def drafts_of(company_id: int) -> Sequence[DraftLine]:
    """The open drafts of a company, by scheme and letter."""
    found = _lines().where(Draft.company_id == company_id, Draft.discarded_at.is_(None))
    return [_line(*row) for row in db.session.execute(found.order_by(Draft.scheme, Draft.id))]


def find_draft(company_id: int, draft_id: int) -> DraftLine | None:
    """A draft, if this company has it and it wasn't discarded."""
    found = _lines().where(Draft.company_id == company_id, Draft.id == draft_id, Draft.discarded_at.is_(None))
    row = db.session.execute(found).first()
    return _line(*row) if row else None


def document_at(draft: DraftLine, step: int) -> Mapping[str, Any] | None:
    """What an earlier step of a draft said, if it is kept."""
    found = select(DraftStep.document).where(DraftStep.draft_id == draft.id, DraftStep.number == step)
    text = db.session.scalar(found)
    return json.loads(text) if text is not None else None


def at_version(draft: DraftLine, version: int) -> DraftLine:
    """The draft as somebody read it: what they change is a change to that version."""
    return replace(draft, version=version)


def make_draft(actor: Actor, start: Start) -> int:
    """A new draft of the scheme that its document names, under the next letter: its number."""
    with transaction() as session:
        return _made(session, actor, start, "draft.made")


def copy_draft(actor: Actor, draft: DraftLine) -> int:
    """Another draft that begins as this one stands: its number."""
    start = Start(draft.document, draft.year_id, draft.base_version_id)
    with transaction() as session:
        return _made(session, actor, start, "draft.copied", copied_from=draft.id)


def save_draft(actor: Actor, draft: DraftLine, document: Mapping[str, Any]) -> DraftLine:
    """Keep a change as the next step. `draft` is the state that the change was made to.

    The same document again is no change, and gives the draft as it is. Raises StaleDraft if the draft moved on.
    """
    text = _written(document)
    with transaction() as session:
        row, current = _open(session, draft)
        if dict(current.document) == dict(document):
            return current
        if row.version != draft.version:
            raise StaleDraft(current)
        session.execute(delete(DraftStep).where(DraftStep.draft_id == row.id, DraftStep.number > row.step))
        row.step += 1
        session.add(_step(row.id, row.step, text, actor))
        record(session, actor, "draft.saved", f"draft:{row.id}", step=row.step)
        return _read_again(session, row)


def move_draft(actor: Actor, draft: DraftLine, by: int) -> DraftLine:
    """Undo (-1) or redo (1): to the step before or after; where there is none, nothing happens.

    Raises StaleDraft if the draft moved on.
    """
    with transaction() as session:
        row, current = _open(session, draft)
        if row.version != draft.version:
            raise StaleDraft(current)
        if not 1 <= row.step + by <= current.steps:
            return current
        row.step += by
        record(session, actor, "draft.undone" if by < 0 else "draft.redone", f"draft:{row.id}", step=row.step)
        return _read_again(session, row)


def try_on(actor: Actor, draft: DraftLine, year_id: int) -> None:
    """Look at a draft over another year's people and figures."""
    with transaction() as session:
        row, _ = _open(session, draft)
        known = session.scalar(select(Year.id).where(Year.id == year_id, Year.company_id == draft.company_id))
        if known is None:
            raise refuse("year", "Choose one of these.")
        if row.year_id != year_id:
            row.year_id = year_id
            record(session, actor, "draft.tried", f"draft:{row.id}", year=year_id)


def discard_draft(actor: Actor, draft: DraftLine) -> None:
    """Out of sight; its steps stay in the database. Doing it twice is doing it once."""
    with transaction() as session:
        row = session.get_one(Draft, draft.id)
        if row.discarded_at is None:
            row.discarded_at = now()
            record(session, actor, "draft.discarded", f"draft:{row.id}")


def recover_draft(actor: Actor, company_id: int, draft_id: int) -> bool:
    """Take a discarded draft back; False if this company never had it."""
    with transaction() as session:
        row = session.scalar(select(Draft).where(Draft.id == draft_id, Draft.company_id == company_id))
        if row is not None and row.discarded_at is not None:
            row.discarded_at = None
            record(session, actor, "draft.recovered", f"draft:{row.id}")
        return row is not None


def _made(session: Session, actor: Actor, start: Start, action: str, **detail: object) -> int:
    year = session.get_one(Year, start.year_id)
    if start.base_version_id is not None:
        session.get_one(SchemeVersion, start.base_version_id)
    scheme = str(start.document["scheme"])
    draft = Draft(
        company_id=year.company_id,
        year_id=year.id,
        scheme=scheme,
        letter=_next_letter(session, year.company_id, scheme),
        base_version_id=start.base_version_id,
        step=1,
    )
    session.add(draft)
    session.flush()
    session.add(_step(draft.id, 1, _written(start.document), actor))
    record(session, actor, action, f"draft:{draft.id}", **detail)
    return draft.id


def _next_letter(session: Session, company_id: int, scheme: str) -> str:
    """A, B, … Z, AA, AB, …: never one that was given before."""
    of_scheme = select(func.count()).where(Draft.company_id == company_id, Draft.scheme == scheme)
    number, letters = session.scalar(of_scheme) or 0, ""
    while number >= 0:
        letters, number = _LETTERS[number % 26] + letters, number // 26 - 1
    return letters


def _open(session: Session, draft: DraftLine) -> tuple[Draft, DraftLine]:
    row = session.get_one(Draft, draft.id)
    if row.discarded_at is not None:
        raise refuse("", "This draft was discarded.")
    found = session.execute(_lines().where(Draft.id == row.id)).one()
    return row, _line(*found)


def _read_again(session: Session, row: Draft) -> DraftLine:
    session.flush()
    return _line(*session.execute(_lines().where(Draft.id == row.id)).one())


def _step(draft_id: int, number: int, text: str, actor: Actor) -> DraftStep:
    return DraftStep(draft_id=draft_id, number=number, document=text, account_id=actor.account_id, at=now())


def _written(document: Mapping[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise refuse("", "This scheme is longer than {most} characters.", most=MOST_CHARACTERS)
    return text


def _lines() -> Select[Draft, DraftStep, int]:
    any_step = aliased(DraftStep)
    steps = select(func.max(any_step.number)).where(any_step.draft_id == Draft.id).scalar_subquery()
    same_step = (DraftStep.draft_id == Draft.id) & (DraftStep.number == Draft.step)
    return select(Draft, DraftStep, steps).join(DraftStep, same_step)


def _line(draft: Draft, step: DraftStep, steps: int) -> DraftLine:
    return DraftLine(
        draft.id,
        draft.company_id,
        draft.year_id,
        draft.scheme,
        draft.letter,
        draft.base_version_id,
        draft.step,
        steps,
        draft.version,
        json.loads(step.document),
        step.at,
    )
