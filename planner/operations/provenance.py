"""Where a run came from and what became of it: who proposed it, who approved it, what corrects what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from planner.models import Account, Announcement, Decision, Proposal, Run, RunOrigin, db
from planner.operations.proposals import Outcome


@dataclass(frozen=True)
class Provenance:
    """None and empty where there is nothing to tell: a run that was kept from a file has no proposal."""

    proposal_id: int | None
    proposer: str
    outcome: Outcome | None
    corrects_id: int | None
    corrected_by: int | None
    announcement: Mapping[str, Mapping[str, str]] | None


def provenance_of(run_id: int) -> Provenance:
    """In one query."""
    later, proposer, decider = aliased(RunOrigin), aliased(Account), aliased(Account)
    row = db.session.execute(
        select(RunOrigin, proposer.name, Decision, decider.name, later.run_id, Announcement.words)
        .select_from(Run)
        .outerjoin(RunOrigin, RunOrigin.run_id == Run.id)
        .outerjoin(Proposal, Proposal.id == RunOrigin.proposal_id)
        .outerjoin(proposer, proposer.id == Proposal.proposed_by)
        .outerjoin(Decision, Decision.proposal_id == RunOrigin.proposal_id)
        .outerjoin(decider, decider.id == Decision.decided_by)
        .outerjoin(later, later.corrects_id == Run.id)
        .outerjoin(Announcement, Announcement.run_id == Run.id)
        .where(Run.id == run_id)
    ).one()
    return _provenance(*row)


def _provenance(origin: RunOrigin | None, who: str | None, decision: Decision | None, by: str | None,
                corrected_by: int | None, words: str | None) -> Provenance:  # fmt: skip
    outcome = decision and Outcome(decision.kind, by or "", decision.decided_at, decision.reason or "",
                                   decision.issue_on, decision.by_proposer)  # fmt: skip
    found: Any = json.loads(words) if words else None
    return Provenance(
        origin.proposal_id if origin else None,
        who or "",
        outcome or None,
        origin.corrects_id if origin else None,
        corrected_by,
        found,
    )
