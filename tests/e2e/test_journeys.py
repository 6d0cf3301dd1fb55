"""What readers come to do, done in a browser: by keyboard, without scripts, on paper."""

from __future__ import annotations

from io import BytesIO

import rfc8785
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.e2e.pages import upload
from tests.web.samples import ISSUED, SANNE
from tests.web.signing_in import sign_in_browser

PROOF = rfc8785.dumps(dict(ISSUED.documents[4]))


def press(page: Page, key: str, until: str) -> None:
    """Press a key until what has the focus matches, as a reader does who sees the ring move."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", until):
            return
    raise AssertionError(f"{until} is not reached by {key}")


def test_from_the_list_to_a_reason_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/c/1/runs?language=nl")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    press(page, "Tab", "main a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/1/runs/1")
    press(page, "Tab", "#name")
    page.keyboard.type("veen")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=veen*")
    press(page, "Tab", f"a[href='/c/1/statements/{SANNE}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/*")
    expect(page.locator("h1")).to_have_text("U krijgt €\u00a01.842,17 bruto over 2026.")
    press(page, "Tab", "summary")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    assert not page.locator("details").first.evaluate("step => step.open")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waarom € 1.157.313,00?")).to_be_visible()


def test_what_has_the_focus_is_never_hidden(page: Page, address: str) -> None:
    page.goto(f"{address}/c/1/statements/{SANNE}")
    for _ in range(20):
        page.keyboard.press("Tab")
        seen = """() => { const box = document.activeElement.getBoundingClientRect();
                  return box.bottom > 0 && box.top < innerHeight && box.height > 0; }"""
        assert page.evaluate(seen)


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False, locale="nl") as context:
        sign_in_browser(context, address)
        page = context.new_page()
        page.goto(f"{address}/c/1/runs")
        page.get_by_role("link", name="Open deze verdeling").click()
        page.get_by_label("Naam of nummer").fill("aicha")
        page.get_by_role("button", name="Zoeken").click()
        page.get_by_role("link", name="Aïcha Wijaya").click()
        page.get_by_text("Uw deel naar verdiend loon").click()
        expect(page.get_by_text("De andere helft gaat naar wat u in 2026 verdiende.")).to_be_visible()
        page.get_by_role("link", name="EN", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("before tax")
        page.goto(f"{address}/check")
        upload(page, PROOF)
        expect(page.get_by_role("heading", level=1)).to_have_text("Every step holds.")


def test_the_rules_open_where_they_are_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}/c/1/statements/{SANNE}?language=nl")
    expect(page.get_by_text("De andere helft gaat naar verdiend loon.")).not_to_be_visible()
    page.get_by_role("link", name="Lees de regels").click()
    expect(page.get_by_text("De andere helft gaat naar verdiend loon.")).to_be_visible()


def test_a_statement_is_checked_and_a_faulty_file_explained(page: Page, address: str) -> None:
    page.goto(f"{address}/check?language=en")
    upload(page, b"no statement")
    expect(page).to_have_title("Error: Check it yourself · Deelgenoot")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#file")).to_be_focused()
    upload(page, PROOF)
    expect(page.get_by_role("heading", level=1)).to_have_text("Every step holds.")
    page.get_by_role("link", name="Open the statement as it was issued").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You get")


def test_a_file_can_be_dropped(page: Page, address: str) -> None:
    page.goto(f"{address}/check?language=en")
    dropped = page.evaluate_handle(
        """() => { const files = new DataTransfer();
        files.items.add(new File(['{"amount": "1.00"}'], 'dropped.json')); return files; }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    page.get_by_role("button", name="Recompute").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Every step holds.")


def test_no_page_asks_anything_of_another_host_or_breaks_the_policy(page: Page, address: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for place in ("/c/1/runs", "/c/1/runs/1", f"/c/1/statements/{SANNE}", "/check"):
        page.goto(address + place)
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert said == []


def test_the_first_load_weighs_little(page: Page, address: str) -> None:
    page.goto(f"{address}/c/1/statements/{SANNE}")
    page.wait_for_load_state("networkidle")
    weights = "performance.getEntries().filter(one => one.encodedBodySize).map(one => one.encodedBodySize)"
    assert sum(page.evaluate(weights)) < 100_000


def test_paper_shows_every_step_and_nothing_of_the_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/c/1/statements/{SANNE}?language=nl")
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    assert "De andere helft gaat naar wat u in 2026 verdiende." in text
    assert "Overzicht als pdf" not in text


def test_large_text_and_wide_spacing_lose_nothing(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}, locale="nl") as context:
        sign_in_browser(context, address)
        page = context.new_page()
        for place in ("/c/1/runs", "/c/1/runs/1", f"/c/1/statements/{SANNE}", "/check"):
            page.goto(address + place)
            spaced = "* { letter-spacing: 0.12em; word-spacing: 0.16em; line-height: 1.5; }"
            page.evaluate(
                """rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
                document.adoptedStyleSheets = [sheet]; }""",
                spaced,
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
