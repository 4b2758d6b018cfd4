"""Addresses of the simulated phones.

In English only, without gettext: they are for whoever tries Heard out, never for a child.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

from portal.care import inbox_words
from portal.demo.place import demo_place, in_english
from portal.domain.attachments import LONGEST_BYTES
from portal.domain.clock import london_day
from portal.domain.segments import BASIC, EXTENSION, Alphabet
from portal.web.app_office import now, office
from sms.phone.carrier import Way
from sms.phone.faults_out import FAULTS, try_out
from sms.phone.handset import Handset, media_type_of
from sms.phone.phones import PHONES, Phone
from sms.phone.strip import newest
from sms.phone.switchboard import OutOfNumbersError, Switchboard
from sms.phone.thread import Thread

_FIRST = "sam"
# A form has some words beside a photo.
_MOST_BYTES = LONGEST_BYTES + 500_000

phone = Blueprint("phone", __name__, url_prefix="/phone")
phone.url_value_preprocessor(in_english)


@phone.before_request
def _only_from_our_page() -> None:
    if request.method != "POST":
        return
    if request.endpoint == "phone.send":
        request.max_content_length = _MOST_BYTES
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        abort(400)


@phone.get("", defaults={"name": _FIRST})
@phone.get("/<name>")
def show(name: str) -> str:
    """Two phones, with the texts on them, what the desk has of them, and what can go wrong."""
    left = _phone(name)
    right = _beside(left, request.args.get("beside", ""))
    return render_template(
        "demo/phone.html",
        pair=(left, right),
        phones=PHONES.values(),
        bubbles={one.name: _thread(one.name).bubbles() for one in (left, right)},
        our_number=office().settings.text_numbers[0],
        desk=newest(office()),
        say=inbox_words,
        today=london_day(now()),
        faults=[(fault, _thread(f"try-{fault.name}").bubbles()) for fault in FAULTS.values()],
        answers_itself=_board().answers_itself,
        alphabet=_alphabet(),
        csrf_token=generate_csrf(),
    )


@phone.post("/<name>")
def send(name: str) -> ResponseReturnValue:
    """Text Heard from this phone, and show what comes back.

    :raise 413: the photo is larger than any that we take.
    """
    handset = Handset(office().settings, _board(), _phone(name))
    # Browsers send line breaks as CRLF, phones as LF.
    text = request.form.get("say") or request.form.get("text", "").replace("\r\n", "\n")
    way = _way(request.form.get("way", Way.USUAL))
    photo = request.files["photo"].read() if "photo" in request.files else b""
    if len(photo) > LONGEST_BYTES:
        abort(413)  # no more of it was read
    bubbles = handset.photo(text, photo) if photo else handset.text(text, way)
    _thread(name).add(bubbles)
    return _back_to(name, f"text-{name}")


@phone.post("/<name>/clear")
def clear(name: str) -> ResponseReturnValue:
    """Wipe the phone's screen."""
    _phone(name)
    _thread(name).clear()
    return _back_to(name, f"text-{name}")


@phone.get("/photo/<photo>")
def photo(photo: str) -> Response:
    """A photo that one of the phones sent, where it is one that a page can show.

    :raise 404: it is not.
    """
    content = _board().photo(photo)
    kind = media_type_of(content) if content else None
    if content is None or kind is None:
        abort(404)
    return Response(content, mimetype=kind)


@phone.post("/opt-out")
def opt_out() -> ResponseReturnValue:
    """Turn Advanced Opt-Out on or off."""
    _board().switch(on=request.form.get("turn") == "on")
    return _back_to(_FIRST, "opt-out")


@phone.post("/try/<fault>")
def try_fault(fault: str) -> ResponseReturnValue:
    """Try one fault, and keep what came of it beside its button.

    :raise 404: there is no such fault.
    :raise 409: every number to try it with was used.
    """
    chosen = FAULTS.get(fault) or abort(404)
    try:
        bubbles = try_out(chosen, office(), _board())
    except OutOfNumbersError:
        abort(409)
    thread = _thread(f"try-{chosen.name}")
    thread.clear()
    thread.add(bubbles)
    return _back_to(_FIRST, f"try-{chosen.name}")


def _phone(name: str) -> Phone:
    return PHONES.get(name) or abort(404)


def _beside(left: Phone, name: str) -> Phone:
    """The phone of this name, or another one where it is none or lies there already."""
    found = PHONES.get(name)
    return found if found and found is not left else PHONES[left.beside]


def _way(value: str) -> Way:
    return Way(value) if value in tuple(Way) else abort(400)


def _thread(name: str) -> Thread:
    return Thread(demo_place().phones, name)


def _board() -> Switchboard:
    return Switchboard(demo_place().phones)


def _alphabet() -> dict[str, str]:
    """What static/phone.js counts with."""
    rooms = {f"{one.name.lower()}_room": " ".join(map(str, one.room)) for one in Alphabet}
    return {"basic": "".join(sorted(BASIC)), "pairs": "".join(sorted(EXTENSION)), **rooms}


def _back_to(name: str, anchor: str) -> ResponseReturnValue:
    """The page as it was: its two phones are named in the form where they are not the usual."""
    left = request.form.get("left", "")
    name = left if left in PHONES else name
    beside = request.form.get("beside", "")
    known = beside if beside in PHONES else None
    return redirect(url_for(".show", name=name, beside=known, _anchor=anchor), code=303)
