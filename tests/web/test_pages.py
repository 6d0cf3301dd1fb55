"""What the pages say, in both languages, to whom and to whom not."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from planner import create_app
from planner.config import Settings
from planner.operations.issued import Card, Issued
from planner.operations.keep_run import keep_run
from tests.web.samples import DESK, ISSUED, LOT, RUN, SANNE, document, run_of
from tests.web.signing_in import founder_of


def text_of(client: FlaskClient, address: str, language: str = "nl", status: int = 200) -> str:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == status
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Winstdeling 2026: € 9.088,42 verdeeld over 5 mensen."),
        ("en", "Profit share 2026 shared €9,088.42 among 5 people."),
    ],
)
def test_the_list_opens_with_the_latest_run(client: FlaskClient, language: str, sentence: str) -> None:
    assert sentence in text_of(client, "/c/1/runs", language).replace("\u00a0", " ")


def test_an_empty_list_says_what_to_do_next(empty_app: Flask) -> None:
    text = text_of(founder_of(empty_app), "/c/1/runs", "en")
    assert "Nothing has been shared yet." in text
    assert "deelgenoot demo" in text


def test_a_run_shows_its_pot_checks_people_and_who_is_left_out(client: FlaskClient) -> None:
    text = text_of(client, "/c/1/runs/1").replace("\u00a0", " ")
    assert "10% × € 1.157.313,00" in text
    assert "Sanne Veenstra € 1.842,17" in text
    assert "Lot Peeters Niet voldaan: Minstens zes maanden in dienst" in text
    assert "Ravi Singh Niet in dienst in deze periode" in text
    assert "Samen € 9.088,42" in text


def test_a_check_that_fails_says_so_in_words(client: FlaskClient) -> None:
    assert "Rounding: this does not hold" in text_of(client, "/c/1/runs/1", "en").replace(" :", ":")


def test_people_are_found_without_scripts(client: FlaskClient) -> None:
    found = text_of(client, "/c/1/runs/1?name=aicha")
    assert "Aïcha Wijaya" in found
    assert "Sanne Veenstra" not in found
    assert "Niemand die meedeelt heeft ‘<b>’" in unescape(client.get("/c/1/runs/1?name=<b>&language=nl").text)


def test_ten_thousand_people_come_a_hundred_at_a_time(empty_app: Flask) -> None:
    with empty_app.app_context():
        keep_run(1, run_of({f"{n:05}": (f"Persoon {n}", "1.00") for n in range(10_000)}))
    client = founder_of(empty_app)
    assert "Pagina 100 van 100" in text_of(client, "/c/1/runs/1?page=999999999999999999999999")
    page = client.get("/c/1/runs/1?page=2").text
    assert page.count("/statements/") == 100
    assert all(f"page={other}#people" in page for other in (1, 3))


def test_downloads_are_offered_only_where_they_can_be_made(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    assert "/c/1/runs/1/register.pdf" in client.get("/c/1/runs/1").text
    assert "register.xlsx" not in client.get("/c/1/runs/1").text
    assert client.get("/c/1/runs/1/register.xlsx").status_code == 404
    answer = client.get("/c/1/runs/1/register.csv")
    assert (answer.data, answer.mimetype) == (b"nr;bedrag", "text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="register.csv"'


def test_a_statement_explains_itself(client: FlaskClient) -> None:
    text = text_of(client, f"/c/1/statements/{SANNE}").replace("\u00a0", " ")
    assert "U krijgt € 1.842,17 bruto over 2026." in text
    assert "Waarom 0,8992?" in text
    assert " ".join(SANNE[start : start + 8] for start in range(0, 64, 8)) in text


def test_who_does_not_share_reads_why(client: FlaskClient) -> None:
    text = text_of(client, f"/c/1/statements/{LOT}")
    assert "U deelt niet mee over 2026." in text
    assert "drie maanden in dienst" in text
    assert "U krijgt, bruto" not in text


def test_a_statement_comes_as_paper_and_as_proof(client: FlaskClient) -> None:
    paper = client.get(f"/c/1/statements/{SANNE}.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    proof = client.get(f"/c/1/statements/{SANNE}.json")
    assert proof.json == ISSUED.documents[4]


def test_an_erased_name_leaves_the_number(empty_app: Flask) -> None:
    with empty_app.app_context():
        keep_run(1, Issued(RUN, [document("0167", "1.00")], {"0167": Card()}))
    assert "0167 0167" in text_of(founder_of(empty_app), "/c/1/runs/1")


def test_names_are_printed_literally(empty_app: Flask) -> None:
    with empty_app.app_context():
        keep_run(1, run_of({"{{7*7}}": ("<img src=x onerror=alert(1)>", "1.00")}))
    page = founder_of(empty_app).get("/c/1/runs/1").text
    assert "<img" not in page
    assert "{{7*7}}" in page


@pytest.mark.parametrize(
    "address",
    [
        "/c/1/runs/2",
        "/c/1/runs/99999999999999999999",
        "/c/1/runs/x",
        "/c/1/statements/" + "0" * 64,
        "/c/1/statements/" + "0" * 63,
        "/c/1/statements/" + "0" * 64 + ".pdf",
        "/nope/%3Cscript%3E",
        "/static/../config.py",
    ],
)
def test_what_is_not_there_says_so_in_the_same_hand(client: FlaskClient, address: str) -> None:
    text = text_of(client, address, "nl", 404)
    assert "Hier is geen pagina." in text
    assert "Naar uw eerste pagina" in text


def test_an_unknown_identity_and_a_malformed_one_get_the_same_answer(client: FlaskClient) -> None:
    unknown, malformed = (
        re.sub(r'name="csrf_token" value="[^"]*"', "", client.get(f"/c/1/statements/{one}").text.replace(one, ""))
        for one in ("0" * 64, "0" * 63 + "1")
    )
    assert unknown == malformed


def test_a_mistake_of_ours_says_nothing_of_its_inside(empty_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_company_id: int) -> None:
        raise ValueError("secret pay")

    monkeypatch.setattr("planner.operations.read_runs.runs", breaks)
    text = text_of(founder_of(empty_app), "/c/1/runs", "en", 500)
    assert "Something went wrong on our side." in text
    assert "secret" not in text


def test_the_language_is_kept_and_the_switch_stays_on_the_page(client: FlaskClient) -> None:
    page = client.get("/c/1/runs/1?name=kok&language=en").text
    assert 'href="/c/1/runs/1?name=kok&amp;language=nl"' in page
    assert '<html lang="en">' in client.get("/c/1/runs", headers={"Accept-Language": "nl"}).text
    assert '<html lang="nl">' in client.get("/c/1/runs?language=nl").text


@pytest.mark.parametrize(
    ("asked", "got"), [("nl-BE,nl;q=0.9", "nl"), ("en-GB", "en"), ("de,en;q=0.5", "en"), ("fr", "nl"), ("", "nl")]
)
def test_the_browser_is_answered_in_the_language_it_asks(client: FlaskClient, asked: str, got: str) -> None:
    assert f'<html lang="{got}">' in client.get("/c/1/runs", headers={"Accept-Language": asked}).text


def test_odd_arguments_are_no_mistake_of_ours(client: FlaskClient) -> None:
    for query in ("endpoint=x&_external=1", "language=fr", "page=-1", "page=x", "name=%00", "name=%FF"):
        assert client.get(f"/c/1/runs/1?{query}").status_code == 200


def test_reading_changes_nothing(app: Flask, client: FlaskClient) -> None:
    before = everything(app)
    for address in (
        "/c/1/runs",
        "/c/1/runs/1",
        "/c/1/runs/1?name=a",
        f"/c/1/statements/{SANNE}",
        f"/c/1/statements/{SANNE}.pdf",
        "/check",
    ):
        assert client.get(address).status_code == 200
    assert everything(app) == before


def everything(app: Flask) -> list[str]:
    """All that the database holds, but sessions, the log, and paper that can be made again."""
    settings: Settings = app.extensions["settings"]
    with closing(sqlite3.connect(settings.database)) as connection:
        return [
            line for line in connection.iterdump() if not re.match(r'INSERT INTO "?(session|audit_entry|paper)', line)
        ]


def test_a_new_instance_folder_is_made(tmp_path: Path) -> None:
    app = create_app(Settings(instance=tmp_path / "a" / "b"), DESK)
    with app.app_context():
        upgrade()
    assert (tmp_path / "a" / "b" / "deelgenoot.sqlite3").exists()
