"""YAML, built from the parser's events, so that nothing is resolved, tagged or copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planner.documents.places import DEEPEST, Path, refuse_at, too_deep
from planner.errors import Fault, Refused

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = "this can't be read as YAML; look at the indentation, colons and quotes here"
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass
class YamlReader:
    """One file; `lines` says afterwards at which line each key and item stands."""

    file: str
    lines: dict[Path, int] = field(default_factory=dict)

    def read(self, text: str) -> Any:
        """The document's value."""
        try:
            return self._document(yaml.parse(text, Loader=_LOADER))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise refuse_at(self.file, line, _hint(error, _line_text(text, line))) from None
        except yaml.YAMLError:
            raise Refused([Fault(self.file, _UNREADABLE)]) from None

    def _document(self, events: Iterator[Event]) -> Any:
        value, documents = None, 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse_here(event, "a second document begins here; keep one document in a file")
                value = self._node(next(events), events, ())
        return value

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Any:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent):
            raise self._refuse_here(
                event, 'the alias "*{name}" can\'t be used here; write the value out', name=event.anchor
            )
        if tag := getattr(event, "tag", None):
            raise self._refuse_here(event, 'the tag "{tag}" can\'t be used here; leave it out', tag=tag)
        if len(path) > DEEPEST:
            raise too_deep(self.file)
        if isinstance(event, ScalarEvent):
            return _WORDS.get(event.value, event.value) if event.implicit[0] else event.value
        return self._list(events, path) if isinstance(event, SequenceStartEvent) else self._dict(events, path)

    def _list(self, events: Iterator[Event], path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _dict(self, events: Iterator[Event], path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event)
            if key in entries:
                raise self._refuse_here(event, 'the key "{key}" stands here twice', key=key)
            self.lines[(*path, key)] = _line(event)
            entries[key] = self._node(next(events), events, (*path, key))
        return entries

    def _key(self, event: Event) -> str:
        if isinstance(event, ScalarEvent) and event.tag is None:
            return str(event.value)
        if isinstance(event, MappingStartEvent):
            raise self._refuse_here(event, "a key can't begin with a brace; put a text with braces between quotes")
        raise self._refuse_here(event, "a key must be a word or a text")

    def _refuse_here(self, event: Event, text: str, **values: object) -> Refused:
        return refuse_at(self.file, _line(event), text, **values)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _line_text(text: str, line: int) -> str:
    lines = text.split("\n", line)
    return lines[line - 1] if line <= len(lines) else ""


def _hint(error: yaml.MarkedYAMLError, line: str) -> str:
    problem, context = error.problem or "", error.context or ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab can't be used to indent; use spaces"
    if "mapping values are not allowed" in problem:
        return "a colon stands where none can; put the text between quotes"
    if "quoted scalar" in context:
        return "a quote is opened here or before, but never closed"
    if "flow" in context:
        return "a bracket is opened here or before, but never closed"
    return _UNREADABLE
