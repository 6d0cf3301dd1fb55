from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from planner import presets
from planner.calculators.people import DERIVED
from planner.calculators.reading import read
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_document import Bilingual, Scheme
from planner.calculators.scheme_result import result_document
from planner.calculators.scheme_rules import read_rules
from planner.figures.number import read_number
from tests.calculators.samples import COMPANY, people

ALL = [*presets.names(), *presets.examples()]


def test_the_schemes_to_choose_from() -> None:
    assert len(presets.names()) == 9
    assert presets.examples() == ["french-participation", "mexican-ptu"]
    with pytest.raises(KeyError):
        presets.load("../presets")


def test_a_loaded_scheme_may_be_changed_at_will() -> None:
    presets.load("points")["given"].clear()
    assert presets.load("points")["given"]


def words(value: Any, path: str = "") -> Iterator[tuple[str, Bilingual]]:
    """Every text in two languages, with its place."""
    if isinstance(value, Bilingual):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from words(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from words(inner, f"{path}[{place}]")
    elif hasattr(value, "__pydantic_fields__"):
        for name in type(value).model_fields:
            yield from words(getattr(value, name), f"{path}.{name}")


def scheme_of(name: str) -> Scheme:
    return read(Scheme, presets.load(name), name)


@pytest.mark.parametrize("name", ALL)
def test_every_step_says_what_it_is_and_why_in_both_languages(name: str) -> None:
    scheme = scheme_of(name)
    assert scheme.scheme == name
    steps: list[Any] = [*scheme.company, *scheme.person, *scheme.award]
    for step in steps:
        assert isinstance(step.title, Bilingual), step
        assert isinstance(step.why, Bilingual), step
    all_named: list[Any] = [*scheme.eligible, *scheme.given.values(), *scheme.clauses, *scheme.facts.values()]
    for named in all_named:
        assert isinstance(named.title, Bilingual), named
    for place, text in words(scheme):
        assert text.nl, place
        assert text.en, place
        if text.nl == text.en:
            assert place.endswith(".title"), place


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ALL)
def test_sentences_are_short(name: str, language: str) -> None:
    texts = [
        text.say(language)
        for place, text in words(scheme_of(name))
        if place.endswith((".why", ".text", ".description"))
    ]
    lengths = [len(each.split()) for text in texts for each in re.split(r"(?<=[.?!])\s+", text) if each]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 12


@pytest.mark.parametrize("name", ALL)
def test_dutch_readers_are_addressed_with_u(name: str) -> None:
    for place, text in words(scheme_of(name)):
        assert not re.search(r"\b(je|jij|jouw|jullie)\b", text.nl or "", re.IGNORECASE), place


@pytest.mark.parametrize("name", ALL)
def test_every_fact_is_described(name: str) -> None:
    scheme = scheme_of(name)
    rules = read_rules(scheme)
    known = {*scheme.given, *rules.company, *rules.person}
    used = {each for formula in rules.formulas() for each in formula.names()} - known
    assert used <= scheme.facts.keys()
    needed = used | ({"start_date", "end_date", "fte", "monthly_salary"} if used & DERIVED else set())
    assert scheme.facts.keys() <= needed


@pytest.mark.parametrize("name", ALL)
def test_sliders_hold_their_value(name: str) -> None:
    for given in scheme_of(name).given.values():
        if given.range is None:
            continue
        value = read_number(given.value)
        assert value is not None
        assert given.range.least <= value <= given.range.most
        for distance in (value - given.range.least, given.range.most - given.range.least):
            assert (distance / given.range.step).denominator == 1


@pytest.mark.parametrize("name", presets.names())
def test_a_founder_has_something_to_move(name: str) -> None:
    assert any(given.range for given in scheme_of(name).given.values())


@pytest.mark.parametrize("name", presets.names())
@pytest.mark.parametrize("end", ["least", "most"])
def test_a_slider_at_its_end_still_runs(name: str, end: str) -> None:
    for moved, given in scheme_of(name).given.items():
        if given.range is None:
            continue
        document = presets.load(name)
        document["given"][moved]["value"] = str(getattr(given.range, end))
        found = result_document(run_scheme(document, COMPANY, people()))
        assert Fraction(found["total"]) >= 0


@pytest.mark.parametrize("name", ALL)
def test_a_loss_gives_nothing_and_takes_nothing(name: str) -> None:
    bad = {**COMPANY, "net_profit": "-1000000", "customers": "0", "taxed_profit": "-1", "taxable_income": "-1"}
    found = result_document(run_scheme(presets.load(name), bad, people()))
    if name != "long-service":
        assert found["total"] == "0.00"
    assert all(Fraction(each["amount"]) >= 0 for each in found["awards"])


EXPECTED = {
    # 165,731.30 × 0.9 ÷ (0.9 + 1 + 0.8992 + 0.4959 + 0.6 + 1 + 1) is 25,302.059: a leftover cent
    "equal-parts": ("165731.30", "0101", "25302.06"),
    # 3 % of 12 × 3,600 × 0.9
    "one-percentage": ("12765.91", "0101", "1166.40"),
    # (1,657,313 − 1,000,000) / 750,000 = 0.8764 of 3,240
    "thirteenth-month": ("31077.91", "0101", "2839.54"),
    # 25 years on 1 July 2026
    "long-service": ("3250.00", "0300", "2500.00"),
}


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items())
def test_amounts_by_hand(name: str, expected: tuple[str, str, str]) -> None:
    total, who, amount = expected
    found = result_document(run_scheme(presets.load(name), COMPANY, people()))
    assert {each["id"]: each["amount"] for each in found["awards"]}[who] == amount
    assert found["total"] == total


def test_equal_parts_without_distinction() -> None:
    document = presets.load("equal-parts")
    document["given"]["by_presence"]["value"] = "0%"
    found = result_document(run_scheme(document, COMPANY, people()))
    shared = [Fraction(each["amount"]) for each in found["awards"] if each["eligible"]]
    assert max(shared) - min(shared) <= Fraction(1, 100)


def test_nobody_gets_more_than_a_months_pay_above_the_return() -> None:
    found = result_document(run_scheme(presets.load("above-return"), COMPANY, people()))
    shared = [each for each in found["awards"] if each["eligible"]]
    assert all(each["capped"] and each["amount"] == each["steps"]["month_pay"] for each in shared)
    assert Fraction(found["total"]) + Fraction(found["undistributed"]) == Fraction("148596.95")
    # tiers by hand: 10 % of 500,000 and 15 % of the 657,313 above it
    assert found["company"]["pool"] == "148596.95"


@pytest.mark.parametrize(
    ("start", "end", "amount"),
    [
        ("2013-07-01", None, "0.00"),  # the 150th month ended on 31 December 2025, in the year before
        ("2013-07-02", None, "750.00"),
        ("2014-06-30", None, "750.00"),
        ("2014-07-01", None, "750.00"),  # the 150th month ends on 31 December 2026
        ("2014-07-02", None, "0.00"),
        ("2013-06-30", None, "0.00"),
        ("2001-06-01", None, "2500.00"),
        ("1986-03-01", None, "4000.00"),
        ("2001-06-01", "2026-05-30", "0.00"),
        ("2001-06-01", "2026-05-31", "2500.00"),
        ("2000-10-01", "2026-06-30", "0.00"),  # 25 years fell in the year before
    ],
)
def test_anniversaries_of_long_service(start: str, end: str | None, amount: str) -> None:
    person = {"id": "1", "start_date": start, **({"end_date": end} if end else {})}
    (award,) = result_document(run_scheme(presets.load("long-service"), {}, [person]))["awards"]
    assert award["amount"] == amount


def test_a_goal_that_is_just_reached_and_just_missed() -> None:
    totals = [
        result_document(run_scheme(presets.load("milestone"), {"customers": each}, people()))["total"]
        for each in (199, 200)
    ]
    assert totals == ["0.00", "60000.00"]
