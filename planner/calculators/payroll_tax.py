"""`calc payroll-tax`: what is withheld of a month's wage or of a bonus, by the rules of a country and a date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.calculators import dutch_pay
from planner.calculators.payroll_tax_document import PayrollTaxDocument, choice_faults
from planner.calculators.reading import read
from planner.errors import Fault, Refused
from planner.figures.facts import read_date
from planner.rules.book import Lookup, countries, not_final, rule_book
from planner.rules.rule import sources_of

Withhold = Callable[[Lookup, PayrollTaxDocument], dict[str, str]]


@dataclass(frozen=True)
class Country:
    """How a country withholds; `yearly` is a rule that changes with the rest, so its years are those known."""

    month: Withhold
    bonus: Withhold
    yearly: str


COUNTRIES = {"NL": Country(dutch_pay.month, dutch_pay.bonus, "wage-tax.table-step")}


def payroll_tax(document: object) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """What is withheld, with its sources; a warning where they may still change. Raises Refused with all faults.

    >>> payroll_tax({"country": "NL", "date": "2026-05-31", "annual_wage": "50000", "bonus": "1234.56",
    ...              "tax_credit": True, "age_group": "below"})[0]["tax"]
    '623.08'

    It is an estimate of the pay slip: allowances, pension and the yearly return are not in it.
    """
    faults = list(_own_faults(document)) if isinstance(document, Mapping) else []
    try:
        found = read(PayrollTaxDocument, document)
    except Refused as refused:
        raise Refused([*refused.faults, *faults]) from None
    if faults:
        raise Refused(faults)
    country, rules = COUNTRIES[found.country], Lookup(rule_book(found.country), found.date)
    withheld = (country.bonus if found.monthly_wage is None else country.month)(rules, found)
    return {**withheld, "sources": sources_of(rules.used)}, tuple(not_final(rules.used))


def _own_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """What a schema can't say; looked for in the document as it came, so that all faults are told at once."""
    given, day = document.get("country"), read_date(document.get("date"))
    name = str(given) if isinstance(given, (str, int)) else ""
    if name and name not in COUNTRIES:
        values = {"country": name, "known": ", ".join(countries())}
        yield Fault("country", '"{country}" has no rules here; there are {known}', values)
    elif name and day is not None:
        try:
            rule_book(name).at(COUNTRIES[name].yearly, day)
        except Refused as refused:
            yield from refused.faults
    yield from choice_faults(document)
