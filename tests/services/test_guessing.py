"""The odds of guessing code words are what docs/threat-model.md says, and the throttle is real."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from portal.domain.code_words import BITS, english_words, meant_code_words, normalise_code_words
from portal.services import floods, take_over
from portal.services.floods import WRONG_CODES_OF_A_NETWORK, WRONG_CODES_OF_ALL, FloodError
from portal.services.office import Office
from portal.services.take_over import WrongCodeError

PAGE = " ".join((Path(__file__).parents[2] / "docs/threat-model.md").read_text("utf-8").split())
TEN_MINUTES_IN_A_YEAR = 365 * 24 * 6
GUESSES_IN_A_TRY = 2


def years(tries_in_ten_minutes: int, live: int) -> int:
    """After how many years somebody who never stops has found one of so many."""
    guesses = tries_in_ten_minutes * TEN_MINUTES_IN_A_YEAR * GUESSES_IN_A_TRY
    return round(2**BITS / (guesses * live))


def test_the_page_says_what_the_numbers_give() -> None:
    assert f"at least {BITS} bits" in PAGE
    assert f"{WRONG_CODES_OF_ALL:,} wrong tries in ten minutes" in PAGE
    assert f"{WRONG_CODES_OF_ALL * TEN_MINUTES_IN_A_YEAR:,} in a year" in PAGE
    assert f"once in {years(WRONG_CODES_OF_ALL, 1_000):,} years" in PAGE
    assert f"once in {years(WRONG_CODES_OF_ALL, 100_000):,} years" in PAGE
    assert f"it is {WRONG_CODES_OF_A_NETWORK} in ten minutes" in PAGE
    assert f"once in {years(WRONG_CODES_OF_A_NETWORK, 1_000):,} years" in PAGE


def test_both_kinds_of_code_words_have_those_bits() -> None:
    assert len(english_words()) ** 5 >= 2**BITS
    assert 2**BITS <= 10**16


def test_a_try_stands_for_two_guesses_at_most() -> None:
    typed = " ".join(word[:-1] + "x" for word in english_words()[:5])
    ways = {normalise_code_words(typed), normalise_code_words(meant_code_words(typed))}
    assert len(ways) <= GUESSES_IN_A_TRY


def test_the_throttle_stops_one_network_and_not_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "WRONG_CODES_OF_A_NETWORK", 3)
    for _ in range(3):
        with pytest.raises(WrongCodeError):
            take_over.prove(office, "not these words at all", "192.0.2.1")
    with pytest.raises(FloodError):
        take_over.prove(office, "not these words at all", "192.0.2.1")
    with pytest.raises(WrongCodeError):
        take_over.prove(office, "not these words at all", "198.51.100.7")


def test_the_throttle_stops_all_of_them_together(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "WRONG_CODES_OF_ALL", 3)
    for n in range(3):
        with pytest.raises(WrongCodeError):
            take_over.prove(office, "not these words at all", f"192.0.2.{n}")
    with pytest.raises(FloodError):
        take_over.prove(office, "not these words at all", "198.51.100.7")


def test_it_ends_with_its_ten_minutes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime.fromisoformat("2026-11-24T10:00:00+00:00")
    monkeypatch.setattr(floods, "WRONG_CODES_OF_A_NETWORK", 1)
    with office.database.write() as connection:
        floods.count_code(connection, office, "192.0.2.1", at)
    with office.database.write() as connection, pytest.raises(FloodError):
        floods.count_code(connection, office, "192.0.2.1", at)
    with office.database.write() as connection:
        floods.count_code(connection, office, "192.0.2.1", at + timedelta(minutes=10))
