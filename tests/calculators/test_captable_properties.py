"""What holds of every journal: sums, order, days, and that nothing comes of nothing."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.captable import captable
from tests.calculators.captable_journals import OPTION, PEOPLE, STOCK, Drawn, journals
from tests.calculators.captable_samples import Object


def table(objects: list[Object], **more: Any) -> dict[str, Any]:
    return captable({"objects": objects, **more})[0]


def by_class(found: dict[str, Any]) -> dict[str, Fraction]:
    """The shares of all holders together."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    for holder in found["holders"].values():
        for name, count in holder["shares"].items():
            total[name] += Fraction(count)
    return total


@given(journals())
def test_everyone_holds_what_the_transactions_gave_them(drawn: Drawn) -> None:
    found = table(drawn.objects)["holders"]
    for person in PEOPLE:
        mine = found.get(person, {"shares": {}, "rights": {}})
        for of in ("common", "prefs"):
            assert Fraction(mine["shares"].get(of, "0")) == drawn.count(STOCK, of, person)
        assert Fraction(mine["rights"].get("OPTION", "0")) == drawn.count(OPTION, None, person)


@given(journals())
def test_holders_together_hold_what_is_issued(drawn: Drawn) -> None:
    found = table(drawn.objects)
    together = by_class(found)
    for name, each in found["classes"].items():
        assert Fraction(each["issued"]) == together[name]
        assert each["authorised"] is None or Fraction(each["left"]) == Fraction(each["authorised"]) - together[name]
    assert Fraction(found["totals"]["as_converted"]) == drawn.as_converted()


@given(journals())
def test_the_parts_of_a_table_add_up(drawn: Drawn) -> None:
    found = table(drawn.objects)
    totals = {name: Fraction(value) for name, value in found["totals"].items()}
    assert totals["fully_diluted"] == totals["as_converted"] + totals["rights"] + totals["pool_free"]
    held = sum(Fraction(each["fully_diluted"]) for each in found["holders"].values())
    assert held + totals["pool_free"] == totals["fully_diluted"]
    plan = {name: Fraction(found["plans"]["plan"][name]) for name in ("reserved", "used", "free", "outstanding")}
    assert plan["free"] + plan["used"] == plan["reserved"]
    assert plan["outstanding"] == drawn.count(OPTION)


@given(journals(), st.randoms(use_true_random=False))
def test_the_order_of_objects_does_not_matter(drawn: Drawn, chance: Any) -> None:
    shuffled = list(drawn.objects)
    chance.shuffle(shuffled)
    assert table(shuffled, also=["securities"]) == table(drawn.objects, also=["securities"])


@given(journals(), st.data())
def test_a_table_of_a_day_is_that_of_the_transactions_until_then(drawn: Drawn, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(drawn.days)).isoformat()
    until = [each for each in drawn.objects if not each["object_type"].startswith("TX_") or each["date"] <= day]
    assert table(drawn.objects, date=day, also=["securities"]) == table(until, date=day, also=["securities"])


@settings(deadline=None)
@given(journals(), st.sampled_from(["TRANSFER", "CONVERSION", "SPLIT"]))
def test_nothing_comes_of_nothing(drawn: Drawn, action: str) -> None:
    """A day with a transfer leaves the sums as they were; a conversion or a split leaves everybody's part."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for each in drawn.objects:
        if each["object_type"].startswith("TX_"):
            kinds[each["date"]].add(each["object_type"].rpartition("_")[2])
    for before, day in pairwise(drawn.days):
        if kinds[day.isoformat()] - {"ISSUANCE"} == {action}:
            old, new = (table(drawn.objects, date=at.isoformat()) for at in (before, day))
            if action == "TRANSFER":
                assert old["totals"] == new["totals"]
            else:
                assert _parts(old) == _parts(new)


def _parts(found: dict[str, Any]) -> dict[str, Fraction]:
    """Each holder's part of all shares as converted, with the rights to them; warrants here are of no class."""
    held = {
        name: Fraction(each["fully_diluted"]) - Fraction(each["rights"].get("WARRANT", "0"))
        for name, each in found["holders"].items()
    }
    whole = sum(held.values())
    return {name: count / whole for name, count in held.items() if count}
