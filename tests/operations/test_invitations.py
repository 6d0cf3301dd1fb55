"""Inviting, accepting, ending: who gets in, once, and who no longer does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from planner.errors import Refused
from planner.models import Account, Company, Invitation, Membership, Message, Role, db
from planner.operations.accept import accept_as, accept_new
from planner.operations.audit import Actor, log_of
from planner.operations.companies import found_company, founder_link
from planner.operations.invitations import (
    Guest,
    Sender,
    find_invitation,
    invite,
    not_invited,
    resend,
    waiting,
    withdraw,
)
from planner.operations.memberships import count_people, end_role, members
from planner.operations.readers import find_reader
from planner.operations.sessions import find_session, new_session
from tests.database import new_app

ADDRESS = "https://deelgenoot.example.org"
SENDER = Sender(Actor(None, 1), "nl", ADDRESS)
PASSWORD = "halve maan boven zee"
SANNE = Guest("Sanne Veenstra", "Sanne@Example.org", Role.EMPLOYEE, "0167")


@pytest.fixture(autouse=True)
def company(tmp_path: Path) -> Iterator[int]:
    with new_app(tmp_path).app_context():
        yield found_company("Halte Noord B.V.", "rosalie@example.org", "nl", ADDRESS)


def token(email: str) -> str:
    """What the latest e-mail to somebody links to."""
    letters = select(Message.body).where(Message.recipient == email).order_by(Message.id.desc())
    body = db.session.scalars(letters).first()
    assert body
    return next(line for line in body.splitlines() if line.startswith(ADDRESS)).rpartition("/")[2]


def test_a_company_begins_with_its_founder() -> None:
    assert founder_link(1) == f"{ADDRESS}/invitation/{token('rosalie@example.org')}"
    account_id = accept_new(token("rosalie@example.org"), "Rosalie Bouzid", PASSWORD)
    reader = find_reader(account_id)
    assert reader
    assert (reader.name, reader.roles_in(1)) == ("Rosalie Bouzid", frozenset({Role.FOUNDER}))
    assert [line.action for line in log_of(1)] == ["invitation.accepted", "invitation.sent", "company.made"]


@pytest.mark.parametrize(("name", "email"), [("", "rosalie@example.org"), ("Nieuw", "no address")])
def test_a_company_that_nobody_could_enter_is_not_made(name: str, email: str) -> None:
    with pytest.raises(Refused):
        found_company(name, email, "nl", ADDRESS)
    assert len(db.session.scalars(select(Company)).all()) == 1


def test_a_link_works_once_and_only_its_hash_is_kept() -> None:
    invite(SENDER, 1, [SANNE])
    link = token("sanne@example.org")
    assert link not in {each.token_hash for each in db.session.scalars(select(Invitation))}
    found = find_invitation(link)
    assert found
    assert (found.email, found.number, found.has_account) == ("sanne@example.org", "0167", False)
    accept_new(link, "Sanne", PASSWORD)
    assert find_invitation(link) is None
    with pytest.raises(Refused, match="works no longer"):
        accept_new(link, "Sanne", PASSWORD)


def test_a_link_works_for_a_week() -> None:
    invite(SENDER, 1, [SANNE])
    link = token("sanne@example.org")
    with time_machine.travel(timedelta(days=7, seconds=1)):
        assert find_invitation(link) is None
        with pytest.raises(Refused):
            accept_new(link, "Sanne", PASSWORD)
        assert waiting(1)[0].is_over


def test_resent_the_old_link_is_over_and_withdrawn_the_new_one_too() -> None:
    invite(SENDER, 1, [SANNE])
    first, number = token("sanne@example.org"), waiting(1)[0].id
    resend(SENDER, 1, number)
    second = token("sanne@example.org")
    assert find_invitation(first) is None
    assert find_invitation(second)
    withdraw(SENDER.actor, 1, number)
    assert find_invitation(second) is None
    with pytest.raises(Refused, match="answered or withdrawn"):
        resend(SENDER, 1, number)
    with pytest.raises(Refused, match="answered or withdrawn"):
        withdraw(SENDER.actor, 1, number)


def test_invited_twice_is_invited_once() -> None:
    assert invite(SENDER, 1, [SANNE, SANNE]) == 1
    assert invite(SENDER, 1, [SANNE]) == 0
    accept_new(token("sanne@example.org"), "Sanne", PASSWORD)
    assert invite(SENDER, 1, [SANNE]) == 0


@pytest.mark.parametrize(
    ("guest", "place"),
    [
        (Guest("Bo", "bo", Role.COUNCIL), "email"),
        (Guest("Bo", "bo@example.org\nBcc: all@example.org", Role.COUNCIL), "email"),
        (Guest(" ", "bo@example.org", Role.COUNCIL), "name"),
        (Guest("Bo", "bo@example.org", Role.EMPLOYEE, " "), "number"),
    ],
)
def test_what_is_wrong_is_said_where_and_nobody_is_invited(guest: Guest, place: str) -> None:
    with pytest.raises(Refused) as refused:
        invite(SENDER, 1, [SANNE, guest])
    assert [fault.place for fault in refused.value.faults] == [place]
    assert [each.role for each in waiting(1)] == [Role.FOUNDER]


def test_nobody_reads_anothers_statements_by_their_number() -> None:
    invite(SENDER, 1, [SANNE])
    accept_new(token("sanne@example.org"), "Sanne", PASSWORD)
    with pytest.raises(Refused, match="belongs to sanne@"):
        invite(SENDER, 1, [Guest("Bo", "bo@example.org", Role.EMPLOYEE, "0167")])


def test_who_has_an_account_takes_an_invitation_with_it_and_nobody_else_does() -> None:
    invite(SENDER, 1, [SANNE])
    sanne = accept_new(token("sanne@example.org"), "Sanne", PASSWORD)
    other = found_company("Andere B.V.", "sanne@example.org", "nl", ADDRESS)
    link = token("sanne@example.org")
    with pytest.raises(Refused, match="There is an account"):
        accept_new(link, "Thief", "een heel ander wachtwoord")
    rosalie = accept_new(token("rosalie@example.org"), "Rosalie", PASSWORD)
    with pytest.raises(Refused, match="This invitation is for sanne@"):
        accept_as(link, rosalie)
    assert accept_as(link, sanne) == other
    reader = find_reader(sanne)
    assert reader
    assert {number: set(seat.roles) for number, seat in reader.seats.items()} == {
        1: {Role.EMPLOYEE},
        other: {Role.FOUNDER},
    }


def test_a_weak_password_leaves_the_invitation_open() -> None:
    invite(SENDER, 1, [SANNE])
    link = token("sanne@example.org")
    with pytest.raises(Refused, match="Halte Noord"):
        accept_new(link, "Sanne", "wij zijn Halte Noord B.V.")
    assert find_invitation(link)
    assert db.session.scalar(select(Account).where(Account.email == "sanne@example.org")) is None


def test_everyone_of_a_year_but_who_has_access_or_no_address() -> None:
    invite(SENDER, 1, [SANNE])
    accept_new(token("sanne@example.org"), "Sanne", PASSWORD)
    cards = {"0101": ("Omar", "omar@example.org"), "0102": ("Ravi", ""), "0167": ("Sanne", "sanne.new@example.org")}
    assert not_invited(1, cards) == [Guest("Omar", "omar@example.org", Role.EMPLOYEE, "0101")]
    many = {f"{n:05}": (f"P{n}", f"p{n}@example.org") for n in range(300)}
    assert invite(SENDER, 1, not_invited(1, many)) == 300
    assert not_invited(1, many) == []
    assert log_of(1, limit=1)[0].detail == {"count": 300}


def test_a_role_that_ends_ends_the_sessions_and_the_last_founder_stays() -> None:
    rosalie = accept_new(token("rosalie@example.org"), "Rosalie", PASSWORD)
    invite(SENDER, 1, [SANNE])
    sanne = accept_new(token("sanne@example.org"), "Sanne", PASSWORD)
    signed_in = new_session({"account": sanne}, sanne)
    founder, employee = members(1)
    with pytest.raises(Refused, match="last founder"):
        end_role(SENDER.actor, 1, founder.id)
    end_role(SENDER.actor, 2, employee.id)  # of another company: nothing
    assert find_session(signed_in)
    end_role(SENDER.actor, 1, employee.id)
    assert find_session(signed_in) is None
    assert [find.name for find in members(1)] == ["Rosalie"]
    assert count_people(1) == 1
    assert db.session.get_one(Membership, employee.id).ended_at
    for account_id, seats in ((rosalie, 1), (sanne, 0)):
        reader = find_reader(account_id)
        assert reader
        assert len(reader.seats) == seats
