"""A page behind the code words does once what it is for; again only in its own browser.

A browser keeps what a form sent, and sends it again when somebody goes back to it, also after the
child pressed Leave quickly. That takes its cookie away, so nothing opens any more. A browser that
keeps no cookies has each page once.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from flask import current_app, request, session

from portal.child.answering import CANNOT_KEEP
from portal.child.cookie import REST
from portal.child.take_over_token import LASTS
from portal.db.sealing import Place, UnreadableError
from portal.services import pages_used
from portal.web.app_office import now, office

FIELD = "page"
_PLACE = Place("page", "used once", "take over")
_COOKIE = "behind_code_words"
# No page of ours is half as long.
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class UsedPage:
    """One page: its own id, the browser that it was made for, when, and the button pressed on it.

    `keeps_cookies`: that browser brought a cookie back, so one that brings none has left.
    """

    id: str
    browser: str
    keeps_cookies: bool
    made_at: float
    pressed: str = ""

    @property
    def may_be_used(self) -> bool:
        """Whether it may do what it is for: the first time, or again where it stands."""
        age = timedelta(seconds=now().timestamp() - self.made_at)
        is_here = session.get(_COOKIE) == self.browser
        if is_here and age <= REST:
            return True
        return age <= LASTS and (is_here or not self.keeps_cookies) and not self.was_used

    @property
    def was_used(self) -> bool:
        """Whether it did so before."""
        with office().database.read() as connection:
            return pages_used.was_used(connection, office(), self._use)

    def used(self) -> None:
        """Keep that it did. What it did is kept already, so nothing is said of a failure here."""
        with suppress(*CANNOT_KEEP), office().database.write() as connection:
            pages_used.note(connection, office(), self._use, now() + LASTS)

    @property
    def _use(self) -> str:
        return f"{self.id} {self.pressed}"


def sealed_page() -> str:
    """A new page, as its form carries it."""
    if _COOKIE not in session:
        session[_COOKIE] = secrets.token_urlsafe(12)
    keeps = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    page = UsedPage(secrets.token_urlsafe(12), session[_COOKIE], keeps, now().timestamp())
    return base64.urlsafe_b64encode(office().keyring.seal_json(_PLACE, asdict(page))).decode()


def page_of_form(pressed: str) -> UsedPage | None:
    """The page whose form this is; None: it is none of ours. `pressed` is the button's value."""
    sealed = request.form.get(FIELD, "")
    if len(sealed) > _LONGEST:
        return None
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
        return replace(UsedPage(**office().keyring.open_json(_PLACE, raw)), pressed=pressed)
    except (binascii.Error, ValueError, UnreadableError):
        return None
