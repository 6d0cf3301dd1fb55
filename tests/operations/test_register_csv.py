"""The register as CSV: the same cents when read back, and nothing that a spreadsheet program would run."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.scheme_run import SchemeRun
from planner.operations.register_csv import harmless, register_csv
from tests.operations import cases

DANGEROUS = "=+-@\t\r\n＝＋－＠"


def _read(run: SchemeRun, language: str, **changes: object) -> list[dict[str, str]]:
    content = register_csv(run, cases.header_of(run, **changes), language)
    assert content.startswith(b"\xef\xbb\xbf")
    file = StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(file, delimiter=";" if language == "nl" else ","))


def _number(text: str, language: str) -> Fraction:
    return Fraction(text.replace(",", ".") if language == "nl" else text)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", ["worked", "bounded", "mixed", "grouped", "tiered", "dated", "several"])
def test_read_back_it_gives_the_same_cents(case: str, language: str) -> None:
    run = cases.run_of(getattr(cases, case)())
    rows = _read(run, language)
    assert [row["Nr." if language == "nl" else "No."] for row in rows] == run.people.ids
    title = "Bedrag" if language == "nl" else "Amount"
    money = [award for award in run.awards if award.unit == "EUR"]
    for row, place in enumerate(run.eligible):
        expected = sum((award.amount(row) for award in money), Fraction(0))
        assert _number(rows[place][title], language) == expected
    assert all(_number(rows[place][title], language) == 0 for place in run.reasons)


@settings(max_examples=40, deadline=None)
@given(
    pot=st.integers(-(10**13), 10**13),
    weights=st.lists(st.integers(1, 10**6), min_size=1, max_size=12),
    language=st.sampled_from(["nl", "en"]),
)
def test_any_sum_is_read_back_whole(pot: int, weights: list[int], language: str) -> None:
    """Parts and leftovers, read back, add up to the sum that was shared out, below zero too."""
    found = [{"id": str(place), "weight": weight} for place, weight in enumerate(weights)]
    scheme = {"scheme": "any", "award": [{"split": "pot", "by": "weight"}]}
    sum_ = f"{'-' if pot < 0 else ''}{abs(pot) // 100}.{abs(pot) % 100:02d}"
    run = cases.run_of({"scheme": scheme, "company": {"pot": sum_}, "people": found})
    rows = _read(run, language)
    title = "Bedrag" if language == "nl" else "Amount"
    assert sum(_number(row[title], language) for row in rows) == Fraction(pot, 100)


@pytest.mark.parametrize("start", list(DANGEROUS))
@pytest.mark.parametrize("before", ["", " ", "x;", "x,", "x\t", "\u00a0", "x\n"])
def test_texts_are_never_formulas(start: str, before: str) -> None:
    """As the first of a cell, and as the first after any separator that another program may split at."""
    text = harmless(f"{before}{start}cmd|' /C calc'!A0")
    for piece in text.replace(";", "\n").replace(",", "\n").replace("\t", "\n").splitlines():
        assert not piece.strip().startswith(tuple("=+-@＝＋－＠"))


def test_names_and_facts_from_outside_are_made_harmless() -> None:
    case = cases.worked(4)
    for each in case["people"]:
        each.update(id="=" + each["id"], level="@SUM(A1)", start_date="2020-01-01")
    case["scheme"]["person"].append(cases.step("seniority", "if(level = 'senior', 2, 1)", None))
    run = cases.run_of(case)
    text = register_csv(run, cases.header_of(run, names={"=0101": '=HYPERLINK("http://x.example")'}), "en").decode()
    assert "'=0101,\"'=HYPERLINK(\"" in text
    assert "'@SUM(A1)" in text


def test_negative_numbers_stay_numbers() -> None:
    run = cases.run_of(cases.mixed())
    left = run.awards[1]
    assert min(left.parts) < 0
    content = register_csv(run, cases.header_of(run), "nl").decode()
    assert ";-" in content
    assert "'-" not in content
