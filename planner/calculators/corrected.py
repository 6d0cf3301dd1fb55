"""The arithmetic of a correction: what an amount differs from the one before, and what stands from then on."""

from __future__ import annotations

from fractions import Fraction

from planner.figures.number import read_number, write_number

RECOVERED, WAIVED = "recovered", "waived"


def less(now: str, before: str) -> str:
    """now − before, with the decimals of the one that has most.

    >>> less("900.00", "1000.00")
    '-100.00'
    """
    size = min(_size(now), _size(before))
    return write_number((read_number(now) or Fraction(0)) - (read_number(before) or Fraction(0)), size)


def stands(now: str, before: str, downward: str) -> str:
    """What somebody has from now on: what is less counts only where the difference is recovered.

    >>> stands("900.00", "1000.00", WAIVED), stands("900.00", "1000.00", RECOVERED)
    ('1000.00', '900.00')
    """
    is_less = less(now, before).startswith("-")
    return before if is_less and downward == WAIVED else now


def nothing(like: str) -> str:
    """Zero, with the decimals of another amount."""
    return write_number(Fraction(0), _size(like))


def _size(text: str) -> Fraction:
    return Fraction(1, 10 ** len(text.partition(".")[2]))
