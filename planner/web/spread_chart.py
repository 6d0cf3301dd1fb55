"""Amounts by group, now and with a draft, on one scale: a dot a person, or of many people a strip of quantiles.

Each group is a drawing of its own as wide as its column, placed in per cent, so that its dots stay round and its
figures readable on a phone. Its words stand beside it on the page; its title says what is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

from markupsafe import Markup, escape

from planner.operations.preview import Group, median_of, quantile_of

NOW_COLOUR, INK, CONTEXT, PAPER = "#0072B2", "#1D1B18", "#DED8CB", "#FBF9F4"
MOST_DOTS = 80
HEIGHT, UPPER, LOWER, RADIUS = 58, 18, 40, 5
MOST_TICKS = 5
_MIDDLE = (Fraction(1, 4), Fraction(3, 4))
_ENDS = (Fraction(1, 20), Fraction(19, 20))


@dataclass(frozen=True)
class Scale:
    """From an amount to its place in per cent of the width; `ticks` are round amounts."""

    low: Fraction
    high: Fraction
    ticks: Sequence[Fraction]

    def at(self, amount: Fraction | int) -> float:
        return round(float(2 + 96 * (amount - self.low) / (self.high - self.low)), 2)


def scale_of(groups: Sequence[Group]) -> Scale:
    """Some five ticks, 1, 2 or 5 times a power of ten apart, from just below the lowest amount."""
    amounts = [each for group in groups for each in (*group.now, *group.draft)]
    low, high = (min(amounts), max(amounts)) if amounts else (0, 1)
    size = _round_up(Fraction(max(high - low, 1), MOST_TICKS))
    ticks = [size * place for place in range(floor(low / size), floor(high / size) + 1)]
    return Scale(ticks[0], max(Fraction(high), ticks[-1], ticks[0] + size), ticks)


def _round_up(size: Fraction) -> Fraction:
    power = Fraction(10) ** floor(log10(size))
    return next(power * each for each in (1, 2, 5, 10) if power * each >= size)


def axis(scale: Scale, labels: Sequence[str]) -> Markup:
    """The ticks with their amounts, above all groups."""
    texts = "".join(
        f'<text x="{scale.at(tick)}%" y="16" font-size="13" text-anchor="{_anchor(scale.at(tick))}" fill="#5E594F">'
        f"{escape(label)}</text>"
        for tick, label in zip(scale.ticks, labels, strict=True)
    )
    return Markup(f'<svg class="axis" width="100%" height="24" aria-hidden="true">{texts}</svg>')  # noqa: S704  # escaped


def drawn(group: Group, scale: Scale, title: str, as_dots: bool) -> Markup:
    """One group: now above as open shapes, the draft below them filled, the median of each a line."""
    pieces = [f"<title>{escape(title)}</title>", *_grid(scale)]
    for amounts, y, fill in ((group.now, UPPER, "none"), (group.draft, LOWER, NOW_COLOUR)):
        pieces += _dots(amounts, y, fill, scale) if as_dots else _strip(amounts, y, fill, scale)
        pieces += _median(amounts, y, scale)
    return Markup(  # noqa: S704  # the title is escaped, the rest are numbers
        f'<svg class="spread" width="100%" height="{HEIGHT}" role="img">{"".join(pieces)}</svg>'
    )


def _anchor(place: float) -> str:
    return "start" if place < 6 else "end" if place > 94 else "middle"


def _grid(scale: Scale) -> Iterator[str]:
    for tick in scale.ticks:
        x = scale.at(tick)
        yield f'<line x1="{x}%" y1="0" x2="{x}%" y2="{HEIGHT}" stroke="{CONTEXT}" stroke-width="1"/>'


def _dots(amounts: Sequence[int], y: int, fill: str, scale: Scale) -> Iterator[str]:
    stroke = f'stroke="{INK}" stroke-width="1"' if fill == "none" else 'fill-opacity="0.6"'
    for each in amounts:
        yield f'<circle cx="{scale.at(each)}%" cy="{y}" r="{RADIUS}" fill="{fill}" {stroke}/>'


def _strip(amounts: Sequence[int], y: int, fill: str, scale: Scale) -> Iterator[str]:
    """A thin line holds nine tenths of the people, the bar on it the middle half."""
    if not amounts:
        return
    first, last = (scale.at(quantile_of(amounts, part)) for part in _ENDS)
    left, right = (scale.at(quantile_of(amounts, part)) for part in _MIDDLE)
    edge = NOW_COLOUR if fill != "none" else INK
    yield f'<line x1="{first}%" y1="{y}" x2="{last}%" y2="{y}" stroke="{edge}" stroke-width="2"/>'
    body = fill if fill != "none" else PAPER
    yield (
        f'<rect x="{left}%" y="{y - 6}" width="{max(0.3, round(right - left, 2))}%" height="12" fill="{body}"'
        f' stroke="{edge}" stroke-width="1"/>'
    )


def _median(amounts: Sequence[int], y: int, scale: Scale) -> Iterator[str]:
    middle = median_of(amounts)
    if middle is not None:
        x = scale.at(middle)
        yield f'<line x1="{x}%" y1="{y - 9}" x2="{x}%" y2="{y + 9}" stroke="{INK}" stroke-width="2"/>'


def effect_bar(difference: int, most: int, losing: bool) -> Markup:
    """How much somebody gains or loses, beside the largest; where anybody loses, zero stands in the middle."""
    part = abs(difference) / most if most else 0.0
    if not losing:
        return _bar(f'<rect x="0" y="6" width="{part * 100:.2f}%" height="12" fill="{NOW_COLOUR}"/>')
    x, colour = (50 - part * 50, "#D55E00") if difference < 0 else (50.0, NOW_COLOUR)
    bar = f'<rect x="{x:.2f}%" y="6" width="{part * 50:.2f}%" height="12" fill="{colour}"/>'
    return _bar(f'{bar}<line x1="50%" y1="0" x2="50%" y2="24" stroke="{INK}" stroke-width="1"/>')


def _bar(inside: str) -> Markup:
    return Markup(f'<svg class="effect" width="100%" height="24" aria-hidden="true">{inside}</svg>')  # noqa: S704  # numbers
