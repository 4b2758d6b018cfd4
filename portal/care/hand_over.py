"""Everything that a colleague has, in one go to another."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import staff
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm, Needed, OneOf
from portal.desk.pages import Problems, desk_page
from portal.domain.staff import Role, StaffMember
from portal.services.hand_over import hand_over
from portal.web.app_office import office


class HandOverForm(DeskForm):
    """From whom, and to whom."""

    giver = OneOf("From whom?", [Needed("Please choose from whom.")])
    receiver = OneOf("To whom?", [Needed("Please choose to whom.")])

    def prepare(self, everybody: list[StaffMember]) -> None:
        """From anybody, those who left as well, to whoever still deals with intakes or answers.

        No advocate has anything to give: what a service has is the service's.
        """
        of_the_council = [one for one in everybody if one.service is None]
        self.giver.choices = [
            (one.id, one.name, "left" if one.left_at else "")
            for one in sorted(of_the_council, key=lambda one: one.left_at is None)
        ]
        self.receiver.choices = [
            (one.id, one.name) for one in everybody if one.has(Role.OFFICER, Role.MANAGER)
        ]

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong; nobody gives to themselves."""
        found = super().problems()
        if not found and self.giver.data == self.receiver.data:
            return [("receiver", "Please choose somebody else to have it.")]
        return found


def add_routes(care: Blueprint) -> None:
    """Its address."""
    care.add_url_rule("/hand-over", view_func=hand_over_all, methods=["GET"])
    care.add_url_rule("/hand-over", view_func=hand_over_now, methods=["POST"])


@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def hand_over_all() -> ResponseReturnValue:
    """Ask from whom and to whom; below what was moved, where something was."""
    form, names = _form({"giver": request.args.get("giver", "")})
    counts = {name: request.args.get(name, 0, type=int) for name in ("moved", "stay", "more")}
    return _page(form, names, counts=counts if "moved" in request.args else None)


@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def hand_over_now() -> ResponseReturnValue:
    """Move what the receiver may have; the page says how many, and how many stay."""
    form, names = _form()
    if not form.validate() or form.problems():
        return _page(form, names, problems=form.problems()), 400
    giver, receiver = form.giver.data or "", form.receiver.data or ""
    done = hand_over(office(), member(), giver, receiver)
    address = url_for(
        "care.hand_over_all",
        giver=giver,
        moved=done.moved,
        stay=done.stay,
        more=0 if done.is_done else 1,
    )
    return redirect(address, 303)


def _form(data: dict[str, str] | None = None) -> tuple[HandOverForm, dict[str, str]]:
    """The form, and everybody's name."""
    with office().database.read() as connection:
        everybody = staff.every(connection)
    form = HandOverForm(data=data)
    form.prepare(everybody)
    return form, {one.id: one.name for one in everybody}


def _page(
    form: HandOverForm,
    names: dict[str, str],
    problems: Problems = (),
    counts: dict[str, int] | None = None,
) -> str:
    title = "Hand over all that a colleague has"
    return desk_page(
        "care/hand-over.html",
        page_title=title,
        title=title,
        form=form,
        giver=names.get(form.giver.data or "", ""),
        problems=problems,
        counts=counts,
    )
