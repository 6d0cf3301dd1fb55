"""Years, their own figures, and the company's settings."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from planner.errors import Refused
from planner.models import Company, Draft, DraftStep, Year, db
from planner.operations.accounts import Who, account_for
from planner.operations.audit import Actor, log_of
from planner.operations.change_year import NewYear, add_year, change_year, next_year
from planner.operations.clock import now
from planner.operations.company_settings import CompanySettings, change_company, find_company, put_sample_away
from planner.operations.count_years import YearCounts, counts_of
from planner.operations.import_company import CompanyFact, read_company
from planner.operations.readers import find_reader
from planner.operations.stale import Stale, mark_of
from planner.operations.transaction import transaction
from planner.operations.wanted_figures import missing_figures, suggested_figures
from planner.operations.year_figures import NO_FIGURE, Typed, put_figure, read_figure, remove_figure, take_figures
from planner.operations.years import people_of
from planner.presets import load
from tests.operations.small_company import app, company, the_year

__all__ = ["app", "company"]
PROFIT = CompanyFact("1657313.00", {"nl": "Nettowinst 2026"}, {"nl": "jaarrekening"}, "EUR")


def test_the_next_year_follows_the_last_and_takes_who_is_still_there(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    wanted = next_year(1)
    assert wanted == NewYear("2027", date(2027, 1, 1), date(2027, 12, 31), year_id)
    new = add_year(actor, wanted)
    assert add_year(actor, wanted) == new  # sent twice
    assert [person["id"] for person in people_of(the_year(actor, new)).people] == ["0101", "0102"]
    assert counts_of(1) == {year_id: YearCounts(3, 0), new: YearCounts(2, 0)}


def test_a_broken_year_is_followed_by_one_named_after_both(company: tuple[Actor, int]) -> None:
    actor, _ = company
    add_year(actor, NewYear("2026-2027", date(2026, 7, 1), date(2027, 6, 30)))
    assert next_year(1).name == "2027-2028"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"last": date(2026, 12, 31)}, "before the first"),
        ({"last": date(2030, 1, 1)}, "two years"),
        ({"name": "2026"}, "of this name already"),
        ({"name": ""}, "a name"),
    ],
)
def test_a_faulty_year_is_refused(company: tuple[Actor, int], change: dict[str, object], said: str) -> None:
    actor, _ = company
    with pytest.raises(Refused, match=said):
        add_year(actor, replace(next_year(1), **change))  # type: ignore[arg-type]  # of each case its own


def test_another_company_s_people_do_not_come_along(company: tuple[Actor, int]) -> None:
    _, year_id = company
    with transaction() as session:
        session.add(Company(name="Elders"))
    new = add_year(Actor(None, 2), NewYear("2027", date(2027, 1, 1), date(2027, 12, 31), year_id))
    assert people_of(the_year(Actor(None, 2), new)).people == []


def test_a_year_changed_by_another_is_looked_at_again(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    seen = the_year(actor, year_id)
    wanted = NewYear("2026 B", seen.first, seen.last)
    change_year(actor, seen, wanted)
    with pytest.raises(Stale):
        change_year(actor, seen, wanted)


@pytest.mark.parametrize(
    ("typed", "decimal", "kept"),
    [("1.657.313,00", ",", "1657313.00"), ("1,657,313.00", ".", "1657313.00"), ("12,5%", ",", "12.5%"),
     ("2/3", ",", "2/3"), ("€ 1.000", ",", "1000"), ("-3", ".", "-3")],
)  # fmt: skip
def test_a_value_is_kept_exactly_as_it_was_typed(typed: str, decimal: str, kept: str) -> None:
    assert read_figure(Typed("net_profit", typed, {}, {}), decimal).value == kept


def test_a_faulty_figure_says_which_field(company: tuple[Actor, int]) -> None:
    with pytest.raises(Refused) as caught:
        read_figure(Typed("net_profit", "veel", {"nl": "x" * 600}, {}), ",")
    assert [fault.place for fault in caught.value.faults] == ["value", "title.nl"]
    with pytest.raises(Refused) as caught:
        read_figure(Typed("Net Profit", "1", {}, {}), ",")
    assert [fault.place for fault in caught.value.faults] == ["name"]


def test_two_figures_do_not_stand_in_each_other_s_way_but_one_does(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    put_figure(actor, year_id, "net_profit", PROFIT, mark_of(NO_FIGURE))
    put_figure(actor, year_id, "equity", CompanyFact("5"), mark_of(NO_FIGURE))
    with pytest.raises(Stale):
        put_figure(actor, year_id, "equity", CompanyFact("6"), mark_of(NO_FIGURE))
    with pytest.raises(Stale):
        remove_figure(actor, year_id, "equity", mark_of({"value": "4"}))
    remove_figure(actor, year_id, "equity", mark_of(CompanyFact("5").written))
    remove_figure(actor, year_id, "equity", "whatever")  # gone is gone
    assert dict(the_year(actor, year_id).company.facts) == {"net_profit": PROFIT}
    assert "1657313" not in str(log_of(1))


def test_a_company_s_file_leaves_what_it_does_not_name(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    put_figure(actor, year_id, "net_profit", PROFIT, mark_of(NO_FIGURE))
    file = read_company(b"equity: 6250000\nrevenue: 1.50\n", "c.yaml")
    assert (take_figures(actor, year_id, file), take_figures(actor, year_id, file)) == (2, 0)
    assert the_year(actor, year_id).company.values == {
        "net_profit": "1657313.00",
        "equity": "6250000",
        "revenue": "1.50",
    }


def test_another_company_s_year_takes_no_figure(company: tuple[Actor, int]) -> None:
    _, year_id = company
    with pytest.raises(LookupError):
        put_figure(Actor(None, 2), year_id, "x", PROFIT, mark_of(NO_FIGURE))


def test_what_a_draft_asks_and_the_year_has_not_is_named(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    put_figure(actor, year_id, "equity", CompanyFact("5"), mark_of(NO_FIGURE))
    assert missing_figures(the_year(actor, year_id)) == []
    with transaction() as session:
        draft = Draft(company_id=1, year_id=year_id, scheme="winstdeling", letter="A", step=1)
        session.add(draft)
        session.flush()
        document = json.dumps(load("half-and-half"), default=str)
        session.add(DraftStep(draft_id=draft.id, number=1, document=document, account_id=actor.account_id, at=now()))
    missing = missing_figures(the_year(actor, year_id))
    assert [(each.name, each.title["nl"], each.schemes) for each in missing] == [
        ("net_profit", "Nettowinst", ("winstdeling A",))
    ]


def test_figures_of_earlier_years_are_offered_under_this_year_s_name(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    put_figure(actor, year_id, "net_profit", PROFIT, mark_of(NO_FIGURE))
    new = the_year(actor, add_year(actor, next_year(1)))
    offered = {each.name: each for each in suggested_figures(new)}
    assert offered["net_profit"].title == {"nl": "Nettowinst 2027"}
    assert "equity" in offered
    assert "net_profit" not in {each.name for each in suggested_figures(the_year(actor, year_id))}


def test_settings_are_saved_and_the_waiver_is_logged_by_itself(company: tuple[Actor, int]) -> None:
    actor, _ = company
    wanted = CompanySettings("Halte Noord", "Deventer", ("Mirjam",), "Er is maar één persoon.")
    seen = find_company(1)
    change_company(actor, seen.version, wanted)
    assert find_company(1).settings == wanted
    with pytest.raises(Stale):
        change_company(actor, seen.version, wanted)
    change_company(actor, find_company(1).version, replace(wanted, one_approver=""))
    assert [line.action for line in log_of(1)][:4] == [
        "company.restored_four_eyes", "company.changed", "company.waived_four_eyes", "company.changed"
    ]  # fmt: skip


def test_the_sample_is_put_away_for_all_and_nothing_is_deleted(company: tuple[Actor, int]) -> None:
    actor, year_id = company
    put_sample_away(actor)  # no sample: nothing happens
    reader = find_reader(actor.account_id or 0)
    assert reader
    assert 1 in reader.seats
    with transaction() as session:
        session.get_one(Company, 1).is_sample = True
        account_for(session, Who("Iemand", "iemand@example.org"))
    put_sample_away(actor)
    reader = find_reader(actor.account_id or 0)
    assert reader
    assert reader.seats == {}
    assert db.session.get(Year, year_id) is not None
