"""Muted and blocked phones, and their texts that are in no intake."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "muted_phone",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("muted_at", tables.At(timezone=True), nullable=False),
        sa.Column("muted_by", sa.String(length=36), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reviewed_at", tables.At(timezone=True), nullable=True),
        sa.Column("proposed_by", sa.String(length=36), nullable=True),
        sa.Column("block_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("blocked_by", sa.String(length=36), nullable=True),
        sa.Column("blocked_at", tables.At(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_muted_phone_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake.id"], name=op.f("fk_muted_phone_intake_id")
        ),
        *(
            sa.ForeignKeyConstraint([who], ["staff.id"], name=op.f(f"fk_muted_phone_{who}"))
            for who in ("muted_by", "proposed_by", "blocked_by")
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_muted_phone")),
    )
    op.create_table(
        "text_aside",
        sa.Column("text_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text_message.id"], name=op.f("fk_text_aside_text_id")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_text_aside_conversation_id")
        ),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_text_aside")),
    )
    op.create_index(
        "ix_text_aside_conversation_id", "text_aside", ["conversation_id"], unique=False
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_table("text_aside")
    op.drop_table("muted_phone")
