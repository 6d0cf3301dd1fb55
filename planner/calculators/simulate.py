"""Simulation: a plan over many paths at once, by the same formulas, through the same schemes and the same exits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from planner.calculators.awards_many import AwardPaths, awards_over
from planner.calculators.growth import Plan, PlanYear
from planner.calculators.growth_company import Moves, company_value, equity_after, facts_after
from planner.calculators.growth_document import growth_faults
from planner.calculators.growth_drivers_document import Growth, Level, Multiple
from planner.calculators.normal import Floats
from planner.calculators.reading import read
from planner.calculators.simulate_document import SimulateDocument, simulate_faults
from planner.calculators.simulate_shocks import Shocks, matrix
from planner.calculators.waterfall_many import Exits, Lines
from planner.calculators.waterfall_table import Table
from planner.errors import Refused, refuse

ZERO = Fraction(0)


@dataclass(frozen=True)
class SimulatedYear:
    """A year on every path. What all paths share is an array of one."""

    exact: PlanYear
    facts: dict[str, Floats]
    awards: list[list[AwardPaths]]
    value: Floats | None

    @property
    def pool(self) -> Floats:
        """What all schemes together hand out in money."""
        paid = zip(self.exact.runs, self.awards, strict=True)
        return summed(award.total for run, awards in paid for award in awards if award.unit == run.scheme.currency)


class Simulation:
    """A plan, worked out exactly once and then over all paths. Raises Refused with all that is wrong."""

    def __init__(self, document: SimulateDocument) -> None:
        if faults := [*simulate_faults(document), *growth_faults(document)]:
            raise Refused(faults)
        self.document, self.drivers = document, document.drivers
        self.plan = Plan(document)
        self.shocks = Shocks(document.seed, document.years, document.paths, document.antithetic)
        places = [place for place, each in self.drivers.moving() if each.volatility]
        pairs = [each for each in self.drivers.correlations if set(each.between) <= set(places)]
        self._normals = self.shocks.of(places, matrix(pairs, places))
        self._lines: dict[int, Lines] = {}

    def years(self) -> Iterator[SimulatedYear]:
        """One after the other: a year's arrays are large, and need not be kept once they have been told."""
        facts = {name: _one(amount) for name, amount in self.document.company.items()}
        sold = self.drivers.exit
        value = None if sold is None or sold.value is None else _one(sold.value)
        for exact in self.plan.years:
            moves = self._moves(exact.year)
            with np.errstate(over="ignore"):  # told below, as a sentence
                facts = facts_after(facts, moves)
                value = company_value(facts, value, moves, self.drivers)
            _measurable([*facts.values(), *([] if value is None else [value])], exact.year)
            found = SimulatedYear(exact, facts, self._awards(exact, facts), value)
            yield found
            kept, raised = self.drivers.retained.at(exact.year), self.plan.raised(exact.year)
            cost = found.pool * float(exact.charged)
            facts = facts | equity_after(facts, cost, _one(kept), _one(raised))

    def _moves(self, year: int) -> Moves[Floats]:
        """What moves a year, on every path."""
        return Moves({place: strayed(each, year, self._normals.get(place)) for place, each in self.drivers.moving()})

    def _awards(self, exact: PlanYear, facts: dict[str, Floats]) -> list[list[AwardPaths]]:
        varied = {name: values for name, values in facts.items() if values.size > 1}
        return [awards_over(run, varied, f"schemes[{place}]") for place, run in enumerate(exact.runs)]

    def exits(self, year: int, values: Floats) -> Exits:
        """Exits of these values at a year's end."""
        table = self.table(year)
        if id(table) not in self._lines:
            self._lines[id(table)] = Lines(table)
        return self._lines[id(table)].at(values)

    def table(self, year: int) -> Table:
        """The sharing of a sale at a year's end. Raises LookupError for a plan without a cap table."""
        if self.plan.tables is None:
            raise LookupError("the plan has no cap table")
        return self.plan.tables.table(year)

    def unsold(self) -> list[float]:
        """The chance that the company is not yet sold, at each year's end."""
        left, found = Fraction(1), []
        hazard = self.drivers.exit.hazard if self.drivers.exit else None
        for year in range(1, self.document.years + 1):
            left *= 1 - (hazard.at(year) if hazard else ZERO)
            found.append(float(left))
        return found

    def sold_in(self) -> Floats:
        """The year of the sale on each path, counted from 1; after the plan's last for those never sold."""
        drawn = self.shocks.uniforms()
        found = np.ones(drawn.size)
        for left in self.unsold():
            found += drawn < left
        return found


def summed(parts: Iterable[Floats]) -> Floats:
    """The sum of arrays; one alone stays itself, none is nothing on every path."""
    first, *others = [*parts] or [np.zeros(1)]
    for each in others:
        first = first + each
    return first


def strayed(driver: Growth | Level, year: int, normals: Floats | None) -> Floats:
    """A driver's value in a year on every path; what a year multiplies by and multiples never fall below zero.

    Lognormal is value × exp(σ z − σ² ÷ 2), whose mean is the value; normal is value + σ z.
    """
    centre = _one(driver.centre(year))
    if normals is None:
        return centre
    spread = float(driver.volatility)
    if driver.distribution == "lognormal":
        return np.asarray(centre * np.exp(spread * normals[year - 1] - spread**2 / 2))
    found = np.asarray(centre + spread * normals[year - 1])
    return np.maximum(found, 0.0) if isinstance(driver, (Growth, Multiple)) else found


def _one(amount: Fraction) -> Floats:
    """An exact number as what all paths share."""
    try:
        return np.array([float(amount)])
    except OverflowError:
        return np.array([np.inf])


def _measurable(values: list[Floats], year: int) -> None:
    if not all(np.isfinite(each).all() for each in values):
        raise refuse("drivers", "make figures that grow without measure in year {year}", year=year)


def simulation(document: object) -> Simulation:
    """The document read and simulated. Raises Refused."""
    return Simulation(read(SimulateDocument, document))
