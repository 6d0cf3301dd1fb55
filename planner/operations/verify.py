"""Checking a published document: is it what it says, and was it issued?

The arithmetic is replayed from the document alone. Whether it was issued can be told only beside the run that it is
of: a folder's run.json, or the application's own records.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from planner.calculators.replay import Replay, replay
from planner.canonical import identity_of
from planner.documents import read_document
from planner.errors import Fault, Refused
from planner.language import long_date, say, say_count
from planner.statements.checked import CheckedStep, checked_steps, title_of_place

LARGEST = 20 * 1024 * 1024
PROOF = "proof.json"


@dataclass(frozen=True)
class Standing:
    """What is known of an identity: when it was issued, by what it was replaced, whether the file is the one issued."""

    issued_on: date
    replaced_by: str = ""
    is_same_file: bool = True
    replaced_on: date | None = None


Lookup = Callable[[str], Standing | None]


@dataclass(frozen=True)
class Verdict:
    """What came of recomputing a document. `standing` is None where nobody could be asked or nobody knows it."""

    identity: str
    replayed: Replay
    was_asked: bool = False
    standing: Standing | None = None

    @property
    def holds(self) -> bool:
        """Whether every step gives what is printed."""
        return self.replayed.holds

    @property
    def is_good(self) -> bool:
        """Whether nothing at all is amiss: the sums hold and, where someone was asked, it was issued like this."""
        is_known = not self.was_asked or (self.standing is not None and self.standing.is_same_file)
        return self.holds and is_known

    def steps(self, language: str) -> tuple[CheckedStep, ...]:
        """Every step, as printed and as recomputed, in the reader's words."""
        return checked_steps(self.replayed, language)

    def sentence(self, language: str) -> str:
        """Whether the arithmetic holds, or where it doesn't."""
        differs = self.replayed.first_that_differs
        if differs is None:
            count = sum(bool(check.formula) and not check.taken for check in self.replayed.checks)
            return say_count(language, "The arithmetic holds: one step recomputed.",
                             "The arithmetic holds: {count} steps recomputed.", count)  # fmt: skip
        title = title_of_place(differs.place, self.replayed.proof.scheme, language)
        where = title if title == differs.place else f"{title} ({differs.place})"
        return say(language, "This does not add up: {place} says {printed}, recomputed it is {recomputed}.",
                   place=where, printed=differs.printed or "–", recomputed=differs.recomputed or "–")  # fmt: skip

    def taken_sentence(self, language: str) -> str:
        """How many steps were taken as given, since they rest on withheld totals; empty if none."""
        taken = sum(check.taken for check in self.replayed.checks)
        if not taken:
            return ""
        return say_count(language, "One step is taken as given: it rests on a total that is withheld.",
                         "{count} steps are taken as given: they rest on withheld totals.", taken)  # fmt: skip

    def standing_sentence(self, language: str) -> str:
        """What is known of the document: issued, replaced, changed, or not known."""
        if not self.was_asked:
            return say(language, "Whether it was issued can't be seen from the document alone.")
        if self.standing is None:
            return say(language, "It is not known here: this was not issued.")
        when = long_date(language, self.standing.issued_on)
        if self.standing.replaced_by and self.standing.replaced_on:
            on = long_date(language, self.standing.replaced_on)
            return say(language, "It was issued on {when} and replaced on {on} by {other}.", when=when, on=on,
                       other=self.standing.replaced_by)  # fmt: skip
        if self.standing.replaced_by:
            return say(language, "It was issued on {when} and replaced by {other}.", when=when,
                       other=self.standing.replaced_by)  # fmt: skip
        if not self.standing.is_same_file:
            return say(language, "This calculation was issued on {when}, but this file was changed.", when=when)
        return say(language, "It was issued on {when}.", when=when)


def verify_file(content: bytes, filename: str, lookup: Lookup | None = None) -> Verdict:
    """Recomputes a statement PDF or a proof's JSON. Raises Refused if it is neither."""
    document = read_proof(content, filename)
    try:
        replayed = replay(document)
    except Refused as refused:
        raise Refused(_named(fault, filename) for fault in refused.faults) from None
    identity = identity_of(document)
    if lookup is None:
        return Verdict(identity, replayed)
    return Verdict(identity, replayed, True, lookup(identity))


def _named(fault: Fault, filename: str) -> Fault:
    return Fault(f"{filename}: {fault.place}" if fault.place else filename, fault.text, fault.values)


def read_proof(content: bytes, filename: str) -> Any:
    """The proof within a PDF, or the JSON itself. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused([Fault(filename, "the file is larger than {size} MB", {"size": LARGEST // 1024**2})])
    if content.startswith(b"%PDF-"):
        content = _attached(content, filename)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise Refused([Fault(filename, "this is no statement of Deelgenoot and no proof")])
    document = read_document(content, filename)
    if not isinstance(document, dict) or "format" not in document:
        raise Refused([Fault(filename, "this is no statement of Deelgenoot and no proof")])
    return json.loads(json.dumps(document, default=str))


def _attached(content: bytes, filename: str) -> bytes:
    """The proof that a statement carries."""
    try:
        attachments = PdfReader(io.BytesIO(content)).attachments
        found = attachments.get(PROOF, [])
    except (PyPdfError, ValueError, KeyError, RecursionError, TypeError, AttributeError) as error:
        raise Refused([Fault(filename, "this PDF can't be read: {why}", {"why": type(error).__name__})]) from None
    if len(found) != 1:
        raise Refused([Fault(filename, "this PDF carries no calculation; it is not a statement of Deelgenoot")])
    return bytes(found[0])
