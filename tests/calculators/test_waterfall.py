"""Exits over cap tables: published examples, and every choice tried out on small tables."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.waterfall import waterfall
from planner.errors import Refused
from tests.calculators.tables import MILLION, TABLES, bought_by, by_hand, common, payouts, preferred, table_of


@pytest.mark.parametrize(
    ("terms", "investors"),
    [({}, 60), ({"participating": True}, 80), ({"participating": True, "cap_multiple": 3}, 80)],
)
def test_feld_and_mendelson(terms: dict[str, Any], investors: int) -> None:
    """B. Feld, J. Mendelson, Venture Deals, chapter 4: 50 million raised for 60 %, sold for 100 million."""
    found = payouts(100 * MILLION, preferred("A", 60, 50 * MILLION, **terms), common(40))
    assert found == {"A": investors * MILLION, "common": (100 - investors) * MILLION}


def test_three_times_and_participating_at_two_for_one() -> None:
    """homeworksource.com 1018928: 40 million for 3 million shares, two for one; 300 million gives 174 and 126."""
    series = preferred("A", 3 * MILLION, 40 * MILLION, multiple=3, participating=True, conversion_ratio=2)
    assert payouts(300 * MILLION, series, common(14 * MILLION)) == {"A": 174 * MILLION, "common": 126 * MILLION}


@pytest.mark.parametrize(
    ("exit_value", "terms", "investor"),
    [
        (10 * MILLION, {}, "1666666.67"),
        (10 * MILLION, {"multiple": 2, "participating": True}, "2500000.00"),
        (1_750_000, {"multiple": 4}, "1750000.00"),
        (MILLION, {"multiple": 0}, "166666.67"),
    ],
)
def test_half_a_million_for_a_sixth(exit_value: int, terms: dict[str, Any], investor: str) -> None:
    """venturesouth.vc, liquidation preference quiz."""
    found, _ = waterfall({"exit": exit_value, "classes": [preferred("I", 1, 500_000, **terms), common(5)]})
    assert found["payouts"]["I"] == investor


def test_a_cap_of_four_times() -> None:
    """plnmw.com on liquidation preferences: 5 million for a third, twice and participating up to four times.

    Below 10 million the investor takes all; from 40 to 60 it stays at 20; above 60 it converts to a third.
    """
    series = preferred("A", 1, 5 * MILLION, multiple=2, participating=True, cap_multiple=4)
    found, _ = waterfall({"exit": 50 * MILLION, "classes": [series, common(2)]})
    assert found["breakpoints"] == ["10000000", "40000000", "60000000"]
    assert found["payouts"] == {"A": "20000000.00", "common": "30000000.00"}
    assert found["converted"] == {"A": False}
    at_the_turn, _ = waterfall({"exit": 60 * MILLION, "classes": [series, common(2)]})
    assert at_the_turn["converted"] == {"A": False}  # on a tie it doesn't
    above, _ = waterfall({"exit": 66 * MILLION, "classes": [series, common(2)]})
    assert above["payouts"] == {"A": "22000000.00", "common": "44000000.00"}
    assert above["converted"] == {"A": True}


def test_breakpoints_of_a_complex_company() -> None:
    """T. Harms (Mercer Capital), A layperson's guide to the option pricing model (2016), ComplexCo.

    Two classes of equal rank with 1,000 and 1,500 of preference convert at 2.00 and 5.00, warrants are used at 10.00.
    """
    classes = [preferred("A", 500, 1000), preferred("B", 300, 1500), common(1500)]
    warrants = [{"id": "warrants", "quantity": 250, "strike": 10}]
    found, _ = waterfall({"exit": 30000, "classes": classes, "options": warrants})
    assert found["breakpoints"] == ["2500", "5500", "11500", "23000"]
    assert found["converted"] == {"A": True, "B": True}
    assert found["exercised"] == {"warrants": True}
    assert found["per_share"]["common"] == "650/51"  # 30,000 and 2,500 of strikes over 2,550 shares
    assert found["per_share"]["warrants"] == "140/51"  # net of the strike of 10


@pytest.mark.parametrize(("exit_value", "investors"), [(30, 30), (50, 40), (100, 40)])
def test_twice_the_money_and_no_more(exit_value: int, investors: int) -> None:
    """icanpitch.com, Liquidation preference waterfall analysis: 40 million of preference at exits of 30, 50 and 100."""
    series = preferred("A", 20, 20 * MILLION, multiple=2)
    found = payouts(exit_value * MILLION, series, common(80))
    assert found == {"A": investors * MILLION, "common": (exit_value - investors) * MILLION}


def test_two_ranks_that_participate_up_to_twice() -> None:
    """fundwave.com/blogs/liquidation-waterfall-part-2: Series A alone up to 5 million, seed up to 8, then common.

    The rest is worked out by hand, for a share in a thousand: at 12,000 seed has its 6 million, at 13,333 Series A its
    10; above 24,000 seed converts and above 26,667 Series A.
    """
    classes = [preferred("A", 375, 5 * MILLION, participating=True, cap_multiple=2, seniority=1),
               preferred("seed", 250, 3 * MILLION, participating=True, cap_multiple=2, seniority=2),
               common(375)]  # fmt: skip
    found, _ = waterfall({"exit": 8 * MILLION, "classes": classes})
    assert found["breakpoints"] == ["5000000", "8000000", "20000000", "21000000", "25000000", "80000000/3"]
    assert found["payouts"] == {"A": "5000000.00", "seed": "3000000.00", "common": "0.00"}


def test_costs_then_debt_then_classes() -> None:
    debt = [{"id": "bank", "claim": 30, "seniority": 1}, {"id": "loan", "claim": 20, "seniority": 2},
            {"id": "note", "claim": 60, "seniority": 2}]  # fmt: skip
    more = {"debt": debt, "transaction_costs": 10}
    classes = [preferred("B", 10, 100, seniority=1), preferred("A", 10, 50, seniority=2), common(80)]
    expected: dict[int, dict[str, int]] = {
        5: {}, 10: {}, 30: {"bank": 20}, 60: {"bank": 30, "loan": 5, "note": 15},
        170: {"bank": 30, "loan": 20, "note": 60, "B": 50},
        250: {"bank": 30, "loan": 20, "note": 60, "B": 100, "A": 30},
        350: {"bank": 30, "loan": 20, "note": 60, "B": 100, "A": 50, "common": 80},
    }  # fmt: skip
    for exit_value, paid in expected.items():
        amounts = payouts(exit_value, *classes, **more)
        assert {name: amount for name, amount in amounts.items() if amount} == paid
    found, warnings = waterfall({"exit": 170, "classes": classes, **more})
    assert found["breakpoints"] == ["10", "40", "120", "220", "270", "670", "1120"]
    assert list(found["payouts"]) == ["B", "A", "common", "bank", "loan", "note"]
    assert not warnings


def test_equal_ranks_are_paid_in_proportion() -> None:
    assert payouts(12, preferred("A", 1, 10), preferred("B", 1, 20), common(9)) == {"A": 4, "B": 8, "common": 0}


def test_a_pool_that_is_not_granted_receives_nothing() -> None:
    pool = {"id": "pool", "type": "unallocated_pool", "shares": 50}
    found, _ = waterfall({"exit": 100, "classes": [common(50), pool]})
    assert found["payouts"] == {"common": "100.00", "pool": "0.00"}
    assert found["per_share"] == {"common": "2/1", "pool": "0/1"}
    assert found["converted"] == {}
    assert found["breakpoints"] == []


def test_options_are_used_above_their_strike_only() -> None:
    options = [{"id": "low", "quantity": 10, "strike": 1}, {"id": "high", "quantity": 10, "strike": 3}]
    found, _ = waterfall({"exit": 320, "classes": [common(100)], "options": options})
    assert found["exercised"] == {"low": True, "high": False}  # a share is worth exactly 3
    assert found["payouts"] == {"common": "300.00", "low": "20.00", "high": "0.00"}
    found, _ = waterfall({"exit": 440, "classes": [common(100)], "options": options})
    assert found["payouts"] == {"common": "400.00", "low": "30.00", "high": "10.00"}
    assert found["per_share"] == {"common": "4/1", "low": "3/1", "high": "1/1"}


def test_cents_that_do_not_divide() -> None:
    found, _ = waterfall({"exit": "100.00", "classes": [common(1, "a"), common(1, "b"), common(1, "c")]})
    assert found["payouts"] == {"a": "33.34", "b": "33.33", "c": "33.33"}
    assert found["per_share"]["a"] == "100/3"


# Small tables, every choice tried.


@given(TABLES, st.fractions(0, 200, max_denominator=4))
def test_nobody_gains_by_reversing_their_choice(document: dict[str, Any], exit_value: Fraction) -> None:
    found, table = table_of(document)
    sharing = table.share(exit_value)
    chosen = {claim.id: claim.converts(sharing.price) for claim in table.claims}
    chosen |= {each.id: bool(each.quantity) and sharing.price > each.strike for each in bought_by(found)}
    assert by_hand(found, exit_value, chosen) == sharing.payouts
    for name in chosen:
        if name != "common":
            reversed_ = by_hand(found, exit_value, {**chosen, name: not chosen[name]})
            gain = sharing.payouts[name] - reversed_[name]
            # who does convert or use an option gains by it; who doesn't would not
            assert gain > 0 or (gain == 0 and not chosen[name])


@given(TABLES, st.lists(st.fractions(0, 300, max_denominator=4), min_size=2, max_size=6))
def test_all_is_paid_and_more_never_pays_less(document: dict[str, Any], exits: list[Fraction]) -> None:
    _, table = table_of(document)
    before = dict.fromkeys(table.share(Fraction(0)).payouts, Fraction(0))
    for exit_value in sorted(exits):
        paid = table.share(exit_value).payouts
        assert sum(paid.values()) == max(exit_value - table.costs, 0)
        assert all(paid[name] >= before[name] for name in paid)
        before = paid


@given(TABLES, st.integers(0, 30_000))
def test_cents_add_up(document: dict[str, Any], cents: int) -> None:
    """Rounded, too, all of the exit but the costs is paid out, and nobody is a cent from their exact payout."""
    exit_value = Fraction(cents, 100)
    found, _ = waterfall({"exit": str(exit_value), **document})
    paid = {name: Fraction(amount) for name, amount in found["payouts"].items()}
    assert sum(paid.values()) == max(exit_value - document["transaction_costs"], 0)
    exact = table_of(document)[1].share(exit_value).payouts
    assert all(abs(paid[name] - exact[name]) < Fraction(1, 100) for name in paid)


@given(TABLES)
def test_at_every_breakpoint_the_sharing_changes(document: dict[str, Any]) -> None:
    _, table = table_of(document)
    ends = [Fraction(0), *table.breakpoints]
    after = [*table.breakpoints[1:], table.breakpoints[-1] + 1] if table.breakpoints else []
    for before, at, beyond in zip(ends, table.breakpoints, after, strict=False):
        paid = [table.share(each).payouts for each in (before, at, beyond)]
        rises = [
            {name: (paid[n + 1][name] - paid[n][name]) / (high - low) for name in paid[0]}
            for n, (low, high) in enumerate(((before, at), (at, beyond)))
        ]
        assert rises[0] != rises[1]


def said(document: dict[str, Any]) -> list[str]:
    with pytest.raises(Refused) as refused:
        waterfall(document)
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


def test_faults() -> None:
    assert said({
        "exit": "-1", "debt": [{"id": "bank", "claim": 5}],
        "classes": [preferred("A", -1, 5), {**preferred("B", 1, 1), "conversion_ratio": 0},
                    {"id": "C", "type": "preferred", "shares": 1},
                    preferred("D", 1, 1, multiple=2, participating=True, cap_multiple=1)],
    }) == [
        'exit: "-1" is less than 0',
        'classes[0].shares: "-1" is less than 0',
        'classes[1].conversion_ratio: "0" is not more than 0',
        "classes[2]: is preferred and needs invested: what its preference is a multiple of",
        "classes[3]: has a cap_multiple below its multiple: less than its preference alone",
        "debt[0].seniority: is missing",
    ]  # fmt: skip
    assert said({"exit": "0.001", "classes": []}) == ['exit: "0.001" isn\'t whole cents']
    assert said({"exit": 1, "classes": [common(1, "x")], "debt": [{"id": "x", "claim": 1, "seniority": 1}]}) == [
        'debt[0].id: "x" is also the id of classes[0]'
    ]
    assert said({"exit": 12, "classes": [preferred("A", 0, 5)]}) == [
        "classes: have nobody to share 7 of the exit; common shares are needed"
    ]


def test_what_is_odd_is_said() -> None:
    classes = [preferred("A", 1, 5, seniority=1, cap_multiple=2), preferred("B", 1, 5), common(1)]
    found, warnings = waterfall({"exit": 1, "classes": classes, "transaction_costs": 2})
    assert [fault.say() for fault in warnings] == [
        "classes[0].cap_multiple: has no effect: the class doesn't participate",
        "classes[1].seniority: is missing, so it is 1; other preferred classes have theirs",
        "exit: is less than transaction_costs, so nobody is paid",
    ]
    assert all(fault.warning and fault.say("nl") != fault.say("en") for fault in warnings)
    assert set(found["payouts"].values()) == {"0.00"}


def test_choices_are_made_together() -> None:
    """All eight combinations of three classes: only ours leaves none of them wishing it had chosen otherwise."""
    classes = [preferred("A", 10, 20), preferred("B", 10, 50), preferred("C", 10, 90), common(30)]
    found, table = table_of({"classes": classes})
    for exit_value in (Fraction(160), Fraction(200), Fraction(290), Fraction(700)):
        stable = []
        for choice in product((False, True), repeat=3):
            chosen = {**dict(zip("ABC", choice, strict=True)), "common": False}
            paid = by_hand(found, exit_value, chosen)
            other = {name: by_hand(found, exit_value, {**chosen, name: not chosen[name]})[name] for name in "ABC"}
            if all(paid[n] > other[n] or (paid[n] == other[n] and not chosen[n]) for n in "ABC"):
                stable.append(paid)
        assert stable == [table.share(exit_value).payouts]
