"""The Dutch rules: what is published twice agrees, and no figure stands alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from math import floor

import pytest

from planner.calculators.dutch_pay import bracket_tax, credit_at
from planner.figures.number import half_up
from planner.rules.book import countries, rule_book
from planner.rules.reading import TopicReader
from planner.rules.rule import Rows

YEARS = (2024, 2025, 2026, 2027)
GROUPS = ("below", "born-1946-or-later", "born-1945-or-before")
HUNDREDTH = Fraction(1, 10_000)  # of a percent
HOLIDAY = Fraction(108, 100)
ONE = Fraction(1)


def rows(year: int, name: str) -> Rows:
    return rule_book("NL").at(name, date(year, 6, 30)).rows


def slope_at(table: Rows, wage: Fraction) -> Fraction:
    return [row[-1] for row in table if row[0] < wage or not row[0]][-1]


def with_holiday_allowance(table: Rows) -> Rows:
    """The labour credit's limits as the special-rate table has them: with 8% holiday allowance on top where more would
    be withheld, without where less would be; so never too little."""
    first, second, _, end = (row[0] for row in table[1:])
    above, without = (half_up((limit + 1) * HOLIDAY, ONE) - 1 for limit in (first, end)), floor((second + 1) / HOLIDAY)
    moved = dict(zip((first, end), above, strict=True)) | {second: Fraction(without - 1)}
    return tuple((moved.get(limit, limit), *rest) for limit, *rest in table)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("group", GROUPS)
def test_the_special_rate_follows_from_the_brackets_and_credits(year: int, group: str) -> None:
    """Its rates are those of the brackets, and its offset is what one euro more takes off the credits."""
    kind = "below" if group == "below" else "pensioner"
    credits = [with_holiday_allowance(rows(year, f"wage-tax.labour-credit.{kind}")),
               rows(year, f"wage-tax.general-credit.{kind}")]  # fmt: skip
    credits += [rows(year, "wage-tax.elderly-credit")] if kind == "pensioner" else []
    for name in (group, *([f"{group}.single"] if kind == "pensioner" else [])):
        for wage, plain, standard, offset in rows(year, f"special-rate.{name}"):
            if wage:
                assert plain == slope_at(rows(year, f"wage-tax.brackets.{group}"), wage)
            if standard:
                assert standard == plain
                assert offset == -half_up(sum((slope_at(each, wage) for each in credits), Fraction(0)), HUNDREDTH)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("group", GROUPS[1:])
@pytest.mark.parametrize("single", [False, True])
def test_with_the_credits_tax_begins_where_they_are_used_up(year: int, group: str, single: bool) -> None:
    """To the two or three euros that rounding the credits up to whole ones can make."""
    begins = next(row[0] for row in rows(year, f"special-rate.{group}{'.single' if single else ''}") if row[2])

    def left(wage: Fraction) -> int:
        names = ("labour-credit.pensioner", "general-credit.pensioner", "elderly-credit")
        credit = sum(credit_at(rows(year, f"wage-tax.{name}"), wage) for name in names)
        alone = rule_book("NL").at("wage-tax.single-elderly-credit", date(year, 6, 30)).number if single else 0
        return int(bracket_tax(rows(year, f"wage-tax.brackets.{group}"), wage) - credit - alone)

    assert -3 <= left(begins - 1) <= 0
    assert left(begins + 20) > 0


@pytest.mark.parametrize("year", YEARS)
def test_a_credit_is_at_each_limit_what_the_row_says(year: int) -> None:
    """The labour credit is given twice, as amounts at the limits and as what a euro more adds: within two euros."""
    for kind in ("below", "pensioner"):
        table = rows(year, f"wage-tax.labour-credit.{kind}")
        for (above, credit, rate), (end, reached, _) in pairwise(table):
            assert abs(credit + (end - above) * rate - reached) < 2


@pytest.mark.parametrize(
    ("year", "group", "taxes"),
    [
        (2026, "below", [13_900, 28_752]),
        (2026, "born-1945-or-before", [7_340, 21_351]),
        (2026, "born-1946-or-later", [6_940, 21_792]),
        (2027, "below", [14_219, 29_169]),
        (2027, "born-1945-or-before", [7_632, 21_670]),
        (2027, "born-1946-or-later", [7_193, 22_143]),
    ],
)
def test_the_tax_at_each_limit_is_what_the_calculation_rules_print(year: int, group: str, taxes: list[int]) -> None:
    """Source: c2 and c3 of the Rekenvoorschriften 2026 (table 2) and 2027 (Prinsjesdag version)."""
    table = rows(year, f"wage-tax.brackets.{group}")
    assert [bracket_tax(table, limit) for limit, _ in table[1:]] == taxes


def test_every_source_is_used_and_has_an_address() -> None:
    content = files("planner.rules").joinpath("nl", "sources.yaml").read_bytes()
    sources = TopicReader("sources.yaml", content).sources().values()
    assert set(sources) == {each.source for rule in rule_book("NL").rules.values() for each in rule}
    assert all(source.address.startswith(("https://", "http://")) for source in sources)
    assert countries() == ["NL"]


def test_of_2027_nothing_of_pay_is_final_yet() -> None:
    pay = [rule for name, rule in rule_book("NL").rules.items() if name.startswith(("wage-tax.", "special-rate."))]
    later = [each for rule in pay for each in rule if each.since.year == 2027]
    assert {each.status for each in later} == {"provisional"}
    assert len(later) == 16
