"""What a company is called, whom one asks there, and whether one person may both propose and approve."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update

from planner.models import Company, Membership, db
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.stale import Stale
from planner.operations.transaction import transaction


@dataclass(frozen=True)
class CompanySettings:
    """As they stand. `one_approver` is the reason why nobody else can approve here; empty: four eyes are needed."""

    name: str
    place: str = ""
    contact: Sequence[str] = ()
    one_approver: str = ""


@dataclass(frozen=True)
class CompanyLine:
    """A company with its settings. `version` goes up with each change."""

    id: int
    settings: CompanySettings
    is_sample: bool
    version: int


def find_company(company_id: int) -> CompanyLine:
    """The company of this number, which must be there."""
    company = db.session.get_one(Company, company_id)
    contact = tuple(json.loads(company.contact))
    settings = CompanySettings(company.name, company.place or "", contact, company.one_approver or "")
    return CompanyLine(company.id, settings, company.is_sample, company.version)


def change_company(actor: Actor, version: int, wanted: CompanySettings) -> None:
    """Save settings that were opened at this version. Raises Stale if others changed them since.

    That four eyes are waived, or no longer, is an entry of its own in the log.
    """
    with transaction() as session:
        company = session.get_one(Company, actor.company_id)
        if company.version != version:
            raise Stale
        is_waived, was_waived = bool(wanted.one_approver), bool(company.one_approver)
        company.name, company.place = wanted.name, wanted.place or None
        company.contact = json.dumps(list(wanted.contact), ensure_ascii=False)
        company.one_approver = wanted.one_approver or None
        record(session, actor, "company.changed", f"company:{company.id}")
        if is_waived != was_waived:
            deed = "company.waived_four_eyes" if is_waived else "company.restored_four_eyes"
            record(session, actor, deed, f"company:{company.id}")


def put_sample_away(actor: Actor) -> None:
    """Nobody is a member of the sample company any more, so that it is in nobody's way.

    Its rows stay: what was issued is never deleted, not even a sample's. All its members leave, not only who asks:
    the accounts of its invented people have a password that is printed for everyone. Does nothing elsewhere.
    """
    with transaction() as session:
        if not session.get_one(Company, actor.company_id).is_sample:
            return
        held = update(Membership).where(Membership.company_id == actor.company_id, Membership.ended_at.is_(None))
        session.execute(held.values(ended_at=now()))
        record(session, actor, "company.put_away", f"company:{actor.company_id}")
