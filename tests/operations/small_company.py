"""A company with one year and three people, as a payroll file would bring them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from planner.models import Role
from planner.operations.audit import Actor
from planner.operations.change_year import NewYear, add_year
from planner.operations.compare_people import Choice
from planner.operations.import_into_year import find_import, keep_import, take_over
from planner.operations.years import YearLine, find_year
from tests.database import new_app
from tests.web.signing_in import member, new_company

HEADINGS = "nr;naam;in dienst;uit dienst;deeltijdfactor;maandsalaris;niveau"
ANNA = "0101;Anna de Wit;01-02-2020;;1,00;4.000,00;senior"
BRAM = "0102;Bram Vos;01-07-2026;;0,50;3.000,00;junior"
CATO = "0103;Cato Smit;15-03-2018;30-06-2026;0,80;5.000,00;lead"
CHANGES = b"nr;van;tot en met;deeltijdfactor\n0101;01-07-2026;;0,80\n"

NOBODY_GOES = Choice()


def payroll(*rows: str, headings: str = HEADINGS) -> bytes:
    """A payroll file of these rows."""
    return "\n".join([headings, *rows, ""]).encode("cp1252")


def small_company() -> tuple[Actor, int]:
    """The founder of a new company, and its year 2026 with Anna (whose hours changed), Bram and Cato."""
    company_id = new_company()
    actor = Actor(member(company_id, Role.FOUNDER), company_id)
    year_id = add_year(actor, NewYear("2026", date(2026, 1, 1), date(2026, 12, 31)))
    bring(actor, year_id, payroll(ANNA, BRAM, CATO), changes=(CHANGES, "w.csv"))
    return actor, year_id


def bring(actor: Actor, year_id: int, content: bytes, choice: Choice = NOBODY_GOES, **beside: tuple[bytes, str]) -> int:
    """Keep a file and take it over."""
    import_id = keep_import(actor, year_id, {"people": (content, "m.csv"), **beside})
    kept = find_import(actor.company_id or 0, import_id)
    assert kept is not None
    take_over(actor, kept, the_year(actor, year_id), choice)
    return import_id


def the_year(actor: Actor, year_id: int) -> YearLine:
    """The year as it is now."""
    year = find_year(actor.company_id or 0, year_id)
    assert year is not None
    return year


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a database without anything."""
    app = new_app(tmp_path_factory.mktemp("instance"))
    with app.app_context():
        yield app


@pytest.fixture
def company(app: Flask) -> tuple[Actor, int]:
    """`small_company` in it."""
    return small_company()
