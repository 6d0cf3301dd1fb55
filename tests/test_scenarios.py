"""The scenarios to start from: each runs over a company as it is, exactly and simulated, and says where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from planner import presets, scenarios
from planner.calculators.growth_result import growth
from planner.calculators.simulate_result import simulate
from tests.calculators.plans import CAP_TABLE, PEOPLE
from tests.calculators.samples import people

COMPANY = {"revenue": 10_000_000, "net_profit": 1_000_000, "equity": 3_000_000}


def plan_of(name: str, **more: Any) -> dict[str, Any]:
    classes = [{**CAP_TABLE["classes"][0], "anti_dilution": "broad"}, CAP_TABLE["classes"][1]]
    return {**scenarios.load(name), "company": COMPANY, "people": [*PEOPLE, *people()],
            "schemes": [presets.load("above-return")],
            "cap_table": {**CAP_TABLE, "classes": classes}, **more}  # fmt: skip


def texts(value: Any, key: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, dict) and value.keys() & {"nl", "en"}:
        yield key, value
    elif isinstance(value, (dict, list)):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, str(name))


def test_the_scenarios_to_choose_from() -> None:
    assert scenarios.names() == ["steady", "scale-up", "stall", "down-round", "early-exit"]
    with pytest.raises(KeyError):
        scenarios.load("../presets/points")


@pytest.mark.parametrize("name", scenarios.names())
def test_it_says_what_it_is_and_where_its_figures_are_from(name: str) -> None:
    found = scenarios.load(name)
    assert found["scenario"] == name
    for key, text in texts(found):
        assert text.keys() == {"nl", "en"}
        assert not re.search(r"\b(je|jij|jouw|jullie)\b", text["nl"])
        if key == "description":
            assert max(len(each.split()) for each in re.split(r"(?<=\.)\s", text["nl"])) <= 20
    drivers = found["drivers"]
    sourced = [each for each in drivers.values() if isinstance(each, dict) and "value" in each]
    sourced += [drivers["exit"]["multiple"], *drivers.get("rounds", [])]
    assert all("source" in each for each in sourced)


@pytest.mark.parametrize("name", scenarios.names())
def test_it_runs(name: str) -> None:
    exact, _ = growth(plan_of(name))
    found, _ = simulate({**plan_of(name), "seed": 1, "paths": 500})
    assert len(found["years"]) == len(exact["years"]) == int(scenarios.load(name)["years"])
    last = found["years"][-1]
    assert last["exit_value"]["percentiles"]["5"] < float(exact["years"][-1]["exit_value"])
    assert float(exact["years"][-1]["exit_value"]) < last["exit_value"]["percentiles"]["95"]


def test_they_tell_different_futures() -> None:
    """Options of 12 a share are worth most after fast growth, and nothing where it stops or others go first."""
    worth = {}
    for name in scenarios.names():
        year = growth(plan_of(name))[0]["years"][-1]
        worth[name] = Fraction(year["people"]["noor"]["grant"])
    assert worth["scale-up"] > worth["early-exit"] > worth["steady"] > worth["stall"] == worth["down-round"] == 0
