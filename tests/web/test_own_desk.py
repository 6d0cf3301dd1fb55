"""The pages on the real engine: the sample company, from its files to a statement that checks itself."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from planner.models import Account, db
from planner.operations.demo_company import READERS
from tests.demo_app import demo_app
from tests.web.signing_in import signed_in
from tests.web.test_check import sent


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return demo_app(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser of the founder."""
    with app.app_context():
        founder = db.session.scalar(select(Account.id).where(Account.email == READERS[0].who.email))
    assert founder
    return signed_in(app, founder)


def text_of(client: FlaskClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


def statement_of_sanne(client: FlaskClient) -> str:
    found = re.search(r'href="(/c/1/statements/[0-9a-f]{64})"', client.get("/c/1/runs/3?name=veenstra").text)
    assert found
    return found[1]


def test_the_worked_case_stands_on_the_page_to_the_cent(client: FlaskClient) -> None:
    run = text_of(client, "/c/1/runs/3?language=nl")
    assert "€ 115.731,30" in run
    assert "this does not hold" not in run
    assert "dit klopt niet" not in run
    assert "€ 1.842,17" in text_of(client, statement_of_sanne(client))


def test_a_year_without_a_pot_has_its_pages_too(client: FlaskClient) -> None:
    assert "€ 0,00" in text_of(client, "/c/1/runs/1?language=nl")


def test_the_paper_of_the_page_says_the_same_and_checks_itself(client: FlaskClient) -> None:
    address = statement_of_sanne(client)
    paper = client.get(f"{address}.pdf?language=nl").data
    assert "€ 1.842,17" in PdfReader(BytesIO(paper)).pages[0].extract_text().replace("\u00a0", " ")
    verdict = sent(client, paper, "overzicht.pdf")
    assert verdict.status_code == 200
    assert f'href="{address}"' in verdict.text
    assert "differs" not in verdict.text


def test_a_changed_proof_is_found_out_and_not_known(client: FlaskClient) -> None:
    proof = client.get(f"{statement_of_sanne(client)}.json").data
    changed = sent(client, proof.replace(b'"1842.17"', b'"1842.18"'))
    assert changed.status_code == 200
    assert "differs" in changed.text
    assert "/statements/" not in changed.text


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"{", b"{}", b'{"format": 1}'])
def test_what_is_no_statement_is_refused_with_a_sentence(client: FlaskClient, content: bytes) -> None:
    assert sent(client, content, "iets.pdf").status_code == 422


def test_the_registers_can_be_downloaded(client: FlaskClient) -> None:
    offered = re.findall(r'href="(/c/1/runs/3/register[^"]+)"', client.get("/c/1/runs/3").text)
    assert offered
    for address in offered:
        assert len(client.get(address).data) > 1_000


def test_every_statement_page_opens(client: FlaskClient) -> None:
    for run in (1, 2, 3):
        found = set(re.findall(r'href="(/c/1/statements/[0-9a-f]{64})"', client.get(f"/c/1/runs/{run}").text))
        assert len(found) > 40
        for language, address in zip(["nl", "en"] * 60, sorted(found), strict=False):
            assert client.get(f"{address}?language={language}").status_code == 200
