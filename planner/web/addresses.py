"""What may stand in an address: anything else is no page, before any database is asked."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter


class Identity(BaseConverter):
    """A SHA-256 as 64 hex digits."""

    regex = "[0-9a-f]{64}"
    part_isolating = True


class Token(BaseConverter):
    """What stands in a link that was sent: 256 random bits."""

    regex = "[A-Za-z0-9_-]{43}"
    part_isolating = True


class Number(IntegerConverter):
    """The number of a row, no larger than a database counts."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(arguments[0], max=2**31 - 1)  # type: ignore[arg-type]  # werkzeug passes its map first


def install(app: Flask) -> None:
    """Before the pages are registered."""
    app.url_map.converters |= {"identity": Identity, "number": Number, "token": Token}
