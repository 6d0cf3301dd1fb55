"""Looking up what a rule says on a day, and where that stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from planner.canonical import identity_of
from planner.errors import Refused
from planner.rules.book import not_final, rule_book
from planner.rules.rule import Words, identity_of_rules, sources_of
from tests.rules.samples import TAX, book

DAY = date(2026, 5, 31)


@pytest.mark.parametrize(("day", "rate"), [("2025-12-31", "12.5"), ("2026-01-01", "20"), ("2028-12-31", "21")])
def test_the_value_of_a_day(day: str, rate: str) -> None:
    assert book().at("tax.rate", date.fromisoformat(day)).number * 100 == Fraction(rate)


def test_a_table_a_number_and_words_are_not_taken_for_each_other() -> None:
    table, number, words = (book().at(f"tax.{name}", DAY) for name in ("brackets", "rate", "note"))
    assert table.rows == ((Fraction(0), Fraction(1, 10)), (Fraction(2001, 2), Fraction("0.30125")))
    assert words.value == Words("Niet voor iedereen.", "Not for everyone.")
    with pytest.raises(TypeError, match=r"tax\.brackets is not one number"):
        _ = table.number
    with pytest.raises(TypeError, match=r"tax\.rate is not a table"):
        _ = number.rows


@pytest.mark.parametrize(
    ("name", "day", "english", "dutch"),
    [
        ("rate", "2029-01-01", '"2029-01-01" is outside what is known: 2025 to 2028',
         '"2029-01-01" valt buiten wat bekend is: 2025 t/m 2028'),
        ("brackets", "2025-06-30", '"2025-06-30" is outside what is known: from 2025',
         '"2025-06-30" valt buiten wat bekend is: vanaf 2025'),
        ("relief", "2026-07-01", '"2026-07-01" is too late: this ended on 2026-06-30',
         '"2026-07-01" is te laat: dit is beëindigd op 2026-06-30'),
    ],
)  # fmt: skip
def test_a_day_of_which_nothing_is_known(name: str, day: str, english: str, dutch: str) -> None:
    with pytest.raises(Refused) as refused:
        book().at(f"tax.{name}", date.fromisoformat(day))
    (fault,) = refused.value.faults
    assert (fault.say("en"), fault.say("nl")) == (f"date: {english}", f"date: {dutch}")


def test_a_country_without_rules() -> None:
    with pytest.raises(Refused, match='country: "BE" has no rules here; there are NL'):
        rule_book("BE")
    with pytest.raises(KeyError):
        book().at("tax.no_such_rule", DAY)


def test_the_hash_is_of_what_was_used_in_any_order() -> None:
    rate, brackets = (book().at(f"tax.{name}", DAY) for name in ("rate", "brackets"))
    whole = identity_of_rules([rate, brackets])
    assert whole == identity_of_rules([brackets, rate])
    assert whole == identity_of([brackets.document(), rate.document()])
    assert whole != identity_of_rules([rate])
    other = book(TAX.replace("value: 20%", "value: 20.5%")).at("tax.rate", DAY)
    assert whole != identity_of_rules([other, brackets])


def test_a_rule_as_it_is_kept() -> None:
    assert book().at("tax.rate", date(2028, 1, 1)).document() == {
        "name": "tax.rate", "units": {"": "%"}, "value": "0.21", "from": "2028-01-01", "until": "2028-12-31",
        "status": "provisional", "derived": True, "title": "The Bill", "address": "https://example.org/bill",
        "date": "2026-09-15", "checked_on": "2026-01-10",
    }  # fmt: skip


def test_sources_stand_once_with_the_rules_that_rest_on_them() -> None:
    used = [book().at(f"tax.{name}", DAY) for name in ("rate", "note", "brackets")]
    act = {"title": "The Act", "address": "https://example.org/act", "date": "2025-12", "status": "final"}
    assert sources_of(used) == [
        {**act, "checked_on": "2026-01-10", "derived": False, "rules": ["tax.rate", "tax.note"]},
        {**act, "checked_on": "2025-01-10", "derived": False, "rules": ["tax.brackets"]},
    ]


def test_what_may_still_change_is_a_warning_once_a_source() -> None:
    later = [book().at("tax.rate", date(year, 1, 1)) for year in (2026, 2027, 2028)]
    found = not_final([*later, book().at("tax.term", date(2027, 1, 1))])
    assert [(fault.warning, fault.say("en")) for fault in found] == [
        (True, "date: the figures are provisional and may still change: The Bill (2026-09-15)"),
        (True, "date: the figures are expected, not law yet: The Bill (2026-09-15)"),
    ]
    assert all(fault.say("nl") != fault.say("en") for fault in found)
