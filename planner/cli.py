"""The commands. Each reads, calls one operation or calculator, and prints; sentences go to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from planner.calc import CALCULATORS, read_scheme_run, work_out
from planner.calculators.proof import Prover
from planner.documents import read_document
from planner.errors import Fault, Refused
from planner.language import LANGUAGES
from planner.statements.plain import plain_statement
from planner.statements.words import Beside, statement_of
from planner.web import commands

FAULTY = 2


@click.group()
def main() -> None:
    """Deelgenoot: profit sharing and employee ownership that explain themselves, to the cent."""


def tell(faults: Iterable[Fault], language: str = "en") -> None:
    """Each fault or warning as a line on standard error."""
    for fault in faults:
        click.echo(("warning: " if fault.warning else "") + fault.say(language), err=True)


def stop(faults: Iterable[Fault], language: str = "en") -> None:
    """Ends the command with what is wrong, one line a fault."""
    tell(faults, language)
    sys.exit(FAULTY)


def read_input(file: str | None) -> Any:
    """The document in a file, or on standard input. Raises Refused."""
    if file is None or file == "-":
        return read_document(sys.stdin.buffer.read(), "standard input.json")
    try:
        return read_document(Path(file).read_bytes(), file)
    except OSError as error:
        raise Refused([Fault(file, "can't be read: {why}", {"why": error.strerror})]) from None


def print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


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


commands.register(main)
