"""What money over years comes to: its value today, and the yearly return at which that is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def present_value(amounts: Mapping[int, Fraction], rate: Fraction) -> Fraction:
    """Amounts by the year in which they come, today: each divided by (1 + rate) a year.

    >>> present_value({1: Fraction(110), 2: Fraction(121)}, Fraction(1, 10))
    Fraction(200, 1)
    """
    return sum((amount / (1 + rate) ** year for year, amount in amounts.items()), Fraction(0))


def yearly_return(paid: Fraction, got: Fraction, years: int) -> float | None:
    """The yearly rate at which what was paid once became what was got once; none if nothing was paid or no time went.

    Of 100 that became 121 in two years it is 0.1: their internal rate of return, the one root of −100 + 121 ÷ (1 + r)².
    """
    if paid <= 0 or years <= 0:
        return None
    times = float(got / paid)
    return float(times ** (1 / years)) - 1
