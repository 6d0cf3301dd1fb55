"""The JSON files of a package: named one by one, in a folder, or in a zip that is not trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from planner.errors import Fault, Refused, refuse

MOST_FILES = 1_000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024  # below this a high ratio is only many alike objects
Found = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class PackageFiles:
    """The JSON files of a package by their path in it, and the names of the others, which are not read."""

    content: dict[str, bytes]
    others: tuple[str, ...] = ()


def find_files(paths: Sequence[str]) -> PackageFiles:
    """All JSON files that these paths lead to: files, folders and zips. Raises Refused with all that can't be read."""
    content: dict[str, bytes] = {}
    others: list[str] = []
    faults: list[Fault] = []
    size = 0
    for path in paths:
        try:
            for within, found in _at(Path(path)):
                name = within if len(paths) == 1 else path if within == Path(path).name else f"{path}/{within}"
                size += len(found)
                _refuse_too_much(path, len(content) + len(others) + 1, size)
                if name in content:
                    raise refuse(path, "has two files that are called {name}", name=within)
                if name.lower().endswith(".json") or (Path(path).is_file() and within == Path(path).name):
                    content[name] = found
                else:
                    others.append(name)
        except Refused as refused:
            faults += refused.faults
    if not faults and not content:
        faults = [Fault("", "there is no .json file in what was named")]
    if faults:
        raise Refused(faults)
    return PackageFiles(dict(sorted(content.items())), tuple(sorted(others)))


def _at(path: Path) -> Found:
    if path.is_dir():
        yield from _in_folder(path)
        return
    content = _read(path)
    if content.startswith(b"PK"):
        yield from _in_zip(path.name, content)
    else:
        yield path.name, content


def _in_folder(folder: Path) -> Found:
    """Every file in it and beneath it; only JSON is opened, no link is followed, and a whole disk isn't searched."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    for path in sorted(islice(files, MOST_FILES + 1)):
        name = path.relative_to(folder).as_posix()
        if not any(part.startswith(".") for part in name.split("/")):
            yield name, _read(path) if name.lower().endswith(".json") else b""


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(str(path))
        return path.read_bytes()
    except OSError as error:
        raise refuse(str(path), "can't be read: {why}", why=error.strerror) from None


def _in_zip(name: str, content: bytes) -> Found:
    """The JSON files of a zip, never unpacked past the limits whatever the zip promises."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_too_much(name, len(entries), sum(entry.file_size for entry in entries))
            for entry in entries:
                yield entry.filename, _unpacked(archive, entry, name) if _is_json(entry) else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError):
        raise refuse(name, "this zip is damaged or has a password; make it again without one") from None


def _is_json(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(".json") and not entry.filename.startswith(("__MACOSX/", "."))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(entry) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    if len(content) > _SMALL and len(content) > MOST_RATIO * entry.compress_size:
        raise refuse(name, "this zip unpacks to more than {ratio} times its size", ratio=MOST_RATIO)
    return content


def _refuse_too_much(name: str, files: int, size: int) -> None:
    if files > MOST_FILES:
        raise refuse(name, "has more than {limit} files", limit=MOST_FILES)
    if size > MOST_BYTES:
        raise _too_large(name)


def _too_large(name: str) -> Refused:
    return refuse(name, "is larger than {size} MB, unpacked", size=MOST_BYTES // 1024**2)
