"""Signing in by password, and signing out."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from portal.db import audit
from portal.db.staff import Account
from portal.desk import device, held, session, sso, steps
from portal.desk.access import Access, open_to
from portal.desk.forms import DeskForm, Line, Needed
from portal.desk.pages import Problems, desk_page
from portal.services import sign_in as signing_in
from portal.services.sign_in import RunOutError, TooManyError, WrongError
from portal.web.app_office import now, office

_WRONG = "That e-mail address and password do not go together. Please try again."
_RUN_OUT = "This one-time password is over. Please ask an administrator for a new one."


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/sign-in", view_func=sign_in, methods=["GET"])
    care.add_url_rule("/sign-in", view_func=sign_in_with_password, methods=["POST"])
    care.add_url_rule("/sign-out", view_func=sign_out, methods=["POST"])


class SignInForm(DeskForm):
    """E-mail address and password."""

    email = Line(
        "E-mail address",
        [Needed("Please type your e-mail address.")],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Password",
        [Needed("Please type your password.")],
        render_kw={"autocomplete": "current-password"},
    )


@open_to(Access.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail address and password."""
    found = session.signed_in()
    if found and found.is_full:
        return redirect(steps.place_for(found.account, None), 303)
    return _page(SignInForm(), held.carried())


@open_to(Access.ANYONE)
def sign_in_with_password() -> ResponseReturnValue:
    """Take the first step; an unknown address and a wrong password get the same answer."""
    form, carried = SignInForm(), held.carried()
    if not form.validate():
        return _page(form, carried, form.problems()), 400
    try:
        account = _proven(form)
    except WrongError:
        return _page(form, carried, [("email", _WRONG)]), 401
    except RunOutError:
        return _page(form, carried, [("password", _RUN_OUT)]), 401
    except TooManyError as refused:
        return _page(form, carried, [("", steps.wait_for(refused))]), 429
    return steps.step_on(account, how="password", form=held.opened(carried, account.member.id))


def ask_again() -> ResponseReturnValue:
    """Ask somebody whose session is over to sign in; what they had typed comes back afterwards."""
    carried = held.of_this_request()
    sso.keep(carried)
    return _page(SignInForm(MultiDict()), carried, is_again=True), 401


@open_to(Access.ANYONE)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    if not DeskForm().validate():
        return redirect(url_for("desk.me" if session.signed_in() else "desk.sign_in"), 303)
    found = session.signed_in()
    with office().database.write() as connection:
        session.end_this(connection)
        if found and found.is_full:
            staff_id = found.account.member.id
            audit.append(connection, audit.Entry(now(), staff_id, "signed out", staff_id))
    gone = make_response(redirect(url_for("desk.sign_in", done="signed-out"), 303))
    return session.drop_cookie(gone)


def _proven(form: SignInForm) -> Account:
    said = form.email.data or ""
    with office().database.read() as connection:
        account = signing_in.find(connection, office(), said)
    whence = device.whence(account.member.id if account else None)
    return signing_in.prove_password(office(), said, account, form.password.data or "", whence)


def _page(
    form: SignInForm,
    carried: str,
    problems: Problems = (),
    *,
    is_again: bool = False,
) -> str:
    title = "Sign in again" if is_again else "Sign in"
    return desk_page(
        "desk/sign-in.html",
        page_title=title,
        heading=title,
        form=form,
        problems=problems,
        carried=carried,
        to=steps.asked_for(),
        is_again=is_again,
        is_out=request.args.get("done") == "signed-out",
        sso_name=office().settings.sso_name if sso.is_set() else "",
    )
