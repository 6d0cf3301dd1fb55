"""Financings: published examples, and the equations themselves filled in again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.round import financing
from planner.errors import Refused

MILLION = 10**6


def safe(name: str, amount: int, cap: int | None, kind: str = "post", discount: str = "0") -> dict[str, Any]:
    return {"id": name, "type": kind, "amount": amount, "cap": cap, "discount": discount}


SCALE_UP: dict[str, Any] = {
    "outstanding": 9_900_000, "existing_unallocated": 100_000, "pre_money": 15 * MILLION, "new_money": 5 * MILLION,
    "convention": "percentage_ownership",
    "convertibles": [safe("A", 200_000, 4 * MILLION), safe("B", 800_000, 8 * MILLION)],
}  # fmt: skip


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


def test_a_cap_above_the_round_gives_the_price_of_the_round() -> None:
    low = {**SCALE_UP, "pre_money": 3 * MILLION, "new_money": MILLION}
    found = financing(low)
    price = Fraction(found["price"])
    assert {name: Fraction(count) * price for name, count in found["holders"].items()} == {"A": 200_000, "B": 800_000}


def test_a_pool_that_is_large_enough_is_not_changed() -> None:
    found = financing({**SCALE_UP, "existing_unallocated": 5 * MILLION, "pool_target": "10%"})
    assert found["pool_increase"] == "0/1"
    assert found == financing({**SCALE_UP, "existing_unallocated": 5 * MILLION})


# Small enough beside the company that, whatever is chosen, something is left for everyone.
CONVERTIBLES = st.lists(
    st.tuples(
        st.sampled_from(["post", "pre", "discount"]), st.integers(0, 100), st.integers(700, 20_000),
        st.sampled_from(["0", "10%", "1/3"]), st.booleans(),
    ),
    max_size=5,
)  # fmt: skip
ROUNDS = st.builds(
    lambda convertibles, outstanding, unallocated, pre, new, convention, pool: {
        "outstanding": outstanding, "existing_unallocated": unallocated, "pre_money": pre, "new_money": new,
        "convention": convention, **pool,
        "convertibles": [
            safe(f"c{at}", amount, None if kind == "discount" or uncapped else cap, kind, discount)
            for at, (kind, amount, cap, discount, uncapped) in enumerate(convertibles)
        ],
    },
    CONVERTIBLES, st.integers(1, 1000), st.integers(0, 100), st.integers(3000, 30_000), st.integers(0, 3000),
    st.sampled_from(["percentage_ownership", "pre_money", "dollars_invested"]),
    st.sampled_from([{}, {"pool_increase": 55}, {"pool_target": "10%"}, {"pool_target": "0.2"}]),
)  # fmt: skip


@given(ROUNDS)
def test_the_outcome_fits_its_own_terms(document: dict[str, Any]) -> None:
    """Price, conversion and pool, each worked out from the others as the terms say, are what they are."""
    found = financing(document)
    price, total, new, increase = (Fraction(found[k]) for k in ("price", "total", "new_shares", "pool_increase"))
    shares = Fraction(document["outstanding"] + document["existing_unallocated"])
    converted = sum((Fraction(count) for count in found["holders"].values()), Fraction(0))
    principal = sum(each["amount"] for each in document["convertibles"])
    assert total == shares + converted + increase + new
    assert new == document["new_money"] / price
    assert (
        price
        == {
            "percentage_ownership": document["pre_money"] / (shares + converted + increase),
            "pre_money": document["pre_money"] / (shares + increase),
            "dollars_invested": (document["pre_money"] + principal) / (shares + converted + increase),
        }[document["convention"]]
    )
    for each in document["convertibles"]:
        discount = Fraction(each["discount"][:-1]) / 100 if "%" in each["discount"] else Fraction(each["discount"])
        prices = [price * (1 - discount)]
        if each["cap"]:
            prices.append(each["cap"] / (shares + (converted if each["type"] == "post" else increase)))
        assert Fraction(found["holders"][each["id"]]) == each["amount"] / min(prices)
    if "pool_target" in document:
        target = Fraction(1, 10) if document["pool_target"] == "10%" else Fraction(1, 5)
        unissued = document["existing_unallocated"] + increase
        assert unissued == target * total or (increase == 0 and unissued > target * total)
    else:
        assert increase == document.get("pool_increase", 0)


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


def said(**changes: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        financing({**SCALE_UP, **changes})
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


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
