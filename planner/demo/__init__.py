"""Halte Noord B.V., an invented scale-up of sixty-six people, to try everything on.

The files are as a Dutch payroll program and an annual report would give them; nobody in them exists.
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
PEOPLE = HERE / "people.csv"
CHANGES = HERE / "wijzigingen.csv"
ABSENCES = HERE / "verlof.csv"
COMPANIES = {year: HERE / f"company-{year}.yaml" for year in (2024, 2025, 2026)}
