"""What the README tells people to type is there."""

from __future__ import annotations

import re
from pathlib import Path

import click

from planner.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = "\n".join(re.findall(r"`[^`]+`|^ {4}.*$", README, re.MULTILINE))


def test_its_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][\w-]*)", CODE))
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_its_commands_exist() -> None:
    commands = main.list_commands(click.Context(main))
    named = set(re.findall(r"\bdeelgenoot ([a-z][\w-]*)", CODE))
    assert named - set(commands) == set()


def test_its_pictures_and_files_exist() -> None:
    linked = [link for link in re.findall(r"\]\(([^)#]+)", README) if "://" not in link]
    assert [link for link in linked if not (ROOT / link).exists()] == []
