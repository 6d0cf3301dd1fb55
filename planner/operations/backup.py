"""A copy of everything in one file, made while others write, and put back into an empty place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from planner.canonical import hashed
from planner.errors import Fault, Refused, refuse

_HASHED = ("scheme_version", "run", "statement")  # tables whose rows are known by the hash of their document


@dataclass(frozen=True)
class Copied:
    """What a copy holds."""

    runs: int
    statements: int


def backup(database: Path, target: Path) -> Copied:
    """Copy the database into a new file, as it is at one moment. Raises Refused if it can't be, and leaves nothing."""
    if target.exists():
        raise refuse(str(target), "there is something here already; name a file that does not exist yet")
    if not database.exists():
        raise refuse(str(database), "there is no database here yet; nothing was copied")
    return _placed(database, target)


def restore(source: Path, database: Path) -> Copied:
    """Put a copy back where no database is. Raises Refused if it isn't whole, and leaves nothing then."""
    if not source.exists():
        raise refuse(str(source), "there is no such file")
    if database.exists():
        raise refuse(str(database), "there is a database here already; restore into an empty instance folder")
    database.parent.mkdir(parents=True, exist_ok=True)
    return _placed(source, database)


def _placed(source: Path, target: Path) -> Copied:
    """Copied beside its place, checked there, and moved into it whole."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live, closing(_new(beside)) as copy:
            live.backup(copy, pages=2_000)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            found = _checked(copy, source)
        _settle(beside)
        beside.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise refuse(str(target), "can't be copied: {why}", why=error) from None
    finally:
        beside.unlink(missing_ok=True)
    return found


def _new(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # it is full of pay
    return sqlite3.connect(path)


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _checked(copy: sqlite3.Connection, source: Path) -> Copied:
    """Whether the file is whole, and every document the one that was issued."""
    try:
        whole = copy.execute("PRAGMA integrity_check").fetchone()[0]
        faults = list(_faults(copy, source)) if whole == "ok" else [Fault(str(source), "this copy is damaged")]
    except sqlite3.Error:
        faults = [Fault(str(source), "this is no copy of Deelgenoot's database")]
    if faults:
        raise Refused(faults)
    runs, statements = (copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("run", "statement"))  # noqa: S608  # our own tables
    return Copied(runs, statements)


def _faults(copy: sqlite3.Connection, source: Path) -> Iterator[Fault]:
    if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
        yield Fault(str(source), "this copy is damaged")
    for table in _HASHED:
        for number, identity, document in copy.execute(f"SELECT id, identity, document FROM {table}"):  # noqa: S608  # our own tables
            if hashed(document.encode()) != identity:
                yield Fault(str(source), "{table} {number} is not as it was issued", {"table": table, "number": number})
