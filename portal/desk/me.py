"""Your own account: password, recovery codes, and signing out everywhere."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField

from portal.db import audit, recovery_codes
from portal.db.staff import Account
from portal.desk import device, session, steps
from portal.desk.access import ANYBODY_OF_THE_DESK, here, member, open_to
from portal.desk.forms import DeskForm, Needed
from portal.desk.own_password import OwnPasswordForm, keep_password
from portal.desk.pages import Problems, desk_page
from portal.desk.second_step import recovery_codes_page
from portal.services import accounts, second_factor
from portal.services import sign_in as signing_in
from portal.services.accounts import By
from portal.services.sign_in import RunOutError, TooManyError, WrongError
from portal.web.app_office import now, office

_WRONG = "That is not your password now."
_DONE = {"password": "Your new password is kept. You are signed out everywhere else."}


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/me", view_func=me, methods=["GET"])
    care.add_url_rule("/me/password", view_func=change_password, methods=["POST"])
    care.add_url_rule("/me/recovery-codes", view_func=renew_codes, methods=["POST"])
    care.add_url_rule("/me/sign-out-everywhere", view_func=sign_out_everywhere, methods=["POST"])


class PasswordForm(OwnPasswordForm):
    """A new password, and the one of now."""

    password = PasswordField(
        "Your password now",
        [Needed("Please type your password.")],
        render_kw={"autocomplete": "current-password"},
    )


class CodesForm(DeskForm):
    """The password of now: whoever finds a session open makes no way in for later."""

    password_now = PasswordField(
        "Your password now", render_kw={"autocomplete": "current-password"}
    )


@open_to(*ANYBODY_OF_THE_DESK)
def me() -> ResponseReturnValue:
    """The page."""
    return _page(PasswordForm())


@open_to(*ANYBODY_OF_THE_DESK)
def change_password() -> ResponseReturnValue:
    """Keep a new password: the session goes on with a new token, and every other one ends."""
    form, account = PasswordForm(), _account()
    if not form.validate():
        return _page(form, form.problems()), 400
    if problem := _not_proven(account, form.password):
        return _page(form, [problem]), 401
    if wrong := form.what_is_wrong(account):
        return _page(form, [wrong]), 400
    kept = keep_password(account, form.new_password.data or "")
    with office().database.write() as connection:
        token = session.begin(connection, kept, is_full=True)
    answer = make_response(redirect(url_for("desk.me", done="password"), 303))
    return steps.let_on(answer, token, kept, is_full=True)


@open_to(*ANYBODY_OF_THE_DESK)
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them this once."""
    form, account = CodesForm(), _account()
    if not form.validate() or account.totp_secret is None:
        return redirect(url_for("desk.me"), 303)
    # Whoever comes by single sign-in alone has no password to type.
    if account.password_hash and (problem := _not_proven(account, form.password_now)):
        return _page(PasswordForm(), [problem]), 401
    staff_id = account.member.id
    with office().database.write() as connection:
        codes = second_factor.new_recovery_codes(connection, office(), staff_id)
        audit.append(connection, audit.Entry(now(), staff_id, "recovery codes made", staff_id))
    return recovery_codes_page(codes, url_for("desk.me"))


@open_to(*ANYBODY_OF_THE_DESK)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this person, here as well."""
    if not DeskForm().validate():
        return redirect(url_for("desk.me"), 303)
    staff_id = member().id
    with office().database.write() as connection:
        accounts.end_sessions(connection, office(), staff_id, By(staff_id, now()))
    gone = make_response(redirect(url_for("desk.sign_in", done="signed-out"), 303))
    return session.drop_cookie(gone)


def _not_proven(account: Account, field: PasswordField) -> tuple[str, str] | None:
    """Why this is not the person's password now; a stolen session may not guess for ever."""
    whence = device.whence(account.member.id)
    try:
        said = field.data or ""
        signing_in.prove_password(office(), account.member.email, account, said, whence)
    except TooManyError as refused:
        return "", steps.wait_for(refused)
    except (WrongError, RunOutError):
        return field.name, _WRONG
    return None


def _account() -> Account:
    return here().account


def _page(form: PasswordForm, problems: Problems = ()) -> str:
    account = _account()
    with office().database.read() as connection:
        codes = recovery_codes.left(connection, account.member.id)
    return desk_page(
        "desk/me.html",
        page_title="Your account",
        form=form,
        codes_form=CodesForm(),
        problems=problems,
        account=account,
        codes_left=codes,
        done=_DONE.get(request.args.get("done", "")),
    )
