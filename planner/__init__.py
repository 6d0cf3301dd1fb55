"""Deelgenoot: profit sharing and employee ownership that explain themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from planner.config import Settings
    from planner.web.desk import Desk


def create_app(settings: Settings | None = None, desk: Desk | None = None) -> Flask:
    """The web application on these settings, from the environment unless given; `desk` is whom it asks for words."""
    # Imported here, so that a calculator can be used without loading a web framework.
    from planner.config import settings_from_environment
    from planner.web.app import build

    return build(settings or settings_from_environment(), desk)
