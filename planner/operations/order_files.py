"""From files to an order: the scheme, the company's year and the people, each read with all its faults."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from planner.documents import read_document
from planner.errors import Fault, Refused, refuse
from planner.figures.facts import read_date
from planner.operations.import_company import read_company
from planner.operations.import_people import PeopleFile, read_people
from planner.operations.issue import Order

FILES = ("scheme", "people", "company", "changes", "absences")
SETTINGS = ("mapped", "sheet", "decimal", "dates", "full_time_hours")


def read_bytes(file: str | None) -> bytes:
    """A file's content, or that of standard input. Raises Refused."""
    if file is None or file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Refused([Fault(file, "can't be read: {why}", {"why": error.strerror})]) from None


def read_day(text: str | None) -> date | None:
    """A date that was asked for. Raises Refused."""
    if text is None:
        return None
    day = read_date(text)
    if day is None:
        raise refuse("--date", "{value} is not a date that exists, written YYYY-MM-DD", value=f'"{text}"')
    return day


def read_order(options: Mapping[str, Any], day: date) -> tuple[Order, PeopleFile]:
    """All that a run is made from. The options are the files by name, and how the people's is to be read.

    Raises Refused with the faults of all files, not only of the first.
    """
    faults: list[Fault] = []
    scheme = _gathered(faults, lambda: read_document(read_bytes(options["scheme"]), str(options["scheme"])))
    company = _gathered(faults, lambda: read_company(read_bytes(options["company"]), str(options["company"])))
    people = _gathered(faults, lambda: read_people_file(options["people"], options, day))
    if faults:
        raise Refused(faults)
    order = Order(scheme, company, people.people, people.cards, day, _hashes(options))
    return order, people


def read_people_file(file: str, options: Mapping[str, Any], day: date | None = None) -> PeopleFile:
    """A payroll export, with its changes and absences where they are given; who starts after the day is a warning."""
    beside = {key: (read_bytes(options[key]), str(options[key])) if options.get(key) else None
              for key in ("changes", "absences")}  # fmt: skip
    return read_people(
        read_bytes(file),
        str(file),
        headings=read_headings(options.get("mapped") or ()),
        changes=beside["changes"],
        absences=beside["absences"],
        sheet=options.get("sheet"),
        decimal=options.get("decimal") or "",
        dates=options.get("dates") or "",
        full_time_hours=options.get("full_time_hours") or "",
        today=day,
    )


def read_headings(mapped: tuple[str, ...]) -> dict[str, str]:
    """What columns are said to be: `("Kolom=level",)`. Raises Refused."""
    pairs = [text.rpartition("=") for text in mapped]
    wrong = [text for text, (heading, _, fact) in zip(mapped, pairs, strict=True) if not heading or not fact]
    if wrong:
        raise Refused([Fault("--map", "{value} is not HEADING=FACT", {"value": f'"{text}"'}) for text in wrong])
    return {heading: fact for heading, _, fact in pairs}


def _gathered(faults: list[Fault], read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Refused as refused:
        faults.extend(refused.faults)
        return None


def _hashes(options: Mapping[str, Any]) -> dict[str, str]:
    """The SHA-256 of each file, and the settings that say how they were read."""
    found = {name: hashlib.sha256(read_bytes(options[name])).hexdigest() for name in FILES if options.get(name)}
    for name in SETTINGS:
        if options.get(name):
            found[name] = " ".join(options[name]) if isinstance(options[name], tuple) else str(options[name])
    return found
