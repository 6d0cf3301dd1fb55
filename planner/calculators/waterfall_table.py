"""An exit's sharing as a table, made once: bands between breakpoints, in which everyone's payout is a straight line."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from planner.calculators.waterfall_claims import ZERO, Claim, claims_of
from planner.calculators.waterfall_document import WaterfallDocument

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tier:
    """Claims of one seniority: paid in proportion, after the tiers before it."""

    above: Fraction
    claims: Mapping[str, Fraction]

    @cached_property
    def size(self) -> Fraction:
        return sum(self.claims.values(), ZERO)

    def paid(self, exit_value: Fraction) -> dict[str, Fraction]:
        """What each gets of an exit: all, a part in proportion, or nothing."""
        available = min(max(exit_value - self.above, ZERO), self.size)
        part = available / self.size if self.size else ZERO
        return {name: claim * part for name, claim in self.claims.items()}


@dataclass(frozen=True)
class Knot:
    """From this exit value on, further euros are shared by `units` common shares, which are worth `price` here."""

    exit: Fraction
    price: Fraction
    units: Fraction


@dataclass(frozen=True)
class Sharing:
    """Who gets what of one exit, exactly, and at which price of a common share."""

    payouts: dict[str, Fraction]
    price: Fraction


class Table:
    """The bands of a cap table, for any number of exits.

    While preferences are being paid, tier by tier, nobody converts. After that all claims together rise with the price
    of a common share without ever falling, so that each exit has one lowest price, and at that price everyone's choice
    is the best there is given the others' (they are made together, not one by one).
    """

    def __init__(self, document: WaterfallDocument) -> None:
        self.claims = claims_of(document)
        debts = _by_seniority((each.seniority, each.id, each.claim) for each in document.debt)
        preferences = _by_seniority((each.seniority, each.id, each.preference) for each in self.claims)
        self.costs = document.transaction_costs
        self.tiers = _stacked(self.costs, [*debts, *preferences])
        self.debts = {each.id: each.claim for each in document.debt}
        self.knots = _knots(self.claims, self.tiers[-1].above + self.tiers[-1].size if self.tiers else self.costs)

    @cached_property
    def breakpoints(self) -> list[Fraction]:
        """The exit values at which the sharing changes, the lowest first."""
        tiers = [tier.above for tier in self.tiers if tier.size]
        found = {*tiers, *(knot.exit for knot in self.knots)} - {ZERO}
        return sorted(found)

    def price(self, exit_value: Fraction) -> Fraction:
        """What a common share gets of this exit; 0 while preferences are being paid. By interpolation, exactly."""
        exits = [knot.exit for knot in self.knots]
        place = bisect_left(exits, exit_value)
        if not place or (place < len(exits) and exits[place] == exit_value):
            return self.knots[place].price
        before = self.knots[place - 1]
        return before.price + (exit_value - before.exit) / before.units if before.units else before.price

    def share(self, exit_value: Fraction) -> Sharing:
        """Who gets what of this exit."""
        if exit_value < self.knots[0].exit:
            paid = {name: part for tier in self.tiers for name, part in tier.paid(exit_value).items()}
            return Sharing({name: paid.get(name, ZERO) for name in self._ids}, ZERO)
        price = self.price(exit_value)
        return Sharing({**{claim.id: claim.at(price) for claim in self.claims}, **self.debts}, price)

    def left_over(self, exit_value: Fraction) -> Fraction:
        """What nobody has a claim on: only where no share takes part in the last band."""
        last = self.knots[-1]
        return ZERO if last.units else max(ZERO, exit_value - last.exit)

    def share_many(self, exit_values: Floats, names: Iterable[str] | None = None) -> dict[str, Floats]:
        """Payouts of many exits at once, to all or to these, in floating-point numbers, by the same interpolation."""
        ends = [*self.breakpoints, *([self.knots[-1].exit + 1] if self.knots[-1].units else [])]
        knots = sorted({ZERO, *ends})
        at = np.array([float(each) for each in knots])
        paid = [self.share(each).payouts for each in knots]
        beyond = np.maximum(exit_values - at[-1], 0.0)
        found = {}
        for name in self._ids if names is None else names:
            line = np.array([float(each[name]) for each in paid])
            rise = float(paid[-1][name] - paid[-2][name]) if self.knots[-1].units else 0.0
            found[name] = np.interp(exit_values, at, line) + beyond * rise
        return found

    @cached_property
    def _ids(self) -> list[str]:
        return [*(claim.id for claim in self.claims), *self.debts]


def _by_seniority(claims: Iterable[tuple[int, str, Fraction]]) -> list[dict[str, Fraction]]:
    tiers: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for seniority, name, claim in claims:
        if claim:
            tiers[seniority][name] = claim
    return [tiers[seniority] for seniority in sorted(tiers)]


def _stacked(lowest: Fraction, tiers: Sequence[Mapping[str, Fraction]]) -> list[Tier]:
    found: list[Tier] = []
    for claims in tiers:
        found.append(Tier(lowest, claims))
        lowest += found[-1].size
    return found


def _knots(claims: Sequence[Claim], preferred: Fraction) -> list[Knot]:
    """Once preferences are paid: the prices at which holders begin or cease to take part, and at which exits."""
    turns: dict[Fraction, Fraction] = defaultdict(Fraction, {ZERO: ZERO})
    for claim in claims:
        for price, sign in claim.turns():
            turns[price] += sign * claim.units
    prices = sorted(turns)
    knots = [Knot(preferred, prices[0], turns[prices[0]])]
    for before, price in pairwise(prices):
        exit_value = knots[-1].exit + (price - before) * knots[-1].units
        knots.append(Knot(exit_value, price, knots[-1].units + turns[price]))
    return knots
