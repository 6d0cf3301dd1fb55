"""What is withheld in the Netherlands, by the official tables: see the head of each file for where they are from."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from planner.calculators.payroll_tax import payroll_tax

GROUPS = ("below", "born-1945-or-before", "born-1946-or-later")
Row = dict[str, str]


def rows(name: str, year: int) -> list[Row]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    head, *rest = (line.split(",") for line in lines if not line.startswith("#"))
    return [row for row in (dict(zip(head, each, strict=True)) for each in rest) if row["year"] == str(year)]


def withheld(year: int, group: str, credit: bool, **ask: object) -> dict[str, Any]:
    result, _ = payroll_tax({"country": "NL", "date": f"{year}-06-30", "age_group": group, "tax_credit": credit, **ask})
    return {name: Decimal(result[name]) for name in ("rate", "tax", "labour_credit") if name in result}


@pytest.mark.parametrize(("year", "count"), [(2024, 158), (2025, 171), (2026, 86)])
def test_white_monthly_table(year: int, count: int) -> None:
    found = rows("white-month-table.csv", year)
    assert len(found) == count
    for row in found:
        for group in GROUPS:
            plain, credited, labour = (Decimal(row[f"{group}.{name}"]) for name in ("plain", "credited", "labour"))
            without = withheld(year, group, False, monthly_wage=row["wage"])
            assert without == {"tax": plain, "labour_credit": 0}, row
            assert withheld(year, group, True, monthly_wage=row["wage"]) == {"tax": credited, "labour_credit": labour}


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize(("group", "single"), [("below", False), *product(GROUPS[1:], (False, True))])
def test_special_rate_table(year: int, group: str, single: bool) -> None:
    """Each row from its first wage to a cent below the next row's, with and without the credit."""
    found = rows("white-special-rate.csv", year)
    assert len(found) == 14
    column = f"{group}.single" if single else group
    ends = [Decimal(row["from"]) - Decimal("0.01") for row in found[1:]] + [Decimal(10**7)]
    for row, end in zip(found, ends, strict=True):
        total = Decimal(row[f"{column}.standard"]) + Decimal(row[f"{column}.offset"])
        for (credit, rate), wage in product(
            ((False, Decimal(row[f"{group}.plain"])), (True, total)), (row["from"], end)
        ):
            answer = withheld(year, group, credit, annual_wage=str(wage), bonus=1000, single_elderly=single)
            assert answer == {"rate": rate, "tax": rate * 10}, (row, column)
