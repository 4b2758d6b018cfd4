"""POST /sms/status/<id>: where Twilio says what became of a text of ours.

Its callbacks come in any order, several times, and now and then before we know Twilio's own name
for the text: so the address names ours. A text only ever moves forward.
"""

from __future__ import annotations

from flask import Response, request
from sqlalchemy import Connection

from portal.db import intakes, outgoing_claims
from portal.db.outgoing import OutgoingText
from portal.domain.outgoing import Standing, forward, standing_of
from portal.domain.quiet import not_quiet_from
from portal.services import unreached
from portal.services.office import Office
from portal.web.app_office import now, office
from sms.clearing_later import FINAL_AFTER, SENT_AFTER, clear_later
from sms.sending.errors import SENT_AGAIN_WITHIN, sent_again_after
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
        after = _after(text, standing)
        if after is text.standing or _is_of_an_earlier_try(text, sid, after):
            return
        if _is_sent_again(connection, place, text, after, code):
            return
        outgoing_claims.note(
            connection, text_id, after, now(), sid=text.sid or sid, error_code=code
        )
        if after.did_not_arrive:
            unreached.note(connection, place, intake, unreached.NOT_DELIVERED, now())


def _after(text: OutgoingText, said: Standing) -> Standing:
    """Where it stands then: what waits to be sent again, and arrived after all, is not sent."""
    is_there = text.standing is Standing.WAITING and text.tries and said is Standing.DELIVERED
    return said if is_there else forward(text.standing, said)


def _is_of_an_earlier_try(text: OutgoingText, sid: str, said: Standing) -> bool:
    """Whether it speaks of a sending that was given up; that it arrived counts all the same."""
    return text.sid is not None and text.sid != sid and said is not Standing.DELIVERED


def _is_sent_again(
    connection: Connection, place: Office, text: OutgoingText, said: Standing, code: int | None
) -> bool:
    """Send it again later where that may help: the phone was off. Not for longer than a day."""
    wait = sent_again_after(code, text.tries) if said is Standing.UNDELIVERED else None
    if wait is None:
        return False
    due_at = not_quiet_from(now() + wait, place.settings.text_hours)
    if due_at - text.made_at > SENT_AGAIN_WITHIN:
        return False
    outgoing_claims.send_again(connection, text.id, now(), due_at, code)
    return True
