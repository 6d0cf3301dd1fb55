"""A file of rules that is not right does not load, and says by line why."""

from __future__ import annotations

import pytest

from planner.errors import Refused
from tests.rules.samples import SOURCES, TAX, book

VALUE = "{year: 2025, source: act, checked: 2025-01-10, value: 12.5%}"


def said(tax: str = TAX, sources: str = SOURCES) -> list[str]:
    with pytest.raises(Refused) as refused:
        book(tax, sources)
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("value", "sentences"),
    [
        ("{year: 2025, checked: 2025-01-10, value: 1%}", ["has no source; a figure without one is not used"]),
        ("{year: 2025, source: hearsay, checked: 2025-01-10, value: 1%}", ['"hearsay" is not one of the sources']),
        ("{year: 2025, source: act, value: 1%}", ["checked is missing"]),
        ("{year: 2025, source: act, checked: 2025-02-30, value: 1%}",
         ["is not a date that exists, written YYYY-MM-DD"]),
        ("{year: 2025, source: act, checked: 2025-01-10}", ["value is missing"]),
        ("{year: 2025, source: act, checked: 2025-01-10, value: [1, 2]}", ['is not a number; "1234.50", "12.5%" are']),
        ("{year: 2025, source: act, checked: 2025-01-10, value: 1%, status: sure}",
         ['"sure" is not accepted; final, provisional, expected, ended is']),
        ("{from: 2025-13-01, source: act, checked: 2025-01-10, value: 1%}",
         ["is not a date that exists, written YYYY-MM-DD"]),
        ("{source: act, checked: 2025-01-10, value: 1%}", ["from is missing"]),
        ("{year: 2025, source: act, checked: 2025-01-10, value: 1%, note: x}",
         ["note is not a known key; known are year, from, until, value, source, checked, status, derived"]),
        ("12.5%", ["is not a set of keys"]),
    ],
)  # fmt: skip
def test_a_value_that_is_not_right(value: str, sentences: list[str]) -> None:
    assert said(TAX.replace(VALUE, value)) == [f"tax.yaml, line 9: {sentence}" for sentence in sentences]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ('    unit: "%"\n', "", ["line 5: needs a unit, or columns with a unit each"]),
        ("[1000.50, 30.125%]", "[1000.50]", ["line 17: has 1 figures; there are 2 columns"]),
        ("[1000.50, 30.125%]", "7", ["line 17: has 1 figures; there are 2 columns"]),
        ("{year: 2026,", "{year: 2025,", ["line 10: begins before the one above it has ended"]),
        ("{year: 2025,", "{from: 2025-01-01,", ["line 10: begins before the one above it has ended"]),
        (", en: Not for everyone.}", "}", ["line 35: en is missing"]),
        ("topic: tax", "topic:", ["line 2: topic is missing"]),
        (", until: 2026-06-30", "", ["line 22: has ended, so it needs the day: until"]),
        ("rules:", "rule:", ["line 4: rule is not a known key; known are topic, title, rules",
                             "line 2: rules is missing"]),
    ],
)  # fmt: skip
def test_a_topic_that_is_not_right(old: str, new: str, sentences: list[str]) -> None:
    assert said(TAX.replace(old, new, 1)) == [f"tax.yaml, {sentence}" for sentence in sentences]


def test_a_rule_without_values() -> None:
    assert said(TAX.split("    values:")[0] + "    values: []\n") == ["tax.yaml, line 8: has no values"]


def test_all_faults_are_told_at_once() -> None:
    assert (
        len(said(TAX.replace("source: act", "source: hearsay").replace("checked: 2026-01-10", "checked: soon")))
        == 5 + 6
    )


def test_sources_need_a_title_an_address_and_a_date() -> None:
    assert said(sources=SOURCES.replace("date: 2025-12", "date: last year").replace("title: The Bill, ", "")) == [
        "sources.yaml, line 3: is not a year, a month or a day, written YYYY-MM-DD",
        "sources.yaml, line 4: title is missing",
    ]
