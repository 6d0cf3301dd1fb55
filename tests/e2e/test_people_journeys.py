"""A founder brings people in: by keyboard, without scripts, and every page of it clean for axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo_app import demo_app
from tests.e2e.conftest import served
from tests.e2e.dresses import Light, in_each_dress
from tests.e2e.test_accessible import overflow, violations
from tests.e2e.test_journeys import press
from tests.web.signing_in import sign_in_browser

HEADINGS = "Code;Naam;In dienst;Deeltijdfactor;Bruto maandsalaris fulltime"
FAULTY = f"{HEADINGS}\n0101;Omar Kuipers;01-02-2016;1,90;3.600,00\n0900;Nieuw Iemand;31-02-2026;1,00;3.000,00\n"
RIGHT = FAULTY.replace("1,90", "0,90").replace("31-02", "28-02").replace("3.600,00", "3.700,00")
ADDRESSES = {
    "years": "/c/1/years",
    "year": "/c/1/years/3",
    "year without figures": "/c/1/years/4",
    "new year": "/c/1/years/new",
    "change year": "/c/1/years/3/edit",
    "figure": "/c/1/years/3/figures/net_profit",
    "new figure": "/c/1/years/4/figures/new?name=net_profit",
    "people": "/c/1/people?year=3",
    "nobody found": "/c/1/people?year=3&name=zzz",
    "person": "/c/1/people/3/120",
    "change person": "/c/1/people/3/120/edit",
    "new person": "/c/1/people/3/new",
    "import": "/c/1/people/import?year=3",
    "settings": "/c/1/settings",
}


@pytest.fixture(scope="module")
def demo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample company."""
    yield from served(demo_app(tmp_path_factory.mktemp("demo")))


@pytest.fixture
def founder(page: Page, demo_address: str) -> Page:
    sign_in_browser(page.context, demo_address)
    return page


def choose(page: Page, content: str) -> None:
    """The operating system's own window for files is no part of the page."""
    page.set_input_files("#people", {"name": "lonen.csv", "mimeType": "text/csv", "buffer": content.encode("cp1252")})


def type_into(page: Page, selector: str, text: str) -> None:
    press(page, "Tab", selector)
    page.keyboard.type(text)


def test_people_are_imported_by_keyboard(founder: Page, demo_address: str) -> None:
    page = founder
    page.goto(f"{demo_address}/c/1/people?year=3&language=nl")
    press(page, "Tab", "main a.button")
    page.keyboard.press("Enter")
    choose(page, FAULTY)
    press(page, "Tab", "main form.files button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("3 fouten staan in de weg.")
    expect(page).to_have_title("Fout: Importeren in 2026 · Deelgenoot")
    expect(page.get_by_role("row", name='2 Deeltijdfactor "1,90" is meer dan 1,2')).to_be_visible()
    press(page, "Tab", "#map-0")
    page.keyboard.type("Num")  # an option is found by its first letters
    press(page, "Tab", "#columns button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2 fouten staan in de weg.")
    press(page, "Tab", "main a.button")
    page.keyboard.press("Enter")
    choose(page, RIGHT.replace("Code;", "Nummer;"))
    press(page, "Tab", "main form.files button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Er is niets mis: 2 mensen voor 2026.")
    press(page, "Tab", "#change summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="0101 Omar Kuipers Maandloon")).to_contain_text("€ 3.700,00")
    press(page, "Tab", "#gone-keep")
    page.keyboard.press("Space")
    press(page, "Tab", "#spans-keep")
    page.keyboard.press("Space")
    press(page, "Tab", "#change form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Er staan nu 67 mensen in 2026.")
    page.go_back()  # the file is taken over already: nothing is done twice
    expect(page.get_by_role("status")).to_have_text("Er staan nu 67 mensen in 2026.")
    press(page, "Tab", "form.aside button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("66 mensen in 2026")


def test_people_are_imported_and_changed_without_scripts(browser: Browser, demo_address: str) -> None:
    with browser.new_context(java_script_enabled=False, locale="en") as context:
        sign_in_browser(context, demo_address)
        page = context.new_page()
        page.goto(f"{demo_address}/c/1/people/import?year=4&language=en")
        choose(page, RIGHT.replace("Code;", "Number;"))
        page.get_by_role("button", name="Look at the file").click()
        page.get_by_label("Goes").check()
        page.get_by_label("Stay", exact=True).check()
        page.get_by_role("button", name="Take over").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("2 people in 2027")
        page.get_by_role("link", name="Nieuw Iemand").click()
        page.get_by_role("link", name="Change").click()
        page.get_by_label("Part-time factor", exact=True).fill("1.5")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("alert").get_by_role("link").click()
        page.get_by_label("Part-time factor", exact=True).fill("0.5")
        page.get_by_label("Leave 1: From").fill("01-03-2027")
        page.get_by_label("Leave 1: Until and including").fill("31-03-2027")
        page.get_by_label("Leave 1: Kind of leave").select_option(label="Parental leave")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("at 0.5 of full-time, €18,000.00 earned.")
        expect(page.get_by_text("Days of parental leave")).to_be_visible()


def test_a_figure_is_put_in_by_keyboard(founder: Page, demo_address: str) -> None:
    page = founder
    page.goto(f"{demo_address}/c/1/years/4?language=nl")
    press(page, "Tab", "a[href$='name=net_profit']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Nettowinst 2027")
    type_into(page, "#value", "1.800.000,50")
    press(page, "Tab", "main form button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("nettowinst van € 1.800.000,50")


@in_each_dress
def test_axe_finds_nothing(browser: Browser, demo_address: str, language: str, scheme: Light, width: int) -> None:
    found = {}
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    ) as context:
        sign_in_browser(context, demo_address)
        page = context.new_page()
        for name, address in ADDRESSES.items():
            page.goto(demo_address + address)
            found[name] = violations(page) + overflow(page)
        page.goto(f"{demo_address}/c/1/people/3/new")
        page.locator("main form button").click()
        found["person refused"] = violations(page) + overflow(page)
        for name, content in (("faults", FAULTY), ("change", RIGHT.replace("Code;", "Number;"))):
            page.goto(f"{demo_address}/c/1/people/import?year=3")
            choose(page, content)
            page.locator("main form.files button").click()
            page.wait_for_load_state()
            for fold in page.locator("summary").all():
                fold.click()
            found[name] = violations(page) + overflow(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
