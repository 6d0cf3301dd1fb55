"""The list of runs, and one run: what was shared, from what, among whom."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, url_for

from planner.operations import read_runs
from planner.operations.read_runs import KeptRun
from planner.web.desk import desk
from planner.web.paging import SIZE, Paging
from planner.web.reader import company_id
from planner.web.reading import language
from planner.web.words import identity_in_groups, page_of_run, run_card

pages = Blueprint("runs", __name__, url_prefix="/c/<number:company_id>/runs")

MEDIA = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}


@pages.get("")
def index() -> str:
    """Every run, the latest first."""
    return render_template(
        "founder/runs.html", runs=[run_card(line, language()) for line in read_runs.runs(company_id())]
    )


@pages.get("/<number:run_id>")
def run(run_id: int) -> str:
    """One run: the answer, the pot, the checks, the people, who is left out."""
    kept = _run(run_id)
    sought = request.args.get("name", "").strip()
    paging = Paging(read_runs.count_people(run_id, sought), request.args.get("page", 1, int))
    people = read_runs.people_of(run_id, sought, paging.offset, SIZE)
    left = Paging(kept.line.statements - kept.line.sharing, request.args.get("left", 1, int))
    left_out = read_runs.left_out(run_id, left.offset, SIZE)
    return render_template(
        "founder/run.html",
        run=page_of_run(kept, people, left_out, language()),
        summary=desk().summary_of(kept, language()),
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
