"""One table from one file, separated text or a workbook, whatever it is about."""

from __future__ import annotations

from planner.operations.people_in.delimited import SEPARATORS, read_separated, refuse_if_too_long
from planner.operations.people_in.encodings import decode, find_spoilt
from planner.operations.people_in.table import Findings, Place, Table, refused
from planner.operations.people_in.workbook import read_single

LARGEST = 50 * 1024 * 1024
_KINDS = {
    b"\xd0\xcf\x11\xe0": "this is an old .xls file or has a password; save it as .xlsx without one",
    b"%PDF": "this is a PDF; export it as .xlsx or .csv",
}
File = tuple[bytes, str]


def open_single(content: bytes, filename: str, findings: Findings) -> Table:
    """The one table of a file: a workbook's first sheet, or separated text. Raises Refused if there is none."""
    refuse_unreadable(content, filename)
    if content.startswith(b"PK"):
        return read_single(content, filename, findings)
    return read_text(content, filename, filename, findings)[0]


def read_text(content: bytes, filename: str, name: str, findings: Findings) -> tuple[Table, str, str]:
    """The table of separated text, its encoding and its separator in words."""
    refuse_if_too_long(content, Place(filename))
    text, encoding = decode(content, Place(filename))
    if spoilt := find_spoilt(text):
        said = 'line {line} has "{word}": letters that another program saved wrongly'
        findings.warn(Place(name), said, line=spoilt[0], word=spoilt[1])
    table, separator = read_separated(text, name, Place(filename), findings)
    return table, encoding, SEPARATORS.get(separator, "")


def refuse_unreadable(content: bytes, filename: str) -> None:
    """Files that are too large, empty, or of another kind."""
    if len(content) > LARGEST:
        raise refused(Place(filename), "the file is larger than {size} MB", size=LARGEST // 1024**2)
    if not content.strip():
        raise refused(Place(filename), "the file is empty")
    for start, text in _KINDS.items():
        if content.startswith(start):
            raise refused(Place(filename), text)
