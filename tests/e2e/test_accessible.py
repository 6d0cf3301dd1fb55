"""Every page, in both languages, light and dark, on a phone and on a desk: axe finds nothing, nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page

from tests.e2e.demo_pages import DEMO_PAGES
from tests.e2e.demo_server import Demo
from tests.e2e.dresses import Light, in_each_dress
from tests.e2e.pages import PAGES, open_page

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@in_each_dress
def test_axe_finds_nothing(
    browser: Browser, address: str, empty_address: str, language: str, scheme: Light, width: int
) -> None:
    found = {}
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        for name in PAGES:
            open_page(page, name, address, empty_address)
            found[name] = violations(page) + overflow(page)
    assert found == {name: [] for name in PAGES}


@in_each_dress
def test_axe_finds_nothing_in_the_sample_company(
    browser: Browser, demo: Demo, language: str, scheme: Light, width: int
) -> None:
    found = {}
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        for name, (reader, place) in DEMO_PAGES.items():
            demo.sign_in(context, reader)
            answer = page.goto(demo.address + place)
            assert answer is not None
            assert (answer.status, page.url) == (200, demo.address + place)
            found[name] = violations(page) + overflow(page)
    assert found == {name: [] for name in DEMO_PAGES}


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    results = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in results["violations"]]


def overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    shown = page.evaluate("document.documentElement.clientWidth")
    return [f"{wide} wide on {shown}"] if wide > shown else []
