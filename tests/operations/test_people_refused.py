"""Every fault of a payroll file gets its sentence, by row and column, all at once; nothing is taken over."""

from __future__ import annotations

import resource
import sys

import pytest

from planner.errors import Refused
from planner.operations.import_people import read_people
from tests.operations.payroll import DUTCH_HEAD


def said(content: str | bytes, language: str = "en", **options: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_people(content.encode() if isinstance(content, str) else content, "people.csv", **options)  # type: ignore[arg-type]
    return [fault.say(language) for fault in caught.value.faults]


def test_all_faults_at_once_by_row_and_column() -> None:
    text = DUTCH_HEAD + (
        "1;A;31-02-2026;;1,3;-5,00\n"
        "1;B;01-01-2020;01-01-2019;1,0;2.500,00\n"
        ";C;1-1-20;;x;3.200,00\n"
        "4;D;;;0,5;3.200,00\n"
        "5;E;12/31/2024;;0.8;3.200,00\n"
    )
    assert said(text, "nl") == [
        'rij 2, kolom "Datum in dienst": "31-02-2026" is geen dag; de datums hier staan er als 31-12-2026',
        'rij 2, kolom "Deeltijdfactor": "1,3" is meer dan 1,2',
        'rij 2, kolom "Bruto maandsalaris fulltime": "-5,00" is negatief',
        'rij 3, kolom "Personeelsnummer": "1" staat ook in rij 2',
        'rij 3, kolom "Datum uit dienst": uit dienst op 01-01-2019, vóór de eerste dag op 01-01-2020',
        'rij 4, kolom "Datum in dienst": "1-1-20" heeft een jaar van vier cijfers nodig',
        'rij 4, kolom "Deeltijdfactor": "x" is geen getal; schrijf het als 1.234,50',
        'rij 4, kolom "Personeelsnummer": het nummer ontbreekt; ieder mens heeft er een nodig',
        'rij 5, kolom "Datum in dienst": de eerste dag in dienst ontbreekt',
        'rij 6, kolom "Datum in dienst": "12/31/2024" is geen dag; de datums hier staan er als 31-12-2026',
        'rij 6, kolom "Deeltijdfactor": "0.8" is geen getal; schrijf het als 1.234,50',
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "people.csv: the file is empty"),
        (" \n\n", "people.csv: the file is empty"),
        (DUTCH_HEAD, "people.csv: only headings are here, no rows beneath them"),
        ("foo,bar\n1,2\n", 'no column with personnel numbers was found; name it with --map "Heading=id"'),
        ("nr;Nr.\n1;2\n", 'column "Nr.": this heading stands there twice'),
        (
            "nr;niveau;schaal\n1;A;B\n",
            'column "schaal": read as level, and so is the column "niveau"; keep one, or map the other',
        ),
        ("nr;;x\n1;2;3\n", "column 2 has cells but no heading"),
        ("nr;x\n1\n", "row 2: 1 cells, but there are 2 headings"),
        ("nr;fte\n1;0,5;9;9\n", "row 2: 4 cells, but there are 2 headings"),
        (
            'nr;naam\n1;"A\n2;B\n3;C\n',
            "people.csv, row 2: a quote is opened here and not closed, or stands in the middle of a cell",
        ),
        (
            'nr;naam\n1;A\n2;"B"x\n',
            "people.csv, row 3: a quote is opened here and not closed, or stands in the middle of a cell",
        ),
        (
            b"nr;naam\n1;a\x00\n",
            "people.csv: line 2 has an invisible control character (U+0000); remove it",
        ),
        (b"nr;naam\n1;\x81\n", "people.csv: line 2 has bytes (81) that are not Windows-1252"),
        (
            b"nr;naam\n1;Ren\xe9\n2;Ren\xc3\xa9\n",
            "people.csv: line 3 is UTF-8 (C3 A9) but line 2 is not (E9); save it all in one encoding",
        ),
        (b"\xff\xfen\x00r\x00\n\x00\x00\xd8", "people.csv: line 2 has bytes (00 D8) that are not UTF-16"),
        (b"\xef\xbb\xbfnr\n\xe9\n", "people.csv: line 2 has bytes (E9) that are not UTF-8"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "people.csv: this is an old .xls file or has a password; save it as .xlsx without one",
        ),
        (b"%PDF-1.7", "people.csv: this is a PDF; export it as .xlsx or .csv"),
        (
            "nr\n111222333\n123456782\n000000012\n",
            'column "nr": these look like BSNs; use personnel numbers instead',
        ),
        (f"nr\n{'9' * 101}\n", 'row 2, column "nr": longer than 100 characters'),
        (
            "shareholding,nummer\n1.234,1\n",
            'row 2, column "shareholding": "1.234" may be thousands or decimals; '
            "say which is the decimal mark with --decimal",
        ),
        (
            "id,start date\n1,01/02/2024\n",
            'row 2, column "start date": "01/02/2024" may be day-month or month-day; '
            "say which with --dates dmy or --dates mdy",
        ),
        (
            "id,start date\n1,13-02-2024\n2,2024-02-13\n3,14-02-2024\n",
            'row 3, column "start date": "2024-02-13" is no day; the dates here are written like 31-12-2026',
        ),
        ("id,start date\n1,soon\n", 'row 2, column "start date": "soon" is not a date; write it like 31-12-2026'),
        ("id,start date\n1,31-01-1024\n", 'row 2, column "start date": "31-01-1024" is not between 1900 and 2100'),
        (
            "nr;geboortedatum;in dienst\n1;01-02-2020;01-02-2020\n",
            'row 2, column "geboortedatum": born on 01-02-2020, after starting on 01-02-2020',
        ),
        (
            "nr;fte\n1;80\n",
            'row 2, column "fte": "80" is more than 1.2; map the column to fte_percent or hours_per_week if it is that',
        ),
        ("nr;fte\n1;-0,5\n", 'row 2, column "fte": "-0,5" is negative'),
        ("nr;parttimepercentage\n1;130\n", 'row 2, column "parttimepercentage": "130" is more than 1.2'),
        (
            "nr;fte;maandsalaris\n1;0.8;3.229\n2;0.7;3.229\n3;0.9;4100.5\n",
            'row 2, column "maandsalaris": "3.229" may be thousands; write it without a mark between the digits',
        ),
    ],
)
def test_each_fault_has_its_sentence(content: str | bytes, sentence: str) -> None:
    assert said(content)[0] == sentence


def test_a_row_that_is_uneven_says_nothing_more() -> None:
    assert said(DUTCH_HEAD + "1;A;x;y;z;q;r\nx;\n2;B;01-01-2020;;1,0;3.000,00\n") == [
        "row 2: 7 cells, but there are 6 headings",
        "row 3: 2 cells, but there are 6 headings",
    ]


@pytest.mark.parametrize("cell", ["3.22,80", "1.2.3,4", "1,2,3", "abc", "1e5", "NaN", "--5", "5-", ",", "٣"])
def test_what_is_no_number(cell: str) -> None:
    text = f'nr;maandsalaris\n1;2.500,00\n2;"{cell}"\n'
    assert said(text) == [f'row 3, column "maandsalaris": "{cell}" is not a number; write it like 1.234,50']


@pytest.mark.parametrize("hours", ["0", "-40", "veertig", "1e9", "400"])
def test_a_full_time_week_is_a_number_of_hours(hours: str) -> None:
    assert said("nr;uren per week\n1;32\n", "nl", full_time_hours=hours) == [
        f'--full-time-hours: "{hours}" is geen aantal uren per week, zoals 40'
    ]


def test_a_heading_to_map_that_is_not_there() -> None:
    assert said("nr\n1\n", headings={"Kolom": "level"}) == ['there is no column "Kolom" to map']


def test_more_than_a_thousand_faults_are_counted() -> None:
    found = said("nr;fte\n" + "".join(f"{number};9\n" for number in range(1500)))
    assert len(found) == 1001
    assert found[-1] == "and 500 more faults"


def test_a_million_rows_are_refused_without_reading_them() -> None:
    content = b"nr;x\n" + b"1;2\n" * 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert said(content, "nl") == ["people.csv: meer dan 200\u00a0000 rijen; splits het bestand"]
    unit = 1024 if sys.platform == "linux" else 1
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit < 50 * 1024 * 1024


def test_more_rows_than_lines_allow_are_refused_too() -> None:
    content = b'nr;x\n1;"a\nb"\n' + b"1;2\n" * 200_001
    assert said(content) == ["people.csv: more than 200\u00a0000 rows; split the file"]


def test_more_than_50_mb_is_refused() -> None:
    assert said(b"a" * (50 * 1024 * 1024 + 1)) == ["people.csv: the file is larger than 50 MB"]


def test_more_than_400_columns_are_refused() -> None:
    row = ",".join(f"c{number}" for number in range(401))
    assert said(f"{row}\n{row}\n") == ["people.csv: more than 400 columns"]
