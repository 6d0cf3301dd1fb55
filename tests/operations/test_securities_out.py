"""What stands on a day goes out as a sheet, and comes back as the same holdings."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.calculators.captable import captable
from planner.errors import Refused
from planner.operations.securities.row import Row
from planner.operations.securities.sheet_in import read_securities
from planner.operations.securities.sheet_out import securities_csv, securities_workbook, write_sheet
from planner.operations.securities.sheet_rows import sheet_of
from tests.calculators.captable_journals import Drawn, journals
from tests.calculators.captable_samples import BASIS, Object, options, shares, stakeholder
from tests.operations.ocf_package import OBJECTS
from tests.operations.test_ocf_out import BESIDE

Made = dict[str, Any]
FORMS = (("csv", "nl"), ("csv", "en"), ("xlsx", "nl"), ("xlsx", "en"))


def written(rows: tuple[Row, ...], form: str, language: str) -> bytes:
    return securities_csv(rows, language) if form == "csv" else securities_workbook(rows, language)


def come_back(document: Made, form: str, language: str) -> Made:
    content = written(sheet_of(document, None).rows, form, language)
    return read_securities(content, f"sheet.{form}").journal


def standing(document: Made) -> Made:
    """Holdings by the names that a sheet has, and what each pool has free."""
    found, _ = captable(document)
    names = {name: each["name"] for name, each in found["classes"].items()}
    return {
        "holders": {
            each["name"]: ({names[name]: count for name, count in each["shares"].items()}, each["rights"])
            for each in found["holders"].values()
        },
        "pools": {each["name"]: (each["free"], each["outstanding"]) for each in found["plans"].values()},
        "amounts": sorted((each["holder"], each["amount"]) for each in found["convertibles"].values()),
        "beside": found["beside"],
    }


@settings(max_examples=40, deadline=None)
@given(journals(), st.sampled_from(FORMS))
def test_what_stands_comes_back(drawn: Drawn, form: tuple[str, str]) -> None:
    document = {"objects": drawn.objects}
    sheet = sheet_of(document, None)
    assume(not any("ten decimals" in warning.say() for warning in sheet.warnings))
    again = come_back(document, *form)
    assert standing(again) == standing(document)
    assert sheet_of(again, None).rows == sheet.rows


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_what_stands_beside_and_vesting_come_back(form: str, language: str) -> None:
    sar = options("o1", "2026-01-01", "ben", "7", compensation_type="SSAR", base_price={"amount": "1.50",
                  "currency": "USD"}, exercise_price={"omitted": True})  # fmt: skip
    journal: Made = {"objects": [*BASIS, shares("s1", "2026-01-01", "ana", "10", price="0.125"), sar],
                     "beside": BESIDE}  # fmt: skip
    again = come_back(journal, form, language)
    assert standing(again) == standing(journal)
    assert sheet_of(again, None).rows == sheet_of(journal, None).rows
    vesting = b"Holder,Class,Quantity,Date,Vesting start,Vesting months,Cliff\nAna,A,480,2026-01-13,2026-02-13,48,12\n"
    first = read_securities(vesting, "sheet.csv").journal
    assert sheet_of(come_back(first, form, language), None).rows == sheet_of(first, None).rows
    assert sheet_of(first, None).rows[0].vesting_months == "48"


def test_a_sheet_of_a_day_has_what_stood_then() -> None:
    journal = {"objects": [*BASIS, shares("s1", "2026-01-01", "ana", "10"), shares("s2", "2026-02-01", "ana", "5")]}
    rows = sheet_of(journal, date(2026, 1, 31)).rows
    assert [(row.certificate, row.security_quantity) for row in rows] == [("s1", "10"), ("", "1000")]


def test_what_a_sheet_cannot_hold_is_told() -> None:
    third = shares("s3", "2026-01-01", "ana", "1/3")
    told = [warning.say() for warning in sheet_of({"objects": [*OBJECTS, third]}, None).warnings]
    assert told == [
        "o-1: vests under terms that a sheet can't hold",
        "s3: has a quantity with more than ten decimals; ten of them are written",
    ]
    with pytest.raises(Refused, match="is not the id of any STAKEHOLDER"):
        sheet_of({"objects": [shares("s1", "2026-01-01", "ana", "1")]}, None)


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "a;=1", "＝1", "'=1"]


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize(("form", "language"), FORMS)
def test_no_name_is_taken_for_a_formula(name: str, form: str, language: str) -> None:
    odd: Object = {**stakeholder("ana"), "name": {"legal_name": name}}
    journal = {"objects": [odd, BASIS[3], shares("s1", "2026-01-01", "ana", "10")]}
    content = written(sheet_of(journal, None).rows, form, language)
    if form == "csv":
        cells = re.split(r"[;,\r\n]", content.decode("utf-8-sig"))
        assert not any(re.match(r"\"?\s*[=+@＝-]", cell) for cell in cells)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    (again,) = standing(read_securities(content, f"sheet.{form}").journal)["holders"]
    assert again.strip() == name.strip()


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = sheet_of({"objects": OBJECTS}, None).rows
    assert securities_workbook(rows, "nl") == securities_workbook(rows, "nl")
    write_sheet(rows, tmp_path / "sheet.CSV", "en")
    assert (tmp_path / "sheet.CSV").read_bytes() == securities_csv(rows, "en")
    with pytest.raises(Refused, match="can't be written: File exists"):
        write_sheet(rows, tmp_path / "sheet.CSV", "en")
    with pytest.raises(Refused, match="is neither"):
        write_sheet(rows, tmp_path / "sheet.ods", "en")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_numbers_are_numbers_as_the_language_writes_them(language: str) -> None:
    row = Row(holder="Ana", security_class="A", security_quantity="1234.5", issued_on="2026-01-31")
    line = securities_csv((row,), language).decode("utf-8-sig").split("\r\n")[1]
    assert ("1234,5" if language == "nl" else "1234.5") in line
    with zipfile.ZipFile(io.BytesIO(securities_workbook((row,), language))) as archive:
        assert b"<v>1234.5</v>" in archive.read("xl/worksheets/sheet1.xml")
    assert Fraction(row.security_quantity) == Fraction(2469, 2)
