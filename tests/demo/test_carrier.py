"""The carrier that plays Twilio: its form and its signature are Twilio's."""

from __future__ import annotations

from twilio.request_validator import RequestValidator

from sms.phone.carrier import Answer, Carrier, Way
from sms.phone.screen import shown
from sms.phone.thread import Whose
from tests.servers.processes import free_port
from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN, CHILDS_NUMBER, OUR_NUMBER
from tests.servers.texts import text_form


def _carrier(address: str = "http://127.0.0.1:5000/sms/incoming") -> Carrier:
    return Carrier(address, ACCOUNT_SID, AUTH_TOKEN, OUR_NUMBER)


def test_the_form_is_the_one_that_twilio_posts() -> None:
    form = _carrier().form("They took my phone", CHILDS_NUMBER, Way.USUAL)

    assert form == text_form("They took my phone", sid=form["MessageSid"])


def test_every_text_has_an_id_of_its_own() -> None:
    carrier = _carrier()
    sids = {carrier.form("Hi", CHILDS_NUMBER, Way.USUAL)["MessageSid"] for _ in range(3)}

    assert len(sids) == 3


def test_a_long_text_says_how_many_segments_it_took() -> None:
    assert _carrier().form("ع" * 71, CHILDS_NUMBER, Way.USUAL)["NumSegments"] == "2"
    assert _carrier().form("", CHILDS_NUMBER, Way.USUAL)["NumSegments"] == "1"


def test_whatsapp_names_both_ends_by_its_own_scheme() -> None:
    form = _carrier().form("Hi", CHILDS_NUMBER, Way.WHATSAPP)

    assert form["From"] == f"whatsapp:{CHILDS_NUMBER}"
    assert form["To"] == f"whatsapp:{OUR_NUMBER}"
    assert form["WaId"] == CHILDS_NUMBER.lstrip("+")


def test_the_signature_holds_unless_it_is_to_be_forged() -> None:
    carrier = _carrier()
    form = carrier.form("<3 é\n&", CHILDS_NUMBER, Way.USUAL)
    check = RequestValidator(AUTH_TOKEN).validate

    assert check(carrier.address, form, carrier.signature(form, Way.USUAL))
    assert not check(carrier.address, form, carrier.signature(form, Way.FORGED))


def test_nobody_at_the_other_end_is_an_answer_too() -> None:
    nobody = _carrier(f"http://127.0.0.1:{free_port()}/sms/incoming")

    answers = nobody.carry("Hi", CHILDS_NUMBER, Way.USUAL)

    assert [(answer.status, answer.messages) for answer in answers] == [(0, [])]
    assert shown("Hi", Way.USUAL, answers)[1].text == "Nothing answered within 10 seconds."


def test_silence_and_refusal_are_notes_on_the_screen() -> None:
    silence, refusal = Answer(200, b"<Response/>", 7), Answer(503, b"Not kept", 9)

    assert shown("STOP", Way.USUAL, [silence])[1].text == "Taken in, and no reply goes out. 7 ms."
    assert shown("Hi", Way.USUAL, [refusal])[1].text == "The webhook answered 503. 9 ms."


def test_a_second_answer_that_differs_is_called_a_fault() -> None:
    first, again = Answer(200, b"<Response/>", 7), Answer(200, b"<Response />", 7)

    bubbles = shown("Hi", Way.TWICE, [first, again])

    assert bubbles[-1].whose is Whose.NOTE
    assert "that is a fault" in bubbles[-1].text


def test_a_reply_says_what_it_takes_and_how_long_it_took() -> None:
    reply = Answer(200, "<Response><Message>Hi €</Message></Response>".encode(), 12)

    assert shown("ع", Way.USUAL, [reply])[0].detail == "1 text, UCS-2, 1 of 70"
    assert shown("ع", Way.USUAL, [reply])[1].detail == "1 text, GSM-7, 5 of 160, 12 ms"
