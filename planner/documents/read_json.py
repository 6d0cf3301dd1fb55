"""JSON, with every number exact and no key twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from planner.documents.places import DEEPEST, Path, line_at, refuse_at, too_deep

MOST_DIGITS = 1000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')


class _TwiceError(Exception):
    pass


def read_json(text: str, filename: str) -> Any:
    """The document's value; floats by their shortest decimal text."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_unique, parse_int=_integer, parse_float=_decimal, parse_constant=_constant
    )
    try:
        value = decoder.decode(text)
    except json.JSONDecodeError as error:
        raise refuse_at(
            filename, error.lineno, "this can't be read as JSON, at character {at}", at=error.colno
        ) from None
    except _TwiceError:
        line, key = _first_twice(text)
        raise refuse_at(filename, line, 'the key "{key}" stands here twice', key=key) from None
    except RecursionError:
        raise too_deep(filename) from None
    except ValueError as error:
        line, token = _line_of_token(text, str(error)), _short(str(error))
        raise refuse_at(filename, line, '"{token}" is not a number that can be used here', token=token) from None
    _check_json(value, text, filename)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise _TwiceError
    return entries


def _integer(token: str) -> int:
    if len(token) > MOST_DIGITS:
        raise ValueError(token)
    return int(token)


def _decimal(token: str) -> Decimal:
    value = Decimal(repr(float(token)))
    return value if value.is_finite() else _constant(token)


def _constant(token: str) -> Decimal:
    raise ValueError(token)


def _check_json(value: Any, text: str, filename: str) -> None:
    level, depth = [value], 0
    while level := [x for x in level if isinstance(x, dict | list)]:
        depth += 1
        if depth > DEEPEST:
            raise too_deep(filename)
        level = [item for node in level for item in (node.values() if isinstance(node, dict) else node)]
    if half := _half_character(text):
        raise refuse_at(filename, line_at(text, half.start()), "half a character is written here: {code}", code=half[0])


def _half_character(text: str) -> re.Match[str] | None:
    """A lone `\\ud83d`: no character, and it can't be written to any file."""
    if "\\ud" not in text.lower():
        return None
    pair = r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    return next((found for found in re.finditer(pair, text) if found["half"]), None)


def _short(token: str) -> str:
    return token if len(token) <= 40 else f"{token[:37]}…"


def _line_of_token(text: str, token: str) -> int:
    return next((line_at(text, found.start()) for found in _TOKEN.finditer(text) if found[0] == token), 1)


def _first_twice(text: str) -> tuple[int, str]:
    seen: set[Path] = set()
    for path, line, is_key in json_places(text):
        if is_key and path in seen:
            return line, str(path[-1])
        seen.add(path)
    raise AssertionError("a key stands twice, yet none was found")


def json_places(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Path, line and *is it a key* of everything in a JSON text; slow and simple, for faults only."""
    path: list[str | int] = []
    line, position, key = 1, 0, ""
    yield (), line_at(text, len(text) - len(text.lstrip())), False
    for found in _TOKEN.finditer(text):
        sign = found[0]
        line, position = line + text.count("\n", position, found.start()), found.start()
        if sign in ("]", "}"):
            path.pop()
        elif sign == ":":
            path[-1] = key
            yield tuple(path), line, True
        elif sign == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else ""
        else:
            if path and isinstance(path[-1], int):
                yield tuple(path), line, False
            key = json.loads(sign) if sign[0] == '"' else ""
            path += [0] if sign == "[" else [""] if sign == "{" else []
