"""What people said of themselves for the yearly report, and the numbers of earlier years."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "equalities",
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("noted_at", tables.At(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_equalities_intake_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["staff.id"], name=op.f("fk_equalities_noted_by")),
        sa.PrimaryKeyConstraint("intake_id", name=op.f("pk_equalities")),
    )
    op.create_table(
        "earlier_year",
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("line", sa.String(length=128), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", "part", "line", name=op.f("pk_earlier_year")),
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_table("earlier_year")
    op.drop_table("equalities")
