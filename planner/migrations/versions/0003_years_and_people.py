"""A company"s years, their figures and their people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("year", "person", "people_import")


def upgrade() -> None:
    _company()
    _year()
    _person()
    _people_import()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for column in ("place", "contact", "one_approver", "is_sample", "version"):
        op.drop_column("company", column)


def _company() -> None:
    op.add_column("company", sa.Column("place", sa.String, nullable=True))
    op.add_column("company", sa.Column("contact", sa.Text, nullable=False, server_default="[]"))
    op.add_column("company", sa.Column("one_approver", sa.String, nullable=True))
    op.add_column("company", sa.Column("is_sample", sa.Boolean, nullable=False, server_default="0"))
    op.add_column("company", sa.Column("version", sa.Integer, nullable=False, server_default="1"))


def _year() -> None:
    op.create_table(
        "year",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("period_from", sa.Date, nullable=False),
        sa.Column("period_to", sa.Date, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("people_revision", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_year"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_year_company_id_company"),
        sa.UniqueConstraint("company_id", "name", name="uq_year_company_id_name"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("year_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=True),
        sa.Column("email", sa.String, nullable=True),
        sa.Column("facts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["year_id"], ["year.id"], name="fk_person_year_id_year"),
        sa.UniqueConstraint("year_id", "number", name="uq_person_year_id_number"),
    )


def _people_import() -> None:
    op.create_table(
        "people_import",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("year_id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("people", sa.LargeBinary, nullable=False),
        sa.Column("changes", sa.LargeBinary, nullable=True),
        sa.Column("absences", sa.LargeBinary, nullable=True),
        sa.Column("reading", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people_import"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_people_import_account_id_account"),
        sa.ForeignKeyConstraint(["year_id"], ["year.id"], name="fk_people_import_year_id_year"),
    )
