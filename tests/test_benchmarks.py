"""What the benchmarks compare gives the same amounts: a ratio between different sums says nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from benchmarks import captable, option_value, scheme, simulate, vesting, waterfall
from planner.calculators.scheme import run_scheme
from planner.calculators.simulate_result import simulate as simulated
from planner.calculators.vesting_schedule import vested_at
from planner.calculators.waterfall_many import Lines
from planner.calculators.waterfall_table import Table


def test_plain_loops_give_our_amounts() -> None:
    people = scheme.people(500)
    run = run_scheme(scheme.SCHEME, scheme.COMPANY, people)
    ours = [run.awards[0].amount(run.eligible.index(place)) if place in run.eligible else 0 for place in range(500)]
    assert ours == scheme.plain_fractions(people) == scheme.plain_decimals(people)


def test_plain_ways_give_our_payouts() -> None:
    """At exits below the preferences, among the bands and beyond them all; ours are exact here."""
    terms = waterfall.document()
    table = Table(terms)
    values = waterfall.exits(40) / 20 ** (waterfall.exits(40) % 3)
    ours = waterfall.everyone(Lines(table), values)
    interpolated = waterfall.Interpolated(table).share(values, table.ids)
    for place, each in enumerate(values):
        exact = {name: float(paid) for name, paid in table.share(Fraction(float(each))).payouts.items()}
        assert waterfall.Directly(terms).share(float(each)) == pytest.approx(exact, abs=1e-6)
        for found in (ours, interpolated):
            assert {name: line[place] for name, line in found.items()} == pytest.approx(exact, abs=1e-6)


def test_a_plain_loop_vests_as_much() -> None:
    held = vesting.grants(500)
    assert vested_at(vesting.TERMS, held, vesting.DAY) == vesting.plain_loop(held, vesting.DAY)


def test_option_values_are_the_same() -> None:
    columns = option_value.grants(300)
    ours = option_value.ours(*columns)
    assert ours == pytest.approx(option_value.plain_loop(*columns), abs=1e-9)
    assert ours == pytest.approx(option_value.quantlib(*columns), abs=1e-9)
    strikes = np.linspace(60, 140, 3)
    assert option_value.employee(strikes) == pytest.approx(option_value.employee_one_by_one(strikes), abs=1e-9)


def test_a_plain_loop_gives_our_shares() -> None:
    objects, on = captable.journal(30, 500), date(2020, 1, 1)
    found = captable.our_table(objects, on)["holders"]
    ours = {name: Fraction(each["fully_diluted"]) for name, each in found.items()}
    assert ours == captable.plain_shares(objects, on)
    assert 0 < len(found) <= 30


def test_a_plain_loop_draws_the_same_futures() -> None:
    """Other shocks, so that means agree within their errors: each year's pool, value and every class's part."""
    paths = 1000
    ours, _ = simulated(simulate.document(paths))
    for year, means in zip(ours["years"], simulate.plainly(paths), strict=True):
        found = {"pool": year["pool"], "exit_value": year["exit_value"], **year["payouts"]}
        assert found.keys() == means.keys()
        for name, each in found.items():
            assert abs(each["mean"] - means[name]) <= 5 * 2**0.5 * each["standard_error"], name


def test_percentiles_by_rate_are_those_of_arrays() -> None:
    award, sample = simulate.capped(20, 999)
    assert simulate.by_rate(award, sample, 20).tolist() == simulate.by_arrays(award, sample, 20).tolist()
    assert simulate.by_rate(award, sample, 20).tolist() == [
        each.tolist() for each in simulate.estimated(award, sample, 20)
    ]
