"""The rules, in full, for everybody whom they bind: in words, with the formula that carries each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from planner.calculators.reading import read
from planner.calculators.scheme_document import Scheme, say_title
from planner.language import long_date, say
from planner.operations.read_rules import RulesLine, rules_in_use
from planner.statements.rules import rules_in_words
from planner.statements.words import over_period
from planner.web.reader import company_id
from planner.web.reading import language

pages = Blueprint("rules", __name__, url_prefix="/c/<number:company_id>/rules")


@dataclass(frozen=True)
class RulesCard:
    """Rules in the list of all that ever held."""

    version_id: int
    title: str
    version: str
    used: str
    is_shown: bool


@pages.get("")
def index() -> str:
    """The rules that were used last, in full."""
    lines = rules_in_use(company_id())
    if not lines:
        return render_template("employee/no_rules.html")
    return _page(lines, lines[0])


@pages.get("/<number:version_id>")
def version(version_id: int) -> str:
    """Earlier rules, in full."""
    lines = rules_in_use(company_id())
    return _page(lines, next((line for line in lines if line.version_id == version_id), None) or abort(404))


def _page(lines: Sequence[RulesLine], shown: RulesLine) -> str:
    scheme = read(Scheme, shown.scheme)
    return render_template(
        "employee/rules.html",
        title=scheme.say_title(language()),
        over=over_period(scheme.period, language()).strip(),
        decided=_decided(scheme),
        rules=rules_in_words(scheme, language()),
        cards=[_card(line, shown) for line in lines],
    )


def _card(line: RulesLine, shown: RulesLine) -> RulesCard:
    own = line.scheme.get("version") or str(line.version)
    title = line.title.get(language()) or next(iter(line.title.values()))
    used = say(language(), "used since {when}", when=long_date(language(), line.first_used))
    return RulesCard(line.version_id, title, own, used, line is shown)


def _decided(scheme: Scheme) -> str:
    decided = scheme.decided
    if decided is None:
        return ""
    by = say_title(decided.by, language())
    if decided.on is None:
        return say(language(), "Decided by {by}.", by=by)
    return say(language(), "Decided on {when} by {by}.", when=long_date(language(), decided.on), by=by)
