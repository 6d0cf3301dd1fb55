"""An employee with a question about their pay: by keyboard, on a phone, without scripts, on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.demo_app import SANNE, TEUN
from tests.e2e.demo_server import Demo
from tests.e2e.test_journeys import press


@pytest.fixture
def sanne(page: Page, demo: Demo) -> Page:
    demo.sign_in(page.context, SANNE)
    page.goto(f"{demo.address}/c/1/mine?language=nl")
    return page


def test_from_the_amount_to_its_reason_and_its_proof_by_keyboard(sanne: Page) -> None:
    expect(sanne.get_by_role("heading", level=1)).to_have_text("U krijgt €\u00a01.842,17 bruto over 2026.")
    press(sanne, "Tab", "details:not([open]) > summary")
    sanne.keyboard.press("Enter")
    expect(sanne.get_by_role("heading", name="Waarom € 1.157.313,00?")).to_be_visible()
    press(sanne, "Shift+Tab", "a.button.second")
    sanne.keyboard.press("Enter")
    sanne.wait_for_url("**/check")
    expect(sanne.get_by_role("heading", level=1)).to_contain_text("De berekening klopt")


def test_an_earlier_year_is_found_in_the_table(sanne: Page) -> None:
    sanne.get_by_text("Alle jaren en overzichten als tabel").click()
    sanne.get_by_role("link", name="Winstdeling 2025").click()
    expect(sanne.get_by_role("heading", level=1)).to_contain_text("bruto over 2025")


def test_the_bars_are_to_scale(sanne: Page) -> None:
    wide = [bar.bounding_box() for bar in sanne.locator(".bars svg").all()]
    lean, before, now = (box["width"] for box in wide if box)
    assert lean <= 2
    assert abs(before / now - 1282.16 / 1842.17) < 0.01


def test_on_a_phone_the_guess_is_one_step_away(browser: Browser, demo: Demo) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="nl") as context:
        demo.sign_in(context, SANNE)
        page = context.new_page()
        page.goto(f"{demo.address}/c/1/mine")
        page.get_by_role("link", name="Hoe het jaar loopt: 2027").click()
        expect(page.locator("#going")).to_be_in_viewport()
        expect(page.locator("#going")).to_contain_text("Dit is geen belofte.")


def test_without_scripts_everything_can_be_read(browser: Browser, demo: Demo) -> None:
    with browser.new_context(java_script_enabled=False, locale="nl") as context:
        demo.sign_in(context, TEUN)
        page = context.new_page()
        page.goto(f"{demo.address}/c/1/mine")
        page.get_by_role("link", name="De regels").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("regels, voor iedereen gelijk.")
        page.get_by_role("link", name="Uitkomsten").click()
        expect(page.get_by_role("heading", name="Naar niveau")).to_be_visible()


def test_the_statement_comes_on_paper_with_its_proof(sanne: Page, demo: Demo) -> None:
    address = sanne.get_by_role("link", name="Overzicht als pdf").get_attribute("href")
    paper = sanne.request.get(f"{demo.address}{address}").body()
    reader = PdfReader(BytesIO(paper))
    assert "€ 1.842,17" in reader.pages[0].extract_text().replace("\u00a0", " ")
    assert list(reader.attachments) == ["proof.json"]


def test_a_printed_page_is_tidy(sanne: Page) -> None:
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(sanne.pdf(prefer_css_page_size=True))).pages)
    assert "ongeveer" in text
    assert "Uitloggen" not in text
