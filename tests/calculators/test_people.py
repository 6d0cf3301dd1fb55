"""Derived facts against a plain count of days, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.people import People
from planner.calculators.people_document import read_people
from planner.calculators.scheme_document import Period

YEAR = Period.model_validate({"from": "2026-01-01", "to": "2026-12-31"})
DAYS = st.dates(date(2024, 6, 1), date(2028, 6, 30))


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def people_of(*documents: dict[str, Any], period: Period | None = YEAR) -> People:
    people, faults = read_people([{"id": str(n), **each} for n, each in enumerate(documents)], period)
    assert not [fault.say() for fault in faults if not fault.warning]
    return people


def fact(name: str, document: dict[str, Any], period: Period | None = YEAR) -> Fraction:
    numbers = people_of(document, period=period).fact(name).numbers
    assert not numbers.problems
    return numbers.at(0)


@st.composite
def employed(draw: st.DrawFn) -> dict[str, Any]:
    """Someone with changes of hours and pay, and leave, anywhere around the period."""
    start = draw(DAYS)
    end = draw(st.none() | st.dates(start, date(2029, 1, 1)))
    corners = sorted(draw(st.lists(DAYS, min_size=0, max_size=6, unique=True)))
    fte = st.sampled_from(["0", "0.5", "0.8", "1", "1/3"])
    spells = []
    for first, following in zip(corners[::2], corners[1::2], strict=False):
        spell = {"from": first.isoformat(), "to": (following - timedelta(days=1)).isoformat()}
        if draw(st.booleans()):
            spell["fte"] = draw(fte)
        if draw(st.booleans()):
            spell["monthly_salary"] = draw(st.sampled_from(["3000", "4100.50"]))
        spells.append(spell)
    away = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    absences = [
        {"from": away[0].isoformat(), "to": away[1].isoformat(), "kind": draw(st.sampled_from(["parental", "other"]))}
    ]
    found = {"start_date": start.isoformat(), "monthly_salary": "3500", "spells": spells, "absences": absences}
    if end:
        found["end_date"] = end.isoformat()
    if draw(st.booleans()):
        found["fte"] = draw(fte)
    return found


def in_service(person: dict[str, Any], period: Period) -> list[date]:
    start = date.fromisoformat(person["start_date"])
    end = date.fromisoformat(person.get("end_date", "9999-12-31"))
    return [day for day in days(period.from_, period.to) if start <= day <= end]


def on(day: date, person: dict[str, Any], key: str) -> Fraction:
    """Hours or pay on one day: of the spell that covers it, or else the person's own."""
    for spell in person["spells"]:
        if spell["from"] <= day.isoformat() <= spell["to"] and key in spell:
            return Fraction(spell[key])
    return Fraction(person.get(key, "1"))


@given(
    employed(),
    st.sampled_from([("2026-01-01", "2026-12-31"), ("2026-04-01", "2026-06-30"), ("2024-02-29", "2028-02-29")]),
)
def test_days_hours_and_pay_as_counted_day_by_day(person: dict[str, Any], ends: tuple[str, str]) -> None:
    period = Period.model_validate({"from": ends[0], "to": ends[1]})
    served = in_service(person, period)
    whole = (period.to - period.from_).days + 1
    people = people_of(person, period=period)
    values = {
        name: people.fact(name).numbers.at(0)
        for name in ("days_employed", "days_in_period", "pay_in_period", "fte", "salary")
    }
    assert values["days_employed"] == len(served)
    assert values["days_in_period"] == whole
    assert people.is_outside_period(0) is (not served)
    paid = sum((12 * on(day, person, "monthly_salary") * on(day, person, "fte") for day in served), Fraction(0))
    assert values["pay_in_period"] == paid / whole
    if served:
        assert values["fte"] == sum(on(day, person, "fte") for day in served) / len(served)
        assert values["salary"] == 12 * sum(on(day, person, "monthly_salary") for day in served) / len(served)


@given(employed())
def test_absences_as_counted_day_by_day(person: dict[str, Any]) -> None:
    served = in_service(person, YEAR)
    for kind in ("parental", "unpaid", "other"):
        counted = sum(
            any(each["from"] <= day.isoformat() <= each["to"] and each["kind"] == kind for each in person["absences"])
            for day in served
        )
        assert fact(f"days_absent_{kind}", person) == counted


@given(DAYS, st.none() | DAYS)
def test_months_of_service_as_walked_month_by_month(start: date, end: date | None) -> None:
    if end is not None and end < start:
        return
    last = min(end or YEAR.to, YEAR.to)
    months, day = 0, start
    while True:  # a month is complete on the day before the same day of the next month
        year, month = divmod(start.year * 12 + start.month + months, 12)
        following = date(year, month + 1, 1)
        length = ((following.replace(day=28) + timedelta(days=4)).replace(day=1) - following).days
        day = following.replace(day=min(start.day, length))
        if day > last + timedelta(days=1):
            break
        months += 1
    person = {"start_date": start.isoformat(), **({"end_date": end.isoformat()} if end else {})}
    assert fact("tenure_months", person) == months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-07-01", None, 6),
        ("2026-07-01", "2026-12-31", 6),
        ("2026-07-02", None, 5),
        ("2025-12-31", None, 12),
        ("2026-01-31", "2026-02-27", 1),
        ("2026-12-31", None, 0),
        ("2027-01-01", None, 0),
        ("2020-02-29", "2026-02-28", 72),
    ],
)
def test_last_days_count_whole(start: str, end: str | None, months: int) -> None:
    person = {"start_date": start, **({"end_date": end} if end else {})}
    assert fact("tenure_months", person) == months


def test_what_is_given_outright_stays() -> None:
    person = {"start_date": "2026-07-01", "days_employed": "100", "tenure_months": "3", "salary": "1", "pay_in_period": "2",
              "days_in_period": "360", "days_absent_other": "4", "monthly_salary": "3000"}  # fmt: skip
    for name in ("days_employed", "tenure_months", "salary", "pay_in_period", "days_in_period", "days_absent_other"):
        assert fact(name, person) == Fraction(person[name])


def test_salary_is_twelve_months_and_fte_is_one() -> None:
    assert fact("salary", {"monthly_salary": "4350.00"}, period=None) == 52200
    assert fact("fte", {}, period=None) == 1


def test_sanne_of_the_worked_case() -> None:
    person = {"start_date": "2020-03-01", "monthly_salary": "4350.00", "fte": "1",
              "spells": [{"from": "2026-07-01", "to": "2026-12-31", "fte": "0.8"}]}  # fmt: skip
    assert fact("fte", person) == Fraction(181 * 10 + 184 * 8, 3650)
    assert fact("pay_in_period", person) == Fraction(12 * 4350) * (181 * 10 + 184 * 8) / 3650


@pytest.mark.parametrize(
    "name", ["days_employed", "tenure_months", "pay_in_period", "days_absent_other", "days_in_period"]
)
def test_without_a_period_a_derived_fact_says_what_it_needs(name: str) -> None:
    problems = people_of({"start_date": "2026-01-01"}, period=None).fact(name).numbers.problems
    assert problems[0].text.format(**problems[0].values) == f"{name} needs the scheme's period"


def test_without_a_start_a_derived_fact_says_so() -> None:
    problems = people_of({"monthly_salary": "3000"}).fact("days_employed").numbers.problems
    assert "start_date, from which it follows, isn't either" in problems[0].text


def test_pay_missing_for_part_of_the_time() -> None:
    person = {
        "start_date": "2020-01-01",
        "spells": [{"from": "2026-01-01", "to": "2026-03-31", "monthly_salary": "3000"}],
    }
    problems = people_of(person).fact("pay_in_period").numbers.problems
    assert problems[0].text == "monthly_salary isn't given for all days in service"
