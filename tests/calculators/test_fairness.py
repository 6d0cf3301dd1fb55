"""How even it is: published figures, and what any index of inequality must hold to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.fairness import fairness
from planner.errors import Refused

# The ten incomes in the help pages of the R packages ineq, DescTools and acid.
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
INDICES = ("gini", "theil", "atkinson", "top_to_bottom")


def test_ten_incomes() -> None:
    """R package ineq: Gini(x) 0.4620911, Atkinson(x, 0.5) 0.1796591, Atkinson(x, 1) 0.3518251; quantiles by hand."""
    found = fairness({"amounts": INCOMES})
    assert round(found["gini"], 7) == 0.4620911
    assert round(found["atkinson"]["0.5"], 7) == 0.1796591
    assert round(found["atkinson"]["1"], 7) == 0.3518251
    assert found["median"] == "4919.00"
    # place 9.1: 11,904 + 0.1 × 10,357; place 1.9: 541 + 0.9 × 922
    assert found["top_to_bottom"] == pytest.approx(12939.7 / 1370.8, abs=1e-12)


def test_one_has_all() -> None:
    """By hand: Gini 1 − 1/n, Theil ln n, Atkinson 1 (and 1 − 1/n at 0.5), and no first decile to compare with."""
    found = fairness({"amounts": ["0", "0", "0", "8.40"]})
    assert (found["gini"], found["theil"]) == (0.75, 1.386294361120)
    assert found["atkinson"] == {"0.5": 0.75, "1": 1.0, "2": 1.0}
    assert found["top_to_bottom"] is None


def test_gaps_are_signed() -> None:
    """By hand: means 20 and 15, 15 and 10 in the middle; then the other way about."""
    document: dict[str, Any] = {
        "amounts": [15, 15, 15, 15, 15, 45, "10", "10", "10", "12.5", "32.5"],
        "groups": {"gender": ["m"] * 6 + ["f"] * 5},
    }
    found = fairness(document)["groups"]["gender"]
    assert found["reference"] == "m"
    assert found["groups"]["m"] == {"count": 6, "mean": "20.00", "median": "15.00", "mean_gap": 0, "median_gap": 0}
    assert found["groups"]["f"]["mean_gap"] == 0.25
    assert found["groups"]["f"]["median_gap"] == pytest.approx(1 / 3, abs=1e-12)
    turned = fairness({**document, "reference": {"gender": "f"}})["groups"]["gender"]
    assert turned["groups"]["m"]["mean_gap"] == pytest.approx(-1 / 3, abs=1e-12)


def test_groups_with_nothing_between_or_within() -> None:
    """Of groups in which all have the same, all is between; of groups alike, all is within."""
    apart = fairness({"amounts": [1] * 5 + [3] * 5, "groups": {"g": ["a"] * 5 + ["b"] * 5}})
    assert (apart["groups"]["g"]["theil_within"], apart["groups"]["g"]["theil_between"]) == (0.0, apart["theil"])
    alike = fairness({"amounts": [1, 1, 1, 1, 6] * 2, "groups": {"g": ["a"] * 5 + ["b"] * 5}})
    assert (alike["groups"]["g"]["theil_between"], alike["groups"]["g"]["theil_within"]) == (0.0, alike["theil"])


def test_small_groups_are_withheld() -> None:
    document: dict[str, Any] = {"amounts": [*range(1, 11)], "groups": {"g": ["few"] * 4 + ["many"] * 6}}
    found = fairness(document)["groups"]["g"]
    assert found["groups"]["few"] == {"withheld": True}
    assert found["groups"]["many"]["count"] == 6
    assert (found["theil_between"], found["theil_within"]) == (None, None)
    beside = fairness({**document, "reference": {"g": "few"}})["groups"]["g"]["groups"]["many"]
    assert (beside["mean_gap"], beside["median_gap"], beside["mean"]) == (None, None, "7.50")
    shown = fairness({**document, "small_groups": True})["groups"]["g"]
    assert shown["groups"]["few"]["mean"] == "2.50"
    assert shown["theil_between"] is not None


def test_nothing_to_compare_with() -> None:
    """A reference of zero has no gaps; a mean that never ends has ten decimals; of equal groups the first by name."""
    document = {"amounts": [1, 1, 2, 0, 0, 0], "groups": {"g": [*"bbbaaa"]}, "small_groups": True}
    found = fairness(document)["groups"]["g"]
    assert (found["reference"], found["groups"]["b"]["mean_gap"]) == ("a", None)
    assert found["groups"]["b"]["mean"] == "1.3333333333"


AMOUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=30).filter(any)
PEOPLE = st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from("abc")), min_size=1, max_size=30).filter(
    lambda people: any(amount for amount, _ in people)
)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(people: list[tuple[int, str]], chance: Any) -> None:
    turned = chance.sample(people, len(people))
    one, other = ({"amounts": [a for a, _ in each], "groups": {"g": [g for _, g in each]}, "small_groups": True}
                  for each in (people, turned))  # fmt: skip
    assert fairness(one) == fairness(other)


@given(AMOUNTS, st.fractions(Fraction(1, 1000), 1000, max_denominator=1000))
def test_the_unit_does_not_matter(amounts: list[int], scale: Fraction) -> None:
    one, other = fairness({"amounts": amounts}), fairness({"amounts": [str(a * scale) for a in amounts]})
    assert [one[name] for name in INDICES] == [other[name] for name in INDICES]


@given(AMOUNTS)
def test_everyone_twice_is_as_even(amounts: list[int]) -> None:
    one, other = fairness({"amounts": amounts}), fairness({"amounts": amounts * 2})
    assert [one[name] for name in INDICES[:3]] == [other[name] for name in INDICES[:3]]


@given(AMOUNTS)
def test_bounds(amounts: list[int]) -> None:
    found = fairness({"amounts": amounts})
    indices = [found["gini"], *found["atkinson"].values()]
    assert all(0 <= index <= 1 for index in indices)
    assert found["atkinson"]["0.5"] <= found["atkinson"]["1"] <= found["atkinson"]["2"]
    assert (found["theil"] == 0) == (found["gini"] == 0) == (len(set(amounts)) == 1)


@given(AMOUNTS.filter(lambda amounts: len(set(amounts)) > 1))
def test_giving_to_who_has_least_makes_it_more_even(amounts: list[int]) -> None:
    least, most = min(amounts), max(amounts)
    given_ = amounts.copy()
    given_[amounts.index(most)], given_[amounts.index(least)] = least + (most - least) // 2, most - (most - least) // 2
    before, after = fairness({"amounts": amounts}), fairness({"amounts": given_})
    assert most - least == 1 or after["gini"] < before["gini"]
    assert after["theil"] <= before["theil"]


@given(PEOPLE)
def test_between_and_within_are_all(people: list[tuple[int, str]]) -> None:
    found = fairness({"amounts": [a for a, _ in people], "groups": {"g": [g for _, g in people]}, "small_groups": True})
    parts = found["groups"]["g"]
    assert parts["theil_between"] + parts["theil_within"] == pytest.approx(found["theil"], abs=2e-12)
    assert min(parts["theil_between"], parts["theil_within"]) >= 0


def said(document: dict[str, Any]) -> list[str]:
    with pytest.raises(Refused) as refused:
        fairness(document)
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


def test_faults() -> None:
    assert said({"amounts": [1, "-2", "x"], "small_groups": "perhaps"}) == [
        'amounts[1]: "-2" is less than 0',
        'amounts[2]: "x" is not a number; "1234.50", "2/3" and "12.5%" are',
        'small_groups: "perhaps" is not true or false',
    ]
    assert said({"amounts": []}) == ["amounts: has 0, at least 1 is needed"]
    assert said({"amounts": [0, 0]}) == ["amounts: are all 0; at least one above 0 is needed to compare them"]
    assert said({"amounts": [1, 2], "groups": {"g": ["a"], "h": ["a", "b"]}, "reference": {"h": "c", "i": "a"}}) == [
        "groups.g: has 1 people; there are 2 amounts",
        'reference.h: "c" has no people; there are a, b',
        "reference.i: is not one of the groups; there are g, h",
    ]


def test_amounts_past_all_use() -> None:
    assert said({"amounts": [10**16, 1]}) == ['amounts[0]: "10000000000000000" is more than 1,000,000,000,000,000']
    odd = [f"1/{n}" for n in range(1, 100)]
    assert said({"amounts": odd}) == [
        "amounts: are fractions with too many different denominators; write them as decimals"
    ]
