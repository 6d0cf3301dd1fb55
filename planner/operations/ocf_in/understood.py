"""What was understood of a package, in a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from planner.calculators.captable_follow import follow
from planner.calculators.captable_journal import read_journal
from planner.calculators.captable_table import living, totals
from planner.calculators.captable_values import Object
from planner.errors import Fault
from planner.figures.number import decimals_of
from planner.language import number, say, say_count, short_date
from planner.operations.ocf_in.read_package import PackageRead


def describe(found: PackageRead, on: date | None, language: str) -> str:
    """Counts by kind, who holds how much on a day (the last one unless given), and everything that is odd."""
    width = max((len(kind) for kind in found.counts), default=0)
    lines = [_read(found, language), ""]
    lines += [f"  {kind:<{width}}  {count}" for kind, count in found.counts.items()]
    for name in ("beside", "kept"):
        lines += [f"  {name:<{width}}  {len(found.journal[name])}"] if found.journal.get(name) else []
    return "\n".join([*lines, *figures(found.journal["objects"], on, found.warnings, language)])


def figures(objects: Sequence[Object], on: date | None, warnings: Sequence[Fault], language: str) -> list[str]:
    """Holders and shares of a journal on a day, and what is odd; what can't be followed is left out of them."""
    journal = read_journal(objects)
    day = on or journal.last_day
    ledger = follow(journal, day)
    lines = []
    if day:
        sums = {name: _number(language, value) for name, value in totals(ledger).items()}
        holders = len({each.holder for each in living(ledger)})
        who = say_count(language, "{count} holder", "{count} holders", holders)
        text = "On {day}: {who}, {issued} shares issued, {fully_diluted} fully diluted."
        lines += ["", say(language, text, day=short_date(language, day), who=who, **sums)]
    return [
        *lines,
        *_listed("Can't be followed, and is left out of these figures:", [*journal.faults, *ledger.faults], language),
        *_listed("Please check:", [*warnings, *ledger.beyond, *ledger.warnings], language),
    ]


def _read(found: PackageRead, language: str) -> str:
    files = say_count(language, "{count} file", "{count} files", found.files)
    objects = say_count(language, "{count} object", "{count} objects", len(found.journal["objects"]))
    return say(language, "Read {files}, {objects}.", files=files, objects=objects)


def _listed(heading: str, faults: list[Fault], language: str) -> list[str]:
    return ["", say(language, heading), *(f"  {fault.say(language)}" for fault in faults)] if faults else []


def _number(language: str, value: Any) -> str:
    exact = Fraction(value)
    decimals = decimals_of(exact)
    return str(exact) if decimals is None else number(language, exact, decimals)
