"""Proofs: each replays, none holds a colleague's figure, and a single changed value is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import presets
from planner.calculators.proof import Prover
from planner.calculators.replay import Replay, replay
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_run import SchemeRun
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
            return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
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


WEIGHTED = st.fixed_dictionaries(
    {
        "w": st.integers(0, 20),
        "low": st.integers(0, 4),
        "high": st.integers(4, 90),
        "x": st.sampled_from(["1", "0.7", "3", "9"]),
    }
)
KINDS: list[dict[str, Any]] = [
    {"by": "w"},
    {"by": "w / x"},
    {"by": "w", "cap": "high"},
    {"by": "w / x", "floor": "low", "cap": "high / x + low"},
    {"by": "w + 1", "floor": "low / 3"},
    {"by": "mix(30%, w + 1, 70%, x)"},
    {"by": "1"},
    {"by": "w", "unit": "share"},
    {"by": "w", "step": "0.05"},
]
AWARDS = st.lists(st.sampled_from(KINDS), min_size=1, max_size=3)


@given(st.lists(WEIGHTED, min_size=1, max_size=9), AWARDS, st.integers(-900, 90_000), st.booleans())
def test_every_proof_replays_whatever_is_shared(
    who: list[dict[str, Any]], awards: list[dict[str, Any]], cents: int, negative: bool
) -> None:
    who = [{"id": f"p{place}", **each} for place, each in enumerate(who)]
    who[0]["w"] += 1
    pool = Fraction(cents, 100)
    lows = sum(each["low"] for each in who)
    steps = [{"name": "pool", "formula": f"{pool.numerator} / {pool.denominator}", "step": "0.01"}]
    bounded = [{**award, "split": f"max(pool, {lows})" if "floor" in award else "pool"} for award in awards]
    if negative and cents > 0:
        bounded = [{**award, "split": "-pool"} for award in awards if "floor" not in award and "cap" not in award]
    if not bounded:
        return
    run = run_scheme(scheme(company=steps, award=bounded), {}, who)
    for proof in proofs(run):
        found = replay(proof)
        assert found.holds, found.first_that_differs


@pytest.mark.parametrize("cents", [0, 4_321])
@pytest.mark.parametrize("award", KINDS, ids=str)
def test_a_changed_figure_is_found_whatever_is_shared(award: dict[str, Any], cents: int) -> None:
    who: list[dict[str, Any]] = [{"id": f"p{n}", "w": n + 1, "low": n, "high": 9, "x": "0.7"} for n in range(3)]
    pool = Fraction(cents, 100) + sum(each["low"] for each in who)
    steps = [{"name": "pool", "formula": f"{pool.numerator} / {pool.denominator}", "step": "0.01"}]
    for proof in proofs(run_scheme(scheme(company=steps, award=[{**award, "split": "pool"}]), {}, who)):
        for path, value in leaves(proof):
            if is_figure(path, proof):
                found = verdict(with_value(proof, path, other(value)))
                assert found is None or not found.holds, (path, value)


def test_no_colleagues_figure_stands_in_a_proof() -> None:
    """Each person's pay is a number that occurs nowhere else; it is found in their own proof only."""
    who = [{**each, "monthly_salary": f"{3001 + 137 * place}.{11 + place}"} for place, each in enumerate(people())]
    for name in ALL:
        for place, proof in enumerate(proofs(run_scheme(presets.load(name), COMPANY, who))):
            text = json.dumps(proof)
            for other_place, colleague in enumerate(who):
                if other_place != place:
                    assert f'"{colleague["id"]}"' not in text
                    assert colleague["monthly_salary"] not in text


def company_step(formula: str, count: int, left_out: int) -> Any:
    """The one company step of a proof, with so many people in and so many left out."""
    who = [
        {"id": str(place), "x": place + 1, "team": "A" if place < 5 else "B", "inside": int(place >= left_out)}
        for place in range(count)
    ]
    document = scheme(eligible=[{"name": "in", "when": "inside = 1"}], company=[{"name": "a", "formula": formula}])
    (step,) = proofs(run_scheme(document, {}, who))[-1]["company"]
    return step["operands"][formula], step["result"]


@pytest.mark.parametrize(
    ("count", "left_out", "told"),
    [(5, 0, True), (4, 0, False), (10, 5, True), (10, 4, False), (10, 1, False), (6, 2, False)],
)
def test_a_total_is_told_if_those_in_and_out_are_none_or_five(count: int, left_out: int, told: bool) -> None:
    operand, value = company_step("total(x)", count, left_out)
    expected = str(sum(range(left_out + 1, count + 1))) if told else None
    assert (operand, value) == (expected, expected)


@pytest.mark.parametrize("formula", ["smallest(x)", "largest(x)"])
def test_one_persons_value_is_never_told(formula: str) -> None:
    assert company_step(formula, 20, 0) == (None, None)


def test_how_many_there_are_is_told() -> None:
    assert company_step("count()", 7, 1) == ("6", "6")


def test_what_follows_from_a_withheld_total_is_withheld_and_replays() -> None:
    steps = [{"name": "a", "formula": "total(x)"}, {"name": "b", "formula": "a * 2", "step": "0.01"}]
    document = scheme(company=steps, person=[{"name": "c", "formula": "b / 100 + x"}], award=[{"amount": "c"}])
    (proof, *_) = proofs(run_scheme(document, {}, [{"id": "1", "x": 1}, {"id": "2", "x": 5}]))
    assert [each["result"] for each in proof["company"]] == [None, None]
    assert replay(proof).holds


def test_a_proof_of_someone_left_out_shows_the_condition() -> None:
    proof = of_preset("half-and-half")[3]
    assert proof["reason"] == "service"
    (condition,) = proof["eligible"]
    assert (condition["name"], condition["formula"]) == ("service", "tenure_months >= minimum_service")
    assert (condition["operands"], condition["result"]) == ({"tenure_months": "4", "minimum_service": "6"}, "0")
    assert (proof["steps"], proof["awards"], proof["amounts"]) == ([], [], {"EUR": "0.00"})


@pytest.mark.parametrize(
    "document", [{}, [], "proof", None, {"format": "deelgenoot-proof-9"}, {"format": "deelgenoot-proof-1"}]
)
def test_what_is_no_proof_is_refused(document: Any) -> None:
    with pytest.raises(Refused):
        replay(document)


@pytest.mark.parametrize(
    "outright", [{"days_employed": "100"}, {"days_in_period": "360"}, {"days_employed": 30, "days_in_period": 360}]
)
def test_what_follows_from_days_given_outright_replays(outright: dict[str, Any]) -> None:
    document = scheme(period={"from": "2026-01-01", "to": "2026-12-31"}, award=[{"amount": "pay_in_period"}])
    (proof,) = proofs(
        run_scheme(document, {}, [{"id": "1", "start_date": "2026-02-01", "monthly_salary": "3000", **outright}])
    )
    assert replay(proof).holds
