"""Where the templates stand, and the environment that fills them in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_PACKAGE = Path(__file__).parent.parent
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def folder() -> Path:
    """The templates' folder: inside the package when installed, beside it in the source tree."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


@cache
def paper() -> Environment:
    """Jinja for paper: everything escaped, a missing name an error, what can't be printed a question mark."""
    return Environment(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: object) -> object:
    """Text without control signs, which no page can hold; anything else as it is."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _UNPRINTABLE.sub("?", value)


def source(name: str) -> str:
    """A file of the templates' folder, as text."""
    return (folder() / name).read_text(encoding="utf-8")


def font(name: str) -> bytes:
    """One of the fonts that set-up cut."""
    return (_PACKAGE / "static" / "fonts" / name).read_bytes()
