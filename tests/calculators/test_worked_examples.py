"""The worked examples in the calculators' own descriptions are what the calculators give."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "vesting",
        "vesting_allocation",
        "captable",
        "captable_fields",
        "option_value",
        "waterfall",
        "waterfall_stages",
        "round",
        "rounds",
        "interest",
    ],
)
def test_the_examples_hold(name: str) -> None:
    found = doctest.testmod(import_module(f"planner.calculators.{name}"))
    assert found.attempted
    assert not found.failed
