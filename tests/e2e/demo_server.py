"""The sample company behind a real server, and its readers in a real browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import BrowserContext


@dataclass(frozen=True)
class Demo:
    """Where it is served, and what the cookie of each reader (`tests.demo_app`) holds."""

    address: str
    app: Flask
    tokens: Sequence[str]

    def sign_in(self, context: BrowserContext, reader: int) -> None:
        """From now on the browser is this reader's."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": self.tokens[reader], "url": self.address}])
