"""The desk: staff, sessions, decisions and their audit, and where an intake stands in the inbox."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0002"
down_revision = "0001"


_OPEN, _CLOSED = "closed_at IS NULL", "closed_at IS NOT NULL"
_ORDER = ["inbox_rank", "due_on", "id", "audience", "closed_at"]
_RECENT = ["closed_at", "id"]
_INDEXES = {
    "ix_intake_inbox": ([*_ORDER, "language"], _OPEN),
    "ix_intake_inbox_unseen": ([*_ORDER, "seen_at"], f"{_OPEN} AND seen_at IS NULL"),
    "ix_intake_inbox_urgent": ([*_ORDER, "is_urgent"], f"{_OPEN} AND is_urgent"),
    "ix_intake_inbox_advocacy": (
        [*_ORDER, "waits_for_advocate"],
        f"{_OPEN} AND waits_for_advocate",
    ),
    "ix_intake_inbox_nobodys": ([*_ORDER, "assigned_to"], f"{_OPEN} AND assigned_to IS NULL"),
    "ix_intake_inbox_given": (["assigned_to", *_ORDER], f"{_OPEN} AND assigned_to IS NOT NULL"),
    "ix_intake_inbox_passed": (["passed_to", *_ORDER], f"{_OPEN} AND passed_to IS NOT NULL"),
    "ix_intake_inbox_method": (["method", *_ORDER], _OPEN),
    "ix_intake_inbox_language": (["language", *_ORDER], f"{_OPEN} AND language <> 'en'"),
    "ix_intake_inbox_due": (["due_on", "id", "audience", "closed_at"], _OPEN),
    "ix_intake_inbox_outside": (_ORDER, f"{_OPEN} AND audience = 'outside'"),
    "ix_intake_closed": (_RECENT, _CLOSED),
    "ix_intake_closed_passed": (["passed_to", *_RECENT], f"{_CLOSED} AND passed_to IS NOT NULL"),
    "ix_intake_closed_method": (["method", *_RECENT], _CLOSED),
    "ix_intake_closed_language": (["language", *_RECENT], f"{_CLOSED} AND language <> 'en'"),
    "ix_intake_closed_outside": (_RECENT, f"{_CLOSED} AND audience = 'outside'"),
}
# What came before the desk is due from its day of receipt on: it is looked at sooner, not later.
_PLACE = """
    UPDATE intake SET
        due_on = {day},
        audience = CASE WHEN should_not_see_sealed IS NULL THEN 'care' ELSE 'cleared' END,
        waits_for_advocate = advocate_asked_at IS NOT NULL,
        inbox_rank = CASE
            WHEN is_urgent THEN 0 WHEN advocate_asked_at IS NOT NULL THEN 1 ELSE 2 END
"""


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("seen_at", tables.At(timezone=True), nullable=True),
        sa.Column("triage_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("decisions", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("inbox_rank", sa.SmallInteger(), nullable=False, server_default="2"),
        sa.Column("due_on", sa.Date(), nullable=False, server_default="1970-01-01"),
        sa.Column("audience", sa.String(length=8), nullable=False, server_default="care"),
        sa.Column("waits_for_advocate", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("assigned_to", sa.String(length=36), nullable=True),
        sa.Column("passed_to", sa.String(length=36), nullable=True),
    ]


def upgrade() -> None:
    """Make them, and place what was taken in before."""
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("roles", tables.Json(), nullable=False),
        sa.Column("is_cleared", sa.Boolean(), nullable=False),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("one_time_until", tables.At(timezone=True), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=True),
        sa.Column("sso_subject", sa.String(length=255), nullable=True),
        sa.Column("added_at", tables.At(timezone=True), nullable=False),
        sa.Column("left_at", tables.At(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("sso_subject", name=op.f("uq_staff_sso_subject")),
    )
    op.create_table(
        "audit",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", tables.At(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("detail", tables.Json(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_staff_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_subject"), ["subject"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", tables.At(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recovery_code_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("began_at", tables.At(timezone=True), nullable=False),
        sa.Column("used_at", tables.At(timezone=True), nullable=False),
        sa.Column("held_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_session_used_at"), ["used_at"], unique=False)

    op.create_table(
        "barred",
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_barred_intake_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_barred_staff_id")),
        sa.PrimaryKeyConstraint("intake_id", "staff_id", name=op.f("pk_barred")),
    )
    with op.batch_alter_table("barred", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_barred_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", tables.At(timezone=True), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_decision_intake_id")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_decision_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("intake_id", "number", name=op.f("uq_decision_intake_id_number")),
    )
    op.create_table(
        "link",
        sa.Column("first_id", sa.String(length=36), nullable=False),
        sa.Column("second_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["intake.id"], name=op.f("fk_link_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["intake.id"], name=op.f("fk_link_second_id")),
        sa.PrimaryKeyConstraint("first_id", "second_id", "kind", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_second_id"), ["second_id"], unique=False)

    # One by one, as SQLite can: it would have to copy a table that words refer to.
    for column in _columns():
        op.add_column("intake", column)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    day = "substr(received_at, 1, 10)" if is_sqlite else "received_at::date"
    op.execute(_PLACE.format(day=day))
    op.drop_index("ix_intake_open_inbox", "intake")
    for name, (columns, where) in _INDEXES.items():
        clause = sa.text(where)
        op.create_index(
            name, "intake", columns, unique=False, postgresql_where=clause, sqlite_where=clause
        )


def downgrade() -> None:
    """Take it back."""
    for name in _INDEXES:
        op.drop_index(name, "intake")
    for column in reversed(_columns()):
        op.drop_column("intake", column.name)
    op.create_index(
        "ix_intake_open_inbox",
        "intake",
        ["is_urgent", "received_at"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
        sqlite_where=sa.text("closed_at IS NULL"),
    )

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_second_id"))

    op.drop_table("link")
    op.drop_table("decision")
    with op.batch_alter_table("barred", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_barred_staff_id"))

    op.drop_table("barred")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_used_at"))
        batch_op.drop_index(batch_op.f("ix_staff_session_staff_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_staff_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_subject"))
        batch_op.drop_index(batch_op.f("ix_audit_staff_id"))

    op.drop_table("audit")
    op.drop_table("staff")
