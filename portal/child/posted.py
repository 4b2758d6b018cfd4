"""What came with a form beside its answers: which telling it belongs to, and what looks odd."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.domain.flags import Flag, FlagName
from portal.web.app_office import now
from portal.web.other_sites import is_from_elsewhere

_SECONDS_TO_WRITE = 2
HONEYPOT = "website"


@dataclass(frozen=True, slots=True)
class Posted:
    """The form's own token, opened. `submission_id` None: it had none that we signed.

    `seen`: the times of the answers that the page showed. `wants_someone`: nothing is to be sent
    of this page, for the child asks for somebody to speak up first. `wants_to_keep`: it is kept
    under code words, to be sent later. `wants_files`: photos or recordings are to go with it.
    """

    submission_id: str | None
    seen: tuple[float, ...]
    wants_to_send: bool
    wants_someone: bool
    wants_to_keep: bool
    wants_files: bool
    seconds_open: float
    marks: tuple[Flag, ...]

    @property
    def was_fast(self) -> bool:
        """Whether the page was open too short a time for anybody to write in."""
        return self.seconds_open < _SECONDS_TO_WRITE

    @property
    def may_do_without_cookies(self) -> bool:
        """Whether the browser keeps none of ours, so there is no visit to draw on or protect.

        A form on another site comes without them as well, and proves nothing; and only a page of
        ours has an id to send under.
        """
        has_none = current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
        return has_none and not is_from_elsewhere() and self.submission_id is not None


def form_token(submission_id: str, seen: Iterable[float] = ()) -> str:
    """A signed token for a page's form: which telling, which answers it shows, open since when."""
    return _serializer().dumps([submission_id, *seen])


def new_submission_id() -> str:
    """A one-time id for a form whose browser keeps no visit."""
    return str(uuid.uuid4())


def read_posted() -> Posted:
    """The token of the form in this request. What looks odd only marks the intake."""
    submission_id, seen, seconds_open, marks = None, (), float("inf"), []
    try:
        (submission_id, *seen), signed_at = _serializer().loads(
            request.form.get("form", ""), return_timestamp=True
        )
        seconds_open = now().timestamp() - signed_at.timestamp()
    except BadSignature:
        marks.append(Flag(FlagName.SUSPECT, "form-not-ours"))
    if request.form.get(HONEYPOT):
        marks.append(Flag(FlagName.SUSPECT, "hidden-box-filled"))
    pressed = request.form.get("go")
    return Posted(
        submission_id,
        tuple(seen),
        wants_to_send=pressed == "send",
        wants_someone=pressed == "someone",
        wants_to_keep=pressed == "keep",
        wants_files=pressed == "files",
        seconds_open=seconds_open,
        marks=tuple(marks),
    )


def _serializer() -> URLSafeTimedSerializer:
    return _serializer_for(current_app.secret_key or "")


@cache
def _serializer_for(secret: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="form of a question")
