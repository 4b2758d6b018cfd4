"""Plays Twilio's Messages API in the demo: a text that goes out lands on a simulated phone.

The worker uses Twilio's own client and HTTP, as in earnest; then Twilio's signed callbacks come.
"""

from __future__ import annotations

import base64
import secrets
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import requests
from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from twilio.request_validator import RequestValidator

from portal.demo.place import demo_place
from portal.settings import Settings
from portal.web.app_office import office
from sms.phone.phones import PHONES
from sms.phone.screen import length
from sms.phone.switchboard import Mark, Switchboard
from sms.phone.thread import Bubble, Thread, Whose

network = Blueprint("network", __name__, url_prefix="/phone/twilio")
_MESSAGES = "/2010-04-01/Accounts/<account>/Messages.json"
_MEDIA = "/2010-04-01/Accounts/<account>/Messages/<message>/Media/<photo>"
_ARRIVES = (("sent", None), ("delivered", None))
# The handset is off: the network tries for hours, and then says so.
_IS_LOST = (("sent", None), ("undelivered", 30003))


@network.post(_MESSAGES)
def send(account: str) -> ResponseReturnValue:
    """Take one text, show it on its phone, and say what became of it."""
    settings = office().settings
    _refuse_strangers(account, settings)
    form = request.form.to_dict()
    board = Switchboard(demo_place().phones)
    to = form["To"].removeprefix("whatsapp:").removeprefix("rcs:")
    if board.is_marked(Mark.STOPPED, to):
        return _error(21610, "Attempt to send to unsubscribed recipient")
    name = next((one.name for one in PHONES.values() if one.number == to), None)
    if name is None and not board.is_marked(Mark.TRIED, to):
        return _error(21211, "Nobody here has that number.")
    is_off = board.is_marked(Mark.OFF, to)
    if name and not is_off:
        _show(name, form["Body"])
    sid = f"SM{secrets.token_hex(16)}"
    told = (form["StatusCallback"], sid, settings.account_sid, settings.auth_tokens[0])
    # After the answer: Twilio's callbacks come by themselves.
    threading.Timer(0.5, _call_back, (*told, _IS_LOST if is_off else _ARRIVES)).start()
    return jsonify(_resource(form, sid, account)), 201


@network.get(_MESSAGES)
def listed(account: str) -> Response:
    """No text is ever lost on its way here, so there is nothing to look up."""
    _refuse_strangers(account, office().settings)
    return jsonify(messages=[], next_page_uri=None, page=0)


@network.get(_MEDIA)
def media(account: str, photo: str, **_of_the_message: str) -> Response:
    """The photo that came with a text: its name alone says which.

    :raise 404: there is none of this name.
    """
    _refuse_strangers(account, office().settings)
    content = Switchboard(demo_place().phones).photo(photo)
    if content is None:
        abort(404)
    return Response(content, mimetype="application/octet-stream")


def _show(name: str, body: str) -> None:
    bubble = Bubble(Whose.HEARD, body, f"{length(body)}, sent by the worker")
    Thread(demo_place().phones, name).add([bubble])


def _error(code: int, message: str) -> ResponseReturnValue:
    return jsonify(code=code, message=message, status=400), 400


def _refuse_strangers(account: str, settings: Settings) -> None:
    wanted = f"{settings.account_sid}:{settings.auth_tokens[0]}".encode()
    said = request.headers.get("Authorization", "").removeprefix("Basic ")
    is_known = secrets.compare_digest(said.encode(), base64.b64encode(wanted))
    if not is_known or account != settings.account_sid:
        abort(401)


def _resource(form: dict[str, str], sid: str, account: str) -> dict[str, Any]:
    at = format_datetime(datetime.now(UTC))
    return {
        "account_sid": account,
        "body": form["Body"],
        "date_created": at,
        "date_updated": at,
        "direction": "outbound-api",
        "error_code": None,
        "from": form["From"],
        "num_media": "0",
        "num_segments": "1",
        "sid": sid,
        "status": "queued",
        "to": form["To"],
        "uri": f"/2010-04-01/Accounts/{account}/Messages/{sid}.json",
    }


def _call_back(
    address: str, sid: str, account: str, token: str, said: tuple[tuple[str, int | None], ...]
) -> None:
    with requests.Session() as session:
        session.trust_env = False  # a proxy of this computer would not find this computer
        for status, code in said:
            form = {"MessageSid": sid, "MessageStatus": status, "AccountSid": account}
            form |= {"ErrorCode": str(code)} if code else {}
            signature = RequestValidator(token).compute_signature(address, form)
            headers = {"X-Twilio-Signature": str(signature)}
            try:
                session.post(address, data=form, headers=headers, timeout=10)
            except requests.RequestException:
                return  # the demo is ending
