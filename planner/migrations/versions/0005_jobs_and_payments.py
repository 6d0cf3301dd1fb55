"""The work of the queue, statements on paper, and what was paid."""

import sqlalchemy as sa
from alembic import op

from planner.migrations.final import make_final

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("job", "paper", "payment", "announcement", "run_summary")


def upgrade() -> None:
    _job()
    _paper()
    _payment()
    _announcement()
    _run_summary()
    for table in ("payment", "announcement"):
        make_final(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=True),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", sa.String, nullable=True),
        sa.Column("leased_until", sa.DateTime, nullable=True),
        sa.Column("error", sa.Text, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_job_company_id_company"),
        sa.UniqueConstraint("key", name="uq_job_key"),
    )
    op.create_index("ix_job_company_id", "job", ["company_id"])
    op.create_index("ix_job_state", "job", ["state"])


def _paper() -> None:
    op.create_table(
        "paper",
        sa.Column("statement_id", sa.Integer, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "language", name="pk_paper"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_paper_statement_id_statement"),
    )


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("statement_id", sa.Integer, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("marked_by", sa.Integer, nullable=False),
        sa.Column("marked_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name="pk_payment"),
        sa.ForeignKeyConstraint(["marked_by"], ["account.id"], name="fk_payment_marked_by_account"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_payment_statement_id_statement"),
    )


def _announcement() -> None:
    op.create_table(
        "announcement",
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run_id", name="pk_announcement"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_announcement_run_id_run"),
    )


def _run_summary() -> None:
    op.create_table(
        "run_summary",
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "language", name="pk_run_summary"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_run_summary_run_id_run"),
    )
