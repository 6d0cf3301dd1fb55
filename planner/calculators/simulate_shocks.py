"""Correlated shocks: for each driver, year and path a standard normal number, the same for the same seed.

Each driver draws from a stream of its own, so that a volatility more or less leaves the other drivers' futures as they
were, and drafts can be compared under the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import sqrt

import numpy as np

from planner.calculators.growth_drivers_document import Correlation
from planner.calculators.normal import Floats
from planner.calculators.reading import shown
from planner.errors import Fault

Matrix = list[list[float]]
_TOLERANCE = 1e-12


def correlations_faults(pairs: Sequence[Correlation], places: Sequence[str]) -> Iterator[Fault]:
    """Drivers that aren't there, pairs named twice, and correlations that can't hold together."""
    faults, seen = [], set[frozenset[str]]()
    for at, each in enumerate(pairs):
        here = f"drivers.correlations[{at}].between"
        for name in each.between:
            if name not in places:
                values = {"value": shown(name), "known": ", ".join(places) or "—"}
                faults.append(
                    Fault(here, "{value} is no driver of this plan that may stray; there are {known}", values)
                )
        pair = frozenset(each.between)
        if len(pair) == 1:
            faults.append(Fault(here, "names one driver twice; two are needed"))
        elif pair in seen:
            faults.append(Fault(here, "are the pair of an earlier correlation"))
        seen.add(pair)
    if not faults and root(matrix(pairs, places)) is None:
        text = "can't hold together: no figures move so. Bring them nearer to 0"
        faults.append(Fault("drivers.correlations", text))
    yield from faults


def matrix(pairs: Sequence[Correlation], places: Sequence[str]) -> list[list[Fraction]]:
    """The correlation of every two drivers; 1 with itself, 0 where nothing is said."""
    rows = {place: at for at, place in enumerate(places)}
    found = [[Fraction(int(a == b)) for b in places] for a in places]
    for each in pairs:
        a, b = (rows[name] for name in each.between)
        found[a][b] = found[b][a] = each.value
    return found


def root(correlations: Sequence[Sequence[Fraction]]) -> Matrix | None:
    """The lower triangle L with L × its transpose = the correlations (Cholesky); None if there is none.

    Of two drivers at 0.6 it is (1, 0) and (0.6, 0.8).
    """
    size = len(correlations)
    found = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = float(correlations[row][column])
            rest -= sum(found[row][k] * found[column][k] for k in range(column))
            if row == column:
                if rest < -_TOLERANCE:
                    return None
                found[row][row] = sqrt(rest) if rest > _TOLERANCE else 0.0
            elif found[column][column]:
                found[row][column] = rest / found[column][column]
            elif abs(rest) > sqrt(_TOLERANCE):
                return None
    return found


class Shocks:
    """The normals of every driver that strays, years × paths each; with `antithetic` the second half mirrors the first.

    Path i and path i + paths ÷ 2 then have opposite shocks.
    """

    def __init__(self, seed: int, years: int, paths: int, antithetic: bool) -> None:
        self.seed, self.years, self.paths, self.antithetic = seed, years, paths, antithetic

    def of(self, places: Sequence[str], correlations: Sequence[Sequence[Fraction]]) -> Mapping[str, Floats]:
        """Correlated within a year, independent from year to year."""
        own = [self._normals(place) for place in places]
        triangle = root(correlations) or []
        return {place: _joined(row, own) for place, row in zip(places, triangle, strict=True)}

    def uniforms(self) -> Floats:
        """A number from 0 to 1 a path, for the year of a sale."""
        drawn = self._stream("exit").random(self._drawn)
        return np.concatenate([drawn, 1.0 - drawn]) if self.antithetic else drawn

    def _normals(self, place: str) -> Floats:
        drawn = self._stream(place).standard_normal((self.years, self._drawn))
        return np.concatenate([drawn, -drawn], axis=1) if self.antithetic else drawn

    def _stream(self, place: str) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence((self.seed, *place.encode()))))

    @property
    def _drawn(self) -> int:
        return self.paths // 2 if self.antithetic else self.paths


def _joined(weights: Sequence[float], normals: Sequence[Floats]) -> Floats:
    """The weighted sum; a driver that moves with no other has its own normals."""
    parts = [each if weight == 1 else weight * each for weight, each in zip(weights, normals, strict=True) if weight]
    found = parts[0]
    for each in parts[1:]:
        found = found + each
    return found
