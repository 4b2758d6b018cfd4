import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.services.addresses import answerable

COUNTRIES = frozenset({"GB", "IQ", "FR"})


@pytest.mark.parametrize(
    "address",
    [
        "+447400123456",
        "+447700900123",  # kept for drama
        "+9647701234567",
        "+33612345678",
        "whatsapp:+447700900123",
        "whatsapp:GB.abc123",
        "rcs:anything",
    ],
)
def test_a_persons_phone_is_answered(address):
    assert answerable(address, COUNTRIES)


@pytest.mark.parametrize(
    "address",
    [
        "+442079460000",  # a landline
        "+447012345678",  # forwards to anything
        "+447612345678",  # a pager
        "+251911234567",  # a mobile of a country that is not named
        "+447797712345",  # Jersey is a country of its own
        "+999123456789",  # no country's
        "+4474001234567",  # too long
        "447400123456",
        " 447400123456",
        "07400123456",
        "+٤٤٧٤٠٠١٢٣٤٥٦",
        "+447400123456\n",
        "85258",
        "Childline",
        "",
        "whatsapp:",
        "messenger:123",
        "client:anna",
    ],
)
def test_anything_else_is_never_answered(address):
    assert not answerable(address, COUNTRIES)


def test_a_foreign_sim_is_answered_where_its_country_is_named():
    assert answerable("+251911234567", frozenset({"ET"}))
    assert not answerable("+447700900123", frozenset({"ET"}))


@given(st.text(max_size=20) | st.from_regex(r"\+[0-9]{1,18}", fullmatch=True))
def test_any_sender_can_be_judged(address):
    assert answerable(address, COUNTRIES) in (True, False)


def test_the_islands_are_answered_where_they_are_named_as_well():
    british = frozenset({"GB", "GG", "IM", "JE"})

    for mobile in ("+447797712345", "+447781123456", "+447624123456", "+447400123456"):
        assert answerable(mobile, british), mobile
    for other in ("+447012345678", "+447612345678", "+441534123456", "+4474001234567"):
        assert not answerable(other, british), other
