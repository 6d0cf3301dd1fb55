"""What differs between two scheme documents, by named part: the settings, the rules, the words.

Documents are compared as they are written, so that a draft which isn't right yet can be compared too. Parts are found
by their name; a step that only moved is told as moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FRAME = ("scheme", "title", "period", "version", "decided", "paid")  # what goes on with each year by itself
_NAMED = ("eligible", "company", "person", "clauses")
_KEYED = ("given", "allow", "facts")
_PLAIN = ("currency", "description")


@dataclass(frozen=True)
class Change:
    """One difference: in which part of the document, of what, and its value before and after (None: not there)."""

    part: str  # "given", "eligible", "company", "person", "award", "clauses", …
    name: str  # of the step, setting or clause; the place of an award, from 1; empty for the document's own keys
    key: str  # "value", "formula", "text", …; empty if the whole thing came or went, "order" if it moved
    before: Any
    after: Any

    @property
    def is_frame(self) -> bool:
        """Whether it only says for which year the rules are, who decided, or where that year's figures come from."""
        return self.part in FRAME or (self.part == "facts" and self.key in ("title", "source"))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[Change]:
    """All differences, in the order of a document.

    >>> given = lambda text: {"given": {"share": {"value": text}}}
    >>> changes_between(given("10%"), given("12%"))
    [Change(part='given', name='share', key='value', before='10%', after='12%')]
    """
    return list(_changes(before, after))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for part in (*FRAME, *_PLAIN):
        if before.get(part) != after.get(part):
            yield Change(part, "", "", before.get(part), after.get(part))
    for part in _KEYED:
        yield from _of_part(part, _mapping(before.get(part)), _mapping(after.get(part)))
    for part in _NAMED:
        old, new = _by_name(before.get(part)), _by_name(after.get(part))
        yield from _of_part(part, old, new)
        yield from _moved(part, list(old), list(new))
    yield from _of_part("award", _by_place(before.get("award")), _by_place(after.get("award")))


def _of_part(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is None or new is None or not isinstance(old, Mapping) or not isinstance(new, Mapping):
            if old != new:
                yield Change(part, name, "", old, new)
            continue
        for key in dict.fromkeys([*old, *new]):
            if key != "name" and old.get(key) != new.get(key):
                yield Change(part, name, key, old.get(key), new.get(key))


def _moved(part: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Those that stand in both, if their order differs."""
    old, new = [name for name in before if name in after], [name for name in after if name in before]
    if old != new:
        yield Change(part, "", "order", old, new)


def _mapping(part: Any) -> Mapping[str, Any]:
    return part if isinstance(part, Mapping) else {}


def _by_name(part: Any) -> Mapping[str, Any]:
    named = [each for each in part or [] if isinstance(each, Mapping)] if isinstance(part, list) else []
    return {str(each.get("name", place)): each for place, each in enumerate(named, 1)}


def _by_place(part: Any) -> Mapping[str, Any]:
    return {str(place): each for place, each in enumerate(part if isinstance(part, list) else [], 1)}
