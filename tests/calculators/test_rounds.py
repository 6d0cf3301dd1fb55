"""Rounds in a row: each on what the one before it left."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.round import financing
from planner.calculators.rounds import financings
from tests.calculators.financings import MILLION, safe, sentences

FOUNDERS = [{"id": "founders", "shares": 8 * MILLION}]


def priced(name: str, pre_money: int, new_money: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "pre_money": pre_money, "new_money": new_money, "convention": "percentage_ownership", **more}


def part(found: dict[str, Any], at: int, name: str) -> Fraction:
    return Fraction(found["rounds"][at]["ownership"]["holders"][name]["part"])


def test_one_round_is_that_round() -> None:
    terms = priced("A", 15 * MILLION, 5 * MILLION, convertibles=[safe("x", 500_000, 5 * MILLION)], pool_target="10%")
    found = financings({"shareholders": FOUNDERS, "rounds": [terms]})
    alone = financing({"outstanding": 8 * MILLION, "shareholders": FOUNDERS,
                       **{key: value for key, value in terms.items() if key != "id"}})  # fmt: skip
    assert found["rounds"] == [{"id": "A", **alone}]


def test_three_rounds() -> None:
    """By hand: 20 % each time leaves the founders 0.8³, and who took its right in B alone is diluted by C only."""
    rounds = [priced("A", 8 * MILLION, 2 * MILLION), priced("B", 16 * MILLION, 4 * MILLION, pro_rata={"A": "100%"}),
              priced("C", 40 * MILLION, 10 * MILLION, investors=[{"id": "fund"}])]  # fmt: skip
    found = financings({"shareholders": FOUNDERS, "rounds": rounds})
    assert part(found, 2, "founders") == Fraction(8, 10) ** 3
    assert part(found, 1, "A") == Fraction(1, 5)
    assert part(found, 2, "A") == Fraction(1, 5) * Fraction(8, 10)
    assert part(found, 2, "fund") == Fraction(1, 5)
    assert [each["id"] for each in found["preferred"]] == ["A", "B", "C"]


def test_a_down_round_adjusts_the_class_of_the_round_before() -> None:
    """As at vchub.com/anti-dilution-full-ratchet, in two rounds: a million for a million shares, then a third each."""
    rounds = [priced("A", 3 * MILLION, MILLION, anti_dilution="full_ratchet"), priced("B", 2 * MILLION, 500_000)]
    found = financings({"shareholders": [{"id": "founders", "shares": 3 * MILLION}], "rounds": rounds})
    assert found["rounds"][0]["price"] == "1/1"
    assert found["rounds"][1]["price"] == "1/3"
    assert found["preferred"][0] == {"id": "A", "shares": "1000000/1", "price": "1/1", "conversion_price": "1/3"}
    assert part(found, 1, "founders") == Fraction(3, 6) * Fraction(4, 5)


def test_what_converted_is_a_class_at_its_own_price() -> None:
    """A SAFE's shares are protected from the price that it paid, not from the round's."""
    rounds = [priced("A", 10 * MILLION, MILLION, convertibles=[safe("x", 500_000, 5 * MILLION)],
                     anti_dilution="full_ratchet"), priced("B", 7 * MILLION, MILLION)]  # fmt: skip
    found = financings({"shareholders": FOUNDERS, "rounds": rounds})
    classes = {each["id"]: each for each in found["preferred"]}
    holders = Fraction(found["rounds"][0]["holders"]["x"])
    assert Fraction(classes["A/x"]["price"]) == 500_000 / holders
    assert classes["A/x"]["conversion_price"] == classes["A/x"]["price"]
    assert classes["A"]["conversion_price"] == found["rounds"][1]["price"]


def test_options_granted_between_rounds_leave_the_pool() -> None:
    grants = [{"id": "Noor", "quantity": 500_000}]
    rounds = [priced("A", 8 * MILLION, 2 * MILLION, pool_target="10%"),
              priced("B", 16 * MILLION, 4 * MILLION, pool_target="10%", grants=grants)]  # fmt: skip
    found = financings({"shareholders": FOUNDERS, "rounds": rounds})
    assert found["rounds"][1]["ownership"]["holders"]["Noor"]["whole"] == 500_000
    assert Fraction(found["rounds"][1]["ownership"]["pool"]["part"]) == Fraction(1, 10)


def test_whole_shares_go_on() -> None:
    rounds = [priced("A", 7 * MILLION, 3 * MILLION), priced("B", 10 * MILLION, 3 * MILLION)]
    exact = financings({"shareholders": FOUNDERS, "rounds": rounds})
    whole = financings({"shareholders": FOUNDERS, "rounds": rounds, "whole_shares": True})
    first = exact["rounds"][0]
    assert whole["rounds"][0] == first
    assert whole["preferred"][0]["shares"] == f"{first['rounded']['new_shares']}/1"
    assert exact["preferred"][0]["shares"] == first["new_shares"]
    assert whole["rounds"][1]["total"] != exact["rounds"][1]["total"]


def test_nothing_issued_is_no_class() -> None:
    """A convertible of nothing and a class without shares change nothing, and are no class with a price."""
    empty = {"id": "S", "shares": 0, "price": 1, "anti_dilution": "full_ratchet"}
    terms = priced("A", 8 * MILLION, 2 * MILLION, convertibles=[safe("x", 0, 1)])
    found = financings({"shareholders": FOUNDERS, "preferred": [empty], "rounds": [terms]})
    assert [each["id"] for each in found["preferred"]] == ["S", "A"]
    assert found["preferred"][0]["conversion_price"] == "1/1"


ROUNDS = st.lists(
    st.builds(
        lambda pre, new, kind, convention, target, taken, debt: {
            "pre_money": pre, "new_money": new, "anti_dilution": kind, "convention": convention, "pool_target": target,
            "pro_rata": {"founders": taken}, "convertibles": [safe("x", debt, 4000)] if debt else [],
        },
        st.integers(2000, 9000), st.integers(1, 900), st.sampled_from(["none", "broad", "narrow", "full_ratchet"]),
        st.sampled_from(["percentage_ownership", "pre_money", "dollars_invested"]), st.sampled_from([None, "5%"]),
        st.sampled_from(["0", "1/2", "1"]), st.sampled_from([0, 300]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(ROUNDS, st.booleans())
def test_ownership_adds_up_to_one(drawn: list[dict[str, Any]], whole: bool) -> None:
    rounds = [{"id": f"R{at}", **terms} for at, terms in enumerate(drawn)]
    found = financings({"shareholders": [{"id": "founders", "shares": 1000}, {"id": "team", "shares": 500}],
                        "existing_unallocated": 100, "rounds": rounds, "whole_shares": whole})  # fmt: skip
    for each in found["rounds"]:
        ownership = each["ownership"]
        lines = [*ownership["holders"].values(), *(ownership[key] for key in ("pool", "new_money") if key in ownership)]
        assert sum(Fraction(line["part"]) for line in lines) == 1
        assert sum(Fraction(line["shares"]) for line in lines) == Fraction(each["total"])


def said(*rounds: dict[str, Any], **more: Any) -> list[str]:
    return sentences(lambda: financings({"shareholders": FOUNDERS, "rounds": list(rounds), **more}))


def test_faults() -> None:
    first = priced("A", 8 * MILLION, 2 * MILLION)
    assert said() == ["rounds: has 0, at least 1 is needed"]
    assert said(first, first, preferred=[{"id": "A", "shares": 1, "price": 1}]) == [
        'rounds[1].id: "A" is also the id of rounds[0]',
        'rounds[0].id: "A" is also the id of preferred[0]',
        'rounds[1].id: "A" is also the id of preferred[0]',
    ]
    assert said(first, preferred=[{"id": "S", "shares": 1, "price": 1}]) == [
        "preferred[0].shares: is 1, but shareholders have 0 of them"
    ]
    second = priced("B", MILLION, MILLION, grants=[{"id": "Noor", "quantity": 5}])
    assert said(first, second) == ["rounds[1].grants: are 5 options, and the pool has 0 left"]
    assert said(first, priced("B", MILLION, MILLION, pro_rata={"x": 1})) == [
        "rounds[1].pro_rata.x: is the right of nobody who holds shares or a convertible"
    ]
    large = priced("B", MILLION, MILLION, convertibles=[safe("x", 5, 5)])
    assert said(first, large) == [
        "rounds[1].convertibles: take more than all shares together; nothing would be left for anyone else"
    ]
