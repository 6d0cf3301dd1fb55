"""Correcting a run: a proposal from the figures and people as they are now, with what it changes for each person."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import sentence
from planner.operations.correct import Preview, correction_plan, preview
from planner.operations.correction import RECOVERED, WAIVED
from planner.operations.propose import propose as propose_it
from planner.operations.read_runs import KeptRun, find_run
from planner.web.answers import Answers
from planner.web.paging import SIZE, Paging
from planner.web.reader import actor, company_id
from planner.web.reading import language
from planner.web.run_words import change_counts, change_rows
from planner.web.words import run_card

pages = Blueprint("corrections", __name__, url_prefix="/c/<number:company_id>/runs/<number:run_id>/correct")
LONGEST_REASON = 1_000
WHY = sentence("Say why: everyone concerned reads it on their statement.")


@pages.get("")
def form(run_id: int) -> str:
    """What would change, and what has to be said."""
    return _page(_run(run_id), Answers({}, language()))


@pages.post("")
def propose(run_id: int) -> Response | tuple[str, int]:
    """Proposed: an accountant approves it as any other."""
    kept, answers = _run(run_id), Answers(request.form.to_dict(), language())
    why = {each: answers.text(f"why_{each}", WHY, LONGEST_REASON)
           for each in ("nl", "en")}  # fmt: skip
    downward = answers.choice("downward", (RECOVERED, WAIVED))
    if answers.faults or downward is None:
        return _page(kept, answers), 422
    try:
        plan = correction_plan(kept, answers.shown("key")[:100], downward, why)
        proposal_id = propose_it(actor(), plan, answers.shown(f"checked_{downward}"))
    except Refused as refused:
        answers.faults += refused.faults
        return _page(kept, answers), 409
    return redirect(url_for("proposals.proposal", proposal_id=proposal_id), 303)


def _page(kept: KeptRun, answers: Answers) -> str:
    found, faults = _preview(kept, answers)
    errors = answers.errors() | ({"": " ".join(faults)} if faults else {})
    changed = [each for each in found.changes if each.kind != "same"] if found else []
    paging = Paging(len(changed), request.args.get("page", 1, int))
    return render_template(
        "founder/correct.html",
        card=run_card(kept.line, language()),
        run_id=kept.line.id,
        year=found.year.name if found else "",
        counts=change_counts(found.changes, kept.line.currency, language()) if found else (),
        rows=change_rows(changed[paging.offset : paging.offset + SIZE], kept.line.currency, language()),
        paging=paging,
        changes_page=lambda page: url_for(".form", run_id=kept.line.id, page=page, _anchor="changes"),
        identities=found.identity if found else {},
        errors=errors,
        answers=answers,
        key=answers.shown("key") or secrets.token_urlsafe(16),
    )


def _preview(kept: KeptRun, answers: Answers) -> tuple[Preview | None, list[str]]:
    """What would change; or why it can't be corrected."""
    try:
        return preview(kept, answers.shown("downward", RECOVERED)), []
    except Refused as refused:
        return None, [fault.say(language()) for fault in refused.faults]


def _run(run_id: int) -> KeptRun:
    return find_run(company_id(), run_id) or abort(404)
