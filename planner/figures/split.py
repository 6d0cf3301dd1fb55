"""Sharing a sum out over weights so that nothing is lost: largest remainder, with floors and caps.

All amounts here are whole steps (cents, if the step is 0.01). With no bounds every part is the exact share rounded
down; what is left goes, a step at a time, to the largest remainders. With bounds there is one exact rate `r` at which
the parts, each `r × weight` held between its floor and its cap, add up to the sum; those at a bound are whole steps
already, the others are rounded by largest remainder and never past a bound.

Largest remainder has known limits: one step more to share may move a step away from someone. Weights 6, 6, 2:
10 steps give 4, 4, 2 and 11 give 5, 5, 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

Rank = Callable[[int], Any]


@dataclass(frozen=True)
class Shares:
    """What a sum became, in whole steps: each part includes its leftover step, if it got one."""

    parts: list[int]
    leftover: list[int]  # 1 (or −1) for those who got a step that rounding left
    rate: Fraction | None  # exact steps per unit of weight; None if everyone who could is at a bound
    cut: Fraction  # the largest remainder that got no step, 0 to 1
    capped: list[bool]
    floored: list[bool]
    undistributed: int = 0


class CannotShare(Exception):
    """Nothing can be shared this way: `text` is a fault's template, `row` whom it concerns."""

    def __init__(self, text: str, row: int | None = None) -> None:
        super().__init__(text)
        self.text, self.row = text, row


def share(
    total: int,
    weights: Sequence[int],
    floors: Sequence[int] | None = None,
    caps: Sequence[int] | None = None,
    rank: Rank = lambda row: row,
) -> Shares:
    """Whole steps of `total` by `weights` (whole numbers, none negative), within `floors` and `caps` (whole steps).

    Equal remainders go to the lower `rank`. A negative total mirrors its positive. Raises CannotShare if there is
    money to share and all weights are zero, a weight is negative, or the bounds contradict each other.

    >>> share(10_000, [1, 1, 1]).parts
    [3334, 3333, 3333]
    """
    if total < 0:
        mirrored = share(-total, weights, caps and [-cap for cap in caps], floors and [-low for low in floors], rank)
        return _mirrored(mirrored)
    _check(total, weights, floors, caps)
    low, high = _at_bounds(total, weights, floors, caps)
    free = [row for row in range(len(weights)) if not low[row] and not high[row]]
    fixed = sum(floors[row] for row in range(len(weights)) if floors and low[row])
    fixed += sum(caps[row] for row in range(len(weights)) if caps and high[row])
    return _rounded(total - fixed, weights, floors, caps, low, high, free, rank)


def _mirrored(shares: Shares) -> Shares:
    rate = -shares.rate if shares.rate is not None else None
    return Shares([-part for part in shares.parts], [-one for one in shares.leftover], rate, shares.cut,
                  shares.floored, shares.capped, -shares.undistributed)  # fmt: skip


def _check(total: int, weights: Sequence[int], floors: Sequence[int] | None, caps: Sequence[int] | None) -> None:
    for row, weight in enumerate(weights):
        if weight < 0:
            raise CannotShare("is below zero, and a share can't be", row)
    if floors and caps:
        for row, (floor, cap) in enumerate(zip(floors, caps, strict=True)):
            if floor > cap:
                raise CannotShare("has a floor above the cap", row)
    floored = sum(floors) if floors else 0
    if floors and floored > total:
        raise CannotShare("the floors add up to more than there is to share")
    if total > floored and not any(weights):
        raise CannotShare("all weights are zero, so nobody can get a part" if weights else "nobody is eligible")


def _at_bounds(
    total: int, weights: Sequence[int], floors: Sequence[int] | None, caps: Sequence[int] | None
) -> tuple[list[bool], list[bool]]:
    """Who is held at the floor and who at the cap.

    At a trial rate the parts add up to too much or to too little. If too much, the true rate is lower still, so that
    all now at their floor stay there; if too little, all now at their cap stay there. Fix those and try the rest.
    """
    low, high = [False] * len(weights), [False] * len(weights)
    if not floors and not caps:
        return low, high
    left, free = total, list(range(len(weights)))
    while free:
        weight = sum(weights[row] for row in free)
        # rate = left / weight; a weight of zero in all means that nobody left can take anything
        under = [r for r in free if floors and weights[r] * left < floors[r] * weight] if weight else free
        over = [r for r in free if caps and weights[r] * left > caps[r] * weight]
        excess = sum(floors[r] * weight - weights[r] * left for r in under) if floors and weight else 0
        excess -= sum(weights[r] * left - caps[r] * weight for r in over) if caps else 0
        settled, flags, bounds = (under, low, floors) if excess >= 0 and under else (over, high, caps)
        if not settled or bounds is None:
            break
        for row in settled:
            flags[row] = True
        left -= sum(bounds[row] for row in settled)
        gone = set(settled)
        free = [row for row in free if row not in gone]
    return low, high


def _rounded(left: int, weights: Sequence[int], floors: Sequence[int] | None, caps: Sequence[int] | None,
             low: list[bool], high: list[bool], free: list[int], rank: Rank) -> Shares:  # fmt: skip
    parts = [floors[r] if floors and low[r] else caps[r] if caps and high[r] else 0 for r in range(len(weights))]
    leftover = [0] * len(weights)
    weight = sum(weights[row] for row in free)
    if not weight:
        return Shares(parts, leftover, None if left or not free else Fraction(0), Fraction(0), high, low, left)
    remainders = {}
    for row in free:
        parts[row], remainders[row] = divmod(left * weights[row], weight)
    spare = left - sum(parts[row] for row in free)
    cut = 0
    if remainders and spare < len(remainders):
        cut = sorted(remainders.values(), reverse=True)[spare]
    for row in _lucky(remainders, spare, cut, rank):
        parts[row] += 1
        leftover[row] = 1
    return Shares(parts, leftover, Fraction(left, weight), Fraction(cut, weight), high, low, 0)


def _lucky(remainders: dict[int, int], spare: int, cut: int, rank: Rank) -> list[int]:
    """Who gets a spare step: all above the cut, then, of those at it, the first in rank."""
    above = [row for row, remainder in remainders.items() if remainder > cut]
    if len(above) == spare:
        return above
    level = sorted((row for row, remainder in remainders.items() if remainder == cut), key=rank)
    return above + level[: spare - len(above)]


_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=65_536)
def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts as people count: E2 before E10, E before E1, whatever the capitals; equal ones by their
    exact text."""
    pieces = _DIGITS.split(text)
    key = [
        (0, int(piece), "") if place % 2 else (1, 0, piece.casefold()) for place, piece in enumerate(pieces) if piece
    ]
    return (*key, (-1, 0, text))  # what ends goes first: E before E10, E2 before E2a
