"""Addresses of the simulated phones.

In English only, without gettext: they are for whoever tries Heard out, never for a child.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

from portal.demo.place import demo_place, in_english
from portal.web.app_office import office
from sms.phone.carrier import Carrier, Way
from sms.phone.phones import PHONES, Phone
from sms.phone.screen import shown
from sms.phone.thread import Thread

_FIRST = "sam"

phone = Blueprint("phone", __name__, url_prefix="/phone")
phone.url_value_preprocessor(in_english)


@phone.before_request
def _only_from_our_page() -> None:
    if request.method == "POST":
        try:
            validate_csrf(request.form.get("csrf_token"))
        except ValidationError:
            abort(400)


@phone.get("", defaults={"name": _FIRST})
@phone.get("/<name>")
def show(name: str) -> str:
    """One phone, with the texts on it."""
    return render_template(
        "demo/phone.html",
        phone=_phone(name),
        phones=PHONES.values(),
        bubbles=_thread(name).bubbles(),
        our_number=office().settings.text_numbers[0],
        csrf_token=generate_csrf(),
    )


@phone.post("/<name>")
def send(name: str) -> ResponseReturnValue:
    """Text Heard from this phone, and show what comes back."""
    sender = _phone(name)
    # Browsers send line breaks as CRLF, phones as LF.
    text = request.form.get("say") or request.form.get("text", "").replace("\r\n", "\n")
    way = _way(request.form.get("way", Way.USUAL))
    answers = Carrier.of(office().settings).carry(text, sender.number, way)
    _thread(name).add(shown(text, way, answers))
    return _back_to(name)


@phone.post("/<name>/clear")
def clear(name: str) -> ResponseReturnValue:
    """Wipe the phone's screen."""
    _phone(name)
    _thread(name).clear()
    return _back_to(name)


def _phone(name: str) -> Phone:
    return PHONES.get(name) or abort(404)


def _way(value: str) -> Way:
    return Way(value) if value in tuple(Way) else abort(400)


def _thread(name: str) -> Thread:
    return Thread(demo_place().phones, name)


def _back_to(name: str) -> ResponseReturnValue:
    return redirect(url_for(".show", name=name, _anchor="text"), code=303)
