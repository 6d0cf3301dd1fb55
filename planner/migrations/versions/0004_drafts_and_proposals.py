"""Schemes in the making, and what is proposed from them."""

import sqlalchemy as sa
from alembic import op

from planner.migrations.final import make_final

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("draft", "draft_step", "proposal", "decision", "run_origin")


def upgrade() -> None:
    _draft()
    _draft_step()
    _proposal()
    _decision()
    _run_origin()
    make_final("proposal", erasable=("cards",))
    for table in ("decision", "run_origin"):
        make_final(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("year_id", sa.Integer, nullable=False),
        sa.Column("scheme", sa.String, nullable=False),
        sa.Column("letter", sa.String, nullable=False),
        sa.Column("base_version_id", sa.Integer, nullable=True),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("discarded_at", sa.DateTime, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.ForeignKeyConstraint(
            ["base_version_id"], ["scheme_version.id"], name="fk_draft_base_version_id_scheme_version"
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_draft_company_id_company"),
        sa.ForeignKeyConstraint(["year_id"], ["year.id"], name="fk_draft_year_id_year"),
        sa.UniqueConstraint("company_id", "scheme", "letter", name="uq_draft_company_id_scheme_letter"),
    )


def _draft_step() -> None:
    op.create_table(
        "draft_step",
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_draft_step"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_draft_step_account_id_account"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_step_draft_id_draft"),
    )


def _proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("year_id", sa.Integer, nullable=False),
        sa.Column("draft_id", sa.Integer, nullable=True),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("company_file", sa.Text, nullable=False),
        sa.Column("people", sa.Text, nullable=False),
        sa.Column("cards", sa.Text, nullable=True),
        sa.Column("announcement", sa.Text, nullable=True),
        sa.Column("corrects_id", sa.Integer, nullable=True),
        sa.Column("downward", sa.String, nullable=True),
        sa.Column("why", sa.String, nullable=True),
        sa.Column("year_version", sa.Integer, nullable=False),
        sa.Column("people_revision", sa.Integer, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("sharing", sa.Integer, nullable=False),
        sa.Column("proposed_by", sa.Integer, nullable=False),
        sa.Column("proposed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_proposal_company_id_company"),
        sa.ForeignKeyConstraint(["corrects_id"], ["run.id"], name="fk_proposal_corrects_id_run"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_proposal_draft_id_draft"),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name="fk_proposal_proposed_by_account"),
        sa.ForeignKeyConstraint(["year_id"], ["year.id"], name="fk_proposal_year_id_year"),
        sa.UniqueConstraint("key", name="uq_proposal_key"),
    )
    op.create_index("ix_proposal_company_id", "proposal", ["company_id"])
    op.create_index("ix_proposal_identity", "proposal", ["identity"])


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("proposal_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=True),
        sa.Column("issue_on", sa.Date, nullable=True),
        sa.Column("decided_by", sa.Integer, nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=False),
        sa.Column("by_proposer", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_decision"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_decision_decided_by_account"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name="fk_decision_proposal_id_proposal"),
    )


def _run_origin() -> None:
    op.create_table(
        "run_origin",
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("proposal_id", sa.Integer, nullable=False),
        sa.Column("corrects_id", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("run_id", name="pk_run_origin"),
        sa.ForeignKeyConstraint(["corrects_id"], ["run.id"], name="fk_run_origin_corrects_id_run"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name="fk_run_origin_proposal_id_proposal"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_run_origin_run_id_run"),
        sa.UniqueConstraint("corrects_id", name="uq_run_origin_corrects_id"),
        sa.UniqueConstraint("proposal_id", name="uq_run_origin_proposal_id"),
    )
