"""When rights vest. Golden cases are Open Cap Format's own: its enums, its samples, its explainer of vesting terms."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.vesting import vesting
from planner.calculators.vesting_document import START_DAY
from planner.errors import Refused
from planner.figures.calendar import add_months
from tests.calculators.vesting_cases import ALLOCATIONS, FOUR_YEARS, START, part, relative, repeated, terms


def amounts(found: dict[str, Any]) -> list[str]:
    return [amount for _, amount in found["events"]]


@pytest.mark.parametrize(
    ("allocation", "expected"),
    [
        ("CUMULATIVE_ROUNDING", "5 4 5 4"),
        ("CUMULATIVE_ROUND_DOWN", "4 5 4 5"),
        ("FRONT_LOADED", "5 5 4 4"),
        ("BACK_LOADED", "4 4 5 5"),
        ("FRONT_LOADED_TO_SINGLE_TRANCHE", "6 4 4 4"),
        ("BACK_LOADED_TO_SINGLE_TRANCHE", "4 4 4 6"),
        ("FRACTIONAL", "4.5 4.5 4.5 4.5"),
    ],
)
def test_eighteen_rights_in_four_parts(allocation: str, expected: str) -> None:
    """Open Cap Format 1.2.0, enum AllocationType: 18 shares across 4 tranches, as one condition or as four."""
    once = terms(START, repeated(4), allocation=allocation)
    assert amounts(vesting({"quantity": 18, "start": "2025-01-01", "terms": once})) == expected.split()
    quarters = [
        {"id": str(each), "portion": part(1, 4), "trigger": relative(str(each - 1) if each else "start", 3)}
        for each in range(4)
    ]
    chained = terms(START, *quarters, allocation=allocation)
    assert amounts(vesting({"quantity": 18, "start": "2025-01-01", "terms": chained})) == expected.split()


def test_four_years_with_a_year_of_cliff() -> None:
    """Open Cap Format's explainer, example 3: 480 rights from 30 January 2021."""
    found = vesting({"quantity": "480", "start": "2021-01-30", "terms": terms(*FOUR_YEARS), "until": "2022-03-01"})
    assert found["events"][:4] == [
        ["2022-01-30", "120"], ["2022-02-28", "10"], ["2022-03-30", "10"], ["2022-04-30", "10"],
    ]  # fmt: skip
    assert found["events"][-1] == ["2025-01-30", "10"]
    assert len(found["events"]) == 37
    assert (found["vested"], found["unvested"]) == ("130", "350")


SALE = {"id": "qualifying-sale", "portion": part(1, 1), "trigger": {"type": "VESTING_EVENT"}}


def test_nothing_vests_until_the_event() -> None:
    """Open Cap Format's explainer, example 1."""
    given_ = {"quantity": 500, "terms": terms(SALE)}
    assert vesting(given_) == {"events": [], "vested": "0", "unvested": "500"}
    event = {"condition_id": "qualifying-sale", "date": "2022-07-14"}
    assert vesting({**given_, "events": [event]})["events"] == [["2022-07-14", "500"]]


@pytest.mark.parametrize(
    ("start", "sale", "vested"),
    [
        ("2021-01-01", "2023-12-31", "500"),
        ("2021-01-01", "2024-01-01", "0"),  # three years are over: the expiry is the first in the list
        ("2023-07-01", "2024-12-31", "500"),
        ("2023-07-01", "2025-06-01", "0"),  # after 1 January 2025
    ],
)
def test_an_event_with_deadlines(start: str, sale: str, vested: str) -> None:
    """Open Cap Format's explainer, example 2: within three years, and before 2025."""
    expires = {"type": "VESTING_SCHEDULE_ABSOLUTE", "date": "2025-01-01"}
    found = terms(
        {**START, "next_condition_ids": ["relative-expiration", "absolute-expiration", "qualifying-sale"]},
        {
            "id": "relative-expiration",
            "portion": part(0, 1),
            "trigger": relative("start", 36),
            "next_condition_ids": [],
        },
        {"id": "absolute-expiration", "quantity": "0", "trigger": expires, "next_condition_ids": []},
        SALE,
        allocation="CUMULATIVE_ROUND_DOWN",
    )
    event = {"condition_id": "qualifying-sale", "date": sale}
    assert vesting({"quantity": 500, "start": start, "terms": found, "events": [event]})["vested"] == vested


def sales() -> dict[str, Any]:
    """Open Cap Format's sample: a fifth at each sale, all at an acceleration, within four years."""
    ends = ["vesting-expired", "double-trigger-acceleration"]
    conditions: list[dict[str, Any]] = [
        {**START, "next_condition_ids": [*ends, "sale-1"]},
        {"id": ends[0], "quantity": "0", "trigger": relative("start", 48), "next_condition_ids": []},
        {"id": ends[1], "portion": part(1, 1, True), "trigger": {"type": "VESTING_EVENT"}, "next_condition_ids": []},
    ]
    for each in range(1, 6):
        after = [*ends, f"sale-{each + 1}"] if each < 5 else []
        sale = {"id": f"sale-{each}", "portion": part(20, 100), "trigger": {"type": "VESTING_EVENT"}}
        conditions.append({**sale, "next_condition_ids": after})
    return terms(*conditions, allocation="CUMULATIVE_ROUND_DOWN")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ({"sale-1": "2022-05-01", "sale-2": "2023-05-01"}, ["199", "200"]),
        ({"sale-1": "2022-05-01", "double-trigger-acceleration": "2022-06-01"}, ["199", "800"]),
        ({"sale-2": "2022-05-01"}, []),  # the first hasn't come
        ({"sale-2": "2022-05-01", "sale-1": "2023-05-01"}, ["399"]),  # both count when the first has come
        ({"sale-1": "2025-01-02"}, []),  # expired the day before
    ],
)
def test_a_fifth_at_each_sale(events: dict[str, str], expected: list[str]) -> None:
    noted = [{"condition_id": name, "date": day} for name, day in events.items()]
    found = vesting({"quantity": 999, "start": "2021-01-01", "terms": sales(), "events": noted})
    assert amounts(found) == expected


def test_an_event_in_mid_course_makes_the_rest_vest() -> None:
    conditions = [*FOUR_YEARS, {"id": "sold", "portion": part(1, 1, True), "trigger": {"type": "VESTING_EVENT"}}]
    found = vesting({"quantity": 4800, "start": "2021-01-30", "terms": terms(*conditions),
                     "events": [{"condition_id": "sold", "date": "2022-03-30"}]})  # fmt: skip
    assert found["events"] == [["2022-01-30", "1200"], ["2022-02-28", "100"], ["2022-03-30", "3500"]]


def test_a_cliff_among_the_instalments() -> None:
    """Open Cap Coalition's tools, fixture of a back loaded schedule with a cliff: 18 rights give 8, 4 and 6."""
    back = terms(START, repeated(4, cliff_installment=2), allocation="BACK_LOADED_TO_SINGLE_TRANCHE")
    found = vesting({"quantity": 18, "start": "2025-01-01", "terms": back})
    assert found["events"] == [["2025-03-01", "8"], ["2025-04-01", "4"], ["2025-05-01", "6"]]


def test_a_part_of_what_is_left() -> None:
    """Open Cap Format, VestingConditionPortion: of 1000, 400 vested, a fifth of the remainder is 120, of all 200."""
    for remainder, expected in ((True, "120"), (False, "200")):
        fifth = {"id": "fifth", "portion": part(1, 5, remainder), "trigger": relative("first", 1)}
        first = {"id": "first", "quantity": "400", "trigger": relative("start", 1)}
        found = vesting({"quantity": 1000, "start": "2025-01-01", "terms": terms(START, first, fifth)})
        assert amounts(found) == ["400", expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (START_DAY, ["2025-02-28", "2025-03-31", "2025-04-30"]),
        ("05", ["2025-02-05", "2025-03-05", "2025-04-05"]),
        ("29_OR_LAST_DAY_OF_MONTH", ["2025-02-28", "2025-03-29", "2025-04-29"]),
        ("30_OR_LAST_DAY_OF_MONTH", ["2025-02-28", "2025-03-30", "2025-04-30"]),
        ("31_OR_LAST_DAY_OF_MONTH", ["2025-02-28", "2025-03-31", "2025-04-30"]),
    ],
)
def test_days_of_the_month(day: str, expected: list[str]) -> None:
    found = vesting({"quantity": 3, "start": "2025-01-31", "terms": terms(START, repeated(3, day=day))})
    assert [each for each, _ in found["events"]] == expected


def test_chained_conditions_keep_the_day_of_the_start() -> None:
    chain = [START, {"id": "a", "portion": part(1, 2), "trigger": relative("start", 1)},
             {"id": "b", "portion": part(1, 2), "trigger": relative("a", 1)}]  # fmt: skip
    found = vesting({"quantity": 2, "start": "2025-01-31", "terms": terms(*chain)})
    assert found["events"] == [["2025-02-28", "1"], ["2025-03-31", "1"]]


def test_days_are_counted_as_days() -> None:
    trigger = relative("start", 7, 3)
    del trigger["period"]["day_of_month"]
    trigger["period"]["type"] = "DAYS"
    weekly = {"id": "weekly", "portion": part(1, 3), "trigger": trigger}
    found = vesting({"quantity": 3, "start": "2024-02-22", "terms": terms(START, weekly)})
    assert [day for day, _ in found["events"]] == ["2024-02-29", "2024-03-07", "2024-03-14"]


def test_what_would_vest_before_the_grant_vests_on_it() -> None:
    given_ = {"quantity": 48, "start": "2021-01-15", "grant_date": "2022-03-20", "terms": terms(*FOUR_YEARS)}
    assert vesting(given_)["events"][:2] == [["2022-03-20", "14"], ["2022-04-15", "1"]]


def test_instalments_wait_for_the_condition_before_them() -> None:
    """A year with nothing, then monthly parts counted from the start: twelve come at once."""
    gate = {"id": "gate", "quantity": 0, "trigger": relative("start", 12)}
    found = vesting({"quantity": 48, "start": "2021-01-15", "terms": terms(START, gate, repeated(48))})
    assert found["events"][:2] == [["2022-01-15", "12"], ["2022-02-15", "1"]]
    assert found["events"][-1] == ["2025-01-15", "1"]


def test_a_date_ends_what_repeats() -> None:
    end = {"id": "end", "quantity": 0, "trigger": {"type": "VESTING_SCHEDULE_ABSOLUTE", "date": "2021-04-01"}}
    found = vesting({"quantity": 48, "start": "2021-01-15", "terms": terms(START, repeated(48), end)})
    assert found["events"] == [["2021-02-15", "1"], ["2021-03-15", "1"]]


def event(condition: str, day: str) -> dict[str, str]:
    return {"condition_id": condition, "date": day}


def test_a_schedule_with_a_cliff_to_its_end() -> None:
    """Open Cap Coalition's tools, fixture `vesting_schedule.json`: 360,000 rights from 1 June 2019."""
    found = vesting({"quantity": 360_000, "start": "2019-06-01", "terms": terms(*FOUR_YEARS)})["events"]
    assert found[0] == ["2020-06-01", "90000"]
    assert found[-1] == ["2023-06-01", "7500"]
    assert [amount for _, amount in found[1:]] == ["7500"] * 36


@pytest.mark.parametrize(
    ("granted", "count", "first"),
    [
        ("2023-06-01", 48, [["2025-02-01", "100"], ["2025-03-01", "100"]]),
        ("2025-04-01", 46, [["2025-04-01", "300"], ["2025-05-01", "100"]]),
        ("2025-03-15", 47, [["2025-03-15", "200"], ["2025-04-01", "100"]]),
        ("2030-01-01", 1, [["2030-01-01", "4800"]]),
    ],
)
def test_grant_dates(granted: str, count: int, first: list[list[str]]) -> None:
    """Open Cap Coalition's tools, tests of their vesting compiler, "grant_date handling": 4,800 monthly."""
    given_ = {"quantity": 4800, "start": "2025-01-01", "grant_date": granted, "terms": terms(START, repeated(48))}
    found = vesting(given_)["events"]
    assert found[:2] == first
    assert len(found) == count


def test_a_grant_after_the_cliff() -> None:
    """The same tests: what the cliff and four months gave waits for the grant, on the day of the fifth."""
    given_ = {"quantity": 4800, "start": "2023-01-01", "grant_date": "2024-06-01", "terms": terms(*FOUR_YEARS)}
    assert vesting(given_)["events"][:2] == [["2024-06-01", "1700"], ["2024-07-01", "100"]]


def test_uneven_years() -> None:
    """Open Cap Format's vesting guide, "Amazon" vesting, by 12, 24, 36 and 48 months from the start and one after
    another; the amounts stand in the tests of the tools' vesting compiler, "bespoke 5/15/40/40"."""
    for years, base in (((12, 24, 36, 48), None), ((12, 12, 12, 12), "before")):
        chain = [START]
        for portion, months in zip((5, 15, 40, 40), years, strict=True):
            trigger = relative(str(chain[-1]["id"]) if base else "start", months)
            chain.append({"id": f"after-{len(chain)}", "portion": part(portion, 100), "trigger": trigger})
        found = vesting({"quantity": 100_000, "start": "2025-01-01", "terms": terms(*chain)})
        assert found["events"] == [
            ["2026-01-01", "5000"], ["2027-01-01", "15000"], ["2028-01-01", "40000"], ["2029-01-01", "40000"],
        ]  # fmt: skip


@pytest.mark.parametrize("quantity", [10**12, 10**18, 10**30])
def test_large_grants_in_small_parts(quantity: int) -> None:
    """A billionth of each, and nothing overflows on the way."""
    tiny = {"id": "tiny", "portion": part(1, 10**9), "trigger": relative("start", 1)}
    found = vesting({"quantity": quantity, "start": "2025-01-01", "terms": terms(START, tiny)})
    assert (found["vested"], found["unvested"]) == (str(quantity // 10**9), str(quantity - quantity // 10**9))


def test_one_right_comes_last() -> None:
    """The tools' vesting compiler: one right, a cliff and 36 months, rounded down as it adds up."""
    down = terms(*FOUR_YEARS, allocation="CUMULATIVE_ROUND_DOWN")
    assert vesting({"quantity": 1, "start": "2025-01-01", "terms": down})["events"] == [["2029-01-01", "1"]]


def test_six_years_of_a_rising_rate() -> None:
    """The tools' sample "Six Year Option - Back Loaded": a tenth after two years, then 1/80, 1/60, 1/48 and 1/40 a
    month; all 4,800 vest, none before 2027. The amounts a month were worked out by hand."""
    chain = [START, {"id": "10pct", "portion": part(1, 10), "trigger": relative("start", 24)}]
    for bottom in (80, 60, 48, 40):
        chain.append({"id": str(bottom), "portion": part(1, bottom), "trigger": relative(str(chain[-1]["id"]), 1, 12)})
    back = terms(*chain, allocation="BACK_LOADED")
    found = vesting({"quantity": 4800, "start": "2025-01-01", "terms": back})
    assert amounts(found) == ["480", *["60"] * 12, *["80"] * 12, *["100"] * 12, *["120"] * 12]
    assert (found["events"][0][0], found["events"][-1][0]) == ("2027-01-01", "2031-01-01")


def test_equal_parts_of_what_remains() -> None:
    """Open Cap Format's vesting guide: "12,002 of the shares fully vests as of the Vesting Commencement Date; 1/39th of
    the remaining shares shall vest when the optionee completes each month", 39 times: equal months, and all vests.
    (The guide names no quantity; with 19,997 each month has 205.)"""
    conditions = [
        {**START, "quantity": "12002"},
        {"id": "monthly", "portion": part(1, 39, remainder=True), "trigger": relative("start", 1, 39)},
    ]
    found = vesting({"quantity": 19_997, "start": "2021-01-01", "terms": terms(*conditions)})
    assert amounts(found) == ["12002", *["205"] * 39]


def two_events() -> dict[str, Any]:
    """A quarter at A before 2026, three quarters at B before 2027, in either order."""
    a, b = part(1, 4), part(3, 4)
    sale: dict[str, Any] = {"type": "VESTING_EVENT"}

    def until(name: str, day: str, *after: str) -> dict[str, Any]:
        trigger = {"type": "VESTING_SCHEDULE_ABSOLUTE", "date": day}
        return {"id": name, "quantity": "0", "trigger": trigger, "next_condition_ids": list(after)}

    def at(name: str, portion: dict[str, Any], *after: str) -> dict[str, Any]:
        return {"id": name, "portion": portion, "trigger": sale, "next_condition_ids": list(after)}

    return terms(
        {**START, "next_condition_ids": ["A-expires", "A-occurs", "B-occurs"]},
        until("A-expires", "2026-01-01", "B-expires", "B-occurs-after-A-expires"),
        at("A-occurs", a, "B-expires-after-A", "B-occurs-after-A-occurs"),
        at("B-occurs", b, "A-expires-after-B", "A-occurs-after-B-occurs"),
        until("B-expires", "2027-01-01"),
        at("B-occurs-after-A-expires", b),
        until("B-expires-after-A", "2027-01-01"),
        at("B-occurs-after-A-occurs", b),
        until("A-expires-after-B", "2026-01-01"),
        at("A-occurs-after-B-occurs", a),
    )


@pytest.mark.parametrize(
    ("events", "vested"),
    [
        ([], "0"),
        ([event("B-occurs-after-A-expires", "2026-06-01")], "3600"),
        ([event("A-occurs", "2025-06-01")], "1200"),
        ([event("A-occurs", "2025-06-01"), event("B-occurs-after-A-occurs", "2026-06-01")], "4800"),
        ([event("B-occurs", "2025-06-01")], "3600"),
        ([event("B-occurs", "2025-06-01"), event("A-occurs-after-B-occurs", "2025-12-31")], "4800"),
    ],
)
def test_two_events_that_expire(events: list[dict[str, str]], vested: str) -> None:
    """Open Cap Coalition's tools, tests "Two independent events with expiration dates": 4,800 rights from 2025. Their
    events, conditions and results; the terms themselves, with these deadlines, were written for this test."""
    for noted in (events, events[::-1]):
        given_ = {"quantity": 4800, "start": "2025-01-01", "terms": two_events(), "events": noted}
        assert vesting(given_)["vested"] == vested


def test_what_counts_from_a_condition_that_gave_way() -> None:
    """It counts from the day on which that gave way, not from an instalment that never came."""
    bonus = {"id": "bonus", "quantity": "12", "trigger": relative("monthly", 6)}
    sold = {"id": "sold", "quantity": "0", "trigger": {"type": "VESTING_EVENT"}}
    given_ = {"quantity": 60, "start": "2025-01-01", "terms": terms(START, {**repeated(48), "portion": part(1, 60)},
              sold, bonus), "events": [event("sold", "2025-03-01")]}  # fmt: skip
    assert vesting(given_)["events"] == [["2025-02-01", "1"], ["2025-03-01", "1"], ["2025-09-01", "12"]]


@given(
    quantity=st.integers(0, 10**6),
    allocation=st.sampled_from(ALLOCATIONS),
    parts=st.lists(st.tuples(st.integers(1, 60), st.integers(0, 14)), min_size=1, max_size=4),
    start=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    cliff=st.integers(0, 12),
)
def test_all_vests_and_never_less_than_nothing(
    quantity: int, allocation: str, parts: list[tuple[int, int]], start: date, cliff: int
) -> None:
    """The parts of a complete path add up to the grant, and each is within a right of its exact part."""
    whole = sum(count for count, _ in parts)
    chain = [START]
    for place, (count, length) in enumerate(parts):
        trigger = relative(chain[-1]["id"], length, count, cliff_installment=min(cliff, count))
        chain.append({"id": f"c{place}", "portion": part(1, whole), "trigger": trigger})
    found = vesting({"quantity": quantity, "start": start, "terms": terms(*chain, allocation=allocation)})
    given_ = [Fraction(amount) for amount in amounts(found)]
    assert sum(given_) == quantity
    assert found["unvested"] == "0"
    assert all(amount > 0 for amount in given_)
    days = [day for day, _ in found["events"]]
    assert days == sorted(set(days))


@given(start=st.dates(date(1999, 1, 1), date(2100, 1, 1)), months=st.integers(1, 7), cut=st.integers(1, 11))
def test_days_never_drift(start: date, months: int, cut: int) -> None:
    """Every instalment falls on the start's day, or its month's last, in one condition as in two that follow."""
    once = terms(START, {"id": "all", "portion": part(1, 12), "trigger": relative("start", months, 12)})
    twice = terms(
        START,
        {"id": "first", "portion": part(1, 12), "trigger": relative("start", months, cut)},
        {"id": "then", "portion": part(1, 12), "trigger": relative("first", months, 12 - cut)},
    )
    expected = [[add_months(start, months * count).isoformat(), "1"] for count in range(1, 13)]
    for document in (once, twice):
        assert vesting({"quantity": 12, "start": start, "terms": document})["events"] == expected


@given(
    quantity=st.integers(1, 5000),
    allocation=st.sampled_from(ALLOCATIONS),
    count=st.integers(2, 48),
    sold=st.dates(date(2021, 1, 2), date(2025, 12, 31)),
)
def test_an_event_changes_nothing_that_vested_before_it(quantity: int, allocation: str, count: int, sold: date) -> None:
    everything = {"id": "sold", "portion": part(1, 1, True), "trigger": {"type": "VESTING_EVENT"}}
    given_ = {"quantity": quantity, "start": "2021-01-01",
              "terms": terms(START, repeated(count), everything, allocation=allocation)}  # fmt: skip
    without = vesting(given_)
    event = vesting({**given_, "events": [{"condition_id": "sold", "date": sold.isoformat()}]})
    before = [each for each in event["events"] if each[0] < sold.isoformat()]
    assert before == [each for each in without["events"] if each[0] < sold.isoformat()]
    assert event["unvested"] == "0"


def faults(**changes: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        vesting({"quantity": 480, "start": "2021-01-30", "terms": terms(*FOUR_YEARS), **changes})
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


PLACE = "terms.vesting_conditions"


def test_terms_that_go_in_a_loop() -> None:
    first = {"id": "a", "portion": part(1, 2), "trigger": relative("start", 1), "next_condition_ids": ["b"]}
    second = {"id": "b", "portion": part(1, 2), "trigger": relative("a", 1), "next_condition_ids": ["a"]}
    loop = terms(START, first, second)
    assert faults(terms=loop) == [f'{PLACE}: go round in a loop: "a" → "b" → "a"; a path must end']


def test_terms_that_end_dead() -> None:
    unlinked = [deepcopy(each) for each in FOUR_YEARS]
    unlinked[1]["next_condition_ids"] = []
    assert faults(terms=terms(*unlinked)) == [
        f'{PLACE}[2].trigger.relative_to_condition_id: "cliff" never comes before this condition, '
        "so this can't be met; see next_condition_ids"
    ]


def test_conditions_and_events_that_are_not_there() -> None:
    wrong = [deepcopy(each) for each in FOUR_YEARS]
    wrong[0]["next_condition_ids"] = ["clif"]
    wrong[2]["trigger"]["relative_to_condition_id"] = "clifff"
    wrong[2]["id"] = "cliff"
    events = [{"condition_id": "ipo", "date": "2022-01-01"}, {"condition_id": "start", "date": "2022-01-01"}]
    assert faults(terms=terms(*wrong), events=events, start=None) == [
        f'{PLACE}[2].id: "cliff" is also the id of vesting_conditions[1]',
        f'{PLACE}[0].next_condition_ids[0]: "clif" is the id of no condition; there are start, cliff',
        f'{PLACE}[2].trigger.relative_to_condition_id: "clifff" is the id of no condition; there are start, cliff',
        'events[0].condition_id: "ipo" is the id of no condition; there are start, cliff',
        'events[1].condition_id: "start" doesn\'t wait for an event; only a VESTING_EVENT does',
        "start: is missing; the terms have a VESTING_START_DATE",
    ]


def test_an_event_that_comes_twice() -> None:
    event = {"condition_id": "qualifying-sale", "date": "2022-01-01"}
    assert faults(terms=terms(SALE), events=[event, event]) == [
        'events[1].condition_id: "qualifying-sale" has its event already; a condition is met once'
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"portion": part(1, 0)}, ".portion: has a denominator of 0; a number above 0 is needed"),
        ({"portion": part(3, 2)}, ".portion: is more than the whole: the numerator is above the denominator"),
        ({"portion": part(-1, 2)}, '.portion.numerator: "-1" is less than 0'),
        ({"quantity": 1}, ": needs either a portion or a quantity"),
        (
            {"trigger": {"type": "VESTING_SCHEDULE_ABSOLUTE"}},
            ".trigger: takes a date if it is VESTING_SCHEDULE_ABSOLUTE",
        ),
        ({"trigger": {"type": "VESTING_SCHEDULE_RELATIVE"}}, ".trigger: takes period and relative_to_condition_id if"),
        ({"trigger": {"type": "SOON"}}, '.trigger.type: "SOON" is not accepted; '),
        ({"trigger": relative("cliff", 1, 0)}, '.trigger.period.occurrences: "0" is less than 1'),
        ({"trigger": relative("cliff", 1, 10**9)}, '.trigger.period.occurrences: "1000000000" is not a whole number'),
        ({"trigger": relative("cliff", 1, day="31")}, '.trigger.period.day_of_month: "31" is not a day of the month'),
        ({"trigger": relative("cliff", 1, day=None)}, ".trigger.period: is in MONTHS, which needs a day_of_month"),
        (
            {"trigger": relative("cliff", 1, cliff_installment=2)},
            ".trigger.period: has its cliff_installment after its",
        ),
        ({"trigger": relative("cliff", 50000, 2)}, ".trigger.period: goes on beyond the year 9999"),
        ({"next_condition": []}, ".next_condition: is not a known key; do you mean next_condition_ids?"),
    ],
)
def test_faults_of_a_condition(change: dict[str, Any], sentence: str) -> None:
    wrong = terms(*FOUR_YEARS)
    wrong["vesting_conditions"][2] |= change
    found = faults(terms=wrong)
    assert len(found) == 1
    assert found[0].startswith(f"{PLACE}[2]{sentence}")


def test_faults_of_a_grant() -> None:
    assert faults(quantity="480.5") == ['quantity: "480.5" isn\'t whole; only FRACTIONAL terms split rights']
    assert faults(quantity="-1", start="2021-02-30") == [
        'quantity: "-1" is less than 0',
        'start: "2021-02-30" is not a date that exists, written YYYY-MM-DD',
    ]
    many = {"id": "many", "portion": part(1, 48), "trigger": relative("start", 1, 30_000)}
    assert faults(terms=terms(START, many, {**many, "id": "more"})) == [
        f"{PLACE}: are more than 1,000, or have more than 50,000 instalments together"
    ]
    fixed = {"id": "fixed", "quantity": "500", "trigger": relative("start", 1)}
    assert faults(terms=terms(START, fixed)) == [
        f'{PLACE}: by "fixed" 500 would have vested, more than the quantity of 480'
    ]
