"""Statements on paper: beside WeasyPrint as it comes, beside a browser that stays open, and two workers beside one."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from playwright.sync_api import sync_playwright
from weasyprint import HTML

import planner
from benchmarks.bench import Measured, in_turn
from planner.statements import templates
from planner.statements.paper import statement_html
from planner.statements.pdf import prepare_worker, render_statement
from tests.statements import samples

FONTS = Path(planner.__file__).parent / "static" / "fonts"
WORK = "a statement of one page, tagged, the proof attached"
MANY = 60


def ours() -> bytes:
    """A statement as the product makes it."""
    return render_statement(samples.DUTCH, samples.PROOF, samples.DAY)


def page() -> str:
    """The same content as one HTML file with its own style sheet and fonts."""
    sheet = templates.source("statement/paper.css").replace("url(paper:", f"url({FONTS.as_uri()}/")
    html = statement_html(samples.DUTCH, samples.DAY).replace("</head>", f"<style>{sheet}</style></head>")
    return f"<!doctype html>{html}"


def plain() -> bytes:
    """The same content as one would print it."""
    content: bytes = HTML(string=page()).write_pdf(pdf_variant="pdf/ua-1")
    return content


def as_it_comes() -> None:
    """The garbage collector as Python sets it, for the plain way."""
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)


def measured() -> Iterator[Measured]:
    """Every comparison of this module."""
    mine, other = in_turn(ours, plain, rounds=15, ready=(prepare_worker, as_it_comes))
    yield Measured("statement", WORK, "shared press", "plain write_pdf()", mine * 1000, other * 1000, "ms of one core")
    if chromium := shutil.which("chromium"):
        yield beside_browser(chromium)
    yield two_workers()
    yield memory()


def beside_browser(chromium: str) -> Measured:
    """A browser that is open already prints the same page; for orientation, by the clock on the wall."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        sheet = browser.new_page()

        def print_page() -> None:
            sheet.set_content(page())
            sheet.pdf(prefer_css_page_size=True, tagged=True)

        mine, other = in_turn(ours, print_page, rounds=15, clock=perf_counter)
        browser.close()
    return Measured(
        "statement beside a browser", WORK, "shared press", "Chromium page.pdf()", mine * 1e3, other * 1e3, "ms"
    )


def make(number: int) -> int:
    """One of many statements, each of another person."""
    person = replace(samples.DUTCH, person=f"Persoon {number}", person_id=f"{number:04d}")
    return len(render_statement(person, samples.PROOF, samples.DAY))


def two_workers() -> Measured:
    """Many statements with two processes and with one, both started and warm."""
    fresh = get_context("spawn")
    with (
        ProcessPoolExecutor(1, fresh, prepare_worker) as one,
        ProcessPoolExecutor(2, fresh, prepare_worker) as two,
    ):
        both, single = in_turn(
            lambda: list(two.map(make, range(MANY))), lambda: list(one.map(make, range(MANY))), 3, perf_counter
        )
    return Measured("two workers", f"{MANY} statements", "two", "one", MANY / both, MANY / single, "statements/s", True)


def memory() -> Measured:
    """How much a worker grows with each statement, after its first forty."""
    mine, other = (_in_fresh_process(way) for way in ("ours", "plain"))
    return Measured("memory", "each further statement", "shared press", "plain write_pdf()", mine, other, "KB")


def _in_fresh_process(way: str) -> float:
    with ProcessPoolExecutor(1, get_context("spawn"), prepare_worker if way == "ours" else None) as worker:
        return worker.submit(_grown, way).result()


def _grown(way: str) -> float:
    sizes = []
    for number in range(100):
        make(number) if way == "ours" else plain()
        sizes.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4.0)
    return (sizes[-1] - sizes[39]) / 60
