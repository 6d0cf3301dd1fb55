"""A statement: the answer, how it came about, what became of it, and the same on paper."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from planner.canonical import canonical
from planner.models import Role
from planner.operations import read_runs
from planner.operations.audit import record_seen
from planner.operations.interim import estimate_for, latest_figures
from planner.operations.own_statements import Surroundings, around
from planner.operations.read_runs import KeptStatement
from planner.statements.estimate import Estimate
from planner.statements.statement import Statement
from planner.web.aftermath import aftermath
from planner.web.charts import share_chart
from planner.web.desk import desk
from planner.web.history import history_in_words
from planner.web.policy import may_see_person
from planner.web.reader import actor, company_id, roles, seat
from planner.web.reading import language
from planner.web.words import identity_in_groups, terms

pages = Blueprint("statements", __name__, url_prefix="/c/<number:company_id>/statements")


@pages.get("/<identity:identity>")
def statement(identity: str) -> str:
    """The statement as a page that explains itself, step by step."""
    kept = the_statement(identity)
    return statement_page(kept)


@pages.get("/<identity:identity>.pdf")
def paper(identity: str) -> Response:
    """The statement on paper, with its proof attached."""
    kept, make = the_statement(identity), desk().statement_pdf
    if make is None:
        abort(404)
    return _file(make(kept, language()), "application/pdf", f"{identity}.pdf")


@pages.get("/<identity:identity>.json")
def proof(identity: str) -> Response:
    """The hashed document itself, which anyone can replay."""
    kept = the_statement(identity)
    return _file(canonical(kept.document), "application/json", f"{identity}.json")


@pages.get("/<identity:identity>/check")
def check(identity: str) -> str:
    """This statement recomputed on the spot, as anybody can do with its file."""
    kept = the_statement(identity)
    verdict = desk().verify(canonical(kept.document), f"{identity}.json")
    return render_template(
        "check/verdict.html",
        verdict=verdict,
        sentence=verdict.sentence(language()),
        taken=verdict.taken_sentence(language()),
        standing=verdict.standing_sentence(language()),
        steps=verdict.steps(language()),
        opens="",
        own=identity,
        filename=_words(kept).scheme,
        kenmerk=identity_in_groups(identity),
    )


def statement_page(kept: KeptStatement) -> str:
    """The page of a statement, for whoever may see it; the guess about this year is for the person alone."""
    words, surroundings = _words(kept), around(kept)
    return render_template(
        "employee/statement.html",
        statement=words,
        run=kept.run,
        chart=words.share and share_chart(words.share),
        kenmerk=identity_in_groups(kept.identity),
        terms=terms,
        has_pdf=desk().statement_pdf is not None,
        history=history_in_words(surroundings.history, kept.identity, language()),
        after=aftermath(surroundings, language()),
        estimate=_estimate(surroundings) if is_own(kept) else None,
        is_own=is_own(kept),
        seen_by=bool(roles() & {Role.FOUNDER, Role.ACCOUNTANT}) and f"statement:{kept.identity}",
    )


def the_statement(identity: str) -> KeptStatement:
    """The statement, if it is of this company and the reader may see it; otherwise it might as well not exist.

    Who sees somebody else's figures stands in the log.
    """
    kept = read_runs.find_statement(identity)
    if kept is None or kept.run.company_id != company_id() or not may_see_person(kept.document["person"]["id"]):
        abort(404)
    if not is_own(kept):
        record_seen(actor(), "statement.seen", f"statement:{identity}")
    return kept


def is_own(kept: KeptStatement) -> bool:
    """Whether it is the reader's own."""
    own = seat()
    return own is not None and Role.EMPLOYEE in roles() and own.person_number == kept.document["person"]["id"]


def _words(kept: KeptStatement) -> Statement:
    return desk().statement_of(kept, language())


def _estimate(surroundings: Surroundings) -> Estimate | None:
    """How the year goes that comes after the latest one that was issued."""
    own, shared = seat(), latest_figures(company_id())
    if shared is None or own is None or own.person_number is None:
        return None
    is_over = any(line.period is not None and line.period[1] >= shared.year.last for line in surroundings.history)
    return None if is_over else estimate_for(shared, own.person_number, language())


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})
