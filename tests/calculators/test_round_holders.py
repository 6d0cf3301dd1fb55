"""Who owns what after a round: rights to keep one's share, new investors, everyone by name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.round import financing
from tests.calculators.financings import MILLION, ROUNDS, SCALE_UP, safe, said

FOUNDERS = [{"id": "Anna", "shares": 6 * MILLION}, {"id": "Bram", "shares": 3_900_000}]


def parts(found: dict[str, Any]) -> dict[str, Fraction]:
    """Everyone's part of all shares, named or not."""
    ownership = found["ownership"]
    lines = ownership["holders"] | {key: line for key, line in ownership.items() if key != "holders"}
    return {name: Fraction(line["part"]) for name, line in lines.items()}


def test_rights_of_safes() -> None:
    """Y Combinator, Post-money safe quick start guide, 3: 15 % in SAFEs with rights, others 25 % of a Series A.

    The rights are then 25 % ÷ 85 % − 25 % = 4.41 %, all new money 29.41 %, and the unissued pool 10 %.
    """
    found = financing({
        "outstanding": 8_500_000, "pre_money": 12 * MILLION, "new_money": 5 * MILLION, "pro_rata": {"safes": "100%"},
        "convention": "percentage_ownership", "convertibles": [safe("safes", 750_000, 5 * MILLION)],
        "investors": [{"id": "lead"}], "pool_target": "10%", "pro_rata_counts_pool": False,
    })  # fmt: skip
    total, price = Fraction(found["total"]), Fraction(found["price"])
    taken = Fraction(found["pro_rata"]["safes"]["taken"]) / price / total
    assert round(taken * 100, 2) == Fraction("4.41")
    assert parts(found)["lead"] == Fraction(1, 4)
    assert parts(found)["pool"] == Fraction(1, 10)


@pytest.mark.parametrize(("pool", "counted", "kept"), [(None, True, True), ("10%", True, True), ("10%", False, False)])
def test_a_safe_that_keeps_its_share(pool: str | None, counted: bool, kept: bool) -> None:
    """help.pulley.com, How does pro-rata affect my dilution: 10 % is kept by buying 10 % of the round.

    5 million on 20 million. A pool that grows dilutes who has such a right, too, unless what is kept is the part of all
    shares with the pool's increase in it.
    """
    found = financing({
        "outstanding": 9 * MILLION, "pre_money": 20 * MILLION, "new_money": 5 * MILLION, "pool_target": pool,
        "convention": "percentage_ownership", "convertibles": [safe("Investor A", MILLION, 10 * MILLION)],
        "pro_rata": {"Investor A": 1}, "pro_rata_counts_pool": counted,
    })  # fmt: skip
    before = Fraction(found["total"]) - Fraction(found["new_shares"])
    share = Fraction(found["holders"]["Investor A"]) / before
    assert (share == Fraction(1, 10)) == (pool is None)
    bought = Fraction(found["pro_rata"]["Investor A"]["taken"]) / (5 * MILLION)
    assert bought == (share if counted else Fraction(1, 10))
    assert (parts(found)["Investor A"] == share) == kept
    assert share <= parts(found)["Investor A"] <= Fraction(1, 10)


def test_everyone_by_name() -> None:
    found = financing({**SCALE_UP, "pool_target": "0.10", "shareholders": FOUNDERS,
                       "investors": [{"id": "fund", "amount": 4 * MILLION}, {"id": "angel"}]})  # fmt: skip
    holders = found["ownership"]["holders"]
    assert list(holders) == ["Anna", "Bram", "A", "B", "fund", "angel"]
    assert holders["Anna"]["whole"] == 6 * MILLION
    assert holders["A"]["whole"] == found["rounded"]["holders"]["A"]
    assert parts(found)["fund"] == Fraction(1, 5)
    assert parts(found)["angel"] == Fraction(1, 20)
    assert parts(found)["pool"] == Fraction(1, 10)
    assert sum(parts(found).values()) == 1
    assert "outstanding" not in found["ownership"]


def test_what_is_held_twice_is_one_line() -> None:
    """Anna has shares and a SAFE, and brings in new money: one holder, its issues rounded down one by one."""
    found = financing({**SCALE_UP, "shareholders": FOUNDERS, "convertibles": [safe("Anna", 200_000, 4 * MILLION)],
                       "investors": [{"id": "Anna", "amount": MILLION}]} | {"new_money": MILLION})  # fmt: skip
    issues = (6 * MILLION, found["rounded"]["holders"]["Anna"], found["rounded"]["new_shares"])
    assert found["ownership"]["holders"]["Anna"]["whole"] == sum(issues)


def test_a_class_keeps_its_protection_by_holder() -> None:
    preferred = [{"id": "A", "shares": MILLION, "price": 1, "anti_dilution": "full_ratchet"}]
    holders = [{"id": "founders", "shares": 3 * MILLION}, {"id": "x", "class": "A", "shares": 250_000},
               {"id": "y", "class": "A", "shares": 750_000}]  # fmt: skip
    terms = {"pre_money": 2 * MILLION, "new_money": 500_000, "convention": "percentage_ownership"}
    found = financing({"outstanding": 4 * MILLION, "preferred": preferred, "shareholders": holders, **terms})
    shares = {name: line["shares"] for name, line in found["ownership"]["holders"].items()}
    assert shares == {"founders": "3000000/1", "x": "750000/1", "y": "2250000/1"}
    assert parts(found)["new_money"] == Fraction(1, 5)


@given(ROUNDS, st.sampled_from(["0", "1/3", "100%"]), st.integers(0, 100))
def test_a_right_that_is_taken_keeps_the_share(document: dict[str, Any], taken: str, percent: int) -> None:
    """Beside the new money: wholly taken the part of all shares is kept, partly some of it, not taken none."""
    one = document["outstanding"] * Fraction(percent, 100)
    holders = [{"id": "x", "shares": str(one)}, {"id": "others", "shares": str(document["outstanding"] - one)}]
    found = financing({**document, "shareholders": holders, "pro_rata": {"x": taken}})
    total, new = Fraction(found["total"]), Fraction(found["new_shares"])
    kept = {"0": Fraction(0), "1/3": Fraction(1, 3), "100%": Fraction(1)}[taken]
    assert parts(found)["x"] == one / total + kept * one / (total - new) * new / total
    if kept == 1:
        assert parts(found)["x"] == one / (total - new)
    assert sum(parts(found).values()) == 1
    without = {key: value for key, value in found.items() if key not in ("ownership", "pro_rata")}
    assert without == financing(document)  # who brings the money in changes no price


@given(st.integers(1, 400), st.integers(1000, 10_000), st.integers(1, 1000))
def test_a_post_money_safe_is_its_amount_over_its_cap(amount: int, cap: int, outstanding: int) -> None:
    """Exactly, before the new money, where the round is priced above the cap."""
    found = financing({"outstanding": outstanding, "convertibles": [safe("x", amount, cap)], "pre_money": 3 * cap,
                       "new_money": cap, "convention": "percentage_ownership"})  # fmt: skip
    assert Fraction(found["holders"]["x"]) / (Fraction(found["total"]) - Fraction(found["new_shares"])) == (
        Fraction(amount, cap)
    )


def test_faults() -> None:
    assert said(shareholders=FOUNDERS[:1]) == [
        "shareholders: have 6000000 shares as converted, and outstanding is 9900000"
    ]
    preferred = [{"id": "S", "shares": 5, "price": 1}]
    assert said(shareholders=[*FOUNDERS, {"id": "x", "class": "T", "shares": 0}], preferred=preferred) == [
        'shareholders[2].class: "T" is no class under preferred; there are S',
        "preferred[0].shares: is 5, but shareholders have 0 of them",
    ]
    assert said(pro_rata={"nobody": 1, "A": "110%"}) == [
        "pro_rata.A: is more than 100% of the right",
        "pro_rata.nobody: is the right of nobody who holds shares or a convertible",
    ]
    assert said(investors=[{"id": "x"}, {"id": "x"}]) == [
        'investors[1].id: "x" is also the id of investors[0]',
        "investors[1].amount: is missing; only one investor can bring the rest",
    ]
    for amount in (6 * MILLION, 4 * MILLION):
        assert said(investors=[{"id": "x", "amount": amount}]) == [
            f"investors: bring in {amount}; new_money leaves 5000000 for them, beside the rights taken up"
        ]
