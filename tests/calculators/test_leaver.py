"""What leaving comes to. There is no outside source for these rules; amounts and dates were worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.leaver import leaver, on_leaving
from planner.calculators.leaver_document import LeaverDocument
from planner.calculators.reading import read
from planner.errors import Refused
from tests.calculators.service_cases import grants, hours, leaves
from tests.calculators.vesting_cases import FOUR_YEARS, START, part, relative, terms

GRANT: dict[str, Any] = {"quantity": 480, "start": "2025-01-15", "terms": terms(*FOUR_YEARS)}
TERMS = {
    "good": {"window": {"months": 12}, "price": {"basis": "fair-value"}, "lapsed_price": {"basis": "strike"}},
    "intermediate": {"kept": "1/3", "window": {"months": 3}, "price": {"basis": "fair-value", "discount": "10%"}},
    "bad": {"kept": 0, "price": {"basis": "lowest", "discount": "1/3"}},
}


def on(day: str, kind: str = "good", **more: Any) -> dict[str, Any]:
    grant = {**GRANT, **more.pop("grant", {}), "leaving": {"date": day, **more.pop("leaving", {})}}
    document = {"grant": grant, "kind": kind, "terms": TERMS, "fair_value": "12.50", "strike": 2, **more}
    return leaver(document)


def test_a_good_leaver() -> None:
    assert on("2026-04-30", expiry="2035-01-01") == {
        "kind": "good",
        "vested": "150",
        "forfeited": "0",
        "kept": "150",
        "lapsed": "330",
        "exercisable_until": "2027-04-30",
        "price": "12.50",
        "lapsed_price": "2.00",
        "steps": [
            "nothing vests by the calendar after leaving on 2026-04-30: 330 stay unvested",
            "150 of 480 had vested by leaving on 2026-04-30",
            "of 150 a good leaver keeps 100%: 150; 330 lapse",
            "exercisable until 2027-04-30, when the time after leaving is over",
            "what is kept: 12.50 a unit, the fair value",
            "what lapses: 2.00 a unit, the strike or purchase price",
        ],
    }


def test_an_intermediate_leaver() -> None:
    """A third of 150 − 30, and three months from 30 November are over at the end of February."""
    found = on("2026-11-30", "intermediate", exercised=90)
    assert (found["vested"], found["kept"], found["lapsed"]) == ("220", "43", "347")
    assert found["exercisable_until"] == "2027-02-28"
    assert found["price"] == "11.25"


def test_a_bad_leaver() -> None:
    """Nothing is left to exercise; the price is an exact fraction: 2 less a third."""
    found = on("2026-04-30", "bad", expiry="2035-01-01")
    assert (found["kept"], found["lapsed"], found["exercisable_until"]) == ("0", "480", None)
    assert found["price"] == "4/3"
    assert on("2026-04-30", "bad", strike=20)["steps"][-1] == (
        "what is kept: 25/3 a unit, the lower of fair value and strike or purchase price of 12.50 less 100/3%"
    )


def test_expiry_comes_before_the_window_ends() -> None:
    assert on("2026-04-30", expiry="2026-12-31")["exercisable_until"] == "2026-12-31"
    assert on("2026-04-30", "good", terms={"good": {}})["exercisable_until"] is None
    days = {"good": {"window": {"days": 90}}}
    assert on("2026-04-30", terms=days, expiry="2035-01-01")["exercisable_until"] == "2026-07-29"


PRO_RATA = {"good": {"pro_rata": True}}


@pytest.mark.parametrize(
    ("day", "grant", "vested"),
    [
        ("2025-03-28", {}, "24"),  # 73 of 365 days of the cliff's 120
        ("2025-01-15", {}, "0"),  # a day: 0.33
        ("2026-01-14", {}, "120"),  # the last day before it vests
        ("2026-01-15", {}, "120"),  # and the day: a 31st of 10 besides
        ("2026-03-08", {}, "138"),  # 120 + 10, and 22 of 28 days of 10
        ("2025-03-28", {"fte": [{"from": "2025-01-15", "fte": "0.5"}], "rules": {"part_time": "forfeit"}}, "12"),
        ("2025-03-28", {"fte": [{"from": "2025-01-15", "fte": "0.5"}], "rules": {"part_time": "stretch"}}, "12"),
        # 73 days of which 28 are a pause: 45 of 365
        ("2025-03-28", {"leave": [{"from": "2025-03-01", "to": "2025-03-28", "kind": "unpaid"}],
                        "rules": {"pauses": ["unpaid"]}}, "15"),
    ],
)  # fmt: skip
def test_days_served_of_what_was_running(day: str, grant: dict[str, Any], vested: str) -> None:
    assert on(day, grant=grant, terms=PRO_RATA)["vested"] == vested


def test_a_share_of_what_is_unvested() -> None:
    """150 have vested by then, and a tenth of the other 330."""
    found = on("2026-04-30", terms={"good": {"unvested": "10%"}})
    assert (found["vested"], found["lapsed"]) == ("183", "297")


def test_what_an_exit_brought_forward_is_not_served_again() -> None:
    """By the sale half of 470 are there; of the running 10 only 5 are left, 15 of 30 days of which were served."""
    monthly = terms(START, {"id": "monthly", "portion": part(1, 48), "trigger": relative("start", 1, 48)},
                    allocation="CUMULATIVE_ROUND_DOWN")  # fmt: skip
    grant = {"terms": monthly, "exits": [{"event": "sale", "date": "2025-02-20"}],
             "rules": {"acceleration": [{"event": "sale", "share": "50%"}]}}  # fmt: skip
    # 10 on 15 February, 235 by the sale, 5 on 15 March; of April's 5, 16 of 31 days
    assert on("2025-03-30", grant=grant, terms=PRO_RATA)["vested"] == "252"


def test_having_to_leave_before_an_exit() -> None:
    """Both triggers: what would have lapsed waits for the sale."""
    rule = {"event": "sale", "leaving": {"months_after": 12, "months_before": 3}}
    grant = {"exits": [{"event": "sale", "date": "2026-06-30"}], "rules": {"acceleration": [rule]}}
    assert on("2026-04-30", grant=grant, leaving={"without_cause": True})["kept"] == "480"
    assert on("2026-04-30", grant=grant)["kept"] == "150"


def test_steps_are_said_in_dutch() -> None:
    half = {"bad": {"kept": "50%", "price": {"basis": "strike", "discount": "10%"}}}
    grant = {**GRANT, "leaving": {"date": "2026-04-30"}}
    document = {"grant": grant, "kind": "bad", "terms": half, "strike": 2}
    said = [step.say("nl") for step in on_leaving(read(LeaverDocument, document)).steps]
    assert said[2] == "van 150 houdt een bad leaver 50%: 75; 405 vervallen"
    assert said[3] == "wat blijft: 1.80 per stuk, de uitoefen- of aankoopprijs van 2.00, min 10%"


@settings(deadline=None, max_examples=60)
@given(
    grant=grants(), leave=leaves(), spells=hours(), part_time=st.sampled_from(["full", "forfeit", "stretch"]),
    kept=st.fractions(0, 1, max_denominator=6), unvested=st.fractions(0, 1, max_denominator=6), served=st.booleans(),
    first=st.integers(0, 1800), later=st.integers(1, 90),
)  # fmt: skip
def test_leaving_later_never_keeps_less(
    grant: dict[str, Any], leave: list[Any], spells: list[Any], part_time: str, kept: Fraction, unvested: Fraction,
    served: bool, first: int, later: int,
) -> None:  # fmt: skip
    """But for a right, where parts of one are rounded. All that there was is somewhere."""
    rules = {"pauses": ["unpaid", "other"], "part_time": part_time}
    terms_ = {"good": {"kept": str(kept), "unvested": str(unvested), "pro_rata": served}}
    found = []
    for days in (first, first + later):
        leaving = {"date": str(date.fromisoformat(grant["start"]) + timedelta(days))}
        whole = {**grant, "leave": leave, "fte": spells, "rules": rules, "leaving": leaving}
        found.append(leaver({"grant": whole, "kind": "good", "terms": terms_}))
    amounts = [{name: Fraction(each[name]) for name in ("vested", "kept", "lapsed", "forfeited")} for each in found]
    assert amounts[1]["kept"] >= amounts[0]["kept"] - 1
    for each in amounts:
        assert each["kept"] + each["lapsed"] + each["forfeited"] == grant["quantity"]
        assert all(amount >= 0 for amount in each.values())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"grant": GRANT}, "grant.leaving: is missing; the day of leaving is needed"),
        ({"grant": {**GRANT, "leaving": {"date": "2025-01-01"}}},
         'grant.leaving.date: "2025-01-01" is before start, 2025-01-15'),
        ({"expiry": "2026-04-29"}, 'expiry: "2026-04-29" is before grant.leaving.date, 2026-04-30'),
        ({"kind": "bad", "terms": {"good": {}}},
         'kind: "bad" is a leaver that the terms don\'t have; there are good'),
        ({"kind": "ugly"}, "kind: \"ugly\" is not accepted; 'good', 'intermediate' or 'bad' is"),
        ({"exercised": 151}, 'exercised: "151" is more than the 150 that have vested'),
        ({"fair_value": None}, "fair_value: is missing; the price of a good leaver rests on it"),
        ({"kind": "bad", "strike": None}, "strike: is missing; the price of a bad leaver rests on it"),
        ({"terms": {"good": {"window": {}}}}, "terms.good.window: needs either months or days"),
        ({"terms": {"good": {"window": {"days": -1}}}},
         'terms.good.window.days: "-1" is not a whole number from 0 to 50,000'),
        ({"terms": {"good": {"kept": "110%"}}}, 'terms.good.kept: "110%" is more than 1, the whole'),
        ({"grant": {**GRANT, "leaving": {"date": "9990-01-01"}}, "terms": {"good": {"window": {"months": 200}}}},
         "terms: goes on beyond the year 9999; a calendar ends there"),
    ],
)  # fmt: skip
def test_faults(change: dict[str, Any], sentence: str) -> None:
    grant = {**GRANT, "leaving": {"date": "2026-04-30"}}
    with pytest.raises(Refused) as refused:
        leaver({"grant": grant, "kind": "good", "terms": TERMS, "fair_value": "12.50", "strike": 2, **change})
    assert [fault.say() for fault in refused.value.faults] == [sentence]
    assert refused.value.faults[0].say("nl") != sentence
