"""A statement: the answer, how it came about, and the same on paper."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from planner.canonical import canonical
from planner.models import Role
from planner.operations import read_runs
from planner.operations.audit import record_seen
from planner.operations.read_runs import KeptStatement
from planner.web.charts import share_chart
from planner.web.desk import desk
from planner.web.policy import may_see_person
from planner.web.reader import actor, company_id, roles, seat
from planner.web.reading import language
from planner.web.words import identity_in_groups, terms

pages = Blueprint("statements", __name__, url_prefix="/c/<number:company_id>/statements")


@pages.get("/<identity:identity>")
def statement(identity: str) -> str:
    """The statement as a page that explains itself, step by step."""
    kept = _kept(identity)
    words = desk().statement_of(kept, language())
    return render_template(
        "employee/statement.html",
        statement=words,
        run=kept.run,
        chart=words.share and share_chart(words.share),
        kenmerk=identity_in_groups(identity),
        terms=terms,
        seen_by=bool(roles() & {Role.FOUNDER, Role.ACCOUNTANT}) and f"statement:{identity}",
        has_pdf=desk().statement_pdf is not None,
    )


@pages.get("/<identity:identity>.pdf")
def paper(identity: str) -> Response:
    """The statement on paper, with its proof attached."""
    kept, make = _kept(identity), desk().statement_pdf
    if make is None:
        abort(404)
    return _file(make(kept, language()), "application/pdf", f"{identity}.pdf")


@pages.get("/<identity:identity>.json")
def proof(identity: str) -> Response:
    """The hashed document itself, which anyone can replay."""
    return _file(canonical(_kept(identity).document), "application/json", f"{identity}.json")


def _kept(identity: str) -> KeptStatement:
    """The statement, if it is of this company and the reader may see it; otherwise it might as well not exist."""
    kept = read_runs.find_statement(identity)
    if kept is None or kept.run.company_id != company_id() or not may_see_person(kept.document["person"]["id"]):
        abort(404)
    if not _is_own(kept):
        record_seen(actor(), "statement.seen", f"statement:{identity}")
    return kept


def _is_own(kept: KeptStatement) -> bool:
    place = seat()
    return place is not None and place.person_number == kept.document["person"]["id"]


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})
