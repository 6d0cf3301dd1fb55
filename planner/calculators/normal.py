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


def density(x: Floats) -> Floats:
    """How likely values near x are, standard normal."""
    return np.asarray(np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi))


def cumulative(x: Floats) -> Floats:
    """The chance of a value below x, standard normal: 0.5 at 0, 0.975 at 1.959964."""
    size = np.minimum(np.abs(x), 37.0)
    near = np.exp(-0.5 * size * size) * np.polyval(_TOP, size) / np.polyval(_BOTTOM, size)
    far = density(size) / (size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65)))))
    tail = np.where(size < 7.07106781186547, near, far)
    return np.where(x > 0, 1 - tail, tail)
