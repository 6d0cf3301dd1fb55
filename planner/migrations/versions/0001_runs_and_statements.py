"""Companies, scheme versions, runs and statements; what was issued can't be changed or deleted."""

import sqlalchemy as sa
from alembic import op

from planner.migrations.final import forbid, make_final

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Of these, every column is final, but for those named: they hold who somebody is, and can be erased.
FINAL = {"scheme_version": (), "run": (), "statement": ("name", "email")}


def upgrade() -> None:
    _companies()
    _runs()
    _statements()
    for table, erasable in FINAL.items():
        make_final(table, erasable)
    _close_runs()


def downgrade() -> None:
    for table in ("statement", "run", "scheme_version", "company"):
        op.drop_table(table)


def _companies() -> None:
    op.create_table(
        "company",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
    )
    op.create_table(
        "scheme_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scheme_version"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_scheme_version_company_id_company"),
        sa.UniqueConstraint("company_id", "identity", name="uq_scheme_version_company_id_identity"),
        sa.UniqueConstraint("company_id", "name", "version", name="uq_scheme_version_company_id_name_version"),
    )


def _runs() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("scheme_version_id", sa.Integer, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("period_from", sa.Date, nullable=True),
        sa.Column("period_to", sa.Date, nullable=True),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("sharing", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("identity", name="uq_run_identity"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_run_company_id_company"),
        sa.ForeignKeyConstraint(
            ["scheme_version_id"], ["scheme_version.id"], name="fk_run_scheme_version_id_scheme_version"
        ),
        sa.CheckConstraint("sharing <= statements", name=op.f("ck_run_sharing_within_statements")),
    )
    op.create_index("ix_run_company_id", "run", ["company_id"])
    op.create_index("ix_run_scheme_version_id", "run", ["scheme_version_id"])


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("person_number", sa.String, nullable=False),
        sa.Column("shares", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String, nullable=True),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("name", sa.String, nullable=True),
        sa.Column("email", sa.String, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("identity", name="uq_statement_identity"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_statement_run_id_run"),
        sa.UniqueConstraint("run_id", "position", name="uq_statement_run_id_position"),
        sa.UniqueConstraint("run_id", "person_number", name="uq_statement_run_id_person_number"),
    )


def _close_runs() -> None:
    """A run has the statements that it was issued with: none is added afterwards."""
    many = "(SELECT statements FROM run WHERE id = NEW.run_id)"
    forbid("statement_is_of_its_run", "INSERT ON statement", f"NEW.position NOT BETWEEN 1 AND {many}")
