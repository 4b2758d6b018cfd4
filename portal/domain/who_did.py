"""Who did something, as colleagues read it: by name, and of which advocacy service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.clock import london_day
from portal.domain.staff import StaffMember


@dataclass(frozen=True, slots=True)
class WhoDid:
    """Everybody who ever had an account, and all advocacy services."""

    people: dict[str, StaffMember]
    services: tuple[AdvocacyService, ...]

    @classmethod
    def among(cls, people: Iterable[StaffMember], services: tuple[AdvocacyService, ...]) -> WhoDid:
        """Of these."""
        return cls({one.id: one for one in people}, services)

    def name(self, staff_id: str | None, at: datetime) -> str:
        """ "Una Day (Upfront)": the service as it was called then; "" where nobody has this id."""
        found = self.people.get(staff_id or "")
        if found is None:
            return ""
        service = service_named(found.service or "", self.services)
        return f"{found.name} ({service.name_on(london_day(at))})" if service else found.name
