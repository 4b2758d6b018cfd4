"""What a register calls on PostgreSQL, so that its role may do that and nothing else; the schemas.

A register on SQLite has the statements of docs/register-queue.md.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_COLUMNS = (
    "event_id, event_type, source, data_schema, subject, subject_version, occurred_at,"
    " data, data_sha256, lease_token, lease_until"
)
_RETURNS = (
    "event_id text, event_type text, source text, data_schema text, subject text,"
    " subject_version integer, occurred_at timestamptz, data jsonb, data_sha256 text,"
    " lease_token text, lease_until timestamptz"
)
_CLAIM = """
CREATE FUNCTION register_claim(
    consumer text, most integer DEFAULT 1, lease interval DEFAULT '5 minutes'
) RETURNS TABLE ({returns})
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    at_most integer := least(greatest(most, 1), 100);
    until timestamptz := now() + least(greatest(lease, interval '1 second'), interval '1 hour');
BEGIN
    RETURN QUERY
    WITH overdue AS (
        SELECT seq FROM {queue}
        WHERE status = 'leased' AND lease_until <= now()
        ORDER BY lease_until LIMIT at_most FOR UPDATE SKIP LOCKED
    ), due AS (
        SELECT q.seq FROM {queue} AS q
        WHERE q.status = 'ready' AND q.due_at <= now()
          AND (q.retry_at IS NULL OR q.retry_at <= now())
          AND NOT EXISTS (
              SELECT 1 FROM {queue} AS earlier
              WHERE earlier.subject = q.subject
                AND earlier.subject_version < q.subject_version
                AND earlier.status <> 'done')
        ORDER BY q.due_at, q.seq LIMIT at_most FOR UPDATE OF q SKIP LOCKED
    ), claimed AS (
        UPDATE {queue} SET status = 'leased', claims = claims + 1, retry_at = NULL,
            lease_token = gen_random_uuid()::text, leased_by = left(consumer, 64),
            lease_until = until
        WHERE seq IN (SELECT seq FROM overdue UNION ALL SELECT seq FROM due LIMIT at_most)
        RETURNING {columns}, due_at, seq
    )
    SELECT event_id::text, event_type::text, source::text, data_schema::text, subject::text,
        subject_version, occurred_at, data, data_sha256::text, lease_token::text, lease_until
    FROM claimed ORDER BY due_at, seq;
END $$
"""
_ACKNOWLEDGE = """
CREATE FUNCTION register_acknowledge(event_id text, lease_token text, receipt text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE {queue} AS q SET status = 'done', receipt = left($3, 200), finished_at = now(),
        last_error = NULL, lease_token = NULL, lease_until = NULL
    WHERE q.event_id = $1 AND q.lease_token = $2 AND q.status = 'leased';
    RETURN FOUND;
END $$
"""
_ACKNOWLEDGE_ALL = """
CREATE FUNCTION register_acknowledge_all(
    event_ids text[], lease_tokens text[], receipts text[]
) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE {queue} AS q SET status = 'done', receipt = left(said.receipt, 200),
        finished_at = now(), last_error = NULL, lease_token = NULL, lease_until = NULL
    FROM unnest($1, $2, $3) AS said (event_id, lease_token, receipt)
    WHERE q.event_id = said.event_id AND q.lease_token = said.lease_token
      AND q.status = 'leased'
    RETURNING q.event_id::text
$$
"""
_RELEASE = """
CREATE FUNCTION register_release(
    event_id text, lease_token text, reason text DEFAULT NULL, retry_after interval DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE {queue} AS q SET status = 'ready', last_error = left($3, 200),
        retry_at = CASE WHEN $4 IS NOT NULL THEN now() + least($4, interval '1 day') END,
        lease_token = NULL, lease_until = NULL
    WHERE q.event_id = $1 AND q.lease_token = $2 AND q.status = 'leased';
    RETURN FOUND;
END $$
"""
_REFUSE = """
CREATE FUNCTION register_refuse(event_id text, lease_token text, reason text)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_is text;
BEGIN
    UPDATE {queue} AS q SET refusals = q.refusals + 1, last_error = left($3, 200),
        status = CASE WHEN q.refusals >= 4 THEN 'dead' ELSE 'ready' END,
        finished_at = CASE WHEN q.refusals >= 4 THEN now() END,
        retry_at = CASE WHEN q.refusals < 4 THEN
            now() + interval '5 seconds' * power(2, q.refusals + 1) * (0.5 + random() / 2) END,
        lease_token = NULL, lease_until = NULL
    WHERE q.event_id = $1 AND q.lease_token = $2 AND q.status = 'leased'
    RETURNING q.status INTO now_is;
    RETURN now_is;
END $$
"""
_VIEW = """
CREATE VIEW register_records AS
SELECT event_id, event_type, source, data_schema, subject, subject_version, occurred_at, data,
    data_sha256, status, due_at, retry_at, claims, refusals, leased_by, lease_until, last_error,
    receipt, created_at, finished_at
FROM {queue}
"""
_FUNCTIONS = (
    "register_claim(text, integer, interval)",
    "register_acknowledge(text, text, text)",
    "register_acknowledge_all(text[], text[], text[])",
    "register_release(text, text, text, interval)",
    "register_refuse(text, text, text)",
)


def upgrade() -> None:
    """Make them. Nobody may call a function until somebody says who."""
    op.create_table(
        "register_schema",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_schema")),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    names = {"queue": f"{schema}.register_queue", "columns": _COLUMNS, "returns": _RETURNS}
    made = (_CLAIM, _ACKNOWLEDGE, _ACKNOWLEDGE_ALL, _RELEASE, _REFUSE, _VIEW)
    for statement in made:
        # As it stands: a colon in it is no parameter.
        op.get_bind().exec_driver_sql(statement.format(**names))
    for function in _FUNCTIONS:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")


def downgrade() -> None:
    """Take them back."""
    op.drop_table("register_schema")
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP VIEW register_records")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
