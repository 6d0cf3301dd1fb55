"""A QR code as a drawing of its own: no image file, no style, nothing from elsewhere."""

from __future__ import annotations

import qrcode
from markupsafe import Markup

_QUIET = 4  # empty modules around it, as the standard (ISO/IEC 18004) asks


def qr_code(content: str) -> Markup:
    """An SVG, dark on white in any colour scheme; it holds only what a caption beside it says too."""
    code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(content)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" aria-hidden="true" shape-rendering="crispEdges">'
        '<rect width="{size}" height="{size}" fill="#ffffff"/><path fill="#000000" d="{path}"/></svg>'
    ).format(size=size, path=path)
