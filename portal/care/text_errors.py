"""Why a text did not arrive, in a sentence for customer care: Twilio's numbers, and a default.

Source: twilio.com/docs/api/errors; the list changes without notice.
"""

from __future__ import annotations

_SAID = {
    21211: "that is no telephone number",
    21610: "they texted STOP",
    21612: "that number cannot be reached by text",
    21614: "that is no mobile number",
    21617: "it was too long",
    30003: "the phone is off or out of reach: try another way, or another day",
    30004: "the network blocks our texts to it: reach them another way",
    30005: "nobody has that number any more: ask for the new one",
    30006: "that is a landline, or cannot get texts: ask for a mobile",
    30007: "the network took it for spam: say it in other words, without links",
    30008: "the network did not say why",
    63003: "that number has no WhatsApp",
    63014: "they blocked us on WhatsApp",
    63016: "WhatsApp takes a text of ours only within a day of their last: reach them another way",
    63018: "WhatsApp had too many texts of ours",
    14107: "too many texts went to and fro",
    20003: "Twilio does not accept our token: tell whoever runs this service",
    20429: "Twilio was busy",
    21611: "too many texts of ours were waiting",
}


def why_not(code: int | None) -> str:
    """Why, with Twilio's number; "nobody said why" where there is none."""
    if code is None:
        return "nobody said why"
    return f"{_SAID.get(code, 'Twilio says only its number')} ({code})"
