"""What every command says and how it ends: results on standard output, sentences on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from planner.errors import Fault

FAULTY = 2


def tell(faults: Iterable[Fault], language: str = "en") -> None:
    """Each fault or warning as a line on standard error."""
    for fault in faults:
        click.echo(("warning: " if fault.warning else "") + fault.say(language), err=True)


def stop(faults: Iterable[Fault], language: str = "en") -> None:
    """Ends the command with what is wrong, one line a fault."""
    tell(faults, language)
    sys.exit(FAULTY)


def print_json(document: Any) -> None:
    """The document on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
