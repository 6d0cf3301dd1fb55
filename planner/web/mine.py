"""An employee's first page: their latest statement, with all years beside it; or what will come, if there is none."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, render_template

from planner.operations.interim import estimate_for, latest_figures
from planner.operations.own_statements import OwnLine, own_statements
from planner.operations.read_runs import find_statement
from planner.web.reader import company_id, seat
from planner.web.reading import language
from planner.web.statements import statement_page

pages = Blueprint("mine", __name__, url_prefix="/c/<number:company_id>/mine")


@pages.get("")
def latest() -> str:
    """The latest statement that stands, whole."""
    number = own_number()
    line = _latest(own_statements(company_id(), number))
    if line is None:
        shared = latest_figures(company_id())
        estimate = estimate_for(shared, number, language()) if shared else None
        return render_template("employee/nothing_yet.html", estimate=estimate)
    return statement_page(find_statement(line.identity) or abort(404))


def own_number() -> str:
    """The personnel number of the reader; a member without one has no figures here."""
    own = seat()
    return own.person_number if own and own.person_number else abort(404)


def _latest(lines: Sequence[OwnLine]) -> OwnLine | None:
    return next((line for line in lines if line.replaced_by is None), None)
