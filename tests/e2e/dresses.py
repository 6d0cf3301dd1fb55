"""How pages are looked at: each language, each width and each light twice, every pair of them together once."""

from __future__ import annotations

from typing import Literal

import pytest

Light = Literal["light", "dark"]
in_each_dress = pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("nl", "light", 360), ("nl", "dark", 1280), ("en", "dark", 360), ("en", "light", 1280)],
)
