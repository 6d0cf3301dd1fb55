"""A run worked out again from the documents that it left: the same figures, from nothing but what was issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_run import SchemeRun
from planner.canonical import identity_of
from planner.figures.number import read_number
from planner.operations.issued import Issued
from planner.statements.header import Header


def rerun(issued: Issued) -> SchemeRun:
    """Carries the scheme out again over the facts in the people's documents.

    Raises ValueError if that gives anybody another amount: then what is kept isn't what was issued.
    """
    run = run_scheme(issued.run["scheme"], issued.run["company_facts"], [_person(each) for each in issued.documents])
    for place, document in enumerate(issued.documents):
        reason = run.reasons.get(place)
        if reason != document.get("reason"):
            raise ValueError(f"{document['person']['id']} is left out for {reason}, not {document.get('reason')}")
    for row, place in enumerate(run.eligible):
        printed = [award["part"] for award in issued.documents[place]["awards"]]
        if [award.amount(row) for award in run.awards] != [read_number(text) for text in printed]:
            raise ValueError(f"{run.people.ids[place]} gets other amounts than were issued")
    return run


def _person(document: Mapping[str, Any]) -> dict[str, Any]:
    """The person's facts as they were given; those that were derived are derived again."""
    person = document["person"]
    derived = set(person.get("derived", ()))
    given = {name: value for name, value in person["facts"].items() if name not in derived and value is not None}
    return {"id": person["id"], **given, **person.get("given", {})}


def header_of(issued: Issued) -> Header:
    """What stands at the head of the run's register."""
    company = issued.run["company"]
    return Header(
        company["name"],
        date.fromisoformat(issued.run["date"]),
        company.get("place") or "",
        names={number: card.name for number, card in issued.cards.items() if card.name},
        identity=identity_of(issued.run),
        statements=len(issued.documents),
    )
