"""Financings for the rounds' tests: short ways to write them, small ones drawn, and their own equations filled in."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from planner.calculators.round import financing
from planner.errors import Refused

MILLION = 10**6
ZERO = Fraction(0)


def safe(name: str, amount: int, cap: int | None, kind: str = "post", discount: str = "0") -> dict[str, Any]:
    return {"id": name, "type": kind, "amount": amount, "cap": cap, "discount": discount}


SCALE_UP: dict[str, Any] = {
    "outstanding": 9_900_000, "existing_unallocated": 100_000, "pre_money": 15 * MILLION, "new_money": 5 * MILLION,
    "convention": "percentage_ownership",
    "convertibles": [safe("A", 200_000, 4 * MILLION), safe("B", 800_000, 8 * MILLION)],
}  # fmt: skip


def said(**changes: Any) -> list[str]:
    """What is wrong with a round, in English; each sentence has its Dutch."""
    return sentences(lambda: financing({**SCALE_UP, **changes}))


def sentences(work: Callable[[], object]) -> list[str]:
    """What is wrong, in English; each sentence has its Dutch."""
    with pytest.raises(Refused) as refused:
        work()
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


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


def _with_preferred(document: dict[str, Any], drawn: list[tuple[int, str, str, str]]) -> dict[str, Any]:
    """Earlier classes, each some percent of the shares, sold at some times what a share would be worth now."""
    worth = Fraction(document["pre_money"], document["outstanding"])
    preferred = [
        {
            "id": f"P{at}", "shares": str(document["outstanding"] * Fraction(percent, 100)),
            "price": str(worth * Fraction(times)), "conversion_price": str(worth * Fraction(times) / Fraction(ratio)),
            "anti_dilution": kind,
        }
        for at, (percent, times, ratio, kind) in enumerate(drawn)
    ]  # fmt: skip
    return {**document, "convertibles": document["convertibles"][:2], "preferred": preferred}


PREFERRED = st.lists(
    st.tuples(
        st.integers(0, 10), st.sampled_from(["1/2", "1", "3/2", "3"]), st.sampled_from(["1", "3/2"]),
        st.sampled_from(["none", "broad", "narrow", "full_ratchet"]),
    ),
    min_size=1, max_size=3,
)  # fmt: skip
PROTECTED = st.builds(_with_preferred, ROUNDS, PREFERRED)


def number(written: object) -> Fraction:
    text = str(written)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def check_terms(document: dict[str, Any], found: dict[str, Any]) -> None:
    """Price, conversion, pool and protection, each worked out from the others as the terms say, are what they are."""
    price, total, new, increase = (Fraction(found[k]) for k in ("price", "total", "new_shares", "pool_increase"))
    shares = Fraction(document["outstanding"] + document["existing_unallocated"])
    converted = sum((Fraction(count) for count in found["holders"].values()), ZERO)
    principal = sum(each["amount"] for each in document["convertibles"])
    added = check_protection(document, found, price, new)
    assert total == shares + converted + increase + new + added
    assert new == document["new_money"] / price
    assert (
        price
        == {
            "percentage_ownership": document["pre_money"] / (shares + converted + increase + added),
            "pre_money": document["pre_money"] / (shares + increase),
            "dollars_invested": (document["pre_money"] + principal) / (shares + converted + increase + added),
        }[document["convention"]]
    )
    for each in document["convertibles"]:
        prices = [price * (1 - number(each["discount"]))]
        if each["cap"]:
            prices.append(each["cap"] / (shares + (converted if each["type"] == "post" else increase)))
        assert Fraction(found["holders"][each["id"]]) == each["amount"] / min(prices)
    if "pool_target" in document:
        target = number(document["pool_target"])
        unissued = document["existing_unallocated"] + increase
        assert unissued == target * total or (increase == 0 and unissued > target * total)
    else:
        assert increase == document.get("pool_increase", 0)


def check_protection(document: dict[str, Any], found: dict[str, Any], price: Fraction, new: Fraction) -> Fraction:
    """Each class's conversion price by its formula; the shares that are added to all of them."""
    added = ZERO
    before = {each["id"]: number(each["shares"]) * number(each["price"]) / number(each["conversion_price"])
              for each in document.get("preferred", [])}  # fmt: skip
    for each in document.get("preferred", []):
        told, old = found["anti_dilution"][each["id"]], number(each["conversion_price"])
        counted = Fraction(document["outstanding"]) if each["anti_dilution"] == "broad" else sum(before.values())
        expected = old
        if new and price < old and each["anti_dilution"] == "full_ratchet":
            expected = price
        elif new and price < old and each["anti_dilution"] in ("broad", "narrow"):
            expected = old * (counted + document["new_money"] / old) / (counted + new)
        if before[each["id"]]:
            assert Fraction(told["conversion_price"]) == expected
            assert Fraction(told["conversion_ratio"]) == number(each["price"]) / expected
            assert Fraction(told["as_converted"]) == number(each["shares"]) * number(each["price"]) / expected
        added += Fraction(told["as_converted"]) - before[each["id"]]
    return added
