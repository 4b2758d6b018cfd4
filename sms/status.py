"""POST /sms/status/<id>: where Twilio says what became of a text of ours.

Its callbacks come in any order, several times, and now and then before we know Twilio's own name
for the text: so the address names ours. A text only ever moves forward.
"""

from __future__ import annotations

from flask import Response, request

from portal.db import intakes, outgoing_claims
from portal.domain.outgoing import forward, standing_of
from portal.services import unreached
from portal.web.app_office import now, office
from sms.clearing_later import FINAL_AFTER, SENT_AFTER, clear_later
from sms.webhook import is_signed, refused, text_line

STATUS_PATH = "/sms/status"
_LONGEST_ID = 36


@text_line.post(f"{STATUS_PATH}/<text_id>")
def status(text_id: str) -> Response:
    """Take what became of one text.

        MessageSid=SM5f...&MessageStatus=undelivered&ErrorCode=30003&AccountSid=AC5e...
        &From=%2B447700900999&To=%2B447700900123&ApiVersion=2010-04-01

    204, also for a text that is none of ours. 403 where it is not signed, or not for our account.
    """
    form = request.form
    if not is_signed(form) or form.get("AccountSid") != office().settings.account_sid:
        return refused(403, "This is not signed, or not for our account.")
    code = form.get("ErrorCode", "")
    _noted(
        text_id[:_LONGEST_ID],
        form.get("MessageSid", ""),
        form.get("MessageStatus", ""),
        int(code) if code.isdecimal() and len(code) < 7 else None,
    )
    return Response(status=204)


def _noted(text_id: str, sid: str, said: str, code: int | None) -> None:
    standing = standing_of(said)
    if standing is None or not sid:
        return
    place = office()
    with place.database.write() as connection:
        intake_id = outgoing_claims.intake_of(connection, text_id)
        if intake_id is None:
            return
        intake = intakes.load(connection, place.keyring, intake_id, lock=True)
        text = outgoing_claims.hold(connection, place.keyring, text_id)
        # Another sid is another sending of the same text, of which nobody knew.
        wait = FINAL_AFTER if standing.is_over else SENT_AFTER
        clear_later(connection, place, sid, now(), after=wait)
        after = forward(text.standing, standing)
        if after is text.standing:
            return
        outgoing_claims.note(
            connection, text_id, after, now(), sid=text.sid or sid, error_code=code
        )
        if after.did_not_arrive:
            unreached.note(connection, place, intake, unreached.NOT_DELIVERED, now())
