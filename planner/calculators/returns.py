"""What money over years comes to: its value today, and the yearly return at which that is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def present_value(amounts: Sequence[Fraction], rates: Sequence[Fraction]) -> Fraction:
    """Amounts at the years' ends, today: each divided by 1 + rate for every year until it comes.

    >>> present_value([Fraction(110), Fraction(121)], [Fraction(1, 10), Fraction(1, 10)])
    Fraction(200, 1)
    """
    found, grown = Fraction(0), Fraction(1)
    for amount, rate in zip(amounts, rates, strict=True):
        grown *= 1 + rate
        found += amount / grown
    return found


def yearly_return(paid: Fraction, got: Fraction, years: int) -> float | None:
    """The yearly rate at which what was paid once became what was got once; none if nothing was paid or no time went.

    Of 100 that became 121 in two years it is 0.1: their internal rate of return, the one root of −100 + 121 ÷ (1 + r)².
    """
    if paid <= 0 or years <= 0:
        return None
    times = float(got / paid)
    return float(times ** (1 / years)) - 1
