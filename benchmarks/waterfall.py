"""Exits over a cap table of 12 classes and 200 strikes: bands once, then a look-up an exit, beside two plain ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.bench import Measured, in_turn
from planner.calculators.waterfall_document import WaterfallDocument
from planner.calculators.waterfall_many import Lines
from planner.calculators.waterfall_table import Table

Floats = npt.NDArray[np.float64]
MANY, FEW = 100_000, 300


def document() -> WaterfallDocument:
    """Invented classes whose terms and ranks differ, and options at two hundred strikes."""
    classes: list[dict[str, Any]] = [{"id": "common", "type": "common", "shares": 50_000}]
    classes += [
        {
            "id": f"P{n}", "type": "preferred", "shares": 1000 + 7 * n, "invested": 5000 * (n + 1), "seniority": n + 1,
            "participating": n % 3 == 0, "cap_multiple": 3 if n % 3 == 0 else None,
        }
        for n in range(11)
    ]  # fmt: skip
    options = [{"id": f"O{n}", "quantity": 10, "strike": f"{n}.5"} for n in range(200)]
    return WaterfallDocument.model_validate({"exit": 0, "classes": classes, "options": options})


def exits(count: int) -> Floats:
    """Exit values in no order, as a simulation has them; most of them beyond the preferences."""
    return np.random.default_rng(1).uniform(0, 20_000_000, count)


class Directly:
    """One exit after the other, as one would write it first: convert who gains, share out again, until nobody does."""

    def __init__(self, terms: WaterfallDocument) -> None:
        self.preferred = [
            (each.id, float(each.shares), float(each.invested), each.participating, float(each.cap_multiple or 0))
            for each in sorted(terms.classes, key=lambda each: each.seniority)
            if each.type == "preferred"
        ]
        self.common = {each.id: float(each.shares) for each in terms.classes if each.type == "common"}
        self.options = [(each.id, float(each.quantity), float(each.strike)) for each in terms.options]

    def share(self, exit_value: float) -> dict[str, float]:
        """Who gets what of one exit. Together some would convert who then don't gain: the first to gain goes first."""
        converted: set[str] = set()
        while True:
            paid, price = self._given(exit_value, converted)
            gaining = [
                (most / shares, name) for name, shares, most in self._at_most()
                if name not in converted and shares * price > most * (1 + 1e-12)
            ]  # fmt: skip
            if not gaining:
                return paid
            converted.add(min(gaining)[1])

    def _at_most(self) -> Iterator[tuple[str, float, float]]:
        """What a class can get without converting, if that has an end."""
        for name, shares, invested, along, cap in self.preferred:
            if not along or cap:
                yield name, shares, cap * invested if along else invested

    def _given(self, exit_value: float, converted: set[str]) -> tuple[dict[str, float], float]:
        paid, left = dict.fromkeys((name for name, *_ in self.preferred), 0.0), exit_value
        units, limits = dict(self.common), dict[str, float]()
        for name, shares, invested, along, cap in self.preferred:
            if name not in converted:
                paid[name] = min(left, invested)
                left -= paid[name]
            if name in converted or along:
                units[name] = shares
            if name not in converted and along and cap:
                limits[name] = cap * invested
        price = self._price(left, units, {name: (limit - paid[name]) / units[name] for name, limit in limits.items()})
        for name, shares in units.items():
            paid[name] = paid.get(name, 0.0) + shares * price
            paid[name] = min(paid[name], limits.get(name, paid[name]))
        for name, quantity, strike in self.options:
            paid[name] = quantity * max(0.0, price - strike)
        return paid, price

    def _price(self, left: float, units: dict[str, float], stops: dict[str, float]) -> float:
        """What a common share gets: along the prices at which options begin and caps end, until the money is gone."""
        turns = [(strike, quantity) for _, quantity, strike in self.options]
        turns += [(stop, -units[name]) for name, stop in stops.items()]
        price, sharing = 0.0, sum(units.values())
        for turn, change in sorted(turns):
            if left <= (turn - price) * sharing:
                break
            left -= (turn - price) * sharing
            price, sharing = turn, sharing + change
        return price + left / sharing


class Interpolated:
    """Everyone's payout at each breakpoint, and `numpy.interp` along it, holder by holder."""

    def __init__(self, table: Table) -> None:
        ends = [Fraction(0), *table.breakpoints, table.breakpoints[-1] * 1000]
        paid = [table.share(each).payouts for each in ends]
        self.at = np.array([float(each) for each in ends])
        self.lines = {name: np.array([float(each[name]) for each in paid]) for name in table.ids}

    def share(self, values: Floats, names: Iterable[str]) -> dict[str, Floats]:
        """The payouts of these holders."""
        return {name: np.interp(values, self.at, self.lines[name]) for name in names}


def everyone(lines: Lines, values: Floats) -> dict[str, Floats]:
    """Every holder's payouts by our table."""
    found = lines.at(values)
    return {name: found.of(name) for name in lines.table.ids}


def measured() -> Iterator[Measured]:
    """The bands once; many exits by class and by holder beside `numpy.interp`; fewer beside one after the other."""
    terms, values, few = document(), exits(MANY), exits(FEW)
    direct, lines = Directly(terms), Lines(Table(terms))
    interpolated, ids, classes = Interpolated(lines.table), lines.table.ids, lines.ids
    work = "12 classes and 200 strikes"

    def scan() -> list[dict[str, float]]:
        return [direct.share(float(each)) for each in few]

    ours, other = in_turn(lambda: Lines(Table(terms)), scan, 5)
    yield Measured("exits: bands", f"{work}, made ready", "exact breakpoints, all of them",
                   f"a scan of {FEW} exits", ours * 1e3, other * 1e3, "ms")  # fmt: skip
    ours, other = in_turn(lambda: lines.at(values), lambda: interpolated.share(values, classes), 9)
    yield Measured("exits: classes", f"{work}, {MANY:,} exits by class, with a share's price", "one look-up an exit",
                   "numpy.interp for each class", ours * 1e3, other * 1e3, "ms")  # fmt: skip
    ours, other = in_turn(lambda: everyone(lines, values), lambda: interpolated.share(values, ids), 3)
    yield Measured("exits: holders", f"{work}, {MANY:,} exits for all 212 holders", "strikes from a share's price",
                   "numpy.interp for each holder", ours * 1e3, other * 1e3, "ms")  # fmt: skip
    ours, other = in_turn(lambda: everyone(lines, few), scan, 5)
    yield Measured("exits: one by one", f"{work}, {FEW} exits for all 212 holders", "one look-up an exit",
                   "a loop that converts until nobody gains", ours * 1e3, other * 1e3, "ms")  # fmt: skip
