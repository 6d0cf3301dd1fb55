"""Bytes become text: which encoding a file has, found from the file itself."""

from __future__ import annotations

import re

from planner.operations.people_in.table import Place, refused

_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"), (b"\xff\xfe", "utf-16", "UTF-16"), (b"\xfe\xff", "utf-16", "UTF-16"))


_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\ufffd")


def find_spoilt(text: str) -> tuple[int, str] | None:
    """The first line with letters that an earlier program saved wrongly, as in *RenÃ©e*, and the word they are in."""
    if not (found := _TWICE.search(text)):
        return None
    before = text[: found.start()]
    begin = max(before.rfind(sign) for sign in " ;,|\t\n") + 1
    word = re.split(r"[\s;,|]", text[begin:], maxsplit=1)[0]
    return text.count("\n", 0, found.start()) + 1, word


def decode(content: bytes, place: Place) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 or UTF-16 with or without mark, else Windows-1252.

    Raises Refused, naming the line and the bytes, if the encoding is mixed or none of these.

    >>> decode(b"Ren\\xe9e", Place())
    ('Renée', 'Windows-1252')
    """
    text, encoding = _decoded(content, place)
    if found := _CONTROL.search(text):
        line, code = text.count("\n", 0, found.start()) + 1, f"U+{ord(found[0]):04X}"
        raise refused(place, "line {line} has an invisible control character ({code}); remove it", line=line, code=code)
    return text, encoding


def _decoded(content: bytes, place: Place) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, name, place), name
    if codec := _utf16_without_mark(content):
        return _strictly(content, codec, "UTF-16", place), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _windows(content, place), "Windows-1252"


def _utf16_without_mark(content: bytes) -> str:
    """UTF-16 shows itself in its first characters: every other byte of plain letters is zero."""
    start = content[:200]
    if len(start) >= 4 and len(start) % 2 == 0:
        if not any(start[0::2]) and all(start[1::2]):
            return "utf-16-be"
        if not any(start[1::2]) and all(start[0::2]):
            return "utf-16-le"
    return ""


def _strictly(content: bytes, codec: str, name: str, place: Place) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        shown = error.object[error.start : error.end][:4].hex(" ").upper()
        raise refused(
            place, "line {line} has bytes ({bytes}) that are not {encoding}", line=line, bytes=shown, encoding=name
        ) from None


def _windows(content: bytes, place: Place) -> str:
    if _SEQUENCE.search(content):
        _refuse_if_mixed(content, place)
    return _strictly(content, "cp1252", "Windows-1252", place)


def _refuse_if_mixed(content: bytes, place: Place) -> None:
    """Lines in UTF-8 and lines in Windows-1252: no single reading is right for both."""
    other = unicode = None
    for number, line in enumerate(content.split(b"\n"), start=1):
        for run in _HIGH.findall(line):
            if _SEQUENCE.fullmatch(run) or _SEQUENCE.sub(b"", run) == b"":
                unicode = unicode or (number, run)
            else:
                other = other or (number, run)
    if unicode and other:
        text = "line {line} is UTF-8 ({bytes}) but line {other} is not ({other_bytes}); save it all in one encoding"
        raise refused(
            place,
            text,
            line=unicode[0],
            bytes=unicode[1][:4].hex(" ").upper(),
            other=other[0],
            other_bytes=other[1][:4].hex(" ").upper(),
        )
