"""Changes and absences, from a second file: whose, from when to when, and what holds in them."""

from __future__ import annotations

import pytest

from planner.errors import Refused
from planner.operations.import_people import describe, read_people
from tests.operations.payroll import DUTCH_HEAD

PEOPLE = (DUTCH_HEAD + "1;A;01-01-2020;;0,800;3.000,00\n2;B;01-01-2020;30-09-2026;1,000;4.000,00\n").encode()


def read(changes: str = "", absences: str = "") -> tuple[dict[str, object], ...]:
    files = {
        "changes": (changes.encode(), "wijzigingen.csv") if changes else None,
        "absences": (absences.encode(), "verlof.csv") if absences else None,
    }
    return read_people(PEOPLE, "people.csv", **files).people  # type: ignore[arg-type]


def said(changes: str = "", absences: str = "", language: str = "nl") -> list[str]:
    with pytest.raises(Refused) as caught:
        read(changes, absences)
    return [fault.say(language) for fault in caught.value.faults]


def test_changes_in_order_of_time_with_what_they_leave_open() -> None:
    changes = (
        "Personeelsnummer;Van;Tot en met;Deeltijdfactor;Maandsalaris\n"
        "1;01-07-2026;;0,800;\n"
        "1;01-01-2026;;1,000;2.900,00\n"
        "2;01-02-2026;;;4.100,00\n"
    )
    first, second = read(changes)
    assert first["spells"] == [
        {"from": "2026-01-01", "to": "2026-06-30", "fte": "1.000", "monthly_salary": "2900.00"},
        {"from": "2026-07-01", "to": "9999-12-31", "fte": "0.800", "monthly_salary": "3000.00"},
    ]
    assert second["spells"] == [{"from": "2026-02-01", "to": "2026-09-30", "fte": "1.000", "monthly_salary": "4100.00"}]


def test_absences_in_both_languages() -> None:
    absences = (
        "nummer;begindatum;einddatum;verlofsoort\n"
        "2;01-03-2026;30-04-2026;Ouderschapsverlof\n"
        "1;15-05-2026;15-06-2026;onbetaald verlof\n"
        "1;01-01-2026;02-01-2026;other\n"
        "1;01-02-2026;02-02-2026;Parental leave\n"
    )
    first, second = read(absences=absences)
    assert first["absences"] == [
        {"from": "2026-01-01", "to": "2026-01-02", "kind": "other"},
        {"from": "2026-02-01", "to": "2026-02-02", "kind": "parental"},
        {"from": "2026-05-15", "to": "2026-06-15", "kind": "unpaid"},
    ]
    assert second["absences"] == [{"from": "2026-03-01", "to": "2026-04-30", "kind": "parental"}]


def test_faults_name_their_own_file() -> None:
    changes = (
        "nr;van;tot en met;fte\n"
        "1;01-01-2026;31-03-2026;0,8\n"
        "1;31-03-2026;;0,9\n"
        "3;01-01-2026;;1\n"
        "1;;;1\n"
        ";01-01-2026;;1\n"
        "2;01-05-2026;01-04-2026;1\n"
        "2;01-01-2026;31-01-2026;1,3\n"
    )
    absences = (
        "nr;van;t/m;soort\n"
        "1;01-01-2026;05-01-2026;Ziek\n"
        "2;01-02-2026;05-02-2026;vakantie\n"
        "1;01-04-2026;;onbetaald verlof\n"
    )
    assert said(changes, absences) == [
        'verlof.csv, rij 2, kolom "soort": ziekte wordt hier niet vastgelegd; haal deze rij weg',
        'verlof.csv, rij 3, kolom "soort": "vakantie" is geen soort verlof; '
        "gebruik ouderschapsverlof, onbetaald of overig",
        'verlof.csv, rij 4, kolom "t/m": de laatste dag ontbreekt',
        "wijzigingen.csv, rij 3: overlapt met rij 2 van dezelfde persoon",
        'wijzigingen.csv, rij 4: niemand heeft het nummer "3"',
        'wijzigingen.csv, rij 5, kolom "van": de eerste dag ontbreekt',
        'wijzigingen.csv, rij 6, kolom "nr": het nummer ontbreekt; ieder mens heeft er een nodig',
        "wijzigingen.csv, rij 7: eindigt op 01-04-2026, vóór het begin op 01-05-2026",
        'wijzigingen.csv, rij 8, kolom "fte": "1,3" is meer dan 1,2',
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ("nr;van\n1;01-01-2026\n", "a change needs a column for the part-time factor or for pay"),
        ("nr;fte\n1;1\n", 'no column with first days was found; name it with --map "Heading=from"'),
        ("van;fte\n01-01-2026;1\n", 'no column with personnel numbers was found; name it with --map "Heading=id"'),
    ],
)
def test_columns_that_changes_need(changes: str, sentence: str) -> None:
    assert said(changes, language="en") == [f"wijzigingen.csv: {sentence}"]


@pytest.mark.parametrize(
    ("absences", "sentence"),
    [
        ("nr;van;soort\n1;01-01-2026;overig\n", 'no column with last days was found; name it with --map "Heading=to"'),
        (
            "nr;van;tot\n1;01-01-2026;01-01-2026\n",
            'no column with the kind of leave was found; name it with --map "Heading=kind"',
        ),
    ],
)
def test_columns_that_absences_need(absences: str, sentence: str) -> None:
    assert said(absences=absences, language="en") == [f"verlof.csv: {sentence}"]


def test_spells_that_touch_do_not_overlap_but_a_shared_day_does() -> None:
    touching = "nr;van;tot en met;fte\n1;01-01-2026;31-03-2026;1\n1;01-04-2026;30-06-2026;0,9\n"
    assert len(read(touching)[0]["spells"]) == 2  # type: ignore[arg-type]
    assert said(touching.replace("01-04-2026", "31-03-2026")) == [
        "wijzigingen.csv, rij 3: overlapt met rij 2 van dezelfde persoon"
    ]


def test_dates_that_may_be_read_two_ways_follow_the_people_file() -> None:
    people = b"id,start date,fte\n1,01/31/2020,0.8\n"
    changes = (b"id,from,to,fte\n1,01/02/2026,03/04/2026,1\n", "changes.csv")
    spells = read_people(people, "people.csv", changes=changes).people[0]["spells"]
    assert spells == [{"from": "2026-01-02", "to": "2026-03-04", "fte": "1"}]


def test_columns_that_are_not_used_are_said_but_names_are_not() -> None:
    changes = (b"nr;naam;van;fte;Reden;Kantoor\n1;A;01-01-2026;1;groei;Noord\n", "wijzigingen.csv")
    found = read_people(PEOPLE, "people.csv", changes=changes)
    assert [warning.say("nl") for warning in found.warnings] == [
        'wijzigingen.csv, kolom "Reden": deze kolom wordt niet gebruikt',
        'wijzigingen.csv, kolom "Kantoor": deze kolom wordt niet gebruikt',
    ]
    assert "1 wijziging.\n" in describe(found, "nl")
