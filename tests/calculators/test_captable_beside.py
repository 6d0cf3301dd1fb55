"""Phantom shares, depositary receipts, terms of SARs and part-time vesting: followed beside the journal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculators.captable_samples import Object, faults, money, options, shares, table

JAN, FEB, MAR = "2026-01-10", "2026-02-10", "2026-03-10"
STAK = shares("s1", JAN, "ana", "100")  # ana is the foundation that holds the shares


def phantoms(name: str, day: str, holder: str, quantity: str, **more: Any) -> Object:
    return {"object_type": "PHANTOM_SHARE_ISSUANCE", "id": f"issue-{name}", "date": day, "grant_id": name,
            "stakeholder_id": holder, "quantity": quantity, **more}  # fmt: skip


def receipts(name: str, day: str, holder: str, quantity: str) -> Object:
    return {"object_type": "DEPOSITARY_RECEIPT_ISSUANCE", "id": f"issue-{name}", "date": day, "receipt_id": name,
            "stakeholder_id": holder, "issued_by": "ana", "stock_class_id": "common", "quantity": quantity}  # fmt: skip


def ended(kind: str, day: str, quantity: str, **of: str) -> Object:
    return {"object_type": f"{kind}_CANCELLATION", "id": f"end-{day}", "date": day, "quantity": quantity,
            "reason_text": "left", **of}  # fmt: skip


def test_units_are_followed_by_holder_and_are_no_shares() -> None:
    journal = [
        phantoms("f1", JAN, "ben", "50", base_price=money("1.00"), stock_class_id="common"),
        ended("PHANTOM_SHARE", MAR, "20", grant_id="f1"),
        receipts("r1", FEB, "ben", "60"),
        ended("DEPOSITARY_RECEIPT", FEB, "10", receipt_id="r1"),
    ]
    found = table(STAK, beside=journal)
    assert found["beside"] == {"phantom_shares": {"ben": "30"}, "depositary_receipts": {"ben": {"common": "50"}}}
    assert (found["totals"]["issued"], found["holders"]["ana"]["shares"]) == ("100", {"common": "100"})
    before = table(STAK, beside=journal, date=JAN)["beside"]
    assert before == {"phantom_shares": {"ben": "50"}, "depositary_receipts": {}}


def test_terms_of_what_the_package_has_are_taken_with_it() -> None:
    terms = [
        {"object_type": "APPRECIATION_RIGHT_TERMS", "id": "t1", "date": JAN, "security_id": "o1",
         "settled_in": "CHOICE_OF_COMPANY", "cap": money("9.00")},
        {"object_type": "PART_TIME_VESTING", "id": "t2", "security_id": "o1", "from_date": FEB, "fte": "0.8"},
    ]  # fmt: skip
    grant = options("o1", JAN, "ben", "10", compensation_type="SSAR")
    assert table(grant, beside=terms)["holders"]["ben"]["rights"] == {"SSAR": "10"}
    assert faults(beside=terms) == [f't{at}: names the security "o1", which no issuance makes' for at in (1, 2)]


@pytest.mark.parametrize(
    ("objects", "sentence"),
    [
        ([receipts("r1", JAN, "ben", "101")],
         'issue-r1: takes the receipts of "ana" to 101; it holds 100 shares of that class'),
        ([receipts("r1", JAN, "ben", "9"), ended("DEPOSITARY_RECEIPT", FEB, "10", receipt_id="r1")],
         f'end-{FEB}: takes 10 of "r1", which has 9'),
        ([ended("PHANTOM_SHARE", FEB, "1", grant_id="f9")], f'end-{FEB}: takes 1 of "f9", which has 0'),
        ([phantoms("f1", JAN, "carl", "1")], 'issue-f1.stakeholder_id: "carl" is not the id of any STAKEHOLDER'),
        ([phantoms("f1", JAN, "ben", "1"), {**phantoms("f1", JAN, "ben", "1"), "id": "z"}],
         'z: makes "f1", which issue-f1 makes already'),
        ([phantoms("f1", JAN, "ben", "1"), {**phantoms("f1", JAN, "ben", "1"), "grant_id": "f2"}],
         "issue-f1: is the id of more than one PHANTOM_SHARE_ISSUANCE; each needs its own"),
        ([phantoms("f1", JAN, "ben", "0")], 'beside[0].quantity: "0" is not more than 0'),
        ([{**receipts("r1", JAN, "ben", "1"), "holder": "x"}], "beside[0].holder: is not a known key"),
        ([{"object_type": "PART_TIME_VESTING", "id": "t", "security_id": "s1", "from_date": FEB, "to_date": JAN,
           "fte": "1"}], "beside[0]: ends before it begins"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_sentence(objects: list[Object], sentence: str) -> None:
    found = faults(STAK, beside=objects)
    assert len(found) == 1
    assert found[0].startswith(sentence)
