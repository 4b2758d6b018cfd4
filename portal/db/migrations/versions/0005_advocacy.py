"""Advocacy: services with dated names and contracts, what was passed to whom, and who told us."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0005"
down_revision = "0004"

_TOLD, _COUNTS = sa.text("submitter_id IS NOT NULL"), sa.text("advocacy_on IS NOT NULL")
# What came before: from the day it was asked or answered, by London's clock or an hour beside it.
_BEGAN = (
    "UPDATE intake SET advocacy_on = {day}"
    " WHERE advocate_asked_at IS NOT NULL OR wants_advocate IS NOT NULL"
)


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("wish_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submitter_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submitter_id", sa.String(length=36), nullable=True),
        sa.Column("taken_over_at", tables.At(timezone=True), nullable=True),
        sa.Column("child_says", sa.String(length=16), nullable=True),
        sa.Column("advocacy_on", sa.Date(), nullable=True),
        sa.Column("advocate_by", sa.Date(), nullable=True),
    ]


def upgrade() -> None:
    """Make them."""
    for column in _columns():
        op.add_column("intake", column)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    began = "coalesce(advocate_asked_at, received_at)"
    day = f"substr({began}, 1, 10)" if is_sqlite else f"{began}::date"
    op.execute(_BEGAN.format(day=day))
    # Who waits already is looked at sooner, not later.
    op.execute("UPDATE intake SET advocate_by = advocacy_on WHERE waits_for_advocate")
    _index("ix_intake_submitter", ["submitter_id", "received_at"], _TOLD)
    _index("ix_intake_advocacy_on", ["advocacy_on", "id"], _COUNTS)
    op.add_column("staff", sa.Column("service", sa.String(length=64), nullable=True))
    op.create_table(
        "advocacy_service",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("names", tables.Json(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_advocacy_service")),
    )
    op.create_table(
        "advocacy_contract",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("serves", sa.String(length=32), nullable=False),
        sa.Column("ages", tables.Json(), nullable=False),
        sa.Column("areas", tables.Json(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service"], ["advocacy_service.key"], name=op.f("fk_advocacy_contract_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocacy_contract")),
    )
    op.create_index("ix_advocacy_contract_service", "advocacy_contract", ["service"])
    op.create_table(
        "referral",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("sent_at", tables.At(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("over_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_referral_intake_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_intake_id", "referral", ["intake_id"])
    op.create_index("ix_referral_service", "referral", ["service", "over_on", "sent_at"])


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(
        name, "intake", columns, unique=False, postgresql_where=where, sqlite_where=where
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("referral")
    op.drop_table("advocacy_contract")
    op.drop_table("advocacy_service")
    op.drop_column("staff", "service")
    op.drop_index("ix_intake_advocacy_on", "intake")
    op.drop_index("ix_intake_submitter", "intake")
    for column in reversed(_columns()):
        op.drop_column("intake", column.name)
