"""A statement or a register as a PDF that everyone can read: PDF/UA-1, one file, the proof attached.

The same content gives the same bytes, whatever was rendered before it, in whichever process. Nothing is fetched: the
only resources are the package's own fonts, served from memory.
"""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from planner.language import say
from planner.statements import bar, templates
from planner.statements.statement import Line, Statement

FONTS = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "InterDisplay-SemiBold.ttf")


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Serves the package's own fonts from memory, and refuses every other address: no file, no network."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of `paper:NAME`, where NAME is one of our fonts."""
        scheme, _, name = url.partition(":")
        if scheme != "paper" or name not in FONTS:
            raise ValueError("paper has no addresses but its own fonts")
        return URLFetcherResponse(url, templates.font(name), {"Content-Type": "font/ttf"})


@cache
def _press() -> tuple[OwnFiles, FontConfiguration, CSS]:
    """What every document shares, made once a process: the fetcher, the fonts, the parsed style sheet."""
    fetcher, fonts = OwnFiles(), FontConfiguration()
    style = CSS(string=templates.source("statement/paper.css"), url_fetcher=fetcher, font_config=fonts, base_url="paper:")
    return fetcher, fonts, style


def prepare_worker() -> None:
    """Make ready a process that renders many: load what is shared, and let the collector look at what is new only."""
    _press()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def render_statement(statement: Statement, proof: bytes, day: date, *, with_rules: bool = False) -> bytes:
    """A person's statement on paper, its proof attached as `proof.json`.

    `day` is the statement's date: it dates the file and the attachment, so that no clock has a part in the bytes.
    `with_rules` adds a page with the scheme's rules in full.
    """
    return _pdf(statement_html(statement, day, with_rules=with_rules), proof, day)


def statement_html(statement: Statement, day: date, *, with_rules: bool = False) -> str:
    """The statement as the HTML that is laid out."""
    words = partial(say, statement.language)
    return templates.paper().get_template("statement/statement.html").render(
        s=statement,
        say=words,
        day=day.isoformat(),
        foot=_foot(statement, words),
        bar=bar.draw(statement.share) if statement.share else "",
        tight=_is_long(statement),
        result_width=_column([line.result for line in _lines(statement)], least=16),
        amount_width=_column([line.amount for line in _lines(statement)] + [statement.total + "  "], least=19),
        with_rules=with_rules and bool(statement.rules),
    )


def _foot(statement: Statement, words: Any) -> str:
    if not statement.identity:
        return f"{words('Draft, not yet issued')} · {words('Made with Deelgenoot')}"
    return f"{words('Identity (SHA-256)')} {grouped(statement.identity)}\n{words('Made with Deelgenoot')}"


def grouped(identity: str) -> str:
    """A hash in groups of eight, as a person compares it: `3f1f4df4 589b05c3 …`"""
    return " ".join(identity[start : start + 8] for start in range(0, len(identity), 8))


def _lines(statement: Statement) -> list[Line]:
    return [line for section in statement.sections for line in section.lines]


def _column(texts: list[str], least: int) -> float:
    """A column's width in mm, so that its longest figure stands on one line."""
    return max(least, round(max(map(len, texts), default=0) * 1.65 + 1, 1))


def _is_long(statement: Statement) -> bool:
    """Whether the way to the amount has so many lines that one page needs them closer together."""
    lines = _lines(statement)
    height = sum(1 + bool(line.why and line.how) + len(line.how) // 60 for line in lines) + 1.2 * len(statement.sections)
    return height > 16


def _pdf(html: str, proof: bytes | None, day: date) -> bytes:
    fetcher, fonts, style = _press()
    moment = datetime.combine(day, time(), UTC)
    attached = [] if proof is None else [_attachment(proof, moment, fetcher)]
    document = HTML(string=html, url_fetcher=fetcher, base_url="paper:")
    pdf: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, attachments=attached, pdf_variant="pdf/ua-1")
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
