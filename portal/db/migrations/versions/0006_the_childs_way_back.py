"""The child's way back: messages, texts that go out, files, drafts, comeback checks, sentences."""

import sqlalchemy as sa
from alembic import op

from portal.db import tables

revision = "0006"
down_revision = "0005"

_WAITS = sa.text("asked_at IS NULL AND over_at IS NULL")
_TO_FETCH = sa.text("standing = 'to_fetch'")
_IS_HELD = sa.text("standing = 'held'")
_GOES = sa.text("standing IN ('waiting', 'sending', 'unknown')")


def upgrade() -> None:
    """Make them."""
    op.add_column("intake", sa.Column("way_back_sealed", sa.LargeBinary(), nullable=True))
    _draft()
    _attachment()
    _comeback()
    _message()
    _shown_sentence()
    _outgoing_text()


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code_words_hash", sa.String(length=64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", tables.At(timezone=True), nullable=False),
        sa.Column("until", tables.At(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("code_words_hash", name=op.f("uq_draft_code_words_hash")),
    )
    op.create_index("ix_draft_until", "draft", ["until"], unique=False)


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=True),
        sa.Column("holder", sa.String(length=36), nullable=True),
        sa.Column("text_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=True),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("copy_type", sa.String(length=64), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("source_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("original_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("copy_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", tables.At(timezone=True), nullable=False),
        sa.Column("until", tables.At(timezone=True), nullable=True),
        sa.Column("due_at", tables.At(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_attachment_intake_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_holder", "attachment", ["holder"], unique=False)
    op.create_index("ix_attachment_intake_id", "attachment", ["intake_id"], unique=False)
    op.create_index(
        "ix_attachment_to_fetch",
        "attachment",
        ["due_at"],
        unique=False,
        postgresql_where=_TO_FETCH,
        sqlite_where=_TO_FETCH,
    )


def _comeback() -> None:
    op.create_table(
        "comeback",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("weeks", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", tables.At(timezone=True), nullable=False),
        sa.Column("asked_at", tables.At(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("answered_at", tables.At(timezone=True), nullable=True),
        sa.Column("over_at", tables.At(timezone=True), nullable=True),
        sa.Column("led_to", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_comeback_intake_id")),
        sa.ForeignKeyConstraint(["led_to"], ["intake.id"], name=op.f("fk_comeback_led_to")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comeback")),
    )
    op.create_index(
        "ix_comeback_due",
        "comeback",
        ["due_at"],
        unique=False,
        postgresql_where=_WAITS,
        sqlite_where=_WAITS,
    )
    op.create_index("ix_comeback_intake_id", "comeback", ["intake_id"], unique=False)


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("written_at", tables.At(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("read_at", tables.At(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_message_intake_id")),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_message_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_intake_id", "message", ["intake_id"], unique=False)


def _shown_sentence() -> None:
    op.create_table(
        "shown_sentence",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.Column("written_at", tables.At(timezone=True), nullable=False),
        sa.Column("taken_down_at", tables.At(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake.id"], name=op.f("fk_shown_sentence_intake_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["staff.id"], name=op.f("fk_shown_sentence_written_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_sentence")),
        sa.UniqueConstraint("intake_id", name=op.f("uq_shown_sentence_intake_id")),
    )
    op.create_index("ix_shown_sentence_from_day", "shown_sentence", ["from_day"], unique=False)


def _outgoing_text() -> None:
    op.create_table(
        "outgoing_text",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("intake_id", sa.String(length=36), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=True),
        sa.Column("about", sa.String(length=36), nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("made_at", tables.At(timezone=True), nullable=False),
        sa.Column("changed_at", tables.At(timezone=True), nullable=False),
        sa.Column("due_at", tables.At(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", tables.At(timezone=True), nullable=True),
        sa.Column("lease_until", tables.At(timezone=True), nullable=True),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake.id"], name=op.f("fk_outgoing_text_intake_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_outgoing_text_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_text")),
        sa.UniqueConstraint("sid", name=op.f("uq_outgoing_text_sid")),
    )
    op.create_index(
        "ix_outgoing_text_address_hash", "outgoing_text", ["address_hash", "made_at"], unique=False
    )
    op.create_index(
        "ix_outgoing_text_held",
        "outgoing_text",
        ["changed_at"],
        unique=False,
        postgresql_where=_IS_HELD,
        sqlite_where=_IS_HELD,
    )
    op.create_index(
        "ix_outgoing_text_goes",
        "outgoing_text",
        ["due_at", "id"],
        unique=False,
        postgresql_where=_GOES,
        sqlite_where=_GOES,
    )
    op.create_index("ix_outgoing_text_intake_id", "outgoing_text", ["intake_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    for table in ("outgoing_text", "shown_sentence", "message", "comeback", "attachment", "draft"):
        op.drop_table(table)
    op.drop_column("intake", "way_back_sealed")
