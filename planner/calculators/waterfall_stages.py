"""What is paid before the classes share: debts, phantom shares that are a debt, and management's part.

Each stage takes from what is available to it and leaves the rest to the next. What it leaves never falls as more is
available, so that a breakpoint further down can be told as an exit value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from planner.calculators.waterfall_claims import ZERO
from planner.calculators.waterfall_document import CarveOut, PhantomRight, WaterfallDocument


class Stage(Protocol):
    """Amounts are exact; `needed` is the most that can be available while no more than this rest is left."""

    @property
    def turns(self) -> Iterable[Fraction]:
        """How much is available where its sharing changes."""

    def paid(self, available: Fraction) -> dict[str, Fraction]:
        """Who gets what."""

    def rest(self, available: Fraction) -> Fraction:
        """What is left for the next."""

    def needed(self, rest: Fraction) -> Fraction:
        """What must be available for this rest."""


@dataclass(frozen=True)
class Tier:
    """Claims of one seniority, paid in proportion."""

    claims: Mapping[str, Fraction]

    @cached_property
    def size(self) -> Fraction:
        return sum(self.claims.values(), ZERO)

    @property
    def turns(self) -> list[Fraction]:
        return [ZERO]

    def paid(self, available: Fraction) -> dict[str, Fraction]:
        """All, a part in proportion, or nothing.

        >>> Tier({"A": Fraction(10), "B": Fraction(20)}).paid(Fraction(12))
        {'A': Fraction(4, 1), 'B': Fraction(8, 1)}
        """
        part = min(available, self.size) / self.size
        return {name: claim * part for name, claim in self.claims.items()}

    def rest(self, available: Fraction) -> Fraction:
        return max(available - self.size, ZERO)

    def needed(self, rest: Fraction) -> Fraction:
        return rest + self.size


@dataclass(frozen=True)
class Rising:
    """A line of straight pieces from (0, 0) that always rises: its corners, and the slope beyond the last."""

    corners: Sequence[tuple[Fraction, Fraction]]
    slope: Fraction

    def at(self, x: Fraction) -> Fraction:
        return _along(self.corners, self.slope, x)

    def reached(self, y: Fraction) -> Fraction:
        """Where the line has this height."""
        return _along([(high, far) for far, high in self.corners], 1 / self.slope, y)


def _along(corners: Sequence[tuple[Fraction, Fraction]], slope: Fraction, x: Fraction) -> Fraction:
    place = bisect_right(corners, x, key=lambda corner: corner[0])
    far, high = corners[place - 1]
    if place < len(corners):
        further, higher = corners[place]
        slope = (higher - high) / (further - far)
    return high + (x - far) * slope


class CarveOuts:
    """Parts of the proceeds above a floor: of all (a floor of 0), or of what exceeds the preferences."""

    def __init__(self, plans: Sequence[CarveOut], floor: Fraction) -> None:
        self.floor, self.plans = floor, {each.id: each for each in plans}
        ends = sorted({ZERO, *(each.to for plan in plans for each in plan.tiers if each.to is not None)})
        self.turns = [floor + end for end in ends if self._changes(end)]
        corners = [(each, each - self._taken(each)) for each in (ZERO, *(floor + end for end in ends))]
        self._left = Rising(corners, 1 - sum((_rate(plan, ends[-1]) for plan in plans), ZERO))

    def _changes(self, end: Fraction) -> bool:
        return any(_rate(plan, end) != _rate(plan, end, before=True) for plan in self.plans.values())

    def _taken(self, available: Fraction) -> Fraction:
        return sum(self.paid(available).values(), ZERO)

    def paid(self, available: Fraction) -> dict[str, Fraction]:
        """Of each plan, tier by tier."""
        return {name: _tiered(plan, max(ZERO, available - self.floor)) for name, plan in self.plans.items()}

    def rest(self, available: Fraction) -> Fraction:
        return self._left.at(available)

    def needed(self, rest: Fraction) -> Fraction:
        return self._left.reached(rest)


def _rate(plan: CarveOut, amount: Fraction, before: bool = False) -> Fraction:
    """The rate just above an amount, or just below it."""
    if before and not amount:
        return ZERO
    for each in plan.tiers:
        if each.to is None or amount < each.to or (before and amount == each.to):
            return each.rate
    return ZERO


def _tiered(plan: CarveOut, amount: Fraction) -> Fraction:
    """5 % of the first 10 million and 10 % of the rest, of 25 million: 2 million."""
    paid, below = ZERO, ZERO
    for each in plan.tiers:
        end = amount if each.to is None else min(amount, each.to)
        paid += each.rate * max(ZERO, end - below)
        below = each.to or amount
    return paid


class RightsFirst:
    """Phantom shares by what the company is worth a share, which they lower: solved along that value.

    Where it is `v`, there are `units × v` for the shares and `quantity × (v − strike)` for each right above its strike.
    """

    def __init__(self, rights: Sequence[PhantomRight], units: Fraction) -> None:
        self.rights, self.units = rights, units
        self._available = _by_value(rights, units)
        self.turns = [far for _, far in self._available.corners[1:]]

    def paid(self, available: Fraction) -> dict[str, Fraction]:
        """A thousand rights from 2.00 on beside 9,000 shares: of 28,000, a share is worth 3.00 and they get 1,000."""
        worth = self._available.reached(available)
        return {each.id: each.quantity * max(ZERO, worth - each.strike) for each in self.rights}

    def rest(self, available: Fraction) -> Fraction:
        return self.units * self._available.reached(available)

    def needed(self, rest: Fraction) -> Fraction:
        return self._available.at(rest / self.units)


def _by_value(rights: Iterable[PhantomRight], units: Fraction) -> Rising:
    """What must be available for each value of a share."""
    strikes: dict[Fraction, Fraction] = defaultdict(Fraction)
    for each in rights:
        strikes[each.strike] += each.quantity
    corners, slope = [(ZERO, ZERO)], units
    for strike in sorted(strike for strike, quantity in strikes.items() if quantity):
        corners.append((strike, corners[-1][1] + (strike - corners[-1][0]) * slope))
        slope += strikes[strike]
    return Rising(corners, slope)


def stages_of(document: WaterfallDocument, units: Fraction, preferences: Fraction) -> list[Stage]:
    """In the order in which they are paid, for so many shares as converted and so much in preferences."""
    debts = by_seniority((each.seniority, each.id, each.claim) for each in document.debt)
    stages: list[Stage] = [Tier(claims) for claims in debts]
    if plans := [each for each in document.carve_outs if each.place == "before_preferences"]:
        stages.append(CarveOuts(plans, ZERO))
    rights = [each for each in document.phantoms if each.place == "before_preferences"]
    if rights and units:
        stages.append(RightsFirst(rights, units))
    if plans := [each for each in document.carve_outs if each.place == "after_preferences"]:
        stages.append(CarveOuts(plans, preferences))
    return stages


def by_seniority(claims: Iterable[tuple[int, str, Fraction]]) -> list[dict[str, Fraction]]:
    """Claims above zero by their rank, the lowest number first."""
    tiers: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for seniority, name, claim in claims:
        if claim:
            tiers[seniority][name] = claim
    return [tiers[seniority] for seniority in sorted(tiers)]
