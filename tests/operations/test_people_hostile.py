"""Whatever bytes come in: people, or sentences about what is wrong; never an accident."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Refused
from planner.language import LANGUAGES
from planner.operations.import_company import read_company
from planner.operations.import_people import describe, read_people
from tests.operations.test_people_workbooks import PEOPLE, workbook

HEADINGS = [
    "nr",
    "naam",
    "in dienst",
    "uit dienst",
    "fte",
    "maandsalaris",
    "niveau",
    "x",
    "bsn",
    "van",
    "tot",
    "soort",
    "",
]
DATES = ["01-01-2020", "31-02-2026", "2026-01-01", "1/2/2026", "9999-12-31", "0000-00-00"]
NUMBERS = ["1", "2", "0167", "1,3", "0.8", "3.229", "-1", "1e9", "٣", "𝟏", "½", "²", "9" * 60, "%", "+", "-", "'", ",,"]
WORDS = ["", "ziek", "onbetaald", "a;b", '"', "\u00a0", "=1+1", "111222333"]
CELLS = st.sampled_from([*DATES, *NUMBERS, *WORDS]) | st.text(max_size=6)
LEAVE: list[list[object]] = [["nr", "van", "tot", "soort"], ["0167", datetime(2026, 1, 1), 46100, "ziek"]]
WHOLE = workbook({"Mensen": PEOPLE, "Verlof": LEAVE})


def survives(content: bytes, **options: Any) -> None:
    """Read it, and say in both languages what came of it."""
    try:
        found = read_people(content, "x.csv", **options)
        said = [describe(found, language) for language in LANGUAGES]
    except Refused as refused:
        said = [fault.say(language) for fault in refused.faults for language in LANGUAGES]
    assert said
    assert all(said)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    headings = draw(st.lists(st.sampled_from([*HEADINGS, ""]), min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=5))
    text = "\n".join(draw(st.sampled_from(";,\t")).join(row) for row in [headings, *rows])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16"])), "surrogatepass")


@given(tables(), tables())
def test_any_table(people: bytes, besides: bytes) -> None:
    survives(people)
    survives(people, changes=(besides, "w.csv"), absences=(besides, "v.csv"), full_time_hours="38")
    survives(b"nr;in dienst\n1;01-01-2020\n0167;01-01-2020\n", changes=(besides, "w.csv"))
    survives(b"nr;in dienst\n1;01-01-2020\n0167;01-01-2020\n", absences=(besides, "v.csv"))


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    survives(content)
    survives(b"PK\x03\x04" + content)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_workbook_with_one_byte_changed(at: int, byte: int) -> None:
    survives(WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :])


@given(st.data())
def test_a_workbook_whose_parts_are_changed(data: st.DataObject) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(file, "w") as new:
        hit = data.draw(st.sampled_from([name for name in old.namelist() if name.startswith("xl/")]))
        for name in old.namelist():
            content = old.read(name)
            if name == hit:
                start = data.draw(st.integers(0, len(content)))
                end = data.draw(st.integers(start, min(len(content), start + 60)))
                middle = data.draw(st.sampled_from([b"", b"<c/>", b'r="A0"', b"&amp;", b"1e400", b"<v>", b"</row>"]))
                content = content[:start] + middle + content[end:]
            new.writestr(name, content)
    survives(file.getvalue())


@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_company(content: bytes) -> None:
    for name in ("a.yaml", "a.json"):
        try:
            said = [str(read_company(content, name))]
        except Refused as refused:
            said = [fault.say(language) for fault in refused.faults for language in LANGUAGES]
        assert said
        assert all(said)


@pytest.mark.parametrize("number", ["1e400", "NaN", "INF", "-1e308", "1e-300"])
def test_numbers_that_no_spreadsheet_has(number: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>4350</v>", f"<v>{number}</v>".encode()))
    with pytest.raises(Refused, match=r'row 2, column "Maandsalaris voltijd": ".*" is not a number'):
        read_people(file.getvalue(), "x.xlsx")
