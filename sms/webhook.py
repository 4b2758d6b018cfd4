"""POST /sms/incoming: where Twilio brings a text, and takes the reply along.

Only what Twilio signed, for our account and one of our numbers, is a text. Whatever else comes
is refused and counted. No answer but the reply itself holds a word of what came: Twilio keeps
the answers that it did not expect for a month, where more people can read them.
"""

from __future__ import annotations

import logging
import re

from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from twilio.twiml.messaging_response import MessagingResponse
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from portal.db import counters
from portal.db.database import BusyError
from portal.domain.intake import verbatim
from portal.settings import Settings
from portal.web.app_office import now, office
from sms.aside import put_aside
from sms.received import received
from sms.receiving import receive_text
from sms.signature import Signatures
from sms.turns import ReceivedText

text_line = Blueprint("sms", __name__)
_log = logging.getLogger(__name__)

SIGNATURES = "heard.signatures"
_SIGNATURE = "X-Twilio-Signature"
_APPS = re.compile("^(?:whatsapp|rcs):")

_NOT_SIGNED = "The signature does not fit the public address, the form and a token of ours."
_NOT_OURS = "This is not for our account, or not for an address of ours."
_NO_TEXT = "A text needs a MessageSid and a From."
_NO_FORM = "The form cannot be read."
_NOT_HERE = "No text is taken here: its address is /sms/incoming."
_NOT_SO = "A text is taken by POST alone."
_NOT_KEPT = "The text could not be kept."
_NOT_IN_DATABASE = "The database cannot take a text: it is put aside on the disk."


@text_line.post("/sms/incoming")
def incoming() -> Response:
    """Take one text and answer it.

    What comes, signed in the header X-Twilio-Signature:

        ToCountry=GB&SmsMessageSid=SM5f...&NumMedia=0&SmsSid=SM5f...&SmsStatus=received
        &Body=They+took+my+phone&To=%2B447700900999&NumSegments=1&MessageSid=SM5f...
        &AccountSid=AC5e...&From=%2B447700900123&ApiVersion=2010-04-01

    200 with TwiML, which is empty for silence: the text is in the database, or else on the disk.
    403 where it is not signed or not ours, 400 where no MessageSid or From is in it, 413 over two
    megabytes, 503 where it could not be kept in either.
    """
    form = request.form
    if not is_signed(form):
        return refused(403, _NOT_SIGNED)
    if not _is_ours(form, office().settings):
        return refused(403, _NOT_OURS)
    text = received(form.to_dict(flat=False))
    if text is None:
        return refused(400, _NO_TEXT)
    return _twiml(_taken(text))


def refuse_elsewhere() -> Response | None:
    """Refuse what Twilio brings to any other address of ours, before that repeats the form.

    Our pages give back what was typed, so that no child loses it; Twilio keeps such an answer.
    """
    if _SIGNATURE not in request.headers or request.blueprint == text_line.name:
        return None
    error = request.routing_exception
    is_way = isinstance(error, MethodNotAllowed)
    return refused(405, _NOT_SO) if is_way else refused(404, _NOT_HERE)


def _taken(text: ReceivedText) -> str:
    """The reply, once the text is in the database or, where that cannot take it, on the disk.

    Where we answer with a fault, a child's words lie in Twilio's log of faults for a month.
    """
    try:
        return receive_text(office(), text, now())
    except Exception:
        _log.exception(_NOT_IN_DATABASE)
        return put_aside(office(), text, now())


def is_signed(form: MultiDict[str, str]) -> bool:
    """Whether Twilio signed the request in hand, with this form."""
    signatures: Signatures = current_app.extensions[SIGNATURES]
    return signatures.holds(request.environ, form, request.headers.get(_SIGNATURE))


def _is_ours(form: MultiDict[str, str], settings: Settings) -> bool:
    to = form.get("To", "")
    is_our_address = to in settings.rcs_senders or _APPS.sub("", to) in settings.text_numbers
    return form.get("AccountSid") == settings.account_sid and is_our_address


def _twiml(reply: str) -> Response:
    answer = MessagingResponse()
    if reply:
        answer.message(verbatim(reply))  # no XML can carry a control character
    return Response(str(answer), mimetype="text/xml")


def refused(status: int, reason: str) -> Response:
    """Refuse a request, and count it."""
    _log.warning(reason, extra={"status": status})
    _count_refused()
    return Response(reason, status, mimetype="text/plain")


def _count_refused() -> None:
    at = now()
    try:
        with office().database.write() as connection:
            counters.count_one(connection, counters.REFUSED_WEBHOOK, at.date())
    except (SQLAlchemyError, BusyError):
        _log.exception("a refused request could not be counted")


@text_line.errorhandler(HTTPException)
def _cannot_be_read(error: HTTPException) -> Response:
    return refused(error.code or 400, _NO_FORM)


@text_line.errorhandler(Exception)
def _cannot_be_kept(_error: Exception) -> Response:
    """Whatever went wrong: never a page that repeats the form, and Twilio may try elsewhere."""
    _log.exception(_NOT_KEPT)
    return Response(_NOT_KEPT, 503, mimetype="text/plain")
