"""Where the templates stand, and the environment that fills them in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).parent.parent


@cache
def folder() -> Path:
    """The templates' folder: inside the package when installed, beside it in the source tree."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


@cache
def paper() -> Environment:
    """Jinja for paper: everything escaped, a missing name an error."""
    return Environment(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(name: str) -> str:
    """A file of the templates' folder, as text."""
    return (folder() / name).read_text(encoding="utf-8")


def font(name: str) -> bytes:
    """One of the fonts that set-up cut."""
    return (_PACKAGE / "static" / "fonts" / name).read_bytes()
