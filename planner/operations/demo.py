"""The sample company's years, issued: what `deelgenoot demo` shows, made from files as any company's would be."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from planner import demo, presets
from planner.operations.import_company import read_company
from planner.operations.import_people import PeopleFile, read_people
from planner.operations.issue import Order, issue
from planner.operations.issued import Issued

# When each year's accounts were ready and the statements went out
DAYS = {2024: date(2025, 4, 15), 2025: date(2026, 4, 15), 2026: date(2027, 4, 15)}


def demo_runs() -> list[Issued]:
    """One run a year, the oldest first: a lean year without a pool, a fair one, and the worked case of 2026."""
    people = demo_people()
    return [issue(demo_order(year, people))[0] for year in DAYS]


def demo_people() -> PeopleFile:
    """The sample company's people, with their changes and leave."""
    changes, absences = ((each.read_bytes(), each.name) for each in (demo.CHANGES, demo.ABSENCES))
    return read_people(demo.PEOPLE.read_bytes(), demo.PEOPLE.name, changes=changes, absences=absences)


def demo_order(year: int, people: PeopleFile) -> Order:
    """What a year of the sample company is issued from."""
    company = demo.COMPANIES[year]
    inputs = {path.name: _hash(path) for path in (company, demo.PEOPLE, demo.CHANGES, demo.ABSENCES)}
    facts = read_company(company.read_bytes(), company.name)
    present = [each for each in people.people if each["start_date"] <= f"{year}-12-31"]
    return Order(demo_scheme(year), facts, present, people.cards, DAYS[year], inputs)


def demo_scheme(year: int) -> dict[str, Any]:
    """The preset *half and half*, as the sample company decided on it for a year."""
    scheme = presets.load("half-and-half")
    scheme["scheme"] = f"winstdeling-{year}"
    scheme["title"] = {"nl": f"Winstdeling {year}", "en": f"Profit share {year}"}
    scheme["period"] = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    scheme["version"] = str(year - 2023)
    scheme["decided"] = {
        "by": {"nl": "de directie, met instemming van de ondernemingsraad",
               "en": "the board, with the works council's consent"},
        "on": f"{year - 1}-12-12",
    }  # fmt: skip
    paid = DAYS[year]
    scheme["paid"] = {
        "nl": f"Het bedrag staat op uw loonstrook van april {paid.year}. Daar gaat loonheffing af.",
        "en": f"It is on your payslip of April {paid.year}. Wage tax is withheld from it.",
    }
    titles = {
        "service": {"nl": "Minstens zes maanden in dienst", "en": "At least six months in service"},
        "shareholding": {"nl": "Minder dan 5% van de aandelen", "en": "Less than 5% of the shares"},
    }
    for condition in scheme["eligible"]:
        condition["title"] = titles[condition["name"]]
    return scheme


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
