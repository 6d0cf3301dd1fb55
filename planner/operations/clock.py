"""What time it is: the one place that asks, so that a test can hold it still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")  # a Dutch company's day begins at its own midnight


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date on the wall of a Dutch office."""
    return now().astimezone(HERE).date()
