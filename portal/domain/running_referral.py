"""What became of a service's part while it runs: its contract ended, or its advocate left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.referral_parts import Referral
from portal.domain.same_name import same_name
from portal.domain.staff import StaffMember


def contract_is_over(part: Referral, services: tuple[AdvocacyService, ...], day: date) -> bool:
    """Whether the service that has it has no contract for advocates on that day."""
    service = service_named(part.service, services)
    return service is not None and not service.is_open_on(day)


def has_left(advocate: str, service: str, people: Iterable[StaffMember]) -> bool:
    """Whether the account of the advocate whom this service named was closed.

    `people` is everybody with an account, those who left as well. Who never had one is still
    there, as far as anybody here knows.
    """
    named = [one for one in people if one.service == service and same_name(one.name, advocate)]
    return bool(named) and all(one.left_at is not None for one in named)
