"""An XLSX is a zip of XML: looked through before anything reads it, and searched for cells without a value.

A few kilobytes can unpack to gigabytes, and XML can name files or grow without end. Nothing is unpacked past its
limits, and the sizes that count are those actually read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree  # no DOCTYPE or entity gets this far: see _refuse_declarations

from planner.operations.people_in.delimited import too_many_rows
from planner.operations.people_in.table import MOST_COLUMNS, MOST_ROWS, Place, refused

MOST_ENTRIES = 200
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024  # below this a high ratio is only an empty sheet's many blanks
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding=["'](?!utf-?8["'])""", re.IGNORECASE)
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,4})([0-9]{1,8})["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]+)([0-9]+)["'].*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL
)
_UNWORKED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]+)([0-9]+)["'][^>]*>"""
    rb"""<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
_DATE_1904 = re.compile(rb"""date1904=["'](?:1|true)["']""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Broken:
    """Cells without a value of their own, by row and column from 0: an error's name, or "" for no result yet."""

    cells: dict[tuple[int, int], str]


@dataclass(frozen=True)
class Looked:
    """What looking through a workbook found: broken cells by sheet name, and from which day it counts."""

    broken: dict[str, Broken]
    from_1904: bool


def look_through(content: bytes, place: Place) -> Looked:
    """Refuse what is no workbook, unpacks too large, declares entities or has far too many rows or columns."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_by_promise(archive, place)
            return _look(archive, place)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError):
        raise refused(place, "this workbook is damaged; open it and save it again as .xlsx") from None


def _refuse_by_promise(archive: zipfile.ZipFile, place: Place) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refused(place, "this workbook has more than {limit} parts", limit=MOST_ENTRIES)
    _refuse_size(sum(entry.file_size for entry in entries), place)
    for entry in entries:
        _refuse_ratio(entry.file_size, entry.compress_size, place)
    if "xl/workbook.xml" not in archive.namelist():
        raise refused(place, "this is no .xlsx workbook; save it as .xlsx or .csv")


def _refuse_size(size: int, place: Place) -> None:
    if size > MOST_UNPACKED:
        raise refused(place, "this workbook unpacks to more than {size} MB", size=MOST_UNPACKED // 1024**2)


def _refuse_ratio(size: int, packed: int, place: Place) -> None:
    if size > _SMALL and size > MOST_RATIO * packed:
        raise refused(place, "this workbook unpacks to more than {ratio} times its size", ratio=MOST_RATIO)


def _look(archive: zipfile.ZipFile, place: Place) -> Looked:
    """Every part is read once: its true size counts, whatever the zip promises."""
    unpacked = 0
    found: dict[str, Broken] = {}
    kept: dict[str, bytes] = {}
    for entry in archive.infolist():
        content = _read(archive, entry, MOST_UNPACKED - unpacked, place)
        unpacked += len(content)
        _refuse_ratio(len(content), entry.compress_size, place)
        if entry.filename.endswith((".xml", ".rels", ".vml")):
            _refuse_declarations(content, place)
        if entry.filename.startswith("xl/worksheets/"):
            _refuse_far_cells(content, place)
            found[entry.filename] = _broken(content)
        elif entry.filename in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            kept[entry.filename] = content
    names = _sheet_names(kept, place)
    broken = {name: found[part] for part, name in names.items() if part in found}
    return Looked(broken, bool(_DATE_1904.search(kept["xl/workbook.xml"])))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, place: Place) -> bytes:
    with archive.open(entry) as file:
        content = file.read(left + 1)
    if len(content) > left:
        _refuse_size(MOST_UNPACKED + 1, place)
    return content


def _refuse_declarations(content: bytes, place: Place) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content or _ENCODING.match(content.lstrip()):
        raise refused(place, "a part of this workbook is not UTF-8; open it and save it again as .xlsx")
    if _DECLARATION.search(content):
        raise refused(place, "this workbook declares a document type or entities; no true workbook does")


def _refuse_far_cells(content: bytes, place: Place) -> None:
    """One cell in the last row of a sheet would make a reader lay out a million rows."""
    if max(content.count(b"<row"), content.count(b":row") // 2) > MOST_ROWS + 1:
        raise too_many_rows(place)
    columns, last = set(), 0
    for found in _CELL.finditer(content):
        columns.add(found[1])
        last = max(last, int(found[2]))
    if last > MOST_ROWS + 1:
        raise too_many_rows(place)
    if any(_index(letters) >= MOST_COLUMNS for letters in columns):
        raise refused(place, "more than {limit} columns", limit=MOST_COLUMNS)


def _broken(content: bytes) -> Broken:
    cells = {}
    if b"<f" in content or b":f" in content:
        cells = {_at(*found.groups()): "" for found in _UNWORKED.finditer(content)}
    if b't="e"' in content or b"t='e'" in content:
        cells |= {_at(found[1], found[2]): found[3].decode() for found in _ERROR.finditer(content)}
    return Broken(cells)


def _at(letters: bytes, digits: bytes) -> tuple[int, int]:
    return int(digits) - 1, _index(letters)


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _sheet_names(parts: dict[str, bytes], place: Place) -> dict[str, str]:
    """`xl/worksheets/sheet1.xml` is the sheet *Medewerkers*: by the workbook's own relations."""
    try:
        book = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314
        relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
    except (ElementTree.ParseError, KeyError):
        raise refused(place, "this workbook is damaged; open it and save it again as .xlsx") from None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = (node for node in book.iter() if node.tag.endswith("}sheet"))
    return {_part(targets.get(node.get(_RELATION), "")): node.get("name", "") for node in sheets}


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
