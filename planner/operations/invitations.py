"""Inviting people to a company, and what becomes of an invitation: resent, withdrawn, accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from planner.config import is_email
from planner.errors import Fault, Refused, refuse
from planner.language import say
from planner.models import Account, Company, Invitation, Membership, Role, db
from planner.operations import mail_words
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.messages import Letter, write
from planner.operations.role_words import ROLE_NAMES
from planner.operations.tokens import hash_of, new_token
from planner.operations.transaction import transaction

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Guest:
    """Who is invited, and as what. An employee has the number that their statements are under."""

    name: str
    email: str
    role: Role
    number: str | None = None


@dataclass(frozen=True)
class Sender:
    """Who invites, in which language, and what links begin with."""

    actor: Actor
    language: str
    address: str


@dataclass(frozen=True)
class Invited:
    """An invitation that waits for an answer."""

    id: int
    company_id: int
    company: str
    name: str
    email: str
    role: Role
    number: str | None
    until: datetime
    is_over: bool
    has_account: bool


def invite(sender: Sender, company_id: int, guests: Iterable[Guest]) -> int:
    """Invite people, all or none; gives how many. Who has that role or was invited already is passed over.

    Raises Refused where an address is none, or an employee has no number or somebody else's.
    """
    with transaction() as session:
        return invite_within(session, sender, session.get_one(Company, company_id), guests)


def invite_within(session: Session, sender: Sender, company: Company, guests: Iterable[Guest]) -> int:
    """The same, within a transaction that made the company."""
    wanted = [_tidy(guest) for guest in guests]
    faults = [fault for guest in wanted if (fault := _fault(guest))]
    faults += _taken(session, company.id, wanted)
    if faults:
        raise Refused(faults)
    known = _known(session, company.id)
    new = {_key(guest.email, guest.role): guest for guest in wanted}
    made = [_new(sender, company, guest) for key, guest in new.items() if key not in known]
    session.add_all(invitation for invitation, _ in made)
    write(session, *(letter for _, letter in made))
    session.flush()
    if made:
        _record(session, sender.actor, company, [invitation for invitation, _ in made])
    return len(made)


def resend(sender: Sender, company_id: int, invitation_id: int) -> None:
    """The same invitation under a new link; the old one works no longer. Raises Refused if it was answered."""
    with transaction() as session:
        invitation = _open(session, company_id, invitation_id)
        write(session, _letter(sender, invitation, invitation.company))
        record(session, sender.actor, "invitation.resent", f"invitation:{invitation_id}")


def withdraw(actor: Actor, company_id: int, invitation_id: int) -> None:
    """It works no longer. Raises Refused if it was answered."""
    with transaction() as session:
        invitation = _open(session, company_id, invitation_id)
        invitation.withdrawn_at = now()
        record(session, actor, "invitation.withdrawn", f"invitation:{invitation_id}")


def waiting(company_id: int, offset: int = 0, limit: int = 100) -> Sequence[Invited]:
    """The invitations that nobody answered yet, the latest first."""
    rows = db.session.execute(_waiting(company_id).order_by(Invitation.id.desc()).offset(offset).limit(limit))
    return [_line(*row) for row in rows]


def count_waiting(company_id: int) -> int:
    """How many."""
    return db.session.scalar(select(func.count()).select_from(_waiting(company_id).subquery())) or 0


def find_invitation(token: str) -> Invited | None:
    """The invitation behind a link, if it can still be accepted."""
    row = db.session.execute(_lines().where(Invitation.token_hash == hash_of(token))).first()
    found = _line(*row) if row else None
    return None if found is None or found.is_over else found


def not_invited(company_id: int, cards: Mapping[str, tuple[str, str]]) -> list[Guest]:
    """The employees among these (number → name, address) who have an address, and no access and no invitation yet."""
    known = _known(db.session(), company_id)
    numbers = select(Membership.person_number).where(
        Membership.company_id == company_id, Membership.role == Role.EMPLOYEE, Membership.ended_at.is_(None)
    )
    have = set(db.session.scalars(numbers))
    return [
        Guest(name or number, email, Role.EMPLOYEE, number)
        for number, (name, email) in cards.items()
        if is_email(email) and number not in have and _key(email, Role.EMPLOYEE) not in known
    ]


def _tidy(guest: Guest) -> Guest:
    return Guest(guest.name.strip(), guest.email.strip().lower(), guest.role, (guest.number or "").strip() or None)


def _fault(guest: Guest) -> Fault | None:
    if not is_email(guest.email):
        text = '"{email}" is no e-mail address. Write it like name@example.org.'
        return Fault("email", text, {"email": guest.email[:100]})
    if not guest.name:
        return Fault("name", "Fill in the name.")
    if guest.role is Role.EMPLOYEE and guest.number is None:
        return Fault("number", "Fill in the personnel number: it says which statements are theirs.")
    return None


def _key(email: str, role: str) -> tuple[str, str]:
    return email.strip().lower(), str(role)


def _known(session: Session, company_id: int) -> set[tuple[str, str]]:
    """Who has which role, or was asked: by address."""
    held = (
        select(Account.email, Membership.role)
        .join(Membership.account)
        .where(Membership.company_id == company_id, Membership.ended_at.is_(None))
    )
    asked = select(Invitation.email, Invitation.role).where(Invitation.company_id == company_id, *_UNANSWERED)
    return {_key(*row) for row in (*session.execute(held), *session.execute(asked))}


def _taken(session: Session, company_id: int, wanted: Iterable[Guest]) -> list[Fault]:
    """Numbers under which another account reads statements already."""
    held = (
        select(Membership.person_number, Account.email)
        .join(Membership.account)
        .where(Membership.company_id == company_id, Membership.role == Role.EMPLOYEE, Membership.ended_at.is_(None))
    )
    owners = {row.person_number: row.email for row in session.execute(held)}
    text = "Number {number} belongs to {email} already."
    return [
        Fault("number", text, {"number": guest.number, "email": owners[guest.number]})
        for guest in wanted
        if guest.role is Role.EMPLOYEE and owners.get(guest.number, guest.email) != guest.email
    ]


def _new(sender: Sender, company: Company, guest: Guest) -> tuple[Invitation, Letter]:
    invitation = Invitation(
        company=company,
        email=guest.email,
        name=guest.name,
        role=guest.role,
        person_number=guest.number if guest.role is Role.EMPLOYEE else None,
        invited_by=sender.actor.account_id,
        created_at=now(),
    )
    return invitation, _letter(sender, invitation, company)


def _letter(sender: Sender, invitation: Invitation, company: Company) -> Letter:
    """An e-mail with a new link, which works for a week from now."""
    token = new_token()
    invitation.token_hash, invitation.expires_at = hash_of(token), now() + WEEK
    role = say(sender.language, ROLE_NAMES[Role(invitation.role)])
    link = f"{sender.address}/invitation/{token}"
    words = mail_words.invitation(sender.language, invitation.name, company.name, role, link)
    return mail_words.letter(f"invitation:{invitation.token_hash}", invitation.email, words, company.id)


def _record(session: Session, actor: Actor, company: Company, made: Sequence[Invitation]) -> None:
    if len(made) == 1:
        record(session, actor, "invitation.sent", f"invitation:{made[0].id}", role=made[0].role)
    else:
        record(session, actor, "invitations.sent", f"company:{company.id}", count=len(made))


_UNANSWERED = (Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))


def _open(session: Session, company_id: int, invitation_id: int) -> Invitation:
    of_company = select(Invitation).where(Invitation.id == invitation_id, Invitation.company_id == company_id)
    found = session.scalar(of_company.where(*_UNANSWERED))
    if found is None:
        raise refuse("", "This invitation was answered or withdrawn already.")
    return found


def _lines() -> Select[Invitation, str, int | None]:
    account = select(Account.id).where(Account.email == Invitation.email, Account.password.is_not(None))
    return select(Invitation, Company.name, account.scalar_subquery()).join(Invitation.company).where(*_UNANSWERED)


def _waiting(company_id: int) -> Select[Invitation, str, int | None]:
    return _lines().where(Invitation.company_id == company_id)


def _line(invitation: Invitation, company: str, account_id: int | None) -> Invited:
    return Invited(
        invitation.id,
        invitation.company_id,
        company,
        invitation.name,
        invitation.email,
        Role(invitation.role),
        invitation.person_number,
        invitation.expires_at,
        invitation.expires_at <= now(),
        account_id is not None,
    )
