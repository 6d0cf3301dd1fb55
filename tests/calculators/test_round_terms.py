"""Anti-dilution, interest and most favoured nations: published examples, and the equations filled in again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given

from planner.calculators.round import financing
from planner.errors import Refused
from tests.calculators.financings import MILLION, PROTECTED, ROUNDS, check_terms, safe, said


def protected(kind: str, name: str = "A", **more: Any) -> dict[str, Any]:
    return {"id": name, "shares": MILLION, "price": 1, "anti_dilution": kind, **more}


@pytest.mark.parametrize(
    ("name", "price", "after", "ratio"),
    [("A", 1, Fraction(2_812_500), Fraction("1.125")), ("B", 2, Fraction(2_400_000), Fraction("1.2"))],
)
def test_a_weighted_average(name: str, price: int, after: Fraction, ratio: Fraction) -> None:
    """docs.equity.gust.com/article/71-anti-dilution: 2 million shares at 0.50, before them 7 million with options.

    Gust has A's conversion price at 0.88 (8/9) and 2,812,500 shares; B's follow from the same formula.
    """
    counts = {"A": 2_500_000, "B": 2_000_000}
    found = financing({
        "outstanding": 7 * MILLION, "pre_money": 3_500_000, "new_money": MILLION, "convention": "pre_money",
        "preferred": [{"id": name, "shares": counts[name], "price": price, "anti_dilution": "broad"}],
    })  # fmt: skip
    assert found["price"] == "1/2"
    told = found["anti_dilution"][name]
    assert (Fraction(told["as_converted"]), Fraction(told["conversion_ratio"])) == (after, ratio)


def test_a_full_ratchet_and_its_price_together() -> None:
    """vchub.com/anti-dilution-full-ratchet: 20 % for 500,000 at 2 million before, a third of a dollar balances."""
    document = {"outstanding": 4 * MILLION, "pre_money": 2 * MILLION, "new_money": 500_000,
                "convention": "percentage_ownership", "preferred": [protected("full_ratchet")]}  # fmt: skip
    found = financing(document)
    assert found["price"] == "1/3"
    assert found["anti_dilution"]["A"] == {
        "conversion_price": "1/3", "conversion_ratio": "3/1", "as_converted": "3000000/1", "additional": "2000000/1",
    }  # fmt: skip
    assert Fraction(found["new_shares"]) / Fraction(found["total"]) == Fraction(1, 5)
    # the price first, conversion on top: 0.50, as the example's own first step
    assert financing({**document, "convention": "pre_money"})["price"] == "1/2"
    assert financing({**document, "pre_money": 4 * MILLION})["anti_dilution"]["A"]["additional"] == "0/1"


def test_one_share_sold_low_is_enough_for_a_full_ratchet() -> None:
    """glossaria.net, full ratchet: sold for 10, later 1: ten shares for each, even if one share is sold."""
    found = financing({"outstanding": 100, "pre_money": 100, "new_money": 1, "convention": "pre_money",
                       "preferred": [protected("full_ratchet", shares=10, price=10)]})  # fmt: skip
    assert found["anti_dilution"]["A"]["conversion_ratio"] == "10/1"


@given(PROTECTED)
def test_protection_fits_its_own_terms(document: dict[str, Any]) -> None:
    try:
        found = financing(document)
    except Refused:
        assume(False)
    check_terms(document, found)


@given(PROTECTED)
def test_a_full_ratchet_protects_most(document: dict[str, Any]) -> None:
    """Of one class: full ratchet at least the narrow average, that the broad one, and that none."""
    after = []
    for kind in ("none", "broad", "narrow", "full_ratchet"):
        one = {**document["preferred"][0], "anti_dilution": kind}
        try:
            found = financing({**document, "preferred": [one]})
        except Refused:
            assume(False)
        after.append(Fraction(found["anti_dilution"]["P0"]["as_converted"]))
    assert after == sorted(after)


def test_a_base_of_its_own() -> None:
    """By hand: A = 1 million in place of 4: 1.00 × (1 + 0.5) ÷ (1 + 1) million is 0.75."""
    document = {"outstanding": 4 * MILLION, "pre_money": 2 * MILLION, "new_money": 500_000, "convention": "pre_money"}
    found = financing({**document, "preferred": [protected("broad", base=MILLION)]})
    assert found["anti_dilution"]["A"]["conversion_price"] == "3/4"
    assert financing({**document, "preferred": [protected("narrow")]})["anti_dilution"] == found["anti_dilution"]


def test_interest_converts_with_the_principal() -> None:
    """fundersclub.com, interest in a convertible note: 1 million at 5 % for a year, at 10 million, is 10.5 %."""
    interest = {"rate": "5%", "from": "2022-01-01"}
    note = {**safe("note", MILLION, 10 * MILLION), "interest": interest}
    found = financing({"outstanding": 895, "pre_money": 20 * MILLION, "new_money": 0, "convertibles": [note],
                       "convention": "percentage_ownership", "date": "2023-01-01"})  # fmt: skip
    assert found["interest"] == {"note": "50000/1"}
    assert Fraction(found["holders"]["note"]) / Fraction(found["total"]) == Fraction("0.105")


def test_interest_is_part_of_the_dollars_invested() -> None:
    """By hand: 8 million before and 1.1 million owed are 9.1 million, over a million shares and 1.1 million ÷ price."""
    note = {**safe("note", MILLION, None, "discount"), "interest": {"rate": "10%", "from": "2022-01-01"}}
    found = financing({"outstanding": MILLION, "pre_money": 8 * MILLION, "new_money": MILLION, "date": "2023-01-01",
                       "convertibles": [note], "convention": "dollars_invested"})  # fmt: skip
    assert found["price"] == "8/1"


def test_a_most_favoured_nation() -> None:
    """joinef.com, Illustrative cap tables: an MFN SAFE takes the 12.5 million cap of the next, 125,000 giving 1 %."""
    convertibles = [{**safe("MFN", 125_000, None), "mfn": True}, safe("Investors (1)", 1_250_000, 12_500_000)]
    document = {"outstanding": 9 * MILLION, "pre_money": 40 * MILLION, "new_money": 10 * MILLION,
                "convention": "percentage_ownership"}  # fmt: skip
    found = financing({**document, "convertibles": convertibles})
    before = Fraction(found["total"]) - Fraction(found["new_shares"])
    assert Fraction(found["holders"]["MFN"]) / before == Fraction(1, 100)
    # terms agreed on before it are not its to take
    late = financing({**document, "convertibles": convertibles[::-1]})
    assert Fraction(late["holders"]["MFN"]) == 125_000 / Fraction(late["price"])


@given(ROUNDS)
def test_a_most_favoured_nation_has_no_worse_than_those_after_it(document: dict[str, Any]) -> None:
    """For each unit of money; and it never has less for the right, though all others' shares move with it."""
    first, *others = document["convertibles"] or [safe("c0", 10, None)]
    document = {**document, "convertibles": [first, *others]}
    try:
        found = financing({**document, "convertibles": [{**first, "mfn": True}, *others]})
    except Refused:
        assume(False)
    best = max(
        (Fraction(found["holders"][each["id"]]) / each["amount"] for each in others if each["amount"]), default=0
    )
    assert Fraction(found["holders"]["c0"]) >= first["amount"] * best
    assert Fraction(found["holders"]["c0"]) >= Fraction(financing(document)["holders"]["c0"])


def test_faults() -> None:
    assert said(preferred=[protected("full_ratchet", shares=9 * MILLION, price=10)]) == [
        "preferred: have anti-dilution that takes more than all shares together; no price fits it"
    ]
    assert said(preferred=[protected("none", conversion_price=0), protected("some", price="x")]) == [
        'preferred[0].conversion_price: "0" is not more than 0',
        'preferred[1].price: "x" is not a number; "1234.50", "2/3" and "12.5%" are',
        "preferred[1].anti_dilution: \"some\" is not accepted; 'none', 'broad', 'narrow' or 'full_ratchet' is",
    ]
    assert said(preferred=[protected("none"), protected("none", shares=9 * MILLION)]) == [
        'preferred[1].id: "A" is also the id of preferred[0]',
        "preferred: have 10000000 shares as converted, and outstanding is 9900000",
    ]
    note = {**safe("A", 1, None), "interest": {"rate": "8%", "from": "2024-01-01"}}
    assert said(convertibles=[note]) == [
        "convertibles[0].interest.to: is missing; without a date in the document interest has no end"
    ]
    assert said(convertibles=[note], date="9999-12-31") == [
        "convertibles[0].interest.to: 9999-12-31 is more than 100 years after 2024-01-01, when interest begins"
    ]
