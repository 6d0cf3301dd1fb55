"""A company's year, YAML or JSON, becomes the facts that a scheme starts from, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from planner.documents import Path, lines_of, read_document
from planner.errors import Fault, Refused
from planner.language import LANGUAGES

_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_NUMBER = re.compile(r"-?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?%?|-?[0-9]+/[0-9]*[1-9][0-9]*")
_TEXTS = ("name", "place", "contact")
_FACT_KEYS = ("value", "title", "source", "unit")
_LONGEST_TEXT = 500
_LONGEST_NUMBER = 60

Words = Mapping[str, str]  # by language; one text given for all languages stands under each


@dataclass(frozen=True)
class CompanyFact:
    """One fact: its value exactly as it was written, what it is called, where it comes from, and its unit."""

    value: str
    title: Words = field(default_factory=lambda: MappingProxyType({}))
    source: Words = field(default_factory=lambda: MappingProxyType({}))
    unit: str = ""

    @property
    def written(self) -> dict[str, Any]:
        """As a company file writes it: the value, and what is known beside it."""
        words = {"title": dict(self.title), "source": dict(self.source), "unit": self.unit}
        return {"value": self.value, **{key: text for key, text in words.items() if text}}


@dataclass(frozen=True)
class CompanyFile:
    """A company in one year: how it is called and reached, and its facts by name."""

    facts: Mapping[str, CompanyFact]
    name: str = ""
    place: str = ""
    contact: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """Only the numbers, as the contract's `company` has them: `{"net_profit": "1657313"}`."""
        return {name: fact.value for name, fact in self.facts.items()}


def read_company(content: bytes, filename: str) -> CompanyFile:
    """Read a company file; raise Refused with all that is wrong, by line.

    Either a flat mapping, `net_profit: 1657313`, or `facts: {net_profit: {value, title, source, unit}}`, where title
    and source are a text or one a language (`{nl: …, en: …}`). Beside them `name`, `place` and `contact` (lines).
    A number is kept exactly as it stands there, without its underscores: `1657313.00`, `12.5%`, `2/3`.
    """
    reader = _Reader(content, filename)
    found = reader.read()
    if reader.faults:
        raise Refused(reader.faults)
    return found


@dataclass
class _Reader:
    content: bytes
    filename: str
    faults: list[Fault] = field(default_factory=list)

    def read(self) -> CompanyFile:
        document = read_document(self.content, self.filename)
        if not isinstance(document, dict):
            self._fault((), "this is not a company: write facts as lines like net_profit: 1657313")
            return CompanyFile({})
        texts = {key: document[key] for key in _TEXTS if key in document}
        facts = dict(self._facts(document))
        if not facts and not self.faults:
            self._fault((), "there are no facts here; write them as lines like net_profit: 1657313")
        name, place = (self._text((key,), texts.get(key)) for key in ("name", "place"))
        return CompanyFile(MappingProxyType(facts), name, place, self._contact(texts.get("contact")))

    def _facts(self, document: dict[str, Any]) -> Iterator[tuple[str, CompanyFact]]:
        """From `facts`, or from everything that is no text if there is none."""
        besides = {key: value for key, value in document.items() if key not in _TEXTS}
        if "facts" not in document:
            yield from self._each((), besides)
            return
        for key in besides:
            if key != "facts":
                self._fault((key,), 'the key "{key}" is not known beside facts; put it under facts', key=key)
        if isinstance(document["facts"], dict):
            yield from self._each(("facts",), document["facts"])
        else:
            self._fault(("facts",), "write facts beneath each other, as lines like net_profit: 1657313")

    def _each(self, path: Path, facts: dict[str, Any]) -> Iterator[tuple[str, CompanyFact]]:
        for name, given in facts.items():
            if not _NAME.fullmatch(name):
                text = '"{name}" can\'t be used in a formula; use small letters, digits and _'
                self._fault((*path, name), text, name=name)
            elif isinstance(given, dict):
                yield name, self._fact((*path, name), given)
            else:
                yield name, CompanyFact(self._number((*path, name), given))

    def _fact(self, path: Path, given: dict[str, Any]) -> CompanyFact:
        for key in given:
            if key not in _FACT_KEYS:
                keys = ", ".join(_FACT_KEYS)
                self._fault((*path, key), 'the key "{key}" is not known here; there are: {keys}', key=key, keys=keys)
        if "value" not in given:
            self._fault(path, "the value is missing")
            return CompanyFact("0")
        value = self._number((*path, "value"), given["value"])
        title, source = (self._words((*path, key), given.get(key)) for key in ("title", "source"))
        return CompanyFact(value, title, source, self._text((*path, "unit"), given.get("unit")))

    def _number(self, path: Path, given: Any) -> str:
        if isinstance(given, bool):
            return str(int(given))
        text = format(given, "f") if isinstance(given, Decimal) else str(given)
        if isinstance(given, str | int | Decimal) and _NUMBER.fullmatch(text) and len(text) <= _LONGEST_NUMBER:
            return text.replace("_", "")
        example = '"{value}" is not a number; write it like 1657313.00, 12.5% or 2/3'
        self._fault(path, example, value="" if given is None else text[:_LONGEST_NUMBER])
        return "0"

    def _words(self, path: Path, given: Any) -> Words:
        """One text for all languages, or one for each."""
        if not isinstance(given, dict):
            text = self._text(path, given)
            return MappingProxyType(dict.fromkeys(LANGUAGES, text) if text else {})
        for key in given:
            if key not in LANGUAGES:
                languages = ", ".join(LANGUAGES)
                text = '"{key}" is not a language here; there are: {languages}'
                self._fault((*path, key), text, key=key, languages=languages)
        return MappingProxyType(
            {key: self._text((*path, key), text) for key, text in given.items() if key in LANGUAGES}
        )

    def _contact(self, given: Any) -> tuple[str, ...]:
        lines = given if isinstance(given, list) else [] if given is None else [given]
        return tuple(self._text(("contact", at), line) for at, line in enumerate(lines))

    def _text(self, path: Path, given: Any) -> str:
        if given is None:
            return ""
        if isinstance(given, str) and len(given) <= _LONGEST_TEXT:
            return given.strip()
        self._fault(path, "this must be a text of at most {limit} characters", limit=_LONGEST_TEXT)
        return ""

    def _fault(self, path: Path, text: str, **values: object) -> None:
        at = {"file": self.filename, "line": self._line(path), "path": ".".join(map(str, path))}
        place = "{file}, line {line}, {path}" if path else "{file}, line {line}"
        self.faults.append(Fault(place, text, values, at=at))

    def _line(self, path: Path) -> int:
        """The line of the nearest thing that has one."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return lines_of(self.content, self.filename)
