"""A form that was sent when the session was over: kept sealed until its page gives it back.

The page that asks to sign in carries it as one sealed field, then the session of each step.
It is given to the person who typed it, and to nobody else who signs in on that browser.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from portal.db.sealing import Place, UnreadableError
from portal.desk import device
from portal.desk.session import kept_session
from portal.web.app_office import office

FIELD = "held"
_PLACE = Place("page", "held", "sign in")
_NEVER = frozenset({"csrf_token", "password", "password_now", "new_password", "again"})
Held = dict[str, Any]
# No form of ours has half as many; a million would make a page of twelve megabytes, for a stranger.
_MOST_FIELDS = 500

# The pages between signed out and signed in: what is typed there is never held.
_STEPS = {
    "desk.sign_in",
    "desk.sign_in_with_password",
    "desk.second_step",
    "desk.take_second_step",
    "desk.own_password",
    "desk.choose_password",
    "desk.set_up",
    "desk.confirm_set_up",
    "desk.sign_out",
}


def of_this_request() -> str:
    """What was just sent to a page that is closed now, sealed; "" where there was nothing.

    On the way through the steps of signing in it is what the session before held.
    """
    return _sealed(_of_session() if request.endpoint in _STEPS else _of_form())


def carried() -> str:
    """What the last session of this browser still holds, or the page before this one; sealed."""
    return request.form.get(FIELD, "") or _sealed(_of_session())


def opened(sealed: str, staff_id: str) -> Held | None:
    """The form, where this person typed it, or nobody knows who did; None where there is none."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
        held: Held = office().keyring.open_json(_PLACE, raw)
    except (binascii.Error, ValueError, UnreadableError):
        return None
    return held if held["staff_id"] in (None, staff_id) else None


def page_of(held: Held | None) -> str | None:
    """The page that gives it back; None where the form stood on no page of this address."""
    if held is None:
        return None
    adapter = current_app.url_map.bind("")
    try:
        adapter.match(held["path"], method="GET")
    except HTTPException:
        return None
    return str(held["path"])


def _of_form() -> Held | None:
    sent = request.form.items(multi=True)
    fields = [(name, value) for name, value in sent if name not in _NEVER]
    if len(fields) > _MOST_FIELDS:
        return None
    before = kept_session()
    staff_id = before.staff_id if before else device.last_account()
    return {"path": request.path, "fields": fields, "staff_id": staff_id} if fields else None


def _of_session() -> Held | None:
    before = kept_session()
    return {**before.held, "staff_id": before.staff_id} if before and before.held else None


def _sealed(held: Held | None) -> str:
    if held is None:
        return ""
    return base64.urlsafe_b64encode(office().keyring.seal_json(_PLACE, held)).decode()
