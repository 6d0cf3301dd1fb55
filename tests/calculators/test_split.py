"""`calc split`, as the contract has it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.split import split
from planner.errors import Refused


def test_the_contracts_example() -> None:
    assert split({"total": "100.00", "step": "0.01", "weights": [1, 1, 1]}) == {"parts": ["33.34", "33.33", "33.33"]}


@pytest.mark.parametrize(
    ("document", "parts"),
    [
        ({"total": "0.10", "weights": [6, 6, 2]}, ["0.04", "0.04", "0.02"]),
        ({"total": "0.11", "weights": [6, 6, 2]}, ["0.05", "0.05", "0.01"]),
        ({"total": "-100", "weights": [1, 1, 1]}, ["-33.34", "-33.33", "-33.33"]),
        ({"total": 0, "weights": [0, 0]}, ["0.00", "0.00"]),
        ({"total": 0, "weights": []}, []),
        ({"total": 10, "step": 1, "weights": [1, 1, 1]}, ["4", "3", "3"]),
        ({"total": 100, "step": "0.05", "weights": ["1/3", "2/3", "0"]}, ["33.35", "66.65", "0.00"]),
        ({"total": "2/3", "step": "1/3", "weights": [1, 0]}, ["2/3", "0"]),
        ({"total": 1, "weights": ["12.5%", "0.125", "75%"]}, ["0.13", "0.12", "0.75"]),
        ({"total": 1000, "step": 50, "weights": [1, 1, 1]}, ["350", "350", "300"]),
    ],
)
def test_parts(document: dict[str, Any], parts: list[str]) -> None:
    assert split(document) == {"parts": parts}


@pytest.mark.parametrize(
    ("document", "sentences"),
    [
        ({"total": "100.005", "weights": [1]}, ['total: "100.005" is not a whole number of steps of 0.01']),
        ({"total": "1", "weights": [0, 0]}, ["weights: are all zero, so nobody can get a part"]),
        ({"total": "1", "weights": []}, ["weights: are none, so nobody can get a part"]),
        ({"total": "1", "weights": [1, -1]}, ['weights[1]: "-1" is less than 0']),
        ({"weights": [1]}, ["total: is missing"]),
        ({"total": "1"}, ["weights: is missing"]),
        ({"total": "1", "weights": 3}, ['weights: "3" is not a list']),
        ({"total": "1", "weights": [1], "steps": 1}, ["steps: is not a known key; do you mean step?"]),
        ({"total": "1", "step": "0", "weights": [1]}, ['step: "0" is not a step above 0, such as 0.01']),
        ({"total": "ten", "weights": ["x", -2]}, ['total: "ten" is not a number; "1234.50", "2/3" and "12.5%" are',
                                                  'weights[0]: "x" is not a number; "1234.50", "2/3" and "12.5%" are',
                                                  'weights[1]: "-2" is less than 0']),
        ([], [": a list is not a set of keys"]),
    ],
)  # fmt: skip
def test_bad_input(document: Any, sentences: list[str]) -> None:
    with pytest.raises(Refused) as caught:
        split(document)
    assert [fault.say() for fault in caught.value.faults] == [each.removeprefix(": ") for each in sentences]


@given(
    st.integers(-(10**7), 10**7),
    st.sampled_from(["0.01", "1", "0.05", "1/3", "50"]),
    st.lists(st.fractions(0, 100, max_denominator=30), min_size=1, max_size=9).filter(any),
)
def test_nothing_is_lost_in_any_step(steps: int, step: str, weights: list[Fraction]) -> None:
    size = Fraction(step)
    total = steps * size
    found = split({"total": str(total), "step": step, "weights": [str(each) for each in weights]})["parts"]
    assert sum(map(Fraction, found)) == total
    for part, weight in zip(found, weights, strict=True):
        assert (Fraction(part) / size).denominator == 1
        assert abs(Fraction(part) - total * weight / sum(weights)) < size
