"""A year's own figures are put, taken out, or read from a company's file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from planner.errors import Fault, Refused
from planner.models import Year
from planner.operations.audit import Actor, record
from planner.operations.import_company import CompanyFact, CompanyFile, read_company
from planner.operations.people_in.values import plain_number
from planner.operations.stale import check_mark
from planner.operations.transaction import transaction

NO_FIGURE: Mapping[str, Any] = {}  # how a figure stands that isn't there


@dataclass(frozen=True)
class Typed:
    """A figure as somebody typed it; the value with the decimal mark of their language."""

    name: str
    value: str
    title: Mapping[str, str]
    source: Mapping[str, str]
    unit: str = ""


def read_figure(typed: Typed, decimal: str) -> CompanyFact:
    """The figure, checked as a company file's is. Raises Refused, each fault at `name`, `value`, `title.nl`, …

    The value is kept exactly as it was typed, but for its marks: with a decimal comma `1.657.313,00` is `1657313.00`.
    """
    value = plain_number(typed.value.strip(), decimal) or typed.value.strip()
    fact = {"value": value, "title": dict(typed.title), "source": dict(typed.source), "unit": typed.unit}
    document = json.dumps({"facts": {typed.name: fact}}, ensure_ascii=False).encode()
    try:
        return read_company(document, "").facts[typed.name]
    except Refused as refused:
        raise Refused(_at_field(fault, typed.name) for fault in refused.faults) from None


def put_figure(actor: Actor, year_id: int, name: str, fact: CompanyFact, seen: str) -> None:
    """Add a figure to a year of this company, or change it. Raises Stale if it doesn't stand as it was `seen`."""
    with transaction() as session:
        year, facts = _facts_of(session, actor, year_id)
        check_mark(seen, facts.get(name, NO_FIGURE))
        _keep(year, facts | {name: fact.written})
        record(session, actor, "figure.put", f"year:{year_id}", figure=name)


def remove_figure(actor: Actor, year_id: int, name: str, seen: str) -> None:
    """Take a figure out. Raises Stale if it doesn't stand as it was `seen`; one that is gone already is no fault."""
    with transaction() as session:
        year, facts = _facts_of(session, actor, year_id)
        if name not in facts:
            return
        check_mark(seen, facts[name])
        _keep(year, {key: fact for key, fact in facts.items() if key != name})
        record(session, actor, "figure.removed", f"year:{year_id}", figure=name)


def take_figures(actor: Actor, year_id: int, file: CompanyFile) -> int:
    """Take all figures of a company's file into a year; those that it doesn't name stay. Gives how many changed."""
    with transaction() as session:
        year, facts = _facts_of(session, actor, year_id)
        found = {name: fact.written for name, fact in file.facts.items()}
        changed = [name for name, fact in found.items() if facts.get(name) != fact]
        if changed:
            _keep(year, facts | found)
            record(session, actor, "figure.taken_from_file", f"year:{year_id}", figures=sorted(changed))
        return len(changed)


def _facts_of(session: Session, actor: Actor, year_id: int) -> tuple[Year, dict[str, Any]]:
    year = session.get_one(Year, year_id)
    if year.company_id != actor.company_id:
        raise LookupError(f"year {year_id} is another company's")
    return year, json.loads(year.facts)


def _keep(year: Year, facts: Mapping[str, Any]) -> None:
    year.facts = json.dumps(facts, ensure_ascii=False)


def _at_field(fault: Fault, name: str) -> Fault:
    """`facts.net_profit.value` is the form's field `value`; the fact's own name is the field `name`."""
    path = str(fault.at.get("path", "")).removeprefix("facts").removeprefix(".").removeprefix(name).removeprefix(".")
    return Fault(path or "name", fault.text, fault.values)
