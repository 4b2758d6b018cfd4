"""The administrator's pages: who has an account, what each may do, and a new way in for them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from portal.care.account_forms import AddForm, NameForm, form_for
from portal.db import staff
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.desk.pages import Problems, desk_page
from portal.domain.account import AccountError
from portal.domain.clock import london_day
from portal.domain.staff import Role, StaffMember
from portal.services import accounts, advocacy_services
from portal.services.accounts import By, OneTimePassword
from portal.web.app_office import now, office

_SAID = {
    "changed": "Saved.",
    "left": "They are signed out everywhere and can no longer sign in.",
    "second-factor": "They set up a new second step when they next sign in.",
    "sessions": "They are signed out everywhere.",
    "refused": "That was not done: nobody marks themselves, and whoever left gets no password.",
    "stale": "This page was open for a long time: please press the button once more.",
}
_ACTIONS: dict[str, Callable[..., object]] = {
    "left": accounts.leave,
    "second-factor": accounts.take_second_factor,
    "sessions": accounts.end_sessions,
}
_NEW_WAYS_IN: dict[str, Callable[..., None]] = {
    "one-time-password": accounts.give_one_time,
    "came-back": accounts.come_back,
}


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/staff", view_func=staff_list, endpoint="staff", methods=["GET"])
    care.add_url_rule("/staff/new", view_func=new_account, methods=["GET"])
    care.add_url_rule("/staff/new", view_func=add_account, methods=["POST"])
    care.add_url_rule("/staff/<staff_id>", view_func=account, methods=["GET"])
    care.add_url_rule("/staff/<staff_id>", view_func=change_account, methods=["POST"])
    actions = ",".join(map(repr, (*_ACTIONS, *_NEW_WAYS_IN)))
    address = f"/staff/<staff_id>/<any({actions}):action>"
    care.add_url_rule(address, view_func=act_on_account, methods=["POST"])


@open_to(Role.ADMINISTRATOR)
def staff_list() -> ResponseReturnValue:
    """Everybody, with what is missing among them."""
    with office().database.read() as connection:
        everybody = staff.every(connection)
        services = _names_of_services(connection)
    here = [one for one in everybody if one.left_at is None]
    officers = [one for one in here if one.has(Role.OFFICER)]
    return desk_page(
        "care/staff.html",
        page_title="Accounts",
        here=here,
        gone=[one for one in everybody if one.left_at is not None],
        services=services,
        nobody_cleared=not any(one.is_cleared and not one.is_outside for one in officers),
        nobody_outside=not any(one.is_outside for one in officers),
    )


@open_to(Role.ADMINISTRATOR)
def new_account() -> ResponseReturnValue:
    """Ask who it is; from a service's page, an advocate of that service."""
    service = request.args.get("service", "")
    first = {"service": service, "roles": [Role.ADVOCATE]} if service else {}
    return _add_page(_add_form(**first))


@open_to(Role.ADMINISTRATOR)
def add_account() -> ResponseReturnValue:
    """Keep somebody new, and show their one-time password."""
    form = _add_form()
    if not form.validate():
        return _add_page(form, form.problems()), 400
    try:
        added, new = form.member(), OneTimePassword.make()
        with office().database.write() as connection:
            accounts.add(connection, office(), added, new, _by())
    except AccountError as refused:
        return _add_page(form, [(refused.field, str(refused))]), 400
    return _one_time_page(added, new)


@open_to(Role.ADMINISTRATOR)
def account(staff_id: str) -> ResponseReturnValue:
    """One account."""
    one = _opened(staff_id)
    return _page(one, form_for(one).of(one))


@open_to(Role.ADMINISTRATOR)
def change_account(staff_id: str) -> ResponseReturnValue:
    """Keep what changed."""
    one = _opened(staff_id)
    form = form_for(one)()
    if not form.validate():
        return _page(one, form, form.problems()), 400
    try:
        with office().database.write() as connection:
            accounts.change(connection, office(), form.changed(one), _by())
    except AccountError as refused:
        return _page(one, form, [(refused.field, str(refused))]), 400
    return _back_to(one, "changed")


@open_to(Role.ADMINISTRATOR)
def act_on_account(staff_id: str, action: str) -> ResponseReturnValue:
    """Do what one of the page's buttons says; a new way in is shown this once."""
    one = _opened(staff_id)
    if not DeskForm().validate():
        return _back_to(one, "stale")
    try:
        if action in _NEW_WAYS_IN:
            return _new_way_in(one, action)
        with office().database.write() as connection:
            _ACTIONS[action](connection, office(), staff_id, _by())
    except AccountError:
        return _back_to(one, "refused")
    return _back_to(one, action)


def _new_way_in(one: StaffMember, action: str) -> str:
    new = OneTimePassword.make()
    with office().database.write() as connection:
        _NEW_WAYS_IN[action](connection, office(), one.id, new, _by())
    return _one_time_page(one, new)


def _opened(staff_id: str) -> StaffMember:
    with office().database.read() as connection:
        found = staff.get(connection, office().keyring, staff_id)
    return found.member if found else abort(404)


def _by() -> By:
    return By(member().id, now())


def _back_to(one: StaffMember, done: str) -> ResponseReturnValue:
    return redirect(url_for("care.account", staff_id=one.id, done=done), 303)


def _names_of_services(connection: Connection) -> dict[str, str]:
    """What every advocacy service is called today, by its key."""
    services = advocacy_services.every(connection, office())
    return {one.key: one.name_on(london_day(now())) for one in services}


def _add_form(**first: object) -> AddForm:
    form = AddForm(data=first)
    with office().database.read() as connection:
        form.prepare(_names_of_services(connection))
    return form


def _add_page(form: AddForm, problems: Problems = ()) -> str:
    return desk_page(
        "care/staff-add.html",
        page_title="Add somebody",
        form=form,
        problems=problems,
    )


def _page(one: StaffMember, form: NameForm, problems: Problems = ()) -> str:
    with office().database.read() as connection:
        kept = staff.get(connection, office().keyring, one.id)
        services = _names_of_services(connection)
    return desk_page(
        "care/staff-account.html",
        page_title=one.name,
        one=one,
        service=services.get(one.service or "", ""),
        has_second_step=kept is not None and kept.totp_secret is not None,
        form=form,
        problems=problems,
        done=_SAID.get(request.args.get("done", "")),
        hand_over=url_for("care.hand_over_all", giver=one.id),
    )


def _one_time_page(one: StaffMember, new: OneTimePassword) -> str:
    return desk_page(
        "care/one-time.html", page_title="A one-time password", one=one, words=new.words
    )
