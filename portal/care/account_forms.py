"""Forms of the administrator's pages: who somebody is, and what they may do."""

from __future__ import annotations

from dataclasses import replace

from wtforms import BooleanField

from portal.desk.forms import Choice, DeskForm, Line, Needed, OneOf, SomeOf
from portal.domain.account import a_member
from portal.domain.staff import Role, StaffMember

_ROLES: list[Choice] = [
    (Role.OFFICER, "Officer", "Customer care: reads what comes in, and decides"),
    (Role.MANAGER, "Manager", "Answers at Stage One; sees only what was passed to them"),
    (
        Role.ADMINISTRATOR,
        "Administrator",
        "Looks after accounts and advocacy services; reads no intake by it",
    ),
]


_ADVOCATE: Choice = (
    Role.ADVOCATE,
    "Advocate",
    "Belongs to an advocacy service; sees only what was passed to it",
)


class NameForm(DeskForm):
    """What an advocate is called: nothing else of their account ever changes."""

    name = Line("Name", [Needed("Please give a name.")], description="As colleagues know them.")

    @classmethod
    def of(cls, one: StaffMember) -> NameForm:
        """The form as it begins for somebody."""
        return cls(data={"name": one.name})

    def changed(self, one: StaffMember) -> StaffMember:
        """Somebody as the form has them from now on."""
        return replace(one, name=self.name.data or "")


class ChangeForm(NameForm):
    """What somebody of the council is called and may do."""

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
            super().changed(one),
            roles=self.said_roles(),
            is_cleared=self.is_cleared.data,
            is_outside=self.is_outside.data,
        )


def form_for(one: StaffMember) -> type[NameForm]:
    """The form with which this account is changed."""
    return ChangeForm if one.service is None else NameForm


class AddForm(ChangeForm):
    """The same, for somebody new: of the council, or of an advocacy service."""

    email = Line(
        "E-mail address at work",
        [Needed("Please give an e-mail address.")],
        description="They sign in with it. It cannot be changed later.",
    )
    service = OneOf(
        "Advocacy service",
        description="Only for an advocate. It cannot be changed later: whoever moves to another"
        " service gets another account.",
    )

    def prepare(self, services: dict[str, str]) -> None:
        """Offer these services: their names by their keys."""
        self.roles.choices = [*_ROLES, _ADVOCATE]
        self.service.choices = [("", "None: they work for the council"), *services.items()]

    def member(self) -> StaffMember:
        """Somebody new, as the form has them.

        :raise portal.domain.account.AccountError: the address, name or roles cannot be.
        """
        return a_member(
            self.email.data or "",
            self.name.data or "",
            self.said_roles(),
            is_cleared=self.is_cleared.data,
            is_outside=self.is_outside.data,
            service=self.service.data or None,
        )
