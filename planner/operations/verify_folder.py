"""Checking a published folder: every file as it was issued, every proof recomputed, the amounts adding up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from planner.errors import Fault, Refused
from planner.figures.number import read_number, write_number
from planner.language import say, say_count
from planner.operations.publish import RUN, STATEMENTS, read_record
from planner.operations.verify import Lookup, Standing, verify_file
from planner.statements.amounts import show_amount

Progress = Callable[[Iterable[Mapping[str, Any]], int], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class FolderVerdict:
    """What came of checking a folder."""

    statements: int
    record: Mapping[str, Any]
    faults: tuple[Fault, ...]

    def sentence(self, language: str) -> str:
        """`All 935 statements hold, and their amounts add up to €115,731.30.`"""
        if self.faults:
            return say_count(language, "One thing is not as it was issued.", "{count} things are not as issued.",
                             len(self.faults))  # fmt: skip
        return say(language, "All {count} statements hold, and their amounts add up to {total}.", count=self.statements,
                   total=show_total(self.record["figures"], self.record["scheme"], language))  # fmt: skip


def show_total(figures: Mapping[str, Any], scheme: Mapping[str, Any], language: str) -> str:
    """What a run hands out, as the reader's language writes it: each unit, where there are several."""
    currency = str(scheme.get("currency", "EUR"))
    units = list(dict.fromkeys(award.get("unit") or currency for award in scheme["award"]))
    totals = figures.get("totals") or {units[0]: figures["total"]}
    return " + ".join(show_amount(text, unit, language, currency) for unit, text in totals.items())


def folder_lookup(file: Path, content: bytes) -> Lookup | None:
    """Asks the run.json beside a file, or a folder up from it; None if there is none to ask."""
    for folder in (file.resolve().parent, file.resolve().parent.parent):
        if (folder / RUN).exists():
            record = read_record(folder)
            return _lookup(record, hashlib.sha256(content).hexdigest() if content.startswith(b"%PDF-") else None)
    return None


def _lookup(record: Mapping[str, Any] | None, digest: str | None) -> Lookup:
    known = {each["identity"]: each for each in record["statements"]} if record else {}

    def ask(identity: str) -> Standing | None:
        found = known.get(identity)
        if found is None or record is None:
            return None
        is_same = digest is None or found.get("sha256", digest) == digest
        return Standing(date.fromisoformat(record["date"]), "", is_same)

    return ask


def verify_folder(path: Path, progress: Progress = lambda items, count: items) -> FolderVerdict:
    """Checks a folder against its run.json. Raises Refused if it isn't one."""
    record = read_record(path)
    if record is None:
        raise Refused([Fault(str(path), "there is no run.json here; it is not a published folder")])
    faults, total = [], Fraction(0)
    if not record.get("complete"):
        faults.append(Fault(str(path / RUN), "this run was cut off; publish it again to finish it"))
    statements = record["statements"]
    amounts = {each["id"]: each["amount"] for each in record["figures"]["awards"]}
    for statement in progress(statements, len(statements)):
        listed = amounts.get(statement["id"], "0")
        found = _statement_fault(path, statement, listed)
        faults += [found] if found else []
        total += read_number(listed) or 0
    faults += _other_files(path, record)
    printed = record["figures"]["total"]
    if total != read_number(printed):
        shows = {"total": write_number(total), "printed": printed}
        faults.append(Fault(str(path / RUN), "the amounts add up to {total}, not to {printed}", shows))
    return FolderVerdict(len(statements), record, tuple(faults))


def _statement_fault(path: Path, statement: Mapping[str, Any], listed: str) -> Fault | None:
    """What is wrong with one statement, if anything."""
    place = path / statement["file"]
    if not place.exists():
        return Fault(str(place), "this statement is missing")
    content = place.read_bytes()
    if hashlib.sha256(content).hexdigest() != statement.get("sha256"):
        return Fault(str(place), "this file is not as it was issued")
    try:
        verdict = verify_file(content, str(place))
    except Refused as refused:
        return refused.faults[0]
    differs = verdict.replayed.first_that_differs
    if differs:
        shows = {"place": differs.place, "printed": differs.printed, "recomputed": differs.recomputed}
        return Fault(str(place), "{place} says {printed}, recomputed it is {recomputed}", shows)
    if verdict.identity != statement["identity"]:
        return Fault(str(place), "its identity is not the one in run.json")
    amount = verdict.replayed.proof.amounts.get(verdict.replayed.proof.scheme.currency)
    if amount is not None and amount != listed:
        return Fault(str(place), "says {amount}, run.json {listed}", {"amount": amount, "listed": listed})
    return None


def _other_files(path: Path, record: Mapping[str, Any]) -> list[Fault]:
    """The registers, and files among the statements that were never issued."""
    faults = []
    for name, digest in record.get("files", {}).items():
        place = path / name
        if not place.exists():
            faults.append(Fault(str(place), "this file is missing"))
        elif hashlib.sha256(place.read_bytes()).hexdigest() != digest:
            faults.append(Fault(str(place), "this file is not as it was issued"))
    known = {each["file"] for each in record["statements"]}
    there = sorted((path / STATEMENTS).glob("*")) if (path / STATEMENTS).is_dir() else []
    strangers = [each for each in there if f"{STATEMENTS}/{each.name}" not in known]
    return faults + [Fault(str(each), "this file was not issued") for each in strangers]
