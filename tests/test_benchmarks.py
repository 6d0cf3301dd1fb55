"""What the benchmarks compare gives the same amounts: a ratio between different sums says nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from benchmarks import captable, scheme
from planner.calculators.scheme import run_scheme


def test_plain_loops_give_our_amounts() -> None:
    people = scheme.people(500)
    run = run_scheme(scheme.SCHEME, scheme.COMPANY, people)
    ours = [run.awards[0].amount(run.eligible.index(place)) if place in run.eligible else 0 for place in range(500)]
    assert ours == scheme.plain_fractions(people) == scheme.plain_decimals(people)


def test_a_plain_loop_gives_our_shares() -> None:
    objects, on = captable.journal(30, 500), date(2020, 1, 1)
    found = captable.our_table(objects, on)["holders"]
    ours = {name: Fraction(each["fully_diluted"]) for name, each in found.items()}
    assert ours == captable.plain_shares(objects, on)
    assert 0 < len(found) <= 30
