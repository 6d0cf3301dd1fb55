"""A small package as programs write it, with the oddities that are met in the wild; all invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.calculators.captable_samples import (
    ISSUER,
    money,
    options,
    plan,
    preferred,
    shares,
    stakeholder,
    stock_class,
    tx,
    use,
)

Document = dict[str, Any]


def _condition(name: str, trigger: Document, following: list[str], top: int) -> Document:
    portion = {"numerator": str(top), "denominator": "48"}
    amount: Document = {"portion": portion} if top else {"quantity": "0"}
    return {"id": name, "trigger": trigger, "next_condition_ids": following, **amount}


def _after(condition: str, length: int, occurrences: int) -> Document:
    return {"type": "VESTING_SCHEDULE_RELATIVE", "relative_to_condition_id": condition,
            "period": {"type": "MONTHS", "length": length, "occurrences": occurrences,
                       "day_of_month": "VESTING_START_DAY_OR_LAST_DAY_OF_MONTH"}}  # fmt: skip


TERMS: Document = {
    "object_type": "VESTING_TERMS", "id": "four-years", "name": "Four years", "description": "A year, then monthly.",
    "allocation_type": "CUMULATIVE_ROUNDING", "vesting_conditions": [
        _condition("v-start", {"type": "VESTING_START_DATE"}, ["v-year"], 0),
        _condition("v-year", _after("v-start", 12, 1), ["v-month"], 12),
        _condition("v-month", _after("cliff", 1, 36), [], 1),  # "cliff" is no condition here
    ],
}  # fmt: skip
LEGEND: Document = {
    "object_type": "STOCK_LEGEND_TEMPLATE",
    "id": "legend",
    "name": "Restricted",
    "text": "Not for sale.",
}


def _old(found: Document) -> Document:
    """Under the name that equity compensation had before."""
    return {**found, "object_type": found["object_type"].replace("EQUITY_COMPENSATION", "PLAN_SECURITY")}


TRANSACTIONS: list[Document] = [
    shares("ps-1", "2024-01-01", "ana", "5000", of="prefs") | {"stock_legend_ids": ["legend"]},
    _old(options("o-1", "2024-06-30", "ben", "100000", strike="0.10", vesting_terms_id="four-years")),
    tx("STOCK_PLAN_POOL_ADJUSTMENT", "smaller", "2024-07-01", stock_plan_id="plan", shares_reserved="8000000"),
    tx("VESTING_START", "start", "2024-06-30", security_id="o-1", vesting_condition_id="v-start"),
    shares("c-1", "2025-09-30", "ben", "25000") | {"stock_legend_ids": ["no-such-legend"]},
    _old(use("EQUITY_COMPENSATION_EXERCISE", "o-1", "2025-09-30", quantity="25000",
             resulting_security_ids=["no-such-security"])) | {"comments": [""]},
]  # fmt: skip
FILES: dict[str, tuple[str, list[Document]]] = {
    "Stakeholders": ("OCF_STAKEHOLDERS_FILE", [stakeholder("ana"), stakeholder("ben")]),
    "StockClasses": ("OCF_STOCK_CLASSES_FILE", [preferred("prefs"), stock_class("common", "10000000.00")]),
    "StockLegends": ("OCF_STOCK_LEGEND_TEMPLATES_FILE", [LEGEND]),
    "StockPlans": ("OCF_STOCK_PLANS_FILE", [plan("10000000.00")]),
    "Transactions": ("OCF_TRANSACTIONS_FILE", TRANSACTIONS),
    "VestingTerms": ("OCF_VESTING_TERMS_FILE", [TERMS]),
}
_LISTS = {
    "Stakeholders": "stakeholders_files", "StockClasses": "stock_classes_files",
    "StockLegends": "stock_legend_templates_files", "StockPlans": "stock_plans_files",
    "Transactions": "transactions_files", "VestingTerms": "vesting_terms_files",
}  # fmt: skip
MANIFEST: Document = {
    "ocf_version": "sample", "file_type": "OCF_MANIFEST_FILE", "as_of": "2025-12-01",
    "generated_at": "2025-12-01T11:30:45+01:00", "issuer": {**ISSUER, "jurisdiction_of_formation": "Utrecht"},
    **{listed: [{"filepath": f"./{name}.ocf.json", "md5": "0" * 32}] for name, listed in _LISTS.items()},
    "valuations_files": [],
}  # fmt: skip
OBJECTS = [MANIFEST["issuer"], *(each for _, items in FILES.values() for each in items)]
PRICE = money("0.10")


def package_in(folder: Path, **changes: Any) -> Path:
    """The package, with items of some files replaced (`Transactions=[…]`) or a file added."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "Manifest.ocf.json", MANIFEST)
    for name, (kind, items) in FILES.items():
        write(folder / f"{name}.ocf.json", {"file_type": kind, "items": changes.pop(name, items)})
    for name, document in changes.items():
        write(folder / f"{name}.json", document)
    return folder


def write(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
