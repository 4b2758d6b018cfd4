"""Signing in with the council's own OpenID Connect provider: only where its settings are set.

Nobody is created: an account is found by the subject it is bound to, or, the first time, by an
e-mail address that the provider says it verified. It counts as both steps only where the token
says that the provider asked for more than one (`amr` has "mfa").
"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, current_app, g, url_for
from flask import session as cookie
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from portal.db import audit, staff, staff_sessions
from portal.db.staff import Account
from portal.desk import held, steps
from portal.desk.access import Access, open_to
from portal.desk.pages import desk_page
from portal.desk.session import kept_session
from portal.services import sign_in as signing_in
from portal.web.app_office import now, office

_START = "desk.start_sso"
_NOBODY = "Nobody has an account here for whom you are there. Please ask an administrator."
_FAILED = "It did not let us know who you are. Please try again."
_AWAY = "It does not answer just now. Please try again in a few minutes."


def add_routes(care: Blueprint) -> None:
    """Its addresses, where the provider is set."""
    care.record(_add_where_set)


def _add_where_set(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    with app.app_context():
        settings = office().settings
    if not settings.sso_issuer:
        return
    # authlib is an extra: only who uses it needs it installed.
    from portal.desk.openid import init_openid

    init_openid(app, settings)
    state.add_url_rule("/sso", view_func=start_sso, methods=["GET"])
    state.add_url_rule("/sso/back", view_func=back_from_sso, methods=["GET"])


def is_set() -> bool:
    """Whether one may sign in this way."""
    return _START in current_app.view_functions


def keep(sealed: str) -> None:
    """Keep a held form with the session that is over: a link to the provider cannot carry it."""
    before = kept_session()
    form = held.opened(sealed, before.staff_id) if before and is_set() else None
    if before and form:
        with office().database.write() as connection:
            staff_sessions.hold(connection, office().keyring, before.id, form)


@open_to(Access.ANYONE)
def start_sso() -> ResponseReturnValue:
    """Go to the provider. A link, for a form may lead to no other site."""
    from portal.desk.openid import AwayError, to_provider

    cookie[steps.TO] = steps.asked_for()
    back_to = office().settings.public_base_urls[0] + url_for("desk.back_from_sso")
    try:
        return to_provider(back_to)
    except AwayError:
        return _refused(_AWAY), 503


@open_to(Access.ANYONE)
def back_from_sso() -> ResponseReturnValue:
    """Take the first step, or both, for whom the provider let in."""
    from portal.desk.openid import NotToldError, told

    g.desk_to = cookie.pop(steps.TO, "")
    try:
        said = told(office().settings)
    except NotToldError:
        return _refused(_FAILED), 401
    with office().database.write() as connection:
        account = _found(connection, said.subject, said.email)
    if account is None:
        return _refused(_NOBODY), 401
    form = held.opened(held.carried(), account.member.id)
    return steps.step_on(account, how="sso", form=form, is_full=said.is_by_two_steps or None)


def _found(connection: Connection, subject: str, email: str | None) -> Account | None:
    """Whose account it is; one found by its address is bound to the subject from now on."""
    keyring = office().keyring
    account = staff.find_by_subject(connection, keyring, subject)
    if account is None and email:
        account = signing_in.find(connection, office(), email)
        if account is None or account.sso_subject or account.member.left_at:
            return None
        staff_id = account.member.id
        staff.set_columns(connection, staff_id, sso_subject=subject)
        audit.append(connection, audit.Entry(now(), staff_id, "account bound", staff_id))
    return account if account and account.member.left_at is None else None


def _refused(message: str) -> str:
    return desk_page("desk/sso.html", page_title="You are not signed in", message=message)
