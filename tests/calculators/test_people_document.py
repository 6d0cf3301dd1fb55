"""Bad input of people: every fault in words, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from planner.calculators.people_document import read_people
from planner.calculators.scheme_document import Period

YEAR = Period.model_validate({"from": "2026-01-01", "to": "2026-12-31"})


def said(documents: Any, language: str = "en") -> list[str]:
    return [("warning: " if fault.warning else "") + fault.say(language) for fault in read_people(documents, YEAR)[1]]


def one(**facts: Any) -> list[str]:
    return said([{"id": "1", **facts}])


def spell(**parts: Any) -> list[str]:
    return one(spells=[{"from": "2026-01-01", "to": "2026-03-31", **parts}])


@pytest.mark.parametrize("fte", ["0", "1", "0.8", "2/3", "80%", 1, 0.5, None])
def test_hours_that_are_fine(fte: object) -> None:
    assert one(fte=fte) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"fte": "1.3"}, 'people[0].fte: "1.3" is more than 1.2'),
        ({"fte": "-0.1"}, 'people[0].fte: "-0.1" is less than 0'),
        ({"fte": "half"}, 'people[0].fte: "half" is not a number'),
        ({"fte": ""}, 'people[0].fte: "" is not a number'),
        ({"fte": "1.1"}, 'warning: people[0].fte: "1.1" is more than 1'),
        ({"fte": [1]}, "people[0].fte: is a list, not one value"),
        ({"salary": "-1"}, 'people[0].salary: "-1" is less than 0'),
        ({"monthly_salary": "3.500,00"}, 'people[0].monthly_salary: "3.500,00" is not a number'),
        ({"days_employed": "-3"}, 'people[0].days_employed: "-3" is less than 0'),
        (
            {"start_date": "2026-02-30"},
            'people[0].start_date: "2026-02-30" is not a date that exists, written YYYY-MM-DD',
        ),
        (
            {"start_date": "01-02-2026"},
            'people[0].start_date: "01-02-2026" is not a date that exists, written YYYY-MM-DD',
        ),
        ({"start_date": 20260101}, 'people[0].start_date: "20260101" is not a date that exists, written YYYY-MM-DD'),
        (
            {"start_date": "2026-05-02", "end_date": "2026-05-01"},
            'people[0].end_date: "2026-05-01" is before the start_date, 2026-05-02',
        ),
        ({"level": {"a": 1}}, "people[0].level: is a set of keys, not one value"),
        ({"spells": "none"}, "people[0].spells: is not a list"),
        ({"spells": ["x"]}, 'people[0].spells[0]: "x" is not a set of keys'),
        ({"spells": [{"to": "2026-01-01"}]}, "people[0].spells[0].from: is missing"),
        (
            {"spells": [{"from": "2026-03-02", "to": "2026-03-01"}]},
            'people[0].spells[0].to: "2026-03-01" is before from, 2026-03-02',
        ),
        (
            {"absences": [{"from": "2026-01-01", "to": "2026-01-02", "kind": "sick"}]},
            'people[0].absences[0].kind: "sick" is not accepted; '
            "parental, unpaid, other are (sickness is not recorded)",
        ),
        (
            {"absences": [{"from": "2026-01-01", "to": "2026-01-02"}]},
            "people[0].absences[0].kind: nothing is not accepted; "
            "parental, unpaid, other are (sickness is not recorded)",
        ),
    ],
)
def test_one_fault_of_one_person(facts: dict[str, Any], sentence: str) -> None:
    assert one(**facts) == [sentence]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"fte": "2"}, 'people[0].spells[0].fte: "2" is more than 1.2'),
        ({"fte": "1.2"}, 'warning: people[0].spells[0].fte: "1.2" is more than 1'),
        ({"monthly_salary": "-1"}, 'people[0].spells[0].monthly_salary: "-1" is less than 0'),
        ({"from": "soon"}, 'people[0].spells[0].from: "soon" is not a date that exists, written YYYY-MM-DD'),
        ({"salary": "1"}, "people[0].spells[0].salary: is not a known key; known are from, fte, monthly_salary, to"),
    ],
)
def test_one_fault_of_a_spell(parts: dict[str, Any], sentence: str) -> None:
    assert spell(**parts) == [sentence]


def test_spells_that_overlap() -> None:
    spells = [{"from": "2026-03-31", "to": "2026-05-01"}, {"from": "2026-01-01", "to": "2026-03-31"}]
    assert one(spells=spells) == ["people[0].spells: overlap: 2026-01-01 to 2026-03-31 and from 2026-03-31"]


def test_absences_of_different_kinds_may_overlap() -> None:
    days = {"from": "2026-01-01", "to": "2026-03-31"}
    assert one(absences=[{**days, "kind": "parental"}, {**days, "kind": "unpaid"}]) == []
    assert one(absences=[{**days, "kind": "other"}, {**days, "kind": "other"}]) == [
        "people[0].absences: overlap: 2026-01-01 to 2026-03-31 and from 2026-01-01"
    ]


@pytest.mark.parametrize(
    ("documents", "sentences"),
    [
        ("people", ["people: is not a list"]),
        ([3], ['people[0]: "3" is not a set of keys']),
        ([{}], ["people[0].id: is missing"]),
        ([{"id": " "}], ['people[0].id: " " is not a text or a whole number']),
        ([{"id": True}], ['people[0].id: "true" is not a text or a whole number']),
        ([{"id": "7"}, {"id": 7}], ['people[1].id: "7" is people[0]\'s already']),
        (
            [{"id": "1", "fte": "9", "salary": "x"}, {"fte": "-1"}],
            [
                'people[0].fte: "9" is more than 1.2',
                'people[0].salary: "x" is not a number',
                "people[1].id: is missing",
                'people[1].fte: "-1" is less than 0',
            ],
        ),
    ],
)
def test_people_as_a_whole(documents: Any, sentences: list[str]) -> None:
    assert said(documents) == sentences


def test_in_dutch() -> None:
    assert said([{"id": "1", "fte": "1.3"}, {"id": "1"}], "nl") == [
        'people[0].fte: "1.3" is meer dan 1,2',
        'people[1].id: "1" is al van people[0]',
    ]
