"""Every page of the desk that says no: why, and with every word that was typed."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, g, make_response
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from portal.db.database import BusyError
from portal.desk.pages import desk_page
from portal.services.desk import NotTheirsError, UnknownIntakeError
from portal.web.errors import typed_words

_log = logging.getLogger(__name__)
_SAID = {
    400: ("That could not be read", "Please go back and try once more."),
    403: ("This is not for you", "Your role does not open this page, or decide this."),
    404: ("There is nothing here", "No intake and no page that you may open has this address."),
    405: ("That cannot be done here", "Please go to the inbox and begin from there."),
    413: ("That is too much at once", "Please send it in parts."),
    429: ("That was very often", "Please wait a few minutes and try again."),
    503: (
        "We could not keep that just now",
        "The database is busy or away. Nothing was saved: please try again in a minute.",
    ),
}
_BROKEN = ("Something is broken", "It is our fault, not yours. Please try again in a minute.")


def init_errors(care: Blueprint) -> None:
    """Answer every error of the desk with a page of its own."""
    care.register_error_handler(HTTPException, _refused)
    care.register_error_handler(UnknownIntakeError, lambda _: error_page(404))
    care.register_error_handler(NotTheirsError, lambda _: error_page(403))
    care.register_error_handler(SQLAlchemyError, _cannot_keep)
    care.register_error_handler(BusyError, _cannot_keep)
    care.register_error_handler(Exception, _broken)


def error_page(status: int) -> Response:
    """The page for this status, with the words of the form that was refused."""
    title, message = _SAID.get(status, _BROKEN)
    if status >= 500:
        # Who is at this page stands in the database, which may be what is broken.
        g.signed_in = None
    page = desk_page("desk/error.html", page_title=title, message=message, typed=typed_words())
    return make_response(page, status)


def _refused(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    return error_page(error.code)


def _cannot_keep(_error: Exception) -> Response:
    _log.exception("the database cannot be written to")
    return error_page(503)


def _broken(_error: Exception) -> Response:
    _log.exception("a request failed")
    return error_page(500)
