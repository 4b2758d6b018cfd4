"""What judges a fault looks at what is really there, and says so where it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.db import schema
from sms.phone.carrier import Way
from sms.phone.faults_out import FAULTS, try_out
from sms.phone.handset import media_type_of
from sms.phone.switchboard import Mark, OutOfNumbersError, Switchboard
from sms.phone.thread import Bubble, Thread, Whose
from sms.phone.trial import Claim, counted, verdict
from tests.demo.test_carrier import _carrier
from tests.portal_client import office_of
from tests.servers.processes import free_port
from tests.servers.settings import CHILDS_NUMBER, OUR_NUMBER


@pytest.fixture
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", str(free_port()))


@pytest.fixture
def silent_app(nobody_answers: None, demo_app: Flask) -> Iterator[Flask]:
    """The demo's app with its tables, and no server where its webhook should be."""
    schema.upgrade(office_of(demo_app).database)
    return demo_app


@pytest.mark.parametrize("name", list(FAULTS))
def test_where_the_webhook_does_not_answer_every_fault_goes_wrong(
    silent_app: Flask, tmp_path: Path, name: str
) -> None:
    last = try_out(FAULTS[name], office_of(silent_app), Switchboard(tmp_path))[-1]

    assert last.whose is Whose.WRONG
    assert last.text.endswith(".")


def test_a_verdict_says_what_there_is_and_what_there_should_be() -> None:
    kept, lost = Claim(True, "kept", "lost"), Claim(False, "kept", "lost")
    wanted, other = (
        counted(1, 1, "intake", "intakes"),
        counted(2, 1, "intake", "intakes"),
    )

    assert verdict([wanted, kept]) == Bubble(Whose.RIGHT, "One intake, kept.")
    assert verdict([wanted, lost]) == Bubble(Whose.WRONG, "One intake, lost.")
    assert verdict([other, kept]).text == "Two intakes where there should be 1, kept."
    assert counted(17, 17, "text", "texts").so == "17 texts"


# The network's memory


@pytest.mark.parametrize(
    ("words", "type_"),
    [
        *(("STOP", "STOP"), (" unsubscribe\n", "STOP"), ("Yes", "START"), ("info", "HELP")),
        *(("STOP PLEASE", ""), ("help me", ""), ("", ""), ("they stop me", "")),
    ],
)
def test_single_words_alone_are_the_networks(tmp_path: Path, words: str, type_: str) -> None:
    board = Switchboard(tmp_path)
    board.switch(on=True)

    assert board.hear(words, CHILDS_NUMBER) == type_


def test_nothing_is_the_networks_while_it_leaves_them_to_us(tmp_path: Path) -> None:
    board = Switchboard(tmp_path)

    assert board.hear("STOP", CHILDS_NUMBER) == ""
    assert not board.is_marked(Mark.STOPPED, CHILDS_NUMBER)


def test_one_block_holds_by_text_and_by_rcs_until_start_or_the_switch(tmp_path: Path) -> None:
    board = Switchboard(tmp_path)
    board.switch(on=True)

    board.hear("STOP", CHILDS_NUMBER)
    assert board.is_marked(Mark.STOPPED, f"rcs:{CHILDS_NUMBER}")
    board.hear("HELP", CHILDS_NUMBER)
    assert board.is_marked(Mark.STOPPED, CHILDS_NUMBER)
    board.hear("start", CHILDS_NUMBER)
    assert not board.is_marked(Mark.STOPPED, CHILDS_NUMBER)

    board.hear("STOP", CHILDS_NUMBER)
    board.switch(on=False)
    assert not board.is_marked(Mark.STOPPED, CHILDS_NUMBER)


def test_each_try_has_a_number_kept_for_drama_until_there_is_none(tmp_path: Path) -> None:
    board = Switchboard(tmp_path)

    numbers = [board.new_number() for _ in range(700)]

    assert len(set(numbers)) == 700
    assert all(number.startswith("+447700900") and len(number) == 13 for number in numbers)
    with pytest.raises(OutOfNumbersError):
        board.new_number()


def test_nothing_but_a_photo_is_given_out_as_one(tmp_path: Path) -> None:
    board = Switchboard(tmp_path)
    name = board.keep_photo(b"photo")
    (tmp_path / "secret").write_bytes(b"secret")

    assert board.photo(name) == b"photo"
    assert board.photo("../secret") is None
    assert board.photo(f"ME{32 * '0'}") is None


def test_pictures_are_known_by_their_first_bytes() -> None:
    assert media_type_of(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_type_of(b"RIFF1234WEBP") == "image/webp"
    assert media_type_of(b"RIFF1234WAVE") is None
    assert media_type_of(b"<svg>") is None


# Forms


def test_rcs_has_a_scheme_at_both_ends_and_no_name_of_whatsapp() -> None:
    form = _carrier().form("Hi", CHILDS_NUMBER, Way.RCS)

    assert (form["From"], form["To"]) == (f"rcs:{CHILDS_NUMBER}", f"rcs:{OUR_NUMBER}")
    assert "WaId" not in form
    assert "ProfileName" not in form


def test_who_has_no_number_on_whatsapp_has_a_name_there() -> None:
    form = _carrier().form("Hi", "GB.Zq3fV0aB7cD9", Way.WHATSAPP)

    assert form["From"] == "whatsapp:GB.Zq3fV0aB7cD9"
    assert form["ExternalUserId"] == "GB.Zq3fV0aB7cD9"
    assert "WaId" not in form


def test_a_screen_that_an_older_demo_kept_is_still_shown(tmp_path: Path) -> None:
    (tmp_path / "sam.jsonl").write_text('{"whose": "child", "text": "hi", "detail": ""}\n', "utf-8")

    assert Thread(tmp_path, "sam").bubbles() == [Bubble(Whose.CHILD, "hi")]
