"""The commands. Each reads, calls one operation or calculator, and prints; sentences go to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from planner import cli_captable
from planner.calc import CALCULATORS, read_scheme_run, work_out
from planner.calculators.proof import Prover
from planner.calculators.proof_document import Proof
from planner.documents import read_document
from planner.errors import Fault, Refused
from planner.language import LANGUAGES, say
from planner.operations.import_people import describe
from planner.operations.order_files import read_bytes, read_day, read_order, read_people_file
from planner.operations.publish import Folder, chosen_date
from planner.operations.publish import publish as publish_run
from planner.operations.registers import REGISTERS
from planner.operations.verify import verify_file
from planner.operations.verify_folder import folder_lookup, show_total, verify_folder
from planner.rules.book import rule_book
from planner.rules.listing import Listing
from planner.statements.plain import plain_statement
from planner.statements.words import Beside, statement_of
from planner.terminal import print_json, stop, tell
from planner.web import commands

DIFFERS = 1


_READING = (
    click.option("--changes", type=click.Path(), help="Changes in hours or pay: CSV or XLSX."),
    click.option("--absences", type=click.Path(), help="Leave: CSV or XLSX."),
    click.option("--map", "mapped", multiple=True, metavar="HEADING=FACT", help="What a column is; may be repeated."),
    click.option("--sheet", help="The sheet of a workbook that the people are in."),
    click.option("--full-time-hours", help="Hours of a full-time week, if the file gives hours: 40."),
    click.option("--decimal", type=click.Choice([",", "."]), help="The decimal mark, where the file leaves it open."),
    click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="The order of dates, likewise."),
)


def how_to_read_people(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how a payroll file is to be read, where it doesn't say so itself."""
    return reduce(lambda made, option: option(made), reversed(_READING), command)


@click.group()
def main() -> None:
    """Deelgenoot: profit sharing and employee ownership that explain themselves, to the cent."""


def read_input(file: str | None) -> Any:
    """The document in a file, or on standard input. Raises Refused."""
    return read_document(read_bytes(file), "standard input" if file in (None, "-") else str(file))


@main.command()
@click.argument("name", required=False)
@click.argument("file", required=False)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of what it takes.")
@click.option("--explain", metavar="ID", help="Print one person's explanation instead (scheme only).")
@click.option("--proof", metavar="ID", help="Print what lets anyone recompute one person's amount (scheme only).")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The explanation's language.")
def calc(name: str | None, file: str | None, schema: bool, explain: str | None, proof: str | None,
         language: str) -> None:  # fmt: skip
    """Work out a document: JSON from FILE or standard input, JSON to standard output.

    Without NAME: list the names.
    """
    if name is None:
        for each, calculator in CALCULATORS.items():
            click.echo(f"{each}  {calculator.about}")
        return
    if name not in CALCULATORS:
        stop([Fault("", '"{name}" is not a calculator; there are {known}',
                    {"name": name, "known": ", ".join(CALCULATORS)})])  # fmt: skip
    if schema:
        print_json(CALCULATORS[name].schema())
        return
    try:
        document = read_input(file)
        if explain is not None or proof is not None:
            _one_person(name, document, explain, proof, language)
            return
    except Refused as refused:
        stop(refused.faults)
    result, warnings, faults = work_out(name, document)
    if result is not None:
        print_json(result)
    tell(warnings)
    if faults:
        stop(faults)


def _one_person(name: str, document: Any, explain: str | None, proof: str | None, language: str) -> None:
    if name != "scheme":
        raise Refused([Fault("", "only a scheme has people to explain to")])
    run = read_scheme_run(document)
    wanted = explain if explain is not None else proof
    if wanted not in run.people.ids:
        raise Refused([Fault("", '"{id}" is not the number of anyone here', {"id": wanted})])
    found = Prover(run).proof(run.people.ids.index(wanted))
    tell(run.warnings)
    if proof is not None:
        print_json(found)
        return
    click.echo(plain_statement(statement_of(found, Beside(), language)))


@main.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a proof.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language of the verdict.")
def verify(file: str | None, schema: bool, language: str) -> None:
    """Recompute a statement (PDF), a proof (JSON) or a published folder, and say what holds.

    Exit 0 if all is well, 1 with the first step that differs, 2 if FILE is no statement or proof.
    """
    if schema:
        print_json(Proof.model_json_schema(by_alias=True))
        return
    try:
        if file is not None and Path(file).is_dir():
            _verify_folder(Path(file), language)
            return
        content = read_bytes(file)
        verdict = verify_file(content, file or "standard input", folder_lookup(Path(file), content) if file else None)
    except Refused as refused:
        stop(refused.faults, language)
        return
    for sentence in (verdict.sentence, verdict.taken_sentence, verdict.standing_sentence):
        if text := sentence(language):
            click.echo(text)
    click.echo(say(language, "Identity: {identity}", identity=verdict.identity))
    sys.exit(0 if verdict.is_good else DIFFERS)


def _verify_folder(path: Path, language: str) -> None:
    found = verify_folder(path, lambda names, count: tqdm(names, total=count, unit="file", disable=None))
    for fault in found.faults:
        click.echo(fault.say(language), err=True)
    click.echo(found.sentence(language))
    sys.exit(DIFFERS if found.faults else 0)


@main.command()
@click.argument("scheme", type=click.Path())
@click.option("--people", required=True, type=click.Path(), help="The people: a payroll export, CSV or XLSX.")
@click.option("--company", required=True, type=click.Path(), help="The company's year: YAML or JSON.")
@click.option("--out", required=True, type=click.Path(), help="The folder to publish in.")
@how_to_read_people
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", help="The statements' language.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The date of issue: today unless given.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that make PDFs: one a core unless given.")
def publish(**options: Any) -> None:
    """Run SCHEME over a people file: a statement each and a register, in a folder that proves itself.

    Run it again and it makes only what is missing.
    """
    language = options["language"]
    try:
        folder = Folder(Path(options["out"]), language, options["workers"] or len(os.sched_getaffinity(0)))
        day = chosen_date(folder.path, read_day(options["day"]), date.today())
        order, people_file = read_order(options, day)
        if not order.company.name:
            tell([Fault(str(options["company"]), "has no name, so statements can't say whose they are; add name:",
                        warning=True)], language)  # fmt: skip
        tell(people_file.warnings, language)
        click.echo(people_file.said_back.say(language), err=True)
        published = publish_run(order, folder, REGISTERS, _bar)
    except Refused as refused:
        stop(refused.faults, language)
        return
    tell(published.warnings, language)
    record = published.record
    total = show_total(record["figures"], record["scheme"], language)
    click.echo(say(language, "{count} statements in {folder}; {eligible} people share {total}.",
                   count=record["people"]["all"], folder=options["out"], eligible=record["people"]["eligible"],
                   total=total))  # fmt: skip


def _bar(done: Iterable[tuple[str, str]], count: int) -> Iterable[tuple[str, str]]:
    return tqdm(done, total=count, unit="statement", disable=None)


@main.group(name="import")
def import_() -> None:
    """Read a file and say what was understood."""


@import_.command(name="people")
@click.argument("file", type=click.Path())
@how_to_read_people
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language of what is said.")
@click.option("--json", "as_json", is_flag=True, help="Print the people as the calculators take them.")
def import_people(as_json: bool, **options: Any) -> None:
    """Read a payroll export, CSV or XLSX, and say how it was understood."""
    try:
        found = read_people_file(options["file"], options)
    except Refused as refused:
        stop(refused.faults, options["language"])
        return
    if as_json:
        tell(found.warnings, options["language"])
        print_json(list(found.people))
    else:
        click.echo(describe(found, options["language"]))


@main.command()
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day to look at: today unless given.")
@click.option("--country", default="NL", help="The country, in two letters.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="The language of the list.")
def rules(day: str | None, country: str, language: str) -> None:
    """List the rules in force on a day, what changes next, and what was checked over a year ago."""
    try:
        book = rule_book(country.upper())
        text = Listing(book, read_day(day) or date.today(), language).text()
    except Refused as refused:
        stop(refused.faults, language)
        return
    click.echo(text)


cli_captable.register(main, import_)
commands.register(main)
