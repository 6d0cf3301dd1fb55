"""What the benchmarks compare gives the same amounts: a ratio between different sums says nothing."""

from __future__ import annotations

from benchmarks import scheme
from planner.calculators.scheme import run_scheme


def test_plain_loops_give_our_amounts() -> None:
    people = scheme.people(500)
    run = run_scheme(scheme.SCHEME, scheme.COMPANY, people)
    ours = [run.awards[0].amount(run.eligible.index(place)) if place in run.eligible else 0 for place in range(500)]
    assert ours == scheme.plain_fractions(people) == scheme.plain_decimals(people)
