"""A round's circle, solved exactly: the price depends on what converts and on the pool, and both on the price.

With each convertible's choice between its cap and its discount made, and the pool's increase either by its target or
none, everything is linear: `S` shares converted, `X` the pool's increase, `u` = 1 ÷ price:

    S = f·(shares + S) + g·(shares + X) + k·u      (post caps, pre caps, and those who take the round's price)
    u = (shares + X [+ S]) ÷ value                 (without S where conversion comes on top)
    X = t·(shares + S + X + money·u) − unallocated

Each choice takes the larger of two amounts that only rise with the others, so that changing to the better choices,
again and again, ends at the one solution (policy iteration), after as many turns as there are choices at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planner.calculators.round_document import Convertible, RoundDocument
from planner.errors import Refused, refuse

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Choices:
    """Who takes the cap, and whether the pool grows to its target."""

    capped: frozenset[str]
    to_target: bool


@dataclass(frozen=True)
class Outcome:
    """A round worked out: shares converted in all, the pool's increase, and shares for each unit of money."""

    converted: Fraction
    increase: Fraction
    per_money: Fraction


def solve(document: RoundDocument) -> Outcome:
    """The outcome in which everyone has the better of cap and discount. Raises Refused if there is none."""
    choices = Choices(frozenset(each.id for each in document.convertibles if each.cap is not None), to_target=False)
    while True:
        outcome = _given(document, choices)
        better = _better(document, choices, outcome)
        if better == choices:
            return outcome
        choices = better


def shares_of(document: RoundDocument, each: Convertible, outcome: Outcome) -> Fraction:
    """What a convertible becomes: the better of its cap and the round's price less its discount."""
    return max(at_cap(document, each, outcome), at_discount(each, outcome))


def at_cap(document: RoundDocument, each: Convertible, outcome: Outcome) -> Fraction:
    """By its cap over the shares that it counts: with all that converts (post), or with the pool's increase (pre)."""
    if each.cap is None:
        return ZERO
    counted = document.shares + (outcome.converted if each.type == "post" else outcome.increase)
    return each.amount / each.cap * counted


def at_discount(each: Convertible, outcome: Outcome) -> Fraction:
    """At the round's price less the discount."""
    return each.amount * outcome.per_money / (1 - each.discount)


def value_of(document: RoundDocument) -> Fraction:
    """The value over which the price is worked out: in dollars invested, with the principal that converts."""
    principal = sum((each.amount for each in document.convertibles), ZERO)
    return document.pre_money + (principal if document.convention == "dollars_invested" else ZERO)


def _given(document: RoundDocument, choices: Choices) -> Outcome:
    """The two equations in S and X that remain once u is filled in, by Cramer's rule."""
    shares, value = document.shares, value_of(document)
    counts = ZERO if document.convention == "pre_money" else ONE  # whether S is in the price
    f, g, k = _weights(document, choices)
    t = document.pool_target if choices.to_target and document.pool_target is not None else ZERO
    fixed = ZERO if choices.to_target else document.pool_increase or ZERO
    reach = t * document.new_money / value
    s_by_s, s_by_x, s_alone = 1 - f - k * counts / value, g + k / value, shares * (f + g + k / value)
    x_by_x, x_by_s = 1 - t - reach, t + reach * counts
    x_alone = shares * (t + reach) - document.existing_unallocated if choices.to_target else fixed
    whole = s_by_s * x_by_x - s_by_x * x_by_s
    if min(s_by_s, x_by_x, whole) <= 0:
        raise _more_than_all(s_by_s, x_by_x)
    converted = (s_alone * x_by_x + s_by_x * x_alone) / whole
    increase = (s_by_s * x_alone + x_by_s * s_alone) / whole
    return Outcome(converted, increase, (shares + increase + counts * converted) / value)


def _weights(document: RoundDocument, choices: Choices) -> tuple[Fraction, Fraction, Fraction]:
    """Of post caps and pre caps, the part they take; of the others, the money at the round's price."""
    post = pre = money = ZERO
    for each in document.convertibles:
        if each.id not in choices.capped or each.cap is None:
            money += each.amount / (1 - each.discount)
        elif each.type == "post":
            post += each.amount / each.cap
        else:
            pre += each.amount / each.cap
    return post, pre, money


def _better(document: RoundDocument, choices: Choices, outcome: Outcome) -> Choices:
    """The choices that are best at this outcome; where both are as good, as they were."""
    capped = set()
    for each in document.convertibles:
        cap, discount = at_cap(document, each, outcome), at_discount(each, outcome)
        if cap > discount or (cap == discount and each.id in choices.capped):
            capped.add(each.id)
    wanted = _wanted_increase(document, outcome)
    return Choices(frozenset(capped), wanted > 0 or (wanted == 0 and choices.to_target))


def _wanted_increase(document: RoundDocument, outcome: Outcome) -> Fraction:
    """By how much the pool falls short of its target, as if it had grown as it has; below 0 if it has more."""
    if document.pool_target is None:
        return Fraction(-1)
    total = document.shares + outcome.converted + outcome.increase + document.new_money * outcome.per_money
    return document.pool_target * total - document.existing_unallocated


def _more_than_all(converting: Fraction, pool: Fraction) -> Refused:
    if converting <= 0:
        return refuse("convertibles", "take more than all shares together; nothing would be left for anyone else")
    if pool <= 0:
        return refuse("pool_target", "and the new money take more than all shares together")
    return refuse("convertibles", "and the pool and the new money take more than all shares together")
