"""A copy made while others write holds one moment, whole; what isn't whole is not put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from planner.config import Settings
from planner.errors import Refused
from planner.models import Company
from planner.operations.backup import Copied, backup, restore
from planner.operations.keep_run import keep_run
from planner.operations.transaction import transaction
from tests.database import new_app
from tests.web.samples import ISSUED
from tests.web.signing_in import new_company


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = new_app(tmp_path / "instance")
    with app.app_context():
        new_company()
        keep_run(1, ISSUED)
        yield app


@pytest.fixture
def database(app: Flask) -> Path:
    settings: Settings = app.extensions["settings"]
    return settings.database


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM company ORDER BY id")]


def test_a_copy_made_while_others_write_is_put_back_whole(app: Flask, database: Path, tmp_path: Path) -> None:
    over = Event()

    def write() -> None:
        with app.app_context():
            while not over.is_set():
                with transaction() as session:
                    session.add_all(Company(name=name) for name in ("left", "right"))

    writer = Thread(target=write)
    writer.start()
    try:
        assert backup(database, tmp_path / "copy") == Copied(1, 7)
    finally:
        over.set()
        writer.join()
    assert restore(tmp_path / "copy", tmp_path / "other" / "deelgenoot.sqlite3") == Copied(1, 7)
    found = names(tmp_path / "other" / "deelgenoot.sqlite3")
    assert found.count("left") == found.count("right")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(database: Path, tmp_path: Path) -> None:
    backup(database, tmp_path / "copy")
    with pytest.raises(Refused, match="something here already"):
        backup(database, tmp_path / "copy")
    with pytest.raises(Refused, match="a database here already"):
        restore(tmp_path / "copy", database)


def test_a_changed_statement_is_found_and_not_put_back(database: Path, tmp_path: Path) -> None:
    backup(database, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy")) as connection:
        connection.execute("DROP TRIGGER statement_is_not_changed")
        connection.execute("UPDATE statement SET document = replace(document, '1842.17', '9842.17')")
        connection.commit()
    with pytest.raises(Refused, match="statement 5 is not as it was issued"):
        restore(tmp_path / "copy", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + b"\0" * 5_000])
def test_what_is_no_copy_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(Refused):
        restore(tmp_path / "copy", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
