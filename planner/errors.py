"""Sentences for users: what is wrong, where, with which value, and what would be accepted.

A fault keeps its English template and its values apart, so that it can be said in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner.language import say


@dataclass(frozen=True)
class Phrase:
    """A piece of a sentence, with values of its own, that is said in the reader's language within another.

    >>> Fault("award", '"{formula}" {problem}', {"formula": "1 / 0", "problem": Phrase("divides by zero")}).say("nl")
    'award: "1 / 0" deelt door nul'
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def say(self, language: str) -> str:
        return say(language, self.text, **said(language, self.values))

    def __str__(self) -> str:
        return self.say("en")


def said(language: str, values: Mapping[str, object]) -> dict[str, object]:
    """Values to put into a sentence: phrases in its language, others as they are."""
    return {name: each.say(language) if isinstance(each, Phrase) else each for name, each in values.items()}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong (or, as a warning, odd but possible).

    >>> Fault("people[3].fte", '"{value}" is more than {limit}', {"value": "1.3", "limit": "1.2"}).say()
    'people[3].fte: "1.3" is more than 1.2'

    A place in a file is a template of its own, with its values in `at`, so that it too can be said in Dutch:
    `Fault("{file}, line {line}", "…", at={"file": "company.yaml", "line": 3})`.
    """

    place: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    warning: bool = False
    at: Mapping[str, object] = field(default_factory=dict, hash=False)

    def say(self, language: str = "en") -> str:
        """The sentence, after its place if it has one."""
        sentence = say(language, self.text, **said(language, self.values))
        place = say(language, self.place, **self.at) if self.at else self.place
        return f"{place}: {sentence}" if place else sentence

    def within(self, place: str) -> Fault:
        """The same fault, seen from one level further out: `fte` within `people[3]` is `people[3].fte`."""
        dot = "." if self.place and not self.place.startswith("[") and place else ""
        return replace(self, place=f"{place}{dot}{self.place}")


class Refused(Exception):
    """Input that can't be worked with; carries every fault that was found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.say() for fault in self.faults))


def refuse(place: str, text: str, **values: object) -> Refused:
    """One fault as an exception: `raise refuse("split.total", "…")`."""
    return Refused([Fault(place, text, values)])
