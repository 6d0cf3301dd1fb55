"""One person's statements over the years, and what became of each: paid, corrected, announced with thanks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from planner.models import Announcement, Payment, Run, RunOrigin, SchemeVersion, Statement, db
from planner.operations.issued import CURRENCY
from planner.operations.read_runs import KeptStatement, titles


@dataclass(frozen=True)
class OwnLine:
    """A statement in the list of the person whose it is."""

    identity: str
    title: Mapping[str, str]  # by language
    period: tuple[date, date] | None
    issued_on: date
    currency: str
    cents: int
    shares: bool
    reason: str | None
    scheme: Mapping[str, Any]
    replaced_by: str | None  # the identity of its correction
    replaces: str | None
    paid_with: str | None  # "2027-04"


@dataclass(frozen=True)
class Surroundings:
    """What stands around a statement: its place in the person's years, and what became of it."""

    history: Sequence[OwnLine]  # the latest first
    this: OwnLine
    announcement: Mapping[str, Mapping[str, str]] | None  # title, text and thanks, each by language

    def of(self, identity: str | None) -> OwnLine | None:
        """Another statement of the same person."""
        return next((line for line in self.history if line.identity == identity), None)


def own_statements(company_id: int, number: str) -> Sequence[OwnLine]:
    """All statements of somebody in a company, the latest period first, corrections before what they replace."""
    return [_line(row) for row in db.session.execute(_lines(company_id, number))]


def around(kept: KeptStatement) -> Surroundings:
    """What stands around a statement."""
    history = own_statements(kept.run.company_id, kept.document["person"]["id"])
    this = next(line for line in history if line.identity == kept.identity)
    words = db.session.scalar(select(Announcement.words).where(Announcement.run_id == kept.run.id))
    return Surroundings(history, this, json.loads(words) if words and this.shares else None)


def _lines(company_id: int, number: str) -> Select[*tuple[Any, ...]]:
    origin, later = aliased(RunOrigin), aliased(RunOrigin)
    before, after = aliased(Statement), aliased(Statement)
    return (
        select(
            Statement.identity,
            Statement.cents,
            Statement.shares,
            Statement.reason,
            Run.issued_on,
            Run.period_from,
            Run.period_to,
            SchemeVersion.document,
            Payment.period,
            before.identity.label("replaces"),
            after.identity.label("replaced_by"),
        )
        .join(Run, Statement.run_id == Run.id)
        .join(SchemeVersion, Run.scheme_version_id == SchemeVersion.id)
        .outerjoin(Payment, Payment.statement_id == Statement.id)
        .outerjoin(origin, origin.run_id == Run.id)
        .outerjoin(before, (before.run_id == origin.corrects_id) & (before.person_number == number))
        .outerjoin(later, later.corrects_id == Run.id)
        .outerjoin(after, (after.run_id == later.run_id) & (after.person_number == number))
        .where(Run.company_id == company_id, Statement.person_number == number)
        .order_by(Run.period_to.desc(), Run.issued_on.desc(), Run.id.desc())
    )


def _line(row: Any) -> OwnLine:
    scheme = json.loads(row.document)
    return OwnLine(
        identity=row.identity,
        title=titles(scheme),
        period=(row.period_from, row.period_to) if row.period_from and row.period_to else None,
        issued_on=row.issued_on,
        currency=scheme.get("currency", CURRENCY),
        cents=row.cents,
        shares=row.shares,
        reason=row.reason,
        scheme=scheme,
        replaced_by=row.replaced_by,
        replaces=row.replaces,
        paid_with=row.period,
    )
