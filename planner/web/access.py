"""Access: who has which role in a company, inviting others, ending a role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import say, short_date
from planner.models import Role
from planner.operations import invitations, memberships
from planner.operations.clock import HERE
from planner.operations.companies import is_sample
from planner.operations.invitations import Guest, Invited, Sender
from planner.operations.memberships import Member
from planner.operations.messages import count_waiting
from planner.operations.role_words import ROLE_NAMES
from planner.operations.years import YearLine, find_year, people_of, years_of
from planner.web.answers import Answers
from planner.web.hosts import settings
from planner.web.paging import SIZE, Paging
from planner.web.reader import actor, company_id
from planner.web.reading import language
from planner.web.refusals import said

pages = Blueprint("access", __name__, url_prefix="/c/<number:company_id>/access")


@dataclass(frozen=True)
class MemberRow:
    """Somebody's role as the page shows it."""

    id: int
    name: str
    email: str
    role: str
    since: str
    last: str  # empty: never


@dataclass(frozen=True)
class InvitedRow:
    """An invitation as the page shows it."""

    id: int
    name: str
    email: str
    role: str
    until: str
    is_over: bool


@pages.get("")
def index() -> str:
    """Who has access, and who was invited."""
    return _page({})


@pages.get("/invite")
def ask() -> str:
    """The form to invite somebody."""
    return render_template("founder/invite.html", **_choices(), errors={}, given=request.args)


@pages.post("/invite")
def invite() -> Response | tuple[str, int]:
    """An e-mail with a link goes to them. Sent twice, they are invited once."""
    answers = Answers(request.form, language())
    name, email = answers.text("name"), answers.text("email")
    role = answers.choice("role", [role.value for role in Role])
    number = answers.text("number", longest=100)
    if answers.faults or role is None:
        return _refused(answers.errors())
    try:
        invitations.invite(_sender(), company_id(), [Guest(name, email, Role(role), number or None)])
    except Refused as refused:
        return _refused(said(refused))
    return redirect(url_for(".index", _anchor="waiting"), 303)


@pages.get("/employees/<number:year_id>")
def everyone(year_id: int) -> str:
    """Who would be invited of a year's people, and who has no address."""
    year = _year(year_id)
    guests, without = _guests(year)
    return render_template(
        "founder/invite_everyone.html", year=year.name, year_id=year.id, count=len(guests), without=without,
        some=[(guest.number, guest.name, guest.email) for guest in guests[:SIZE]],
    )  # fmt: skip


@pages.post("/employees/<number:year_id>")
def invite_everyone(year_id: int) -> Response:
    """All of them at once."""
    guests, _ = _guests(_year(year_id))
    invitations.invite(_sender(), company_id(), guests)
    return redirect(url_for(".index", _anchor="waiting"), 303)


@pages.post("/invitations/<number:invitation_id>/resend")
def resend(invitation_id: int) -> Response | tuple[str, int]:
    """A new link; the old one works no longer."""
    try:
        invitations.resend(_sender(), company_id(), invitation_id)
    except Refused as refused:
        return _page(said(refused)), 422
    return redirect(url_for(".index", _anchor="waiting"), 303)


@pages.post("/invitations/<number:invitation_id>/withdraw")
def withdraw(invitation_id: int) -> Response | tuple[str, int]:
    """The link works no longer."""
    try:
        invitations.withdraw(actor(), company_id(), invitation_id)
    except Refused as refused:
        return _page(said(refused)), 422
    return redirect(url_for(".index", _anchor="waiting"), 303)


@pages.get("/roles/<number:membership_id>")
def end(membership_id: int) -> str:
    """What ending this role means."""
    return _ending(_member(membership_id), {})


@pages.post("/roles/<number:membership_id>")
def end_now(membership_id: int) -> Response | tuple[str, int]:
    """It ends at once, in every browser."""
    found = _member(membership_id)
    try:
        memberships.end_role(actor(), company_id(), membership_id)
    except Refused as refused:
        return _ending(found, said(refused)), 422
    return redirect(url_for(".index"), 303)


def _page(errors: dict[str, str]) -> str:
    sought = request.args.get("name", "").strip()
    paging = Paging(memberships.count_members(company_id(), sought), request.args.get("page", 1, int))
    asked = Paging(invitations.count_waiting(company_id()), request.args.get("waiting", 1, int))
    return render_template(
        "founder/access.html",
        members=[_row(each) for each in memberships.members(company_id(), sought, paging.offset, SIZE)],
        invited=[_invited(each) for each in invitations.waiting(company_id(), asked.offset, SIZE)],
        years=[(year.id, year.name) for year in years_of(company_id())],
        errors=errors,
        people=memberships.count_people(company_id()),
        sought=sought,
        paging=paging,
        asked=asked,
        people_page=lambda page: url_for(".index", name=sought or None, page=page),
        waiting_page=lambda page: url_for(".index", waiting=page, _anchor="waiting"),
        is_sample=is_sample(company_id()),
        unsent=0 if settings().smtp_host else count_waiting(company_id()),
    )


def _row(member: Member) -> MemberRow:
    last = short_date(language(), member.last.astimezone(HERE).date()) if member.last else ""
    since = short_date(language(), member.since.astimezone(HERE).date())
    return MemberRow(member.id, member.name, member.email, _role(member.role, member.number), since, last)


def _invited(invited: Invited) -> InvitedRow:
    until = short_date(language(), invited.until.astimezone(HERE).date())
    role = _role(invited.role, invited.number)
    return InvitedRow(invited.id, invited.name, invited.email, role, until, invited.is_over)


def _role(role: Role, number: str | None) -> str:
    name = say(language(), ROLE_NAMES[role])
    return f"{name}, {number}" if number else name


def _choices() -> dict[str, object]:
    about = {
        Role.FOUNDER: say(language(), "May see and change everything."),
        Role.ACCOUNTANT: say(language(), "Checks and approves; sees everybody's amounts."),
        Role.COUNCIL: say(language(), "Sees the rules and the outcome by group, nobody's own amount."),
        Role.EMPLOYEE: say(language(), "Sees their own statements and the rules."),
    }
    return {"roles": [(role.value, say(language(), ROLE_NAMES[role]), about[role]) for role in Role]}


def _refused(errors: dict[str, str]) -> tuple[str, int]:
    return render_template("founder/invite.html", **_choices(), errors=errors, given=request.form), 422


def _ending(member: Member, errors: dict[str, str]) -> str:
    return render_template(
        "founder/end_role.html",
        name=member.name,
        role=say(language(), ROLE_NAMES[member.role]),
        is_employee=member.role is Role.EMPLOYEE,
        is_last_founder=member.is_last_founder,
        errors=errors,
    )


def _sender() -> Sender:
    return Sender(actor(), language(), settings().address)


def _member(membership_id: int) -> Member:
    return memberships.find_member(company_id(), membership_id) or abort(404)


def _year(year_id: int) -> YearLine:
    return find_year(company_id(), year_id) or abort(404)


def _guests(year: YearLine) -> tuple[list[Guest], int]:
    """Who can be invited, and how many have no address."""
    cards = {number: (card.name, card.email) for number, card in people_of(year).cards.items()}
    return invitations.not_invited(company_id(), cards), sum(not email for _, email in cards.values())
