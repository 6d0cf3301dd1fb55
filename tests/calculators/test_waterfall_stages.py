"""What is paid before the classes share: management, phantom shares, dividends that a preference gathered."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from planner.calculators.waterfall import waterfall
from planner.errors import Refused
from tests.calculators.tables import MILLION, common, payouts, preferred


def plan(*tiers: tuple[str, int | None], place: str = "before_preferences") -> list[dict[str, Any]]:
    return [{"id": "plan", "place": place, "tiers": [{"rate": rate, "to": to} for rate, to in tiers]}]


def test_a_part_for_management_before_preferences() -> None:
    """waterfalls.app, What is a carve out: 50 million raised, sold for 40; 15 % is 6 million, 34 is the investors'."""
    series = preferred("A", 50, 50 * MILLION, participating=True)
    paid = payouts(40 * MILLION, series, common(50), carve_outs=plan(("15%", None)))
    assert paid == {"A": 34 * MILLION, "common": 0, "plan": 6 * MILLION}


def test_tiers_of_a_part_for_management() -> None:
    """By hand: 5 % of the first 10 million and 10 % of the next 15 is 2 million; above 30 there is nothing more."""
    tiers = plan(("5%", 10 * MILLION), ("10%", 30 * MILLION))
    assert payouts(25 * MILLION, common(1), carve_outs=tiers)["plan"] == 2 * MILLION
    found, _ = waterfall({"exit": 90 * MILLION, "classes": [common(1)], "carve_outs": tiers})
    assert found["payouts"] == {"common": "87500000.00", "plan": "2500000.00"}
    assert found["breakpoints"] == ["10000000", "30000000"]


def test_a_part_for_management_after_preferences() -> None:
    """By hand: 10 % of what exceeds the 50 million of preferences, whether or not the class converts in the end."""
    tiers = plan(("10%", None), place="after_preferences")
    for exit_value, expected in ((40, [40, 0, 0]), (60, [50, 9, 1]), (250, [115, 115, 20])):
        paid = payouts(exit_value * MILLION, preferred("A", 1, 50 * MILLION), common(1), carve_outs=tiers)
        assert [amount / MILLION for amount in paid.values()] == expected


def test_virtual_shares_count_as_shares() -> None:
    """What follows common shares lowers what they get as one share more would.

    As virtual options are described at lawsimple.co, Employee equity in Germany: they are in the denominator with all
    other shares. Worked out by hand: 900 shares and 100 rights share 1,000; from 0.50 on, (1,000 + 50) ÷ 1,000 is 1.05.
    """
    assert payouts(1000, common(900), phantoms=[{"id": "VSOP", "quantity": 100}]) == {"common": 900, "VSOP": 100}
    found, _ = waterfall(
        {"exit": 1000, "classes": [common(900)], "phantoms": [{"id": "SAR", "quantity": 100, "strike": "0.5"}]}
    )
    assert found["payouts"] == {"common": "945.00", "SAR": "55.00"}
    assert found["per_share"] == {"common": "21/20", "SAR": "11/20"}
    assert found["breakpoints"] == ["450"]


def test_phantom_shares_that_are_a_debt() -> None:
    """By hand: 9,000 shares, a thousand rights from 2.00 on; of 28,000 a share is worth 3.00, and 1,000 goes to them.

    They are paid though the investor's preference takes all the rest.
    """
    rights = [{"id": "SAR", "quantity": 1000, "strike": 2, "place": "before_preferences"}]
    found, _ = waterfall({"exit": 28_000, "classes": [preferred("A", 4000, 30_000), common(5000)], "phantoms": rights})
    assert found["payouts"] == {"A": "27000.00", "common": "0.00", "SAR": "1000.00"}
    assert found["breakpoints"][0] == "18000"


def test_dividends_are_paid_with_the_preference_and_lost_on_conversion() -> None:
    """By hand: 8 % a year on 100, two years compound, is 16.64; capped at twice, 216.64."""
    dividend = {"rate": "8%", "from": "2024-01-01", "compounding": "annual", "day_count": "30/360"}
    series = preferred("A", 1, 100, dividend=dividend)
    assert payouts("116.64", series, common(1), date="2026-01-01") == {"A": Fraction("116.64"), "common": 0}
    assert payouts(400, series, common(1), date="2026-01-01") == {"A": 200, "common": 200}
    capped = {**series, "participating": True, "cap_multiple": 2}
    assert payouts(400, capped, common(1), date="2026-01-01")["A"] == Fraction("216.64")


def test_a_cap_on_nothing_to_give_up_is_no_breakpoint() -> None:
    """Without a preference a class that participates shares as common does, and a cap never changes the sharing."""
    series = preferred("A", 1, 100, multiple=0, participating=True, cap_multiple=2)
    found, _ = waterfall({"exit": 500, "classes": [series, common(1)]})
    assert found["payouts"] == {"A": "250.00", "common": "250.00"}
    assert found["breakpoints"] == []


def said(**more: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        waterfall({"exit": 1, "classes": [common(1)], **more})
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


def test_faults() -> None:
    assert said(carve_outs=plan(("5%", 10), ("6%", 10))) == [
        "carve_outs[0]: has tiers whose to doesn't rise; only the last may be without"
    ]
    assert said(carve_outs=[{"id": "x", "tiers": []}]) == ["carve_outs[0].tiers: has 0, at least 1 is needed"]
    assert said(carve_outs=[*plan(("60%", None)), {"id": "b", "tiers": [{"rate": "0.4"}]}]) == [
        "carve_outs: take all that is left, and more; together less than 100% is accepted"
    ]
    assert said(phantoms=[{"id": "common", "quantity": -1, "place": "first"}]) == [
        'phantoms[0].quantity: "-1" is less than 0',
        "phantoms[0].place: \"first\" is not accepted; 'with_common' or 'before_preferences' is",
    ]
    assert said(phantoms=[{"id": "common", "quantity": 1}], exits=["0.001"]) == [
        'exits[0]: "0.001" isn\'t whole cents',
        'phantoms[0].id: "common" is also the id of classes[0]',
    ]
    series = preferred("A", 1, 1, dividend={"rate": "8%", "from": "2024-01-01"})
    assert said(classes=[series]) == [
        "classes[0].dividend.to: is missing; without a date in the document interest has no end"
    ]
    assert said(classes=[series], date="2023-12-31") == [
        "classes[0].dividend.to: 2023-12-31 comes before 2024-01-01, when interest begins"
    ]


def test_a_dividend_on_common_shares_is_said_to_do_nothing() -> None:
    dividend = {"rate": "8%", "from": "2024-01-01", "to": "2025-01-01"}
    _, warnings = waterfall({"exit": 1, "classes": [{**common(1), "dividend": dividend}]})
    assert [fault.say() for fault in warnings] == [
        "classes[0].dividend: has no effect: only preferred classes gather dividends"
    ]
