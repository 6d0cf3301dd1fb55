"""Tables that hold facts: triggers refuse to change, delete or replace a row, by whatever way one comes to the file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

MESSAGE = "what was issued is never changed"


def make_final(table: str, erasable: tuple[str, ...] = ()) -> None:
    """Refuse update and delete, and an insert that would replace a row (OR REPLACE tells no delete trigger).

    `erasable` are the columns that hold who somebody is: the law may bid to erase them.
    """
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
    final = ", ".join(name for name in columns if name not in erasable)
    forbid(f"{table}_is_not_changed", f"UPDATE OF {final} ON {table}")
    forbid(f"{table}_is_not_deleted", f"DELETE ON {table}")
    forbid(f"{table}_is_not_replaced", f"INSERT ON {table}", f"EXISTS (SELECT 1 FROM {table} WHERE {_same(table)})")


def forbid(name: str, event: str, condition: str = "1") -> None:
    """A trigger that refuses an event where a condition holds."""
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")


def _same(table: str) -> str:
    """A row that has any of the new row's keys."""
    inspector = sa.inspect(op.get_bind())
    keys = [inspector.get_pk_constraint(table)["constrained_columns"]]
    keys += [each["column_names"] for each in inspector.get_unique_constraints(table)]
    return " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys)
