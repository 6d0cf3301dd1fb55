"""Places in the chart: round ticks, everybody within it, nothing but presentation attributes."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planner.operations.preview import Group
from planner.web.spread_chart import axis, drawn, effect_bar, scale_of

AMOUNTS = st.lists(st.integers(-(10**9), 10**12), min_size=1, max_size=60).map(sorted)


@given(AMOUNTS, AMOUNTS)
def test_everybody_stands_within_the_chart(now: list[int], draft: list[int]) -> None:
    scale = scale_of([Group("x", now, draft)])
    places = [scale.at(each) for each in (*now, *draft)]
    assert all(0 <= place <= 100 for place in places)
    steps = {after - before for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)}
    assert len(steps) <= 1
    assert 1 <= len(scale.ticks) <= 7
    for step in steps:
        assert str(int(step)).strip("0") in ("1", "2", "5", "")


@given(AMOUNTS, st.booleans())
def test_a_drawing_is_the_same_each_time_and_needs_no_style(amounts: list[int], as_dots: bool) -> None:
    group = Group("<b>", amounts, amounts)
    scale = scale_of([group])
    drawing = drawn(group, scale, "<b>: median", as_dots)
    assert drawing == drawn(group, scale, "<b>: median", as_dots)
    assert "<b>" not in drawing
    assert "style=" not in drawing + axis(scale, ["x"] * len(scale.ticks))
    assert drawing.count("<circle") == (2 * len(amounts) if as_dots else 0)


def test_who_loses_has_a_bar_to_the_left_of_zero() -> None:
    loses, gains = effect_bar(-50, 100, losing=True), effect_bar(100, 100, losing=True)
    assert re.search(r'x="25.00%"[^>]*width="25.00%"', loses)
    assert re.search(r'x="50.00%"[^>]*width="50.00%"', gains)
    assert 'width="100.00%"' in effect_bar(100, 100, losing=False)
    assert 'width="0.00%"' in effect_bar(0, 0, losing=False)
