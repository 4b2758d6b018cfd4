"""A phone in the terminal texts the real webhook, and says what came."""

from __future__ import annotations

import itertools

import pytest

from sms.phone.carrier import WEBHOOK, Carrier
from sms.phone.talk import HINT, Talk
from tests.servers.live import LiveServer
from tests.servers.processes import free_port
from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN, OUR_NUMBER

_numbers = itertools.count(700)
TWICE = "  Twilio delivered it twice. The answer was the same byte for byte, and it was kept once."


def talked(server_url: str, *lines: str) -> list[str]:
    """Everything that is said while these lines are typed on a new phone."""
    typed, said = iter([*lines]), list[str]()

    def read() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    carrier = Carrier(f"{server_url}{WEBHOOK}", ACCOUNT_SID, AUTH_TOKEN, OUR_NUMBER)
    Talk(carrier, read, said.append, f"+447700900{next(_numbers)}").hold()
    assert said.pop(0) == HINT
    return said


def test_what_is_typed_is_texted_and_what_comes_is_said(shared_server: LiveServer) -> None:
    first, second = talked(shared_server.url, "They took my phone", "1", "/quit", "never sent")

    assert first.startswith("  Hi. We got your message. Thank you.\n  A person will read it by")
    assert second.startswith("  Thank you. We wrote down your answer.")


def test_twice_is_for_one_text_also_by_whatsapp(shared_server: LiveServer) -> None:
    said = talked(shared_server.url, "/whatsapp", "/twice", "They took my phone", "STOP")

    assert said[1] == TWICE
    assert said[2].startswith("  Taken in, and no reply goes out.")
    assert len(said) == 3


def test_another_phone_is_another_conversation(shared_server: LiveServer) -> None:
    other = f"+447700900{next(_numbers)}"

    said = talked(shared_server.url, "They took my phone", f"/as {other}", "They took my phone")

    assert [one.splitlines()[0] for one in said] == ["  Hi. We got your message. Thank you."] * 2


@pytest.mark.parametrize("number", ["+447911123456", "+4477009001230", "sam", ""])
def test_no_number_that_somebody_may_have(number: str) -> None:
    said = talked("http://127.0.0.1:9", f"/as {number}")

    assert said == ["Only +447700900000 to +447700900999: those are nobody's."]


def test_an_unknown_command_says_which_there_are() -> None:
    assert talked("http://127.0.0.1:9", "/help") == [HINT]


def test_where_nothing_answers_it_says_what_to_start() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"

    said = talked(nobody, "They took my phone")

    assert said[0].startswith("  Nothing answered")
    assert said[1] == f"  Does `make demo` run, and at {nobody}{WEBHOOK}? PORT says where."
