"""What the demo's register shows of the files that were delivered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from portal.demo.received import received

AT = datetime(2026, 7, 1, 15, 30, tzinfo=UTC)
CONTACT = ("way", "details", "texting_address", "best_times", "who_else_sees")


def _deliver(folder: Path, subject: str, version: int = 1, **data: Any) -> None:
    event = {
        "subject": subject,
        "subjectversion": version,
        "time": (AT + timedelta(minutes=version)).isoformat(),
        "data": {
            "received_at": "2026-07-01T15:30:00Z",
            "read_by": "2026-07-03",
            "answer_by": "2026-07-15",
            "method_of_receipt": "Text message",
            "language": "en",
            "words": [{"text": "They took my phone"}],
            "flags": [],
            "advocacy": {"services": []},
            "contact": dict.fromkeys(CONTACT),
            "person": dict.fromkeys(("name", "age_band", "looked_after", "feels_safe")),
            "kind": None,
            "desired_outcome": None,
            "should_not_see": None,
            **data,
        },
    }
    file = folder / f"{subject}-{version:04}.json"
    file.write_text(json.dumps(event), "utf-8")


def test_before_anything_came_there_is_nothing(tmp_path: Path) -> None:
    assert received(tmp_path) == []
    assert received(tmp_path / "not-made-yet") == []


def test_the_newest_comes_first_and_says_what_it_replaces(tmp_path: Path) -> None:
    _deliver(tmp_path, "AAA")
    _deliver(tmp_path, "BBB", version=1)
    _deliver(tmp_path, "BBB", version=2)

    found = [
        (r.event["subject"], r.event["subjectversion"], r.replaced_by) for r in received(tmp_path)
    ]

    assert found[0] == ("BBB", 2, None)
    assert sorted(found[1:]) == [("AAA", 1, None), ("BBB", 1, 2)]


def test_a_file_that_is_still_being_written_is_not_a_record(tmp_path: Path) -> None:
    (tmp_path / ".AAA-0001.json.1f.part").write_text('{"half', "utf-8")

    assert received(tmp_path) == []


def test_times_are_told_in_london_and_empty_facts_left_out(tmp_path: Path) -> None:
    _deliver(tmp_path, "AAA")

    facts = dict(received(tmp_path)[0].facts)

    assert facts["Received"] == "Wednesday 1 July, 16:30"
    assert facts["Answer by"] == "Wednesday 15 July"
    assert not {"Flags", "Advocacy", "Safe contact"} & set(facts)


def test_flags_services_and_contact_are_told_in_words(tmp_path: Path) -> None:
    flag = {"flag": "urgent", "rule": "locked-in", "language": "en"}
    _deliver(
        tmp_path,
        "AAA",
        flags=[flag, flag],
        advocacy={"services": [{"key": "upfront", "name": "Upfront"}]},
        contact={
            "way": "do_not_contact",
            "details": None,
            "texting_address": "+447700900101",
            "best_times": "After 4",
            "who_else_sees": "my carer",
        },
        should_not_see="Not Dave",
    )

    facts = dict(received(tmp_path)[0].facts)

    assert facts["Flags"] == "urgent (locked-in)"
    assert facts["Advocacy"] == "Upfront"
    assert facts["Safe contact"] == (
        "do not contact, +447700900101, After 4, also seen by: my carer"
    )
    assert facts["Who should not see it"] == "Not Dave"


def test_the_json_is_whole_and_readable(tmp_path: Path) -> None:
    _deliver(tmp_path, "AAA", words=[{"text": "أخذوا <3 \u200c &lt;"}])

    record = received(tmp_path)[0]

    assert json.loads(record.text) == record.event
    assert "أخذوا <3 \u200c &lt;" in record.text
