"""The pages of a proposal, a run and a correction: who sees what, what is said, what one click does."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from planner.models import Decision, Job, Payment, db
from planner.operations import papers
from planner.operations.decide import approve
from tests.operations.publishing import (
    DAY,
    account_id,
    accountant,
    change_figures,
    how_many,
    issued,
    proposed,
    sample_app,
    work_off,
)
from tests.web.signing_in import signed_in


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(papers, "print_sheet", lambda sheet: b"%PDF-")
    app = sample_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def do(app: Flask, work: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """In the application's context, which no request may share."""
    with app.app_context():
        return work(*given, **named)


def reader(app: Flask, place: int) -> FlaskClient:
    """The founder (0), the accountant (1), the council (2), an employee (3)."""
    return signed_in(app, do(app, account_id, place))


def text_of(client: FlaskClient, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    return plain(response.text)


def plain(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).replace("\u00a0", " ")


def test_what_waits_stands_first_and_a_proposal_says_it_is_one(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 1)
    assert "1 proposal waits for approval. Profit share 2027: €115,731.30" in text_of(client, "/c/1/runs")
    page = text_of(client, "/c/1/proposals/1")
    assert "This is a proposal: nobody gets anything before it is approved." in page
    assert "The run before shared €115,731.30 among 61 people" in page
    assert "Its rules were the same, but for dates and titles." in page
    assert "Approve and issue €115,731.30" in page
    assert "Dit is een voorstel" in text_of(client, "/c/1/proposals/1", "nl")


def test_approving_leads_from_waiting_to_the_run(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 1)
    answer = client.post("/c/1/proposals/1/approve", data={"issue_on": "2028-04-14"})
    assert (answer.status_code, answer.location) == (303, "/c/1/proposals/1")
    assert "This waits for processing. Nothing is lost." in text_of(client, "/c/1/proposals/1")
    assert "data-going" in client.get("/c/1/proposals/1/progress").text
    do(app, work_off)
    assert client.get("/c/1/proposals/1/progress").text.strip() == ""
    assert "Open the run" in text_of(client, "/c/1/proposals/1")
    run = text_of(client, "/c/1/runs/4")
    assert "Proposed by Rosalie Bouzid. Approved on" in run
    assert "Nothing is marked as paid yet." in run


def test_a_second_tab_gets_a_sentence(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 1)
    client.post("/c/1/proposals/1/return", data={"reason": "Not final."})
    answer = client.post("/c/1/proposals/1/approve", data={"issue_on": "2028-04-14"})
    assert answer.status_code == 409
    assert "al teruggestuurd door Thijs Wolters" in plain(answer.text)
    assert (do(app, how_many, Decision), do(app, how_many, Job)) == (1, 0)


def test_faults_stand_beside_their_field_and_answers_are_kept(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 1)
    answer = client.post("/c/1/proposals/1/approve", data={"issue_on": "31-02-2028"})
    assert (answer.status_code, "<title>Fout:" in answer.text) == (422, True)
    assert 'value="31-02-2028"' in answer.text
    assert client.post("/c/1/proposals/1/return", data={"reason": " "}).status_code == 422
    assert do(app, how_many, Decision) == 0


def test_a_stale_one_can_only_go_back(app: Flask) -> None:
    do(app, proposed)
    do(app, change_figures, net_profit="1700000")
    page = text_of(reader(app, 1), "/c/1/proposals/1")
    assert "was 1657313, is now 1700000." in page
    assert "Approve and issue" not in page


@pytest.mark.parametrize(("place", "status"), [(0, 200), (1, 200), (2, 403), (3, 403)])
def test_a_proposal_is_for_founder_and_accountant(app: Flask, place: int, status: int) -> None:
    do(app, proposed)
    client = reader(app, place)
    for address in ("/c/1/proposals", "/c/1/proposals/1", "/c/1/proposals/1/register.csv"):
        assert client.get(address).status_code == status
    assert client.get("/c/2/proposals/1").status_code == 404


def test_a_founder_does_not_decide_but_withdraws(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 0)
    assert client.post("/c/1/proposals/1/approve", data={"issue_on": "2028-04-14"}).status_code == 403
    assert client.post("/c/1/proposals/1/return", data={"reason": "x"}).status_code == 403
    assert client.post("/c/1/proposals/1/withdraw").status_code == 303
    assert "Withdrawn on" in text_of(client, "/c/1/proposals/1")


def test_its_register_says_that_it_is_a_proposal(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 1)
    answer = client.get("/c/1/proposals/1/register.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="proposal-1-register.csv"'
    assert client.get("/c/1/proposals/1/register.xlsx").status_code == 200
    assert client.get("/c/1/proposals/1/other").status_code == 404


def test_a_run_is_marked_as_paid_once(app: Flask) -> None:
    run_id = do(app, issued)
    client = reader(app, 1)
    assert reader(app, 0).post(f"/c/1/runs/{run_id}/paid", data={"period": "2028-04"}).status_code == 403
    assert client.post(f"/c/1/runs/{run_id}/paid", data={"period": "May"}).status_code == 422
    assert client.post(f"/c/1/runs/{run_id}/paid", data={"period": "2028-04"}).status_code == 303
    assert client.post(f"/c/1/runs/{run_id}/paid", data={"period": "2028-05"}).status_code == 422
    assert "Everything is paid. With the pay of People Amount April 2028" in text_of(client, f"/c/1/runs/{run_id}")
    assert do(app, how_many, Payment) == 60


def test_a_founder_corrects_a_run(app: Flask) -> None:
    run_id = do(app, issued)
    client = reader(app, 0)
    assert "Nobody's amount changes." in text_of(client, f"/c/1/runs/{run_id}/correct")
    do(app, change_figures, net_profit="1557313")
    page = client.get(f"/c/1/runs/{run_id}/correct?language=en").text
    assert "A correction changes 60 people." in plain(page)
    fields = dict(re.findall(r'name="(key|checked_\w+)" value="([^"]+)"', page))
    answers = fields | {"why_nl": "De winst was te hoog.", "why_en": "The profit was too high.", "downward": "waived"}
    refused = client.post(f"/c/1/runs/{run_id}/correct", data=answers | {"why_nl": ""})
    assert (refused.status_code, "The profit was too high." in refused.text) == (422, True)
    answer = client.post(f"/c/1/runs/{run_id}/correct", data=answers)
    assert (answer.status_code, answer.location) == (303, "/c/1/proposals/2")
    do(app, lambda: approve(accountant(), 2, DAY))
    do(app, work_off)
    assert "This run was corrected." in text_of(client, f"/c/1/runs/{run_id}")
    assert "This run corrects an earlier one." in text_of(client, f"/c/1/runs/{run_id + 1}")
    assert client.get(f"/c/1/runs/{run_id}/correct").status_code == 200


def test_no_query_count_grows_with_the_people(app: Flask) -> None:
    do(app, proposed)
    client = reader(app, 1)
    for address in ("/c/1/proposals/1", "/c/1/runs/1"):
        client.get(address)
        asked: list[str] = []
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", lambda *told, seen=asked: seen.append(told[2]))
        client.get(address)
        assert len([each for each in asked if each.startswith(("SELECT", "INSERT"))]) < 25
