"""The list of runs, and one run: what was shared, from what, among whom."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from planner.errors import Refused
from planner.jobs.queue import wake
from planner.language import sentence
from planner.models import Role
from planner.operations import read_runs
from planner.operations.audit import record_seen
from planner.operations.clock import today
from planner.operations.jobs import find_job, try_again
from planner.operations.payments import mark_paid, payments_of
from planner.operations.proposals import waiting_for
from planner.operations.provenance import provenance_of
from planner.operations.read_runs import KeptRun
from planner.web.answers import Answers
from planner.web.desk import desk
from planner.web.paging import SIZE, Paging
from planner.web.proposal_words import proposal_card
from planner.web.reader import actor, company_id, roles
from planner.web.reading import language
from planner.web.run_words import payment_words, story_of
from planner.web.waiting import printing
from planner.web.words import identity_in_groups, page_of_run, run_card

pages = Blueprint("runs", __name__, url_prefix="/c/<number:company_id>/runs")

MEDIA = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}


@pages.get("")
def index() -> str:
    """What waits for approval first, then every run, the latest first."""
    return render_template(
        "founder/runs.html",
        runs=[run_card(line, language()) for line in read_runs.runs(company_id())],
        waiting=[proposal_card(line, language()) for line in waiting_for(company_id())],
    )


@pages.get("/<number:run_id>")
def run(run_id: int) -> str:
    """One run: the answer, what became of it, the pot, the checks, the people, who is left out."""
    kept = _run(run_id)
    record_seen(actor(), "run.seen", f"run:{run_id}")
    return _page(kept, Answers({}, language()))


@pages.post("/<number:run_id>/paid")
def pay(run_id: int) -> Answer | tuple[str, int]:
    """Mark what is unpaid as paid, of all or of some."""
    kept, answers = _run(run_id), Answers(request.form.to_dict(), language())
    period = answers.text("period", sentence("Fill in the payroll period."))
    numbers = re.split(r"[\s,;]+", answers.text("numbers", longest=20_000))
    try:
        if not answers.faults:
            mark_paid(actor(), run_id, period, [number for number in numbers if number])
    except Refused as refused:
        answers.faults += refused.faults
    if answers.faults:
        return _page(kept, answers), 422
    return redirect(url_for(".run", run_id=run_id, _anchor="paid"), 303)


@pages.post("/<number:run_id>/retry")
def retry(run_id: int) -> Answer:
    """Some PDFs could not be made: once more."""
    job = find_job("papers", _run(run_id).line.id)
    if job is None or not try_again(company_id(), job.id):
        abort(404)
    wake(current_app.extensions["settings"])
    return redirect(url_for(".run", run_id=run_id), 303)


@pages.get("/<number:run_id>/progress")
def progress(run_id: int) -> str:
    """The piece of the page that says how far the PDFs are."""
    found = printing(find_job("papers", _run(run_id).line.id), language())
    return render_template("components/progress.html", progress=found, retry=url_for(".retry", run_id=run_id))


def _page(kept: KeptRun, answers: Answers) -> str:
    run_id, found = kept.line.id, provenance_of(kept.line.id)
    sought = request.args.get("name", "").strip()
    paging = Paging(read_runs.count_people(run_id, sought), request.args.get("page", 1, int))
    people = read_runs.people_of(run_id, sought, paging.offset, SIZE)
    left = Paging(kept.line.statements - kept.line.sharing, request.args.get("left", 1, int))
    left_out = read_runs.left_out(run_id, left.offset, SIZE)
    return render_template(
        "founder/run.html",
        run=page_of_run(kept, people, left_out, language()),
        summary=desk().summary_of(kept, language()),
        story=story_of(found, language()),
        payments=payment_words(payments_of(run_id), kept.line.currency, language()),
        progress=printing(find_job("papers", run_id), language()),
        can_pay=Role.ACCOUNTANT in roles(),
        can_correct=Role.FOUNDER in roles() and found.corrected_by is None,
        errors=answers.errors(),
        answers=answers,
        this_month=today().isoformat()[:7],
        downloads=tuple(desk().downloads),
        paging=paging,
        left=left,
        sought=sought,
        people_page=lambda page: url_for(".run", run_id=run_id, name=sought or None, page=page, _anchor="people"),
        left_page=lambda page: url_for(".run", run_id=run_id, left=page, _anchor="left-out"),
        kenmerk=identity_in_groups(kept.identity),
    )


@pages.get("/<number:run_id>/<name>")
def download(run_id: int, name: str) -> Response:
    """The register, as paper, spreadsheet or plain table."""
    make = desk().downloads.get(name)
    if make is None:
        abort(404)
    content = make(read_runs.issued_again(_run(run_id)), language())
    kind = MEDIA.get(name[name.rfind(".") :], "application/octet-stream")
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _run(run_id: int) -> KeptRun:
    return read_runs.find_run(company_id(), run_id) or abort(404)
