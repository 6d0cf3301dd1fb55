"""Sheets of holders and securities, as founders keep them, become journals."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.calculators.captable import captable
from planner.errors import Refused
from planner.operations.ocf_out import package
from planner.operations.securities.sheet_in import SecuritiesRead, issuer_of, read_securities
from planner.operations.securities.understood import describe_sheet

DUTCH = """\
Houder;Soort effect;Aandelensoort;Plan;Aantal;Datum uitgifte;Prijs;Uitoefenprijs;Start vesting;Maanden vesting;\
Maanden cliff;Uitgegeven door;Opmerking
Anna Voorbeeld;aandelen;Gewone aandelen;;6.000;01-02-2021;0,01;;;;;;oprichter
Stichting Voorbeeld;;Gewone aandelen;;1.000;13-02-2021;0,01;;;;;;
Fonds I B.V.;aandelen;Preferente aandelen A;;2.500;15-06-2023;€ 200,50;;;;;;
Ben Test;opties;;Plan 2022;300;01-03-2022;;12,50;01-03-2022;48;12;;
Ben Test;rsu;;Plan 2022;50;01-03-2022;;;;;;;
;pool;;Plan 2022;1.000;;;;;;;;
Carla Test;certificaten;Gewone aandelen;;400;01-05-2022;;;;;;Stichting Voorbeeld;
Dirk Test;phantom-aandelen;Gewone aandelen;;50;01-05-2022;;100,00;;;;;
Engel B.V.;SAFE;;;50.000;01-01-2025;;;;;;;
"""
ENGLISH = """\
Shareholder,Class,Number of shares,Date of issue,Price
Anna Sample,Ordinary,"6,000",2021-02-01,0.01
Fund I,Preferred A,"2,500",2023-06-15,200.50
"""


def read_sheet(text: str, **how: Any) -> SecuritiesRead:
    return read_securities(text.encode(), "aandelen.csv", **how)


def refused(text: str, language: str = "en", **how: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_sheet(text, **how)
    return [fault.say(language) for fault in caught.value.faults]


def test_a_dutch_register_is_a_journal() -> None:
    found = read_sheet(DUTCH)
    table, _ = captable(found.journal)
    assert table["totals"] == {"issued": "9500", "as_converted": "9500", "rights": "350", "pool_free": "650",
                               "fully_diluted": "10500"}  # fmt: skip
    assert {each["name"]: each["shares"] for each in table["holders"].values() if each["shares"]} == {
        "Anna Voorbeeld": {"gewoneaandelen": "6000"},
        "Stichting Voorbeeld": {"gewoneaandelen": "1000"},
        "Fonds I B.V.": {"preferenteaandelena": "2500"},
    }
    assert table["holders"]["bentest"]["rights"] == {"OPTION": "300", "RSU": "50"}
    assert table["classes"]["preferenteaandelena"]["type"] == "PREFERRED"
    assert table["beside"] == {"phantom_shares": {"dirktest": "50"},
                               "depositary_receipts": {"carlatest": {"gewoneaandelen": "400"}}}  # fmt: skip
    assert table["convertibles"]["safe-9"]["amount"] == "50000"
    assert [warning.say() for warning in found.warnings] == [
        'aandelen.csv, column "Opmerking": is no column of a sheet of securities and isn\'t read'
    ]


def test_its_vesting_is_vesting_terms() -> None:
    objects = {each["id"]: each for each in read_sheet(DUTCH).journal["objects"]}
    terms = objects[objects["issue-option-4"]["vesting_terms_id"]]
    assert objects["vest-option-4"]["date"] == "2022-03-01"
    assert [each["id"] for each in terms["vesting_conditions"]] == [
        "vesting-48-12-start", "vesting-48-12-cliff", "vesting-48-12-monthly",
    ]  # fmt: skip
    assert terms["vesting_conditions"][2]["trigger"]["period"]["occurrences"] == 36


def test_it_goes_out_as_open_cap_format() -> None:
    journal = read_sheet(DUTCH, issuer=issuer_of("Voorbeeld B.V.", "2021-01-31", "nl")).journal
    made = package(journal)
    assert made.warnings == ()
    assert json.loads(made.files["Manifest.ocf.json"])["issuer"]["country_of_formation"] == "NL"
    beside = json.loads(made.files["Beside.deelgenoot.json"])
    assert set(beside) == {"file_type", "version", "beside"}


def test_an_english_register_without_kinds_is_of_shares() -> None:
    table, _ = captable(read_sheet(ENGLISH, currency="GBP").journal)
    assert [(each["name"], each["fully_diluted"]) for each in table["holders"].values()] == [
        ("Anna Sample", "6000"), ("Fund I", "2500"),
    ]  # fmt: skip


def test_two_names_that_are_spelled_alike_are_two_holders_and_a_number_makes_them_one() -> None:
    rows = "Houder;Aandelensoort;Aantal;Datum\nJan-Jan;A;1;01-01-2026\nJan Jan;A;2;13-01-2026\nJan Jan;A;3;14-01-2026\n"
    table, _ = captable(read_sheet(rows).journal)
    assert sorted(each["fully_diluted"] for each in table["holders"].values()) == ["1", "5"]
    numbered = "Houdernr;Houder;Aandelensoort;Aantal;Datum\n7;Jan;A;1;01-01-2026\n7;Jan;A;2;13-01-2026\n"
    assert list(captable(read_sheet(numbered).journal)[0]["holders"]) == ["7"]


def test_a_plan_without_a_row_of_its_own_reserves_what_was_granted() -> None:
    rows = "Houder;Soort;Plan;Aantal;Datum;Uitoefenprijs\nJan;opties;P;10;01-01-2026;1\nEva;SAR;P;5;13-01-2026;1\n"
    table, _ = captable(read_sheet(rows).journal)
    assert table["plans"]["p"]["reserved"] == "15"


HEAD = "Houder;Soort;Aandelensoort;Plan;Aantal;Datum;Uitoefenprijs;Effectnr;Start vesting;Maanden vesting;Cliff"


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (";;A;;5;13-01-2026;;;;;", ['row 2, column "Houder": this row needs a value for Holder']),
        ("Jan;;;;;;;;;;", ['row 2, column "Aantal": this row needs a value for Quantity',
                           'row 2, column "Datum": this row needs a value for Date of issue',
                           'row 2, column "Aandelensoort": this row needs a value for Class']),
        ("Jan;opties;;;5;13-01-2026;;;;;", ['row 2, column "Plan": this row needs a value for Plan',
                                            'row 2, column "Uitoefenprijs": this row needs a value for']),
        ("Jan;bitcoin;A;;5;13-01-2026;;;;;", ['row 2, column "Soort": "bitcoin" is not a kind of security; there are '
                                              "shares, options, share units, SARs paid in shares"]),
        ("Jan;;A;;veel;13-01-2026;;;;;", ['row 2, column "Aantal": "veel" is not a number; write it like']),
        ("Jan;;A;;-5;13-01-2026;;;;;", ['row 2, column "Aantal": "-5" is negative']),
        ("Jan;;A;;5;31-02-2026;;;;;", ['row 2, column "Datum": "31-02-2026" is no day']),
        ("Jan;;A;;5;13-01-2026;;;13-01-2026;12;24",
         ["row 2: vests in 12 months with a cliff of 24; whole months up to 600 are accepted"]),
        ("Jan;;A;;5;13-01-2026;;X;;;\nEva;;A;;5;13-01-2026;;X;;;", ['row 3, column "Effectnr": "X" is in row 2 too']),
        ("Jan;certificaten;A;;5;13-01-2026;;;;;", ["no column was found for Issued by; name one"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_column(row: str, sentences: list[str]) -> None:
    found = [text.removeprefix("aandelen.csv").lstrip(",: ") for text in refused(f"{HEAD}\n{row}\n")]
    assert len(found) == len(sentences)
    assert all(text.startswith(sentence) for text, sentence in zip(found, sentences, strict=True))


def test_faults_are_said_in_dutch_and_headings_may_be_mapped() -> None:
    rows = "Wie;Aandelensoort;Hoeveel;Datum\nJan;A;5;13-01-2026\n"
    assert refused(rows, "nl") == [
        'aandelen.csv: er is geen kolom gevonden voor Houder; wijs er een aan met --map "Kop=holder"',
        'aandelen.csv: er is geen kolom gevonden voor Aantal; wijs er een aan met --map "Kop=security_quantity"',
    ]
    found = read_sheet(rows, headings={"Wie": "holder", "Hoeveel": "security_quantity"})
    assert captable(found.journal)[0]["totals"]["issued"] == "5"
    assert refused(rows, headings={"Wat": "holder"})[0] == 'there is no column "Wat" to map'


def test_one_number_for_two_names_is_refused() -> None:
    rows = "Houdernr;Houder;Aandelensoort;Aantal;Datum\n7;Jan;A;1;01-01-2026\n7;Eva;A;2;13-01-2026\n"
    assert refused(rows) == ['aandelen.csv, row 3, column "Houdernr": "7" is Jan in row 2']


def test_a_currency_has_three_letters() -> None:
    rows = "Houder;Aandelensoort;Aantal;Datum;Munt\nJan;A;1;13-01-2026;{}\n"
    assert refused(rows.format("euro")) == [
        'aandelen.csv, row 2, column "Munt": "euro" is not the three letters of a currency'
    ]
    (issued,) = [each for each in read_sheet(rows.format("usd")).journal["objects"] if "share_price" in each]
    assert issued["share_price"] == {"amount": "0", "currency": "USD"}


def test_a_company_needs_its_day() -> None:
    assert issuer_of(None, None, "NL") is None
    for name, formed in (("Voorbeeld B.V.", None), ("Voorbeeld B.V.", "2021"), (None, "2021-01-01")):
        with pytest.raises(Refused, match="goes with --formed"):
            issuer_of(name, formed, "NL")


def test_what_was_understood_is_said() -> None:
    lines = describe_sheet(read_sheet(DUTCH), None, "nl").replace("\u00a0", " ").split("\n")
    assert lines[:5] == ["9 rijen gelezen.", "", "Gelezen als:", "  Houder           Houder",
                         "  Soort effect     Soort effect"]  # fmt: skip
    assert "Op 01-01-2025: 5 houders, 9.500 uitgegeven aandelen, 10.500 volledig verwaterd." in lines
