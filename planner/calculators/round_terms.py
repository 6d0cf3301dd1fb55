"""A round's circle, solved exactly: the price depends on what converts and on the pool, and both on the price.

With each convertible's choice among its offers made, the pool's increase either by its target or none, and each
protected class either adjusted or not, everything is linear in `S` shares converted, `X` the pool's increase and
`u` = 1 ÷ price:

    S = what each takes: amount ÷ cap × (shares + S), or × (shares + X), or amount × u ÷ (1 − discount)
    D = what anti-dilution adds: a × u − b for each class whose conversion price is above the round's
    u = (shares + X [+ S + D]) ÷ value            (without S and D where conversion comes on top)
    X = target × (shares + S + X + D + money × u) − unallocated

Each choice takes the largest of amounts that only rise with the others, so that changing to the better choices, again
and again, ends at the one solution (policy iteration), after as many turns as there are choices at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.calculators.round_document import Convertible, Preferred, RoundDocument
from planner.errors import Refused, refuse

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Offer:
    """A number of shares: some, and more by what converts, by the pool's increase, and by what a unit of money buys."""

    shares: Fraction = ZERO
    by_converted: Fraction = ZERO
    by_increase: Fraction = ZERO
    by_money: Fraction = ZERO

    def at(self, outcome: Outcome) -> Fraction:
        """How many shares it is, once the rest is known."""
        moving = self.by_converted * outcome.converted + self.by_increase * outcome.increase
        return self.shares + moving + self.by_money * outcome.per_money

    def __add__(self, other: Offer) -> Offer:
        return Offer(
            self.shares + other.shares,
            self.by_converted + other.by_converted,
            self.by_increase + other.by_increase,
            self.by_money + other.by_money,
        )


NOTHING = Offer()


@dataclass(frozen=True)
class Outcome:
    """A round worked out: shares converted in all, the pool's increase, and shares for each unit of money."""

    converted: Fraction
    increase: Fraction
    per_money: Fraction


class Solver:
    """The offers that everyone chooses from, and the outcome in which each has the best of theirs."""

    def __init__(self, document: RoundDocument) -> None:
        self.document = document
        terms = document.convertibles
        self.convertibles = {each.id: offers(document, each, terms[at + 1 :]) for at, each in enumerate(terms)}
        self.protected = {each.id: [NOTHING, protection(document, each)] for each in document.preferred}
        principal = sum((document.owed(each) for each in document.convertibles), ZERO)
        self.value = document.pre_money + (principal if document.convention == "dollars_invested" else ZERO)
        self.outcome = self._solve()

    def shares_of(self, name: str) -> Fraction:
        """What a convertible becomes."""
        return max(offer.at(self.outcome) for offer in self.convertibles[name])

    def added_to(self, name: str) -> Fraction:
        """How many more common shares a protected class converts into."""
        return max(offer.at(self.outcome) for offer in self.protected[name])

    @property
    def added(self) -> Fraction:
        """Of all protected classes."""
        return sum((self.added_to(name) for name in self.protected), ZERO)

    def _solve(self) -> Outcome:
        choices = [*self.convertibles.values(), *self.protected.values()]
        chosen, to_target = [each[0] for each in choices], False
        while True:
            outcome = self._given(chosen, to_target)
            better = [_best(each, now, outcome) for each, now in zip(choices, chosen, strict=True)]
            grows = self._grows(outcome, self._added(better), to_target)
            if (better, grows) == (chosen, to_target):
                return outcome
            chosen, to_target = better, grows

    def _added(self, chosen: Sequence[Offer]) -> Offer:
        return sum(chosen[len(self.convertibles) :], NOTHING)

    def _given(self, chosen: Sequence[Offer], to_target: bool) -> Outcome:
        """The three equations, u filled in first, and then S and X by Cramer's rule."""
        document, top = self.document, ZERO if self.document.convention == "pre_money" else ONE
        converting, added = sum(chosen[: len(self.convertibles)], NOTHING), self._added(chosen)
        left = self.value - top * added.by_money
        if left <= 0:
            raise refuse("preferred", "have anti-dilution that takes more than all shares together; no price fits it")
        price = Offer((document.shares + top * added.shares) / left, top / left, 1 / left)
        s = _filled(converting, price)
        x = Offer(document.pool_increase or ZERO)
        if to_target:
            x = _filled(self._target(added), price)
        s_by_s, x_by_x = 1 - s.by_converted, 1 - x.by_increase
        whole = s_by_s * x_by_x - s.by_increase * x.by_converted
        if min(s_by_s, x_by_x, whole) <= 0:
            raise _more_than_all(s_by_s, x_by_x)
        converted = (s.shares * x_by_x + s.by_increase * x.shares) / whole
        increase = (s_by_s * x.shares + x.by_converted * s.shares) / whole
        return Outcome(converted, increase, price.at(Outcome(converted, increase, ZERO)))

    def _target(self, added: Offer) -> Offer:
        """By how much the pool falls short of its target; below 0 if it has more."""
        document, part = self.document, self.document.pool_target or ZERO
        issued = part * (document.shares + added.shares) - document.existing_unallocated
        return Offer(issued, part, part, part * (document.new_money + added.by_money))

    def _grows(self, outcome: Outcome, added: Offer, grew: bool) -> bool:
        if self.document.pool_target is None:
            return False
        wanted = self._target(added).at(outcome)
        return wanted > 0 or (wanted == 0 and grew)


def offers(document: RoundDocument, each: Convertible, later: Sequence[Convertible]) -> list[Offer]:
    """What a convertible may become: by its own cap or discount, or by those of any after it if it is an MFN."""
    amount, found = document.owed(each), []
    for terms in [each, *(later if each.mfn else [])]:
        if terms.cap is not None:
            part = amount / terms.cap
            by_all = terms.type == "post"
            found.append(Offer(part * document.shares, part if by_all else ZERO, ZERO if by_all else part))
        found.append(Offer(by_money=amount / (1 - terms.discount)))
    return found


def protection(document: RoundDocument, each: Preferred) -> Offer:
    """What anti-dilution adds to a class, as converted, if the round's price is below its conversion price.

    Full ratchet: the conversion price becomes the round's. Weighted average: CP₂ = CP₁ × (A + B) ÷ (A + C), with A the
    shares counted before, B what the new money would have bought at CP₁ and C what it does buy.
    """
    if each.anti_dilution == "none" or not document.new_money:
        return NOTHING
    if each.anti_dilution == "full_ratchet":
        return Offer(-each.as_converted, by_money=each.as_converted * each.converts_at)
    counted = each.base
    if counted is None:
        narrow = sum((other.as_converted for other in document.preferred), ZERO)
        counted = document.outstanding if each.anti_dilution == "broad" else narrow
    rise = each.as_converted * document.new_money / (counted + document.new_money / each.converts_at)
    return Offer(-rise / each.converts_at, by_money=rise)


def _best(choices: Sequence[Offer], chosen: Offer, outcome: Outcome) -> Offer:
    """The largest at this outcome; where it is as large, the one that was chosen."""
    best = max(choices, key=lambda offer: offer.at(outcome))
    return chosen if chosen.at(outcome) == best.at(outcome) else best


def _filled(offer: Offer, price: Offer) -> Offer:
    """The same with shares for a unit of money worked out from what converts and the increase."""
    money = offer.by_money
    by_price = Offer(price.shares * money, price.by_converted * money, price.by_increase * money)
    return Offer(offer.shares, offer.by_converted, offer.by_increase) + by_price


def _more_than_all(converting: Fraction, pool: Fraction) -> Refused:
    if converting <= 0:
        return refuse("convertibles", "take more than all shares together; nothing would be left for anyone else")
    if pool <= 0:
        return refuse("pool_target", "and the new money take more than all shares together")
    return refuse("convertibles", "and the pool and the new money take more than all shares together")
