"""Notices by e-mail: written before they are sent, and each told once."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0003"
down_revision = "0002"

_WAITING = sa.text("sent_at IS NULL")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("occasion", sa.String(length=48), nullable=False),
        sa.Column("written_at", tables.At(timezone=True), nullable=False),
        sa.Column("retry_at", tables.At(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.String(length=36), nullable=True),
        sa.Column("lease_until", tables.At(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=64), nullable=True),
        sa.Column("sent_at", tables.At(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "about",
            "kind",
            "address",
            "occasion",
            name=op.f("uq_notice_about_kind_address_occasion"),
        ),
    )
    op.create_index(
        "ix_notice_waiting",
        "notice",
        ["retry_at"],
        unique=False,
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    )
    op.create_index("ix_notice_sent_at", "notice", ["sent_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("notice")
