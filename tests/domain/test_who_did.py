"""Who did something is named with their service, as it was called on that day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portal.domain.staff import Role, StaffMember
from portal.domain.who_did import WhoDid
from tests.domain.deciding import OVER, TO_COME, UPFRONT

UNA = StaffMember("u", "una@upfront.example", "Una", frozenset({Role.ADVOCATE}), service="upfront")
OLU = StaffMember("o", "olu@kent.example", "Olu", frozenset({Role.OFFICER}))
LOST = StaffMember("l", "lo@else.example", "Lo", frozenset({Role.ADVOCATE}), service="no-more")
WHO = WhoDid.among((UNA, OLU, LOST), (UPFRONT, OVER, TO_COME))
BEFORE, AFTER = datetime(2026, 11, 30, 12, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("staff_id", "at", "name"),
    [
        ("u", BEFORE, "Una (Upfront)"),
        ("u", AFTER, "Una (Up Front Kent)"),
        ("o", AFTER, "Olu"),
        ("l", AFTER, "Lo"),
        ("nobody", AFTER, ""),
        (None, AFTER, ""),
    ],
)
def test_they_are_named_with_their_service_of_that_day(
    staff_id: str | None, at: datetime, name: str
) -> None:
    assert WHO.name(staff_id, at) == name
