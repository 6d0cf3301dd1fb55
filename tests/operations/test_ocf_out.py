"""Packages go out as Open Cap Format 1.2.0 and come back as they were."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from planner.calculators.captable_journal import in_order
from planner.errors import Refused
from planner.operations.ocf_in.read_package import read_package
from planner.operations.ocf_out import package, write_package
from tests.calculators.captable_journals import Drawn, journals
from tests.calculators.captable_samples import BASIS, ISSUER, Object, options, shares, stakeholder, tx
from tests.operations.ocf_package import MANIFEST, OBJECTS, package_in

BESIDE = [
    {"object_type": "PHANTOM_SHARE_ISSUANCE", "id": "f1", "date": "2026-01-01", "grant_id": "g1",
     "stakeholder_id": "ana", "quantity": 50, "base_price": {"amount": "1.50", "currency": "EUR"}},
    {"object_type": "DEPOSITARY_RECEIPT_ISSUANCE", "id": "r1", "date": "2026-01-01", "receipt_id": "c1",
     "stakeholder_id": "ben", "issued_by": "ana", "stock_class_id": "common", "quantity": "2"},
    {"object_type": "PART_TIME_VESTING", "id": "p1", "security_id": "o1", "from_date": "2026-01-01", "fte": "0.8"},
    {"object_type": "APPRECIATION_RIGHT_TERMS", "id": "t1", "date": "2026-01-01", "security_id": "o1",
     "settled_in": "CASH", "paid_at": "EXIT"},
]  # fmt: skip

# What the standard's own description asks, written down apart from the code: fields that must be there, by file
_MUST = {
    "OCF_STAKEHOLDERS_FILE": {"STAKEHOLDER": "name stakeholder_type"},
    "OCF_STOCK_CLASSES_FILE": {
        "STOCK_CLASS": "name class_type default_id_prefix initial_shares_authorized votes_per_share seniority"
    },
    "OCF_STOCK_PLANS_FILE": {"STOCK_PLAN": "plan_name initial_shares_reserved"},
    "OCF_STOCK_LEGEND_TEMPLATES_FILE": {"STOCK_LEGEND_TEMPLATE": "name text"},
    "OCF_VESTING_TERMS_FILE": {"VESTING_TERMS": "name description allocation_type vesting_conditions"},
    "OCF_VALUATIONS_FILE": {"VALUATION": "price_per_share effective_date stock_class_id valuation_type"},
    "OCF_TRANSACTIONS_FILE": {
        "TX_STOCK_ISSUANCE": "date security_id custom_id stakeholder_id security_law_exemptions stock_class_id "
        "share_price quantity stock_legend_ids",
        "TX_STOCK_TRANSFER": "date security_id quantity resulting_security_ids",
        "TX_STOCK_CONVERSION": "date security_id quantity_converted resulting_security_ids",
        "TX_STOCK_CANCELLATION": "date security_id quantity reason_text",
        "TX_STOCK_CLASS_SPLIT": "date stock_class_id split_ratio",
        "TX_STOCK_PLAN_POOL_ADJUSTMENT": "date stock_plan_id shares_reserved",
        "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": "date issuer_id new_shares_authorized",
        "TX_PLAN_SECURITY_ISSUANCE": "date security_id custom_id stakeholder_id security_law_exemptions "
        "compensation_type quantity expiration_date termination_exercise_windows",
        "TX_EQUITY_COMPENSATION_ISSUANCE": "date security_id custom_id stakeholder_id security_law_exemptions "
        "compensation_type quantity expiration_date termination_exercise_windows",
        "TX_EQUITY_COMPENSATION_TRANSFER": "date security_id quantity resulting_security_ids",
        "TX_EQUITY_COMPENSATION_EXERCISE": "date security_id quantity resulting_security_ids",
        "TX_PLAN_SECURITY_EXERCISE": "date security_id quantity resulting_security_ids",
        "TX_EQUITY_COMPENSATION_CANCELLATION": "date security_id quantity reason_text",
        "TX_EQUITY_COMPENSATION_RETRACTION": "date security_id reason_text",
        "TX_WARRANT_ISSUANCE": "date security_id custom_id stakeholder_id security_law_exemptions exercise_triggers "
        "purchase_price",
        "TX_WARRANT_ACCEPTANCE": "date security_id",
        "TX_CONVERTIBLE_ISSUANCE": "date security_id custom_id stakeholder_id security_law_exemptions convertible_type "
        "investment_amount conversion_triggers seniority",
        "TX_VESTING_START": "date security_id vesting_condition_id",
    },
}  # fmt: skip
_NUMERIC = re.compile(r"[+-]?[0-9]+(\.[0-9]{1,10})?")
_NUMBERS = ("quantity", "quantity_converted", "amount", "numerator", "denominator", "shares_reserved",
            "votes_per_share", "new_shares_authorized")  # fmt: skip


def written(document: Any) -> dict[str, Any]:
    return {name: json.loads(content) for name, content in package(document).files.items()}


def assert_standard(files: dict[str, Any], contents: dict[str, bytes]) -> None:
    """By the list above: types in their files, all fields that must be there, numbers as the standard writes them."""
    manifest = files["Manifest.ocf.json"]
    assert manifest["ocf_version"] == "1.2.0"
    assert set(manifest) >= {"file_type", "issuer", "as_of", "generated_at", "valuations_files", "stakeholders_files"}
    named = [each for key, listed in manifest.items() if key.endswith("_files") for each in listed]
    assert {each["filepath"].removeprefix("./") for each in named} == {
        name for name in files if name.endswith(".ocf.json") and not name.startswith("Manifest")
    }
    for each in named:
        content = contents[each["filepath"].removeprefix("./")]
        assert each["md5"] == hashlib.md5(content, usedforsecurity=False).hexdigest()
        file = json.loads(content)
        assert set(file) == {"file_type", "items"}
        for item in file["items"]:
            assert set(_MUST[file["file_type"]][item["object_type"]].split()) | {"id"} <= set(item)
            _assert_numbers(item)


def _assert_numbers(value: Any) -> None:
    for name, each in value.items() if isinstance(value, dict) else enumerate(value):
        if name in _NUMBERS and not isinstance(each, dict):
            assert _NUMERIC.fullmatch(each)
        elif isinstance(each, dict | list):
            _assert_numbers(each)


def come_back(document: Any) -> dict[str, Any]:
    """The journal after it went out and came in again."""
    with tempfile.TemporaryDirectory() as folder:
        write_package(package(document), Path(folder) / "out")
        return read_package([str(Path(folder) / "out")]).journal


@settings(max_examples=30, deadline=None)
@given(journals())
def test_a_journal_goes_out_and_comes_back_as_it_was(drawn: Drawn) -> None:
    document = {"objects": drawn.objects}
    made = package(document)
    assert made.warnings == ()
    assert_standard({name: json.loads(content) for name, content in made.files.items()}, made.files)
    assert come_back(document)["objects"] == [each for _, each in in_order(drawn.objects)]


def test_a_package_with_oddities_goes_out_and_comes_back(tmp_path: Path) -> None:
    journal = read_package([str(package_in(tmp_path / "p"))]).journal
    made = package(journal)
    assert_standard({name: json.loads(content) for name, content in made.files.items()}, made.files)
    assert [warning.say() for warning in made.warnings] == [
        "issuer.jurisdiction_of_formation: has no place in Open Cap Format 1.2.0; it is kept beside it"
    ]
    assert "jurisdiction_of_formation" not in json.loads(made.files["Manifest.ocf.json"])["issuer"]
    assert come_back(journal) == journal
    assert package(come_back(journal)).files == made.files


def test_what_the_standard_lacks_goes_into_the_file_beside(tmp_path: Path) -> None:
    odd: list[Object] = [
        {"object_type": "CE_STAKEHOLDER_STATUS", "id": "e1", "date": "2026-01-01"},
        {**options("o1", "2026-01-01", "ana", "7"), "exercise_price": {"omitted": True}},
        {**shares("s1", "2026-01-01", "ana", "1/3")},
        {**shares("s2", "2026-01-01", "ana", "12.5%"), "colour": "red", "stock_plan_id": 7},
        {key: value for key, value in shares("s3", "2026-01-01", "ana", "1").items() if key != "stock_legend_ids"},
        {**stakeholder("cas"), "current_relationships": ["FOUNDER"], "comments": None},
        {**stakeholder("dov"), "id": "ana"},
    ]
    journal: dict[str, Any] = {
        "objects": [*BASIS, *odd],
        "beside": BESIDE,
        "kept": ["anything"],
        "manifest": {"as_of": "soon"},
    }
    files = written(journal)
    beside = files["Beside.deelgenoot.json"]
    assert [each["id"] for each in beside["objects"]] == ["ana", "issue-o1", "issue-s1", "e1"]
    differences = {each["id"]: (each["other"], each["added"]) for each in beside["differences"]}
    assert differences["issue-s2"] == ({"quantity": "12.5%", "stock_plan_id": 7, "colour": "red"}, [])
    assert differences["issue-s3"] == ({}, ["stock_legend_ids"])
    transactions = {each["id"]: each for each in files["Transactions.ocf.json"]["items"]}
    assert (transactions["issue-s2"]["quantity"], transactions["issue-s3"]["stock_legend_ids"]) == ("0.125", [])
    assert files["Manifest.ocf.json"]["as_of"] == "2026-01-01"
    again = come_back(journal)
    assert {name: again[name] for name in ("beside", "kept", "manifest")} == {
        name: journal[name] for name in ("beside", "kept", "manifest")
    }
    assert again["objects"] == [each for _, each in in_order(journal["objects"])]


def test_a_kind_that_the_transactions_file_forgot_has_a_file_of_its_own() -> None:
    more = tx("ISSUER_AUTHORIZED_SHARES_ADJUSTMENT", "a1", "2026-01-01", issuer_id="issuer", new_shares_authorized="9")
    made = package({"objects": [*BASIS, shares("s1", "2026-01-01", "ana", "1"), more]})
    files = {name: json.loads(content) for name, content in made.files.items()}
    assert [each["id"] for each in files["Transactions.ocf.json"]["items"]] == ["issue-s1"]
    assert [each["id"] for each in files["IssuerTransactions.ocf.json"]["items"]] == ["a1"]
    assert len(files["Manifest.ocf.json"]["transactions_files"]) == 2
    assert_standard(files, made.files)


def test_the_same_journal_gives_the_same_bytes_without_a_clock() -> None:
    made = package({"objects": OBJECTS})
    assert made.files == package({"objects": OBJECTS[::-1]}).files
    assert json.loads(made.files["Manifest.ocf.json"])["generated_at"] == "2025-09-30T00:00:00Z"
    kept = package({"objects": OBJECTS, "manifest": {"generated_at": MANIFEST["generated_at"]}})
    assert json.loads(kept.files["Manifest.ocf.json"])["generated_at"] == MANIFEST["generated_at"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    made = package({"objects": BASIS})
    write_package(made, tmp_path / "out")
    write_package(made, tmp_path / "out")
    with pytest.raises(Refused, match=r"holds something else already, such as Manifest\.ocf\.json"):
        write_package(package({"objects": [*BASIS, shares("s1", "2026-01-01", "ana", "1")]}), tmp_path / "out")
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match="can't be written"):
        write_package(made, tmp_path / "file" / "out")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"objects": BASIS[1:]}, "objects: have no issuer that a package could be of"),
        ({"objects": "x"}, 'objects: "x" is not a list'),
        ({"objects": [], "besides": []}, "besides: is not a known key; do you mean beside?"),
        ({"objects": [{key: value for key, value in ISSUER.items() if key != "formation_date"}]},
         "issuer.formation_date: is missing, and Open Cap Format 1.2.0 asks for it\n"
         "objects: have no issuer that a package could be of"),
    ],
)  # fmt: skip
def test_a_journal_that_makes_no_package_is_refused(document: Any, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        package(document)
    assert str(caught.value) == sentence
