"""`calc simulate`: percentiles and standard errors of what many futures bring, year by year and at the exit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from planner.calculators.awards_many import AwardPaths
from planner.calculators.estimate import Estimate, Sample, told
from planner.calculators.growth_cap_table import Right
from planner.calculators.growth_result import first_payments, right_name
from planner.calculators.normal import Floats
from planner.calculators.scheme_run import SchemeRun
from planner.calculators.simulate import SimulatedYear, Simulation, simulation, summed
from planner.calculators.simulate_rights import of_awards, of_holders
from planner.calculators.waterfall_many import Exits
from planner.errors import Fault
from planner.figures.doubles import Flags
from planner.figures.number import write_number

People = dict[str, dict[str, Estimate]]


def simulate(document: object) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """What a plan brings over many paths, and what is odd in it. Raises Refused.

    >>> found, _ = simulate({"seed": 1, "paths": 1000, "years": 1, "company": {"revenue": 1000}, "percentiles": [50],
    ...     "drivers": {"revenue_growth": {"value": "10%"}, "exit": {"multiple": {"value": 2}}}})
    >>> found["years"][0]["exit_value"]["mean"], found["years"][0]["exit_value"]["standard_error"]
    (2200.0, 0.0)
    """
    found = simulation(document)
    return Told(found).document(), tuple(found.plan.warnings)


class Told:
    """A simulation as the contract writes it."""

    def __init__(self, found: Simulation) -> None:
        self.found, asked = found, found.document
        self.names = [write_number(each) for each in asked.percentiles]
        self.sample = Sample(asked.paths, asked.percentiles, asked.antithetic)
        self._values: list[tuple[int, Floats]] = []
        self._last: tuple[Floats, Estimate] | None = None
        self.present = found.plan.workforce.present
        self.rights = found.plan.tables.rights if found.plan.tables else []

    def document(self) -> dict[str, Any]:
        """The whole result."""
        asked = self.found.document
        years = [self._year(each) for each in self.found.years()]
        return {
            "simulated": True,
            "seed": asked.seed,
            "paths": asked.paths,
            "antithetic": asked.antithetic,
            "years": years,
            "exit": self._exit(years),
            "pays_from": first_payments(self.found.plan),
        }

    def _estimate(self, values: Floats) -> Estimate:
        """As the sample has it; the last one is kept, since a pool is often one scheme's, and that one award's."""
        if self._last is None or self._last[0] is not values:
            self._last = (values, self.sample.estimate(values))
        return self._last[1]

    def _written(self, estimate: Estimate | None) -> dict[str, Any] | None:
        return None if estimate is None else estimate.document(self.names)

    def _all_written(self, people: People) -> dict[str, Any]:
        return {name: {right: self._written(each) for right, each in rights.items()}
                for name, rights in people.items()}  # fmt: skip

    def _year(self, each: SimulatedYear) -> dict[str, Any]:
        pool = self._estimate(each.pool)
        people = self._of_schemes(each)
        written: dict[str, Any] = {
            "year": each.exact.year,
            "company": {name: self._written(self.sample.estimate(values)) for name, values in each.facts.items()},
            "pool": self._written(pool),
            "cost": self._written(pool.times(float(each.exact.charged))),
            "schemes": {name: self._written(self._estimate(total)) for name, total in _totals(each)},
        }
        sale, of_sale = self._sale(each)
        for name, rights in of_sale.items():
            people[name] |= rights
        return written | sale | {"people": self._all_written(people)}

    # What schemes pay

    def _of_schemes(self, each: SimulatedYear) -> People:
        found: People = {name: {} for name in self.present}
        for run, awards in zip(each.exact.runs, each.awards, strict=True):
            rows = {run.id_at(row): row for row in range(len(run.eligible))}
            for name, of_unit in _by_right(run, awards):
                payoffs = of_awards(self.sample, of_unit)
                for person in self.present:
                    if person in rows:
                        found[person][name] = payoffs(rows[person])
        return found

    # What a sale brings

    def _sale(self, each: SimulatedYear) -> tuple[dict[str, Any], People]:
        """The value of the company, and who would get what of it, all of which rises with it."""
        written: dict[str, Any] = {"exit_value": None, "share_value": None}
        if each.value is None:
            return written, {}
        self._values.append((each.exact.year, each.value))
        percentiles = self.sample.percentiles(each.value)
        written["exit_value"] = self._written(self.sample.estimate(each.value, percentiles))
        if self.found.plan.tables is None:
            return written, {}
        paid = self.found.exits(each.exact.year, each.value)
        at = self.found.exits(each.exact.year, percentiles.ravel())
        payouts = of_holders(self.sample, paid, at, percentiles.shape)
        written["share_value"] = self._written(self.sample.estimate(paid.price, at.price.reshape(percentiles.shape)))
        written["payouts"] = {name: self._written(estimate) for name, estimate in payouts.items()}
        return written, _by_person(self.rights, payouts)

    # The sale when it comes

    def _exit(self, years: list[dict[str, Any]]) -> dict[str, Any] | None:
        """In its year, or by its hazard."""
        sold = self.found.drivers.exit
        if sold is None or (sold.year is None and sold.hazard is None):
            return None
        if sold.year is None:
            return self._by_hazard()
        year = years[sold.year - 1]
        held = {right.of for right in self.rights}
        rights = {name: {right: each for right, each in of.items() if right in held}
                  for name, of in year["people"].items()}  # fmt: skip
        return {"year": sold.year, "exit_value": year["exit_value"], "share_value": year["share_value"],
                "people": rights}  # fmt: skip

    def _by_hazard(self) -> dict[str, Any]:
        """Over the year of the sale too. Rights count nothing on paths without a sale; values are of those with one."""
        when, unsold = self.found.sold_in(), self.found.unsold()
        is_sold = when <= len(unsold)
        values, prices, paid = self._at_sale(when)
        held = dict.fromkeys(right.of for right in self.rights)
        told_people = _by_person(self.rights, {name: self.sample.estimate(paid(name)) for name in held})
        people: People = {name: {} for name in self.present}
        return {
            "sold_by": [told(1 - each) for each in unsold],
            "exit_value": self._of_some(values[is_sold]),
            "share_value": None if prices is None else self._of_some(prices[is_sold]),
            "people": self._all_written(people | told_people),
        }

    def _at_sale(self, when: Floats) -> tuple[Floats, Floats | None, Callable[[str], Floats]]:
        """On each path the value at the sale, a share's, and what any holder gets; zero where there is no sale."""
        values, prices = np.zeros(when.size), np.zeros(when.size)
        sales: list[tuple[Flags, Exits]] = []
        for year, value in self._values:
            now = when == year
            values[now] = value[now] if value.size > 1 else value
            if self.found.plan.tables:
                exits = self.found.exits(year, values[now])
                prices[now] = exits.price
                sales.append((now, exits))

        def paid(name: str) -> Floats:
            found = np.zeros(when.size)
            for now, exits in sales:
                found[now] = exits.of(name)
            return found

        return values, prices if self.found.plan.tables else None, paid

    def _of_some(self, values: Floats) -> dict[str, Any] | None:
        """Of the paths on which there was a sale."""
        if not values.size:
            return None
        return self._written(Sample(values.size, self.found.document.percentiles).estimate(values))


def _by_right(run: SchemeRun, awards: list[AwardPaths]) -> Iterator[tuple[str, list[AwardPaths]]]:
    for unit in dict.fromkeys(award.unit for award in awards):
        yield right_name(run, unit), [award for award in awards if award.unit == unit]


def _totals(each: SimulatedYear) -> Iterator[tuple[str, Floats]]:
    """What each scheme hands out, by right."""
    for run, awards in zip(each.exact.runs, each.awards, strict=True):
        for name, of_unit in _by_right(run, awards):
            yield name, summed(award.total for award in of_unit)


def _by_person(rights: list[Right], payouts: dict[str, Estimate]) -> People:
    found: People = {}
    for right in rights:
        found.setdefault(right.person, {})[right.of] = payouts[right.of].times(float(right.part))
    return found
