"""Code words cannot be tried for ever, and a wrong one takes as long as a right one."""

from __future__ import annotations

import base64
import re
import secrets

import pytest
from flask import Flask

from portal.db import sealing
from portal.domain.code_words import meant_code_words
from portal.services import floods
from portal.services.floods import WRONG_CODES_OF_A_NETWORK
from tests.child.told import enter, own, told
from tests.portal_client import Child, an_app, office_of
from tests.servers.databases import Databases
from tests.servers.settings import production_settings


def tried_often(app: Flask, address: str, times: int) -> None:
    """As many wrong code words as that came from this address just now."""
    place = office_of(app)
    with place.database.write() as connection:
        for _ in range(times):
            floods.count_code(connection, place, address, place.clock())


def test_after_too_many_a_kind_page_gives_back_what_was_typed(app: Flask) -> None:
    code = told(app)
    tried_often(app, "127.0.0.1", WRONG_CODES_OF_A_NETWORK)
    child = Child(app.test_client(use_cookies=False))
    child.open("take-over")

    for typed in (code, "wrong words"):
        page = child.post("take-over", go="open", code_words=typed, words="They <3 moved me")

        assert page.status_code == 429
        assert "Please wait ten minutes, then try again" in child.text
        assert "Too many wrong code words were tried. It may not have been you." in child.text
        assert "Your words are still here." in child.text
        assert "A lot of messages" not in child.text
        assert "0800 1111" in child.text
        assert f'name="code_words" value="{typed}"' in page.text
        assert "They <3 moved me" in child.text


def test_other_networks_are_not_made_to_wait(app: Flask) -> None:
    code = told(app)
    tried_often(app, "192.0.2.7", WRONG_CODES_OF_A_NETWORK)

    child = enter(Child(app.test_client(use_cookies=False)), code)

    assert "Someone told us something for you" in child.text


def test_enough_tries_from_everywhere_are_too_many(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "WRONG_CODES_OF_ALL", 3)
    for network in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
        tried_often(app, network, 1)

    page = enter(Child(app.test_client(use_cookies=False)), told(app)).page

    assert page
    assert page.status_code == 429


def test_right_code_words_do_not_count(app: Flask) -> None:
    code = told(app)
    tried_often(app, "127.0.0.1", WRONG_CODES_OF_A_NETWORK - 1)

    for _ in range(3):
        child = enter(Child(app.test_client(use_cookies=False)), code)
        assert "Someone told us something for you" in child.text


def test_right_and_wrong_code_words_take_the_same_slow_hashes(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, hashed = own(app), []
    slowly = sealing._slow_hash

    def counted(value: str, key: bytes) -> str:
        hashed.append(value)
        return slowly(value, key)

    monkeypatch.setattr(sealing, "_slow_hash", counted)
    counts = []
    for typed in (code, "wrong", "9" * 5_000):
        enter(Child(app.test_client(use_cookies=False)), typed)
        counts.append(len(hashed))
        hashed.clear()

    assert counts == [1, 1, 1]


def test_code_words_still_work_once_the_key_has_changed(databases: Databases) -> None:
    url = databases.migrated("sqlite")
    first = production_settings(url, "http://127.0.0.1:8000")
    old = an_app(url, clock=None, **first)
    code = own(old)
    office_of(old).database.close()
    newest = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    keys = f"{newest},{first['PORTAL_DATA_KEYS']}"

    app = an_app(url, clock=None, **{**first, "PORTAL_DATA_KEYS": keys})

    child = enter(Child(app.test_client(use_cookies=False)), code)
    assert "Welcome back" in child.text
    child.post("take-over", go="send", not_them="Not Dave")
    assert "Thank you. We have it." in child.text
    office_of(app).database.close()


def test_a_child_who_cannot_spell_comes_in_all_the_same(app: Flask, child: Child) -> None:
    words = told(app).split()

    enter(child, " ".join(_misspelt(word) for word in words))

    assert "Someone told us something for you" in child.text


def test_nothing_typed_is_asked_for_in_its_own_words(child: Child) -> None:
    enter(child, "  ")

    assert child.page
    assert child.page.status_code == 400
    assert "Please type your code words." in child.text
    assert "One word is enough" not in child.text


def test_no_browser_sends_code_words_away_to_be_checked(child: Child) -> None:
    page = child.open("take-over")

    (box,) = re.findall("<input[^>]* name=.code_words[^>]*>", page.text)
    assert 'spellcheck="false"' in box
    assert 'autocomplete="off"' in box


def _misspelt(word: str) -> str:
    """The word with a slip in it that makes it nearer to no other."""
    slips = (word[1] + word[0] + word[2:], word + word[-1], word[:-1], word[:1] + word[2:])
    return next(slip for slip in slips if slip != word and meant_code_words(slip) == word)
