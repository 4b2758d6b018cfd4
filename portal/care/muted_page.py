"""Muted and blocked phones: muting one on an intake, and the list that is looked through weekly."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import mutes as kept
from portal.db import staff
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm, Lines, Needed
from portal.desk.pages import Problems, desk_page
from portal.domain.decisions import RefusedError
from portal.domain.staff import Role
from portal.services import desk, mutes
from portal.services.mutes import Held, UnknownMuteError
from portal.web.app_office import now, office

ACTIONS = ("keep", "lift", "take-in", "propose", "confirm", "unblock")


class MuteForm(DeskForm):
    """Why a phone is muted."""

    reason = Lines("Why?", [Needed("Please say why.")])


def add_routes(care: Blueprint) -> None:
    """The list, what is done with one, and muting."""
    care.add_url_rule("/muted", view_func=muted, methods=["GET"])
    act_on = f"/muted/<phone_id>/<any({','.join(map(repr, ACTIONS))}):act>"
    care.add_url_rule(act_on, view_func=act_on_muted, methods=["POST"])
    mute = "/intakes/<reference>/mute"
    care.add_url_rule(mute, view_func=mute_form, methods=["GET"])
    care.add_url_rule(mute, view_func=mute_phone, methods=["POST"])


@open_to(Role.OFFICER)
def muted() -> str:
    """All that this officer may know of; what is due for a look is marked."""
    with office().database.read() as connection:
        listed = kept.listed(connection, office().keyring, member())
        names = staff.names(connection)
    return desk_page(
        "care/muted.html",
        page_title="Muted phones",
        listed=listed,
        names=names,
        now=now(),
        form=DeskForm(),
    )


@open_to(Role.OFFICER)
def act_on_muted(phone_id: str, act: str) -> ResponseReturnValue:
    """Do it, in one press, and go back to the list."""
    if not DeskForm().validate():
        abort(400)
    try:
        with office().database.write() as connection:
            _act(Held(connection, office(), member(), phone_id), act)
    except UnknownMuteError:
        # Lifted meanwhile, or not for this person: the list says what there is.
        return redirect(url_for("care.muted"), 303)
    except RefusedError:
        return redirect(url_for("care.muted", said="two-to-block"), 303)
    return redirect(url_for("care.muted"), 303)


def _act(held: Held, act: str) -> None:
    reason = request.form.get("reason", "")[:2000]
    acts: dict[str, Callable[[], object]] = {
        "keep": lambda: held.stay(now()),
        "lift": lambda: held.lift(now()),
        "take-in": lambda: held.take_in(now()),
        "propose": lambda: held.propose(reason, now()),
        "confirm": lambda: held.confirm(now()),
        "unblock": lambda: held.unblock(now()),
    }
    acts[act]()


@open_to(Role.OFFICER)
def mute_form(reference: str) -> str:
    """What muting means, and why. Nothing of the intake stands on it but its reference."""
    return _mute_page(reference, MuteForm())


@open_to(Role.OFFICER)
def mute_phone(reference: str) -> ResponseReturnValue:
    """Mute it."""
    form = MuteForm()
    if not form.validate():
        return _mute_page(reference, form, form.problems()), 400
    try:
        with office().database.write() as connection:
            mutes.mute(connection, office(), member(), reference, form.reason.data or "", now())
    except RefusedError as refused:
        return _mute_page(reference, form, [(refused.field, str(refused))]), 400
    return redirect(url_for("care.muted"), 303)


def _mute_page(reference: str, form: MuteForm, problems: Problems = ()) -> str:
    with office().database.read() as connection:
        intake = desk.find(connection, office(), member(), reference).intake
    return desk_page(
        "care/mute.html",
        page_title=f"{reference}: mute its phone",
        intake=intake,
        form=form,
        problems=problems,
    )
