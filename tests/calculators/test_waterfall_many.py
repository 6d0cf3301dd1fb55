"""Many exits at once: the same as one by one, in floating-point numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.waterfall_document import WaterfallDocument
from planner.calculators.waterfall_many import Lines
from planner.calculators.waterfall_table import Table
from tests.calculators.tables import MILLION, TABLES, common, preferred, table_of


@given(TABLES, st.lists(st.fractions(0, 300, max_denominator=4), min_size=1, max_size=4))
def test_between_breakpoints_payouts_are_straight_lines(document: dict[str, Any], exits: list[Fraction]) -> None:
    """Interpolation between breakpoints, exactly and in floating-point numbers, is the direct computation."""
    _, table = table_of(document)
    ends = [Fraction(0), *table.breakpoints, table.breakpoints[-1] + 1 if table.breakpoints else Fraction(1)]
    many = Lines(table).at(np.array([float(each) for each in exits]))
    for place, exit_value in enumerate(exits):
        at = max(index for index, end in enumerate(ends[:-1]) if end <= exit_value)
        low, high = table.share(ends[at]).payouts, table.share(ends[at + 1]).payouts
        part = (exit_value - ends[at]) / (ends[at + 1] - ends[at])
        sharing = table.share(exit_value)
        assert sharing.payouts == {name: low[name] + part * (high[name] - low[name]) for name in low}
        found = {name: many.of(name)[place] for name in sharing.payouts}
        assert found == pytest.approx({name: float(paid) for name, paid in sharing.payouts.items()}, abs=1e-9)
        assert many.price[place] == pytest.approx(float(sharing.price), abs=1e-9)


def test_a_large_table_is_shared_at_once() -> None:
    """Twelve classes and two hundred strikes, a thousand exits: the same by interpolation as one by one."""
    classes = [preferred(f"P{n}", 1000 + 7 * n, 5000 * (n + 1), seniority=n + 1, participating=n % 3 == 0,
                         cap_multiple=3 if n % 3 == 0 else None) for n in range(11)]  # fmt: skip
    options = [{"id": f"O{n}", "quantity": 10, "strike": f"{n}.5"} for n in range(200)]
    document = WaterfallDocument.model_validate({"exit": 0, "classes": [common(50_000), *classes], "options": options})
    table = Table(document)
    exits = np.linspace(0, 20 * MILLION, 1000)
    many = Lines(table).at(exits)
    assert many.payouts.shape == (12, 1000)
    assert np.array_equal(many.payouts[3], many.of("P2"))
    for place in (1, 17, 250, 999):
        paid = table.share(Fraction(float(exits[place]))).payouts
        found = {name: many.of(name)[place] for name in paid}
        assert found == pytest.approx({name: float(amount) for name, amount in paid.items()})
    assert len(table.breakpoints) > 200
    with pytest.raises(KeyError):
        many.of("nobody")
