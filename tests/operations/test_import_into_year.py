"""A payroll file comes into a year: looked at, taken over once, and put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from planner.errors import Refused
from planner.models import FormerPeople, PeopleImport, Person, db
from planner.operations import import_into_year
from planner.operations.audit import Actor, first_broken, log_of
from planner.operations.change_people import remove_person
from planner.operations.clock import now
from planner.operations.compare_people import KEEP, REMOVE, Choice
from planner.operations.find_people import find_person, same_person
from planner.operations.former_people import find_former, put_back, year_taken_into
from planner.operations.import_into_year import (
    KeptImport,
    Reading,
    drop_import,
    find_import,
    keep_import,
    look_at,
    set_reading,
    take_over,
)
from planner.operations.stale import Stale
from planner.operations.years import people_of
from tests.operations.small_company import ANNA, BRAM, CATO, app, bring, company, payroll, the_year

__all__ = ["app", "company"]
DIRK = "0104;Dirk Bos;01-01-2026;;1,00;3.500,00;medior"
ANNA_RAISED = ANNA.replace("4.000,00", "4.200,00")


def kept(actor: Actor, year_id: int, *rows: str) -> KeptImport:
    found = find_import(1, keep_import(actor, year_id, {"people": (payroll(*rows), "m.csv")}))
    assert found is not None
    return found


def numbers(actor: Actor, year_id: int) -> list[str]:
    return [person["id"] for person in people_of(the_year(actor, year_id)).people]


def test_the_first_file_fills_the_year(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    people = people_of(the_year(actor, year_id))
    assert people.people[0] == {
        "id": "0101",
        "start_date": "2020-02-01",
        "fte": "1.00",
        "monthly_salary": "4000.00",
        "level": "senior",
        "spells": [{"from": "2026-07-01", "to": "9999-12-31", "fte": "0.80", "monthly_salary": "4000.00"}],
    }
    assert [people.cards[number].name for number in people.cards] == ["Anna de Wit", "Bram Vos", "Cato Smit"]


def test_a_second_file_says_what_it_would_change(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    looked = look_at(kept(actor, year_id, ANNA_RAISED, BRAM, DIRK), the_year(actor, year_id))
    difference = looked.difference
    assert [each.number for each in difference.new] == ["0104"]
    assert [each.number for each in difference.gone] == ["0103"]
    assert [(each.number, [(c.fact, c.before, c.after) for c in each.changes]) for each in difference.changed] == [
        ("0101", [("monthly_salary", "4000.00", "4200.00")])
    ]
    assert (difference.unchanged, dict(difference.by_fact), looked.with_spans) == (1, {"monthly_salary": 1}, 1)


def test_a_factor_written_with_other_zeros_is_no_change_but_a_code_is(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    same = BRAM.replace("0,50", "0,5").replace("junior", "01")
    bring(actor, year_id, payroll(same))
    looked = look_at(
        kept(actor, year_id, same.replace("0,5;", "0,500;").replace(";01", ";1")), the_year(actor, year_id)
    )
    assert [change.fact for each in looked.difference.changed for change in each.changes] == ["level"]


@pytest.mark.parametrize(
    ("choice", "left", "has_spells"),
    [
        (Choice(KEEP, KEEP), ["0101", "0102", "0104", "0103"], True),
        (Choice(REMOVE, REMOVE), ["0101", "0102", "0104"], False),
    ],
)
def test_who_is_left_out_stays_or_goes(
    company: tuple[Actor, int], choice: Choice, left: list[str], has_spells: bool
) -> None:
    actor, year_id = company
    bring(actor, year_id, payroll(ANNA_RAISED, BRAM, DIRK), choice)
    assert numbers(actor, year_id) == left
    assert ("spells" in people_of(the_year(actor, year_id)).people[0]) is has_spells


def test_who_stays_keeps_their_page(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    before = same_person(year_id, "0101")
    bring(actor, year_id, payroll(ANNA_RAISED), Choice(REMOVE))
    assert before == same_person(year_id, "0101")


def test_the_list_before_is_put_back_once(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    before = people_of(the_year(actor, year_id))
    bring(actor, year_id, payroll(DIRK), Choice(REMOVE, REMOVE))
    year = the_year(actor, year_id)
    former = find_former(year)
    assert former is not None
    assert (former.count, former.is_edited) == (3, False)
    put_back(actor, year)
    after = people_of(the_year(actor, year_id))
    assert (after.people, dict(after.cards)) == (before.people, dict(before.cards))
    assert find_former(the_year(actor, year_id)) is None
    put_back(actor, the_year(actor, year_id))  # nothing is left to put back
    assert numbers(actor, year_id) == ["0101", "0102", "0103"]


def test_putting_back_says_that_later_changes_go_too(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    bring(actor, year_id, payroll(ANNA, BRAM))
    row = same_person(year_id, "0102") or 0
    found = find_person(year_id, row)
    assert found
    seen = the_year(actor, year_id)
    remove_person(actor, year_id, row, found.mark)
    former = find_former(the_year(actor, year_id))
    assert former
    assert former.is_edited
    with pytest.raises(Stale):
        put_back(actor, seen)


def test_the_next_import_and_a_month_end_what_can_be_put_back(
    company: tuple[Actor, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, year_id = company
    bring(actor, year_id, payroll(DIRK), Choice(REMOVE))
    bring(actor, year_id, payroll(ANNA), Choice(REMOVE))
    former = find_former(the_year(actor, year_id))
    assert former
    assert former.count == 1
    later = now() + timedelta(days=31)
    monkeypatch.setattr("planner.operations.former_people.now", lambda: later)
    assert find_former(the_year(actor, year_id)) is None
    keep_import(actor, year_id, {"people": (payroll(ANNA), "m.csv")})
    assert db.session.scalar(select(func.count()).select_from(FormerPeople)) == 0


def test_taken_over_is_taken_over_once(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    waiting = kept(actor, year_id, ANNA_RAISED, BRAM, CATO)
    year = the_year(actor, year_id)
    take_over(actor, waiting, year, Choice())
    with pytest.raises(Stale):
        take_over(actor, waiting, the_year(actor, year_id), Choice())
    assert the_year(actor, year_id).people_revision == year.people_revision + 1
    assert year_taken_into(1, waiting.id) == year_id
    assert year_taken_into(2, waiting.id) is None
    assert db.session.scalar(select(func.count()).select_from(PeopleImport)) == 0
    assert first_broken() is None


def test_people_that_changed_since_they_were_seen_are_seen_again_first(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    waiting, seen = kept(actor, year_id, ANNA), the_year(actor, year_id)
    found = find_person(year_id, same_person(year_id, "0102") or 0)
    assert found
    remove_person(actor, year_id, found.id, found.mark)
    with pytest.raises(Stale):
        take_over(actor, waiting, seen, Choice(REMOVE))
    assert numbers(actor, year_id) == ["0101", "0103"]


def test_a_faulty_file_waits_to_be_read_otherwise_but_is_not_taken(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    content = payroll("7;2026-01-01;80", headings="Code;start;uren per week")
    waiting = find_import(1, keep_import(actor, year_id, {"people": (content, "m.csv")}))
    assert waiting
    with pytest.raises(Refused, match="no column with personnel numbers"):
        take_over(actor, waiting, the_year(actor, year_id), Choice())
    with pytest.raises(Refused, match="not a number of hours"):
        set_reading(actor, waiting, Reading({}, full_time_hours="veel"))
    set_reading(actor, waiting, Reading({"Code": "id", "start": "start_date"}, full_time_hours="80"))
    again = find_import(1, waiting.id)
    assert again
    take_over(actor, again, the_year(actor, year_id), Choice(REMOVE))
    assert people_of(the_year(actor, year_id)).people == [{"id": "7", "start_date": "2026-01-01", "fte": "1"}]


def test_what_can_not_be_read_at_all_is_not_kept(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04 no workbook"):
        with pytest.raises(Refused):
            keep_import(actor, year_id, {"people": (content, "m.csv")})
    assert db.session.scalar(select(func.count()).select_from(PeopleImport)) == 0


def test_a_file_waits_a_day_and_one_an_account(company: tuple[Actor, int], monkeypatch: pytest.MonkeyPatch) -> None:
    actor, year_id = company
    first = kept(actor, year_id, ANNA)
    second = kept(actor, year_id, BRAM)
    assert find_import(1, first.id) is None
    assert find_import(2, second.id) is None
    later = now() + timedelta(hours=25)
    monkeypatch.setattr(import_into_year, "now", lambda: later)
    assert find_import(1, second.id) is None


def test_thrown_away_it_is_gone(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    waiting = kept(actor, year_id, ANNA)
    drop_import(actor, waiting.id)
    drop_import(actor, waiting.id)
    assert find_import(1, waiting.id) is None


def test_the_log_has_no_names_and_no_pay(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    bring(actor, year_id, payroll(ANNA_RAISED, DIRK), Choice(REMOVE))
    said = str(log_of(1))
    assert "people.imported" in said
    assert not any(word in said for word in ("Anna", "Dirk", "4200", "4.200", "m.csv"))


def test_another_company_s_year_takes_nothing(company: tuple[Actor, int]) -> None:
    _, year_id = company
    stranger = Actor(None, 2)
    with pytest.raises(LookupError):
        keep_import(stranger, year_id, {"people": (payroll(ANNA), "m.csv")})


def test_the_number_of_questions_does_not_grow_with_the_people(app: Flask, company: tuple[Actor, int]) -> None:
    actor, year_id = company
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    counts = []
    for many in (10, 300):
        rows = [f"{n:05};Persoon {n};01-01-2020;;1,00;3.000,00;junior" for n in range(many)]
        asked.clear()
        bring(actor, year_id, payroll(*rows), Choice(REMOVE))
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1
    assert db.session.scalar(select(func.count()).select_from(Person)) == 300
