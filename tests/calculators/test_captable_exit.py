"""From the table of a day to the documents of an exit and of a round."""

from __future__ import annotations

from typing import Any

import pytest

from planner.calculators.round import financing
from planner.calculators.waterfall import waterfall
from tests.calculators.captable_samples import (
    BASIS,
    Object,
    money,
    options,
    plan,
    preferred,
    ratio,
    safe,
    shares,
    stock_class,
    table,
    told,
    tx,
    warrant,
)

DAY, LATER = "2026-01-10", "2026-02-10"
MILLION = 10**6


def payouts(exit_value: int, *objects: Object, prefs: Object) -> dict[str, str]:
    basis = [*BASIS[:4], prefs, plan("100")]
    document = table(*objects, basis=basis, also=["waterfall"])["waterfall"]
    found, warnings = waterfall({"exit": exit_value, **document})
    assert warnings == ()
    return dict(found["payouts"])


@pytest.mark.parametrize(("terms", "investors"), [({}, 60), ({"participation_cap_multiple": "3"}, 80)])
def test_feld_and_mendelson_from_a_journal(terms: dict[str, Any], investors: int) -> None:
    """B. Feld, J. Mendelson, Venture Deals, chapter 4: 50 million raised for 60 %, sold for 100 million."""
    found = payouts(
        100 * MILLION,
        shares("s1", DAY, "ana", "40"),
        shares("p1", DAY, "ben", "60", of="prefs"),
        prefs=preferred("prefs", price_per_share=money(f"{50 * MILLION}/60"), **terms),
    )
    assert found == {"common": f"{(100 - investors) * MILLION}.00", "prefs": f"{investors * MILLION}.00",
                     "unallocated pool": "0.00"}  # fmt: skip


def test_what_was_paid_counts_where_the_class_names_no_price() -> None:
    journal = [shares("p1", DAY, "ben", "30", of="prefs", price="2.50"),
               shares("p2", DAY, "ana", "10", of="prefs", price="4.00")]  # fmt: skip
    assert payouts(100, *journal, shares("s1", DAY, "ana", "60"), prefs=preferred("prefs"))["prefs"] == "100.00"
    split = tx("STOCK_CLASS_SPLIT", "x1", LATER, stock_class_id="prefs", split_ratio=ratio("2"))
    for more in ([], [split]):
        found = table(*journal, *more, also=["waterfall"])["waterfall"]["classes"]
        assert found[0]["invested"] == "115"


def test_the_higher_seniority_of_the_standard_is_paid_first() -> None:
    basis = [*BASIS[:4], preferred("prefs", price_per_share=money("1")),
             preferred("older", seniority="1.5", price_per_share=money("1"))]  # fmt: skip
    journal = [shares("p1", DAY, "ana", "50", of="prefs"), shares("q1", DAY, "ben", "50", of="older"),
               shares("s1", DAY, "ana", "900")]  # fmt: skip
    document = table(*journal, basis=basis, also=["waterfall"])["waterfall"]
    found, _ = waterfall({"exit": 60, **document})
    assert found["payouts"] == {"common": "0.00", "older": "10.00", "prefs": "50.00"}


def test_rights_at_one_price_are_one_option() -> None:
    found = table(
        options("o1", DAY, "ana", "10", strike="2.00"),
        options("o2", DAY, "ben", "20", strike="2.00"),
        options("u1", DAY, "ben", "5", compensation_type="RSU", exercise_price={"omitted": True}),
        options("c1", DAY, "ben", "7", compensation_type="CSAR", base_price=money("1")),
        warrant("w1", DAY, "ben", "3"),
        also=["waterfall"],
    )["waterfall"]["options"]
    assert [(each["quantity"], each["strike"]) for each in found] == [("5", "0"), ("30", "2"), ("3", "3")]


def test_rights_to_shares_that_convert_count_as_what_these_become() -> None:
    grant = options("o1", DAY, "ana", "10", strike="3.00", stock_class_id="prefs")
    basis = [*BASIS[:3], stock_class("common"), preferred("prefs", ratio="2"), plan()]
    found = table(grant, basis=basis, also=["waterfall"])["waterfall"]["options"]
    assert [(each["quantity"], each["strike"]) for each in found] == [("20", "1.5")]


def test_what_the_document_of_an_exit_does_not_hold_is_told() -> None:
    journal = [safe("c1", DAY, "ana", "100"), options("o1", DAY, "ana", "5", compensation_type="CSAR")]
    assert told(*journal, also=["waterfall"]) == [
        "c1: converts into shares, and is no part of the waterfall document",
        "o1: is paid in money, and is no part of the waterfall document",
    ]
    assert told(*journal) == []


def test_two_safes_from_a_journal() -> None:
    """K. Nathoo, "Understanding SAFEs and priced equity rounds", Y Combinator: 588,235 and 1,176,470 shares."""
    basis = [*BASIS[:5], plan("750000")]
    document = table(
        shares("s1", DAY, "ana", "9250000"),
        options("o1", DAY, "ben", "650000"),
        safe("A", DAY, "ana", "200000", "4000000"),
        safe("B", DAY, "ben", "800000", "8000000"),
        basis=basis,
        also=["round"],
    )["round"]
    assert (document["outstanding"], document["existing_unallocated"]) == ("9900000", "100000")
    terms = {"pre_money": 15 * MILLION, "new_money": 5 * MILLION, "pool_target": "10%"}
    found = financing({**document, **terms, "convention": "percentage_ownership"})
    assert found["rounded"]["holders"] == {"A": 588235, "B": 1176470}


def test_kinds_of_convertibles() -> None:
    found = table(
        safe("a", DAY, "ana", "100", "5000", conversion_timing="PRE_MONEY"),
        safe("b", DAY, "ana", "100", conversion_discount="0.2"),
        also=["round"],
    )["round"]["convertibles"]
    assert found == [
        {"id": "a", "type": "pre", "amount": "100", "cap": "5000"},
        {"id": "b", "type": "discount", "amount": "100", "discount": "0.2"},
    ]
