"""The pages on which a scheme is designed: their answers to good and bad input, and what they ask of the database."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, func, insert, select

from planner.models import Person, Proposal, Year, db
from planner.operations.drafts import DraftLine, find_draft
from planner.operations.transaction import transaction
from tests.demo_app import close_2027, demo_app, founder_id
from tests.web.signing_in import founder_of, new_company, signed_in

DRAFT = "/c/1/drafts/2"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = demo_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    with app.app_context():
        account = founder_id()
    client = signed_in(app, account)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def draft_b(app: Flask) -> DraftLine:
    with app.app_context():
        found = find_draft(1, 2)
    assert found is not None
    return found


def form(app: Flask, **fields: str) -> dict[str, str]:
    """The fields that a form always sends, and these."""
    draft = draft_b(app)
    return {"version": str(draft.version), "step": str(draft.step), **fields}


def seen(text: str) -> str:
    """A page's text as a reader sees it, spaces of all kinds alike."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text).replace("&#39;", "'").replace("&#34;", '"'))


def test_the_draft_of_the_picture(client: FlaskClient) -> None:
    page = seen(client.get(DRAFT).text)
    assert "This draft shares €138,877.56 among 61 people, €23,146.26 more than now." in page
    assert "Preview on 2026: its people, its profit of €1,657,313.00" in page
    assert "5 people are left out" in page
    assert "3 completed months of service is less than 6 months they have 2, 3 and 5" in page
    assert "2 changes · saved" in page
    assert "net profit − 8% × equity, at least 0" in page


def test_a_draft_in_which_some_lose_says_so(client: FlaskClient) -> None:
    page = seen(client.get("/c/1/drafts/1").text)
    assert "61 of 63 get less than now, €35.15 at most" in page


def test_a_change_is_kept_and_its_preview_is_a_fragment(app: Flask, client: FlaskClient) -> None:
    moving = client.post(f"{DRAFT}/preview", data=form(app, **{"given.pool_share.value": "15"}))
    assert "<html" not in moving.text
    assert draft_b(app).step == 3  # a slider that moves keeps nothing
    settled = client.post(f"{DRAFT}/preview", data=form(app, settled="1", **{"given.pool_share.value": "15"}))
    assert 'data-summary="This draft shares €173,596.95 among 61' in settled.text
    assert "given.pool_share.value=15" in settled.text
    assert draft_b(app).document["given"]["pool_share"]["value"] == "15%"


def test_an_address_shows_a_scenario_without_keeping_it(app: Flask, client: FlaskClient) -> None:
    page = seen(client.get(f"{DRAFT}?given.pool_share.value=10&given.presence_share.value=50&company.1.formula=1").text)
    assert "This draft shares €115,731.30 among 61 people, as much as now." in page
    assert "These are the settings in the address." in page
    assert draft_b(app).step == 3


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("given.pool_share.value", "lots", 'This is no number: "lots".'),
        ("given.pool_share.value", "1e9", 'This is no number: "1e9".'),
        ("given.pool_share.value", "", "Fill in a number."),
        ("title.nl", "x" * 5000, "This is 5000 characters; at most 4000 fit."),
        ("company.0.step", "cent", 'This is no number: "cent".'),
    ],
)
def test_what_can_not_be_read_is_said_at_its_field_and_nothing_is_lost(
    app: Flask, client: FlaskClient, field: str, typed: str, said: str
) -> None:
    answer = client.post(DRAFT, data=form(app, **{"given.minimum_service.value": "9", field: typed}))
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert said in seen(answer.text)
    assert f'href="#{field}"' in answer.text
    assert re.search(r'id="given.minimum_service.value"[^>]* value="9"', answer.text)
    assert draft_b(app).step == 3


@pytest.mark.parametrize(
    ("field", "formula", "said"),
    [
        ("company.1.formula", "pool_share * surpluss", "Character 14: surpluss is not known (do you mean surplus?)."),
        ("company.1.formula", "pool_share *", "Character 13: the formula stops too early."),
        ("company.1.formula", "maxx(1, 2)", "there is no function maxx(…) (do you mean max?)"),
        ("company.1.formula", "9^9^9^9", "digits"),
        ("person.0.formula", "1 / (fte - 0.9)", "divides by zero"),
        ("eligible.0.when", "gender = 'v'", "gender is protected"),
        ("award.0.split", "fte", "fte is a fact of people; a company step uses it in total(…) only"),
        ("company.1.name", "9lives", "is not a name"),
    ],
)
def test_a_formula_that_does_not_work_is_kept_and_its_fault_told(
    app: Flask, client: FlaskClient, field: str, formula: str, said: str
) -> None:
    answer = client.post(DRAFT, data=form(app, **{field: formula}), follow_redirects=True)
    assert answer.status_code == 200
    page = seen(answer.text)
    assert "This draft can't be worked out yet." in page
    assert said in page
    assert draft_b(app).step == 4


def test_who_divides_by_zero_is_named(app: Flask, client: FlaskClient) -> None:
    page = seen(client.post(f"{DRAFT}/preview", data=form(app, **{"person.0.formula": "1 / (fte - 0.9)"})).text)
    assert re.search(r"divides by zero: .{1,12}0\.9 is 0, for people\[0\] \(0101\)", page)


def test_what_the_form_does_not_have_is_not_looked_at(app: Flask, client: FlaskClient) -> None:
    extra = {"scheme": "other", "company_id": "2", "given.new.value": "1", "award.7.by": "1", "allow.gender": "because",
             "period.from": "2020-01-01", "given.pool_share.range": "9"}  # fmt: skip
    before = draft_b(app)
    client.post(DRAFT, data=form(app, **extra))
    assert draft_b(app) == before


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("add.company", ["surplus", "pool", "first_half", "second_half", "sum_1"]),
        ("up.company.1", ["pool", "surplus", "first_half", "second_half"]),
        ("down.company.0", ["pool", "surplus", "first_half", "second_half"]),
        ("remove.company.3", ["surplus", "pool", "first_half"]),
    ],
)
def test_steps_are_added_moved_and_removed(app: Flask, client: FlaskClient, action: str, names: list[str]) -> None:
    assert client.post(DRAFT, data=form(app, do=action)).status_code == 303
    assert [each["name"] for each in draft_b(app).document["company"]] == names


@pytest.mark.parametrize("action", ["remove.company.99", "up.scheme.0", "drop.company.1", "remove.given.nope", "add"])
def test_another_action_is_refused(app: Flask, client: FlaskClient, action: str) -> None:
    answer = client.post(DRAFT, data=form(app, do=action))
    assert answer.status_code == 422
    assert "isn't there any more" in seen(answer.text)


def test_two_who_edit_at_once_are_shown_the_difference(app: Flask, client: FlaskClient) -> None:
    mine, theirs = (form(app, **{"given.pool_share.value": rate}) for rate in ("14", "15"))
    assert client.post(DRAFT, data=theirs).status_code == 303
    assert client.post(DRAFT, data=theirs).status_code == 303  # the same form twice is no conflict
    answer = client.post(DRAFT, data=mine)
    assert answer.status_code == 409
    assert "Part of the surplus that goes into the pool The settings 15% 14%" in seen(answer.text)
    assert 'name="given.pool_share.value" value="14"' in answer.text
    assert draft_b(app).document["given"]["pool_share"]["value"] == "15%"
    moved = client.post(f"{DRAFT}/move", data=mine)
    assert moved.status_code == 409


def test_undo_discard_and_taking_back(app: Flask, client: FlaskClient) -> None:
    client.post(f"{DRAFT}/move", data=form(app))
    assert draft_b(app).step == 2
    answer = client.post(f"{DRAFT}/discard", follow_redirects=True)
    assert "The draft was discarded." in seen(answer.text)
    assert client.get(DRAFT).status_code == 404
    client.post("/c/1/schemes/recover", data={"draft": "2"})
    assert client.get(DRAFT).status_code == 200


def test_the_document_as_text_comes_back_as_it_was(app: Flask, client: FlaskClient) -> None:
    page = client.get(f"{DRAFT}/text")
    text = unescape(page.text.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    assert client.post(f"{DRAFT}/text", data=form(app, document=text)).status_code == 303
    assert draft_b(app).step == 3  # no change
    changed = text.replace("value: 12%", "value: 13%")
    client.post(f"{DRAFT}/text", data=form(app, document=changed))
    assert draft_b(app).document["given"]["pool_share"]["value"] == "13%"


def test_every_fault_in_the_text_has_its_line(app: Flask, client: FlaskClient) -> None:
    text = "scheme: x\ncurrency: euros\ncompany:\n  - {name: pool, formula: '1 +'}\naward:\n  - {split: pool}\nz: 1\n"
    answer = client.post(f"{DRAFT}/text", data=form(app, document=text))
    assert answer.status_code == 422
    page = seen(answer.text)
    assert "scheme.yaml, line 2, currency:" in page
    assert "scheme.yaml, line 6, award[0]:" in page
    assert "scheme.yaml, line 7, z:" in page
    assert "{split: pool}" in page
    broken = client.post(f"{DRAFT}/text", data=form(app, document="a: [1"))
    assert "scheme.yaml, line" in seen(broken.text)


def test_proposing_freezes_what_was_checked_once(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        close_2027()
    assert client.get(f"{DRAFT}/check").status_code == 302  # who decided comes first
    wrong = client.post(f"{DRAFT}/decided", data=form(app, on="31-02-2026"))
    assert wrong.status_code == 422
    assert "Say who decided." in seen(wrong.text)
    client.post(f"{DRAFT}/decided", data=form(app, **{"by.en": "the board", "on": "2026-12-12"}))
    page = client.get(f"{DRAFT}/check").text
    assert "You propose 66 statements: €148,800.00 for 60 people." in seen(page)
    assert "Thijs Wolters may approve it" in seen(page)
    sent = {name: re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in ("key", "checked")}
    half = client.post(f"{DRAFT}/propose", data={**sent, "text.en": "We made it"})
    assert half.status_code == 422
    assert "An announcement has a title and a text." in seen(half.text)
    for _ in range(2):
        assert (
            client.post(f"{DRAFT}/propose", data={**sent, "title.en": "A hundred", "text.en": "We made it"}).status_code
            == 303
        )
    with app.app_context():
        [proposal] = db.session.scalars(select(Proposal)).all()
        assert (proposal.cents, proposal.statements, proposal.sharing, proposal.draft_id) == (14_880_000, 66, 60, 2)
        assert json.loads(proposal.announcement or "{}") == {"title": {"en": "A hundred"}, "text": {"en": "We made it"}}


def test_figures_that_change_after_the_check_are_refused_with_the_new_outcome(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        close_2027()
    client.post(f"{DRAFT}/decided", data=form(app, **{"by.en": "the board", "on": "2026-12-12"}))
    page = client.get(f"{DRAFT}/check").text
    sent = {name: re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in ("key", "checked")}
    with app.app_context(), transaction() as session:
        year = session.scalars(select(Year).where(Year.name == "2027")).one()
        year.facts = year.facts.replace("1800000", "1900000")
    answer = client.post(f"{DRAFT}/propose", data=sent)
    assert answer.status_code == 409
    assert "changed since you checked them" in seen(answer.text)
    assert "€160,800.00" in seen(answer.text)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Proposal)) == 0


def test_a_year_without_figures_can_not_be_proposed(app: Flask, client: FlaskClient) -> None:
    client.post(f"{DRAFT}/decided", data=form(app, **{"by.en": "the board", "on": "2026-12-12"}))
    page = seen(client.get(f"{DRAFT}/check").text)
    assert "It can't be worked out over 2027 yet." in page
    assert "net_profit is not known" in page


PATHS = ("", "/changes", "/people", "/beside", "/text", "/decided", "/check")


@pytest.mark.parametrize("path", PATHS)
def test_another_company_gets_the_answer_of_an_address_that_does_not_exist(app: Flask, path: str) -> None:
    with app.app_context():
        other = new_company("Other")
    founder = founder_of(app, other)
    assert founder.get(f"/c/{other}/drafts/2{path}").status_code == 404
    assert founder.get(f"/c/{other}/drafts/99{path}").status_code == 404
    assert founder.get(f"{DRAFT}{path}").status_code == 404
    assert founder.get(f"/c/{other}/schemes").status_code == 200
    assert founder.get(f"/c/{other}/schemes/new").status_code == 200
    assert founder.get(f"/c/{other}/schemes/winstdeling").status_code == 404
    assert founder.get(f"/c/{other}/schemes/version/3").status_code == 404


def asked(app: Flask, client: FlaskClient, path: str) -> int:
    """How many statements a page asks of the database."""
    counted: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    return len(counted)


def test_no_page_asks_more_when_there_are_more_people(app: Flask, client: FlaskClient) -> None:
    paths = [DRAFT, f"{DRAFT}/people", f"{DRAFT}/beside", "/c/1/schemes", "/c/1/schemes/new"]
    before = {path: (asked(app, client, path), asked(app, client, path))[1] for path in paths}
    with app.app_context(), transaction() as session:
        year = session.scalars(select(Year).where(Year.name == "2026")).one()
        rows = [{"year_id": year.id, "number": f"9{n:04}", "position": 100 + n, "name": f"N {n}", "email": "",
                 "facts": '{"start_date": "2020-01-01", "monthly_salary": "3000", "level": "medior"}'}
                for n in range(400)]  # fmt: skip
        session.execute(insert(Person.__table__), rows)  # type: ignore[arg-type]  # a mapped class has a Table
        year.people_revision += 1
    assert {path: (asked(app, client, path), asked(app, client, path))[1] for path in paths} == before
    assert "among 461 people" in seen(client.get(DRAFT).text)
    assert "<rect" in client.get(DRAFT).text.partition('class="spread"')[2]  # strips, where dots would overlap
