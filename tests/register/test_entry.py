"""The event that a record becomes on its way out."""

from __future__ import annotations

import json
import re

from tests.register.telling import WORDS, an_entry, texts


def test_an_entry_becomes_one_whole_cloudevent() -> None:
    entry = an_entry()

    event = json.loads(entry.to_json())

    assert event.pop("data") == entry.data
    assert event == {
        "specversion": "1.0",
        "id": "e-1",
        "source": "urn:heard:test",
        "type": "uk.heard.intake.received.v1",
        "subject": "K7M2QX",
        "subjectversion": 1,
        "time": "2026-11-23T12:00:00.000000Z",
        "datacontenttype": "application/json",
        "dataschema": "urn:heard:schema:record:1.5",
        "datasha256": entry.data_sha256,
    }


def test_the_words_go_out_as_they_came_in() -> None:
    event = json.loads(an_entry().to_json())

    assert texts(event["data"]) == [WORDS]


def test_every_attribute_has_a_name_that_cloudevents_allows() -> None:
    assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in json.loads(an_entry().to_json()))


def test_the_same_entry_is_the_same_bytes_each_time() -> None:
    assert an_entry().to_json() == an_entry().to_json()
