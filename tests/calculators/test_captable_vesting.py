"""From a journal to the documents that say what has vested."""

from __future__ import annotations

from planner.calculators.vesting import vesting
from tests.calculators.captable_samples import BASIS, Object, faults, options, ratio, shares, table, told, tx

TERMS: Object = {
    "object_type": "VESTING_TERMS", "id": "terms", "name": "Milestone", "description": "Half, then a product.",
    "allocation_type": "CUMULATIVE_ROUNDING", "vesting_conditions": [
        {"id": "start", "quantity": "0", "trigger": {"type": "VESTING_START_DATE"}, "next_condition_ids": ["half"]},
        {"id": "half", "portion": {"numerator": "1", "denominator": "2"}, "next_condition_ids": ["product"],
         "trigger": {"type": "VESTING_SCHEDULE_RELATIVE", "relative_to_condition_id": "start", "period": {
             "type": "DAYS", "length": 100, "occurrences": 1}}},
        {"id": "product", "portion": {"numerator": "1", "denominator": "2"}, "trigger": {"type": "VESTING_EVENT"},
         "next_condition_ids": []},
    ],
}  # fmt: skip
JOURNAL = [
    TERMS,
    options("o1", "2025-01-01", "ana", "100", vesting_terms_id="terms"),
    options("o2", "2025-01-01", "ben", "100", vesting_terms_id="terms"),
    shares("s1", "2025-01-01", "ben", "100"),
    tx("VESTING_START", "t1", "2025-01-01", security_id="o1", vesting_condition_id="start"),
    tx("VESTING_EVENT", "t2", "2025-06-01", security_id="o1", vesting_condition_id="product"),
    tx("STOCK_CLASS_SPLIT", "t3", "2025-07-01", stock_class_id="common", split_ratio=ratio("3")),
]


def vested(day: str) -> str:
    found = table(*JOURNAL, date=day, also=["vesting"])["vesting"]
    assert list(found) == ["o1"]  # o2 has not started, s1 has no terms
    return str(vesting(found["o1"])["vested"])


def test_what_has_vested_on_a_day() -> None:
    assert [vested(day) for day in ("2025-04-10", "2025-04-11", "2025-06-01", "2025-07-01")] == [
        "0",
        "50",
        "100",
        "300",
    ]


def test_what_vests_ahead_of_its_terms_is_told() -> None:
    ahead = tx("VESTING_ACCELERATION", "t9", "2025-08-01", security_id="o1", quantity="10", reason_text="exit")
    text = "o1: vests ahead of its terms, which the vesting document doesn't hold"
    assert told(*JOURNAL, ahead, also=["vesting"]) == [text]
    assert told(*JOURNAL, ahead, also=["vesting"], date="2025-07-31") == told(*JOURNAL, ahead) == []


def test_vesting_of_what_is_not_there_is_refused() -> None:
    start = tx("VESTING_START", "t1", "2025-01-01", security_id="o9", vesting_condition_id="start")
    assert faults(start, basis=BASIS) == ['t1: names the security "o9", which no issuance makes']
