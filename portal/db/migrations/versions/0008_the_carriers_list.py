"""How far the carrier's list of texts was read, and what it still keeps of ours."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the two tables, and find files by their text."""
    op.create_table(
        "carrier_round",
        sa.Column("name", sa.String(length=96), nullable=False),
        sa.Column("due_at", tables.At(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("read_until", tables.At(timezone=True), nullable=True),
        sa.Column("began_at", tables.At(timezone=True), nullable=True),
        sa.Column("page", sa.String(length=1024), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_carrier_round")),
    )
    op.create_table(
        "carrier_copy",
        sa.Column("message_sid", sa.String(length=64), nullable=False),
        sa.Column("since", tables.At(timezone=True), nullable=False),
        sa.Column("due_at", tables.At(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("message_sid", name=op.f("pk_carrier_copy")),
    )
    op.create_index(op.f("ix_carrier_copy_due_at"), "carrier_copy", ["due_at"], unique=False)

    # Whether what came with a text is here is asked for each that is to be cleared.
    op.create_index(op.f("ix_attachment_text_id"), "attachment", ["text_id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_attachment_text_id"), table_name="attachment")
    op.drop_table("carrier_copy")
    op.drop_table("carrier_round")
