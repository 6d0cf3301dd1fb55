"""What was understood of a sheet of securities, in a few lines for the terminal."""

from __future__ import annotations

from datetime import date

from planner.language import say, say_count
from planner.operations.ocf_in.understood import figures
from planner.operations.securities.sheet_in import SecuritiesRead
from planner.operations.securities.words import COLUMNS


def describe_sheet(found: SecuritiesRead, on: date | None, language: str) -> str:
    """How many rows, what each heading was read as, and who holds how much on a day."""
    rows = say_count(language, "{count} row", "{count} rows", found.rows)
    width = max((len(heading) for heading, _ in found.read_as), default=0)
    lines = [say(language, "Read {rows}.", rows=rows), "", say(language, "Read as:")]
    lines += [f"  {heading:<{width}}  {say(language, COLUMNS[column])}" for heading, column in found.read_as]
    return "\n".join([*lines, *figures(found.journal["objects"], on, found.warnings, language)])
