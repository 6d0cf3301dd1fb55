"""How a year is going."""

import sqlalchemy as sa
from alembic import op

from planner.migrations.final import make_final

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("interim",)


def upgrade() -> None:
    _interim()
    make_final("interim", erasable=("withdrawn_at",))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _interim() -> None:
    op.create_table(
        "interim",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("year_id", sa.Integer, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("next_on", sa.Date, nullable=True),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("shared_by", sa.Integer, nullable=False),
        sa.Column("shared_at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_interim"),
        sa.ForeignKeyConstraint(["shared_by"], ["account.id"], name="fk_interim_shared_by_account"),
        sa.ForeignKeyConstraint(["year_id"], ["year.id"], name="fk_interim_year_id_year"),
    )
    op.create_index("ix_interim_year_id", "interim", ["year_id"])
