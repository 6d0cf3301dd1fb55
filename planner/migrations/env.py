"""How Alembic runs here: one write transaction over all steps, so that a failed upgrade leaves the old database."""

from alembic import context

from planner.models import db

with db.engine.connect().execution_options(writing=True) as connection:
    context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
