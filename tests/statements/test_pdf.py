"""Paper as its reader gets it: one page, tagged, self-contained, the same bytes every time, and nothing fetched."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from planner.statements import pdf
from planner.statements.register import Register
from planner.statements.statement import Statement
from tests.statements import samples

FACES = {"Paper", "Paper-Semi-Bold", "Paper-Medium", "Paper-Display-Semi-Bold"}
ONE_PAGE = ("DUTCH", "ENGLISH", "NOT_INCLUDED")


@cache
def printed(name: str) -> bytes:
    """A sample on paper, once a test run."""
    if name.startswith("REGISTER"):
        return pdf.render_register(samples.register(40, name[-2:].lower()), samples.DAY)
    return pdf.render_statement(getattr(samples, name), samples.PROOF, samples.DAY)


def text(content: bytes, *options: str) -> str:
    """What pdftotext reads, in the order of the page's content."""
    command = ["pdftotext", *options, "-", "-"]
    found = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return found.replace("\u00a0", " ")


def statement(of: Statement = samples.DUTCH, **changed: Any) -> bytes:
    return pdf.render_statement(replace(of, **changed), samples.PROOF, samples.DAY)


def elements(document: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """The structure elements of one kind."""
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}":
            yield item


@pytest.mark.parametrize("name", ONE_PAGE)
def test_a_usual_statement_is_one_page(name: str) -> None:
    with pikepdf.open(BytesIO(printed(name))) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize("name", [*ONE_PAGE, "LONG", "REGISTER_NL", "REGISTER_EN"])
def test_a_screen_reader_is_told_all_it_needs(name: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed(name))
    assert pdfua.validate(str(path)).findings == ()
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang) == ("en" if name in ("ENGLISH", "REGISTER_EN") else "nl")
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) != ""
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_every_table_has_headers_and_each_says_what_it_heads() -> None:
    with pikepdf.open(BytesIO(printed("DUTCH"))) as document:
        heads = [str(head.A.Scope) for head in elements(document, "TH")]
        assert (
            heads.count("/Column") == 3 + 4 + 3
        )  # who, over, date; what, how, outcome, amount; rules, questions, check
        assert heads.count("/Row") == 9 + 3 + 1  # lines, sections with a title, the total
        assert all("/Headers" in cell.A for cell in elements(document, "TD"))


def test_the_drawing_has_its_words() -> None:
    with pikepdf.open(BytesIO(printed("DUTCH"))) as document:
        (figure,) = elements(document, "Figure")
        assert "Uw deel: 1,59%" in str(figure.Alt)


def test_the_proof_travels_inside() -> None:
    with pikepdf.open(BytesIO(printed("DUTCH"))) as document:
        assert list(document.attachments) == ["proof.json"]
        assert document.attachments["proof.json"].get_file().read_bytes() == samples.PROOF


@pytest.mark.parametrize("name", ["DUTCH", "REGISTER_NL"])
def test_every_font_is_ours_and_embedded(name: str) -> None:
    with pikepdf.open(BytesIO(printed(name))) as document:
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        descriptors = [item for item in fonts if item.get("/Type") == "/FontDescriptor"]
        assert descriptors
        assert {str(item.FontName).rpartition("+")[2] for item in descriptors} <= FACES
        assert all("/FontFile2" in item for item in descriptors)


def test_the_text_reads_in_the_order_of_the_page() -> None:
    read = text(printed("DUTCH"), "-raw")
    order = ("Persoonlijk overzicht", "Halte Noord B.V.", "Sanne Veenstra", "U krijgt € 1.842,17 bruto", "Hoe berekend")
    rest = ("0,8992", "€ 964,29", "€ 877,87", "Restcent", "U krijgt, bruto", "Van elke € 100", "De regels", "Kenmerk")
    places = [read.index(words) for words in order + rest]
    assert places == sorted(places)


def test_amounts_can_be_copied_as_they_stand() -> None:
    read = text(printed("DUTCH"), "-layout")
    assert "€ 1.657.313,00 − 8% × € 6.250.000,00 eigen vermogen" in read
    assert "3f1f4df4 589b05c3 ccca78f0 4f6d1acd 512fe189 f6305ee3 a58fe929 d59cc27e" in read
    assert "1 van 1" in read


@pytest.mark.parametrize("name", ["DUTCH", "LONG", "REGISTER_NL"])
def test_the_same_bytes_from_another_process_that_printed_nothing_else(name: str) -> None:
    printed("ENGLISH")
    script = f"import sys; from tests.statements.test_pdf import printed; sys.stdout.buffer.write(printed({name!r}))"
    folder = Path(__file__).parents[2]
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=folder).stdout
    assert other == printed(name)


def test_the_same_bytes_whatever_was_printed_before() -> None:
    first = printed("DUTCH")
    statement(person="Đặng Thị Ánh Ἀλέξανδρος Дмитрий", answer="U krijgt € 9.999,99.")
    pdf.render_register(samples.register(5), samples.DAY)
    assert statement() == first


HOSTILE = (
    "<img src=file:///etc/passwd>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<style>@import url(http://127.0.0.1:9/x.css)</style>",
    "{{7*7}}{% raw %}",
    "<svg><image href='http://127.0.0.1:9/x.png'/></svg>",
    "</td></tr></table><h1>€ 1.000.000</h1>",
    "]]><!-- &amp; &lt;b&gt;",
    "\" style=\"background:url('file:///etc/hosts')",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_and_nothing_fetched(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    statement()  # the fonts are read here, once
    asked: list[str] = []
    monkeypatch.setattr(pdf.OwnFiles, "fetch", lambda self, url, headers=None: asked.append(url))
    content = statement(person=name, company=name, scheme=name, contact=(name,), notes=(name,))
    assert asked == []
    squeezed = "".join(text(content, "-raw").split())
    assert squeezed.count("".join(name.split())) >= 3  # where pdftotext joins its broken lines
    with pikepdf.open(BytesIO(content)) as document:
        assert list(document.attachments) == ["proof.json"]


def test_no_address_but_the_fonts_is_served() -> None:
    shop = pdf.OwnFiles()
    assert shop.fetch("paper:Inter-Regular.ttf").read()[:4] == b"\x00\x01\x00\x00"
    for address in ("file:///etc/passwd", "http://127.0.0.1:9/", "paper:../pdf.py", "data:,x", "Inter-Regular.ttf"):
        with pytest.raises(ValueError, match="no addresses but its own fonts"):
            shop.fetch(address)


def test_signs_that_no_page_can_hold_are_question_marks() -> None:
    assert "San?ne Vee?nstra" in text(statement(person="San\x00ne Vee\x1bnstra"), "-raw")


@pytest.mark.parametrize(
    "name", ["Puck Yılmaz", "Łukasz Wiśniewski", "Nguyễn Thị Ánh", "Ștefan Țurcanu", "Željko Đorđević"]
)
def test_names_are_spelled_as_their_owners_do(name: str) -> None:
    content = statement(person=name)
    assert name in text(content, "-raw")
    with pikepdf.open(BytesIO(content)) as document:
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        faces = {str(item.FontName).rpartition("+")[2] for item in fonts if item.get("/Type") == "/FontDescriptor"}
        assert faces <= FACES  # no face of the machine's had to help out


def test_a_long_way_goes_on_on_a_second_page_and_loses_nothing() -> None:
    read = text(printed("LONG"), "-layout")
    assert "2 van 2" in read
    assert all(f"Stap {part}.{step}" in read for part in range(1, 5) for step in range(1, 5))
    assert read.count("Hoe berekend") == 2
    assert read.count("€ 57.865.565.565,65") == 12


def test_who_does_not_share_reads_why() -> None:
    read = text(printed("NOT_INCLUDED"), "-layout")
    assert "U deelt over 2026 niet mee in de winst." in read
    assert "4 maanden" in read
    assert "Uitleg" in read


def test_the_rules_in_full_follow_when_asked() -> None:
    content = pdf.render_statement(samples.DUTCH, samples.PROOF, samples.DAY, with_rules=True)
    assert "Alle regels" not in text(printed("DUTCH"))
    read = text(content, "-layout")
    assert read.index("Alle regels") > read.index("Zelf narekenen")
    assert "De helft van de pot wordt verdeeld naar dagen en werkweek." in read


def test_before_it_is_issued_it_says_that_it_is_a_draft() -> None:
    read = text(statement(identity=""))
    assert "Persoonlijk overzicht, concept" in read
    assert "Concept, nog niet uitgegeven" in read
    assert "SHA-256" not in read


def test_one_who_has_no_name_is_called_by_number_once() -> None:
    read = text(statement(person="0167", period="", place="", contact=(), lead=""), "-layout")
    assert "personeelsnummer" not in read
    assert "Vragen" not in read


def test_the_register_names_everyone_and_carries_its_totals() -> None:
    register: Register = samples.register(40, "nl")
    pages = text(printed("REGISTER_NL"), "-layout").split("\f")
    assert all(row.cells[0] in "".join(pages) for row in register.rows)
    carried = next(line for line in pages[0].splitlines() if "Over te brengen" in line).split()[-1]
    brought = next(line for line in pages[1].splitlines() if "Overgebracht" in line).split()[-1]
    assert carried == brought
    assert next(line for line in "".join(pages).splitlines() if "Totaal, 40" in line).split()[-1] == "115.731,30"


def test_the_register_breaks_its_pages_where_it_counted_them() -> None:
    pages = text(printed("REGISTER_NL"), "-layout").split("\f")[:-1]
    assert ["Bedrag" in page for page in pages] == [True, True, False]  # two of people, one of who does not share
    assert "Niet mee: 5" in pages[2]
    assert "Kenmerk (SHA-256)" in pages[1]


def test_a_check_that_does_not_hold_says_so() -> None:
    register = samples.register(5)
    wrong = replace(register, checks=(replace(register.checks[0], ok=False),))
    read = text(pdf.render_register(wrong, samples.DAY), "-layout")
    assert "≠" in read
    assert "(klopt niet)" in read
