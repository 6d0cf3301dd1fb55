"""The register as a spreadsheet: worked out again by LibreOffice it gives the same cents, and its checks are real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from planner import presets
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_run import SchemeRun
from planner.figures.split import natural
from planner.operations.register_xlsx import register_workbook
from planner.operations.workbook.style import FIXED
from tests.calculators.samples import COMPANY, people
from tests.operations import cases
from tests.operations.recalculated import Rows, read_sheets, without_results, work_out

Twice = tuple[dict[str, Rows], dict[str, Rows]]
FIRST = 4  # the people's first row


def awkward() -> dict[str, Any]:
    """Texts that a spreadsheet would read signs into, as groups and as keys, and facts compared as written."""
    case = cases.worked(24)
    odd = (">5", "a*", "A*", "?", "1", "=1", "~", "true")
    for place, each in enumerate(case["people"]):
        each.update(department=odd[place % len(odd)], grade=f"{place % 3 + 1}", start_date="2020-01-01")
    scheme = case["scheme"]
    scheme["given"]["bonus"] = {"table": {text: place + 1 for place, text in enumerate(odd)}}
    scheme["person"] += [
        cases.step("team", "total(pay, department) + count(department) * 10 + largest(pay, department)"),
        cases.step("extra", "lookup(department, bonus) + if(grade = '2', 5, 0) + grade", None),
    ]
    scheme["award"].append({"split": "10000.01", "by": "team * extra"})
    return case


def ties() -> dict[str, Any]:
    """Equal weights that leave equal remainders, numbered so that their natural order isn't that of their letters."""
    found = [{"id": f"E{100 - place}", "weight": "0.7"} for place in range(23)]
    return {"scheme": {"scheme": "ties", "award": [{"split": "pot", "by": "weight"}]}, "company": {"pot": "100.00"},
            "people": found}  # fmt: skip


def whole_cents() -> dict[str, Any]:
    """Shares that are whole cents exactly, where doubles rounded down as they are would lose one."""
    weights = [each for each in range(1, 3_000) if int(19.99 * (each / 100) / 19.99 * 100) < each][:40]
    assert len(weights) == 40
    found = [{"id": str(place), "weight": f"{each / 100:.2f}"} for place, each in enumerate(weights)]
    pot = sum(weights)
    return {"scheme": {"scheme": "whole", "award": [{"split": "pot * 3", "by": "weight"}]},
            "company": {"pot": f"{pot / 100:.2f}"}, "people": found}  # fmt: skip


def beyond_doubles() -> dict[str, Any]:
    """Half a cent of thirty trillion divided and multiplied again: only a value can say it."""
    case = cases.worked(9)
    case["scheme"]["company"] = [cases.step("pool", "profit / 3 * 1.5")]
    case["scheme"]["award"] = [{"split": "pool / 1000", "by": "presence"}]
    case["company"] = {"profit": "30000000000000.03"}
    for each in case["people"]:
        each["start_date"] = "2020-01-01"
    return case


def nobody() -> dict[str, Any]:
    case = cases.worked(3)
    case["company"]["net_profit"] = "0"
    for each in case["people"]:
        each["start_date"] = "2026-12-01"
    return case


def worked_935() -> dict[str, Any]:
    return cases.worked(935)


CASES: list[Callable[[], dict[str, Any]]] = [
    cases.worked, cases.bounded, cases.all_capped, cases.mixed, cases.grouped, cases.tiered, cases.dated, cases.several,
    awkward, ties, whole_cents, beyond_doubles, nobody, worked_935,
]  # fmt: skip
PRESETS = [*presets.names(), *presets.examples()]
NAMES = [*(case.__name__ for case in CASES), *PRESETS]


def _content(run: SchemeRun, language: str = "nl") -> bytes:
    return register_workbook(run, cases.header_of(run, identity="ab" * 32), language)


@pytest.fixture(scope="module")
def runs() -> dict[str, SchemeRun]:
    found = {name: run_scheme(presets.load(name), COMPANY, people()) for name in PRESETS}
    return {case.__name__: cases.run_of(case()) for case in CASES} | found | {"tampered": _tampered()}


def _tampered() -> SchemeRun:
    """Someone free is said to be held at the cap: the rate, the parts and the states no longer agree."""
    run = cases.run_of(cases.bounded())
    shares = run.awards[0].shares
    assert shares is not None
    free = next(row for row, held in enumerate(shares.capped) if not held and not shares.floored[row])
    shares.capped[free] = True
    return run


@pytest.fixture(scope="module")
def sheets(
    runs: dict[str, SchemeRun], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[dict[str, Rows], dict[str, Rows]]]:
    """By case: what the file says, and what LibreOffice works out from it once all results were wiped."""
    folder = tmp_path_factory.mktemp("workbooks")
    paths = [folder / f"{name}.xlsx" for name in runs]
    for path, run in zip(paths, runs.values(), strict=True):
        content = _content(run)
        (folder / f"{path.stem}.written").write_bytes(content)
        assert without_results(content, path) >= 8
    work_out(paths, folder)
    return {
        path.stem: (read_sheets(folder / f"{path.stem}.written"), read_sheets(folder / "out" / path.name))
        for path in paths
    }


@pytest.mark.parametrize("name", NAMES)
def test_recalculated_it_says_the_same(name: str, sheets: dict[str, Any]) -> None:
    """Every cell of every sheet: what was written is what LibreOffice gets, money to the cent, checks agreeing."""
    written, worked_out = sheets[name]
    for sheet, rows in written.items():
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                found = worked_out[sheet][at][place] if value != "" else ""
                if isinstance(value, float) and isinstance(found, float):
                    assert abs(value - found) <= 1e-9 * max(1.0, abs(value)), (sheet, at, place)
                else:
                    assert value == found, (sheet, at, place)


@pytest.mark.parametrize("name", NAMES)
def test_every_amount_is_the_engines(name: str, runs: dict[str, SchemeRun], sheets: dict[str, Any]) -> None:
    """Amounts as LibreOffice works them out, in cents, beside those of the run; people in the order of ties."""
    run, rows = runs[name], sheets[name][1]["Mensen"]
    order = sorted(range(len(run.eligible)), key=lambda row: natural(run.id_at(row)))
    assert [row[0] for row in rows[FIRST : FIRST + len(order)]] == [run.id_at(row) for row in order]
    money = [award for award in run.awards if award.unit == run.scheme.currency]
    at = rows[FIRST - 1].index("Bedrag")
    for line, row in enumerate(order, FIRST):
        cell = rows[line][at]
        assert isinstance(cell, (int, float))
        assert Fraction(round(cell * 100), 100) == sum((award.amount(row) for award in money), Fraction(0))
    assert sheets[name][1]["Samenvatting"][4][0] == "Alle controles kloppen"


def test_a_state_that_is_wrong_is_seen(sheets: dict[str, Any]) -> None:
    worked_out = sheets["tampered"][1]
    assert "wijkt af" in {row[-1] for row in worked_out["Samenvatting"]} | {
        row[2] for row in worked_out["Samenvatting"]
    }
    assert worked_out["Samenvatting"][4][0] == "Een controle wijkt af, zie hieronder"


def _formulas(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as file:
        names = [name for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        return [text for name in names for text in re.findall(r"<f[^>]*>([^<]*)</f>", file.read(name).decode())]


def test_almost_all_is_live(runs: dict[str, SchemeRun]) -> None:
    """No value stands in for a formula, but where thirty trillion is beyond what 16 digits can say."""
    for name, run in runs.items():
        with ZipFile(BytesIO(_content(run))) as file:
            comments = [file.read(part).decode() for part in file.namelist() if part.startswith("xl/comments")]
        assert bool(comments) is (name == "beyond_doubles"), name


def test_what_doubles_cannot_say_is_a_value_with_a_note(runs: dict[str, SchemeRun]) -> None:
    run = runs["beyond_doubles"]
    content = _content(run, "en")
    with ZipFile(BytesIO(content)) as file:
        assert FIXED.split(".")[0] in file.read("xl/comments1.xml").decode()
    assert not [formula for formula in _formulas(content) if "/3*1.5" in formula]
    assert run.company["pool"].written(0) == "15000000000000.02"


def test_texts_from_outside_never_become_formulas() -> None:
    """The file holds the same formulas whatever people are called, and their texts come back as they are."""
    plain, odd = cases.worked(6), cases.worked(6)
    texts = ["=1+1", "+A1", "-1", "@SUM(A1)", "{=1}", "http://x.example", "＝1", "\t=1", "<b>&amp;\x00\x07\ud800"]
    for case, level in ((plain, "junior"), (odd, '=HYPERLINK("http://x.example")')):
        case["scheme"]["person"].append(cases.step("bonus", "if(level = 'senior', 2, 1)", None))
        for each in case["people"]:
            each.update(level=level, start_date="2020-01-01")
    for place, each in enumerate(odd["people"]):
        each["id"] = texts[place] + each["id"]
    run = cases.run_of(odd)
    names = dict(zip(run.people.ids, reversed(texts), strict=False))
    content = register_workbook(run, cases.header_of(run, names=names, company="=cmd|' /C calc'!A0 & Co"), "en")
    expected = cases.run_of(plain)
    assert sorted(_formulas(content)) == sorted(_formulas(register_workbook(expected, cases.header_of(expected), "en")))
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("People").to_python()
    assert {row[0] for row in rows[FIRST : FIRST + 6]} == set(run.people.ids)
    assert "http://x.example" in {row[1] for row in rows}
    with ZipFile(BytesIO(content)) as file:
        assert not [part for part in file.namelist() if "externalLink" in part]
        assert all(b"hyperlink" not in file.read(part).lower() for part in file.namelist() if part.endswith(".rels"))


def test_in_english_and_dutch_the_same_figures(runs: dict[str, SchemeRun]) -> None:
    run = runs["bounded"]
    dutch, english = (CalamineWorkbook.from_filelike(BytesIO(_content(run, language))) for language in ("nl", "en"))
    assert dutch.sheet_names == ["Samenvatting", "Feiten", "Mensen", "Doen niet mee"]
    assert english.sheet_names == ["Summary", "Facts", "People", "Not sharing"]
    numbers = [[[each for each in row if isinstance(each, float)] for row in book.get_sheet_by_index(2).to_python()]
               for book in (dutch, english)]  # fmt: skip
    assert numbers[0] == numbers[1]


def test_the_same_run_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """No clock, no order of a set."""
    program = (
        "import sys; from tests.operations import cases; from planner.operations.register_xlsx import *;"
        "run = cases.run_of(cases.tiered());"
        "sys.stdout.buffer.write(register_workbook(run, cases.header_of(run), 'nl'))"
    )
    made = [
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True,
                       env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]  # fmt: skip
    run = cases.run_of(cases.tiered())
    assert made[0] == made[1] == register_workbook(run, cases.header_of(run), "nl")


def test_printed_and_read_with_ease(runs: dict[str, SchemeRun]) -> None:
    """Landscape A4, headings repeated and frozen, the run's identity at the foot, the language named."""
    with ZipFile(BytesIO(_content(runs["worked"]))) as file:
        people = file.read("xl/worksheets/sheet3.xml").decode()
        book, custom = file.read("xl/workbook.xml").decode(), file.read("docProps/custom.xml").decode()
    assert 'orientation="landscape"' in people
    assert 'state="frozen"' in people
    assert "abababababababab" in people
    assert "_xlnm.Print_Titles" in book
    assert ">nl<" in custom


def test_numbers_that_no_double_can_hold_are_written_out() -> None:
    """Ten to the four hundredth is a text that can be read; what is shared stays a number."""
    case = cases.worked(5)
    case["company"]["atoms"] = "1" + "0" * 400
    case["scheme"]["company"].append(cases.step("square", "atoms ^ 2 / 3", None))
    case["scheme"]["person"].append(cases.step("share", "presence * atoms", None))
    case["scheme"]["award"].append({"split": "100", "by": "share"})
    run = cases.run_of(case)
    book = CalamineWorkbook.from_filelike(BytesIO(_content(run, "en")))
    facts = {row[0]: row[1] for row in book.get_sheet_by_name("Facts").to_python()}
    assert facts["Atoms"] == "1" + "0" * 400
    people = book.get_sheet_by_name("People").to_python()
    at = people[FIRST - 1].index("Amount")
    amounts = [row[at] for row in people[FIRST : FIRST + len(run.eligible)]]
    assert [round(float(str(each)) * 100) for each in amounts] == [
        sum(award.amount(row) for award in run.awards) * 100 for row in range(len(run.eligible))
    ]
