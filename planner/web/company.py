"""The company's own settings: its name, whom one asks, who may approve alone; and the sample put away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.language import say
from planner.operations.company_settings import (
    CompanyLine,
    CompanySettings,
    change_company,
    find_company,
    put_sample_away,
)
from planner.operations.stale import Stale
from planner.web.answers import Answers
from planner.web.reader import actor, company_id
from planner.web.reading import language
from planner.web.year_words import Difference

pages = Blueprint("company", __name__, url_prefix="/c/<number:company_id>/settings")
Answer = str | Response | tuple[str, int]


@pages.get("")
def settings() -> str:
    """As they stand, to change."""
    found = find_company(company_id())
    return _page(found, Answers(_fields(found.settings), language()))


@pages.post("")
def save() -> Answer:
    """Saved, or told what is wrong; 409 if somebody else changed them meanwhile."""
    answers = Answers(request.form, language())
    wanted = _wanted(answers)
    if answers.faults:
        return _page(find_company(company_id()), answers), 422
    try:
        change_company(actor(), _version(answers), wanted)
    except Stale:
        return _page(find_company(company_id()), answers, is_stale=True), 409
    flash(say(language(), "Saved."))
    return redirect(url_for(".settings"), 303)


@pages.post("/put-away")
def put_away() -> Response:
    """Nobody sees the sample company any more."""
    put_sample_away(actor())
    return redirect(url_for("account.home"), 303)


def _wanted(answers: Answers) -> CompanySettings:
    name = answers.text("name", "Give the company's name.")
    contact = answers.text("contact", longest=1000)
    lines = tuple(line.strip() for line in contact.splitlines() if line.strip())
    if len(lines) > 6:
        answers.fault("contact", "At most six lines fit on a statement.")
    reason = answers.text("one_approver", longest=500)
    if answers.flag("alone") and not reason:
        answers.fault("one_approver", "Say why nobody else can approve. The reason is shown with every run.")
    return CompanySettings(name, answers.text("place"), lines, reason if answers.flag("alone") else "")


def _version(answers: Answers) -> int:
    shown = answers.shown("version")
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0


def _fields(settings: CompanySettings) -> dict[str, str]:
    contact = "\n".join(settings.contact)
    alone = "1" if settings.one_approver else ""
    return {
        "name": settings.name,
        "place": settings.place,
        "contact": contact,
        "alone": alone,
        "one_approver": settings.one_approver,
    }


def _page(found: CompanyLine, answers: Answers, is_stale: bool = False) -> str:
    return render_template(
        "founder/settings.html",
        company=found,
        answers=answers,
        errors=answers.errors(),
        is_stale=is_stale,
        differences=_differences(found.settings, answers) if is_stale else (),
    )


def _differences(stands: CompanySettings, answers: Answers) -> list[Difference]:
    labels = {
        "name": say(language(), "Name"),
        "place": say(language(), "Place"),
        "contact": say(language(), "Whom to ask"),
        "one_approver": say(language(), "Why"),
    }
    theirs = _fields(stands)
    return [
        Difference(label, theirs[name], answers.shown(name))
        for name, label in labels.items()
        if theirs[name].split() != answers.shown(name).split()
    ]
