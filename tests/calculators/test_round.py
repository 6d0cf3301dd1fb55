"""Financings: published examples, and the equations themselves filled in again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from planner.calculators.round import financing
from tests.calculators.financings import MILLION, ROUNDS, SCALE_UP, check_terms, safe, said


def test_two_safes_options_and_a_series_a() -> None:
    """K. Nathoo, Understanding SAFEs and priced equity rounds (Y Combinator): 5 % and 10 % before the new money.

    15 million before, 5 million new for 25 %, and a pool of 10 % afterwards.
    """
    found = financing({**SCALE_UP, "pool_target": "0.10"})
    total = Fraction(found["total"])
    before = 10 * MILLION / Fraction(85, 100)
    assert found["rounded"]["holders"] == {"A": 588_235, "B": 1_176_470}
    assert Fraction(found["holders"]["A"]) == before / 20
    assert Fraction(found["new_shares"]) == total / 4
    assert Fraction(found["pool_increase"]) + 100_000 == total / 10
    assert found["rounded"]["pool_increase"] == 1_694_570
    assert Fraction(found["price"]) == 20 * MILLION / total
    given_pool = financing({**SCALE_UP, "pool_increase": 1_695_000})
    assert round(Fraction(given_pool["price"]), 4) == Fraction("1.1144")
    assert given_pool["rounded"]["pool_increase"] == 1_695_000


def test_post_money_safes_are_simple_parts() -> None:
    """medium.com/@cytlaw, Post-money SAFE math problems: 1 million at 10 is 10 %, 600,000 at 15 million is 4 %."""
    safes = [safe("first", MILLION, 10 * MILLION), safe("second", 600_000, 15 * MILLION)]
    found = financing({"outstanding": 8_600_000, "convertibles": safes, "pre_money": 30 * MILLION, "new_money": 0,
                       "convention": "percentage_ownership"})  # fmt: skip
    assert found["total"] == "10000000/1"
    assert found["holders"] == {"first": "1000000/1", "second": "400000/1"}


@pytest.mark.parametrize(
    ("convertible", "pre_money", "shares"),
    [
        # Cooley U on convertible notes: 105,000 at 25 % below 1.00 a share
        (safe("note", 105_000, None, "discount", "25%"), 1_200_000, Fraction(140_000)),
        # community.startuptalky.com on convertible notes: a round at 10.00 a share and 12 million
        (safe("note", 10_000, 4 * MILLION, "pre"), 12 * MILLION, Fraction(3_000)),
        (safe("note", 10_000, None, "discount", "20%"), 12 * MILLION, Fraction(1_250)),
    ],
)
def test_notes(convertible: dict[str, Any], pre_money: int, shares: Fraction) -> None:
    found = financing({"outstanding": 1_200_000, "convertibles": [convertible], "pre_money": pre_money,
                       "new_money": MILLION, "convention": "pre_money"})  # fmt: skip
    assert Fraction(found["price"]) == Fraction(pre_money, 1_200_000)
    assert Fraction(found["holders"]["note"]) == shares


def test_a_safe_and_a_pool_topped_up() -> None:
    """joinef.com, Illustrative cap tables: 1.25 million at 12.5 million is 10 %, then 10 million on 40 million."""
    given_ = {"outstanding": 9 * MILLION, "convertibles": [safe("Investors (1)", 1_250_000, 12_500_000)],
              "pre_money": 40 * MILLION, "new_money": 10 * MILLION, "convention": "percentage_ownership"}  # fmt: skip
    found = financing(given_)
    assert Fraction(found["holders"]["Investors (1)"]) / (Fraction(found["total"]) - Fraction(found["new_shares"])) == (
        Fraction(1, 10)
    )
    topped = financing({**given_, "pool_target": "10%"})
    assert Fraction(topped["new_shares"]) / Fraction(topped["total"]) == Fraction(1, 5)
    assert topped["holders"] == found["holders"]  # a top-up doesn't change what a post-money SAFE becomes


@pytest.mark.parametrize(
    ("convention", "price", "new"),
    [
        # 1 million shares, a note of 1 million at 50 % off, 8 million before and 2 million new, by hand:
        # converted c = 2 million ÷ price. Price = 8 ÷ (1 + c): 8 − 2 = 6, and the new money has 2 of 10
        ("percentage_ownership", 6, Fraction(1, 5)),
        # price = 8 ÷ 1, c = 0.25, new = 0.25 of 1.5
        ("pre_money", 8, Fraction(1, 6)),
        # price = 9 ÷ (1 + c): 9 − 2 = 7, and the new money has 2 of 11
        ("dollars_invested", 7, Fraction(2, 11)),
    ],
)
def test_the_three_conventions(convention: str, price: int, new: Fraction) -> None:
    found = financing({"outstanding": MILLION, "convertibles": [safe("note", MILLION, None, "discount", "50%")],
                       "pre_money": 8 * MILLION, "new_money": 2 * MILLION, "convention": convention})  # fmt: skip
    assert found["price"] == f"{price}/1"
    assert Fraction(found["new_shares"]) / Fraction(found["total"]) == new


@pytest.mark.parametrize(
    ("convention", "founders", "new"),
    [("pre_money", "70.00", "17.50"), ("percentage_ownership", "65.71", "20.00"),
     ("dollars_invested", "68.83", "18.18")],
)  # fmt: skip
def test_three_ways_to_convert_a_million(convention: str, founders: str, new: str) -> None:
    """wowsglobal.com, Understanding the procedure of converting convertible notes: 8 million before and 2 new.

    A million shares, a million of notes at 30 % off: its tables for the first two; the third worked out by hand from
    the contract's formula, 9 million − 1 ÷ 0.7 million for the million shares.
    """
    found = financing({"outstanding": MILLION, "convertibles": [safe("notes", MILLION, None, "discount", "30%")],
                       "pre_money": 8 * MILLION, "new_money": 2 * MILLION, "convention": convention})  # fmt: skip
    total = Fraction(found["total"])
    assert round(MILLION / total * 100, 2) == Fraction(founders)
    assert round(Fraction(found["new_shares"]) / total * 100, 2) == Fraction(new)
    if convention == "pre_money":
        assert (found["rounded"]["holders"]["notes"], found["rounded"]["new_shares"]) == (178_571, 250_000)


FIVE_SAFES = [
    safe("YC", 125_000, None) | {"cap": "12500000/7"}, safe("uncapped", 375_000, None),
    safe("third", 475_000, 10 * MILLION), safe("fourth", 28_500, 13 * MILLION),
    safe("fifth", 2_997_500, 30 * MILLION),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "total", "pool"),
    [
        ({"outstanding": 2 * MILLION, "pre_money": 32 * MILLION, "new_money": 8 * MILLION,
          "convertibles": [safe("x", 2 * MILLION, 10 * MILLION)]}, 3_125_000, 0),
        ({"outstanding": 9_390_728, "existing_unallocated": 609_272, "pre_money": 16_700_000,
          "new_money": 4 * MILLION, "convertibles": FIVE_SAFES, "pool_target": "0.1"}, 20_606_916, 2_060_692),
        ({"outstanding": 15_201_645, "existing_unallocated": 1_259_260, "pre_money": 80 * MILLION,
          "new_money": 20 * MILLION, "pool_target": "0.07",
          "convertibles": [safe("first", 3_631_000, 17 * MILLION), safe("last", MILLION, 80 * MILLION)]},
         27_426_235, 1_919_836),
    ],
)  # fmt: skip
def test_rounds_of_an_open_calculator(document: dict[str, Any], total: int, pool: int) -> None:
    """github.com/1984vc/startup-finance, the tests of its conversion solver.

    The last it holds to within a hundred-thousandth, having rounded the price to five places.
    """
    found = financing({**document, "convention": "percentage_ownership"})
    assert float(Fraction(found["total"])) == pytest.approx(total, rel=1e-5)
    unissued = Fraction(found["pool_increase"]) + document.get("existing_unallocated", 0)
    assert float(unissued) == pytest.approx(pool, rel=1e-5)
    if total != 27_426_235:
        assert (round(Fraction(found["total"])), round(unissued)) == (total, pool)


def test_a_target_below_what_the_pool_has() -> None:
    """github.com/1984vc/startup-finance: with a target of 1 % the pool of 609,272 stays as it is."""
    found = financing({"outstanding": 9_390_728, "existing_unallocated": 609_272, "pre_money": 16_700_000,
                       "new_money": 4 * MILLION, "convertibles": FIVE_SAFES, "pool_target": "0.01",
                       "convention": "percentage_ownership"})  # fmt: skip
    assert found["pool_increase"] == "0/1"


def test_a_cap_above_the_round_gives_the_price_of_the_round() -> None:
    low = {**SCALE_UP, "pre_money": 3 * MILLION, "new_money": MILLION}
    found = financing(low)
    price = Fraction(found["price"])
    assert {name: Fraction(count) * price for name, count in found["holders"].items()} == {"A": 200_000, "B": 800_000}


def test_a_pool_that_is_large_enough_is_not_changed() -> None:
    found = financing({**SCALE_UP, "existing_unallocated": 5 * MILLION, "pool_target": "10%"})
    assert found["pool_increase"] == "0/1"
    assert found == financing({**SCALE_UP, "existing_unallocated": 5 * MILLION})


@given(ROUNDS)
def test_the_outcome_fits_its_own_terms(document: dict[str, Any]) -> None:
    """Price, conversion and pool, each worked out from the others as the terms say, are what they are."""
    check_terms(document, financing(document))


@given(ROUNDS)
def test_the_order_of_convertibles_does_not_matter(document: dict[str, Any]) -> None:
    turned = {**document, "convertibles": document["convertibles"][::-1]}
    found, again = financing(document), financing(turned)
    assert found == again


def test_a_pool_that_falls_short_only_once_all_convert() -> None:
    """With 12 of 100 unissued, 10 % is reached before a note takes its discount, and is not after."""
    note = safe("note", 30, 1000, "post", "50%")
    given_ = {"outstanding": 88, "existing_unallocated": 12, "pre_money": 100, "new_money": 0, "pool_target": "0.1"}
    found = financing({**given_, "convention": "percentage_ownership", "convertibles": [note]})
    assert Fraction(found["pool_increase"]) > 0
    assert Fraction(found["pool_increase"]) + 12 == Fraction(found["total"]) / 10


def test_safes_that_take_more_than_all() -> None:
    half = [safe("A", 2 * MILLION, 4 * MILLION), safe("B", 4 * MILLION, 8 * MILLION)]
    sentence = "convertibles: take more than all shares together; nothing would be left for anyone else"
    assert said(convertibles=half) == [sentence]
    note = safe("note", 20 * MILLION, None, "discount", "20%")
    assert said(convertibles=[note]) == [sentence]
    assert financing({**SCALE_UP, "convertibles": [note], "convention": "pre_money"})["rounded"]["total"] > 0


def test_pools_that_take_more_than_all() -> None:
    assert said(pool_target="80%", convertibles=[]) == [
        "pool_target: and the new money take more than all shares together"
    ]
    assert said(pool_target="70%", convertibles=[safe("A", MILLION, 2 * MILLION, "pre")]) == [
        "convertibles: and the pool and the new money take more than all shares together"
    ]


def test_faults() -> None:
    wrong = [safe("A", -1, 0), safe("B", 1, 5, "discount"), safe("C", 1, 5, "pre", "100%")]
    assert said(convertibles=wrong, pre_money=0, pool_target=1) == [
        'convertibles[0].amount: "-1" is less than 0',
        'convertibles[0].cap: "0" is not more than 0',
        "convertibles[1]: is a discount with a cap; say whether the cap is post or pre",
        'convertibles[2].discount: "100%" is not less than 100%; write 20% as 0.2',
        'pre_money: "0" is not more than 0',
        'pool_target: "1" is not less than 100%; write 10% as 0.1',
    ]
    assert said(pool_target="1%", pool_increase=5) == [
        "pool_increase: stands beside a pool_target; only one of them is taken"
    ]
    assert said(outstanding=0, existing_unallocated=0) == [
        "outstanding: and existing_unallocated are both 0; shares are needed to set a price"
    ]
    assert said(convertibles=[safe("A", 1, 5), safe("A", 1, 5)]) == [
        'convertibles[1].id: "A" is also the id of convertibles[0]'
    ]
