"""What was paid of a run and what not: each statement's payment is marked once, with the payroll period it went in."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, null, select

from planner.calculators.corrected import less
from planner.errors import Fault, Refused, refuse
from planner.models import Payment, Run, RunOrigin, SchemeVersion, Statement, db
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.issued import CURRENCY
from planner.operations.transaction import transaction

_PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Due:
    """What somebody is to be paid by a statement, in cents; below zero it is recovered."""

    statement_id: int
    number: str
    cents: int


@dataclass(frozen=True)
class PaidPart:
    """What went with one payroll period."""

    period: str  # "2027-04"
    people: int
    cents: int


@dataclass(frozen=True)
class Payments:
    """A run's payments: by period, and what is left."""

    paid: Sequence[PaidPart]
    unpaid_people: int
    unpaid_cents: int


def payments_of(run_id: int) -> Payments:
    """How far the paying is."""
    by_period = (
        select(Payment.period, func.count(), func.sum(Payment.cents))
        .join(Statement, Payment.statement_id == Statement.id)
        .where(Statement.run_id == run_id)
        .group_by(Payment.period)
        .order_by(Payment.period)
    )
    paid = [PaidPart(*row) for row in db.session.execute(by_period)]
    left = list(_unpaid(run_id))
    return Payments(paid, len(left), sum(each.cents for each in left))


def mark_paid(actor: Actor, run_id: int, period: str, numbers: Collection[str] = ()) -> int:
    """Mark what is unpaid as paid with the pay of a period (`2027-04`): of these people, or of all.

    Gives how many were marked. Raises Refused for what is no period, for an unknown number, and if nothing is left.
    """
    if not _PERIOD.fullmatch(period):
        raise refuse("period", 'This is no payroll period: "{value}". Write it like 2027-04.', value=period[:20])
    with transaction() as session:
        if session.scalar(select(Run.id).where(Run.id == run_id, Run.company_id == actor.company_id)) is None:
            raise LookupError(run_id)
        due = {each.number: each for each in _unpaid(run_id)}
        wanted = list(dict.fromkeys(numbers)) or list(due)
        _refuse_unknown(run_id, wanted, due)
        if not wanted:
            raise refuse("", "Everything in this run is marked as paid already.")
        marked = {"period": period, "marked_by": actor.account_id, "marked_at": now()}
        rows = [{"statement_id": due[each].statement_id, "cents": due[each].cents, **marked} for each in wanted]
        session.execute(insert(Payment), rows)
        record(session, actor, "run.paid", f"run:{run_id}", period=period, people=len(rows))
        return len(rows)


def _refuse_unknown(run_id: int, wanted: Sequence[str], due: Collection[str]) -> None:
    known = set(db.session.scalars(select(Statement.person_number).where(Statement.run_id == run_id)))
    faults = [
        Fault("numbers", "{number} has nothing left to be paid in this run.", {"number": each})
        if each in known
        else Fault("numbers", '"{number}" is not in this run.', {"number": each[:40]})
        for each in wanted
        if each not in due
    ]
    if faults:
        raise Refused(faults)


def _unpaid(run_id: int) -> Iterator[Due]:
    corrects, currency = db.session.execute(
        select(RunOrigin.corrects_id, func.json_extract(SchemeVersion.document, "$.currency"))
        .select_from(Run)
        .join(SchemeVersion, SchemeVersion.id == Run.scheme_version_id)
        .outerjoin(RunOrigin, RunOrigin.run_id == Run.id)
        .where(Run.id == run_id)
    ).one()
    # only a correction's documents say what stood before: those of ten thousand people are not read for nothing
    correction = func.json_extract(Statement.document, "$.issued.correction") if corrects else null()
    rows = db.session.execute(
        select(Statement.id, Statement.person_number, Statement.cents, correction)
        .outerjoin(Payment, Payment.statement_id == Statement.id)
        .where(Statement.run_id == run_id, Payment.statement_id.is_(None))
        .order_by(Statement.position)
    )
    for statement_id, number, cents, corrected in rows:
        payable = cents if corrected is None else _difference(json.loads(corrected), currency or CURRENCY)
        if payable:
            yield Due(statement_id, number, payable)


def _difference(correction: dict[str, dict[str, str]], currency: str) -> int:
    """Of a correction only what stands beyond what stood before."""
    texts = (correction[part].get(currency, "0.00") for part in ("stands", "before"))
    return int(less(*texts).replace(".", ""))
