"""Who may be answered by text: people, never machines, and never a phone that reads aloud."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
# Every British mobile, those with a range newer than our tables and those kept for drama, which
# stand in our examples, among them. 070 forwards to anything and 076 is pagers.
_BRITISH_MOBILE = re.compile(r"\+447[1-57-9][0-9]{8}", re.ASCII)
_OPAQUE = ("whatsapp:", "rcs:")
# Britain and the islands share +44 7: to tell them apart takes long, and need not be.
_SHARING_44_7 = frozenset({"GB", "GG", "IM", "JE"})


def answerable(address: str, countries: frozenset[str]) -> bool:
    """Whether a text may go back to `address`.

    True for a mobile number, as E.164, of one of `countries` (ISO 3166 codes such as "GB"), and
    for any `whatsapp:` or `rcs:` address, which need not hold a number. Short codes and names
    are machines. A network reads a text to a landline aloud, to whoever is in the room.
    """
    scheme, colon, rest = address.partition(":")
    if colon:
        return f"{scheme}:" in _OPAQUE and bool(rest.strip())
    return bool(_E164.fullmatch(address)) and _is_mobile(address, countries)


def _is_mobile(address: str, countries: frozenset[str]) -> bool:
    if countries >= _SHARING_44_7 and _BRITISH_MOBILE.fullmatch(address):
        return True
    try:
        number = phonenumbers.parse(address)
    except NumberParseException:  # no country has this code
        return False
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return "GB" in countries and bool(_BRITISH_MOBILE.fullmatch(address))
    return (
        kind == PhoneNumberType.MOBILE and phonenumbers.region_code_for_number(number) in countries
    )
