"""What the register says back."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "register_answer",
        sa.Column("answer_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("said_at", tables.At(timezone=True), nullable=False),
        sa.Column("data", tables.Json(none_as_null=True), nullable=True),
        sa.Column(
            "status", sa.String(length=8), server_default=sa.text("'waiting'"), nullable=False
        ),
        sa.Column("settled_at", tables.At(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting','taken','refused')", name=op.f("ck_register_answer_status")
        ),
        sa.CheckConstraint(
            "(status = 'waiting') = (settled_at IS NULL)", name=op.f("ck_register_answer_settled")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_register_answer")),
    )
    op.create_index("ix_register_answer_subject", "register_answer", ["subject"], unique=False)
    op.create_index("ix_register_answer_status", "register_answer", ["status"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("register_answer")
