"""A founder shares how the year is going, after seeing what employees will read."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.operations.interim import latest_figures
from tests.demo_app import FOUNDER, browser_of, demo_app

ADDRESS = "/c/1/years/4/going"
FILLED = {"rule": "3", "as_of": "30-06-2027", "fact-net_profit": "1.500.000", "fact-equity": "7.863.000", "next_on": ""}


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return demo_app(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def founder(app: Flask) -> FlaskClient:
    return browser_of(app, FOUNDER)


def sent(client: FlaskClient, address: str = ADDRESS, **fields: str) -> tuple[int, str]:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(f"{ADDRESS}?language=nl").text)
    assert token
    answer = client.post(f"{address}?language=nl", data={"csrf_token": token[1], **fields})
    return answer.status_code, answer.text.replace("\u00a0", " ")


def shown_day(app: Flask) -> str:
    with app.app_context():
        found = latest_figures(1)
        return found.figures.as_of.isoformat() if found else ""


def test_it_is_seen_before_it_is_shared(app: Flask, founder: FlaskClient) -> None:
    status, page = sent(founder, **FILLED)
    assert status == 200
    assert "de pot is tot nu toe ongeveer € 87.100." in page
    assert shown_day(app) == "2027-03-31"
    assert sent(founder, **FILLED, step="share")[0] == 303
    assert shown_day(app) == "2027-06-30"


def test_all_faults_are_told_at_their_fields_and_answers_kept(founder: FlaskClient) -> None:
    status, page = sent(founder, **FILLED | {"as_of": "31-02-2027", "fact-equity": "veel"})
    assert status == 422
    assert "Dit is geen datum: &#34;31-02-2027&#34;" in page
    assert "Dit is geen getal: &#34;veel&#34;" in page
    assert 'value="1.500.000"' in page
    assert "<title>Fout:" in page


def test_a_day_outside_the_year_is_told(founder: FlaskClient) -> None:
    status, page = sent(founder, **FILLED | {"as_of": "30-06-2028"})
    assert status == 422
    assert "Deze dag valt niet in 2027" in page


def test_it_can_be_withdrawn_once(app: Flask, founder: FlaskClient) -> None:
    assert sent(founder, f"{ADDRESS}/withdraw/1")[0] == 303
    assert shown_day(app) == ""
    assert sent(founder, f"{ADDRESS}/withdraw/1")[0] == 404


def test_a_year_of_nobody_is_not_there(founder: FlaskClient) -> None:
    assert founder.get("/c/1/years/99/going").status_code == 404
