"""What a browser keeps of accounts that signed in with it: a signed cookie that opens nothing.

Such a browser has wrong answers of its own to give, so that whoever guesses elsewhere cannot keep
it out. The last of its accounts is also whose form it was that came after a session was over.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.services.sign_in import Whence
from portal.web.app_office import office

_KEPT_FOR = timedelta(days=400)
_MOST = 6


def cookie_name() -> str:
    """The cookie; over https no other host can set it."""
    return "__Host-heard-device" if office().settings.is_https else "heard-device"


def whence(staff_id: str | None) -> Whence:
    """Where an answer about this account comes from; None: an account that nobody has."""
    known = _known()
    is_known = staff_id is not None and staff_id in known["accounts"]
    return Whence(request.remote_addr or "", known["device"] if is_known else None)


def last_account() -> str | None:
    """The id of the account that signed in here last; None where none did."""
    accounts = _known()["accounts"]
    return accounts[0] if accounts else None


def remember(response: Response, staff_id: str) -> Response:
    """Let the browser keep that this account took both steps on it."""
    known = _known()
    others = [one for one in known["accounts"] if one != staff_id]
    known["accounts"] = [staff_id, *others][:_MOST]
    response.set_cookie(
        cookie_name(),
        _signer().dumps(known),
        max_age=_KEPT_FOR,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def _known() -> dict[str, Any]:
    try:
        known: dict[str, Any] = _signer().loads(
            request.cookies.get(cookie_name(), ""), max_age=int(_KEPT_FOR.total_seconds())
        )
    except BadData:
        return {"device": secrets.token_urlsafe(12), "accounts": []}
    return known


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(office().settings.secret_key, salt="heard desk device")
