"""Whole rights from exact parts: Open Cap Format's seven allocation types, over the instalments of a path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from planner.calculators.vesting_exact import Portions, Whole


def allocate(exact: Portions, allocation_type: str) -> Whole:
    """What each instalment gives, in whole rights (but for FRACTIONAL: over the same bottom as the exact parts).

    18 rights in 4 instalments of 4.5 each:
    cumulative rounding 5, 4, 5, 4; cumulative round down 4, 5, 4, 5; front loaded 5, 5, 4, 4; back loaded 4, 4, 5, 5;
    front loaded to a single tranche 6, 4, 4, 4; back loaded to a single one 4, 4, 4, 6; fractional 4.5 four times.
    (Source: Open Cap Format 1.2.0, enum AllocationType.)

    What vested by an event never changes by a later one: loading is done within what the calendar alone decides.
    """
    if allocation_type == "FRACTIONAL":
        return np.asarray(np.where(exact.given, exact.tops, 0))
    if allocation_type.startswith("CUMULATIVE"):
        total = np.cumsum(np.where(exact.given, exact.tops, 0), axis=1)
        is_down = allocation_type == "CUMULATIVE_ROUND_DOWN"
        whole = total // exact.bottom if is_down else (2 * total + exact.bottom) // (2 * exact.bottom)
        return np.diff(whole, axis=1, prepend=0)
    return _loaded(exact, allocation_type.startswith("FRONT"), allocation_type.endswith("SINGLE_TRANCHE"))


def _loaded(exact: Portions, front: bool, single: bool) -> Whole:
    tops, bottom = exact.tops, exact.bottom
    amounts = np.zeros_like(tops)
    total, given = np.zeros_like(tops[:, 0]), np.zeros_like(tops[:, 0])
    for conditions in _groups(exact):
        columns = [column for members in conditions for column in members]
        end = total + tops[:, columns].sum(axis=1)
        whole = np.maximum((-(-end // bottom) if front else end // bottom) - given, 0)
        parts = _load_group(tops, bottom, conditions, whole, (front, single))
        for column, part in zip(columns, parts, strict=True):
            if exact.given[column]:
                amounts[:, column] = part
                total, given = total + tops[:, column], given + part
    return amounts


def _groups(exact: Portions) -> Iterator[list[list[int]]]:
    """Columns by condition, and these together as far as the calendar alone decides; an event stands by itself."""

    def events(column: int) -> str:
        condition = exact.condition(column)
        return condition.id if condition.trigger.type == "VESTING_EVENT" else ""

    for _, members in groupby(range(len(exact.mets)), key=events):
        yield [list(columns) for _, columns in groupby(members, key=exact.mets.__getitem__)]


def _load_group(
    tops: Whole, bottom: int, conditions: Sequence[list[int]], whole: Whole, how: tuple[bool, bool]
) -> Iterator[Whole]:
    """First among the conditions, then among the instalments of each, so that each adds up to its own part."""
    sums = np.stack([tops[:, columns].sum(axis=1) for columns in conditions], axis=1)
    for place, part in enumerate(load(sums, bottom, whole, *how).T):
        yield from load(tops[:, conditions[place]], bottom, part, *how).T


def load(tops: Whole, bottom: int, whole: Whole, front: bool, single: bool) -> Whole:
    """Each part rounded down; what is left goes to the first (or last) that lost something, one each or all to one.

    >>> load(np.array([[9, 9, 9, 9]]), 2, np.array([18]), front=True, single=False).tolist()
    [[5, 5, 4, 4]]

    If there is less to share than the parts hold (earlier conditions had some in advance), the last ones give back.
    """
    parts = tops // bottom
    has_lost = tops % bottom != 0
    has_lost[~has_lost.any(axis=1)] = True
    left = (whole - parts.sum(axis=1))[:, None]
    extra, too_many = np.maximum(left, 0), np.maximum(-left, 0)
    turn = _counted(has_lost, front) - 1
    if single:
        more = np.where(turn == 0, extra, 0)
    else:
        count = has_lost.sum(axis=1)[:, None]
        more = extra // count + (turn < extra % count)
    behind = parts.sum(axis=1)[:, None] - np.cumsum(parts, axis=1)
    taken = np.minimum(np.maximum(too_many - behind, 0), parts)
    return np.asarray(parts + np.where(has_lost, more, 0) - taken)


def _counted(places: Whole, front: bool) -> Whole:
    """How many there are up to each, from the front or from the back."""
    return np.cumsum(places, axis=1) if front else np.cumsum(places[:, ::-1], axis=1)[:, ::-1]
