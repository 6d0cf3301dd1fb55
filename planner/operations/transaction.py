"""The only place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from planner.models import db


@contextmanager
def transaction() -> Iterator[Session]:
    """All of it or nothing: `with transaction() as session: …`. Not to be nested.

    Takes the database's write lock at the start, so that what is read inside can't be overtaken by another writer.
    """
    session = db.session()
    if session.info.get("writing") or session.new or session.dirty or session.deleted:
        raise RuntimeError("a transaction within a transaction, or changes made before it")
    session.rollback()  # ends what was read before: it may show an older state
    session.info["writing"] = True
    try:
        session.connection(execution_options={"writing": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False
