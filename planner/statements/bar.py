"""The part-of-the-whole bar: your part as a piece of the whole pot, and that piece enlarged into what it is made of.

One drawing for page and paper, told in presentation attributes only, because a style sheet does not reach into it on
paper. Its `<title>` is what a screen reader says. It starts at the left edge: no place in it hints at a rank.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from planner.statements.statement import Part, Share

WIDTH = 476.0  # points: the 168 mm between a statement's margins
INK, STONE, WHITE, GREY, EDGE = "#1D1B18", "#B9B2A4", "#FFFFFF", "#5E594F", "#8C8577"
FILLS = ((INK, WHITE), (STONE, INK), (WHITE, INK), (GREY, WHITE))  # a fill and the ink that is read on it, also in grey
_EM = 0.6  # a wide letter's part of the type size: labels are measured with it, on the safe side
_SIZE = 8.5
_WHOLE_TOP, _WHOLE_HEIGHT, _PARTS_TOP, _PARTS_HEIGHT = 18.0, 15.0, 56.0, 20.0


def draw(share: Share) -> Markup:
    """The drawing as one `<svg>`, its numbers as plain points."""
    pieces = [*_whole(share)]
    height = _WHOLE_TOP + _WHOLE_HEIGHT + 1
    if len(share.parts) > 1:
        pieces += [*_zoom(share.size), *_parts(share.parts)]
        height = _PARTS_TOP + _PARTS_HEIGHT + 1
        if not _labels_fit(share.parts):
            pieces += [*_legend(share.parts)]
            height += 6 + 14 * len(share.parts)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 {} {}"><title>{}</title>{}</svg>'
    ).format(_at(WIDTH), _at(height), _spoken(share), Markup("").join(pieces))


def _spoken(share: Share) -> str:
    parts = "; ".join(f"{part.label} {part.amount}" for part in share.parts)
    return f"{share.title}. {share.label}. {share.whole}." + (f" {parts}." if len(share.parts) > 1 else "")


def _whole(share: Share) -> Iterator[Markup]:
    yield _text(0, 9, share.label, INK, weight=600)
    yield _text(WIDTH, 9, share.whole, INK, anchor="end")
    yield _box(0.5, _WHOLE_TOP, WIDTH - 1, _WHOLE_HEIGHT, WHITE)
    yield _box(0.5, _WHOLE_TOP, _reach(share.size), _WHOLE_HEIGHT, INK)


def _reach(size: float) -> float:
    """How far a part goes: to scale, but never thinner than a hair that prints."""
    return min(max(size * (WIDTH - 1), 0.6), WIDTH - 1)


def _zoom(size: float) -> Iterator[Markup]:
    bottom = _WHOLE_TOP + _WHOLE_HEIGHT
    for top, foot in ((0.5, 0.5), (0.5 + _reach(size), WIDTH - 0.5)):
        yield Markup('<path d="M{} {}L{} {}" stroke="{}" stroke-width="0.6" fill="none"/>').format(
            _at(top), _at(bottom), _at(foot), _at(_PARTS_TOP), EDGE
        )


def _places(parts: tuple[Part, ...]) -> Iterator[tuple[float, float, Part]]:
    """Where each part begins and how wide it is."""
    left, whole = 0.5, sum(part.size for part in parts) or 1.0
    for part in parts:
        width = part.size / whole * (WIDTH - 1)
        yield left, width, part
        left += width


def _parts(parts: tuple[Part, ...]) -> Iterator[Markup]:
    labelled = _labels_fit(parts)
    for number, (left, width, part) in enumerate(_places(parts)):
        fill, ink = FILLS[number % len(FILLS)]
        yield _box(left, _PARTS_TOP, width, _PARTS_HEIGHT, fill)
        if labelled:
            yield _text(left + 6, _PARTS_TOP + 13, part.label, ink, weight=600)
            yield _text(left + width - 6, _PARTS_TOP + 13, part.amount, ink, weight=600, anchor="end")


def _labels_fit(parts: tuple[Part, ...]) -> bool:
    return all(width > (len(part.label) + len(part.amount) + 2) * _SIZE * _EM + 12 for _, width, part in _places(parts))


def _legend(parts: tuple[Part, ...]) -> Iterator[Markup]:
    for number, part in enumerate(parts):
        base = _PARTS_TOP + _PARTS_HEIGHT + 16 + 14 * number
        yield _box(0.5, base - 7, 8, 8, FILLS[number % len(FILLS)][0])
        yield _text(14, base, part.label, INK)
        yield _text(WIDTH, base, part.amount, INK, anchor="end")


def _box(left: float, top: float, width: float, height: float, fill: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.8"/>').format(
        _at(left), _at(top), _at(width), _at(height), fill, INK
    )


def _text(left: float, base: float, words: str, ink: str, *, weight: int = 400, anchor: str = "start") -> Markup:
    return Markup(
        '<text x="{}" y="{}" font-family="Paper,Inter" font-size="{}" font-weight="{}" text-anchor="{}" fill="{}">{}</text>'
    ).format(_at(left), _at(base), _SIZE, weight, anchor, ink, escape(words))


def _at(points: float) -> str:
    """A place with two decimals, as short as it can be: `12.5`, `476`."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
