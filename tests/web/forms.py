"""A form as a browser sends it: with the token of the page that it stands on."""

from __future__ import annotations

import re
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def sent(client: FlaskClient, page: str, to: str = "", language: str = "en", **fields: object) -> TestResponse:
    """Send a form of `page` to an address (to the page itself if it names none)."""
    data = {"csrf_token": token_of(client, page), **fields}
    return client.post(to or page, data=data, headers={"Accept-Language": language})


def token_of(client: FlaskClient, page: str) -> str:
    """What a form on this page carries along."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).text)
    assert found, page
    return found[1]


def hidden(client: FlaskClient, page: str, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', client.get(page).text)
    assert found, f"{name} on {page}"
    return found[1]


def file(content: bytes, name: str = "m.csv") -> tuple[BytesIO, str]:
    """A file that was chosen."""
    return BytesIO(content), name
