"""What stands of a run that is to be corrected, and what a correction would change, person by person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from planner.calculators.corrected import stands
from planner.calculators.scheme_result import amount_in
from planner.calculators.scheme_run import SchemeRun
from planner.models import Run, RunOrigin, Statement, db
from planner.operations.correction import Corrects, Stood


@dataclass(frozen=True)
class Change:
    """Somebody, in cents: what stood, what the rules give now, and what stands from then on."""

    number: str
    name: str
    before: int
    now: int
    stands: int
    kind: str  # "up", "down", "same", "new", "gone"


@dataclass(frozen=True)
class Successor:
    """What took a statement's place."""

    identity: str
    issued_on: date


def corrects_of(run_id: int, downward: str, why: Mapping[str, str]) -> Corrects:
    """The run as it stands, to be corrected like this."""
    identity = db.session.scalar(select(Run.identity).where(Run.id == run_id)) or ""
    return Corrects(identity, stood_of(run_id), downward, why)


def stood_of(run_id: int) -> dict[str, Stood]:
    """What everybody in a run has by it: of a correction what it lets stand, otherwise the amounts."""
    amounts = func.json_extract(Statement.document, "$.amounts")
    standing = func.json_extract(Statement.document, "$.issued.correction.stands")
    rows = db.session.execute(
        select(Statement.person_number, Statement.identity, func.coalesce(standing, amounts))
        .where(Statement.run_id == run_id)
        .order_by(Statement.position)
    )
    return {number: Stood(identity, json.loads(text)) for number, identity, text in rows}


def corrected_by(run_id: int) -> int | None:
    """The run that took this one's place, if there is one."""
    return db.session.scalar(select(RunOrigin.run_id).where(RunOrigin.corrects_id == run_id))


def successor_of(identity: str) -> Successor | None:
    """The statement that took this one's place, if there is one."""
    this, later = aliased(Statement), aliased(Statement)
    found = (
        select(later.identity, Run.issued_on)
        .select_from(this)
        .join(RunOrigin, RunOrigin.corrects_id == this.run_id)
        .join(later, (later.run_id == RunOrigin.run_id) & (later.person_number == this.person_number))
        .join(Run, Run.id == later.run_id)
        .where(this.identity == identity)
    )
    row = db.session.execute(found).first()
    return Successor(*row) if row else None


def changes_of(corrects: Corrects, run: SchemeRun, names: Mapping[str, str]) -> Sequence[Change]:
    """Who gets more, less, the same; who is new and who is gone, in the order of the run."""
    currency = run.scheme.currency
    rows = {place: row for row, place in enumerate(run.eligible)}
    changes, there = [], set(run.people.ids)
    for place, number in enumerate(run.people.ids):
        now = int(100 * amount_in(run, rows[place], currency)) if place in rows else 0
        stood = corrects.stood.get(number)
        before = cents_of(stood, currency)
        kind = "new" if stood is None else "up" if now > before else "down" if now < before else "same"
        changes.append(Change(number, names.get(number, ""), before, now, _stands(now, before, corrects), kind))
    for number, stood in corrects.stood.items():
        if number not in there:
            changes.append(Change(number, "", cents_of(stood, currency), 0, 0, "gone"))
    return changes


def _stands(now: int, before: int, corrects: Corrects) -> int:
    return int(stands(str(now), str(before), corrects.downward))


def cents_of(stood: Stood | None, currency: str) -> int:
    """The money that stands, in cents; of rights there is none."""
    text = (stood.amounts.get(currency) if stood else None) or "0.00"
    return int(Decimal(text).scaleb(2))
