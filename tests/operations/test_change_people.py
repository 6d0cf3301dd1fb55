"""People added, changed and taken out by hand, under the same rules as a file."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.calculators.people_document import read_people
from planner.calculators.scheme_document import Period
from planner.errors import Refused
from planner.operations.audit import Actor, log_of
from planner.operations.change_people import add_person, change_person, remove_person
from planner.operations.find_people import (
    FoundPerson,
    count_people,
    find_person,
    full_time_years,
    list_people,
    same_person,
    statements_to,
    what_follows,
)
from planner.operations.issued import Card
from planner.operations.person_entry import Entry, Someone, read_entry
from planner.operations.stale import Stale
from planner.operations.years import people_of
from tests.operations.small_company import app, company, the_year

__all__ = ["app", "company"]
DIRK = {
    "id": "0104",
    "name": "Dirk Bos",
    "email": "",
    "start_date": "31-12-2025",
    "fte": "0,8",
    "monthly_salary": "3.500,50",
}


def found(year_id: int, number: str) -> FoundPerson:
    person = find_person(year_id, same_person(year_id, number) or 0)
    assert person
    return person


def faults(entry: Entry, language: str = "nl") -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        read_entry(entry, language)
    return {fault.place: fault.text.format(**fault.values) for fault in caught.value.faults}


def test_an_entry_is_read_in_the_language_of_its_reader() -> None:
    someone = read_entry(Entry(DIRK), "nl")
    assert someone == Someone(
        {"id": "0104", "start_date": "2025-12-31", "fte": "0.8", "monthly_salary": "3500.50"}, Card("Dirk Bos")
    )
    english = DIRK | {"start_date": "2025-12-31", "fte": "0.8", "monthly_salary": "3,500.50"}
    assert read_entry(Entry(english), "en") == someone


def test_changes_and_leave_come_along_and_empty_rows_do_not_count() -> None:
    spells = [{"from": "01-07-2026", "to": "", "fte": "0,5", "monthly_salary": ""}, {"from": "", "to": ""}]
    absences = [{"from": "", "to": "", "kind": ""}, {"from": "01-02-2026", "to": "28-02-2026", "kind": "unpaid"}]
    document = read_entry(Entry(DIRK, spells, absences), "nl").document
    assert document["spells"] == [{"from": "2026-07-01", "to": "9999-12-31", "fte": "0.5", "monthly_salary": "3500.50"}]
    assert document["absences"] == [{"from": "2026-02-01", "to": "2026-02-28", "kind": "unpaid"}]
    assert read_people([document], Period.model_validate({"from": "2026-01-01", "to": "2026-12-31"}))[1] == []


def test_all_that_is_wrong_is_said_at_once_each_at_its_field() -> None:
    wrong = DIRK | {"id": "", "fte": "1,3", "monthly_salary": "-5", "start_date": "31-02-2026"}
    spells = [
        {"from": "01-06-2026", "to": "01-05-2026", "fte": "1"},
        {"from": "01-07-2026", "to": "31-08-2026", "fte": "1"},
        {"from": "01-08-2026", "to": "", "fte": "x"},
    ]
    absences = [{"from": "01-01-2026", "to": "", "kind": "ziek"}]
    assert faults(Entry(wrong, spells, absences)) == {
        "id": "the number is missing; every person needs one",
        "fte": '"1,3" is more than 1.2',
        "monthly_salary": '"-5" is negative',
        "start_date": '"31-02-2026" is no day; the dates here are written like 31-12-2026',
        "spells-1-from": "ends on 01-05-2026, before it starts on 01-06-2026",
        "spells-3-from": "overlaps row 2 of the same person",
        "spells-3-fte": '"x" is not a number; write it like 1.234,50',
        "absences-1-to": "the last day is missing",
        "absences-1-kind": "sickness is not recorded here; take this row out",
    }


def test_leaving_before_coming_is_a_fault_of_the_last_day() -> None:
    assert faults(Entry(DIRK | {"end_date": "01-01-2020"})) == {
        "end_date": "employment ends on 01-01-2020, before it starts on 31-12-2025"
    }


def test_somebody_is_added_once_and_raises_the_revision_alone(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    before = the_year(actor, year_id)
    someone = read_entry(Entry(DIRK), "nl")
    assert add_person(actor, year_id, someone) == add_person(actor, year_id, someone)
    after = the_year(actor, year_id)
    assert (after.people_revision, after.version) == (before.people_revision + 1, before.version)
    assert len(people_of(after).people) == 4
    other = read_entry(Entry(DIRK | {"name": "Iemand anders"}), "nl")
    with pytest.raises(Refused, match="number already"):
        add_person(actor, year_id, other)


def test_a_change_is_saved_and_logged_without_what_it_was(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    bram = found(year_id, "0102")
    entry = {"id": "0102", "name": "Bram Vos", "start_date": "01-07-2026", "fte": "0,5", "monthly_salary": "3.100,00"}
    someone = read_entry(Entry(entry), "nl")
    assert change_person(actor, year_id, bram.id, someone, bram.mark)
    assert found(year_id, "0102").facts["monthly_salary"] == "3100.00"
    line = log_of(1)[0]
    assert (line.action, line.subject) == ("person.changed", "person:0102")
    assert line.detail == {"facts": ["fte", "level", "monthly_salary"], "year": year_id}
    assert not change_person(actor, year_id, bram.id, someone, "whatever")  # sent twice: nothing differs any more


def test_who_saves_last_must_have_seen_what_was_saved_before(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    bram = found(year_id, "0102")
    change_person(actor, year_id, bram.id, read_entry(Entry(DIRK | {"id": "0102"}), "nl"), bram.mark)
    with pytest.raises(Stale):
        change_person(actor, year_id, bram.id, read_entry(Entry(DIRK | {"id": "0102", "fte": "1"}), "nl"), bram.mark)
    with pytest.raises(Stale):
        remove_person(actor, year_id, bram.id, bram.mark)
    remove_person(actor, year_id, bram.id, found(year_id, "0102").mark)
    remove_person(actor, year_id, bram.id, bram.mark)  # gone is gone
    assert count_people(year_id) == 2


def test_another_company_changes_nobody_here(company: tuple[Actor, int]) -> None:
    _, year_id = company
    with pytest.raises(LookupError):
        remove_person(Actor(None, 2), year_id, 1, "")


def test_people_are_found_by_name_or_number_without_pay_being_asked(company: tuple[Actor, int]) -> None:
    _, year_id = company
    assert [line.number for line in list_people(year_id, "VOS", 0, 10)] == ["0102"]
    assert [line.name for line in list_people(year_id, "0103", 0, 10)] == ["Cato Smit"]
    assert list_people(year_id, "100%", 0, 10) == []
    assert [line.number for line in list_people(year_id, "", 1, 1)] == ["0102"]


def test_what_follows_for_the_year_by_hand(company: tuple[Actor, int]) -> None:
    """Anna: 181 days at 1.0 and 184 at 0.8, of 365, at 4,000 a month. Bram: 184 days at 0.5. Cato: 181 at 0.8."""
    actor, year_id = company
    year = the_year(actor, year_id)
    assert what_follows(year, found(year_id, "0101").facts) == {
        "days_in_period": 365,
        "days_employed": 365,
        "tenure_months": 83,
        "fte": Fraction(1810 + 1472, 3650),
        "salary": 48_000,
        "pay_in_period": 48_000 * Fraction(3282, 3650),
    }
    years = Fraction(3282, 3650) + Fraction(184, 730) + Fraction(181 * 8, 3650)
    assert full_time_years(year) == years


def test_without_dates_nothing_is_guessed(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    add_person(actor, year_id, Someone({"id": "9"}))
    year = the_year(actor, year_id)
    assert full_time_years(year) is None
    assert what_follows(year, {}) == {"days_in_period": 365, "fte": 1}
    assert statements_to(1, "9") == []
