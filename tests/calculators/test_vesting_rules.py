"""Vesting with leave, part-time work, exits and leaving: the product's own rules on top of Open Cap Format's terms.

There is no outside source for these; amounts and dates were worked out by hand.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.vesting import vesting
from planner.errors import Refused
from tests.calculators.service_cases import DAYS, grants, hours, leaves
from tests.calculators.vesting_cases import FOUR_YEARS, START, part, relative, terms

GRANT: dict[str, Any] = {"quantity": 480, "start": "2025-01-15", "terms": terms(*FOUR_YEARS)}
UNPAID = {"from": "2026-03-01", "to": "2026-05-31", "kind": "unpaid"}
PAUSED = {"leave": [UNPAID], "rules": {"pauses": ["unpaid"]}}


def events(**more: Any) -> dict[str, int]:
    return {day: int(amount) for day, amount in vesting({**GRANT, **more})["events"]}


def test_a_pause_moves_dates_on() -> None:
    """92 days: what came before stands, what was due within or after comes 92 days later, to the day."""
    plain, paused = events(), events(**PAUSED)
    moved = {}
    for day, amount in plain.items():
        due = date.fromisoformat(day)
        moved[str(due if due < date(2026, 3, 1) else due + timedelta(92))] = amount
    assert paused == moved
    assert list(paused)[1:3] == ["2026-02-15", "2026-06-15"]
    assert vesting({**GRANT, **PAUSED})["steps"] == ["the clock stands still from 2026-03-01 to 2026-05-31: 92 days"]


def test_leave_of_a_kind_that_does_not_pause() -> None:
    assert events(leave=[UNPAID], rules={"pauses": ["other"]}) == events()
    assert events(leave=[UNPAID]) == events()


def test_rules_that_say_nothing() -> None:
    """What is as good as left out gives what the contract says, and no more."""
    told: dict[str, Any] = {
        "leave": [],
        "fte": [],
        "exits": [],
        "leaving": None,
        "rules": {"pauses": [], "part_time": "full"},
    }
    assert vesting({**GRANT, **told}) == vesting(GRANT)
    assert set(vesting(GRANT)) == {"events", "vested", "unvested"}


def test_what_falls_due_as_a_pause_begins_is_not_moved() -> None:
    leave = {"from": "2026-02-15", "to": "2026-02-16", "kind": "other"}
    found = events(leave=[leave], rules={"pauses": ["other"]})
    assert list(found)[1:3] == ["2026-02-15", "2026-03-17"]


def test_dates_and_events_stand_still_for_nobody() -> None:
    """A date in the terms is a date; what is counted from an event is counted by the clock."""
    trigger = {"type": "VESTING_SCHEDULE_ABSOLUTE", "date": "2026-04-01"}
    dated = {"id": "dated", "portion": part(1, 2), "trigger": trigger}
    sold = {"id": "sold", "portion": part(1, 4), "trigger": {"type": "VESTING_EVENT"}}
    after = {"id": "after", "portion": part(1, 4), "trigger": relative("sold", 1)}
    document = {"quantity": 8, "start": "2025-01-15", "terms": terms(START, dated, sold, after),
                "events": [{"condition_id": "sold", "date": "2026-04-10"}], **PAUSED}  # fmt: skip
    # the clock shows 1 March when the sale comes; a month later is 1 + 31 days after the pause, on the 15th of a month
    assert vesting(document)["events"] == [["2026-04-01", "4"], ["2026-04-10", "2"], ["2026-07-16", "2"]]


def test_part_time_makes_instalments_smaller() -> None:
    """Half a year of full time and half of four days a week: 120 × (167 + 198 × 0.8) ÷ 365 = 106.98 at the cliff."""
    found = vesting({**GRANT, "fte": [{"from": "2025-07-01", "fte": "0.8"}], "rules": {"part_time": "forfeit"}})
    assert found["events"][:3] == [["2026-01-15", "107"], ["2026-02-15", "8"], ["2026-03-15", "8"]]
    assert (found["vested"], found["forfeited"], found["unvested"]) == ("395", "85", "0")
    assert found["steps"] == [
        "2026-01-15: 107 of 120 vest, at an average fte of 1627/1825",
        "2026-02-15 to 2029-01-15: 288 of 360 vest, at an average fte of 0.8",
    ]


def test_part_time_makes_it_take_longer() -> None:
    """At half time twice the days: 181 after 180 by the end of June, and 2 × 184 for the rest of the year."""
    yearly = terms(START, {"id": "year", "portion": part(1, 1), "trigger": relative("start", 12)})
    found = vesting({"quantity": 7, "start": "2025-01-01", "terms": yearly, "rules": {"part_time": "stretch"},
                     "fte": [{"from": "2025-07-01", "fte": "0.5"}]})  # fmt: skip
    assert found["events"] == [[str(date(2025, 7, 1) + timedelta(2 * 184)), "7"]]


def test_days_of_a_pause_are_in_no_average() -> None:
    """Half time while on leave that stops the clock lowers nothing."""
    rules = {"pauses": ["unpaid"], "part_time": "forfeit"}
    spell = {"from": UNPAID["from"], "to": UNPAID["to"], "fte": "0.5"}
    assert vesting({**GRANT, "leave": [UNPAID], "fte": [spell], "rules": rules})["forfeited"] == "0"


SALE = {"event": "sale", "date": "2027-06-30"}
HALF = {"event": "sale", "share": "50%"}
DOUBLE = {"event": "sale", "leaving": {"months_after": 12, "months_before": 3}}


def test_a_single_trigger() -> None:
    """290 had vested; of 190 unvested half comes at once, and the months that were left give 5."""
    found = events(exits=[SALE], rules={"acceleration": [HALF]})
    assert found["2027-06-15"] == 10
    assert found["2027-06-30"] == 95
    assert [found[day] for day in found if day > "2027-06-30"] == [5] * 19


@pytest.mark.parametrize(
    ("left", "without_cause", "vested", "on"),
    [
        ("2027-09-30", True, "480", "2027-09-30"),
        ("2028-06-30", True, "480", "2028-06-30"),
        ("2028-07-01", True, "410", None),  # a day too late
        ("2027-09-30", False, "320", None),
        ("2027-03-30", True, "480", "2027-06-30"),  # three months before: at the sale
        ("2027-03-29", True, "260", None),
    ],
)
def test_a_double_trigger(left: str, without_cause: bool, vested: str, on: str | None) -> None:
    found = vesting({**GRANT, "exits": [SALE], "leaving": {"date": left, "without_cause": without_cause},
                     "rules": {"acceleration": [DOUBLE]}})  # fmt: skip
    assert found["vested"] == vested
    assert (found["events"][-1][0] == on) is (on is not None)


def test_a_window_as_long_as_the_calendar() -> None:
    ever = {"event": "sale", "leaving": {"months_after": 50_000, "months_before": 50_000}}
    found = vesting({**GRANT, "exits": [SALE], "leaving": {"date": "2025-02-01", "without_cause": True},
                     "rules": {"acceleration": [ever]}})  # fmt: skip
    assert found["events"] == [["2027-06-30", "480"]]


def test_who_has_left_gains_nothing_by_an_exit() -> None:
    found = vesting({**GRANT, "exits": [SALE], "leaving": {"date": "2027-05-01"}, "rules": {"acceleration": [HALF]}})
    assert found["vested"] == "270"
    assert found["steps"] == [
        '"sale" on 2027-06-30 brings nothing forward: its condition on leaving isn\'t met',
        "nothing vests by the calendar after leaving on 2027-05-01: 210 stay unvested",
    ]


def test_an_exit_before_the_grant() -> None:
    """It brings nothing forward, be it a single or a double trigger."""
    for granted in ({"grant_date": "2027-07-01"}, {"start": "2027-07-01"}):
        found = vesting({**GRANT, **granted, "exits": [SALE], "rules": {"acceleration": [HALF, DOUBLE]},
                         "leaving": {"date": "2027-08-01", "without_cause": True}})  # fmt: skip
        assert found["events"] == vesting({**GRANT, **granted, "leaving": {"date": "2027-08-01"}})["events"]
        assert found["steps"][0] == '"sale" on 2027-06-30 brings nothing forward: it came before the grant'


def test_what_part_time_work_would_still_lose_vests_by_an_exit() -> None:
    rules = {"part_time": "forfeit", "acceleration": [{"event": "sale"}]}
    found = vesting({**GRANT, "exits": [SALE], "fte": [{"from": "2025-01-15", "fte": "0.5"}], "rules": rules})
    assert (found["vested"], found["forfeited"]) == ("335", "145")  # 145 of 290, and all of the 190 that were left


# Whatever is put together

SHARES = st.fractions(0, 1, max_denominator=12).map(str)


@st.composite
def accelerations(draw: st.DrawFn) -> list[dict[str, Any]]:
    window = st.fixed_dictionaries({"months_after": st.integers(0, 24), "months_before": st.integers(0, 6)})
    rule = st.fixed_dictionaries(
        {"event": st.sampled_from(["sale", "listing"]), "share": SHARES, "leaving": st.none() | window}
    )
    return draw(st.lists(rule, max_size=3))


@st.composite
def whole(draw: st.DrawFn) -> dict[str, Any]:
    """A grant with everything that may happen to it."""
    found = draw(grants())
    rules: dict[str, Any] = {"pauses": draw(st.lists(st.sampled_from(["parental", "unpaid", "other"]), unique=True)),
             "part_time": draw(st.sampled_from(["full", "forfeit", "stretch"])),
             "acceleration": draw(accelerations())}  # fmt: skip
    known = sorted({each["event"] for each in rules["acceleration"]})
    leaving = {"date": str(draw(st.dates(date(2027, 1, 1), date(2030, 12, 31)))), "without_cause": draw(st.booleans())}
    return {**found, "leave": draw(leaves()), "fte": draw(hours()), "rules": rules,
            "exits": [{"event": name, "date": str(draw(DAYS))} for name in known],
            "leaving": draw(st.none() | st.just(leaving))}  # fmt: skip


def by(document: dict[str, Any], until: date | None) -> Fraction:
    return Fraction(vesting({**document, "until": until and str(until)})["vested"])


@settings(deadline=None, max_examples=50)
@given(document=whole(), until=DAYS)
def test_nothing_is_lost_or_made(document: dict[str, Any], until: date) -> None:
    """What has vested, is forfeited and may still vest is the grant, on any day; nothing is taken back."""
    found = {"forfeited": "0", **vesting({**document, "until": str(until)})}
    assert sum(Fraction(found[name]) for name in ("vested", "forfeited", "unvested")) == document["quantity"]
    assert all(Fraction(found[name]) >= 0 for name in ("vested", "forfeited", "unvested"))
    assert all(Fraction(amount) > 0 and day >= document["start"] for day, amount in found["events"])
    assert Fraction(found["vested"]) == sum(Fraction(amount) for day, amount in found["events"] if day <= str(until))
    if document["terms"]["allocation_type"] != "FRACTIONAL":
        assert all(Fraction(amount).denominator == 1 for _, amount in found["events"])


@settings(deadline=None, max_examples=40)
@given(document=whole(), until=DAYS)
def test_an_acceleration_never_reduces(document: dict[str, Any], until: date) -> None:
    without = {**document, "exits": [], "rules": {**document["rules"], "acceleration": []}}
    assert by(document, until) >= by(without, until)


@settings(deadline=None, max_examples=40)
@given(document=grants(), leave=leaves(), spells=hours(), until=DAYS, part_time=st.sampled_from(["forfeit", "stretch"]))
def test_pauses_and_part_time_bring_nothing_forward(
    document: dict[str, Any], leave: list[Any], spells: list[Any], until: date, part_time: str
) -> None:
    """On any day at most what full-time work without a pause has; a pause takes nothing away in the end."""
    paused = {**document, "leave": leave, "rules": {"pauses": ["unpaid", "other"]}}
    slower = {**document, "fte": spells, "rules": {"part_time": part_time}}
    full = by(document, until)
    assert by(paused, until) <= full
    assert by(slower, until) <= full
    assert by(paused, None) == document["quantity"]
    if part_time == "stretch":
        assert by(slower, None) == document["quantity"]


@settings(deadline=None, max_examples=40)
@given(document=whole(), until=DAYS, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_changes_nothing(document: dict[str, Any], until: date, shuffle: Any) -> None:
    def mixed(items: list[Any]) -> list[Any]:
        return list(shuffle.sample(items, len(items)))

    rules = {**document["rules"], "acceleration": mixed(document["rules"]["acceleration"])}
    other = {**document, "rules": rules, **{name: mixed(document[name]) for name in ("leave", "fte", "exits")}}
    assert vesting({**other, "until": str(until)})["events"] == vesting({**document, "until": str(until)})["events"]


@settings(deadline=None, max_examples=20)
@given(document=grants(), first=DAYS)
def test_full_time_is_full_time(document: dict[str, Any], first: date) -> None:
    """However it is written down."""
    for part_time in ("forfeit", "stretch"):
        told = {**document, "fte": [{"from": str(first), "fte": "1.2"}], "rules": {"part_time": part_time}}
        assert vesting(told)["events"] == vesting(document)["events"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"leave": [UNPAID, {**UNPAID, "from": "2026-05-31", "to": "2026-06-30"}]},
         "leave: overlap: 2026-03-01 to 2026-05-31 and from 2026-05-31"),
        ({"leave": [{**UNPAID, "to": "2026-02-28"}]}, "leave[0]: ends before it begins"),
        ({"leave": [{**UNPAID, "kind": "sick"}]},
         "leave[0].kind: \"sick\" is not accepted; 'parental', 'unpaid' or 'other' is"),
        ({"fte": [{"from": "2026-01-01", "fte": "0.8"}, {"from": "2026-06-01", "fte": "1"}]},
         "fte: overlap: 2026-01-01 to 9999-12-31 and from 2026-06-01"),
        ({"fte": [{"from": "2026-01-01", "fte": "1.3"}]}, 'fte[0].fte: "1.3" is more than 1.2'),
        ({"fte": [{"from": "2026-01-01", "fte": 0}]},
         "fte[0]: has an fte of 0 without an end; say until when"),
        ({"leaving": {"date": "2025-01-14"}}, 'leaving.date: "2025-01-14" is before start, 2025-01-15'),
        ({"leaving": {"date": "2026-01-14"}, "grant_date": "2026-02-01"},
         'leaving.date: "2026-01-14" is before grant_date, 2026-02-01'),
        ({"exits": [SALE]}, 'exits[0].event: "sale" is in no acceleration of the rules; there are -'),
        ({"exits": [SALE, SALE], "rules": {"acceleration": [HALF]}},
         'exits[1].event: "sale" has come already; an exit comes once'),
        ({"exits": [{**SALE, "event": "ipo"}], "rules": {"acceleration": [HALF, DOUBLE]}},
         'exits[0].event: "ipo" is in no acceleration of the rules; there are sale'),
        ({"rules": {"acceleration": [{**HALF, "share": "120%"}]}},
         'rules.acceleration[0].share: "120%" is more than 1, the whole'),
        ({"fte": [{"from": "2025-02-01", "fte": "1/100000"}], "rules": {"part_time": "stretch"}},
         "terms.vesting_conditions[1].trigger.period: goes on beyond the year 9999; a calendar ends there"),
    ],
)  # fmt: skip
def test_faults(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        vesting({**GRANT, **change})
    assert [fault.say() for fault in refused.value.faults] == [sentence]
    assert refused.value.faults[0].say("nl") != sentence
