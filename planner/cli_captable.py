"""The commands around a cap table: read it from files, write it to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.documents import read_document
from planner.errors import Refused
from planner.language import LANGUAGES, say
from planner.operations.ocf_in.read_package import PackageRead, read_package
from planner.operations.ocf_in.understood import describe
from planner.operations.ocf_out import package, write_package
from planner.operations.order_files import read_bytes, read_day, read_headings
from planner.operations.securities.sheet_in import SecuritiesRead, issuer_of, read_securities
from planner.operations.securities.sheet_out import write_sheet
from planner.operations.securities.sheet_rows import sheet_of
from planner.operations.securities.understood import describe_sheet
from planner.terminal import print_json, stop, tell

_LANGUAGE = click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language of what is said.")
_DAY = click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the figures: the last one unless given.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the journal as calc captable takes it.")


def register(main: click.Group, import_: click.Group) -> None:
    """Add these commands to `deelgenoot` and to its `import`."""
    import_.add_command(import_ocf)
    import_.add_command(import_securities)
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
    _show(found, lambda: describe(found, on, language), as_json, language)


@click.command(name="securities")
@click.argument("file", type=click.Path())
@click.option("--company", help="The company's name in the journal; with it goes --formed.")
@click.option("--formed", metavar="YYYY-MM-DD", help="The day that the company was formed.")
@click.option("--country", default="NL", show_default=True, help="The country it was formed in, in two letters.")
@click.option("--currency", default="EUR", show_default=True, help="The currency of prices without one.")
@click.option("--map", "mapped", multiple=True, metavar="HEADING=COLUMN", help="What a column is; may be repeated.")
@click.option("--decimal", type=click.Choice([",", "."]), help="The decimal mark, where the file leaves it open.")
@click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="The order of dates, likewise.")
@_DAY
@_LANGUAGE
@_JSON
def import_securities(file: str, day: str | None, language: str, as_json: bool, **options: Any) -> None:
    """Read a sheet of holders and securities, CSV or XLSX, and say how it was understood."""
    try:
        on = read_day(day)
        found = read_securities(
            read_bytes(file),
            file,
            issuer=issuer_of(options["company"], options["formed"], options["country"]),
            currency=options["currency"],
            headings=read_headings(options["mapped"]),
            decimal=options["decimal"] or "",
            dates=options["dates"] or "",
        )
    except Refused as refused:
        stop(refused.faults, language)
        return
    _show(found, lambda: describe_sheet(found, on, language), as_json, language)


def _show(found: PackageRead | SecuritiesRead, said: Callable[[], str], as_json: bool, language: str) -> None:
    """The journal for other commands, or what was understood for a person."""
    if as_json:
        tell(found.warnings, language)
        print_json(found.journal)
    else:
        click.echo(said())


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


@export.command(name="securities")
@click.argument("journal", type=click.Path(), metavar="JOURNAL.json")
@click.option("--out", required=True, type=click.Path(), help="The sheet: a name that ends in .csv or .xlsx.")
@_DAY
@_LANGUAGE
def export_securities(journal: str, out: str, day: str | None, language: str) -> None:
    """Write what stands on a day as a sheet of holders and securities, CSV or XLSX."""
    try:
        sheet = sheet_of(read_document(read_bytes(journal), journal), read_day(day))
        write_sheet(sheet.rows, Path(out), language)
    except Refused as refused:
        stop(refused.faults, language)
        return
    tell(sheet.warnings, language)
    click.echo(say(language, "{count} rows in {file}.", count=len(sheet.rows), file=out))
