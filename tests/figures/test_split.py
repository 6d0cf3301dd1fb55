from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.figures.split import CannotShare, Shares, natural, share

WEIGHTS = st.lists(st.integers(min_value=0, max_value=1_000), min_size=1, max_size=12)
TOTALS = st.integers(min_value=-100_000, max_value=100_000)


def plainly(total: int, weights: list[int]) -> list[int]:
    """Largest remainder, one person at a time, on fractions."""
    whole = sum(weights)
    exact = [Fraction(abs(total) * weight, whole) if whole else Fraction(0) for weight in weights]
    parts = [int(each) for each in exact]
    order = sorted(range(len(weights)), key=lambda row: (-(exact[row] - parts[row]), row))
    for row in order[: abs(total) - sum(parts)]:
        parts[row] += 1
    return parts if total >= 0 else [-part for part in parts]


@given(TOTALS, WEIGHTS)
def test_as_a_plain_loop_on_fractions(total: int, weights: list[int]) -> None:
    assume(any(weights))
    assert share(total, weights).parts == plainly(total, weights)


@given(TOTALS, WEIGHTS)
def test_nothing_is_lost_and_each_is_within_a_step_of_the_exact(total: int, weights: list[int]) -> None:
    assume(any(weights))
    shares = share(total, weights)
    assert sum(shares.parts) == total
    for part, weight in zip(shares.parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert part == 0 or weight > 0


def test_one_step_more_may_move_a_step_away_from_someone() -> None:
    assert share(10, [6, 6, 2]).parts == [4, 4, 2]
    assert share(11, [6, 6, 2]).parts == [5, 5, 1]


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=0, max_value=500), WEIGHTS)
def test_more_to_share_is_more_for_each_but_for_one_step(total: int, more: int, weights: list[int]) -> None:
    assume(any(weights))
    before, after = share(total, weights).parts, share(total + more, weights).parts
    assert all(new >= old - 1 for old, new in zip(before, after, strict=True))


@given(st.integers(min_value=0, max_value=10_000), WEIGHTS, st.integers(min_value=1, max_value=500))
def test_more_weight_is_more_of_it_but_for_one_step(total: int, weights: list[int], more: int) -> None:
    assume(any(weights))
    before = share(total, weights).parts[0]
    after = share(total, [weights[0] + more, *weights[1:]]).parts[0]
    assert after >= before - 1


@st.composite
def bounded(draw: st.DrawFn) -> tuple[int, list[int], list[int], list[int]]:
    """A total that the floors allow, weights, floors and caps."""
    weights = draw(st.lists(st.integers(min_value=0, max_value=30), min_size=1, max_size=8))
    floors = [draw(st.integers(min_value=0, max_value=40)) for _ in weights]
    caps = [floor + draw(st.integers(min_value=0, max_value=80)) for floor in floors]
    return sum(floors) + draw(st.integers(min_value=0, max_value=400)), weights, floors, caps


def held(rate: Fraction, weight: int, floor: int, cap: int) -> Fraction:
    return min(max(rate * weight, Fraction(floor)), Fraction(cap))


def exactly(total: int, weights: list[int], floors: list[int], caps: list[int]) -> list[Fraction]:
    """What each gets at the one rate, found by walking the rates at which someone meets a bound."""

    def given_out(rate: Fraction) -> Fraction:
        return sum((held(rate, *each) for each in zip(weights, floors, caps, strict=True)), Fraction(0))

    pairs = [(bound, weight) for bounds in (floors, caps) for bound, weight in zip(bounds, weights, strict=True)]
    corners = sorted({Fraction(bound, weight) for bound, weight in pairs if weight} | {Fraction(0)})
    if given_out(corners[-1]) <= total:
        return [held(corners[-1], *each) for each in zip(weights, floors, caps, strict=True)]
    low = max(corner for corner in corners if given_out(corner) <= total)
    high = min(corner for corner in corners if corner > low)
    slope = (given_out(high) - given_out(low)) / (high - low)
    rate = low + (total - given_out(low)) / slope
    return [held(rate, *each) for each in zip(weights, floors, caps, strict=True)]


@given(bounded())
def test_bounds_as_found_by_walking_the_rates(case: tuple[int, list[int], list[int], list[int]]) -> None:
    total, weights, floors, caps = case
    assume(any(weights) or total == sum(floors))
    shares = share(total, weights, floors, caps)
    exact = exactly(total, weights, floors, caps)
    assert shares.undistributed == total - sum(exact)
    assert sum(shares.parts) + shares.undistributed == total
    for part, each, floor, cap in zip(shares.parts, exact, floors, caps, strict=True):
        assert floor <= part <= cap
        assert abs(part - each) < 1


@given(bounded())
def test_bounds_mirror_below_zero(case: tuple[int, list[int], list[int], list[int]]) -> None:
    total, weights, floors, caps = case
    assume(total and (any(weights) or total == sum(floors)))
    up = share(total, weights, floors, caps)
    down = share(-total, weights, [-cap for cap in caps], [-floor for floor in floors])
    assert down.parts == [-part for part in up.parts]
    assert down.undistributed == -up.undistributed
    assert (down.capped, down.floored) == (up.floored, up.capped)


@given(bounded())
def test_bounds_that_bind_nobody_change_nothing(case: tuple[int, list[int], list[int], list[int]]) -> None:
    total, weights, _, _ = case
    assume(any(weights))
    wide = share(total, weights, [0] * len(weights), [total] * len(weights))
    assert wide.parts == share(total, weights).parts


@given(st.integers(min_value=0, max_value=500), WEIGHTS, st.randoms(use_true_random=False))
def test_order_does_not_matter_where_ties_go_by_rank(total: int, weights: list[int], random: object) -> None:
    assume(any(weights))
    ids = [f"E{row}" for row in range(len(weights))]
    order = list(range(len(weights)))
    random.shuffle(order)  # type: ignore[attr-defined]
    plain = share(total, weights, rank=lambda row: natural(ids[row])).parts
    mixed = share(total, [weights[row] for row in order], rank=lambda row: natural(ids[order[row]])).parts
    assert mixed == [plain[row] for row in order]


@given(TOTALS, WEIGHTS)
def test_rate_and_cut_give_each_part_again(total: int, weights: list[int]) -> None:
    assume(any(weights))
    shares = share(total, weights)
    assert shares.rate is not None
    sign = -1 if total < 0 else 1
    for weight, part, extra in zip(weights, shares.parts, shares.leftover, strict=True):
        exact = abs(shares.rate) * weight
        assert abs(part) == int(exact) + abs(extra)
        if exact - int(exact) > shares.cut:
            assert extra == sign


@pytest.mark.parametrize(
    ("total", "weights", "floors", "caps", "text"),
    [
        (1, [], None, None, "nobody is eligible"),
        (1, [0, 0], None, None, "all weights are zero, so nobody can get a part"),
        (1, [1, -1], None, None, "is below zero, and a share can't be"),
        (5, [1, 1], [3, 3], None, "the floors add up to more than there is to share"),
        (9, [1, 1], [0, 5], [9, 4], "has a floor above the cap"),
    ],
)
def test_what_cannot_be_shared(
    total: int, weights: list[int], floors: list[int] | None, caps: list[int] | None, text: str
) -> None:
    with pytest.raises(CannotShare) as caught:
        share(total, weights, floors, caps)
    assert caught.value.text == text


def test_nothing_to_share_is_nothing_for_each() -> None:
    assert share(0, [0, 0]).parts == [0, 0]
    assert share(0, []) == Shares([], [], None, Fraction(0), [], [], 0)


def test_all_at_the_cap_leaves_the_rest() -> None:
    shares = share(100, [1, 1], None, [30, 40])
    assert (shares.parts, shares.undistributed, shares.rate) == ([30, 40], 30, None)


def test_ids_sort_as_people_count() -> None:
    ids = ["E10", "e2", "E2", "10", "9", "E", "", "E2a", "E02"]
    assert sorted(ids, key=natural) == ["", "9", "10", "E", "E02", "E2", "e2", "E2a", "E10"]


@given(st.text(), st.text())
def test_different_ids_never_rank_the_same(first: str, second: str) -> None:
    assert (natural(first) == natural(second)) is (first == second)
