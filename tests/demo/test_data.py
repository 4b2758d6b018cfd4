"""The invented data goes through the real services, once."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from portal.db import intakes, texts
from portal.demo.data import prepare
from sms.phone import take_first_texts
from tests.portal_client import office_of, records

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_it_is_taken_in_once(demo_app: Flask) -> None:
    office = office_of(demo_app)

    prepare(office, NOW, take_first_texts)
    prepare(office, NOW, take_first_texts)

    with office.database.read() as connection:
        assert intakes.how_many(connection) == 5
        assert texts.how_many(connection) == 3


def test_it_shows_both_languages_and_both_ways_in(demo_app: Flask) -> None:
    prepare(office_of(demo_app), NOW, take_first_texts)

    told = records(demo_app)

    assert {record["language"] for record in told} == {"en", "ar"}
    assert {record["method_of_receipt"] for record in told} == {"Web form", "Text message"}
    assert all(record["received_at"] < "2026-07-01T12" for record in told)
