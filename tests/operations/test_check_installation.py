"""`deelgenoot check` finds what was changed behind the application's back, and names the first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.config import Settings
from planner.operations.audit import Actor, record_seen
from planner.operations.keep_run import keep_run
from tests.database import new_app
from tests.web.samples import ISSUED
from tests.web.signing_in import new_company


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with new_app(tmp_path / "instance").app_context():
        new_company()
        keep_run(1, ISSUED)
        for subject in ("run:1", "run:2", "run:3"):
            record_seen(Actor(None, 1), "run.seen", subject)
    return tmp_path / "instance"


def tampered(folder: Path, *statements: str) -> Result:
    """What `check` says after somebody with the file at hand took the triggers away and did this."""
    with closing(sqlite3.connect(Settings(instance=folder).database)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return CliRunner().invoke(main, ["check"])


def test_all_is_well(folder: Path) -> None:
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "as it was issued, to the cent" in result.stdout


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entry SET subject = 'run:9' WHERE id = 2", "The log is broken at entry 2"),
        ("DELETE FROM audit_entry WHERE id = 2", "The log is broken at entry 3"),
        ("UPDATE statement SET cents = cents + 1 WHERE position = 1", "The statements of run 1 add up to"),
        ("DELETE FROM statement WHERE position = 1", "Run 1 has 6 statements; it was issued with 7."),
        ("UPDATE run SET document = replace(document, 'Deventer', 'Zwolle')", "Run 1 is not what was issued"),
        (
            "UPDATE statement SET document = replace(document, '1692.33', '9692.33')",
            "is not what was issued",
        ),
    ],
)
def test_what_was_changed_is_named(folder: Path, statement: str, said: str) -> None:
    result = tampered(folder, statement)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
