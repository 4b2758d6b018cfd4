"""Every page that says no: kind, with the phone numbers, and with every word that was typed."""

from __future__ import annotations

import logging
from itertools import islice

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.db.database import BusyError

_log = logging.getLogger(__name__)
_OF_THE_FORM = frozenset({"csrf_token", "form", "website", "go", "shown", "held", "to", "offer"})
_SECRET = frozenset({"password", "password_now", "new_password", "again", "code"})
# No form of ours has half as many; a page of half a million would take minutes.
_MOST_FIELDS = 40


def typed_words() -> list[str]:
    """What a person typed into the form of this request, field by field, as it was given.

    Empty where the request holds no form, or one that is too large to be read.
    """
    try:
        fields = request.form
    except HTTPException:
        return []
    typed = (
        value
        for name, values in fields.lists()
        if name not in _OF_THE_FORM | _SECRET
        for value in values
        if value.strip()
    )
    return list(islice(typed, _MOST_FIELDS))


def init_errors(app: Flask) -> None:
    """Answer every error with a page of our own."""
    # The router would mend an address by a redirect to the host that whoever asked calls us.
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(SQLAlchemyError, _cannot_keep)
    app.register_error_handler(BusyError, _cannot_keep)
    app.register_error_handler(Exception, _broken)


def error_page(status: int) -> Response:
    """The page for this status, with the words of the form that was refused."""
    page = render_template("errors/error.html", status=status, typed=typed_words())
    return make_response(page, status)


def _refused(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = error_page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _cannot_keep(_error: Exception) -> Response:
    _log.exception("the database cannot be written to")
    return error_page(503)


def _broken(_error: Exception) -> Response:
    _log.exception("a request failed")
    return error_page(InternalServerError.code)
