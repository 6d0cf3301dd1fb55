"""A scheme over people: who shares, what there is to share, and what each gets, with every figure's making kept.

Order: eligibility (given figures and facts only), company steps, person steps, awards. See docs/contract.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.calculators.carry_out import Carrier
from planner.calculators.known_facts import unit_of
from planner.calculators.people import People
from planner.calculators.people_document import read_people
from planner.calculators.reading import read, shown
from planner.calculators.scheme_document import Period, Scheme
from planner.calculators.scheme_rules import check_names, read_rules
from planner.calculators.scheme_run import SchemeRun
from planner.errors import Fault, Refused
from planner.figures.facts import Facts
from planner.figures.figure import Figure
from planner.figures.number import read_number
from planner.figures.reckon import Table
from planner.figures.unit import declared, hinted

ReadPeople = tuple[People, list[Fault]]  # with what is wrong or odd in them


def run_scheme(document: object, company: object, people: object) -> SchemeRun:
    """Carries a scheme out. Raises Refused with all that is wrong in the three documents, or in working them out.

    A worked number: net profit 1,657,313 and equity 6,250,000 at 8 % leave a surplus of 1,157,313.00; 10 % of that is a
    pool of 115,731.30.
    """
    return _run(document, company, lambda period: read_people(people, period))


def run_over(document: object, company: object, people: ReadPeople) -> SchemeRun:
    """As `run_scheme`, over people who were read before, for the document's own period: many rules, the same people."""

    def same_people(period: Period | None) -> ReadPeople:
        if period is not None and period != people[0].period:
            raise ValueError("these people were read for another period")
        return people

    return _run(document, company, same_people)


def _run(document: object, company: object, people_for: Callable[[Period | None], ReadPeople]) -> SchemeRun:
    faults: list[Fault] = []
    scheme = _gather(faults, lambda: read(Scheme, document, "scheme"))
    facts = _gather(faults, lambda: _read_company(company, scheme))
    found, people_faults = people_for(scheme.period if scheme else None)
    faults += [fault for fault in people_faults if not fault.warning]
    rules = _gather(faults, lambda: _within("scheme", lambda: read_rules(scheme))) if scheme else None
    if scheme is None or rules is None or facts is None:
        raise Refused(faults)
    names = check_names(rules, facts, found.fact_names, bool(len(found)))
    faults += [fault.within("scheme") for fault in names]
    if faults:
        raise Refused(faults)
    given, tables = _given(scheme)
    run = SchemeRun(rules, found, facts, given, tables)
    run.warnings += [fault for fault in people_faults if fault.warning]
    Carrier(run).carry_out()
    return run


def _gather(faults: list[Fault], what: Callable[[], Any]) -> Any:
    try:
        return what()
    except Refused as refused:
        faults.extend(refused.faults)
        return None


def _within(place: str, what: Callable[[], Any]) -> Any:
    try:
        return what()
    except Refused as refused:
        raise Refused(fault.within(place) for fault in refused.faults) from None


def _read_company(document: object, scheme: Scheme | None) -> dict[str, Figure]:
    """The company's facts, each a number."""
    if not isinstance(document, Mapping):
        raise Refused([Fault("company", "is not a set of keys")])
    faults, figures = [], {}
    notes = scheme.facts if scheme else {}
    for name, value in document.items():
        number = None if isinstance(value, (dict, list)) else read_number(value)
        if number is None:
            faults.append(Fault(f"company.{name}", "{value} is not a number", {"value": shown(value)}))
            continue
        unit = unit_of(name, notes.get(name), scheme.currency if scheme else "EUR")
        figures[name] = Figure(Facts(name, [value], True), "fact", name=name, unit=unit)
    if faults:
        raise Refused(faults)
    return figures


def _given(scheme: Scheme) -> tuple[dict[str, Figure], dict[str, Table]]:
    figures: dict[str, Figure] = {}
    tables: dict[str, Table] = {}
    for name, given in scheme.given.items():
        if given.table is not None:
            tables[name] = given.table
        else:
            unit = declared(given.unit) if given.unit else hinted("")
            figures[name] = Figure(Facts(name, [given.value], True), "fact", name=name, unit=unit)
    return figures, tables
