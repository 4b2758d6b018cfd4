"""The texts on a simulated phone."""

from __future__ import annotations

import stat
from pathlib import Path

from sms.phone.thread import Bubble, Thread, Whose


def test_what_was_added_comes_back_in_order_and_verbatim(tmp_path: Path) -> None:
    texts = ["  two\nlines", "أخذوا \u200c <3", "a\u2028b\x85c", ""]
    thread = Thread(tmp_path / "phones", "sam")

    thread.add([Bubble(Whose.CHILD, text, "1 text") for text in texts])
    thread.add([Bubble(Whose.HEARD, "Hi")])

    assert [bubble.text for bubble in thread.bubbles()] == [*texts, "Hi"]
    assert thread.bubbles()[-1] == Bubble(Whose.HEARD, "Hi", "")


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    Thread(tmp_path / "phones", "sam").add([Bubble(Whose.CHILD, "Hi")])

    assert stat.S_IMODE((tmp_path / "phones" / "sam.jsonl").stat().st_mode) == 0o600


def test_each_phone_has_its_own_and_can_be_cleared(tmp_path: Path) -> None:
    sam, jo = Thread(tmp_path, "sam"), Thread(tmp_path, "jo")
    sam.add([Bubble(Whose.CHILD, "From Sam")])
    jo.add([Bubble(Whose.CHILD, "From Jo")])

    sam.clear()
    sam.clear()

    assert sam.bubbles() == []
    assert [bubble.text for bubble in jo.bubbles()] == ["From Jo"]
