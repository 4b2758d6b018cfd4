"""Forms of the administrator's pages: who somebody is, and what they may do."""

from __future__ import annotations

from dataclasses import replace

from wtforms import BooleanField

from portal.desk.forms import Choice, DeskForm, Line, Needed, SomeOf
from portal.domain.staff import Role, StaffMember
from portal.services.accounts import a_member

_ROLES: list[Choice] = [
    (Role.OFFICER, "Officer", "Customer care: reads what comes in, and decides"),
    (Role.MANAGER, "Manager", "Answers at Stage One; sees only what was passed to them"),
    (Role.ADMINISTRATOR, "Administrator", "Looks after accounts; reads no intake by it"),
]


class ChangeForm(DeskForm):
    """What somebody is called and may do."""

    name = Line("Name", [Needed("Please give a name.")], description="As colleagues know them.")
    roles = SomeOf("What they may do", choices=_ROLES)
    is_cleared = BooleanField(
        "Cleared for shielded intakes",
        description="May open what a child wants kept from somebody, before it is clear from whom.",
    )
    is_outside = BooleanField(
        "The named person outside customer care",
        description="This officer sees complaints about customer care itself, and nothing else.",
    )

    def said_roles(self) -> frozenset[Role]:
        """The roles that were chosen."""
        return frozenset(map(Role, self.roles.data or []))

    @classmethod
    def of(cls, one: StaffMember) -> ChangeForm:
        """The form as it begins for somebody."""
        values = {
            "name": one.name,
            "roles": sorted(one.roles),
            "is_cleared": one.is_cleared,
            "is_outside": one.is_outside,
        }
        return cls(data=values)

    def changed(self, one: StaffMember) -> StaffMember:
        """Somebody as the form has them from now on."""
        return replace(
            one,
            name=self.name.data or "",
            roles=self.said_roles(),
            is_cleared=self.is_cleared.data,
            is_outside=self.is_outside.data,
        )


class AddForm(ChangeForm):
    """The same, for somebody new."""

    email = Line(
        "E-mail address at work",
        [Needed("Please give an e-mail address.")],
        description="They sign in with it. It cannot be changed later.",
    )

    def member(self) -> StaffMember:
        """Somebody new, as the form has them.

        :raise portal.services.accounts.AccountError: the address, name or roles cannot be.
        """
        return a_member(
            self.email.data or "",
            self.name.data or "",
            self.said_roles(),
            is_cleared=self.is_cleared.data,
            is_outside=self.is_outside.data,
        )
