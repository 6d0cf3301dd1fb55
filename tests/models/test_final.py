"""What was issued can't be changed, deleted, replaced or added to, not even by raw SQL on the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from planner import create_app
from planner.config import Settings
from planner.models import Base, db
from planner.operations.keep_run import keep_run
from tests.web.samples import DESK, ISSUED
from tests.web.signing_in import new_company

COLUMNS = [
    (table.name, column.name)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if table.name in ("scheme_version", "run", "statement") and column.name not in ("name", "email")
] + [("scheme_version", "name")]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings(instance=tmp_path_factory.mktemp("instance"))
    with create_app(settings, DESK).app_context():
        upgrade()
        new_company()
        keep_run(1, ISSUED)
        db.session.remove()
    return settings.database


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_no_column_of_what_was_issued_can_be_updated(database: Path, table: str, column: str) -> None:
    refuses(database, f"UPDATE {table} SET {column} = {column}")
    refuses(database, f"UPDATE OR REPLACE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", ["scheme_version", "run", "statement"])
def test_nothing_issued_can_be_deleted_or_replaced(database: Path, table: str) -> None:
    refuses(database, f"DELETE FROM {table}")
    refuses(database, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_a_run_gets_no_further_statements(database: Path) -> None:
    refuses(
        database,
        "INSERT INTO statement (identity, run_id, position, person_number, shares, cents, document)"
        " VALUES ('ab', 1, 8, '9999', 1, 100, '{}')",
    )


def test_a_name_and_an_address_can_be_erased(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        changed = connection.execute("UPDATE statement SET name = NULL, email = NULL WHERE person_number = '0101'")
        assert changed.rowcount == 1
        connection.rollback()


def test_the_migration_makes_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    with create_app(Settings(instance=tmp_path), DESK).app_context():
        upgrade()
        migrated = {table: described(table) for table in inspect(db.engine).get_table_names()}
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        with db.engine.connect().execution_options(writing=True) as connection:
            Base.metadata.create_all(connection)
            connection.commit()
        assert migrated == {table: described(table) for table in inspect(db.engine).get_table_names()}


def test_a_connection_that_did_not_ask_to_write_cannot(tmp_path: Path) -> None:
    with create_app(Settings(instance=tmp_path), DESK).app_context():
        upgrade()
        with pytest.raises(OperationalError, match="readonly"):
            db.session.execute(text("INSERT INTO company (name) VALUES ('x')"))


def described(table: str) -> list[object]:
    inspector = inspect(db.engine)
    columns = [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)]
    return [
        columns,
        inspector.get_pk_constraint(table),
        sorted(map(str, inspector.get_foreign_keys(table))),
        sorted(map(str, inspector.get_unique_constraints(table))),
        sorted(map(str, inspector.get_check_constraints(table))),
        sorted(map(str, inspector.get_indexes(table))),
    ]


def refuses(database: Path, statement: str) -> None:
    """With SQLite's own defaults, as any other program would open the file."""
    with closing(sqlite3.connect(database)) as connection:
        before = list(connection.iterdump())
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(statement)
        connection.rollback()
        assert list(connection.iterdump()) == before
