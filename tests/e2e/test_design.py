"""A founder designs: with a slider, by keyboard alone, without JavaScript; and every page of it in every dress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from planner.operations.clock import now
from tests.demo_app import close_2027, demo_app, founder_id
from tests.e2e.conftest import served
from tests.e2e.test_accessible import overflow, violations
from tests.web.signing_in import TOKENS, token_for

DRAFT = "/c/1/drafts/2"
PAGES = (
    "/c/1/schemes", "/c/1/schemes/new", "/c/1/schemes/winstdeling", "/c/1/schemes/version/3", DRAFT,
    f"{DRAFT}?group=department", "/c/1/drafts/1", f"{DRAFT}/changes", f"{DRAFT}/people", f"{DRAFT}/beside",
    f"{DRAFT}/text", f"{DRAFT}/decided", "/c/1/drafts/3/check", "/c/1/drafts/4",
)  # fmt: skip


@pytest.fixture(scope="module")
def design_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample company, its next year's figures known; two more drafts: one decided, one faulty."""
    from planner.operations.audit import Actor
    from planner.operations.drafts import copy_draft, drafts_of, find_draft, save_draft

    app = demo_app(tmp_path_factory.mktemp("design"))
    with app.app_context():
        close_2027()
        actor = Actor(founder_id(), 1)
        for change in ({"decided": {"by": "de directie", "on": "2026-12-12"}}, {"company": [FAULTY]}):
            copy = find_draft(1, copy_draft(actor, drafts_of(1)[1]))
            assert copy is not None
            save_draft(actor, copy, {**copy.document, **change})
    server = served(app)
    address = next(server)
    with app.app_context():
        TOKENS[address] = token_for(app, founder_id())
    yield address
    next(server, None)


FAULTY = {"name": "pool", "formula": "10% * net_proft", "step": "0.01", "unit": "EUR"}


def opened(browser: Browser, address: str, **settings: object) -> BrowserContext:
    context = browser.new_context(**{"locale": "en", "viewport": {"width": 1440, "height": 900}, **settings})  # type: ignore[arg-type]  # as given
    context.add_cookies([{"name": "deelgenoot", "value": TOKENS[address], "url": address}])
    return context


@pytest.fixture
def founder(browser: Browser, design_address: str) -> Iterator[Page]:
    with opened(browser, design_address) as context:
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
        yield page
        assert [each for each in problems if "409" not in each and "422" not in each] == []


def begin(page: Page, address: str) -> None:
    """A draft of one's own from the version in force."""
    page.goto(f"{address}/c/1/schemes/new")
    page.get_by_role("button", name=re.compile("Begin with this.*Profit share 2026")).click()
    expect(page.locator("#summary")).to_have_text(re.compile("shares €124,000.00 among 60.people, as much as now"))


def test_moving_a_slider_shows_at_once_what_it_does_and_keeps_it(founder: Page, design_address: str) -> None:
    begin(founder, design_address)
    slider = founder.get_by_role("slider", name="Part of the surplus that goes into the pool")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")  # half a per cent a step
    expect(founder.locator("#summary")).to_have_text(
        re.compile("shares €148,800.00 among 60.people, €24,800.00 more than now")
    )
    expect(founder.get_by_label("Part of the surplus that goes into the pool", exact=True).last).to_have_value("12")
    expect(founder.locator("#status")).to_have_text(re.compile("1 change · saved"))
    expect(founder).to_have_url(re.compile(r"given\.pool_share\.value=12"))
    founder.reload()
    expect(founder.locator("#status")).to_have_text(re.compile("1 change · saved"))
    founder.get_by_role("button", name="Undo").click()
    expect(founder.locator("#status")).to_have_text(re.compile("0 changes · saved"))


def test_a_formula_is_written_by_keyboard_alone_with_help_at_the_cursor(founder: Page, design_address: str) -> None:
    begin(founder, design_address)
    rule = founder.locator("#rule-company-1")
    rule.locator("summary").focus()
    founder.keyboard.press("Enter")
    formula = founder.locator("[id='company.1.formula']")
    formula.focus()
    founder.keyboard.press("Control+A")
    founder.keyboard.type("10% * net_pr")
    offer = founder.get_by_role("option", name=re.compile("net_profit"))
    expect(offer).to_be_visible()
    founder.keyboard.press("Enter")
    expect(formula).to_have_value("10% * net_profit")
    expect(founder.locator("#summary")).to_have_text(re.compile("shares €180,000.00"))
    founder.keyboard.type("x")
    founder.keyboard.press("Escape")
    expect(founder.locator("[id='company.1.formula-error']")).to_contain_text("do you mean net_profit?")
    expect(founder.locator("#preview h2")).to_have_text("This draft can't be worked out yet.")
    founder.keyboard.press("Backspace")
    expect(founder.locator("#summary")).to_have_text(re.compile("shares €180,000.00"))


def test_two_tabs_choose_between_their_changes(founder: Page, design_address: str) -> None:
    begin(founder, design_address)
    other = founder.context.new_page()
    other.goto(founder.url)
    for page, rate in ((other, "15"), (founder, "14")):
        page.locator("[id='given.pool_share.value']").fill(rate)
        page.wait_for_timeout(1500)
    expect(founder.locator("#preview h2")).to_have_text("This draft was changed in the meantime.")
    founder.get_by_role("button", name="Compare and choose").click()
    expect(founder.get_by_role("row", name=re.compile("Part of the surplus.*15%.*14%"))).to_be_visible()
    founder.get_by_role("button", name="Keep mine").click()
    expect(founder.locator("[id='given.pool_share.value']")).to_have_value("14")


def test_a_draft_is_worked_out_checked_and_proposed_without_javascript(browser: Browser, design_address: str) -> None:
    with opened(browser, design_address, java_script_enabled=False) as context:
        page = context.new_page()
        begin(page, design_address)
        page.locator("[id='given.pool_share.value']").fill("12")
        page.locator("[id='given.minimum_service.value']").fill("many")
        page.get_by_role("button", name="Work out").last.click()
        expect(page.locator(".errors").first).to_contain_text('This is no number: "many"')
        expect(page.locator("[id='given.pool_share.value']")).to_have_value("12")
        page.locator("[id='given.minimum_service.value']").fill("6")
        page.get_by_role("button", name="Work out").last.click()
        expect(page.locator("#preview h2")).to_have_text(re.compile("€148,800.00 among 60.people"))
        page.get_by_role("link", name="Check and propose").click()
        page.get_by_label("On which date?").fill(f"{now():%Y-%m-%d}")
        page.get_by_role("button", name="Go on to the check").click()
        expect(page.locator("h1")).to_have_text(re.compile(r"You propose 66 statements: €148,800\.00 for 60 people\."))
        page.get_by_role("button", name="Propose", exact=True).click()
        expect(page.get_by_text("This is a proposal: nobody gets anything before it is approved.")).to_be_visible()


DRESSES: tuple[tuple[int, str, Literal["light", "dark"]], ...] = (
    (360, "nl", "dark"), (360, "en", "light"), (1280, "en", "dark"), (1440, "nl", "light"),
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_where_schemes_are_designed(browser: Browser, design_address: str, path: str) -> None:
    found = {}
    for width, language, scheme in DRESSES:
        size = {"width": width, "height": 800}
        with opened(browser, design_address, viewport=size, color_scheme=scheme, locale=language) as context:
            page = context.new_page()
            answer = page.goto(f"{design_address}{path}")
            assert answer is not None
            assert answer.ok
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            found[width, language] = violations(page) + overflow(page)
    assert found == {(width, language): [] for width, language, _ in DRESSES}


def test_who_is_signed_out_in_the_middle_goes_on_after_signing_in_again(founder: Page, design_address: str) -> None:
    begin(founder, design_address)
    founder.context.clear_cookies()
    field = founder.locator("[id='given.pool_share.value']")
    field.fill("12")
    expect(founder.locator("#status")).to_have_text(re.compile("You are signed out"))
    founder.context.add_cookies([{"name": "deelgenoot", "value": TOKENS[design_address], "url": design_address}])
    field.fill("12.5")
    expect(founder.locator("#summary")).to_have_text(re.compile("shares €155,000.00 among 60.people"))
    expect(founder.locator("#status")).to_have_text(re.compile("1 change · saved"))
