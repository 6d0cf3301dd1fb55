"""Changing a scheme document a part at a time: set, add, remove, move. Each gives a new document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from planner.errors import refuse

LISTS = ("eligible", "company", "person", "award", "clauses")
_MOST_PARTS = 200
_FRESH: Mapping[str, Mapping[str, Any]] = {
    "eligible": {"when": "days_employed > 0"},
    "company": {"formula": "0", "step": "0.01", "unit": "EUR"},
    "person": {"formula": "fte"},
    "award": {"amount": "0"},
    "clauses": {"text": {"nl": "…", "en": "…"}},
    "given": {"value": "0"},
    "table": {"table": {"…": "0"}},
}
_STEMS = {"eligible": "condition", "company": "sum", "person": "figure", "clauses": "clause",
          "given": "setting", "table": "table"}  # fmt: skip


def copied(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document again, to be changed at will."""
    found: dict[str, Any] = json.loads(json.dumps(document))
    return found


def set_at(document: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at `company.1.formula`; None takes the key out. Parts that aren't there are left alone."""
    *way, last = path.split(".")
    node: Any = document
    for key in way:
        node = _child(node, key)
    if not isinstance(node, dict):
        return
    if value is None:
        node.pop(last, None)
    else:
        node[last] = value


def at(document: Mapping[str, Any], path: str) -> Any:
    """What stands at a path, or None."""
    node: Any = document
    for key in path.split("."):
        node = _child(node, key)
    return node


def acted(document: Mapping[str, Any], action: str) -> dict[str, Any]:
    """Add, remove or move a part: `add.company`, `remove.person.0`, `up.award.1`, `remove.given.goal`.

    Raises Refused for anything else.
    """
    found = copied(document)
    verb, _, path = action.partition(".")
    part, _, which = path.partition(".")
    if verb == "add" and part in _FRESH and not which:
        _add(found, part)
    elif verb == "remove" and part == "given" and which in found.get("given", {}):
        del found["given"][which]
    elif verb in ("remove", "up", "down") and part in LISTS and which.isdigit() and int(which) < len(found[part]):
        _shift(found[part], verb, int(which))
    else:
        raise refuse("", "This part of the scheme isn't there any more.")
    return found


def _add(document: dict[str, Any], part: str) -> None:
    if part in ("given", "table"):
        entries = document.setdefault("given", {})
        if len(entries) < _MOST_PARTS:
            entries[_free_name(_STEMS[part], set(entries))] = copied(_FRESH[part])
        return
    parts = document.setdefault(part, [])
    if len(parts) < _MOST_PARTS:
        names = {each.get("name") for each in parts}
        own = {"name": _free_name(_STEMS[part], names)} if part in _STEMS else {}
        parts.append({**own, **copied(_FRESH[part])})


def _free_name(stem: str, taken: set[Any]) -> str:
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def _shift(parts: list[Any], verb: str, place: int) -> None:
    taken = parts.pop(place)
    if verb != "remove":
        parts.insert(max(0, place - 1) if verb == "up" else place + 1, taken)


def _child(node: Any, key: str) -> Any:
    if isinstance(node, Mapping):
        return node.get(key)
    if isinstance(node, list) and key.isdigit() and int(key) < len(node):
        return node[int(key)]
    return None
