"""Proofs: each replays, none holds a colleague's figure, and a single changed value is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from planner import presets
from planner.calculators.proof import Prover
from planner.calculators.replay import Replay, replay
from planner.calculators.scheme import SchemeRun, run_scheme
from planner.errors import Refused
from tests.calculators.samples import COMPANY, people, scheme

ALL = [*presets.names(), *presets.examples()]
Path = tuple[str | int, ...]


def proofs(run: SchemeRun) -> list[dict[str, Any]]:
    prover = Prover(run)
    return [json.loads(json.dumps(prover.proof(place))) for place in range(len(run.people))]


def of_preset(name: str) -> list[dict[str, Any]]:
    return proofs(run_scheme(presets.load(name), COMPANY, people()))


@pytest.mark.parametrize("name", ALL)
def test_every_proof_of_every_preset_replays(name: str) -> None:
    run = run_scheme(presets.load(name), COMPANY, people())
    for place, proof in enumerate(proofs(run)):
        found = replay(proof)
        assert found.holds, (place, found.first_that_differs)
        row = run.eligible.index(place) if place in run.eligible else None
        amount = sum(award.amount(row) for award in run.awards) if row is not None else 0
        assert sum(map(float, proof["amounts"].values())) == pytest.approx(float(amount))


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str | bool]]:
    """All texts and yes-or-nos of a proof, with the way there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    elif isinstance(value, (str, bool)):
        yield path, value


def with_value(proof: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    changed = deepcopy(proof)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def other(text: str | bool) -> str | bool:
    """The same text with its last digit changed, or a letter more; no for yes."""
    if isinstance(text, bool):
        return not text
    for place in range(len(text) - 1, -1, -1):
        if text[place].isdigit():
            return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1:]}"
    return f"{text}x"


# What the identity guards, not the arithmetic: words, and who it is for.
WORDS = {"scheme", "format", "people", "issued"}


def is_figure(path: Path, proof: dict[str, Any]) -> bool:
    """Whether a change must show. A date or a rate may move a little and lead to the very same figures; facts of
    someone left out that no condition asked are never used."""
    if path[0] in WORDS or path[:2] in {("person", "id"), ("person", "given")} or path[-1] in {"rate", "cut"}:
        return False
    asked = {name for each in proof["eligible"] for name in each["operands"]}
    return path[:2] != ("person", "facts") or "reason" not in proof or path[2] in asked


def verdict(proof: dict[str, Any]) -> Replay | None:
    try:
        return replay(proof)
    except Refused:
        return None


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("place", [0, 3, 5, 6])
def test_a_changed_figure_is_found_and_named(name: str, place: int) -> None:
    proof = of_preset(name)[place]
    missed = []
    for path, text in leaves(proof):
        if not is_figure(path, proof):
            continue
        found = verdict(with_value(proof, path, other(text)))
        if found is not None and found.holds:
            missed.append((path, text))
        elif found is not None:
            assert found.first_that_differs is not None
            assert found.first_that_differs.place
    assert missed == []
