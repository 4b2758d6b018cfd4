"""POST /register/answers: where a register that speaks HTTP says what became of a complaint."""

from __future__ import annotations

import hmac

from flask import Blueprint, request
from sqlalchemy.exc import SQLAlchemyError

from portal.db.database import BusyError
from portal.services import register_answers
from portal.services.register_answers import NotAnAnswerError
from portal.web.app_office import office

answers = Blueprint("answers", __name__)
_MOST_BYTES = 65_536
_Answer = tuple[dict[str, str], int]


@answers.post("/register/answers")
def receive() -> _Answer:
    """Keep one answer, with the bearer token of PORTAL_REGISTER_ANSWERS_TOKEN.

    202: it is on our disk, and a worker takes it within seconds. 200: it came before. 400: it is
    no answer; says why. 401: the token. 404: this council takes none by HTTP. 413: over 64 KiB.
    503: try again later. No answer of ours quotes what came.
    """
    token = office().settings.register_answers_token
    if not token:
        return _said("no answers are taken here", 404)
    if not _holds(token):
        return _said("the token is not ours", 401)
    if (request.content_length or 0) > _MOST_BYTES:
        return _said("an answer has 64 KiB at most", 413)
    try:
        with office().database.write() as connection:
            is_new = register_answers.receive(connection, request.get_json(silent=True))
    except NotAnAnswerError as wrong:
        return _said(str(wrong), 400)
    except (SQLAlchemyError, BusyError):
        return _said("it could not be kept now", 503)
    return _said("kept", 202) if is_new else _said("it came before", 200)


def _holds(token: str) -> bool:
    said = request.headers.get("Authorization", "")
    return hmac.compare_digest(said.encode(), f"Bearer {token}".encode())


def _said(status: str, code: int) -> _Answer:
    return {"status": status}, code
