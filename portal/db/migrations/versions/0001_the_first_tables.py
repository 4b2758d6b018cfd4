"""The first tables: intakes, words, texts, conversations, visits, the register queue."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_counter")),
    )
    op.create_table(
        "flood",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("ends_at", tables.At(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_flood")),
    )
    with op.batch_alter_table("flood", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flood_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "intake",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.Column("received_at", tables.At(timezone=True), nullable=False),
        sa.Column("changed_at", tables.At(timezone=True), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("record_type", sa.String(length=32), nullable=True),
        sa.Column("originator", sa.String(length=32), nullable=True),
        sa.Column("submitted_by", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("age_band", sa.String(length=16), nullable=True),
        sa.Column("looked_after", sa.String(length=16), nullable=True),
        sa.Column("wants_advocate", sa.String(length=8), nullable=True),
        sa.Column("advocate_asked_at", tables.At(timezone=True), nullable=True),
        sa.Column(
            "advocacy_services",
            tables.Json(),
            nullable=False,
        ),
        sa.Column("feels_safe", sa.String(length=8), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("desired_outcome_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("should_not_see_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "flags",
            tables.Json(),
            nullable=False,
        ),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("closed_at", tables.At(timezone=True), nullable=True),
        sa.Column("code_words_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("code_words_hash", name=op.f("uq_intake_code_words_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_intake_reference")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_intake_submission_id")),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(
            "ix_intake_open_inbox",
            ["is_urgent", "received_at"],
            unique=False,
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "register_pause",
        sa.Column("destination", sa.String(length=255), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", tables.At(timezone=True), nullable=False),
        sa.Column("until", tables.At(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("destination", name=op.f("pk_register_pause")),
    )
    op.create_table(
        "register_queue",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("event_type", sa.String(length=64), nullable=False),
        sa.Column("spec_version", sa.String(length=8), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("data_schema", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("occurred_at", tables.At(timezone=True), nullable=False),
        sa.Column(
            "data",
            tables.Json(none_as_null=True),
            nullable=True,
        ),
        sa.Column("data_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("due_at", tables.At(timezone=True), nullable=False),
        sa.Column("retry_at", tables.At(timezone=True), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.SmallInteger(), nullable=False),
        sa.Column("lease_token", sa.String(length=36), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("lease_until", tables.At(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("receipt", sa.String(length=200), nullable=True),
        sa.Column("created_at", tables.At(timezone=True), nullable=False),
        sa.Column("finished_at", tables.At(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'leased') = (lease_token IS NOT NULL)", name=op.f("ck_register_queue_lease")
        ),
        sa.CheckConstraint(
            "(status IN ('done','dead')) = (finished_at IS NOT NULL)",
            name=op.f("ck_register_queue_finished"),
        ),
        sa.CheckConstraint(
            "status = 'done' OR data IS NOT NULL", name=op.f("ck_register_queue_emptied_when_done")
        ),
        sa.CheckConstraint(
            "status IN ('ready','leased','done','dead')", name=op.f("ck_register_queue_status")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_register_queue")),
        sa.UniqueConstraint("event_id", name=op.f("uq_register_queue_event_id")),
        sa.UniqueConstraint(
            "subject", "subject_version", name=op.f("uq_register_queue_subject_subject_version")
        ),
        postgresql_with={"fillfactor": 70, "autovacuum_vacuum_scale_factor": 0.01},
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_queue", schema=None) as batch_op:
        batch_op.create_index(
            "ix_register_queue_full",
            ["finished_at"],
            unique=False,
            postgresql_where=sa.text("status = 'done' AND data IS NOT NULL"),
            sqlite_where=sa.text("status = 'done' AND data IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_register_queue_leased",
            ["lease_until"],
            unique=False,
            postgresql_where=sa.text("status = 'leased'"),
            sqlite_where=sa.text("status = 'leased'"),
        )
        batch_op.create_index(
            "ix_register_queue_open",
            ["subject", "subject_version"],
            unique=False,
            postgresql_where=sa.text("status <> 'done'"),
            sqlite_where=sa.text("status <> 'done'"),
        )
        batch_op.create_index(
            "ix_register_queue_ready",
            ["due_at", "seq"],
            unique=False,
            postgresql_where=sa.text("status = 'ready'"),
            sqlite_where=sa.text("status = 'ready'"),
        )
        batch_op.create_index(
            "uq_register_queue_leased",
            ["subject"],
            unique=True,
            postgresql_where=sa.text("status = 'leased'"),
            sqlite_where=sa.text("status = 'leased'"),
        )

    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", tables.At(timezone=True), nullable=False),
        sa.Column("touched_at", tables.At(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_visit_token_hash")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_began_at"), ["began_at"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            tables.Json(),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=True),
        sa.Column("last_text_at", tables.At(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake.id"], name=op.f("fk_conversation_intake_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_conversation_address_hash")),
    )
    op.create_table(
        "words",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("said_at", tables.At(timezone=True), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_words_intake_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
        sa.UniqueConstraint("intake_id", "position", name=op.f("uq_words_intake_id_position")),
    )
    op.create_table(
        "text_message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("message_sid", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", tables.At(timezone=True), nullable=False),
        sa.Column("form_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reply_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_text_message_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_message")),
        sa.UniqueConstraint("message_sid", name=op.f("uq_text_message_message_sid")),
    )
    with op.batch_alter_table("text_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_text_message_conversation_id"), ["conversation_id"], unique=False
        )


def downgrade() -> None:
    """Drop every table, with all that is in them."""
    with op.batch_alter_table("text_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_message_conversation_id"))

    op.drop_table("text_message")
    op.drop_table("words")
    op.drop_table("conversation")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_began_at"))

    op.drop_table("visit")
    with op.batch_alter_table("register_queue", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_register_queue_leased",
            postgresql_where=sa.text("status = 'leased'"),
            sqlite_where=sa.text("status = 'leased'"),
        )
        batch_op.drop_index(
            "ix_register_queue_ready",
            postgresql_where=sa.text("status = 'ready'"),
            sqlite_where=sa.text("status = 'ready'"),
        )
        batch_op.drop_index(
            "ix_register_queue_open",
            postgresql_where=sa.text("status <> 'done'"),
            sqlite_where=sa.text("status <> 'done'"),
        )
        batch_op.drop_index(
            "ix_register_queue_leased",
            postgresql_where=sa.text("status = 'leased'"),
            sqlite_where=sa.text("status = 'leased'"),
        )
        batch_op.drop_index(
            "ix_register_queue_full",
            postgresql_where=sa.text("status = 'done' AND data IS NOT NULL"),
            sqlite_where=sa.text("status = 'done' AND data IS NOT NULL"),
        )

    op.drop_table("register_queue")
    op.drop_table("register_pause")
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_intake_open_inbox",
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("intake")
    with op.batch_alter_table("flood", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flood_ends_at"))

    op.drop_table("flood")
    op.drop_table("counter")
