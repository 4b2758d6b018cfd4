"""What belongs to whoever writes something down for a child, and is never the child's.

Their own name, number or address among the child's would lead to them, not to the child.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.domain.advocacy import AdvocacyService
from portal.domain.conflicts import service_called
from portal.domain.said import letters_and_digits
from portal.domain.same_name import same_name
from portal.domain.staff import StaffMember
from portal.services.office import Office

# A run of digits that a telephone could have; the last of them are the same however it is dialled.
_NUMBER = re.compile(r"\+?\d[\d\s().-]{5,}\d")
_DIALLED = 9
_FEWEST = 6


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """Somebody who tells us for a child, the advocacy service they are of, and how to reach them.

    `member` None: they have no account, and `name` is as they typed it. `service` None: they are
    of none. `contact` is as they typed it.
    """

    member: StaffMember | None
    service: AdvocacyService | None = None
    contact: str = ""
    name: str = ""

    def is_name(self, text: str) -> bool:
        """Whether a text is their name, in whatever order, or their service's, of any day."""
        of_service = self.service is not None and service_called(text, [self.service]) is not None
        own = self.member.name if self.member else self.name
        return of_service or (bool(own.strip()) and same_name(own, text))

    def reaches(self, text: str) -> bool:
        """Whether a text has an address or a number in it that reaches them or their service."""
        said, digits = text.casefold(), _digits(text)
        addresses = (one.email for one in (self.member, self.service) if one)
        has_address = any(one.casefold() in said for one in (*addresses, *self._typed()) if one)
        has_number = any(number in digits for number in self._numbers())
        return has_address or has_number or self._is_contact(text)

    def _is_contact(self, text: str) -> bool:
        """Whether a text is all that they typed, such as the address of a house."""
        own = letters_and_digits(self.contact)
        return bool(own) and letters_and_digits(text) == own

    def _typed(self) -> list[str]:
        return [part.strip("<>,;") for part in self.contact.split() if "@" in part]

    def _numbers(self) -> list[str]:
        phone = self.service.phone if self.service else None
        found = _NUMBER.findall(f"{self.contact}\n\n{phone or ''}")
        return [n for n in (_digits(one)[-_DIALLED:] for one in found) if len(n) >= _FEWEST]


def is_ours(office: Office, text: str) -> bool:
    """Whether a text is customer care's own number, however it is spaced."""
    digits, ours = _digits(text), _digits(office.settings.council_phone)
    return bool(ours) and digits.endswith(ours.lstrip("0"))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", letters_and_digits(text))
