"""What a works council reads of a run: the rules, the sums, and outcomes by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, abort, render_template

from planner.language import money, say, sentence
from planner.operations import read_runs
from planner.operations.grouped import Group, GroupedRun, Grouping, grouped_run
from planner.web.reader import company_id
from planner.web.reading import language
from planner.web.words import RunCard, reason_in_words, run_card

pages = Blueprint("council", __name__, url_prefix="/c/<number:company_id>/outcomes")

_TITLES = {
    "level": sentence("By level"),
    "department": sentence("By department"),
    "contract": sentence("By contract"),
}
_KINDS = {"permanent": sentence("permanent"), "fixed-term": sentence("fixed-term")}


@dataclass(frozen=True)
class GroupRow:
    """A group in a table."""

    name: str
    count: str
    median: str
    middle: str  # "€ 1.450 to € 1.890", the middle half; empty of small groups


@dataclass(frozen=True)
class GroupTable:
    """A way of grouping."""

    title: str
    rows: Sequence[GroupRow]
    withheld: int


@pages.get("")
def outcomes() -> str:
    """The latest run, and all runs."""
    lines = read_runs.runs(company_id())
    if not lines:
        return render_template("council/nothing_yet.html")
    return _page(lines[0].id)


@pages.get("/<number:run_id>")
def outcome(run_id: int) -> str:
    """One run."""
    return _page(run_id)


def _page(run_id: int) -> str:
    found = grouped_run(company_id(), run_id)
    if found is None:
        abort(404)
    currency = found.line.currency
    return render_template(
        "council/outcome.html",
        run=run_card(found.line, language()),
        everybody=found.everybody and _row(found.everybody, currency),
        tables=[_table(grouping, currency) for grouping in found.groupings],
        left_out=_left_out(found),
        left_count=found.line.statements - found.line.sharing,
        runs=_cards(),
    )


def _cards() -> Sequence[RunCard]:
    return [run_card(line, language()) for line in read_runs.runs(company_id())]


def _table(grouping: Grouping, currency: str) -> GroupTable:
    rows = [_row(group, currency) for group in grouping.groups]
    return GroupTable(say(language(), _TITLES[grouping.fact]), rows, grouping.withheld)


def _row(group: Group, currency: str) -> GroupRow:
    middle = ""
    if group.quartiles:
        low, high = (_money(cents, currency) for cents in group.quartiles)
        middle = say(language(), "{low} to {high}", low=low, high=high)
    name = say(language(), _KINDS.get(group.name, group.name)) if group.name else say(language(), "Not stated")
    name = name[:1].upper() + name[1:]
    return GroupRow(name, str(group.count), _money(group.median, currency), middle)


def _money(cents: int, currency: str) -> str:
    return money(language(), Fraction(cents, 100), currency, 0)


def _left_out(found: GroupedRun) -> Sequence[tuple[str, str]]:
    few = say(language(), "fewer than five")
    return [
        (reason_in_words(found.scheme, reason, language()), few if count is None else str(count))
        for reason, count in found.left_out.items()
    ]
