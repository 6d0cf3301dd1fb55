"""Payroll files in every dialect are read to the same facts, and how they were read is said back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.operations.import_people import describe, read_people
from tests.operations.payroll import DUTCH_HEAD, Dialect, Member, written

DATES = st.dates(date(1980, 1, 1), date(2030, 12, 31))
NAMES = st.text("abcdefghijklmnopqrstuvwxyzéëïöüçñ ;,|\"'\t-", min_size=1, max_size=12).map(str.strip)
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}
NUMBERS = {",": ["", "."], ".": ["", ","]}


@st.composite
def members(draw: st.DrawFn) -> list[Member]:
    """Some people; the first has a day that can't be a month and pay with both marks, so that nothing is unclear."""
    found = [Member("0001", "Renée", date(2020, 12, 31), None, 800, 432_150)]
    for number in range(draw(st.integers(0, 5))):
        start = draw(DATES)
        end = draw(st.none() | st.dates(start, date(2031, 1, 1)))
        fte, cents = draw(st.integers(0, 1200)), draw(st.integers(0, 999_999))
        found.append(Member(f"{number + 2:04d}", draw(NAMES), start, end, fte, cents))
    return found


@st.composite
def dialects(draw: st.DrawFn) -> Dialect:
    decimal = draw(st.sampled_from([",", "."]))
    return Dialect(
        encoding=draw(st.sampled_from(sorted(ENCODINGS))),
        separator=draw(st.sampled_from([";", ",", "\t", "|"])),
        decimal=decimal,
        thousands=draw(st.sampled_from(NUMBERS[decimal])),
        dates=draw(st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y-%m-%d", "%Y/%m/%d"])),
        language=draw(st.sampled_from(["nl", "en"])),
        line_end=draw(st.sampled_from(["\r\n", "\n", "\r"])),
    )


@given(members(), dialects())
def test_any_dialect_is_read_to_the_same_facts(people: list[Member], dialect: Dialect) -> None:
    read = read_people(written(people, dialect), "people.csv")
    assert list(read.people) == [person.facts() for person in people]
    assert [card.name for card in read.cards.values()] == [person.name for person in people]


@given(members(), dialects())
def test_the_dialect_is_said_back(people: list[Member], dialect: Dialect) -> None:
    back = read_people(written(people, dialect), "people.csv").said_back
    assert back.encoding == ENCODINGS[dialect.encoding]
    assert back.separator == {";": "semicolons", ",": "commas", "\t": "tabs", "|": "vertical bars"}[dialect.separator]
    assert back.decimal == dialect.decimal
    assert back.order == "".join(letter for letter in dialect.dates.lower() if letter in "dmy")
    assert (back.people, back.columns) == (len(people), 6)


def test_a_dutch_payroll_export_as_it_comes() -> None:
    text = (
        "Personeelsnummer;Naam;E-mail;Geboortedatum;Datum in dienst;Datum uit dienst;Deeltijdfactor;"
        "Bruto maandsalaris fulltime;Contractsoort;Niveau\r\n"
        "1001;Renée Bakker;renee@example.com;01-01-1995;31-12-2024;;1,000;3.229,80;Onbepaalde tijd;A\r\n"
        "0012;Jörg de Wit;jorg@example.com;10-06-1993;22-11-2015;31-12-2026;0,950;3.868,20;Bepaalde tijd;B\r\n"
    )
    read = read_people(text.encode("cp1252"), "medewerkers.csv")
    assert list(read.people) == [
        {
            "id": "1001",
            "birth_date": "1995-01-01",
            "start_date": "2024-12-31",
            "fte": "1.000",
            "monthly_salary": "3229.80",
            "contract": "permanent",
            "level": "A",
        },
        {
            "id": "0012",
            "birth_date": "1993-06-10",
            "start_date": "2015-11-22",
            "end_date": "2026-12-31",
            "fte": "0.950",
            "monthly_salary": "3868.20",
            "contract": "fixed-term",
            "level": "B",
        },
    ]
    assert read.cards["0012"].name == "Jörg de Wit"
    assert read.cards["0012"].email == "jorg@example.com"
    assert read.said_back.say("nl") == (
        "Gelezen als Windows-1252, puntkomma's, decimale komma, datums dag-maand-jaar. 2 mensen, 10 kolommen."
    )
    assert read.said_back.say("en") == (
        "Read as Windows-1252, semicolons, decimal comma, dates day-month-year. 2 people, 10 columns."
    )
    assert read.warnings == ()


def facts(text: str, **options: object) -> list[dict[str, str]]:
    return list(read_people(text.encode(), "people.csv", **options).people)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heading", "fact"),
    [
        ("PERSONEELSNUMMER", "id"),
        ("medewerker_nummer", "id"),
        ("Nr.", "id"),
        ("Employee-ID", "id"),
        ("Number", "id"),
        ("Datum indiensttreding", "start_date"),
        ("In dienst", "start_date"),
        ("hire date", "start_date"),
        ("Uit dienst", "end_date"),
        ("Date of birth", "birth_date"),
        ("Bruto maandsalaris (fulltime, €)", "monthly_salary"),
        ("Full-time monthly salary", "monthly_salary"),
        ("Maandsalaris voltijd EUR", "monthly_salary"),
        ("Gross monthly salary", "monthly_salary"),
        ("Bruto maandloon voltijd", "monthly_salary"),
        ("Salaris fulltime", "monthly_salary"),
        ("Gross annual salary", "salary"),
        ("Bruto jaarsalaris", "salary"),
        ("F.T.E.", "fte"),
        ("Parttimepercentage", "fte"),
        ("Functieniveau", "level"),
        ("Afdeling", "department"),
        ("Geslacht", "gender"),
        ("Nationaliteit", "nationality"),
        ("Leeftijd", "age"),
        ("% aandelen", "share_percentage"),
    ],
)
def test_headings_of_both_languages(heading: str, fact: str) -> None:
    cell = "31-01-2024" if fact == "start_date" else ""
    text = f"{heading}\n1\n" if fact == "id" else f"Personeelsnr;{heading}\n1;{cell}\n"
    back = read_people(text.encode(), "people.csv").said_back
    assert (heading, fact) in back.read_as
    assert back.own_facts == ()


def test_a_name_in_three_columns() -> None:
    read = read_people(b"nr,Voornaam,Tussenvoegsel,Achternaam\n1,Esmee,de,Graaf\n2,Bo,,Tol\n", "x.csv")
    assert [card.name for card in read.cards.values()] == ["Esmee de Graaf", "Bo Tol"]
    assert list(read.people) == [{"id": "1"}, {"id": "2"}]


def test_names_and_addresses_never_stand_among_the_facts() -> None:
    read = read_people(b"nr;naam;e-mail\n1;Ann;ann@x.example\n", "x.csv")
    assert read.people == ({"id": "1"},)


def test_a_mapped_heading_goes_before_what_it_looks_like() -> None:
    text = "Code,Niveau,Groep,Notitie\n7,A,senior,x\n"
    mapped = {"code": "id", "Groep": "level", "Niveau": "pay scale", "notitie": "ignore"}
    assert facts(text, headings=mapped) == [{"id": "7", "pay_scale": "A", "level": "senior"}]


def test_other_columns_become_facts_under_names_that_a_formula_can_use() -> None:
    text = "nr;Kosten-plaats;2025 bonus;Count;Doel %;Sinds;Versie\n1;0400;1.250,00;3;12,5%;31-01-2024;1.2.3\n"
    read = read_people(text.encode(), "x.csv")
    assert list(read.people) == [
        {
            "id": "1",
            "kosten_plaats": "0400",
            "column_2025_bonus": "1250.00",
            "column_count": "3",
            "doel_percent": "12.5%",
            "sinds": "2024-01-31",
            "versie": "1.2.3",
        }
    ]
    assert "kosten_plaats" in read.said_back.own_facts


def test_empty_cells_give_no_fact() -> None:
    assert facts("nr;niveau;fte\n1;;0,8\n2;A;\n") == [{"id": "1", "fte": "0.8"}, {"id": "2", "level": "A"}]


@pytest.mark.parametrize(
    ("heading", "cell", "fte"),
    [
        ("Parttimepercentage", "80", "0.80"),
        ("Parttimepercentage", "62,5%", "0.625"),
        ("Deeltijdfactor", "80%", "0.80"),
        ("Deeltijdfactor", "0,8000", "0.8000"),
    ],
)
def test_part_time_in_percent_or_as_factor(heading: str, cell: str, fte: str) -> None:
    assert facts(f"nr;{heading}\n1;{cell}\n") == [{"id": "1", "fte": fte}]


def test_hours_become_a_factor_when_the_full_week_is_known() -> None:
    text = "nr;Uren per week\n1;32\n2;24\n"
    assert facts(text, full_time_hours="40") == [{"id": "1", "fte": "0.8"}, {"id": "2", "fte": "0.6"}]
    assert facts(text, full_time_hours="37,5")[0] == {"id": "1", "fte": "64/75"}
    assert facts(text, full_time_hours="36") == [{"id": "1", "fte": "8/9"}, {"id": "2", "fte": "2/3"}]
    read = read_people(text.encode(), "x.csv")
    assert read.people == ({"id": "1", "hours_per_week": "32"}, {"id": "2", "hours_per_week": "24"})
    assert [warning.say() for warning in read.warnings] == [
        'column "Uren per week": hours alone say nothing of a full-time week; '
        "give --full-time-hours, or everyone counts as full-time"
    ]


def test_hours_beside_a_factor_are_a_fact_of_their_own() -> None:
    text = "nr;fte;Uren per week;Parttimepercentage\n1;0,8;32;80\n"
    assert facts(text, full_time_hours="36") == [{"id": "1", "fte": "0.8", "hours_per_week": "32", "fte_percent": "80"}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nr;fte;salaris per maand\n1;1,000;3.229\n", "3229"),  # a factor is never a thousand
        ("nr;salaris per maand\n1;3.229\n", "3229"),  # pay is never a few euros
        ('id,monthly salary\n1,"3,229"\n', "3229"),
        ("nr;salaris per maand\n1;€ 3.229,-\n", "3229"),
        ("nr;salaris per maand\n1;3 229,50\n", "3229.50"),
        ("nr;salaris per maand\n1;3'229.50\n", "3229.50"),
        ("nr;salaris per maand\n1;EUR 3229,5\n", "3229.5"),
    ],
)
def test_thousands_and_decimals_are_told_apart(text: str, value: str) -> None:
    assert facts(text)[0]["monthly_salary"] == value


def test_an_unclear_mark_is_decided_by_the_language_of_the_headings() -> None:
    assert facts("Personeelsnummer;Aandelen %\n1;1.234\n")[0]["share_percentage"] == "1234"
    assert facts("Employee number;Shareholding\n1;1.234\n")[0]["share_percentage"] == "1.234"
    assert facts("nummer;shareholding\n1;1.234\n", decimal=",")[0]["share_percentage"] == "1234"


def test_unclear_dates_are_decided_by_custom_or_option() -> None:
    assert facts("nr;in dienst\n1;01/02/2024\n")[0]["start_date"] == "2024-02-01"
    assert facts("id;start date\n1;01-02-2024\n")[0]["start_date"] == "2024-02-01"
    assert facts("id;start date\n1;01/02/2024\n2;01/31/2024\n")[0]["start_date"] == "2024-01-02"
    assert facts("id;start date\n1;01/02/2024\n", dates="mdy")[0]["start_date"] == "2024-01-02"


def test_midnight_and_no_end_as_programs_write_them() -> None:
    text = "nr;in dienst;uit dienst\n1;2024-02-01 00:00:00;9999-12-31\n2;2024-02-01T00:00:00;2999-12-31\n"
    assert facts(text) == [{"id": "1", "start_date": "2024-02-01"}, {"id": "2", "start_date": "2024-02-01"}]


def test_the_separator_that_a_first_line_names() -> None:
    assert facts("sep=|\nnr|naam;x\n1|a\n")[0]["id"] == "1"


def test_a_cell_may_have_line_breaks_and_quotes() -> None:
    read = read_people(b'nr;naam;plaats\n1;"Ann ""de"" Wit\n(Deventer)";"a;b"\n2;Bo;c\n', "x.csv")
    assert read.cards["1"].name == 'Ann "de" Wit\n(Deventer)'
    assert read.people[0]["plaats"] == "a;b"


def test_empty_rows_and_a_last_empty_column_are_skipped() -> None:
    assert facts("nr;niveau;\n\n1;A;\n;;\n2;B;\n\n") == [{"id": "1", "level": "A"}, {"id": "2", "level": "B"}]


def test_what_is_never_needed_is_left_out_and_said() -> None:
    text = "nr;BSN;IBAN;Ziektedagen;Postcode;Geheim\n" + "".join(
        f"{number};;NL00;3;1000 AA;{bsn}\n" for number, bsn in enumerate(("111222333", "123456782", "000000012"))
    )
    read = read_people(text.encode(), "x.csv")
    assert list(read.people) == [{"id": "0"}, {"id": "1"}, {"id": "2"}]
    assert [warning.say("nl") for warning in read.warnings] == [
        'kolom "BSN": weggelaten: een BSN is hier nooit nodig',
        'kolom "IBAN": weggelaten: een bankrekening is hier nooit nodig',
        'kolom "Ziektedagen": weggelaten: ziekte wordt hier niet vastgelegd',
        'kolom "Postcode": weggelaten: dit is hier niet nodig',
        'kolom "Geheim": weggelaten: een BSN is hier nooit nodig',
    ]


def test_odd_but_possible_is_a_warning() -> None:
    text = DUTCH_HEAD + "1;A;01-01-2020;;1,1;18,50\n2;B;15-02-2027;;1,0;75.000,00\n3;C;01-01-2020;;0,0;2.000,00\n"
    read = read_people(text.encode(), "x.csv", today=date(2026, 12, 31))
    assert [warning.say() for warning in read.warnings] == [
        'row 2, column "Deeltijdfactor": "1,1" is more than a full-time week; that may be right',
        'row 2, column "Bruto maandsalaris fulltime": "18,50" looks like pay an hour, not a month',
        'row 3, column "Bruto maandsalaris fulltime": "75.000,00" looks like pay a year, not a month',
        'row 3, column "Datum in dienst": employment starts in the future, on 15-02-2027',
    ]
    assert [person["fte"] for person in read.people] == ["1.1", "1.0", "0.0"]


def test_pay_that_may_be_for_own_hours_is_pointed_at() -> None:
    def warned(heading: str, fte: str) -> list[str]:
        read = read_people(f"nr;{heading};parttimepercentage\n1;3.000,00;{fte}\n".encode(), "x.csv")
        return [warning.say("nl") for warning in read.warnings]

    assert warned("Bruto maandsalaris", "80") == [
        'kolom "Bruto maandsalaris": gelezen als loon voor een volle werkweek; kijk na of dat zo is'
    ]
    assert warned("Bruto maandsalaris", "100") == []
    assert warned("Bruto maandsalaris fulltime", "80") == []
    assert warned("monthly_salary", "80") == []


def test_letters_that_were_saved_wrongly_once_are_pointed_at() -> None:
    read = read_people("nr;naam\n1;Ann\n2;RenÃ©e de Wit\n".encode(), "x.csv")
    assert [warning.say("nl") for warning in read.warnings] == [
        'regel 3 heeft "RenÃ©e": letters die een ander programma verkeerd heeft bewaard'
    ]


def test_describe_says_what_each_column_became() -> None:
    text = "nr;Niveau;Doel;BSN\n1;A;x;\n"
    assert describe(read_people(text.encode(), "x.csv"), "nl") == (
        "Gelezen als UTF-8, puntkomma's. 1 mens, 4 kolommen.\n"
        "\n"
        "Gelezen als:\n"
        "  nr      id\n"
        "  Niveau  level\n"
        "  Doel    doel (een eigen gegeven)\n"
        "\n"
        "Kijk dit na:\n"
        '  kolom "BSN": weggelaten: een BSN is hier nooit nodig'
    )
