"""A record that a consumer has claimed, and the event that it becomes on its way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from portal.db.database import canonical_json

MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the queue while it is leased.

    `data` holds what somebody told us, so it stands in no repr.
    """

    event_id: str
    event_type: str
    spec_version: str
    source: str
    data_schema: str
    subject: str
    subject_version: int
    occurred_at: datetime
    data: dict[str, Any] = field(repr=False)
    data_sha256: str
    claims: int
    refusals: int
    lease_token: str
    lease_until: datetime

    def to_json(self) -> bytes:
        """The whole event as one CloudEvent in JSON: the same bytes each time it is delivered."""
        event = {
            "specversion": self.spec_version,
            "id": self.event_id,
            "source": self.source,
            "type": self.event_type,
            "subject": self.subject,
            "subjectversion": self.subject_version,
            "time": _time(self.occurred_at),
            "datacontenttype": "application/json",
            "dataschema": self.data_schema,
            "datasha256": self.data_sha256,
            "data": self.data,
        }
        return canonical_json(event).encode()


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
