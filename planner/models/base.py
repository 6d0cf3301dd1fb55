"""The database: one registry of tables, every constraint named, SQLite made strict."""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Every table; names for all constraints, so that a later migration can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Base.metadata)

# SQLite's own defaults forget updates, foreign keys and, after a power cut, the last commit.
_PRAGMAS = (
    "journal_mode=WAL",
    "busy_timeout=10000",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
)


@event.listens_for(Engine, "connect")
def _strict(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the driver would begin transactions of its own, too late to lock
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("folded", 1, folded, deterministic=True)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Who will write takes the lock at once; who does not say so can't write at all."""
    if connection.dialect.name != "sqlite":
        return
    writing = bool(connection.get_execution_options().get("writing"))
    connection.exec_driver_sql(f"PRAGMA query_only={int(not writing)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def folded(text: str | None) -> str:
    """A text as it is compared when somebody is looked for: `Aïcha` and `AICHA` are both `aicha`."""
    decomposed = unicodedata.normalize("NFKD", (text or "").casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


class Moment(TypeDecorator[datetime]):
    """A moment in time: aware and in UTC in Python, written as UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Refuses a moment without a zone: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return value and value.replace(tzinfo=UTC)
