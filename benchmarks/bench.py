"""Run every benchmark and write `build/bench.json`: `make bench`.

A benchmark is a module beside this one with a function `measured()` that yields `Measured`. Ours and the other are run
in turn, round after round, so that a busy machine is busy for both; the median counts.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time

import benchmarks

BUILD = Path(__file__).parent.parent / "build"


@dataclass(frozen=True)
class Measured:
    """One comparison; `more_is_better` says whether the figures are rates (statements a second) or costs (ms, MB)."""

    name: str
    work: str
    ours: str
    other: str
    ours_value: float
    other_value: float
    unit: str
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """How many times better ours is."""
        better, worse = (self.ours_value, self.other_value)[:: 1 if self.more_is_better else -1]
        return better / worse if worse else float("inf")

    def entry(self) -> dict[str, object]:
        """As it stands in bench.json."""
        found = {key: value for key, value in asdict(self).items() if key != "more_is_better"}
        rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in found.items()}
        return {**rounded, "ratio": round(self.ratio, 2)}


def at_once() -> None:
    """Nothing needs to be made ready."""


def in_turn(
    ours: Callable[[], object],
    other: Callable[[], object],
    rounds: int,
    clock: Callable[[], float] = process_time,
    ready: tuple[Callable[[], None], Callable[[], None]] = (at_once, at_once),
) -> tuple[float, float]:
    """The median seconds of each, run one after the other; the first round warms up and does not count.

    `ready` is done before each, and not counted.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for prepare, work, found in zip(ready, (ours, other), times, strict=True):
            prepare()
            start = clock()
            work()
            found.append(clock() - start)
    return median(times[0][1:]), median(times[1][1:])


def main() -> None:
    """Measure everything, telling each result as it comes."""
    entries = []
    for module in sorted(found.name for found in pkgutil.iter_modules(benchmarks.__path__) if found.name != "bench"):
        for measured in import_module(f"benchmarks.{module}").measured():
            entries.append(measured.entry())
            print("{name}: {ours_value:g} {unit} beside {other_value:g} ({other}), {ratio} times".format(**entries[-1]))
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
