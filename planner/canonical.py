"""One spelling for a JSON document (RFC 8785), and the hash that is its identity."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Set

import rfc8785

_EXACT = 2**53  # an integer beyond this is not the same number to every reader of JSON


def canonical(document: object) -> bytes:
    """The document as RFC 8785 writes it: one spelling, whatever wrote it.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    quick = _quick(document)
    return rfc8785.dumps(document) if quick is None else quick  # type: ignore[arg-type]  # it refuses what is no JSON


def _quick(document: object) -> bytes | None:
    """The same bytes from the standard library, many times as fast; None where they might differ.

    They do not for text and whole numbers, if no character needs two units of UTF-16, by which the standard sorts keys.
    """
    try:
        text = _ENCODER.encode(document)
        is_same = _DECODER.decode(text) == document
        is_plain = text.isascii() or len(text.encode("utf-16-le")) == 2 * len(text)
        return text.encode() if is_same and is_plain else None
    except (TypeError, ValueError):
        return None


def _inexact(number: str) -> float:
    raise ValueError(number)


def _whole(number: str) -> int:
    value = int(number)
    return value if -_EXACT < value < _EXACT else int(_inexact(number))


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_inexact, parse_int=_whole)


class Spelling:
    """Spells many documents that hold the same parts (the very same objects), each such part once.

    A mark that stands nowhere else takes the place of such a part, and the part's own spelling the place of the mark.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}  # the part too, so that its id stays its own
        self._mark = secrets.token_hex(16)

    def canonical(self, document: Mapping[str, object], shared: Set[str]) -> bytes:
        """As `canonical`; the parts under the keys in `shared` are remembered."""
        marked = {key: self._mark + key if key in shared else part for key, part in document.items()}
        spelled = canonical(marked)
        for key in shared & document.keys():
            spelled = spelled.replace(f'"{self._mark}{key}"'.encode(), self._part(document[key]), 1)
        return spelled

    def _part(self, part: object) -> bytes:
        known = self._known.get(id(part))
        if known is None:
            known = self._known[id(part)] = (part, canonical(part))
        return known[1]


def identity_of(document: object) -> str:
    """The SHA-256 of the canonical JSON: 64 hex digits, the same in every language."""
    return hashed(canonical(document))


def hashed(content: bytes) -> str:
    """The SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()
