"""YAML and JSON files read safely and exactly: what was written is what is read.

Numbers never pass through a binary float on their way from YAML: a plain scalar is the text as it was written
(`0.10` stays `0.10`), and who needs a number reads it exactly. No tags, no aliases, no key twice, a bounded size and
depth: a file can't run anything, grow in memory or mean two things.
"""

from __future__ import annotations

import re
from typing import Any

from planner.documents.places import Path, fault_at, line_at, refuse_at
from planner.documents.read_json import json_places, read_json
from planner.documents.read_yaml import YamlReader
from planner.errors import Fault, Refused

__all__ = ["LARGEST", "Path", "fault_at", "lines_of", "read_document"]

LARGEST = 50 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def read_document(content: str | bytes, filename: str) -> Any:
    """What a YAML or JSON file says, as dicts, lists, texts, booleans and None; JSON numbers as int or Decimal.

    A name that ends in `.json` is JSON, one in `.yaml` or `.yml` YAML; any other by its first character. From YAML
    come texts as written, except a plain `true` or `false` and a plain `null`, `~` or nothing. A JSON float is read by
    its shortest decimal text: `0.10` is Decimal("0.1"). Raises Refused, naming the file and the line.

    >>> read_document("net_profit: 1657313.00\\nrate: 8%", "company.yaml")
    {'net_profit': '1657313.00', 'rate': '8%'}
    """
    text = _decoded(content, filename)
    if _is_json(text, filename):
        return read_json(text, filename)
    return YamlReader(filename).read(text)


def lines_of(content: str | bytes, filename: str) -> dict[Path, int]:
    """The line at which each key and each item stands, for naming it in a fault; counted from 1.

    >>> lines_of("facts:\\n  equity: 5", "company.yaml")
    {(): 1, ('facts',): 1, ('facts', 'equity'): 2}
    """
    text = _decoded(content, filename)
    if _is_json(text, filename):
        return {path: line for path, line, _ in json_places(text)}
    reader = YamlReader(filename)
    reader.read(text)
    return reader.lines


def _is_json(text: str, filename: str) -> bool:
    name = filename.lower()
    if name.endswith((".yaml", ".yml")):
        return False
    return name.endswith(".json") or text.lstrip()[:1] in ("{", "[")


def _decoded(content: str | bytes, filename: str) -> str:
    if len(content) > LARGEST:
        raise Refused([Fault(filename, "the file is larger than {size} MB", {"size": LARGEST // 1024**2})])
    text = content.removeprefix("\ufeff") if isinstance(content, str) else _from_bytes(content, filename)
    if not text.strip():
        raise Refused([Fault(filename, "the file is empty")])
    if found := _CONTROL.search(text):
        line, code = line_at(text, found.start()), f"U+{ord(found[0]):04X}"
        raise refuse_at(filename, line, "an invisible control character ({code}) can't stand in this file", code=code)
    return text


def _from_bytes(content: bytes, filename: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = f"{error.object[error.start]:02X}"
        raise refuse_at(filename, line, "the byte {byte} is not UTF-8; save the file as UTF-8", byte=byte) from None
