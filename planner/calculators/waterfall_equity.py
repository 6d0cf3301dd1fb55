"""What the classes share: preferences by seniority, then all as converted along the price of a common share."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from planner.calculators.waterfall_claims import ZERO, Claim
from planner.calculators.waterfall_stages import Tier, by_seniority


@dataclass(frozen=True)
class Knot:
    """From this amount on, further euros are shared by `units` common shares, which are worth `price` here."""

    amount: Fraction
    price: Fraction
    units: Fraction


class Equity:
    """Who gets what of an amount that is for the classes.

    While preferences are being paid, tier by tier, nobody converts. After that all claims together rise with the price
    of a common share without ever falling, so that each amount has one lowest price, and at that price everyone's
    choice is the best there is given the others' (they are made together, not one by one).
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        preferences = by_seniority((each.seniority, each.id, each.preference) for each in claims)
        self.tiers = [Tier(tier) for tier in preferences]
        self._ends = list(accumulate((tier.size for tier in self.tiers), initial=ZERO))
        self.knots = _knots(claims, self._ends[-1])
        self._amounts = [knot.amount for knot in self.knots]

    @property
    def preferences(self) -> Fraction:
        """All of them together."""
        return self._ends[-1]

    @property
    def turns(self) -> list[Fraction]:
        """The amounts at which the sharing changes."""
        return sorted({*self._ends, *self._amounts})

    def price(self, amount: Fraction) -> Fraction:
        """What a common share gets; 0 while preferences are being paid. By interpolation, exactly."""
        place = bisect_left(self._amounts, amount)
        if not place or (place < len(self.knots) and self._amounts[place] == amount):
            return self.knots[place].price
        before = self.knots[place - 1]
        return before.price + (amount - before.amount) / before.units if before.units else before.price

    def paid(self, amount: Fraction, claims: Sequence[Claim] | None = None) -> dict[str, Fraction]:
        """What each holder gets, or at least these."""
        claims = self.claims if claims is None else claims
        if amount >= self.preferences:
            price = self.price(amount)
            return {claim.id: claim.at(price) for claim in claims}
        paid = {claim.id: ZERO for claim in claims}
        for above, tier in zip(self._ends, self.tiers, strict=False):
            paid |= tier.paid(max(amount - above, ZERO))
        return paid

    def left_over(self, amount: Fraction) -> Fraction:
        """What nobody has a claim on: only where no share takes part in the last band."""
        last = self.knots[-1]
        return ZERO if last.units else max(ZERO, amount - last.amount)


def _knots(claims: Sequence[Claim], preferences: Fraction) -> list[Knot]:
    """Once preferences are paid: the prices at which holders begin or cease to take part, and at which amounts."""
    turns: dict[Fraction, Fraction] = defaultdict(Fraction, {ZERO: ZERO})
    for claim in claims:
        for price, sign in claim.turns():
            turns[price] += sign * claim.units
    prices = sorted(turns)
    knots = [Knot(preferences, prices[0], turns[prices[0]])]
    for before, price in pairwise(prices):
        amount = knots[-1].amount + (price - before) * knots[-1].units
        knots.append(Knot(amount, price, knots[-1].units + turns[price]))
    return knots
