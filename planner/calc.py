"""The contract's calculators by name: one JSON document in, one out, for the command line and the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field, TypeAdapter

from planner.calculators.captable import captable
from planner.calculators.captable_document import CaptableDocument
from planner.calculators.expense import expense
from planner.calculators.expense_document import CashDocument, EquityDocument
from planner.calculators.fairness import fairness
from planner.calculators.fairness_document import FairnessDocument
from planner.calculators.growth_document import GrowthDocument
from planner.calculators.growth_result import growth
from planner.calculators.leaver import leaver
from planner.calculators.leaver_document import LeaverDocument
from planner.calculators.option_value import option_value
from planner.calculators.option_value_document import OptionDocument
from planner.calculators.payroll_tax import payroll_tax
from planner.calculators.payroll_tax_document import PayrollTaxDocument
from planner.calculators.round import financing
from planner.calculators.round_document import RoundDocument
from planner.calculators.rounds import financings
from planner.calculators.rounds_document import RoundsDocument
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_document import Scheme
from planner.calculators.scheme_result import result_document
from planner.calculators.scheme_run import SchemeRun
from planner.calculators.simulate_document import SimulateDocument
from planner.calculators.simulate_result import simulate
from planner.calculators.split import SplitDocument, split
from planner.calculators.vesting import vesting
from planner.calculators.vesting_document import VestingDocument
from planner.calculators.waterfall import waterfall
from planner.calculators.waterfall_document import WaterfallDocument
from planner.errors import Fault, Refused, refuse

Result = tuple[dict[str, Any], tuple[Fault, ...]]


@dataclass(frozen=True)
class Calculator:
    """What `deelgenoot calc NAME` does, in a sentence, with the schema of what it takes."""

    about: str
    schema: Callable[[], dict[str, Any]]
    work_out: Callable[[object], Result]


def read_scheme_run(document: object) -> SchemeRun:
    """A scheme over people, from the one document that holds both. Raises Refused."""
    if not isinstance(document, Mapping):
        raise refuse("", "the document is not a set of keys; scheme, company and people are needed")
    known = ("scheme", "company", "people")
    faults = [Fault(key, "is missing") for key in ("scheme", "people") if key not in document]
    extra = [key for key in document if key not in known]
    faults += [Fault(str(key), "is not a known key; known are {known}", {"known": ", ".join(known)}) for key in extra]
    if faults:
        raise Refused(faults)
    return run_scheme(document["scheme"], document.get("company") or {}, document["people"])


def _scheme(document: object) -> Result:
    run = read_scheme_run(document)
    return result_document(run), tuple(run.warnings)


_NUMBER = {"anyOf": [{"type": "string"}, {"type": "number"}]}


def _person_schema() -> dict[str, Any]:
    days = {"from": {"type": "string", "format": "date"}, "to": {"type": "string", "format": "date"}}
    spell = {"type": "object", "required": ["from", "to"], "additionalProperties": False,
             "properties": {**days, "fte": _NUMBER, "monthly_salary": _NUMBER}}  # fmt: skip
    absence = {"type": "object", "required": ["from", "to", "kind"], "additionalProperties": False,
               "properties": {**days, "kind": {"enum": ["parental", "unpaid", "other"]}}}  # fmt: skip
    return {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": ["string", "integer"]},
            "start_date": {"type": ["string", "null"], "format": "date"},
            "end_date": {"type": ["string", "null"], "format": "date"},
            "fte": {**_NUMBER, "description": "from 0 to 1.2; 1 if absent"},
            "spells": {"type": "array", "items": spell},
            "absences": {"type": "array", "items": absence},
        },
        "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
    }


def _scheme_schema() -> dict[str, Any]:
    scheme = Scheme.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scheme",
        "type": "object",
        "required": ["scheme", "people"],
        "additionalProperties": False,
        "properties": {
            "scheme": {"$ref": "#/$defs/Scheme"},
            "company": {"type": "object", "additionalProperties": _NUMBER},
            "people": {"type": "array", "items": _person_schema()},
        },
        "$defs": {**scheme.pop("$defs", {}), "Scheme": scheme},
    }


def _with_people(model: type[BaseModel]) -> dict[str, Any]:
    """A plan's schema, whose people are those that a scheme takes."""
    schema = model.model_json_schema(by_alias=True)
    schema["properties"]["people"]["items"] = _person_schema()
    return schema


def _expense_schema() -> dict[str, Any]:
    kinds = TypeAdapter(Annotated[EquityDocument | CashDocument, Field(discriminator="settlement")])
    return {"title": "expense", **kinds.json_schema()}


CALCULATORS: dict[str, Calculator] = {
    "scheme": Calculator("a scheme document over people: who gets what, and every step of it", _scheme_schema, _scheme),
    "split": Calculator("a sum over weights, nothing lost", SplitDocument.model_json_schema, lambda document:
                        (split(document), ())),
    "captable": Calculator("who holds what of a company on a day", CaptableDocument.model_json_schema, captable),
    "waterfall": Calculator("an exit over the cap table", WaterfallDocument.model_json_schema, waterfall),
    "option-value": Calculator("what a right is worth, and how that moves", OptionDocument.model_json_schema,
                               lambda document: (option_value(document), ())),
    "round": Calculator("who owns what after a financing", RoundDocument.model_json_schema,
                        lambda document: (financing(document), ())),
    "rounds": Calculator("several financings in a row, each on what the one before it left",
                         RoundsDocument.model_json_schema, lambda document: (financings(document), ())),
    "vesting": Calculator("when rights become theirs", VestingDocument.model_json_schema, lambda document:
                          (vesting(document), ())),
    "leaver": Calculator("what is kept on leaving, until when and at what price", LeaverDocument.model_json_schema,
                         lambda document: (leaver(document), ())),
    "fairness": Calculator("how even amounts are, and what lies between groups", FairnessDocument.model_json_schema,
                           lambda document: (fairness(document), ())),
    "expense": Calculator("what the accounts show of share-based pay", _expense_schema, lambda document:
                          (expense(document), ())),
    "payroll-tax": Calculator("what is withheld of a wage or a bonus", PayrollTaxDocument.model_json_schema,
                              payroll_tax),
    "growth": Calculator("a scenario year by year: what the schemes cost, who gets what, what a sale would bring",
                         lambda: _with_people(GrowthDocument), growth),
    "simulate": Calculator("growth, many times over: percentiles of a plan whose drivers stray",
                           lambda: _with_people(SimulateDocument), simulate),
}  # fmt: skip


def work_out(name: str, document: object) -> tuple[Any, list[Fault], list[Fault]]:
    """The result of a document (or of each of an array of documents), its warnings and its faults.

    In an array a faulty document's result is `{"errors": […]}`. A single faulty document has no result.
    """
    if not isinstance(document, list):
        return _work_out_one(name, document)
    results: list[Any] = []
    warnings: list[Fault] = []
    faults: list[Fault] = []
    for place, each in enumerate(document):
        result, noted, found = _work_out_one(name, each)
        warnings += [fault.within(f"[{place}]") for fault in noted]
        faults += [fault.within(f"[{place}]") for fault in found]
        results.append({"errors": [fault.say() for fault in found]} if found else result)
    return results, warnings, faults


def _work_out_one(name: str, document: object) -> tuple[Any, list[Fault], list[Fault]]:
    try:
        result, warnings = CALCULATORS[name].work_out(document)
    except Refused as refused:
        return None, [], list(refused.faults)
    return result, list(warnings), []
