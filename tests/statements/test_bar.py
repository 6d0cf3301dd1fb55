"""The part-of-the-whole bar: to scale, within its edges, and said in words."""

from __future__ import annotations

from xml.etree.ElementTree import XML, Element

from hypothesis import given
from hypothesis import strategies as st

from planner.statements.bar import WIDTH, draw
from planner.statements.statement import Part, Share
from tests.statements import samples

SVG = "{http://www.w3.org/2000/svg}"


def share(size: float, *parts: float) -> Share:
    return Share("Titel", "Uw deel", "De pot", size, tuple(Part(f"Deel {one}", "€ 1,00", one) for one in parts))


def drawn(svg: str) -> Element:
    return XML(svg)


def widths(text: str) -> list[float]:
    return [float(box.attrib["width"]) for box in drawn(text).iter(f"{SVG}rect")]


def test_half_of_the_pot_fills_half_of_the_bar() -> None:
    whole, part = widths(draw(share(0.5, 1.0)).svg)
    assert abs(part / whole - 0.5) < 0.001


@given(st.floats(0, 1.2), st.lists(st.floats(0, 1), min_size=0, max_size=9))
def test_nothing_is_drawn_past_the_edge_and_nothing_vanishes(size: float, parts: list[float]) -> None:
    bar = draw(share(size, *parts))
    assert all(0.4 < width < WIDTH for width in widths(bar.svg))
    assert sum(float(piece.width) for piece in bar.pieces) <= 100
    assert all(float(piece.width) > 0 for piece in bar.pieces)


def test_one_part_is_not_enlarged() -> None:
    bar = draw(share(0.2, 1.0))
    assert bar.pieces == ()
    assert len(list(drawn(bar.svg).iter(f"{SVG}path"))) == 0


def test_words_stand_inside_only_where_they_fit() -> None:
    assert samples.DUTCH.share
    assert draw(samples.DUTCH.share).inside
    assert not draw(share(0.5, 0.97, 0.03)).inside


def test_the_drawing_says_what_it_shows() -> None:
    assert samples.DUTCH.share
    title = drawn(draw(samples.DUTCH.share).svg).find(f"{SVG}title")
    assert title is not None
    assert title.text == (
        "Van elke €\u00a0100 uit de pot komt €\u00a01,59 bij u. Uw deel: 1,59%. De hele pot: €\u00a0115.731,30. "
        "Aanwezigheid €\u00a0964,30; Verdiend loon €\u00a0877,87."
    )


def test_a_label_is_text_not_markup() -> None:
    hostile = Share("<script>", "</title><image href='file:///etc/passwd'/>", "&amp;", 0.5, ())
    title = drawn(draw(hostile).svg).find(f"{SVG}title")
    assert title is not None
    assert title.text == "<script>. </title><image href='file:///etc/passwd'/>. &amp;."
