"""A statement or a register as a PDF that everyone can read: PDF/UA-1, one file, the proof attached.

The same content gives the same bytes, whatever was rendered before it, in whichever process. Nothing is fetched: the
only resources are the package's own fonts, served from memory.
"""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, time
from functools import cache
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from planner.statements import templates
from planner.statements.paper import register_html, statement_html
from planner.statements.register import Register
from planner.statements.statement import Statement

FONTS = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "InterDisplay-SemiBold.ttf")


def render_statement(statement: Statement, proof: bytes, day: date, *, with_rules: bool = False) -> bytes:
    """A person's statement on paper, its proof attached as `proof.json`.

    `day` is the statement's date: it dates the file and the attachment, so that no clock has a part in the bytes.
    `with_rules` adds a page with the scheme's rules in full.
    """
    return _pdf(statement_html(statement, day, with_rules=with_rules), proof, day)


def render_register(register: Register, day: date, proof: bytes | None = None) -> bytes:
    """The division over all people on landscape paper; `proof`, if given, is attached as it is on a statement."""
    return _pdf(register_html(register, day), proof, day)


def prepare_worker() -> None:
    """Make ready a process that renders many: load what is shared, and let the collector look at what is new only."""
    _press()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 5, 5)


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Serves the package's own fonts from memory, and refuses every other address: no file, no network."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of `paper:NAME`, where NAME is one of our fonts."""
        scheme, _, name = url.partition(":")
        if scheme != "paper" or name not in FONTS:
            raise ValueError("paper has no addresses but its own fonts")
        return URLFetcherResponse(url, templates.font(name), {"Content-Type": "font/ttf"})


class Written(HTML):  # type: ignore[misc]
    """HTML that we wrote ourselves, well-formed: read by the XML parser, four times as fast as HTML's."""

    def __init__(self, text: str, fetcher: OwnFiles) -> None:
        self.base_url, self.url_fetcher, self.media_type = "paper:", fetcher, "print"
        root = ElementTree.fromstring(text)  # noqa: S314 (our own template; it has no entities to expand)
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """No sheet but ours: the usual one gives every element six pseudo-elements, a fifth of the work."""
        return []


@cache
def _press() -> tuple[OwnFiles, FontConfiguration, CSS]:
    """What every document shares, made once a process: the fetcher, the fonts, the parsed style sheet."""
    fetcher, fonts = OwnFiles(), FontConfiguration()
    sheet = templates.source("statement/paper.css")
    return fetcher, fonts, CSS(string=sheet, url_fetcher=fetcher, font_config=fonts, base_url="paper:")


def _pdf(text: str, proof: bytes | None, day: date) -> bytes:
    fetcher, fonts, style = _press()
    attached = [] if proof is None else [_attachment(proof, datetime.combine(day, time(), UTC), fetcher)]
    pdf: bytes = Written(text, fetcher).write_pdf(
        stylesheets=[style], font_config=fonts, attachments=attached, pdf_variant="pdf/ua-1", finisher=_scope_headers
    )
    return pdf


def _attachment(proof: bytes, moment: datetime, fetcher: OwnFiles) -> Attachment:
    return Attachment(
        string=proof,
        name="proof.json",
        description="The calculation, for anyone to recompute",
        created=moment,
        modified=moment,
        relationship="Data",
        url_fetcher=fetcher,
    )


def _scope_headers(document: Document, pdf: pydyf.PDF) -> None:
    """Say of each header cell what it heads: its column if it stands in the table's head, else its row."""
    for cell in pdf.objects:
        if isinstance(cell, pydyf.Dictionary) and cell.get("S") == "/TH":
            row = _parent(pdf, cell)
            cell["A"]["Scope"] = "/Column" if _parent(pdf, row)["S"] == "/THead" else "/Row"


def _parent(pdf: pydyf.PDF, element: pydyf.Dictionary) -> pydyf.Dictionary:
    return pdf.objects[int(element["P"].split()[0])]
