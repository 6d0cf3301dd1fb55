"""Check it yourself: what is said of a good, a wrong and an unreadable file, and that nothing stays behind."""

from __future__ import annotations

import re
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
import rfc8785
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.web.check import UPLOAD_LIMIT
from tests.web.samples import ISSUED, SANNE

PROOF = rfc8785.dumps(dict(ISSUED.documents[4]))


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/check?language=en").text)
    assert found
    return found[1]


def sent(client: FlaskClient, content: bytes, name: str = "statement.json") -> TestResponse:
    form = {"csrf_token": token(client), "file": (BytesIO(content), name)}
    return client.post("/check", data=form, content_type="multipart/form-data")


def test_a_statement_of_ours_holds_and_was_issued_here(client: FlaskClient) -> None:
    page = sent(client, PROOF)
    assert page.status_code == 200
    assert "Every step holds." in page.text
    assert f"/statements/{SANNE}" in page.text
    assert "964.29 + 877.87 + 0.01" in page.text


def test_an_unknown_one_may_hold_but_is_not_known(client: FlaskClient) -> None:
    page = sent(client, b'{"amount": "1.00"}').text
    assert "Every step holds." in page
    assert "Ask who gave it to you." in page


def test_a_wrong_step_is_pointed_at_in_words(client: FlaskClient) -> None:
    page = sent(client, b'{"amount": "wrong"}').text
    assert "One step does not hold." in page
    assert "differs" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a statement (PDF) or a proof (JSON) first."),
        (b"PK\x03\x04 amount", "This file is no PDF and no JSON."),
        (b"<html>amount</html>", "This file is no PDF and no JSON."),
        (b'{"x": 1}', "This file is no PDF and no JSON."),
        (b"{" + b" " * UPLOAD_LIMIT, "This file is larger than 5 MB."),
    ],
)
def test_what_cannot_be_read_gets_its_sentence_twice(client: FlaskClient, content: bytes, sentence: str) -> None:
    page = sent(client, content, "loon.pdf")
    assert page.status_code == 422
    assert "<title>Error: Check it yourself" in page.text
    assert page.text.count(sentence) == 2  # in the summary, and beside the field
    assert 'href="#file"' in page.text


def test_a_form_without_a_file_says_so(client: FlaskClient) -> None:
    page = client.post("/check", data={"csrf_token": token(client)})
    assert page.status_code == 422
    assert "Choose a statement" in page.text


def test_far_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    page = sent(client, b"{" * (UPLOAD_LIMIT + 128 * 1024))
    assert page.status_code == 413
    assert "This file is larger than 5 MB." in page.text


@pytest.mark.parametrize("sent_token", ["", "wrong"])
def test_a_form_from_elsewhere_is_refused(client: FlaskClient, sent_token: str) -> None:
    page = client.post("/check", data={"csrf_token": sent_token, "file": (BytesIO(PROOF), "s.json")})
    assert page.status_code == 400
    assert "Dit formulier stond te lang open." in page.text


def test_nothing_of_a_checked_file_is_stored(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_file(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a temporary file was made")

    for maker in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, maker, no_file)
    folder: Path = app.extensions["settings"].instance
    client.get("/check")  # a browser's first page is remembered: it holds the form's token
    before = {path: path.read_bytes() for path in stored(folder)}
    assert sent(client, b'{"amount":"1"' + b" " * 1_000_000 + b"}").status_code == 200
    assert {path: path.read_bytes() for path in stored(folder)} == before


def stored(folder: Path) -> list[Path]:
    """The instance's files, but SQLite's index of its own log, which reading moves too."""
    return [path for path in folder.iterdir() if not path.name.endswith("-shm")]


def test_a_hostile_file_name_is_printed_literally(client: FlaskClient) -> None:
    assert "<script>" not in sent(client, PROOF, "<script>alert(1)</script>.json").text
