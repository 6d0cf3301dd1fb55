"""The people of a proposal: what each would get, beside what they had in the run before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from planner.calculators.scheme_document import Scheme
from planner.calculators.scheme_result import amount_in
from planner.models import Run, RunOrigin, SchemeVersion, Statement, db, folded
from planner.operations.corrections import cents_of, stood_of
from planner.operations.proposals import KeptProposal


@dataclass(frozen=True)
class Former:
    """The run that a proposal is held against: the one it corrects, or the latest of an earlier period."""

    run_id: int
    cents: int
    sharing: int
    has_same_rules: bool  # but for dates, titles and who decided
    stood: Mapping[str, int]  # by number, in cents


@dataclass(frozen=True)
class ProposedLine:
    """Somebody, in cents; `before` is None for who was not in the run before."""

    number: str
    name: str
    cents: int
    before: int | None
    shares: bool
    reason: str | None


def former_run(proposal: KeptProposal) -> Former | None:
    """What to compare with, if there is anything."""
    period = proposal.scheme.get("period") or {}
    corrected = select(RunOrigin.corrects_id).where(RunOrigin.corrects_id.is_not(None))
    found = select(Run, SchemeVersion.document).join(Run.scheme_version)
    found = found.where(Run.company_id == proposal.line.company_id)
    if proposal.line.corrects_id is not None:
        found = found.where(Run.id == proposal.line.corrects_id)
    elif period:
        found = found.where(Run.id.not_in(corrected), Run.period_to < date.fromisoformat(period["from"]))
    else:
        found = found.where(Run.id.not_in(corrected))
    row = db.session.execute(found.order_by(Run.period_to.desc(), Run.id.desc()).limit(1)).first()
    if row is None:
        return None
    run, scheme = row
    is_same = _rules(json.loads(scheme)) == _rules(proposal.scheme)
    return Former(run.id, run.cents, run.sharing, is_same, _stood(run.id, proposal))


def people_in(proposal: KeptProposal, former: Former | None, sought: str = "") -> Sequence[ProposedLine]:
    """Everybody in the order of the list, or those who have `sought` in their name or number."""
    run, currency = proposal.run, proposal.run.scheme.currency
    rows, part = {place: row for row, place in enumerate(run.eligible)}, folded(sought.strip())
    lines = []
    for place, number in enumerate(run.people.ids):
        card = proposal.cards.get(number)
        name = card.name if card else ""
        if part and part not in folded(name) and part not in folded(number):
            continue
        cents = int(100 * amount_in(run, rows[place], currency)) if place in rows else 0
        before = former.stood.get(number) if former else None
        lines.append(ProposedLine(number, name or number, cents, before, place in rows, run.reasons.get(place)))
    return lines


def _rules(scheme: Mapping[str, Any]) -> dict[str, Any]:
    parts = {"currency", "given", "eligible", "company", "person", "award", "allow"}
    return Scheme.model_validate(scheme).model_dump(mode="json", by_alias=True, exclude_unset=True, include=parts)


def _stood(run_id: int, proposal: KeptProposal) -> Mapping[str, int]:
    if proposal.line.corrects_id is not None:
        return {number: cents_of(stood, proposal.line.currency) for number, stood in stood_of(run_id).items()}
    found = select(Statement.person_number, Statement.cents).where(Statement.run_id == run_id)
    return {row.person_number: row.cents for row in db.session.execute(found)}
