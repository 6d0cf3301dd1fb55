"""`calc growth`: what a scenario comes to, year by year, where every driver has its own value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from planner.calculators.growth_cap_table import CapTables
from planner.calculators.growth_company import company_value, equity_after, expected, facts_after
from planner.calculators.growth_document import GrowthDocument, growth_faults
from planner.calculators.growth_people import Workforce
from planner.calculators.reading import read
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import total_in
from planner.calculators.scheme_run import SchemeRun
from planner.errors import Fault, Refused, refuse
from planner.figures.number import half_up

CENT, ZERO = Fraction(1, 100), Fraction(0)


@dataclass(frozen=True)
class PlanYear:
    """A year worked out: the company's facts, the people, each scheme carried out, and what a sale would bring."""

    year: int
    facts: dict[str, Fraction]
    people: list[dict[str, Any]]
    runs: list[SchemeRun]
    value: Fraction | None
    charged: Fraction

    @property
    def pool(self) -> Fraction:
        """What all schemes together hand out in money."""
        return sum((total_in(run, run.scheme.currency) for run in self.runs), ZERO)

    @property
    def cost(self) -> Fraction:
        """The pool and the employer's charges on it, in whole cents."""
        return half_up(self.pool * self.charged, CENT)


class Plan:
    """A scenario worked out exactly. Raises Refused with all that is wrong in it, by the first year that fails."""

    def __init__(self, document: GrowthDocument) -> None:
        self.document, self.drivers = document, document.drivers
        if faults := list(growth_faults(document)):
            raise Refused(faults)
        self.workforce = Workforce(document)
        self.tables = CapTables(document, document.cap_table) if document.cap_table else None
        self.years = list(self._through())

    @property
    def warnings(self) -> list[Fault]:
        """What is odd but possible: of people as they are today, of schemes in any year; each said once."""
        found = [
            _placed(fault, place, each.year)
            for each in self.years
            for place, run in enumerate(each.runs)
            for fault in run.warnings
            if each.year == 1 or fault.place.startswith("scheme")
        ]
        return list({fault.say(): fault for fault in found}.values())

    def raised(self, year: int) -> Fraction:
        """New money in a year."""
        return self.tables.raised(year) if self.tables else ZERO

    def _through(self) -> Iterator[PlanYear]:
        facts, value = dict(self.document.company), self.drivers.exit.value if self.drivers.exit else None
        for year in range(1, self.document.years + 1):
            moves = expected(self.drivers, year)
            facts = facts_after(facts, moves)
            value = company_value(facts, value, moves, self.drivers)
            people = self.workforce.years[year - 1]
            sale = None if value is None else half_up(value, CENT)
            found = PlanYear(year, facts, people, self._runs(year, facts, people), sale, self.drivers.charged(year))
            yield found
            kept = self.drivers.retained.at(year)
            facts = facts | equity_after(facts, found.cost, kept, self.raised(year))

    def _runs(self, year: int, facts: dict[str, Fraction], people: list[dict[str, Any]]) -> list[SchemeRun]:
        if self.document.schemes and not people:
            raise refuse("people", "are none in year {year}, so nobody can share; give people, or fewer leavers",
                         year=year)  # fmt: skip
        company = {name: half_up(amount, CENT) for name, amount in facts.items()}
        runs, faults = [], dict[str, Fault]()
        for place in range(len(self.document.schemes)):
            try:
                runs.append(run_scheme(self.document.scheme_in(place, year), company, people))
            except Refused as refused:
                placed = (_placed(fault, place, year) for fault in refused.faults)
                faults |= {fault.say(): fault for fault in placed}
        if faults:
            raise Refused(faults.values())
        return runs


def _placed(fault: Fault, scheme: int, year: int) -> Fault:
    """A scheme's fault by its place in the plan, and the year in which it shows if that isn't the first."""
    place = f"schemes[{scheme}]{fault.place[6:]}" if fault.place.startswith("scheme") else fault.place
    if year == 1:
        return replace(fault, place=place)
    return replace(fault, place="{place}, year {year}", at={"place": place, "year": year})


def plan(document: object) -> Plan:
    """The document read and worked out. Raises Refused."""
    return Plan(read(GrowthDocument, document))
