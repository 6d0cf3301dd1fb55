"""The sample company: read without a word of warning, and it gives the worked case to the cent."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from planner import demo
from planner.operations.import_company import read_company
from planner.operations.import_people import PeopleFile, read_people

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)
CENT = Fraction(1, 100)


def file(path: Path) -> tuple[bytes, str]:
    return path.read_bytes(), path.name


@pytest.fixture(scope="module")
def halte_noord() -> PeopleFile:
    changes, absences = file(demo.CHANGES), file(demo.ABSENCES)
    return read_people(*file(demo.PEOPLE), changes=changes, absences=absences)


def test_it_is_read_without_a_warning(halte_noord: PeopleFile) -> None:
    assert halte_noord.warnings == ()
    assert halte_noord.said_back.say("nl") == (
        "Gelezen als UTF-8, puntkomma's, decimale komma, datums dag-maand-jaar. 66 mensen, 13 kolommen."
    )
    assert (halte_noord.said_back.spells, halte_noord.said_back.absences) == (12, 8)
    assert halte_noord.said_back.own_facts == ()


def test_it_is_plainly_a_sample(halte_noord: PeopleFile) -> None:
    assert all(card.email.endswith("@haltenoord.example") for card in halte_noord.cards.values())
    assert len({card.name for card in halte_noord.cards.values()}) == 66
    for path in demo.COMPANIES.values():
        assert read_company(*file(path)).name.endswith("(voorbeeld)")
        assert not re.search(r"@(?!haltenoord\.example)", path.read_text(encoding="utf-8"))


def test_it_has_something_of_everything(halte_noord: PeopleFile) -> None:
    people = halte_noord.people
    assert Counter(person["level"] for person in people) == {
        "junior": 17, "medior": 25, "senior": 15, "lead": 6, "director": 3,
    }  # fmt: skip
    assert {person["contract"] for person in people} == {"permanent", "fixed-term"}
    assert sum(person.get("end_date", "9999") <= "2026-12-31" for person in people) == 4
    assert sum(person["start_date"] >= "2026-01-01" for person in people) == 5
    kinds = {absence["kind"] for person in people for absence in person.get("absences", [])}
    assert kinds == {"parental", "unpaid", "other"}
    sanne = next(person for person in people if person["id"] == "0167")
    assert [(spell["from"], spell["fte"]) for spell in sanne["spells"]] == [
        ("2020-03-01", "1.00"),
        ("2026-07-01", "0.80"),
    ]


def test_the_lean_year_stays_below_the_required_return_and_the_others_do_not() -> None:
    surplus = {}
    for year, path in demo.COMPANIES.items():
        values = read_company(*file(path)).values
        surplus[year] = int(values["net_profit"]) - Fraction(8, 100) * int(values["equity"])
    assert surplus[2024] < 0 < surplus[2025] < surplus[2026] == 1_157_313


# The worked case, carried out here day by day and with none of the program's own arithmetic.


def _half_up(value: Fraction, step: Fraction) -> Fraction:
    return (value / step + Fraction(1, 2)).__floor__() * step


def _year_of(person: dict[str, object]) -> tuple[Fraction, Fraction]:
    """Presence and pay earned, from each single day."""
    first = max(date.fromisoformat(str(person["start_date"])), JANUARY)
    last = min(date.fromisoformat(str(person.get("end_date", DECEMBER))), DECEMBER)
    fte = pay = Fraction(0)
    spells: list[dict[str, str]] = person.get("spells", [])  # type: ignore[assignment]
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number).isoformat()
        holds = next((spell for spell in spells if spell["from"] <= day <= spell["to"]), person)
        part = Fraction(str(holds["fte"]))
        fte, pay = fte + part, pay + part * Fraction(str(holds["monthly_salary"])) * 12
    return _half_up(fte / 365, Fraction(1, 10000)), _half_up(pay / 365, CENT)


def _shared(pot: Fraction, weights: list[Fraction]) -> tuple[list[int], int]:
    """Parts in cents by largest remainder, and how many cents were left over."""
    exact = [weight * pot * 100 / sum(weights) for weight in weights]
    parts = [part.__floor__() for part in exact]
    left = int(pot * 100) - sum(parts)
    order = sorted(range(len(exact)), key=lambda at: parts[at] - exact[at])
    for at in order[:left]:
        parts[at] += 1
    return parts, left


def test_the_worked_case_to_the_cent(halte_noord: PeopleFile) -> None:
    shares = [person for person in halte_noord.people if Fraction(person["share_percentage"]) < 5]
    eligible = [person for person in shares if person["start_date"] <= "2026-07-01"]
    assert (len(halte_noord.people) - len(shares), len(shares) - len(eligible), len(eligible)) == (2, 3, 61)
    presence, pay = zip(*map(_year_of, eligible), strict=True)
    assert (sum(presence), sum(pay)) == (Fraction("53.9595"), Fraction("3093889.97"))
    half = Fraction("57865.65")  # of 10% of 1,157,313.00
    first, first_left = _shared(half, list(presence))
    second, second_left = _shared(half, list(pay))
    assert (first_left, second_left) == (11, 29)
    amounts = {person["id"]: (a, b) for person, a, b in zip(eligible, first, second, strict=True)}
    assert amounts["0167"] == (96430, 87787)  # 964.29, its leftover cent, and 877.87: together 1,842.17
    totals = sorted(a + b for a, b in amounts.values())
    assert (totals[0], totals[30], totals[-1], sum(totals)) == (104377, 186339, 301378, 11573130)
