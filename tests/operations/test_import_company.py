"""A company's year: facts exactly as written, each with its title and source, faults by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Refused
from planner.operations.import_company import read_company


def said(text: str, filename: str = "bedrijf.yaml", language: str = "nl") -> list[str]:
    with pytest.raises(Refused) as caught:
        read_company(text.encode(), filename)
    return [fault.say(language) for fault in caught.value.faults]


def test_a_flat_file() -> None:
    company = read_company(b"name: Bakkerij\nnet_profit: 1657313.00\nrate: 8%\npart: 2/3\nloss: -5\n", "a.yaml")
    assert company.name == "Bakkerij"
    assert company.values == {"net_profit": "1657313.00", "rate": "8%", "part": "2/3", "loss": "-5"}


def test_a_file_with_titles_and_sources() -> None:
    text = """
    name: Bakkerij De Korenaar
    place: Zwolle
    contact: [Ann Smit, ann@korenaar.example]
    facts:
      net_profit:
        value: 1_657_313.00
        unit: EUR
        title: {nl: Nettowinst, en: Net profit}
        source: jaarrekening
      open: true
    """
    company = read_company(text.encode(), "a.yaml")
    fact = company.facts["net_profit"]
    assert (fact.value, fact.unit) == ("1657313.00", "EUR")
    assert fact.title == {"nl": "Nettowinst", "en": "Net profit"}
    assert fact.source == {"nl": "jaarrekening", "en": "jaarrekening"}
    assert company.values["open"] == "1"
    assert (company.place, company.contact) == ("Zwolle", ("Ann Smit", "ann@korenaar.example"))


def test_json_numbers_by_their_decimal_text() -> None:
    company = read_company(b'{"a": 0.10, "b": 12, "c": "0.10", "d": 1e6}', "a.json")
    assert company.values == {"a": "0.1", "b": "12", "c": "0.10", "d": "1000000.0"}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_stays_as_it_was_written(value: object) -> None:
    text = format(value, "f")
    assert read_company(f"a: {text}".encode(), "a.yaml").values == {"a": text}


def test_all_faults_at_once_by_line() -> None:
    text = (
        "name: [X]\n"
        "facts:\n"
        "  net_profit: 1.657.313\n"
        "  Omzet 2026: 3\n"
        "  a: {value: 5, foo: 1}\n"
        "  b: {title: x}\n"
        "  c: {value: 2/0, title: {de: x}}\n"
        "  d:\n"
        "equity: 3\n"
    )
    assert sorted(said(text)) == [
        "bedrijf.yaml, regel 1, name: dit moet een tekst zijn van hoogstens 500 tekens",
        'bedrijf.yaml, regel 3, facts.net_profit: "1.657.313" is geen getal; schrijf het als 1657313.00, 12.5% of 2/3',
        'bedrijf.yaml, regel 4, facts.Omzet 2026: "Omzet 2026" kan niet in een formule; '
        "gebruik kleine letters, cijfers en _",
        'bedrijf.yaml, regel 5, facts.a.foo: de sleutel "foo" is hier niet bekend; er zijn: value, title, source, unit',
        "bedrijf.yaml, regel 6, facts.b: de waarde ontbreekt",
        'bedrijf.yaml, regel 7, facts.c.title.de: "de" is hier geen taal; er zijn: nl, en',
        'bedrijf.yaml, regel 7, facts.c.value: "2/0" is geen getal; schrijf het als 1657313.00, 12.5% of 2/3',
        'bedrijf.yaml, regel 8, facts.d: "" is geen getal; schrijf het als 1657313.00, 12.5% of 2/3',
        'bedrijf.yaml, regel 9, equity: de sleutel "equity" is naast facts niet bekend; zet hem onder facts',
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- a\n", "line 1: this is not a company: write facts as lines like net_profit: 1657313"),
        ("name: X\n", "line 1: there are no facts here; write them as lines like net_profit: 1657313"),
        ("facts: 5\n", "line 1, facts: write facts beneath each other, as lines like net_profit: 1657313"),
        ("a: 1\na: 2\n", 'line 2: the key "a" stands here twice'),
        ("a: &x 1\nb: *x\n", 'line 2: the alias "*x" can\'t be used here; write the value out'),
        ("a: 12e3\n", 'line 1, a: "12e3" is not a number; write it like 1657313.00, 12.5% or 2/3'),
        ("a: [1]\n", "line 1, a: \"['1']\" is not a number; write it like 1657313.00, 12.5% or 2/3"),
    ],
)
def test_each_fault_has_its_sentence(text: str, sentence: str) -> None:
    assert said(text, language="en")[0] == f"bedrijf.yaml, {sentence}"


def test_a_json_fault_has_its_line_too() -> None:
    assert said('{"a": 1,\n"b": "x"}', "bedrijf.json", "en") == [
        'bedrijf.json, line 2, b: "x" is not a number; write it like 1657313.00, 12.5% or 2/3'
    ]
