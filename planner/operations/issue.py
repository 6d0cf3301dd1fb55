"""Issuing a run: a scheme carried out over people on a date, and a document a person, each with its identity.

Nothing is written here. What comes out is a fact from then on: it is kept, published or exported as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.calculators.proof import Prover
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import result_document
from planner.calculators.scheme_run import SchemeRun
from planner.errors import Fault, Refused
from planner.operations.correction import Corrects
from planner.operations.import_company import CompanyFact, CompanyFile
from planner.operations.issued import Card, Issued

RUN_FORMAT = "deelgenoot-run-1"


@dataclass(frozen=True)
class Order:
    """What to issue: the scheme's document, the company's year, the people with their cards, the date, the hashes of
    the files that they came from, and the run that it corrects."""

    scheme: Mapping[str, Any]
    company: CompanyFile
    people: Sequence[Mapping[str, Any]]
    cards: Mapping[str, Card]
    day: date
    inputs: Mapping[str, str] = field(default_factory=dict)
    corrects: Corrects | None = None


def issue(order: Order) -> tuple[Issued, SchemeRun]:
    """Carries the scheme out and writes each person's document. Raises Refused with all that is wrong."""
    if not isinstance(order.scheme, Mapping):
        raise Refused([Fault("scheme", "is not a set of keys")])
    scheme = described(order.scheme, order.company)
    run = run_scheme(scheme, order.company.values, list(order.people))
    known = {"company": order.company.name, "place": order.company.place, "date": order.day.isoformat()}
    issued = {key: text for key, text in known.items() if text}
    prover = Prover(run)
    proofs = (prover.proof(place) for place in range(len(run.people)))
    documents = [{**proof, "issued": {**issued, **_correction(order, proof)}} for proof in proofs]
    return Issued(_run_document(order, run), documents, order.cards), run


def _correction(order: Order, proof: Mapping[str, Any]) -> dict[str, Any]:
    if order.corrects is None:
        return {}
    return {"correction": order.corrects.entry(proof["person"]["id"], proof["amounts"])}


def described(scheme: Mapping[str, Any], company: CompanyFile) -> dict[str, Any]:
    """The scheme, with what the company's file says of the facts that the scheme doesn't describe itself."""
    own = scheme.get("facts") or {}
    notes = {name: note for name, fact in company.facts.items() if (note := _note(fact))}
    if not isinstance(own, Mapping):
        return dict(scheme)
    joined = {name: _joined(notes.get(name, {}), own.get(name)) for name in {**own, **notes}}
    return {**scheme, "facts": joined}


def _joined(note: Mapping[str, Any], own: object) -> object:
    """The scheme says what a fact is, the company's file where this year's came from."""
    if not isinstance(own, Mapping):
        return note if own is None else own
    return {**note, **own, **({"source": note["source"]} if "source" in note else {})}


def _note(fact: CompanyFact) -> dict[str, Any]:
    note: dict[str, Any] = {}
    if fact.title:
        note["title"] = dict(fact.title)
    if fact.source:
        note["source"] = dict(fact.source)
    if fact.unit:
        note["unit"] = fact.unit
    return note


def _run_document(order: Order, run: SchemeRun) -> dict[str, Any]:
    period = run.scheme.period
    return {
        "format": RUN_FORMAT,
        "date": order.day.isoformat(),
        "company": {"name": order.company.name, "place": order.company.place, "contact": list(order.company.contact)},
        "scheme": run.scheme.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "period": {"from": period.from_.isoformat(), "to": period.to.isoformat()} if period else None,
        "inputs": dict(order.inputs),
        "company_facts": {name: figure.written(0) for name, figure in run.company_facts.items()},
        "people": {"all": len(run.people), "eligible": len(run.eligible)},
        "figures": result_document(run),
        **(order.corrects.document() if order.corrects else {}),
    }
