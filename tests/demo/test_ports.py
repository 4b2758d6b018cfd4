"""A port that is free, near the one that was wanted."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from portal.demo import ports
from portal.demo.ports import NoFreePortError, free_port_from


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]

    assert free_port_from(port) == port


def test_the_next_free_one_stands_in_for_a_taken_one(taken: int) -> None:
    assert taken < free_port_from(taken) < taken + ports.PORTS_TO_TRY


def test_too_many_taken_ones_are_said_in_a_sentence(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "PORTS_TO_TRY", 1)

    with pytest.raises(NoFreePortError, match=f"ports {taken} to {taken} are all taken"):
        free_port_from(taken)
