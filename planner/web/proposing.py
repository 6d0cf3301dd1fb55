"""From a draft to a proposal: who decided and when, the check of everything that would be frozen, and proposing it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.calculators.scheme_document import say_title
from planner.calculators.scheme_result import total_in
from planner.calculators.scheme_run import SchemeRun
from planner.errors import Refused
from planner.language import LANGUAGES, long_date, say, say_count
from planner.operations import drafts
from planner.operations.approvers import approvers_of
from planner.operations.clock import today
from planner.operations.drafts import DraftLine, StaleDraft
from planner.operations.edit_scheme import copied
from planner.operations.propose import Outlook, Plan, outlook, propose
from planner.operations.register_words import RegisterWords
from planner.operations.years import YearLine, people_of
from planner.statements.change_words import change_lines
from planner.statements.header import Header
from planner.web.answers import Answers
from planner.web.draft_page import DraftPage, page_of, the_draft, tried_on
from planner.web.draft_words import field_faults
from planner.web.reader import actor, company_id, the_reader
from planner.web.reading import language

pages = Blueprint("proposing", __name__, url_prefix="/c/<number:company_id>/drafts")

_WORDS = ("title", "text", "thanks")
LONGEST_WORDS = 2_000


@pages.get("/<number:draft_id>/decided")
def decided(draft_id: int) -> str:
    """Who decided, on which date, and when it is paid: printed on every statement."""
    return _decided_page(the_draft(draft_id), Answers({}, language()))


@pages.post("/<number:draft_id>/decided")
def decide(draft_id: int) -> Response | tuple[str, int]:
    """Keep that in the draft."""
    found, answers = the_draft(draft_id), Answers(request.form, language())
    by = {each: answers.text(f"by.{each}") for each in LANGUAGES}
    if not any(by.values()):
        answers.fault(f"by.{language()}", "Say who decided.")
    on = answers.day("on", "Say on which date it was decided.")
    paid = {each: answers.text(f"paid.{each}", longest=LONGEST_WORDS) for each in LANGUAGES}
    if answers.faults or on is None:
        return _decided_page(found, answers), 422
    document = copied(found.document)
    document["decided"] = {"by": _filled(by), "on": on.isoformat()}
    document.pop("paid", None)
    if any(paid.values()):
        document["paid"] = _filled(paid)
    version = request.form.get("version", "")
    try:
        drafts.save_draft(actor(), drafts.at_version(found, int(version) if version.isdigit() else 0), document)
    except StaleDraft:
        answers.fault(
            "", "This draft was changed in the meantime. Your answers stand here; send them again to keep them."
        )
        return _decided_page(the_draft(draft_id), answers), 409
    return redirect(url_for(".check", draft_id=draft_id), 303)


@pages.get("/<number:draft_id>/check")
def check(draft_id: int) -> str | Response:
    """All that proposing would freeze, to be looked at once more."""
    found = the_draft(draft_id)
    if not found.document.get("decided"):
        return redirect(url_for(".decided", draft_id=draft_id))
    return _check_page(found, Answers({}, language()), secrets.token_urlsafe(16))


@pages.post("/<number:draft_id>/propose")
def propose_now(draft_id: int) -> Response | tuple[str, int]:
    """Propose what was checked; what changed since is refused."""
    found, answers = the_draft(draft_id), Answers(request.form, language())
    key = answers.text("key", "Open the check page again.")
    announcement = _announcement(answers)
    page = page_of(found, found.document)
    year = _own_year(page)
    if answers.faults or year is None:
        return _check_page(found, answers, key), 422
    plan = Plan(key, year, found.document, draft_id, announcement)
    try:
        made = propose(actor(), plan, request.form.get("checked", ""))
    except Refused as refused:
        answers.faults += refused.faults
        return _check_page(found, answers, key), 409
    return redirect(url_for("proposals.proposal", proposal_id=made), 303)


def _decided_page(found: DraftLine, answers: Answers) -> str:
    page = page_of(found, found.document)
    earlier = page.base.document if page.base else {}
    shown = _decided_fields(found.document, earlier) | dict(answers.given)
    return render_template("schemes/decided.html", page=page, shown=shown, errors=answers.errors())


def _decided_fields(document: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, str]:
    """As it stands in the draft; who decided the last time is likely who decides now."""
    own, before = document.get("decided") or {}, earlier.get("decided") or {}
    shown = {"on": str(own.get("on") or "")}
    for each in LANGUAGES:
        shown[f"by.{each}"] = _in(own.get("by") or before.get("by"), each)
        shown[f"paid.{each}"] = _in(document.get("paid"), each)
    return shown


def _check_page(found: DraftLine, answers: Answers, key: str) -> str:
    """The check, over the year of the draft's own period: another year's figures can only be tried on."""
    page = page_of(found, found.document)
    year = _own_year(page)
    context: dict[str, Any] = {"page": page, "year": year, "errors": answers.errors(), "key": key,
                               "shown": dict(answers.given), "ready": None, "faults": ()}  # fmt: skip
    if year is not None:
        try:
            seen = outlook(Plan(key, year, found.document, found.id))
        except Refused as refused:
            context["faults"] = list(field_faults(refused.faults, language()))
        else:
            context |= _ready(page, year, seen)
    return render_template("schemes/check.html", **context)


def _ready(page: DraftPage, year: YearLine, seen: Outlook) -> dict[str, Any]:
    run, scheme = seen.run, seen.run.scheme
    words = RegisterWords(run, Header(year.company.name, today()), language())
    tried = tried_on(page.document, page.base.document if page.base else None, year).words()
    who = approvers_of(company_id(), the_reader().account_id)
    decided_by = scheme.decided
    day = decided_by.on if decided_by else None
    changes = [each for each in page.changes if page.base]
    lines = change_lines(changes, page.base.document, page.document, language()) if page.base else ()
    cards = people_of(year).cards
    return {
        "ready": seen.identity,
        "sentence": _check_sentence(seen, run),
        "amount": _amounts(run),
        "steps": list(words.steps()),
        "left_title": tried.left_title() if tried else "",
        "left_out": list(tried.left_out()) if tried else (),
        "warnings": [*(tried.warnings() if tried else ())],
        "effects": tried.effects_title() if tried and page.base else "",
        "lines": lines,
        "decided": " · ".join(x for x in (long_date(language(), day) if day else "",
                                          say_title(decided_by.by, language()) if decided_by else "") if x),
        "paid": say_title(scheme.paid, language()),
        "approval": _approval(who.names, who.waiver),
        "unknown_names": sum(not card.name for card in cards.values()),
    }  # fmt: skip


def _check_sentence(seen: Outlook, run: SchemeRun) -> str:
    """`You propose 66 statements: € 115.731,30 for 61 people.`"""
    statements = say_count(language(), "{count} statement", "{count} statements", seen.statements)
    people = say_count(language(), "{count} person", "{count} people", seen.sharing)
    return say(language(), "You propose {statements}: {amount} for {people}.", statements=statements,
               amount=_amounts(run), people=people)  # fmt: skip


def _amounts(run: SchemeRun) -> str:
    """The sum of each unit that is handed out."""
    words = RegisterWords(run, Header("", today()), language())
    return f" {say(language(), 'and')} ".join(words.amount(total_in(run, unit), unit) for unit in words.units)


def _approval(names: Sequence[str], waiver: str) -> str:
    """Who approves it next."""
    if names:
        return say(language(), "{names} may approve it or return it with a reason.", names=", ".join(names))
    if waiver:
        return say(language(), "You may approve it yourself, because: {reason}", reason=waiver)
    return say(language(), "Nobody can approve it yet. Give an accountant access first.")


def _own_year(page: DraftPage) -> YearLine | None:
    period = page.document.get("period")
    return next((each for each in page.years if each.period == period), None)


def _announcement(answers: Answers) -> Mapping[str, Any] | None:
    """What is said to those who share, if anything is; its title and text then are both needed."""
    words = {key: {each: answers.text(f"{key}.{each}", longest=LONGEST_WORDS) for each in LANGUAGES} for key in _WORDS}
    if not any(text for texts in words.values() for text in texts.values()):
        return None
    for key in ("title", "text"):
        if not any(words[key].values()):
            answers.fault(f"{key}.{language()}", "An announcement has a title and a text.")
    return {key: _filled(texts) for key, texts in words.items() if any(texts.values())}


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {each: text for each, text in texts.items() if text}


def _in(words: Any, wanted: str) -> str:
    return str(words.get(wanted) or "") if isinstance(words, Mapping) else str(words or "")
