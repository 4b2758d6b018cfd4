"""One command runs it all, and ends all of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.demo.running import MakeDemo, RunningDemo, is_gone
from tests.servers.processes import wait_until


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[RunningDemo]:
    """A demo of this test alone, not started."""
    demo = RunningDemo(tmp_path)
    yield demo
    demo.stop()


def _records(demo: RunningDemo) -> set[str]:
    return {file.name for file in (demo.folder / "register").glob("*.json")}


def test_ctrl_c_ends_everything_and_nothing_is_invented_twice(demo: RunningDemo) -> None:
    demo.start()
    wait_until(lambda: len(_records(demo)) == 5, "the invented records arrive")
    before = _records(demo)

    demo.press_ctrl_c()

    assert demo.status == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{demo.url}/healthz", timeout=5)
    demo.start()
    page = requests.get(f"{demo.url}/demo/register", timeout=5).text
    assert page.count("<article") == 5
    assert _records(demo) == before


def test_make_demo_runs_it_and_what_ends_make_ends_the_demo(tmp_path: Path) -> None:
    demo = MakeDemo(tmp_path)
    demo.start()
    everything = demo.programs

    demo.stop()

    wait_until(lambda: all(map(is_gone, everything)), "nothing is left running")
    assert len(everything) >= 4
    assert "Heard has ended" in demo.output


def test_a_taken_port_is_left_alone_and_said(demo: RunningDemo) -> None:
    with socket.socket() as somebody_else:
        somebody_else.bind(("127.0.0.1", demo.port))
        somebody_else.listen()
        demo.start()

    assert f"Port {demo.port} is taken, so the demo is at port " in demo.output
    assert demo.url != f"http://127.0.0.1:{demo.port}"
    assert requests.get(f"{demo.url}/readyz", timeout=5).ok


@pytest.mark.parametrize("name", ["granian", "register", "worker"])
def test_when_a_program_dies_the_demo_ends_and_says_which(demo: RunningDemo, name: str) -> None:
    demo.start()
    programs = demo.programs

    next(p for p in programs if name in p.cmdline()).kill()
    wait_until(lambda: not demo.is_running, "the demo ends", output=lambda: demo.output)

    assert demo.status == 1
    which = {"granian": "server", "register": "consumer", "worker": "worker"}[name]
    assert f"Error: The {which} ended by itself" in demo.output
    wait_until(lambda: all(map(is_gone, programs)), "nothing is left running")


def test_a_real_account_is_refused_in_one_sentence(tmp_path: Path) -> None:
    demo = RunningDemo(tmp_path, TWILIO_ACCOUNT_SID="AC" + "5e" * 16)

    said = demo.run_to_its_end()

    assert demo.status == 1
    assert said == (
        "The demo does not start beside a real installation: TWILIO_ACCOUNT_SID is set, "
        "in the environment or in .env.\n"
    )
    assert not demo.folder.exists()
