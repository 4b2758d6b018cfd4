"""The second step: a code of an app or a recovery code; and setting it up the first time."""

from __future__ import annotations

import re

import segno
from flask import Blueprint, make_response, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.db import audit
from portal.db.sealing import Place, UnreadableError
from portal.db.staff import Account
from portal.desk import device, steps
from portal.desk.access import Access, here, open_to
from portal.desk.forms import DeskForm, Line, Needed
from portal.desk.pages import Problems, desk_page
from portal.services import accounts, second_factor
from portal.services import sign_in as signing_in
from portal.services.sign_in import TooManyError, WrongError
from portal.web.app_office import now, office

_WRONG = "That code is not right, or was used before. Please wait for the next one and type it."
_NOT_SET_UP = "That code is not right. Look whether the clock of your phone is, and type a new one."


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/second-step", view_func=second_step, methods=["GET"])
    care.add_url_rule("/second-step", view_func=take_second_step, methods=["POST"])
    care.add_url_rule("/set-up-second-step", view_func=set_up, methods=["GET"])
    care.add_url_rule("/set-up-second-step", view_func=confirm_set_up, methods=["POST"])


class Code(Line):
    """A code, which no page shows back."""


class CodeForm(DeskForm):
    """A code."""

    code = Code(
        "Code",
        [Needed("Please type the code.")],
        description="The six digits that your app shows now, or one of your recovery codes.",
        render_kw={"autocomplete": "one-time-code"},
    )


class SetUpForm(DeskForm):
    """The first code of a new app."""

    code = Code(
        "Code from the app",
        [Needed("Please type the code that the app shows.")],
        description="Six digits. A new code comes every 30 seconds.",
        render_kw={"autocomplete": "one-time-code"},
    )


@open_to(Access.FIRST_STEP)
def second_step() -> ResponseReturnValue:
    """Ask for the code."""
    return steps.elsewhere("desk.second_step") or _page(CodeForm())


@open_to(Access.FIRST_STEP)
def take_second_step() -> ResponseReturnValue:
    """Take the second step."""
    if other := steps.elsewhere("desk.second_step"):
        return other
    form, account = CodeForm(), _account()
    if not form.validate():
        return _page(form, form.problems()), 400
    whence = device.whence(account.member.id)
    try:
        how = signing_in.prove_code(office(), account, (form.code.data or "")[:64], whence)
    except WrongError:
        return _page(form, [("code", _WRONG)]), 401
    except TooManyError as refused:
        return _page(form, [("", steps.wait_for(refused))]), 429
    return steps.step_on(account, how=how, form=steps.form_held(), is_full=True)


@open_to(Access.FIRST_STEP)
def set_up() -> ResponseReturnValue:
    """Show a new secret, as a picture and in letters. It is kept once a code proves it."""
    if other := steps.elsewhere("desk.set_up"):
        return other
    return _set_up_page(SetUpForm(), second_factor.new_secret())


@open_to(Access.FIRST_STEP)
def confirm_set_up() -> ResponseReturnValue:
    """Keep the secret that the page showed, once the app's code is right; show recovery codes."""
    if other := steps.elsewhere("desk.set_up"):
        return other
    form, account, secret = SetUpForm(), _account(), _offered()
    if secret is None:
        return set_up()
    if not form.validate():
        return _set_up_page(form, secret, form.problems()), 400
    at = now()
    step = second_factor.step_of(secret, (form.code.data or "")[:64], at)
    if step is None:
        return _set_up_page(form, secret, [("code", _NOT_SET_UP)]), 401
    return _keep(account, secret, step)


def _keep(account: Account, secret: str, step: int) -> ResponseReturnValue:
    staff_id, held = account.member.id, steps.form_held()
    with office().database.write() as connection:
        before = accounts.opened(connection, office(), staff_id)
        if before.totp_secret is not None:
            return steps.elsewhere("desk.second_step") or set_up()
        codes = second_factor.set_up(connection, office(), staff_id, secret, step)
        audit.append(connection, audit.Entry(now(), staff_id, "second factor set", staff_id))
        token = steps.begin(connection, account, how="app", is_full=True, form=held)
    page = recovery_codes_page(codes, steps.place_for(account, held))
    return steps.let_on(make_response(page), token, account, is_full=True)


def recovery_codes_page(codes: list[str], next_page: str) -> str:
    """The page that shows recovery codes, this once."""
    return desk_page(
        "desk/recovery-codes.html",
        page_title="Your recovery codes",
        codes=codes,
        next_page=next_page,
    )


def _account() -> Account:
    return here().account


def _page(form: CodeForm, problems: Problems = ()) -> str:
    return desk_page(
        "desk/second-step.html",
        page_title="The second step",
        form=form,
        problems=problems,
    )


def _set_up_page(form: SetUpForm, secret: str, problems: Problems = ()) -> str:
    address = second_factor.address_for(office(), _account(), secret)
    return desk_page(
        "desk/set-up.html",
        page_title="Set up your second step",
        form=form,
        problems=problems,
        picture=_picture(address),
        key=" ".join(re.findall("....", secret)),
        address=address,
        offer=office().keyring.seal(_place(), secret).hex(),
    )


def _offered() -> str | None:
    """The secret that the page before showed: sealed, so that nobody else chooses it."""
    try:
        return office().keyring.open(_place(), bytes.fromhex(request.form.get("offer", "")))
    except (ValueError, UnreadableError):
        return None


def _place() -> Place:
    return Place("page", "second step", _account().member.id)


def _picture(address: str) -> Markup:
    # Black on white whatever the page's colours are: not every app reads it the other way round.
    code = segno.make(address, error="m")
    return Markup(  # noqa: S704 - made of numbers alone
        code.svg_inline(border=4, dark="#000", light="#fff", svgclass="qr", omitsize=True)
    )
