"""The list of people that an import replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_people",
        sa.Column("year_id", sa.Integer, nullable=False),
        sa.Column("import_id", sa.Integer, nullable=False),
        sa.Column("replaced_at", sa.DateTime, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("people_revision", sa.Integer, nullable=False),
        sa.Column("people", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("year_id", name="pk_former_people"),
        sa.ForeignKeyConstraint(["year_id"], ["year.id"], name="fk_former_people_year_id_year"),
    )


def downgrade() -> None:
    op.drop_table("former_people")
