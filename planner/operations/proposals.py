"""Proposals as they are read: what is waiting, what became of it, and whether it still is what its year says."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, load_only

from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_run import SchemeRun
from planner.models import Account, Company, Decision, Proposal, RunOrigin, db
from planner.operations.import_company import CompanyFact, CompanyFile
from planner.operations.issue import Order, described
from planner.operations.issued import CURRENCY, Card
from planner.statements.header import Header

APPROVED, RETURNED, WITHDRAWN = "approved", "returned", "withdrawn"
_MOST_RUNS = 4  # kept worked out, since a proposal never changes


@dataclass(frozen=True)
class Outcome:
    """What became of a proposal."""

    kind: str
    by: str
    at: datetime
    reason: str
    issue_on: date | None
    by_proposer: bool


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    id: int
    company_id: int
    year_id: int
    identity: str
    title: Mapping[str, str]  # by language
    currency: str
    cents: int
    statements: int
    sharing: int
    proposed_by: int
    proposer: str
    proposed_at: datetime
    corrects_id: int | None
    outcome: Outcome | None  # None: it waits
    run_id: int | None  # None: it was not issued, or not yet
    one_approver: str | None  # why its proposer may approve it; None: they may not


@dataclass(frozen=True)
class KeptProposal:
    """A proposal whole, as it was frozen."""

    line: ProposalLine
    scheme: Mapping[str, Any]
    company: CompanyFile
    people_text: str
    cards: Mapping[str, Card]
    announcement: Mapping[str, Any] | None
    downward: str | None
    why: Mapping[str, str]
    year_version: int
    people_revision: int

    @cached_property
    def people(self) -> Sequence[Mapping[str, Any]]:
        """As the contract's `people` has them."""
        found: list[Mapping[str, Any]] = json.loads(self.people_text)
        return found

    def order(self, day: date, inputs: Mapping[str, str]) -> Order:
        """What is issued when it is approved on a day."""
        return Order(self.scheme, self.company, self.people, self.cards, day, inputs)

    def header(self, day: date) -> Header:
        """The head of its register, as of a day; it has no identity before it is issued."""
        names = {number: card.name for number, card in self.cards.items() if card.name}
        return Header(self.company.name, day, self.company.place, names=names)

    @property
    def run(self) -> SchemeRun:
        """The proposal carried out; the latest few stay worked out."""
        with _lock:
            if self.line.identity in _runs:
                _runs.move_to_end(self.line.identity)
                return _runs[self.line.identity]
        found = run_scheme(described(self.scheme, self.company), self.company.values, list(self.people))
        with _lock:
            _runs[self.line.identity] = found
            while len(_runs) > _MOST_RUNS:
                _runs.popitem(last=False)
        return found


_runs: OrderedDict[str, SchemeRun] = OrderedDict()
_lock = Lock()


def proposals_of(company_id: int) -> Sequence[ProposalLine]:
    """All of a company's, the latest first."""
    found = _lines().where(Proposal.company_id == company_id).order_by(Proposal.id.desc())
    return [_line(*row) for row in db.session.execute(found)]


def waiting_for(company_id: int) -> Sequence[ProposalLine]:
    """Those that nobody decided on yet, the oldest first."""
    found = _lines().where(Proposal.company_id == company_id, Decision.proposal_id.is_(None)).order_by(Proposal.id)
    return [_line(*row) for row in db.session.execute(found)]


def find_proposal(company_id: int, proposal_id: int) -> KeptProposal | None:
    """A proposal, if this company has it."""
    found = _lines().where(Proposal.company_id == company_id, Proposal.id == proposal_id)
    row = db.session.execute(found).first()
    return _kept(_line(*row)) if row else None


def read_written_company(document: Mapping[str, Any]) -> CompanyFile:
    """The company's year from its JSON, as `written_company` wrote it."""
    facts = {name: CompanyFact(**fact) for name, fact in document["facts"].items()}
    return CompanyFile(facts, document["name"], document["place"], tuple(document["contact"]))


def _lines() -> Select[Proposal, str, str, Decision, str, int, str | None]:
    proposer, decider = aliased(Account), aliased(Account)
    head = load_only(
        Proposal.identity, Proposal.company_id, Proposal.year_id, Proposal.cents, Proposal.statements, Proposal.sharing,
        Proposal.proposed_by, Proposal.proposed_at, Proposal.corrects_id,
    )  # fmt: skip
    return (
        select(Proposal, Proposal.scheme, proposer.name, Decision, decider.name, RunOrigin.run_id, Company.one_approver)
        .join(proposer, Proposal.proposed_by == proposer.id)
        .join(Company, Proposal.company_id == Company.id)
        .outerjoin(Decision, Decision.proposal_id == Proposal.id)
        .outerjoin(decider, Decision.decided_by == decider.id)
        .outerjoin(RunOrigin, RunOrigin.proposal_id == Proposal.id)
        .options(head)
    )


def _line(proposal: Proposal, scheme: str, proposer: str, decision: Decision | None, decider: str | None,
          run_id: int | None, one_approver: str | None) -> ProposalLine:  # fmt: skip
    rules = json.loads(scheme)
    title = rules.get("title", rules["scheme"])
    return ProposalLine(
        id=proposal.id,
        company_id=proposal.company_id,
        year_id=proposal.year_id,
        identity=proposal.identity,
        title=title if isinstance(title, Mapping) else {"nl": title, "en": title},
        currency=rules.get("currency", CURRENCY),
        cents=proposal.cents,
        statements=proposal.statements,
        sharing=proposal.sharing,
        proposed_by=proposal.proposed_by,
        proposer=proposer,
        proposed_at=proposal.proposed_at,
        corrects_id=proposal.corrects_id,
        outcome=None if decision is None else _outcome(decision, decider or ""),
        run_id=run_id,
        one_approver=one_approver,
    )


def _outcome(decision: Decision, by: str) -> Outcome:
    return Outcome(
        decision.kind, by, decision.decided_at, decision.reason or "", decision.issue_on, decision.by_proposer
    )


def _kept(line: ProposalLine) -> KeptProposal:
    proposal = db.session.get_one(Proposal, line.id)
    cards = json.loads(proposal.cards or "{}")
    return KeptProposal(
        line=line,
        scheme=json.loads(proposal.scheme),
        company=read_written_company(json.loads(proposal.company_file)),
        people_text=proposal.people,
        cards={number: Card(card["name"], card["email"]) for number, card in cards.items()},
        announcement=json.loads(proposal.announcement) if proposal.announcement else None,
        downward=proposal.downward,
        why=json.loads(proposal.why or "{}"),
        year_version=proposal.year_version,
        people_revision=proposal.people_revision,
    )
