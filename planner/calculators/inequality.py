"""Indices of how unevenly a sum is spread: 0 is all the same.

Amounts are whole numbers in ascending order, of whatever unit: no index depends on it. Gini and quantiles are exact;
logarithms and roots are worked out to 50 digits, in that one order, so that the order of people changes nothing.
(Sources: C. Gini 1912; H. Theil, Economics and Information Theory, 1967; A.B. Atkinson, On the measurement of
inequality, Journal of Economic Theory 2, 1970.)
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

DIGITS = Context(prec=50)
DECIMALS = 12


def gini(amounts: Sequence[int]) -> Fraction:
    """The mean difference between any two people, over twice the mean.

    Of everyone with themselves too (not corrected for few people): with n people it is at most 1 − 1/n.

    >>> gini([1, 1, 1, 5])
    Fraction(3, 8)
    """
    count = len(amounts)
    weighted = sum((2 * place - count - 1) * amount for place, amount in enumerate(amounts, 1))
    return Fraction(weighted, count * sum(amounts))


def theil(amounts: Sequence[int]) -> Decimal:
    """The mean of x/μ · ln(x/μ), with 0 · ln 0 = 0; nothing for nobody with anything. At most ln n.

    >>> round(theil([0, 0, 0, 8]), 6)  # ln 4
    Decimal('1.386294')
    """
    total = sum(amounts)
    with localcontext(DIGITS):
        return sum((_share_log(amount, total, 1, len(amounts)) for amount in amounts), Decimal(0))


def theil_between(groups: Sequence[Sequence[int]]) -> Decimal:
    """Theil's index if everyone had the mean of their group."""
    total, count = sum(map(sum, groups)), sum(map(len, groups))
    with localcontext(DIGITS):
        return sum((_share_log(sum(group), total, len(group), count) for group in groups), Decimal(0))


def theil_within(groups: Sequence[Sequence[int]]) -> Decimal:
    """The indices of the groups, weighed by their part of the sum: with `theil_between` it is the whole index."""
    total = sum(map(sum, groups))
    with localcontext(DIGITS):
        return sum((theil(group) * sum(group) / total for group in groups), Decimal(0))


def _share_log(amount: int, total: int, people: int, count: int) -> Decimal:
    """s · ln(s ÷ p), of a part s of the sum that a part p of the people have."""
    if not amount:
        return Decimal(0)
    share = Decimal(amount) / total
    return share * (Decimal(amount * count) / (total * people)).ln()


def atkinson(amounts: Sequence[int], aversion: Fraction) -> Decimal:
    """The part of the sum that could be missed if it were spread evenly, at this aversion to inequality: 1/2, 1 or 2.

    1 − the mean of x^(1−ε) to the power 1/(1−ε), over the mean of x; for ε = 1 the geometric mean.

    >>> atkinson([1, 4], Fraction(2))  # 1 − harmonic mean 1.6 ÷ mean 2.5
    Decimal('0.36')
    """
    if aversion >= 1 and not amounts[0]:
        return Decimal(1)
    count = len(amounts)
    with localcontext(DIGITS):
        mean = Decimal(sum(amounts)) / count
        if aversion == 1:
            return 1 - (sum((Decimal(amount).ln() for amount in amounts), Decimal(0)) / count).exp() / mean
        if aversion == 2:
            return 1 - count / sum((1 / Decimal(amount) for amount in amounts), Decimal(0)) / mean
        return 1 - (sum((Decimal(amount).sqrt() for amount in amounts), Decimal(0)) / count) ** 2 / mean


def quantile(amounts: Sequence[int], part: Fraction) -> Fraction:
    """The amount that this part of the people stay below, in between two people by straight line.

    The most usual of nine definitions, "type 7" of Hyndman and Fan (1996): place 1 + (n − 1) · part.

    >>> quantile([10, 20, 30, 40], Fraction(1, 2))
    Fraction(25, 1)
    """
    place = (len(amounts) - 1) * part
    below = int(place)
    above = min(below + 1, len(amounts) - 1)
    return amounts[below] + (place - below) * (amounts[above] - amounts[below])


def estimate(value: Decimal | Fraction) -> float:
    """As a JSON number of at most 12 decimals; what rounding leaves of nothing is 0."""
    exact = Fraction(value)
    return float(round(exact, DECIMALS))
