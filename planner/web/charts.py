"""Charts as inline SVG: the same in light, dark and print. Their labels are text on the page, beside them."""

from __future__ import annotations

from markupsafe import Markup, escape

from planner.statements.statement import Part, Share

NOW, EARLIER = "#0072B2", "#9CC5E0"
INK, CONTEXT = "#1D1B18", "#8C8577"
WIDTH, BAR, GAP = 1000, 24, 32
SLIVER = 3  # of paper between two pieces
LEAST = 2  # a part that is there is seen, however small


def share_chart(share: Share) -> Markup:
    """The whole as a bar with the person's part at its left edge; below it that part, enlarged, in its pieces.

    The drawing stretches to the width of the page (lines don't); its title says what is seen.
    """
    size = max(LEAST, share.size * WIDTH) if share.size else 0
    zoomed = len(share.parts) > 1 and size > 0
    height = BAR * 2 + GAP if zoomed else BAR
    pieces = [_frame(), _bar(0, size, 0, NOW)]
    if zoomed:
        pieces += [_line(0, BAR, 0, BAR + GAP), _line(size, BAR, WIDTH, BAR + GAP), *_parts(share.parts)]
    title = escape(". ".join((share.title, share.label, share.whole)))
    return Markup(  # noqa: S704  # every text in it is escaped, the rest are numbers
        f'<svg class="share" viewBox="0 0 {WIDTH} {height}" height="{height}" preserveAspectRatio="none" role="img">'
        f"<title>{title}</title>{''.join(pieces)}</svg>"
    )


def _frame() -> str:
    return (
        f'<rect x="0" y="0" width="{WIDTH}" height="{BAR}" fill="none" stroke="{INK}" stroke-width="2"'
        ' vector-effect="non-scaling-stroke"/>'
    )


def _bar(x: float, width: float, y: int, colour: str) -> str:
    return f'<rect x="{x:.2f}" y="{y}" width="{width:.2f}" height="{BAR}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    place = f'x1="{x1:.2f}" y1="{y1}" x2="{x2:.2f}" y2="{y2}"'
    return f'<line {place} stroke="{CONTEXT}" stroke-width="1" vector-effect="non-scaling-stroke"/>'


def _parts(parts: tuple[Part, ...]) -> list[str]:
    """The pieces side by side, in turn dark and light, parted by a sliver of paper."""
    drawn, x = [], 0.0
    for index, part in enumerate(parts):
        width = part.size * WIDTH
        sliver = 0 if index == len(parts) - 1 else SLIVER
        drawn.append(_bar(x, max(0.0, width - sliver), BAR + GAP, EARLIER if index % 2 else NOW))
        x += width
    return drawn
