"""Differences between two documents, by named part."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from planner import presets
from planner.calculators.scheme_changes import Change, changes_between

BASE: dict[str, Any] = presets.load("half-and-half")


def changed(**parts: Any) -> list[Change]:
    document = copy.deepcopy(BASE)
    document.update(parts)
    return list(changes_between(BASE, document))


def test_a_document_does_not_differ_from_itself() -> None:
    assert changes_between(BASE, copy.deepcopy(BASE)) == []


def test_a_setting_and_a_formula_by_their_name() -> None:
    document = copy.deepcopy(BASE)
    document["given"]["pool_share"]["value"] = "12%"
    document["company"][1]["formula"] = "pool_share * net_profit"
    assert changes_between(BASE, document) == [
        Change("given", "pool_share", "value", "10%", "12%"),
        Change("company", "pool", "formula", "pool_share * surplus", "pool_share * net_profit"),
    ]


def test_a_part_that_came_or_went_is_one_change() -> None:
    clauses = [*BASE["clauses"][1:], {"name": "new", "text": "New."}]
    assert [(each.name, each.before is None, each.after is None) for each in changed(clauses=clauses)] == [
        (BASE["clauses"][0]["name"], False, True),
        ("new", True, False),
    ]


def test_steps_in_another_order_are_told_as_moved() -> None:
    person = list(reversed(BASE["person"]))
    assert changed(person=person) == [
        Change("person", "", "order", ["presence", "pay_earned"], ["pay_earned", "presence"])
    ]


def test_an_award_goes_by_its_place() -> None:
    award = copy.deepcopy(BASE["award"])
    award[1]["cap"] = "1000"
    assert changed(award=award) == [Change("award", "2", "cap", None, "1000")]


@pytest.mark.parametrize(("part", "value"), [("period", {"from": "2027-01-01", "to": "2027-12-31"}), ("version", "4")])
def test_what_goes_on_with_each_year_is_told_apart(part: str, value: object) -> None:
    assert [each.is_frame for each in changed(**{part: value})] == [True]


@pytest.mark.parametrize(
    "wrong", [{"given": "x"}, {"company": "x"}, {"company": [1]}, {"award": None}, {"clauses": {}}]
)
def test_a_document_that_is_not_right_yet_can_be_compared(wrong: dict[str, Any]) -> None:
    assert changed(**wrong) != []
