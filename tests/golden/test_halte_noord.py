"""The worked case of the sample company, as it was drawn up before there was an engine to work it out."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest

from planner import presets
from planner.calculators.proof import Prover
from planner.calculators.replay import replay
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import result_document
from planner.calculators.scheme_run import SchemeRun
from planner.operations.import_people import read_people

COMPANY = {"net_profit": "1657313", "equity": "6250000", "customers": "231"}


@pytest.fixture(scope="module")
def people() -> list[dict[str, Any]]:
    demo = files("planner.demo")
    people_csv, changes, absences = (
        (demo.joinpath(name).read_bytes(), name) for name in ("people.csv", "wijzigingen.csv", "verlof.csv")
    )
    return [dict(each) for each in read_people(*people_csv, changes=changes, absences=absences).people]


@pytest.fixture(scope="module")
def run(people: list[dict[str, Any]]) -> SchemeRun:
    return run_scheme(presets.load("half-and-half"), COMPANY, people)


def test_the_pool(run: SchemeRun) -> None:
    assert result_document(run)["company"] == {
        "surplus": "1157313.00",
        "pool": "115731.30",
        "first_half": "57865.65",
        "second_half": "57865.65",
    }


def test_who_shares(run: SchemeRun) -> None:
    reasons = list(run.reasons.values())
    assert (len(run.people), len(run.eligible)) == (66, 61)
    assert (reasons.count("service"), reasons.count("shareholding")) == (3, 2)


def test_what_sanne_gets(run: SchemeRun) -> None:
    """964.29 + 877.87 + 0.01."""
    (sanne,) = [each for each in result_document(run)["awards"] if each["id"] == "0167"]
    assert sanne["steps"] == {"presence": "0.8992", "pay_earned": "46937.10"}
    assert sanne["amount"] == "1842.17"
    parts = [Fraction(each) for each in sanne["parts"]]
    row = run.eligible.index(run.people.ids.index("0167"))
    leftovers = [Fraction(award.leftover[row], 100) for award in run.awards]
    assert [part - left for part, left in zip(parts, leftovers, strict=True)] == [
        Fraction("964.29"),
        Fraction("877.87"),
    ]
    assert leftovers == [Fraction("0.01"), 0]


def test_leftover_cents(run: SchemeRun) -> None:
    assert [sum(award.leftover) for award in run.awards] == [11, 29]


REGISTER = {  # the first page of the register, as drawn: amount, presence, pay
    "0101": ("1692.33", "0.9000", "38880.00"),
    "0104": ("2407.80", "1.0000", "71400.00"),
    "0107": ("2096.32", "0.9000", "60480.00"),
    "0116": ("1835.48", "1.0000", "40800.00"),
    "0119": ("2059.92", "1.0000", "52800.00"),
    "0122": ("2127.25", "1.0000", "56400.00"),
    "0125": ("2037.48", "1.0000", "51600.00"),
    "0128": ("1477.36", "0.8000", "33120.00"),
    "0131": ("2722.01", "1.0000", "88200.00"),
    "0134": ("1451.42", "0.6000", "43200.00"),
    "0137": ("1813.53", "0.9000", "45360.00"),
    "0140": ("1629.98", "0.8000", "41280.00"),
    "0143": ("1992.59", "1.0000", "49200.00"),
    "0146": ("1835.48", "1.0000", "40800.00"),
    "0149": ("1977.39", "0.8329", "57968.22"),
    "0152": ("1585.09", "0.8000", "38880.00"),
    "0155": ("2710.79", "1.0000", "87600.00"),
}


def test_the_first_page_of_the_register(run: SchemeRun) -> None:
    found = {each["id"]: each for each in result_document(run)["awards"] if each["id"] in REGISTER}
    shown = {
        who: (each["amount"], each["steps"]["presence"], each["steps"]["pay_earned"]) for who, each in found.items()
    }
    assert shown == REGISTER


def test_every_proof_holds_for_every_preset(people: list[dict[str, Any]]) -> None:
    for name in presets.names():
        run = run_scheme(presets.load(name), COMPANY, people)
        prover = Prover(run)
        assert all(replay(prover.proof(place)).holds for place in range(0, len(people), 7))


def test_a_poor_year_has_no_pool(people: list[dict[str, Any]]) -> None:
    poor = run_scheme(presets.load("half-and-half"), {**COMPANY, "net_profit": "499999.99"}, people)
    assert result_document(poor)["total"] == "0.00"
