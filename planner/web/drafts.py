"""Designing a scheme: a draft's settings, formulas and words, with what they do to everybody beside them.

Nothing is lost on the way: each settled change is kept as a step, Undo goes back one. Without JavaScript the button
*Work out* sends the whole form, keeps it and shows what came of it. With JavaScript the form is sent as it changes:
while a slider moves only the preview is made again; once it rests (`settled`) the change is kept too, and the address
holds the settings, so that it can be shared and the Back button shows the scenario before. An address that asks for
other settings than are kept shows them without keeping them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.calculators.scheme_changes import changes_between
from planner.errors import Refused
from planner.language import say
from planner.operations import drafts
from planner.operations.audit import record_seen
from planner.operations.drafts import DraftLine, StaleDraft, document_at
from planner.operations.edit_scheme import acted
from planner.operations.preview import left_out_of
from planner.operations.years import people_of
from planner.statements.change_words import change_lines
from planner.web.answers import Answers
from planner.web.draft_form import edited, shown_fields
from planner.web.draft_page import (
    DraftPage,
    page_of,
    scenario,
    scenario_address,
    the_draft,
    title_of_document,
    tried_on,
)
from planner.web.draft_words import (
    clauses_of,
    conditions_of,
    formulas_of,
    known_names,
    settings_of,
    tables_of,
)
from planner.web.paging import SIZE, Paging
from planner.web.reader import actor
from planner.web.reading import language

pages = Blueprint("drafts", __name__, url_prefix="/c/<number:company_id>/drafts")


@pages.get("/<number:draft_id>")
def draft(draft_id: int) -> str | tuple[str, int]:
    """The draft, with the settings of the address if it names any."""
    found = the_draft(draft_id)
    asked = Answers(scenario(found.document, request.args), language())
    page = page_of(found, edited(found.document, asked))
    record_seen(actor(), "draft.seen", f"draft:{draft_id}")
    return _shown(page, asked)


@pages.post("/<number:draft_id>")
def save(draft_id: int) -> Response | tuple[str, int]:
    """Keep what the form says, and do what its button says: add, remove or move a part."""
    found, answers = the_draft(draft_id), Answers(request.form, language())
    base = _state_of_form(found)
    wanted = edited(base, answers)
    if answers.faults:
        return _shown(page_of(found, wanted), answers), 422
    try:
        action = request.form.get("do", "")
        kept = _keep(found, acted(wanted, action) if action else wanted)
    except Refused as refused:
        answers.faults += refused.faults
        return _shown(page_of(found, wanted), answers), 422
    except StaleDraft as stale:
        return _conflict(stale.draft, base, wanted), 409
    return redirect(url_for(".draft", draft_id=kept.id, group=request.form.get("group") or None), 303)


@pages.post("/<number:draft_id>/preview")
def preview(draft_id: int) -> str | tuple[str, int]:
    """The part of the page that changes with the form; kept too if the change has settled."""
    found, answers = the_draft(draft_id), Answers(request.form, language())
    base = _state_of_form(found)
    wanted = edited(base, answers)
    try:
        if request.form.get("settled") and not answers.faults:
            found = _keep(found, wanted)
    except Refused as refused:
        answers.faults += refused.faults
    except StaleDraft:
        address = url_for(".draft", draft_id=draft_id)
        return render_template("schemes/stale.html", address=address), 409
    page = page_of(found, wanted)
    shown = shown_fields(wanted, language())
    return render_template("schemes/fragment.html", **_beside(page, answers), address=_scenario_link(page, shown))


@pages.post("/<number:draft_id>/move")
def move(draft_id: int) -> Response | tuple[str, int]:
    """Undo, or redo."""
    found = the_draft(draft_id)
    by = 1 if request.form.get("by") == "1" else -1
    try:
        drafts.move_draft(actor(), _as_read(found), by)
    except StaleDraft as stale:
        return _conflict(stale.draft, stale.draft.document, stale.draft.document), 409
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@pages.post("/<number:draft_id>/year")
def try_on(draft_id: int) -> Response:
    """Preview over another year."""
    found, year = the_draft(draft_id), request.form.get("year", "")
    if year.isdigit():
        drafts.try_on(actor(), found, int(year))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@pages.post("/<number:draft_id>/copy")
def copy(draft_id: int) -> Response:
    """Another draft that begins as this one stands."""
    return redirect(url_for(".draft", draft_id=drafts.copy_draft(actor(), the_draft(draft_id))), 303)


@pages.post("/<number:draft_id>/discard")
def discard(draft_id: int) -> Response:
    """Out of sight, with a way back."""
    drafts.discard_draft(actor(), the_draft(draft_id))
    return redirect(url_for("schemes.index", discarded=draft_id), 303)


@pages.get("/<number:draft_id>/changes")
def changes(draft_id: int) -> str:
    """What changed against the version in force."""
    page = page_of(the_draft(draft_id), the_draft(draft_id).document)
    before = page.base.document if page.base else {}
    found = changes_between(before, page.document) if page.base else ()
    lines = [
        (each, line) for each, line in zip(found, change_lines(found, before, page.document, language()), strict=True)
    ]
    return render_template(
        "schemes/changes.html",
        page=page,
        lines=[line for change, line in lines if not change.is_frame],
        frame=[line for change, line in lines if change.is_frame],
    )


@pages.get("/<number:draft_id>/people")
def people(draft_id: int) -> str:
    """Everybody: what they get now and with the draft, and who is left out why."""
    found = the_draft(draft_id)
    page = page_of(found, edited(found.document, Answers(scenario(found.document, request.args), language())))
    record_seen(actor(), "draft.people_seen", f"draft:{draft_id}")
    comparison, words = page.tried.comparison, page.tried.words()
    if comparison is None or words is None:
        return render_template("schemes/people.html", page=page, preview=None)
    paging = Paging(len(comparison.order), request.args.get("page", 1, int))
    fact = next(iter(comparison.grouped_by), "")
    cards = people_of(page.year).cards
    out = [(place, name) for name, places in left_out_of(comparison.draft) for place in places]
    left = Paging(len(out), request.args.get("left", 1, int))
    ids = comparison.draft.run.people.ids
    return render_template(
        "schemes/people.html",
        page=page,
        preview=words.preview(fact),
        rows=words.people(comparison.effects(paging.offset, paging.offset + SIZE), fact),
        out=[(ids[place], cards[ids[place]].name if ids[place] in cards else ids[place], words.why(name))
             for place, name in out[left.offset : left.offset + SIZE]],
        paging=paging,
        left=left,
        people_page=lambda number: url_for(".people", draft_id=draft_id, page=number),
        left_page=lambda number: url_for(".people", draft_id=draft_id, left=number, _anchor="left-out"),
    )  # fmt: skip


@pages.get("/<number:draft_id>/beside")
def beside(draft_id: int) -> str:
    """The drafts of this scheme side by side, and the version in force."""
    found = the_draft(draft_id)
    page = page_of(found, found.document)
    columns = []
    for each in page.beside:
        words = tried_on(each.document, page.base.document if page.base else None, page.year).words()
        lines = changes_between(page.base.document, each.document) if page.base else ()
        own = [line for line in lines if not line.is_frame]
        said = change_lines(own, page.base.document if page.base else {}, each.document, language())
        columns.append({"draft": each, "rows": words.rows() if words else None, "changes": said,
                        "losing": words.effects_title() if words else ""})  # fmt: skip
    return render_template("schemes/beside.html", page=page, columns=columns)


def _shown(page: DraftPage, answers: Answers) -> str:
    """The whole page, with its answers as they were typed where they can't be read."""
    shown = shown_fields(page.document, language())
    typed = {name: text for name, text in answers.given.items() if name in shown and answers.faults}
    now = page.base.document if page.base else None
    facts = page.year.company.facts
    names = page.tried.draft.run.people.fact_names if page.tried.draft else set[str]()
    names = names or {name for each in people_of(page.year).people[:200] for name in each}
    return render_template(
        "schemes/draft.html",
        shown=shown | typed,
        settings=settings_of(page.document, now, language()),
        tables=tables_of(page.document, language()),
        known=known_names(page.document, facts, set(names) - {"id", "spells", "absences"}, language()),
        **_beside(page, answers),
    )


def _beside(page: DraftPage, answers: Answers) -> Mapping[str, Any]:
    """What both the page and its changing part show."""
    outcome = page.tried.draft
    wrong = {each.field: each for each in reversed(page.faults) if each.field}
    return {
        "page": page,
        "preview": page.preview(request.values.get("group", "")),
        "formulas": formulas_of(page.document, outcome, language()),
        "conditions": conditions_of(page.document, language()),
        "clauses": clauses_of(page.document, language()),
        "errors": answers.errors(),
        "wrong": wrong,
        "title_of_draft": title_of_document,
    }


def _scenario_link(page: DraftPage, shown: Mapping[str, str]) -> str:
    asked: dict[str, Any] = {**scenario_address(page, shown), "group": request.values.get("group") or None}
    return url_for(".draft", draft_id=page.draft.id, **asked)


def _state_of_form(found: DraftLine) -> Mapping[str, Any]:
    """The document that the form was made from: of the step that it names, as long as that is kept."""
    step = request.form.get("step", "")
    earlier = document_at(found, int(step)) if step.isdigit() and int(step) != found.step else None
    return found.document if earlier is None else earlier


def _keep(found: DraftLine, document: Mapping[str, Any]) -> DraftLine:
    return drafts.save_draft(actor(), _as_read(found), document)


def _as_read(found: DraftLine) -> DraftLine:
    """The draft at the version that the form was made from."""
    version = request.form.get("version", "")
    return drafts.at_version(found, int(version) if version.isdigit() else 0)


def _conflict(theirs: DraftLine, base: Mapping[str, Any], mine: Mapping[str, Any]) -> str:
    """Somebody, or another tab, changed the draft in the meantime: both sides, and the choice."""
    found = changes_between(theirs.document, mine)
    return render_template(
        "schemes/conflict.html",
        draft=theirs,
        title=title_of_document(mine),
        lines=change_lines(found, theirs.document, mine, language()),
        answers={name: text for name, text in request.form.items() if name not in ("csrf_token", "version", "do")},
        sentence=say(language(), "This draft was changed in the meantime."),
    )
