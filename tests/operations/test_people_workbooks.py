"""Workbooks: typed cells, several sheets, formulas, and files made to do harm."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from planner.errors import Refused
from planner.operations.import_people import PeopleFile, describe, read_people

Fill = Callable[[Worksheet], object]
PEOPLE: list[list[object]] = [
    ["Personeelsnummer", "Naam", "Datum in dienst", "Deeltijdfactor", "Maandsalaris voltijd", "Actief"],
    ["0167", "Sanne", datetime(2024, 2, 1), 0.8, 4350, True],
    [1001, "Puck Yılmaz", datetime(2020, 12, 31), 1, 3229.8, False],
]


def workbook(sheets: dict[str, list[list[object]]], fill: Fill | None = None, **options: object) -> bytes:
    """A workbook as a spreadsheet program would write it; `fill` may add to the first sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, **options})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(at, column, value, day)
                else:
                    sheet.write(at, column, value)
        if fill:
            fill(sheet)
            fill = None
    book.close()
    return file.getvalue()


def read(content: bytes, **options: object) -> PeopleFile:
    return read_people(content, "mensen.xlsx", **options)  # type: ignore[arg-type]


def said(content: bytes, language: str = "en", **options: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        read(content, **options)
    return [fault.say(language) for fault in caught.value.faults]


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same workbook with some parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def test_typed_cells_are_read_exactly() -> None:
    found = read(workbook({"Medewerkers": PEOPLE}))
    assert list(found.people) == [
        {"id": "0167", "start_date": "2024-02-01", "fte": "0.8", "monthly_salary": "4350", "actief": "true"},
        {"id": "1001", "start_date": "2020-12-31", "fte": "1", "monthly_salary": "3229.8", "actief": "false"},
    ]
    assert found.cards["1001"].name == "Puck Yılmaz"
    assert found.said_back.say("nl") == 'Gelezen als het werkblad "Medewerkers". 2 mensen, 6 kolommen.'


def test_numbers_keep_the_fifteen_digits_that_a_spreadsheet_has() -> None:
    rows: list[list[object]] = [["nr", "maandsalaris"], [1, 0.1 + 0.2 + 3000], [2, 1234567.89 / 100]]
    assert [person["monthly_salary"] for person in read(workbook({"x": rows})).people] == ["3000.3", "12345.6789"]


def test_day_numbers_and_texts_are_dates_too() -> None:
    rows: list[list[object]] = [["nr", "in dienst"], [1, 45323], [2, "31-01-2024"]]
    assert [person["start_date"] for person in read(workbook({"x": rows})).people] == ["2024-02-01", "2024-01-31"]
    assert [person["start_date"] for person in read(workbook({"x": rows}, date_1904=True)).people] == [
        "2028-02-02",
        "2024-01-31",
    ]


def test_sheets_with_changes_and_leave_are_found_by_name() -> None:
    sheets: dict[str, list[list[object]]] = {
        "Toelichting": [["a"], ["b"]],
        "Wijzigingen": [
            ["nr", "van", "tot en met", "fte", "maandsalaris"],
            ["0167", datetime(2026, 1, 1), datetime(2026, 6, 30), 1, 4350],
        ],
        "Verlof": [
            ["nr", "van", "tot en met", "soort"],
            [1001, datetime(2026, 3, 1), datetime(2026, 3, 9), "onbetaald"],
        ],
        "Medewerkers": PEOPLE,
    }
    found = read(workbook(sheets), sheet="Medewerkers")
    assert found.people[0]["spells"] == [
        {"from": "2026-01-01", "to": "2026-06-30", "fte": "1", "monthly_salary": "4350"}
    ]
    assert found.people[1]["absences"] == [{"from": "2026-03-01", "to": "2026-03-09", "kind": "unpaid"}]
    assert found.said_back.unread == ("Toelichting",)
    assert "Niet gelezen: de bladen Toelichting." in describe(found, "nl")


def test_changes_may_be_a_workbook_of_their_own() -> None:
    changes = workbook({"Blad1": [["nr", "van", "fte"], ["0167", datetime(2026, 1, 1), 1]]})
    found = read(workbook({"x": PEOPLE}), changes=(changes, "wijzigingen.xlsx"))
    assert found.people[0]["spells"][0]["from"] == "2026-01-01"


def test_an_unknown_sheet_names_those_there_are() -> None:
    assert said(workbook({"A": PEOPLE, "B": PEOPLE}), "nl", sheet="C") == [
        'mensen.xlsx: er is geen blad "C"; er zijn: A, B'
    ]


def test_formulas_need_a_result() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 4, "=ZOEK(1)", None, "#REF!")
        sheet.write_formula(2, 3, "=A1*2", None, "")
        sheet.write_formula(1, 3, "=2*0.4", None, 0.8)

    assert said(workbook({"x": PEOPLE}, fill), "nl") == [
        'rij 2, kolom "Maandsalaris voltijd": de formule geeft #DIV/0!',
        'rij 3, kolom "Deeltijdfactor": de formule heeft nog geen uitkomst; open het bestand en bewaar het opnieuw',
        'rij 3, kolom "Maandsalaris voltijd": de formule geeft #REF!',
    ]


def test_faults_in_a_workbook_have_row_and_column() -> None:
    rows = [*PEOPLE, ["1", "x", 1.5, 1.3, -1, 1], ["1", "y", datetime(2020, 1, 1), "x", 1, 1]]
    assert said(workbook({"Mensen": rows})) == [
        'row 4, column "Datum in dienst": "1.5" is not a date; write it like 31-12-2026',
        'row 4, column "Deeltijdfactor": "1.3" is more than 1.2',
        'row 4, column "Maandsalaris voltijd": "-1" is negative',
        'row 5, column "Deeltijdfactor": "x" is not a number; write it like 1234',
        'row 5, column "Personeelsnummer": "1" is in row 4 too',
    ]


def test_empty_sheets() -> None:
    assert said(workbook({"Leeg": []})) == ["Leeg: this sheet is empty"]
    assert said(workbook({"Kop": PEOPLE[:1]})) == ["Kop: only headings are here, no rows beneath them"]


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    rows: list[list[object]] = [["nr", "niveau"], [1, "=cmd|' /C calc'!A0"]]
    assert read(workbook({"x": rows})).people[0]["level"] == "=cmd|' /C calc'!A0"


# --- files made to do harm ----------------------------------------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 49 * 1024 * 1024})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert said(bomb) == ["mensen.xlsx: this workbook unpacks to more than 100 times its size"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_a_bomb_of_many_parts_is_not_unpacked() -> None:
    parts = {f"part{number}.xml": b" " * 1024 * 1024 for number in range(60)}
    assert said(zipped(parts)) == ["mensen.xlsx: this workbook unpacks to more than 50 MB"]
    many = {f"{number}": b"" for number in range(201)}
    assert said(zipped(many)) == ["mensen.xlsx: this workbook has more than 200 parts"]


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    honest = zipped({"xl/workbook.xml": b"<workbook/>", "xl/media/x.bin": b" " * 60 * 1024 * 1024})
    true_size, small = (60 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert said(honest.replace(true_size, small)) == [
        "mensen.xlsx: this workbook is damaged; open it and save it again as .xlsx"
    ]


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!doctype x SYSTEM "file:///etc/passwd">',
        b'<!ENTITY % x SYSTEM "http://127.0.0.1/">',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels"])
def test_document_types_and_entities_are_refused(head: bytes, part: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"?>", b"?>" + head, 1) if name == part else content

    assert said(repacked(workbook({"x": PEOPLE}), change), "nl") == [
        "mensen.xlsx: deze werkmap legt een documenttype of entiteiten vast; een echte werkmap doet dat niet"
    ]


def test_xml_in_an_encoding_that_could_hide_them_is_refused() -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.decode().encode("utf-16") if name == "xl/sharedStrings.xml" else content

    assert said(repacked(workbook({"x": PEOPLE}), change)) == [
        "mensen.xlsx: a part of this workbook is not UTF-8; open it and save it again as .xlsx"
    ]


def test_a_single_cell_far_away_does_not_lay_out_a_million_rows() -> None:
    far = workbook({"x": PEOPLE}, lambda sheet: sheet.write(1_048_575, 0, "x"))
    assert said(far) == ["mensen.xlsx: more than 200\u00a0000 rows; split the file"]
    wide = workbook({"x": PEOPLE}, lambda sheet: sheet.write(0, 16_383, "x"))
    assert said(wide) == ["mensen.xlsx: more than 400 columns"]


@pytest.mark.parametrize("row", [b"<row><c><v>1</v></c></row>", b"<x:row><x:c/></x:row>"])
def test_rows_are_counted_before_they_are_read(row: bytes) -> None:
    def change(name: str, content: bytes) -> bytes:
        many = b"".join(b"<!--%d-->%s" % (number * 7919 % 10**6, row) for number in range(200_002))
        return content.replace(b"<sheetData>", b"<sheetData>" + many) if name.endswith("sheet1.xml") else content

    assert said(repacked(workbook({"x": PEOPLE}), change)) == [
        "mensen.xlsx: more than 200\u00a0000 rows; split the file"
    ]


def test_what_is_no_workbook_is_refused() -> None:
    assert said(zipped({"mimetype": b"application/vnd.oasis"})) == [
        "mensen.xlsx: this is no .xlsx workbook; save it as .xlsx or .csv"
    ]
    whole = workbook({"x": PEOPLE})
    damaged = "mensen.xlsx: this workbook is damaged; open it and save it again as .xlsx"
    assert said(whole[: len(whole) // 2]) == [damaged]
    assert said(b"PK\x03\x04 and nothing more") == [damaged]
    assert said(repacked(whole, lambda name, content: b"<" if name == "xl/workbook.xml" else content)) == [damaged]
    broken = repacked(whole, lambda name, content: content[:300] if name == "xl/worksheets/sheet1.xml" else content)
    assert said(broken) == [damaged]


def test_hidden_sheets_are_left_alone() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    hidden, shown = book.add_worksheet("geheim"), book.add_worksheet("mensen")
    hidden.hide()
    shown.activate()
    shown.set_first_sheet()
    for at, value in enumerate(("nr", 7)):
        shown.write(at, 0, value)
        hidden.write(at, 0, value)
    book.close()
    assert read(file.getvalue()).said_back.sheet == "mensen"


def test_dates_in_workbooks_do_not_depend_on_the_clock() -> None:
    content = workbook({"x": PEOPLE})
    assert [warning.say() for warning in read(content, today=date(2020, 1, 1)).warnings] == [
        'row 2, column "Datum in dienst": employment starts in the future, on 2024-02-01',
        'row 3, column "Datum in dienst": employment starts in the future, on 2020-12-31',
    ]
    assert read(content).warnings == ()
