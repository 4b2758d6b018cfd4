"""The audit is only ever added to: the database itself refuses to change or delete an entry.

A later migration that copies the table (SQLite's batch mode does) must make the triggers again.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

_SAID = "entries of the audit are never changed or deleted"
_POSTGRESQL = (
    f"""
    CREATE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SAID}'; END $$
    """,
    """
    CREATE TRIGGER audit_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit()
    """,
)
# The third, for INSERT OR REPLACE deletes what is there and fires no trigger for it.
_SQLITE = (
    f"""
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, '{_SAID}'); END
    """,
    f"""
    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, '{_SAID}'); END
    """,
    """
    CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'entries of the audit are never replaced'); END
    """,
)
_UNDO_POSTGRESQL = (
    "DROP TRIGGER audit_is_only_added_to ON audit",
    "DROP FUNCTION refuse_to_change_audit()",
)
_UNDO_SQLITE = (
    "DROP TRIGGER audit_is_not_changed",
    "DROP TRIGGER audit_is_not_deleted",
    "DROP TRIGGER audit_is_not_replaced",
)


def _run(on_sqlite: tuple[str, ...], on_postgresql: tuple[str, ...]) -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in on_sqlite if is_sqlite else on_postgresql:
        op.execute(statement)


def upgrade() -> None:
    """Make the triggers, and indexes by which a person's entries are read newest first."""
    _run(_SQLITE, _POSTGRESQL)
    for column in ("staff_id", "subject"):
        op.drop_index(f"ix_audit_{column}", "audit")
        op.create_index(f"ix_audit_{column}_number", "audit", [column, "number"], unique=False)


def downgrade() -> None:
    """Take them away."""
    for column in ("staff_id", "subject"):
        op.drop_index(f"ix_audit_{column}_number", "audit")
        op.create_index(f"ix_audit_{column}", "audit", [column], unique=False)
    _run(_UNDO_SQLITE, _UNDO_POSTGRESQL)
