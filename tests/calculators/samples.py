"""Small schemes and people for the tests; all invented."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import result_document
from planner.calculators.scheme_run import SchemeRun
from planner.errors import Refused

PEOPLE: list[dict[str, Any]] = [
    {"id": "0101", "start_date": "2016-02-01", "fte": "0.90", "monthly_salary": "3600.00", "level": "junior"},
    {"id": "0104", "start_date": "2013-06-01", "monthly_salary": "5950.00", "level": "senior",
     "share_percentage": "1.5"},
    {"id": "0167", "start_date": "2020-03-01", "monthly_salary": "4350.00", "level": "medior",
     "spells": [{"from": "2026-07-01", "to": "2026-12-31", "fte": "0.8"}]},
    {"id": "0200", "start_date": "2026-09-01", "monthly_salary": "4000", "level": "junior"},
    {"id": "0300", "start_date": "2001-07-01", "monthly_salary": "9200", "level": "director",
     "share_percentage": "38.00"},
    {"id": "0400", "start_date": "2018-01-01", "end_date": "2026-06-30", "monthly_salary": "5000", "level": "lead"},
    {"id": "0500", "start_date": "2019-01-01", "end_date": "2025-12-31", "monthly_salary": "5000", "level": "lead"},
    {"id": "0600", "start_date": "2014-03-15", "monthly_salary": "4800", "fte": "0.6", "level": "senior",
     "absences": [{"from": "2026-02-02", "to": "2026-05-15", "kind": "parental"}]},
    {"id": "0700", "start_date": "2022-08-15", "monthly_salary": "3900", "level": "medior"},
    {"id": "0800", "start_date": "2023-01-01", "monthly_salary": "3900", "level": "medior"},
]  # fmt: skip
COMPANY = {
    "net_profit": "1657313", "equity": "6250000", "customers": "231", "taxed_profit": "1657313", "payroll": "4000000",
    "value_added": "6000000", "taxable_income": "200000", "unclaimed": "0",
}  # fmt: skip


def people() -> list[dict[str, Any]]:
    return deepcopy(PEOPLE)


def scheme(**parts: Any) -> dict[str, Any]:
    """A scheme that shares 100 equally, with other parts put in."""
    return {"scheme": "test", "award": [{"split": "100", "by": "1"}], **parts}


def ran(document: dict[str, Any], who: list[dict[str, Any]] | None = None, **company: Any) -> SchemeRun:
    return run_scheme(document, company, who if who is not None else people())


def result(document: dict[str, Any], who: list[dict[str, Any]] | None = None, **company: Any) -> dict[str, Any]:
    return result_document(ran(document, who, **company))


def amounts(document: dict[str, Any], who: list[dict[str, Any]] | None = None, **company: Any) -> list[str]:
    return [each["amount"] for each in result(document, who, **company)["awards"]]


def faults(document: Any, who: Any = None, company: Any = None, language: str = "en") -> list[str]:
    """The sentences with which a run is refused; none if it isn't."""
    try:
        run_scheme(document, {} if company is None else company, people() if who is None else who)
    except Refused as refused:
        return [fault.say(language) for fault in refused.faults]
    return []
