"""What was queued by an older version is handed over as it is, and followed by the newer one."""

from __future__ import annotations

import json
from pathlib import Path

from portal.db.database import Database
from portal.domain.record import SCHEMA_ID
from portal.register.queue import sha256_of
from tests.register.telling import acknowledged, an_intake, claimed, kept, rows, tell, tell_more

OLD = "urn:heard:schema:record:1.0"
GOLDEN = Path(__file__).parents[1] / "domain" / "records" / "bare-1.0.json"


def test_a_row_of_the_version_before_is_delivered_and_its_next_is_of_the_new(
    database: Database,
) -> None:
    record = json.loads(GOLDEN.read_text("utf-8"))
    with database.write() as connection:
        intake = tell(connection, an_intake())
        old = {"data": record, "data_schema": OLD, "data_sha256": sha256_of(record)}
        connection.execute(rows.update().values(old))

    [first] = claimed(database)
    with database.write() as connection:
        tell_more(connection, intake, "and more")
    acknowledged(database, first)
    [second] = claimed(database)

    assert json.loads(first.to_json())["dataschema"] == first.data["schema"] == OLD
    assert first.data == record
    assert (second.data_schema, second.subject_version) == (SCHEMA_ID, 2)


def test_a_row_that_nobody_claimed_is_refreshed_to_the_new_version(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
        connection.execute(rows.update().values(data_schema=OLD))
        tell_more(connection, intake, "and more")

    [row] = kept(database)
    assert (row.data_schema, row.data["schema"]) == (SCHEMA_ID, SCHEMA_ID)
