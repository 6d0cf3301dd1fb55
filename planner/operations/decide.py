"""Deciding on a proposal: approved, returned or withdrawn, once, by who may."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.errors import refuse
from planner.language import sentence
from planner.models import Decision, Proposal, Run, RunOrigin, SchemeVersion
from planner.operations.audit import Actor, record
from planner.operations.changed_since import changes_since
from planner.operations.clock import now
from planner.operations.jobs import ask
from planner.operations.proposals import (
    APPROVED,
    RETURNED,
    WITHDRAWN,
    KeptProposal,
    ProposalLine,
    find_proposal,
)
from planner.operations.transaction import transaction

DECIDED = {
    APPROVED: sentence("This was approved by {who} already."),
    RETURNED: sentence("This was returned by {who} already."),
    WITHDRAWN: sentence("This was withdrawn by {who} already."),
}
STALE = sentence("Figures or people changed since this was proposed, so it can't be approved. Ask for a new proposal.")
FOUR_EYES = sentence("Somebody else has to approve this: you proposed it.")


def approve(actor: Actor, proposal_id: int, day: date) -> None:
    """Approve it, with the date that goes on the statements; issuing is asked for in the same transaction.

    Raises Refused if it is decided on already, is stale, was proposed by the same person (unless the company waived
    that), or would issue again what was issued before.
    """
    with transaction() as session:
        proposal = _open(actor, proposal_id)
        line = proposal.line
        is_own = actor.account_id == line.proposed_by
        if is_own and not line.one_approver:
            raise refuse("", FOUR_EYES)
        if changes_since(proposal):
            raise refuse("", STALE)
        _refuse_again(session, proposal)
        waiver = line.one_approver if is_own else None
        _decide(session, actor, line, Decision(kind=APPROVED, issue_on=day, by_proposer=is_own, reason=waiver))
        ask(session, "issue", line.id, line.company_id)


def send_back(actor: Actor, proposal_id: int, reason: str) -> None:
    """Return it to who proposed it, saying why."""
    with transaction() as session:
        proposal = _open(actor, proposal_id)
        _decide(session, actor, proposal.line, Decision(kind=RETURNED, reason=reason, by_proposer=False))


def withdraw(actor: Actor, proposal_id: int, reason: str = "") -> None:
    """Take it back: only who proposed it may."""
    with transaction() as session:
        proposal = _open(actor, proposal_id)
        if actor.account_id != proposal.line.proposed_by:
            raise refuse("", "Only {who}, who proposed this, can withdraw it.", who=proposal.line.proposer)
        decision = Decision(kind=WITHDRAWN, reason=reason or None, by_proposer=True)
        _decide(session, actor, proposal.line, decision)


def _open(actor: Actor, proposal_id: int) -> KeptProposal:
    """The proposal, if nothing was decided yet; within the transaction, so that two can't both find it open."""
    proposal = find_proposal(actor.company_id or 0, proposal_id)
    if proposal is None:
        raise LookupError(proposal_id)
    if proposal.line.outcome:
        raise refuse("", DECIDED[proposal.line.outcome.kind], who=proposal.line.outcome.by)
    return proposal


def _decide(session: Session, actor: Actor, line: ProposalLine, decision: Decision) -> None:
    decision.proposal_id, decision.decided_by, decision.decided_at = line.id, actor.account_id or 0, now()
    session.add(decision)
    session.flush()
    waived = {"four_eyes": "waived"} if decision.kind == APPROVED and decision.by_proposer else {}
    record(session, actor, f"proposal.{decision.kind}", f"proposal:{line.id}", identity=line.identity, **waived)


def _refuse_again(session: Session, proposal: KeptProposal) -> None:
    """The same scheme over the same period is issued once; after that it is corrected, each run once."""
    if proposal.line.corrects_id is not None:
        if _approved(session, proposal, Proposal.corrects_id == proposal.line.corrects_id):
            raise refuse("", "This run was corrected already. Correct the run that took its place.")
        return
    name, period = proposal.scheme["scheme"], proposal.scheme.get("period") or {}
    kept = session.scalar(
        select(Run.id)
        .join(SchemeVersion)
        .where(Run.company_id == proposal.line.company_id, SchemeVersion.name == name)
        .where(Run.period_to == (date.fromisoformat(period["to"]) if period else None))
        .limit(1)
    )
    if kept is not None:
        raise refuse("", "{name} over this period was issued already. Correct that run instead.", name=name)
    same = func.json_extract(Proposal.scheme, "$.scheme") == name
    if _approved(session, proposal, same, func.json_extract(Proposal.scheme, "$.period.to") == period.get("to")):
        raise refuse("", "{name} over this period was approved already. It is being issued.", name=name)


def _approved(session: Session, proposal: KeptProposal, *like: object) -> bool:
    found = (
        select(Proposal.id)
        .join(Decision, Decision.proposal_id == Proposal.id)
        .outerjoin(RunOrigin, RunOrigin.proposal_id == Proposal.id)
        .where(Proposal.company_id == proposal.line.company_id, Decision.kind == APPROVED, *like)  # type: ignore[arg-type]  # conditions
    )
    return session.scalar(found.limit(1)) is not None
