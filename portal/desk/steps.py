"""The steps of signing in: which comes next, where it leads, and a new token after each."""

from __future__ import annotations

import re

from flask import Response, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from portal.db import audit
from portal.db.staff import Account
from portal.desk import device, held, session
from portal.desk.access import here
from portal.desk.days_said import at_time
from portal.desk.held import Held
from portal.domain.staff import Role
from portal.services.sign_in import TooManyError
from portal.web.app_office import now, office

TO = "to"
# A page of the desk and its filters; nothing in it that any browser reads as another place.
_OWN = re.compile(r"/(?:care|advocate|desk)/(?:[\w-]+/)*(?:[\w-]+)?(?:\?[\w=&%.+-]*)?", re.ASCII)
_LONGEST = 500


def asked_for() -> str:
    """The page that somebody wanted when they were asked to sign in; "" for none of ours."""
    # From the provider of single sign-in no address of ours can come back.
    said = request.values.get(TO) or g.get("desk_to", "")
    return said if len(said) <= _LONGEST and _OWN.fullmatch(said) else ""


def home_of(account: Account) -> str:
    """Where somebody begins: the inbox, the desk of their service, or the accounts."""
    if account.member.has(Role.ADVOCATE):
        return url_for("advocate.home")
    has_inbox = account.member.has(Role.OFFICER, Role.MANAGER)
    return url_for("care.inbox" if has_inbox else "care.staff")


def place_for(account: Account, form: Held | None) -> str:
    """Where somebody goes once they are in: to the form they sent, or the page they wanted."""
    wanted = held.page_of(form) or asked_for()
    inbox = url_for("care.inbox")
    return home_of(account) if wanted in ("", inbox) else wanted


def is_enough(account: Account) -> bool:
    """Whether the password alone lets somebody in: only in the demo, before a second step is set.

    Nobody gets in by a password that was handed out.
    """
    has_more = account.totp_secret is not None or account.one_time_until is not None
    return office().settings.demo and not has_more


def step_for(account: Account) -> str:
    """The endpoint of the step that somebody has before them."""
    if account.one_time_until is not None:
        return "desk.own_password"
    return "desk.set_up" if account.totp_secret is None else "desk.second_step"


def begin(
    connection: Connection, account: Account, *, how: str, is_full: bool, form: Held | None
) -> str:
    """Begin the session of the step that comes next, in place of the last; its token.

    `how` somebody got in is audited with the full session.
    """
    token = session.begin(connection, account, is_full=is_full, held=form)
    if is_full:
        staff_id = account.member.id
        entry = audit.Entry(now(), staff_id, "signed in", staff_id, (("how", how),))
        audit.append(connection, entry)
    return token


def let_on(response: Response, token: str, account: Account, *, is_full: bool) -> Response:
    """The answer with the new token; where both steps are taken, the browser is known from now."""
    session.set_cookie(response, token)
    return device.remember(response, account.member.id) if is_full else response


def step_on(
    account: Account, *, how: str, form: Held | None, is_full: bool | None = None
) -> Response:
    """Begin the next session and go on. `is_full` None: as the account needs it."""
    is_full = is_enough(account) if is_full is None else is_full
    with office().database.write() as connection:
        token = begin(connection, account, how=how, is_full=is_full, form=form)
    target = place_for(account, form) if is_full else url_for(step_for(account), to=asked_for())
    return let_on(make_response(redirect(target, 303)), token, account, is_full=is_full)


def elsewhere(endpoint: str) -> ResponseReturnValue | None:
    """A redirect where this step is not the one before whoever is here; None where it is."""
    found = here()
    if found.is_full:
        return redirect(home_of(found.account), 303)
    wanted = step_for(found.account)
    return None if wanted == endpoint else redirect(url_for(wanted, to=asked_for()), 303)


def wait_for(refused: TooManyError) -> str:
    """What somebody is told after too many wrong answers."""
    return (
        f"There were too many wrong answers. Please try again after {at_time(refused.again_at)}. "
        "Your account is safe, and nothing you typed on another page is lost."
    )


def form_held() -> Held | None:
    """The form that the session of the last step holds."""
    return here().session.held
