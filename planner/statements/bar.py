"""The part-of-the-whole bar: your part as a piece of the whole pot, and that piece enlarged into what it is made of.

The drawing is told in presentation attributes only, because a style sheet does not reach into it on paper; its
`<title>` is what a screen reader says. Words stand beside it as text: in a drawing the printer would set them letter
by letter. It starts at the left edge: no place in it hints at a rank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from markupsafe import Markup

from planner.statements.statement import Part, Share

WIDTH = 476.2  # points: the 168 mm between a statement's margins
INK, WHITE, EDGE = "#1D1B18", "#FFFFFF", "#8C8577"
FILLS = 4  # how many fills the style sheet has for parts; the fifth part looks like the first
_LETTER = 5.1  # points: a wide letter of the labels, so that what is said to fit does
_LEAST = 0.004  # a part of the bar that still prints as one
_HIGH, _ZOOM = 15.0, 22.0


@dataclass(frozen=True)
class Piece:
    """One part of the enlarged bar: its words, its width in per cent, and which fill it has."""

    label: str
    amount: str
    width: str
    fill: int


@dataclass(frozen=True)
class Bar:
    """The drawing, and the parts to set beneath it; `inside` says that their words fit within them."""

    svg: Markup
    pieces: tuple[Piece, ...]
    inside: bool


def draw(share: Share) -> Bar:
    """The bar of the whole and, where the amount has more than one part, the enlarged one under it."""
    parts = share.parts if len(share.parts) > 1 else ()
    height = _HIGH + 1 + (_ZOOM if parts else 0)
    shapes = Markup("").join([*_whole(share.size), *(_zoom(share.size) if parts else ())])
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><title>{}</title>{}</svg>')
    pieces = tuple(_pieces(parts))
    return Bar(svg.format(_at(WIDTH), _at(height), _spoken(share, parts), shapes), pieces, all(map(_fits, pieces)))


def _spoken(share: Share, parts: tuple[Part, ...]) -> str:
    words = "; ".join(f"{part.label} {part.amount}" for part in parts)
    return f"{share.title}. {share.label}. {share.whole}." + (f" {words}." if words else "")


def _whole(size: float) -> Iterator[Markup]:
    box = Markup('<rect x="0.4" y="0.4" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.8"/>')
    yield box.format(_at(WIDTH - 0.8), _at(_HIGH), WHITE, INK)
    yield box.format(_at(_reach(size)), _at(_HIGH), INK, INK)


def _reach(size: float) -> float:
    """How far a part goes: to scale, but never thinner than a hair that prints."""
    return min(max(size * (WIDTH - 0.8), 0.6), WIDTH - 0.8)


def _zoom(size: float) -> Iterator[Markup]:
    line = Markup('<path d="M{} {}L{} {}" stroke="{}" stroke-width="0.6" fill="none"/>')
    for top, foot in ((0.4, 0.4), (0.4 + _reach(size), WIDTH - 0.4)):
        yield line.format(_at(top), _at(_HIGH + 0.8), _at(foot), _at(_HIGH + 1 + _ZOOM), EDGE)


def _pieces(parts: tuple[Part, ...]) -> Iterator[Piece]:
    sizes = [max(part.size, _LEAST) for part in parts]
    for number, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        yield Piece(part.label, part.amount, _at(floor(size / sum(sizes) * 9998) / 100), number % FILLS)


def _fits(piece: Piece) -> bool:
    return float(piece.width) * WIDTH / 100 > (len(piece.label) + len(piece.amount) + 2) * _LETTER + 12


def _at(points: float) -> str:
    """A place with two decimals, as short as it can be: `12.5`, `476.2`."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
