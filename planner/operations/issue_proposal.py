"""Issuing what was approved: the run, its statements, who is told and what is announced, in one transaction, once."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.canonical import hashed, identity_of
from planner.errors import Fault, Refused
from planner.models import Announcement, RunOrigin, Statement, db
from planner.operations.audit import Actor, record
from planner.operations.corrections import corrects_of
from planner.operations.issue import Order, issue
from planner.operations.jobs import Work, ask
from planner.operations.keep_run import add_run, statement_rows
from planner.operations.letters import write_letters
from planner.operations.proposals import KeptProposal, find_proposal
from planner.operations.rerun import header_of
from planner.operations.run_summaries import keep_summaries
from planner.operations.transaction import transaction


def issue_proposal(work: Work, address: str) -> None:
    """Carry out an approved proposal; nothing if that was done. `address` is what links in e-mail begin with.

    Raises Refused if it can't be issued, and leaves nothing then.
    """
    proposal = find_proposal(work.company_id or 0, int(work.detail["issue"]))
    if proposal is None or _is_issued(proposal.line.id):
        return
    issued, run = issue(order_of(proposal))
    rows, header = statement_rows(issued), header_of(issued)
    with transaction() as session:
        if _is_issued(proposal.line.id):
            return  # another worker was first
        first = rows[0]["identity"] if rows else ""
        if session.scalar(select(Statement.id).where(Statement.identity == first)) is not None:
            raise Refused([Fault("", "These very statements were issued before, on the same date.")])
        run_id = add_run(session, proposal.line.company_id, issued, rows)
        session.add(RunOrigin(run_id=run_id, proposal_id=proposal.line.id, corrects_id=proposal.line.corrects_id))
        if proposal.announcement:
            session.add(Announcement(run_id=run_id, words=json.dumps(proposal.announcement, ensure_ascii=False)))
        session.flush()
        keep_summaries(session, run_id, run, header)
        _tell(session, run_id, proposal, address)


def order_of(proposal: KeptProposal) -> Order:
    """The frozen proposal as an order, dated as it was approved; its inputs by their hashes."""
    outcome, corrects_id = proposal.line.outcome, proposal.line.corrects_id
    if outcome is None or outcome.issue_on is None:
        raise ValueError(f"proposal {proposal.line.id} was not approved")
    order = proposal.order(outcome.issue_on, inputs_of(proposal))
    if corrects_id is None:
        return order
    corrects = corrects_of(corrects_id, proposal.downward or "", proposal.why)
    corrects.refuse_missing([person["id"] for person in proposal.people])
    return Order(order.scheme, order.company, order.people, order.cards, order.day, order.inputs, corrects)


def inputs_of(proposal: KeptProposal) -> dict[str, str]:
    """What a run is made from, each with its SHA-256: as the register and the run name them."""
    facts = {name: str(fact.value) for name, fact in proposal.company.facts.items()}
    return {
        "scheme": identity_of(dict(proposal.scheme)),
        "company": identity_of(facts),
        "people": hashed(proposal.people_text.encode()),
        "proposal": proposal.line.identity,
    }


def _tell(session: Session, run_id: int, proposal: KeptProposal, address: str) -> None:
    line = proposal.line
    told = write_letters(session, run_id, line.title, proposal.announcement, proposal.company.name, address)
    ask(session, "papers", run_id, line.company_id)
    actor = Actor(None, line.company_id)
    record(session, actor, "run.issued", f"run:{run_id}", proposal=line.id, statements=line.statements, told=told)


def _is_issued(proposal_id: int) -> bool:
    return db.session.scalar(select(RunOrigin.run_id).where(RunOrigin.proposal_id == proposal_id)) is not None
