"""Who is signed in at this browser: a random token in a cookie, and all else on the server."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, g, request, session
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from portal.db import staff, staff_sessions
from portal.db.staff import Account
from portal.db.staff_sessions import StaffSession
from portal.domain.intake import new_id
from portal.services.office import Office
from portal.web.app_office import now, office

# A use is written down once a minute: each is a durable commit.
_NOTED_AFTER = timedelta(minutes=1)
# Between the password and the second step.
HALF_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at this browser, and their session. `is_full`: the second step was taken."""

    account: Account
    session: StaffSession

    @property
    def is_full(self) -> bool:
        """Whether both steps were taken."""
        return self.session.is_full


def cookie_name() -> str:
    """The desk's own cookie: a child's pages neither read nor wipe it."""
    return "__Host-heard-desk" if office().settings.is_https else "heard-desk"


def signed_in() -> SignedIn | None:
    """Who is signed in at this browser, if only by the first step; None where nobody is."""
    if "signed_in" not in g:
        g.signed_in = _find()
    found: SignedIn | None = g.signed_in
    return found


def _find() -> SignedIn | None:
    place, kept = office(), kept_session()
    if kept is None or is_over(place, kept, now()):
        return None
    with place.database.read() as connection:
        account = staff.get(connection, place.keyring, kept.staff_id)
    if account is None or account.member.left_at is not None:
        return None
    return SignedIn(account, kept)


def kept_session() -> StaffSession | None:
    """The session that this browser names, over or not; None where it was ended, or names none."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    place = office()
    with place.database.read() as connection:
        return staff_sessions.find(connection, place.keyring, hash_of(token))


def is_over(place: Office, kept: StaffSession, at: datetime) -> bool:
    """Whether nobody used it for too long, or it is too old however busy."""
    if not kept.is_full and at - kept.began_at > HALF_FOR:
        return True
    idle = timedelta(minutes=place.settings.desk_idle_minutes)
    whole = timedelta(hours=place.settings.desk_hours)
    return at - kept.used_at > idle or at - kept.began_at > whole


def note_use(found: SignedIn) -> None:
    """Keep that the session is used, at most once a minute."""
    if now() - found.session.used_at > _NOTED_AFTER:
        with office().database.write() as connection:
            staff_sessions.note_use(connection, found.session.id, now())


def held_for(path: str) -> MultiDict[str, str] | None:
    """The form that was sent to this page when the last session had run out; given back once."""
    found = signed_in()
    held = found.session.held if found else None
    if not found or not held or held["path"] != path:
        return None
    with office().database.write() as connection:
        staff_sessions.hold(connection, office().keyring, found.session.id, None)
    return MultiDict((name, value) for name, value in held["fields"])


def begin(
    connection: Connection,
    account: Account,
    *,
    is_full: bool,
    held: dict[str, Any] | None = None,
) -> str:
    """Begin a session for this person; the token for their cookie, which is new every time.

    The session that the browser names until now is ended: no token outlives a step of signing in.
    """
    token, at = secrets.token_urlsafe(32), now()
    end_this(connection)
    kept = StaffSession(new_id(), account.member.id, is_full, at, at, held)
    staff_sessions.begin(connection, office().keyring, hash_of(token), kept)
    return token


def end_this(connection: Connection) -> None:
    """End the session that this browser names."""
    if before := request.cookies.get(cookie_name()):
        staff_sessions.end_by_token(connection, hash_of(before))


def set_cookie(response: Response, token: str) -> Response:
    """Give the browser its token, and no form token from before it."""
    session.pop("csrf_token", None)
    response.set_cookie(
        cookie_name(),
        token,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def drop_cookie(response: Response) -> Response:
    """Take the token away."""
    response.delete_cookie(
        cookie_name(), secure=bool(current_app.config["SESSION_COOKIE_SECURE"]), path="/"
    )
    return response


def hash_of(token: str) -> str:
    """What a session is found by."""
    return hashlib.sha256(token.encode()).hexdigest()
