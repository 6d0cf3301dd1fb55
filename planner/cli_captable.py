"""The commands around a cap table: read it from files, write it to them."""

from __future__ import annotations

from pathlib import Path

import click

from planner.documents import read_document
from planner.errors import Refused
from planner.language import LANGUAGES, say
from planner.operations.ocf_in.read_package import read_package
from planner.operations.ocf_in.understood import describe
from planner.operations.ocf_out import package, write_package
from planner.operations.order_files import read_bytes, read_day
from planner.terminal import print_json, stop, tell

_LANGUAGE = click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language of what is said.")
_DAY = click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the figures: the last one unless given.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the journal as calc captable takes it.")


def register(main: click.Group, import_: click.Group) -> None:
    """Add these commands to `deelgenoot` and to its `import`."""
    import_.add_command(import_ocf)
    main.add_command(export)


@click.command(name="ocf")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="FILE|FOLDER|ZIP…")
@_DAY
@_LANGUAGE
@_JSON
def import_ocf(paths: tuple[str, ...], day: str | None, language: str, as_json: bool) -> None:
    """Read an Open Cap Format package of any version, and say how it was understood."""
    try:
        on = read_day(day)
        found = read_package(paths)
    except Refused as refused:
        stop(refused.faults, language)
        return
    if as_json:
        tell(found.warnings, language)
        print_json(found.journal)
    else:
        click.echo(describe(found, on, language))


@click.group()
def export() -> None:
    """Write what was read before in another form."""


@export.command(name="ocf")
@click.argument("journal", type=click.Path(), metavar="JOURNAL.json")
@click.option("--out", required=True, type=click.Path(), help="The folder for the package; a new or an empty one.")
@_LANGUAGE
def export_ocf(journal: str, out: str, language: str) -> None:
    """Write an Open Cap Format 1.2.0 package, and beside it a file with what the format lacks."""
    try:
        made = package(read_document(read_bytes(journal), journal))
        write_package(made, Path(out))
    except Refused as refused:
        stop(refused.faults, language)
        return
    tell(made.warnings, language)
    click.echo(say(language, "{count} files in {folder}.", count=len(made.files), folder=out))
