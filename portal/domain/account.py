"""What somebody's account can be: an address, a name, roles, and for an advocate a service."""

from __future__ import annotations

from portal.domain.intake import new_id
from portal.domain.mail_address import is_address
from portal.domain.names import LONGEST_NAME, in_a_line
from portal.domain.staff import Role, StaffMember


class AccountError(RuntimeError):
    """An account cannot be like this: the field it is about, and why, in a sentence."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(said)
        self.field = field


def a_member(
    email: str,
    name: str,
    roles: frozenset[Role],
    *,
    is_cleared: bool = False,
    is_outside: bool = False,
    service: str | None = None,
) -> StaffMember:
    """Somebody new. `service` is the key of the advocacy service they belong to.

    :raise AccountError: the address, the name or the roles cannot be.
    """
    email, name = email.strip().lower(), in_a_line(name)
    if not is_address(email):
        raise AccountError("email", "Please give an e-mail address, like ada.day@council.gov.uk.")
    member = StaffMember(
        new_id(), email, name, roles, is_cleared, is_outside, service=service or None
    )
    refuse_account(member)
    return member


def refuse_account(member: StaffMember) -> None:
    """Pass in silence.

    :raise AccountError: the name, the roles or the service cannot be.
    """
    name, roles = member.name, member.roles
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise AccountError("name", f"Please give a name of at most {LONGEST_NAME} characters.")
    if not roles:
        raise AccountError("roles", "Please choose at least one role.")
    # Who speaks up for a child never considers the complaint: SI 2004/719, regulation 3.
    if Role.ADVOCATE in roles and len(roles) > 1:
        raise AccountError("roles", "An advocate has no other role here.")
    if Role.ADVOCATE in roles and (member.is_cleared or member.is_outside):
        raise AccountError("roles", "An advocate is not of customer care.")
    if (Role.ADVOCATE in roles) is (member.service is None):
        said = "Please say to which advocacy service they belong."
        raise AccountError(
            "service", said if Role.ADVOCATE in roles else "Only an advocate has one."
        )
