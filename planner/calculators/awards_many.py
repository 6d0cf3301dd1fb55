"""A scheme's awards over many paths: who gets what of each, without an array of people × paths where one can do.

A sum that is shared out by weights of which none differs from path to path is one rate a path: each person's part is
their weight times it, between floor and cap, and rises with it. Only awards whose own formula, weights or bounds follow
a company fact need people × paths. Amounts are to the cent but for the largest remainder, which moves a cent or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from planner.calculators.figures_many import CannotSimulate, Many
from planner.calculators.normal import Floats
from planner.calculators.scheme_run import AwardResult, SchemeRun
from planner.errors import refuse
from planner.figures import column as columns
from planner.figures.figure import Figure

MOST_CELLS = 20_000_000  # people × paths that may be kept: 160 MB
BLOCK = 2_000_000  # people × paths that are worked out at once
HALVINGS = 60


@dataclass(frozen=True)
class Rated:
    """A sum shared out: each person's weight times the path's rate, between bounds."""

    rate: Floats
    weights: Floats
    floors: Floats
    caps: Floats

    def of(self, row: int, rate: Floats) -> Floats:
        """What a person gets at these rates."""
        found: Floats = np.clip(rate * self.weights[row], self.floors[row], self.caps[row])
        return found

    def amounts(self, row: int) -> Floats:
        """What a person gets on each path."""
        return self.of(row, self.rate)

    @property
    def is_free(self) -> bool:
        """Whether nobody has a floor or a cap."""
        return not (np.isfinite(self.floors).any() or np.isfinite(self.caps).any())


@dataclass(frozen=True)
class Own:
    """Each person's own amount, people × paths (or × 1)."""

    cells: Floats

    def amounts(self, row: int) -> Floats:
        """What a person gets on each path."""
        found: Floats = self.cells[row]
        return found


@dataclass(frozen=True)
class AwardPaths:
    """An award over the paths, its unit, and what all get together."""

    unit: str
    parts: Rated | Own
    total: Floats


def awards_over(run: SchemeRun, facts: Mapping[str, Floats], place: str) -> list[AwardPaths]:
    """Every award of a run over the paths of these company facts. Raises Refused, naming the scheme's place."""
    many = Many(run, facts)
    try:
        if named := {name for formula in run.rules.eligible.values() for name in formula.names() & facts.keys()}:
            raise refuse(f"{place}.eligible", "follow from {names}, which differs from path to path; who shares can't",
                         names=", ".join(sorted(named)))  # fmt: skip
        return [_award(run, many, facts, award, f"{place}.award[{at}]") for at, award in enumerate(run.awards)]
    except CannotSimulate:
        raise refuse(place, "has a formula that looks a text or table up by a figure that differs from path to path"
                     ) from None  # fmt: skip


def _award(run: SchemeRun, many: Many, facts: Mapping[str, Floats], award: AwardResult, place: str) -> AwardPaths:
    figures = award.figures
    if "amount" not in figures and not any(many.moves(each) for name, each in figures.items() if name != "split"):
        parts, total = _rated(many, award, len(run.eligible), place)
        return AwardPaths(award.unit, parts, total)
    cells = _checked(_in_blocks(run, facts, award, place), place)
    return AwardPaths(award.unit, Own(cells), cells.sum(axis=0))


def _checked(values: Floats, place: str) -> Floats:
    if not np.isfinite(values).all():
        raise refuse(place, "can't be worked out on every path: it divides by zero, or grows without measure")
    return values


def _rated(many: Many, award: AwardResult, people: int, place: str) -> tuple[Rated, Floats]:
    pool = _checked(many.of(award.figures["split"])[0], place)
    weights = many.everybody(many.of(award.figures["by"]))[:, 0]
    floors = _bounds(award, "floor", columns.up, people, -np.inf)
    caps = _bounds(award, "cap", columns.down, people, np.inf)
    if not weights.any() and pool.any():
        raise refuse(place, "has money to share on some paths, but nobody is eligible or all weights are zero")
    _hold(pool, floors, place)
    turns, totals = _turns(pool, weights, floors, caps)
    parts = Rated(np.interp(pool, totals, turns), weights, floors, caps)
    return parts, pool if parts.is_free else np.clip(pool, totals[0], totals[-1])


def _bounds(award: AwardResult, part: str, how: Callable[[int, int], int], people: int, none: float) -> Floats:
    """A bound in whole steps a person, as the exact run has it."""
    if part not in award.figures:
        return np.full(people, none)
    steps = columns.in_steps(award.figures[part].numbers, award.award.size, how, people)
    return np.array([float(each * award.award.size) for each in steps])


def _turns(pool: Floats, weights: Floats, floors: Floats, caps: Floats) -> tuple[Floats, Floats]:
    """The rates at which someone meets a bound, and what all parts add up to there: between them are straight lines."""
    with np.errstate(all="ignore"):
        turns = np.concatenate([floors / weights, caps / weights])
    turns = np.unique(np.append(turns[np.isfinite(turns)], 0.0))
    far = np.abs(pool).max() / weights.min(initial=np.inf, where=weights > 0)
    turns = np.concatenate([[turns[0] - far], turns, [turns[-1] + far]])
    totals = np.array([np.clip(rate * weights, floors, caps).sum() for rate in turns])
    return turns, totals


def _in_blocks(run: SchemeRun, facts: Mapping[str, Floats], award: AwardResult, place: str) -> Floats:
    """People × paths, worked out some paths at a time, so that what is between takes little room."""
    people = len(run.eligible)
    paths = max((each.size for each in facts.values()), default=1)
    if people * paths > MOST_CELLS:
        text = "follows the company's figures person by person; {people} people allow at most {paths} paths"
        raise refuse(place, text, people=people, paths=MOST_CELLS // people)
    found, size = np.empty((people, paths)), max(1, BLOCK // max(1, people))
    for start in range(0, paths, size):
        many = Many(run, {name: each[start : start + size] for name, each in facts.items()})
        found[:, start : start + size] = _own(many, award.figures, award.award.size, place)
    return found


def _hold(pool: Floats, floors: Floats, place: str) -> None:
    """Raises Refused where a path has less to share than the floors ask for."""
    if (floors.sum(axis=0) > np.maximum(pool, 0.0) + 1e-6).any():
        raise refuse(place, "has floors that add up to more than there is to share on some paths")


def _own(many: Many, figures: Mapping[str, Figure], size: Fraction, place: str) -> Floats:
    """Each person's amount, or their part of a sum whose weights or bounds differ from path to path."""
    if "amount" in figures:
        return many.of(figures["amount"])
    pool, weights = many.of(figures["split"]), many.everybody(many.of(figures["by"]))
    if (weights < 0).any():
        raise refuse(place, "has a weight below zero on some paths, and a share can't be")
    if "floor" not in figures and "cap" not in figures:
        whole = weights.sum(axis=0, keepdims=True)
        with np.errstate(all="ignore"):
            return np.where(whole, weights * (pool / whole), 0.0)
    step = float(size)
    floors = np.ceil(many.of(figures["floor"]) / step) * step if "floor" in figures else np.full((1, 1), -np.inf)
    caps = np.floor(many.of(figures["cap"]) / step) * step if "cap" in figures else np.full((1, 1), np.inf)
    _hold(pool, np.broadcast_to(floors, weights.shape), place)
    return _levelled(pool, weights, floors, caps)


def _levelled(pool: Floats, weights: Floats, floors: Floats, caps: Floats) -> Floats:
    """The parts at the rate that makes them the sum, found by halving: the sum of all parts only rises with it."""
    with np.errstate(all="ignore"):
        bounds = [np.abs(pool)] + [np.where(np.isfinite(each), np.abs(each), 0.0) for each in (floors, caps)]
        least = np.where(weights > 0, weights, np.inf).min(axis=0, keepdims=True)
        far = sum((each.max(axis=0, keepdims=True) for each in bounds), np.zeros((1, 1))) / least
    low, high = -far, far.copy()
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = np.clip(middle * weights, floors, caps).sum(axis=0, keepdims=True) < pool
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    found: Floats = np.clip(high * weights, floors, caps)
    return found
