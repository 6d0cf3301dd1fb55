"""Groups for a works council: nobody singly, and nobody by subtraction."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.operations.grouped import LEAST, GroupedRun, group_by, grouped_run, tellable
from tests.demo_app import demo_app

SIZES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(1, 40), max_size=8)


@given(SIZES)
def test_what_is_told_and_what_is_not_are_each_none_or_at_least_five(sizes: dict[str, int]) -> None:
    told = tellable(sizes)
    withheld = sum(sizes.values()) - sum(sizes[name] for name in told)
    assert all(sizes[name] >= LEAST for name in told)
    assert withheld == 0 or withheld >= LEAST or not told


@given(SIZES)
def test_as_much_is_told_as_may_be(sizes: dict[str, int]) -> None:
    if all(size >= LEAST for size in sizes.values()):
        assert sorted(tellable(sizes)) == sorted(sizes)


@given(st.dictionaries(st.text("0123456789", min_size=3, max_size=3), st.integers(0, 10**7), min_size=1))
def test_no_amount_is_told_to_the_cent(cents: dict[str, int]) -> None:
    facts = {number: {"level": number[0]} for number in cents}
    found = group_by("level", cents, facts)
    for group in found.groups if found else ():
        assert group.count >= LEAST
        assert all(amount % 1_000 == 0 for amount in (group.median, *(group.quartiles or ())))


def test_a_fact_that_nobody_has_groups_nobody() -> None:
    assert group_by("level", {"1": 100, "2": 200}, {}) is None


@pytest.fixture(scope="module")
def run_of_2026(tmp_path_factory: pytest.TempPathFactory) -> GroupedRun:
    with demo_app(tmp_path_factory.mktemp("instance")).app_context():
        found = grouped_run(1, 3)
        assert grouped_run(2, 3) is None
    assert found
    return found


def test_the_sample_year_by_level_leaves_leads_and_director_together(run_of_2026: GroupedRun) -> None:
    levels = next(grouping for grouping in run_of_2026.groupings if grouping.fact == "level")
    assert [(group.name, group.count) for group in levels.groups] == [("medior", 23), ("junior", 16), ("senior", 15)]
    assert levels.withheld == 7


def test_reasons_of_a_few_are_named_without_their_number(run_of_2026: GroupedRun) -> None:
    assert run_of_2026.left_out == {"service": None, "shareholding": None}


def test_the_median_is_the_one_of_the_register(run_of_2026: GroupedRun, tmp_path: Path) -> None:
    assert run_of_2026.everybody is not None
    assert run_of_2026.everybody.median == 186_000  # € 1.863,39 to tens
