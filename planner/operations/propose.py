"""Proposing: rules, figures and people are frozen together, so that what is approved is what was seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import total_in
from planner.calculators.scheme_run import SchemeRun
from planner.canonical import canonical, identity_of
from planner.errors import refuse
from planner.models import Proposal
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.corrections import corrects_of
from planner.operations.import_company import CompanyFile
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, find_year, people_of


@dataclass(frozen=True)
class Plan:
    """What is to be proposed. `key` is made by the form: one that is sent twice counts once."""

    key: str
    year: YearLine
    scheme: Mapping[str, Any]
    draft_id: int | None = None
    announcement: Mapping[str, Any] | None = None
    corrects_id: int | None = None
    downward: str | None = None  # of a correction: "recovered" or "waived"
    why: Mapping[str, str] | None = None  # of a correction, by language


@dataclass(frozen=True)
class Outlook:
    """What proposing a plan would freeze: its identity, and the exact sum and numbers that the check page states."""

    identity: str
    run: SchemeRun
    cents: int
    statements: int
    sharing: int


def outlook(plan: Plan) -> Outlook:
    """Carries the plan out. Raises Refused with all that is wrong in it."""
    people = people_of(plan.year)
    if plan.corrects_id is not None:
        corrects = corrects_of(plan.corrects_id, plan.downward or "", plan.why or {})
        corrects.refuse_missing([person["id"] for person in people.people])
    run = run_scheme(plan.scheme, plan.year.company.values, list(people.people))
    return Outlook(identity_of_plan(plan), run, _cents(run), len(run.people), len(run.eligible))


def propose(actor: Actor, plan: Plan, checked: str) -> int:
    """Freeze the plan; gives the proposal's number. `checked` is the identity of the outlook that its reader saw.

    Raises Refused with all that is wrong, and if figures or people have changed since they were checked.
    """
    found = outlook(plan)
    with transaction() as session:
        known = session.scalar(select(Proposal.id).where(Proposal.key == plan.key))
        if known is not None:
            return known
        latest = find_year(plan.year.company_id, plan.year.id)
        if found.identity != checked or latest != plan.year:
            raise refuse("", "Rules, figures or people changed since you checked them. Look at the new outcome first.")
        proposal = _new(session, actor, plan, found)
        record(session, actor, "proposal.made", f"proposal:{proposal.id}", identity=found.identity)
        return proposal.id


def written_company(company: CompanyFile) -> dict[str, Any]:
    """The company's year as JSON: what `read_written_company` reads back."""
    facts = {
        name: {"value": fact.value, "title": dict(fact.title), "source": dict(fact.source), "unit": fact.unit}
        for name, fact in company.facts.items()
    }
    return {"name": company.name, "place": company.place, "contact": list(company.contact), "facts": facts}


def _new(session: Session, actor: Actor, plan: Plan, found: Outlook) -> Proposal:
    people = people_of(plan.year)
    cards = {number: {"name": card.name, "email": card.email} for number, card in people.cards.items()}
    proposal = Proposal(
        key=plan.key,
        identity=found.identity,
        company_id=plan.year.company_id,
        year_id=plan.year.id,
        draft_id=plan.draft_id,
        scheme=canonical(dict(plan.scheme)).decode(),
        company_file=canonical(written_company(plan.year.company)).decode(),
        people=canonical(list(people.people)).decode(),
        cards=json.dumps(cards, ensure_ascii=False),
        announcement=plan.announcement and json.dumps(plan.announcement, ensure_ascii=False),
        corrects_id=plan.corrects_id,
        downward=plan.downward,
        why=plan.why and json.dumps(plan.why, ensure_ascii=False),
        year_version=plan.year.version,
        people_revision=plan.year.people_revision,
        cents=found.cents,
        statements=found.statements,
        sharing=found.sharing,
        proposed_by=actor.account_id,
        proposed_at=now(),
    )
    session.add(proposal)
    session.flush()
    return proposal


def identity_of_plan(plan: Plan) -> str:
    """Over all that decides the outcome: the same plan has the same identity for whoever looks."""
    return identity_of(
        {
            "scheme": dict(plan.scheme),
            "company": written_company(plan.year.company),
            "people": list(people_of(plan.year).people),
            "corrects": plan.corrects_id,
            "downward": plan.downward,
        }
    )


def _cents(run: SchemeRun) -> int:
    """The money of all awards together; rights are no money."""
    return int(100 * total_in(run, run.scheme.currency))
