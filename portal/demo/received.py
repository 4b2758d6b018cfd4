"""What the demo's register received: the files that `flask register deliver --to dir:` wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.domain.clock import London

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Received:
    """One record as it arrived. `replaced_by` is the newest version, None where this is it."""

    event: dict[str, Any]
    replaced_by: int | None

    @property
    def record(self) -> dict[str, Any]:
        """The intake in the register's words."""
        found: dict[str, Any] = self.event["data"]
        return found

    @property
    def words(self) -> list[str]:
        """What the child said, each text or form on its own."""
        return [said["text"] for said in self.record["words"]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What somebody who opens the record looks for first, in words."""
        record, person = self.record, self.record["person"]
        flags = {f"{flag['flag']} ({flag['rule']})": None for flag in record["flags"]}
        facts = [
            ("Received", _in_london(record["received_at"])),
            ("Read by", _day(record["read_by"])),
            ("Answer by", _day(record["answer_by"])),
            ("How", record["method_of_receipt"]),
            ("Language", record["language"]),
            ("Who should not see it", record["should_not_see"]),
            ("Feels safe", _in_words(person["feels_safe"])),
            ("About", _in_words(record["kind"])),
            ("Wants", record["desired_outcome"]),
            ("Name", person["name"]),
            ("Age", _in_words(person["age_band"])),
            ("Lives in care", _in_words(person["looked_after"])),
            ("Flags", ", ".join(flags)),
            ("Advocacy", ", ".join(service["name"] for service in record["advocacy"]["services"])),
            ("Safe contact", _contact(record["contact"])),
        ]
        return [(name, value) for name, value in facts if value]

    @property
    def text(self) -> str:
        """The whole event as JSON, for reading."""
        return json.dumps(self.event, ensure_ascii=False, indent=2)


def received(folder: Path) -> list[Received]:
    """The last 50 records, newest first; none where nothing was delivered yet."""
    events = [json.loads(file.read_bytes()) for file in folder.glob("*.json")]
    events.sort(key=lambda event: (event["time"], event["subjectversion"]), reverse=True)
    newest: dict[str, int] = {}
    for event in events:
        newest.setdefault(event["subject"], event["subjectversion"])
    return [Received(event, _replaced_by(event, newest)) for event in events[:_SHOWN]]


def _replaced_by(event: dict[str, Any], newest: dict[str, int]) -> int | None:
    version = newest[event["subject"]]
    return version if version > event["subjectversion"] else None


def _contact(contact: dict[str, Any]) -> str:
    parts = (
        _in_words(contact["way"]),
        contact["details"],
        contact["texting_address"],
        contact["best_times"],
        contact["who_else_sees"] and f"also seen by: {contact['who_else_sees']}",
    )
    return ", ".join(part for part in parts if part)


def _in_words(value: str | None) -> str:
    return (value or "").replace("_", " ")


def _in_london(moment: str) -> str:
    at = datetime.fromisoformat(moment).astimezone(London)
    return f"{_day(at.date().isoformat())}, {at:%H:%M}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%A} {day.day} {day:%B}"
