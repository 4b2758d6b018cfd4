"""Very many intakes at once, made by the database itself, in the mix that a desk sees.

The share of everything is the same in every ten thousand. The words are left out, and what is
sealed is only as long as it would be: no list reads either.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from portal.db.intakes import IntakeRow
from portal.domain.staff import StaffMember

# The day on which the mix is as it is said to be.
TODAY = date(2026, 11, 24)
# One of the two stands for each of these in the statement below.
_SAID = {
    "sqlite": {
        "numbers": "WITH RECURSIVE numbers(n) AS "
        "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})",
        "id": "printf('%08x-0000-4000-8000-%012x', h, n)",
        "at": "strftime('%Y-%m-%dT%H:%M:%S.000000+00:00', '2026-11-24', ({days}) || ' days')",
        "day": "date('2026-11-24', ({days}) || ' days')",
        "sealed": "zeroblob(160)",
        "json": "{text}",
    },
    "postgresql": {
        "numbers": "WITH numbers AS (SELECT generate_series(1, {count})::bigint AS n)",
        "id": "lpad(to_hex(h), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0')",
        "at": "timestamptz '2026-11-24 12:00Z' + ({days}) * interval '1 day'",
        "day": "date '2026-11-24' + ({days})::int",
        "sealed": "decode(repeat('00', 160), 'hex')",
        "json": "{text}::jsonb",
    },
}
# `a`, `b`, `c`, `d` are numbers from 0 to 99, `e` from 0 to 42, each scattered in its own way.
_ROWS = """
INSERT INTO intake (
    id, reference, received_at, changed_at, method, language, kind, submitted_by, advocacy_services,
    contact_sealed, flags, is_urgent, closed_at, seen_at, triage_sealed, decisions, inbox_rank,
    due_on, audience, waits_for_advocate, assigned_to, passed_to, advocate_asked_at
)
{numbers},
scattered AS (SELECT n, n * 2654435761 % 4294967291 AS h FROM numbers),
mixed AS (
    SELECT n, h, h % 100 AS a, h / 100 % 100 AS b, h / 10000 % 100 AS c, h / 1000000 % 100 AS d,
        h / 100000000 AS e
    FROM scattered
),
told AS (
    SELECT *, a < 15 AS urgent, b < 20 AS waits, c < 30 AS unseen, d < {closed} AS is_closed
    FROM mixed
)
SELECT
    {id}, 'R' || n, {received}, {received},
    CASE WHEN c < 45 THEN 'Text message' WHEN c < 80 THEN 'Web form' WHEN c < 90 THEN 'Telephone'
        WHEN c < 95 THEN 'Letter' ELSE 'E-mail' END,
    CASE WHEN b < 85 THEN 'en' WHEN b < 93 THEN 'ar' WHEN b < 97 THEN 'cy' ELSE 'uk' END,
    'something_wrong', 'child', {no_services}, {sealed}, {flags}, urgent,
    CASE WHEN is_closed THEN {closed_at} END, CASE WHEN NOT unseen THEN {received} END, {sealed}, 1,
    CASE WHEN urgent AND unseen THEN 0 WHEN waits THEN 1 ELSE 2 END, {due_on},
    CASE WHEN d % 50 = 49 THEN 'cleared' ELSE 'care' END, waits,
    CASE WHEN a % 10 < 3 THEN NULL WHEN a % 10 < 6 THEN '{mine}' ELSE '{theirs}' END,
    CASE WHEN b % 10 = 0 THEN '{passed_to}' END, CASE WHEN waits THEN {received} END
FROM told
"""


def put_many(
    connection: Connection,
    count: int,
    closed: int,
    *,
    mine: StaffMember,
    theirs: StaffMember,
    passed_to: StaffMember,
) -> None:
    """Put `count` intakes into an empty table, `closed` in a hundred of them closed.

    Three in ten are nobody's, three are `mine`; one in ten is `passed_to` a manager. The indexes
    are made afterwards, which is how anything but a child's text comes into them quickly.
    """
    said = _SAID[connection.dialect.name]
    ago = "-(n % 200)"
    statement = _ROWS.format(
        numbers=said["numbers"].format(count=count),
        id=said["id"],
        received=said["at"].format(days=ago),
        closed_at=said["at"].format(days="-(n % 150)"),
        due_on=said["day"].format(days="e - 8"),
        sealed=said["sealed"],
        no_services=said["json"].format(text="'[]'"),
        flags=said["json"].format(text="""'[["urgent","self-harm","en"]]'"""),
        closed=closed,
        mine=mine.id,
        theirs=theirs.id,
        passed_to=passed_to.id,
    )
    indexes = list(IntakeRow.as_table().indexes)
    for index in indexes:
        index.drop(connection)
    # Its percent signs are sums, not places for values.
    connection.execution_options(no_parameters=True).exec_driver_sql(statement)
    for index in indexes:
        index.create(connection)
    connection.exec_driver_sql("ANALYZE")
