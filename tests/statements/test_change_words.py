"""Differences as a reader sees them, in both languages."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from planner import presets
from planner.calculators.scheme_changes import changes_between
from planner.statements.change_words import ChangeLine, change_lines

BASE: dict[str, Any] = presets.load("half-and-half")


def lines(document: dict[str, Any], language: str = "en") -> list[ChangeLine]:
    return list(change_lines(changes_between(BASE, document), BASE, document, language))


def test_a_setting_by_its_title() -> None:
    document = copy.deepcopy(BASE)
    document["given"]["pool_share"]["value"] = "12.5%"
    title = "Part of the surplus that goes into the pool"
    assert lines(document) == [ChangeLine("The settings", title, "10%", "12.5%")]
    assert lines(document, "nl")[0].after == "12,5%"


def test_a_formula_in_words_and_as_it_is_written() -> None:
    document = copy.deepcopy(BASE)
    document["company"][1]["formula"] = "min(pool_share * surplus, 50000)"
    [line] = lines(document)
    assert line.what == "The pool"
    assert line.after == "part of the surplus that goes into the pool × surplus, at most 50,000"
    assert line.formulas == ("pool_share * surplus", "min(pool_share * surplus, 50000)")


def test_a_formula_that_can_not_be_read_stands_as_it_is() -> None:
    document = copy.deepcopy(BASE)
    document["company"][1]["formula"] = "pool_share *"
    assert lines(document)[0].after == "pool_share *"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_change_has_its_words(language: str) -> None:
    """All parts of one document against another: no key or template shows through."""
    other = presets.load("points")
    other["decided"] = {"by": {"nl": "de directie", "en": "the board"}, "on": "2026-12-12"}
    other["allow"] = {"age": "because"}
    other["person"] = list(reversed(BASE["person"]))
    for line in lines(other, language):
        assert line.what
        assert (line.before or line.after) != ""
        assert not any(sign in line.what + line.before + line.after for sign in ("{", "[", "'nl'"))
