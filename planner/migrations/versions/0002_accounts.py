"""Who can sign in, what they may do, and the log of what was done and seen."""

import sqlalchemy as sa
from alembic import op

from planner.migrations.final import make_final

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "account", "membership", "invitation", "password_reset", "session", "sign_in_attempt", "audit_entry", "message",
)  # fmt: skip


def upgrade() -> None:
    _account()
    _membership()
    _invitation()
    _password_reset()
    _session()
    _sign_in_attempt()
    _audit_entry()
    _message()
    make_final("audit_entry")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("totp", sa.Text, nullable=True),
        sa.Column("recovery_codes", sa.Text, nullable=True),
        sa.Column("language", sa.String, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("password_set_at", sa.DateTime, nullable=True),
        sa.Column("signed_in_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
    )


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("person_number", sa.String, nullable=True),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_membership_account_id_account"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_membership_company_id_company"),
        sa.UniqueConstraint("account_id", "company_id", "role", name="uq_membership_account_id_company_id_role"),
    )
    op.create_index("ix_membership_company_id", "membership", ["company_id"])


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("person_number", sa.String, nullable=True),
        sa.Column("invited_by", sa.Integer, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("accepted_at", sa.DateTime, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_invitation_company_id_company"),
        sa.ForeignKeyConstraint(["invited_by"], ["account.id"], name="fk_invitation_invited_by_account"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    op.create_index("ix_invitation_company_id", "invitation", ["company_id"])


def _password_reset() -> None:
    op.create_table(
        "password_reset",
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_password_reset"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_password_reset_account_id_account"),
    )
    op.create_index("ix_password_reset_account_id", "password_reset", ["account_id"])


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_account_id_account"),
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])


def _sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    op.create_index("ix_sign_in_attempt_key", "sign_in_attempt", ["key"])


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=True),
        sa.Column("account_id", sa.Integer, nullable=True),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_audit_entry_account_id_account"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_audit_entry_company_id_company"),
        sa.UniqueConstraint("identity", name="uq_audit_entry_identity"),
    )
    op.create_index("ix_audit_entry_company_id", "audit_entry", ["company_id"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("company_id", sa.Integer, nullable=True),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("sent_at", sa.DateTime, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.String, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_message_company_id_company"),
        sa.UniqueConstraint("key", name="uq_message_key"),
    )
    op.create_index("ix_message_company_id", "message", ["company_id"])
