"""Exact numbers as text: reading, writing and rounding, with nothing lost on the way.

All numbers are rational (`Fraction`): money, rates and quantities are never floats.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from fractions import Fraction

MAX_DIGITS = 10_000
MAX_BITS = 33_220  # a number of 10,000 digits
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_TEXT = re.compile(r"[+-]?\d+(\.\d+)?%?|[+-]?\d+/0*[1-9]\d*", re.ASCII)

# Python refuses to print whole numbers of over 4,300 digits unless told otherwise; ours are bounded at 10,000.
sys.set_int_max_str_digits(max(sys.get_int_max_str_digits(), 4 * MAX_DIGITS))


def read_number(written: object) -> Fraction | None:
    """The number that a document's value stands for, or None if it doesn't read as one.

    Accepted: whole numbers, booleans (1 and 0), decimals, and texts such as `"1234.50"`, `"-3"`, `"2/3"`, `"12.5%"`.

    >>> read_number("12.5%")
    Fraction(1, 8)
    """
    if isinstance(written, str):
        return _read_text(written)
    if isinstance(written, (int, Fraction)):
        return Fraction(written)
    if isinstance(written, float):
        return _read_decimal(Decimal(repr(written)))
    return _read_decimal(written) if isinstance(written, Decimal) else None


def read_ratio(written: object) -> tuple[int, int] | None:
    """As `read_number`, but as a numerator over a power of ten or what else it is written over: quick for columns."""
    if isinstance(written, str) and _PLAIN.fullmatch(written) and len(written) <= MAX_DIGITS:
        whole, _, rest = written.partition(".")
        return int(whole + rest), 10 ** len(rest)
    if isinstance(written, int):
        return int(written), 1
    number = read_number(written)
    return None if number is None else (number.numerator, number.denominator)


def _read_text(text: str) -> Fraction | None:
    if len(text) > MAX_DIGITS or not _TEXT.fullmatch(text):
        return None
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _read_decimal(value: Decimal) -> Fraction | None:
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        return None
    return Fraction(value)


def decimals_of(value: Fraction) -> int | None:
    """How many decimals write the number in full; None if no number of them does (1/3).

    >>> decimals_of(Fraction(1, 8))
    3
    """
    bottom, twos, fives = value.denominator, 0, 0
    while bottom % 2 == 0:
        bottom, twos = bottom // 2, twos + 1
    while bottom % 5 == 0:
        bottom, fives = bottom // 5, fives + 1
    return max(twos, fives) if bottom == 1 else None


def write_number(value: Fraction, step: Fraction | None = None) -> str:
    """The number in full, with as many decimals as its step has; a fraction `a/b` where decimals never end.

    >>> write_number(Fraction(15), Fraction(1, 10000)), write_number(Fraction(1, 8)), write_number(Fraction(2, 3))
    ('15.0000', '0.125', '2/3')
    """
    decimals = decimals_of(value)
    if decimals is None:
        return write_ratio(value)
    return write_decimal(value, max(decimals, (step and decimals_of(step)) or 0))


def write_ratio(value: Fraction) -> str:
    """An exact fraction as `a/b`, and a whole number as `2/1`.

    >>> write_ratio(Fraction(2, 3)), write_ratio(Fraction(2))
    ('2/3', '2/1')
    """
    return f"{value.numerator}/{value.denominator}"


def write_decimal(value: Fraction, decimals: int) -> str:
    """`-1234.50`: a number with this many decimals, which must be able to hold it."""
    units = value.numerator * 10**decimals // value.denominator
    if not decimals:
        return str(units)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    return f"{'-' if units < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """Rounded to whole steps, halves away from zero: 0.125 to 0.01 is 0.13, −0.125 is −0.13."""
    return half_up_ratio(value.numerator * step.denominator, value.denominator * step.numerator) * step


def half_up_ratio(top: int, bottom: int) -> int:
    """The whole number nearest to top ÷ bottom (bottom above 0), halves away from zero."""
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole
