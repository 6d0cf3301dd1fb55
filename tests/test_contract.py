"""The documents in docs/contract.md are worked out as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from planner.calc import CALCULATORS, work_out
from planner.documents import read_document
from planner.figures.formula import FUNCTIONS

TEXT = (Path(__file__).parent.parent / "docs" / "contract.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"\n## (\S+)\n(.*?)(?=\n## |\Z)", TEXT, re.DOTALL))
PEOPLE = [{"id": str(n), "start_date": "2020-01-01", "monthly_salary": 3000, "level": "medior"} for n in range(1, 40)]


def blocks(section: str) -> list[str]:
    return re.findall(r"```(?:json|yaml)\n(.*?)```", SECTIONS[section], re.DOTALL)


NAMES = [
    "vesting", "leaver", "captable", "option-value", "waterfall", "round", "rounds", "fairness", "expense", "growth",
    "simulate",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_document_gives_what_stands_beneath_it(name: str) -> None:
    found = blocks(name)
    assert len(found) % 2 == 0
    for given, expected in zip(found[::2], found[1::2], strict=True):
        result, warnings, faults = work_out(name, read_document(given.encode(), "contract.json"))
        assert (warnings, faults) == ([], [])
        assert {key: result[key] for key in json.loads(expected)} == json.loads(expected)


def test_payroll_tax_gives_what_stands_beneath_it() -> None:
    texts = blocks("payroll-tax")
    for given, expected in zip(texts[::2], texts[1::2], strict=True):
        result, warnings, faults = work_out("payroll-tax", read_document(given, "contract.json"))
        assert (warnings, faults) == ([], [])
        assert result.pop("sources")
        assert result == json.loads(expected)


def test_split_gives_what_stands_there() -> None:
    result, _, faults = work_out("split", read_document(blocks("split")[0], "contract.json"))
    assert faults == []
    assert f'{{"parts": {str(result["parts"]).replace(chr(39), chr(34))}}}' in TEXT


def test_scheme_shares_its_whole_pool() -> None:
    """10% of (1,657,313 − 8% × 6,250,000) is 115,731.30, and 39 people's caps of 3,000 hold it all."""
    document = {
        "scheme": read_document(blocks("scheme")[0], "contract.yaml"),
        "company": {"net_profit": 1657313, "equity": 6250000},
        "people": [*PEOPLE, {**PEOPLE[0], "id": "new", "start_date": "2026-08-01"}],
    }
    result, _, faults = work_out("scheme", document)
    assert faults == []
    assert result["total"] == result["company"]["pool"] == "115731.30"
    assert result["awards"][-1]["reason"] == "service"


def test_every_calculator_and_function_is_named() -> None:
    for name in CALCULATORS:
        assert f"\n## {name}\n" in TEXT
    for name in FUNCTIONS:
        assert re.search(rf"`{name}[`(]", TEXT), name
