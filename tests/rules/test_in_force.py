"""What is in force, what changes next, what was looked at too long ago; and the page that says so."""

from __future__ import annotations

from datetime import date

from planner.rules.in_force import changes, expected, in_force, unchecked
from planner.rules.listing import Listing
from planner.rules.rule import identity_of_rules
from tests.rules.samples import book

DAY = date(2026, 5, 31)


def names(found: list) -> list[str]:  # type: ignore[type-arg]
    return [each.name for each in found]


def test_what_is_only_expected_is_not_in_force() -> None:
    assert names(in_force(book(), DAY)) == ["tax.rate", "tax.brackets", "tax.relief", "tax.note"]
    assert "tax.term" not in names(in_force(book(), date(2027, 5, 31)))
    assert names(expected(book(), DAY)) == ["tax.term"]


def test_the_next_change_of_each_rule_soonest_first() -> None:
    found = [(each.day.isoformat(), each.title.name, each.value and each.value.number) for each in changes(book(), DAY)]
    assert found[0] == ("2026-07-01", "tax.relief", None)
    assert [each[:2] for each in found[1:]] == [("2028-01-01", "tax.rate")]  # 2027 has the rate of 2026
    after = changes(book(), date(2028, 2, 1))
    assert [(each.day.isoformat(), each.value) for each in after] == [("2029-01-01", None)]


def test_a_year_and_a_day_is_over_a_year() -> None:
    assert "tax.brackets" in names(unchecked(book(), DAY))
    assert "tax.rate" not in names(unchecked(book(), date(2026, 12, 31)))
    assert "tax.note" not in names(unchecked(book(), date(2027, 1, 10)))
    assert {"tax.note", "tax.term"} <= set(names(unchecked(book(), date(2027, 1, 12))))


def test_the_page_in_english() -> None:
    found = Listing(book(), DAY, "en").text().replace("\u00a0", " ")
    assert (
        found
        == f"""\
Rules of XX on 31 May 2026

Tax
  Rate: 20% [1]
  Brackets [2]
    above €0, rate 10%
    above €1,000.50, rate 30.125%
  Relief: €500 (ended) [1]
  Note: Not for everyone. [1]

Announced, not law yet
  Term: 5 years (expected, not law yet) [3]

What changes next
  1 July 2026: Relief: has ended
  1 January 2028: Rate: 21% (provisional, derived) [3]

Checked over a year ago
  Brackets: 10 January 2025 [2]

Sources
  [1] The Act (2025-12), https://example.org/act; checked on 10 January 2026
  [2] The Act (2025-12), https://example.org/act; checked on 10 January 2025
  [3] The Bill (2026-09-15), https://example.org/bill; checked on 10 January 2026

Hash of these rules: {identity_of_rules(in_force(book(), DAY))}"""
    )


def test_the_page_in_dutch() -> None:
    found = Listing(book(), date(2028, 1, 1), "nl").text().replace("\u00a0", " ").splitlines()
    assert found[:4] == ["Regels van XX op 1 januari 2028", "", "Belasting", "  Tarief: 21% (voorlopig, afgeleid) [1]"]
    assert "    boven € 1.000,50, tarief 30,125%" in found
    assert "  1 januari 2029: Tarief: hierna is niets bekend" in found
    assert "  Termijn: 5 jaar (verwacht, nog geen wet) [1]" in found
