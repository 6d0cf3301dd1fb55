"""Faults of documents: the place, the value, and what would be accepted, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from planner.calculators.reading import shown, spelled
from tests.calculators.samples import faults, scheme


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"award": [{"split": "1", "by": "1"}]}, "scheme.scheme: is missing"),
        ({"scheme": "x"}, "scheme.award: is missing"),
        (scheme(award=[]), "scheme.award: has 0, at least 1 is needed"),
        (scheme(awards=[]), "scheme.awards: is not a known key; do you mean award?"),
        (scheme(zebra=1), "scheme.zebra: is not a known key; known are scheme, title, currency, period, given"),
        (
            scheme(award=[{"split": "1", "by": "1", "capp": "2"}]),
            "scheme.award[0].capp: is not a known key; do you mean cap?",
        ),
        (scheme(award=[{"split": "1"}]), "scheme.award[0]: needs by: what the sum is shared out by"),
        (scheme(award=[{"by": "1"}]), "scheme.award[0]: needs either split (with by) or amount"),
        (
            scheme(award=[{"amount": "1", "cap": "2"}]),
            "scheme.award[0]: has an amount, which takes no by, cap or floor",
        ),
        (
            scheme(award=[{"split": "1", "by": "1", "step": "0.001"}]),
            "scheme.award[0]: has a step that isn't whole cents",
        ),
        (scheme(currency="euro"), 'scheme.currency: "euro" is not a currency\'s three capitals, such as EUR'),
        (scheme(period={"from": "2026-01-01", "to": "2025-12-31"}), "scheme.period: ends before it begins"),
        (
            scheme(period={"from": "2026-02-30", "to": "2026-12-31"}),
            'scheme.period.from: "2026-02-30" is not a date that exists',
        ),
        (scheme(company=[{"name": "a b", "formula": "1"}]), 'scheme.company[0].name: "a b" is not a name'),
        (scheme(company=[{"name": "and", "formula": "1"}]), 'scheme.company[0].name: "and" is not a name'),
        (
            scheme(company=[{"name": "a", "formula": "1", "step": "0"}]),
            'scheme.company[0].step: "0" is not a step above 0',
        ),
        (
            scheme(company=[{"name": "a", "formula": "1", "step": "a cent"}]),
            'scheme.company[0].step: "a cent" is not a number',
        ),
        (scheme(company=[{"name": "a", "formula": ""}]), 'scheme.company[0].formula: "" is not a text'),
        (scheme(company=[{"name": "a", "formula": None}]), "scheme.company[0].formula: nothing is not a text"),
        (scheme(company=[{"name": "a", "formula": ["1"]}]), "scheme.company[0].formula: is not a text"),
        (scheme(company="1"), 'scheme.company: "1" is not a list'),
        (scheme(given={"a": {}}), "scheme.given.a: needs either a value or a table"),
        (scheme(given={"a": {"value": 1, "table": {"x": 1}}}), "scheme.given.a: needs either a value or a table"),
        (
            scheme(given={"a": {"table": {"x": "one"}}}),
            'scheme.given.a.table.x: "one" is not a number; "1234.50", "2/3" and "12.5%" are',
        ),
        (scheme(given={"a": {"value": 1, "range": {"least": 0, "most": 2}}}), "scheme.given.a.range.step: is missing"),
        (scheme(title={"de": "Titel"}), "scheme.title.de: is not a known key; known are nl, en"),
        (scheme(facts={"x": {"protected": "perhaps"}}), 'scheme.facts.x.protected: "perhaps" is not true or false'),
        ("scheme", 'scheme: "scheme" is not a set of keys'),
        (None, "scheme: nothing is not a set of keys"),
    ],
)
def test_what_is_wrong_with_a_scheme_document(document: Any, sentence: str) -> None:
    found = faults(document)
    assert [each for each in found if each.startswith(sentence)], found


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"scheme": "x"}, "scheme.award: ontbreekt"),
        (scheme(awards=[]), "scheme.awards: is geen bekende sleutel; bedoelt u award?"),
        (scheme(currency="euro"), 'scheme.currency: "euro" is geen munt in drie hoofdletters, zoals EUR'),
        (scheme(company=[{"name": "a", "formula": None}]), "scheme.company[0].formula: niets is geen tekst"),
        (scheme(award=[{"amount": "1 +"}]), 'scheme.award[0].amount: "1 +": teken 4: de formule stopt te vroeg'),
        (
            scheme(award=[{"amount": "maximum(1)"}]),
            'scheme.award[0].amount: "maximum(1)": teken 1: er is geen functie maximum(…) (bedoelt u max?)',
        ),
        (
            scheme(award=[{"amount": "round(1)"}]),
            'scheme.award[0].amount: "round(1)": teken 1: round(…) vraagt 2, hier zijn het er 1',
        ),
        (scheme(award=[{"amount": "1 / 0"}]), 'scheme.award[0].amount: "1 / 0" deelt door nul'),
        (
            scheme(award=[{"amount": "level + 1"}]),
            'scheme.award[0].amount: "level + 1" '
            'level is "lead", en dat is geen getal, bij people[5] (0400), people[6] (0500)',
        ),
        (
            scheme(award=[{"split": "1", "by": "0"}]),
            'scheme.award[0].by: "0" geeft iedereen gewicht nul, dus niemand kan een deel krijgen',
        ),
    ],
)
def test_in_dutch(document: Any, sentence: str) -> None:
    assert sentence in faults(document, language="nl")


def test_places() -> None:
    assert spelled(["people", 3, "spells", 0, "fte"]) == "people[3].spells[0].fte"
    assert spelled([0, "a"]) == "[0].a"


def test_long_values_are_shown_short() -> None:
    assert shown("x" * 100) == f'"{"x" * 57}…"'
    values: list[object] = [{}, [], None, True, 3]
    assert [str(shown(value)) for value in values] == [
        "a set of keys",
        "a list",
        "nothing",
        '"true"',
        '"3"',
    ]
