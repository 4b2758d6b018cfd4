"""The schemas are where a register finds them: at an address, and in the database."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from portal.db.register_schemas import RegisterSchemaRow
from portal.domain.record import RECORD_VERSION, SCHEMA_ID
from portal.register import schemas
from tests.portal_client import an_app, office_of


@pytest.mark.parametrize("version", schemas.versions())
def test_each_version_is_served_as_it_was(migrated_database_url: str, version: str) -> None:
    app = an_app(migrated_database_url)

    answer = app.test_client().get(f"/register/schemas/{version}.json")

    assert answer.mimetype == "application/schema+json"
    assert answer.json == json.loads(schemas.text_of(version))
    office_of(app).database.close()


def test_there_is_no_other(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    for version in ("1.99", "../../settings", "1"):
        assert app.test_client().get(f"/register/schemas/{version}.json").status_code == 404
    office_of(app).database.close()


def test_an_upgrade_puts_them_into_the_database(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    for _ in range(2):
        assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0

    with office_of(app).database.read() as connection:
        found = connection.execute(select(RegisterSchemaRow.as_table()))
        kept = {row.id: row.document for row in found}
    assert kept == schemas.documents()
    assert kept[SCHEMA_ID] == schemas.text_of(RECORD_VERSION)
    office_of(app).database.close()
