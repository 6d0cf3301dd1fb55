"""The normal distribution over arrays, to double precision."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Hart's rational approximation (algorithm 5666), as in G. West, "Better approximations to cumulative normal functions".
_TOP = (3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
        221.213596169931, 220.206867912376)  # fmt: skip
_BOTTOM = (8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
           637.333633378831, 793.826512519948, 440.413735824752)  # fmt: skip


def cumulative(x: Floats) -> Floats:
    """The chance of a value below x, standard normal: 0.5 at 0, 0.975 at 1.959964."""
    return cumulative_and_density(x)[0]


def cumulative_and_density(x: Floats) -> tuple[Floats, Floats]:
    """The chance of a value below x, and how likely values near x are: 0.5 and 0.398942 at 0."""
    size = np.minimum(np.abs(x), 37.0)
    weight = np.exp(-0.5 * size * size)
    tail = np.asarray(weight * _series(_TOP, size) / _series(_BOTTOM, size))
    is_far = size >= 7.07106781186547
    if is_far.any():
        far, light = np.asarray(size)[is_far], np.asarray(weight)[is_far]
        tail[is_far] = light / (_ROOT * (far + 1 / (far + 2 / (far + 3 / (far + 4 / (far + 0.65))))))
    return tail + (x > 0) * (1 - 2 * tail), np.asarray(weight / _ROOT)


_ROOT = np.sqrt(2 * np.pi)


def _series(factors: tuple[float, ...], x: Floats) -> Floats:
    """The polynomial with these factors, the highest power first."""
    found = factors[0] * x + factors[1]
    for factor in factors[2:]:
        found *= x
        found += factor
    return found
