"""Every page of the sample company, and by whom it is looked at."""

from __future__ import annotations

from tests.demo_app import FOUNDER, SANNE, TEUN

DEMO_PAGES: dict[str, tuple[int, str]] = {
    "my profit share": (SANNE, "/c/1/mine"),
    "the rules": (SANNE, "/c/1/rules"),
    "earlier rules": (TEUN, "/c/1/rules/1"),
    "outcomes": (TEUN, "/c/1/outcomes"),
    "how the year is going": (FOUNDER, "/c/1/years/4/going"),
}
