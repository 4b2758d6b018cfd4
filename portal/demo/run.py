"""Runs the demo: the real server, consumer and worker, until somebody ends it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from portal.demo import settings
from portal.demo.place import register_in
from portal.demo.ports import free_port_from
from portal.demo.processes import Program, Running, running
from portal.demo.settings import ADMINISTRATOR, MANAGER, OF_NCH, OF_UPFRONT, OFFICER

SECONDS_TO_START = 60
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DoesNotAnswerError(RuntimeError):
    """The server runs and does not answer."""


class Stop:
    """Whether somebody asked the demo to end. A plain flag: a signal may come at any moment."""

    asked = False


def run(environ: Mapping[str, str], say: Callable[[str], None], password: str) -> None:
    """Run everything until Ctrl-C, SIGTERM or SIGHUP. The database must be ready.

    `password` is said: the invented people of the desk sign in with it.

    :raise portal.demo.ports.NoFreePortError: no port near the wanted one is free.
    :raise portal.demo.processes.EndedError: one of the programs ended by itself.
    :raise DoesNotAnswerError: the server did not answer within a minute.
    """
    folder, wanted = settings.folder(environ), settings.port(environ)
    port = free_port_from(wanted)
    if port != wanted:
        say(f"Port {wanted} is taken, so the demo is at port {port}.")
    register_in(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{port}"
    with (
        _signals() as stop,
        running(_programs(folder, port), _inherited(environ, port)) as all_three,
    ):
        _wait_for_answer(f"{address}/healthz", all_three, stop)
        if not stop.asked:
            say(_welcome(address, folder, password))
        while not stop.asked:
            _rest(all_three)
    say("Heard has ended. Its data is kept for the next time.")


def _programs(folder: Path, port: int) -> list[Program]:
    listen = ("--host", "127.0.0.1", "--port", str(port), "--interface", "wsgi")
    # The phone's own request waits for the webhook's, so one thread would wait for itself.
    threads = ("--workers", "1", "--blocking-threads", "4")
    deliver = ("register", "deliver", "--to", f"dir:{register_in(folder)}")
    return [
        Program("The server", ("granian", *listen, *threads, "wsgi:app"), folder / "server.log"),
        Program("The consumer", ("flask", "--app", "wsgi", *deliver), folder / "consumer.log"),
        Program("The worker", ("flask", "--app", "wsgi", "worker"), folder / "worker.log"),
    ]


def _inherited(environ: Mapping[str, str], port: int) -> dict[str, str]:
    """The environment of the programs; without what would tell the server otherwise."""
    kept = {name: value for name, value in environ.items() if not name.startswith("GRANIAN_")}
    return {**kept, "PORT": str(port)}


def _wait_for_answer(address: str, programs: list[Running], stop: Stop) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not (stop.asked or _answers(address)):
        _rest(programs)
        if time.monotonic() > deadline:
            raise DoesNotAnswerError(f"Nothing answered at {address} within a minute.")


def _answers(address: str) -> bool:
    with requests.Session() as session:
        session.trust_env = False  # a proxy of this computer would not find this computer
        try:
            return session.get(address, timeout=2).ok
        except requests.RequestException:
            return False


def _rest(programs: list[Running]) -> None:
    time.sleep(0.2)
    for program in programs:
        program.must_run()


@contextmanager
def _signals() -> Iterator[Stop]:
    """Notes that somebody asked the demo to end, by Ctrl-C or otherwise, as long as it runs."""
    stop = Stop()

    def note(_number: int, _frame: object) -> None:
        stop.asked = True

    before = [signal.signal(number, note) for number in _SIGNALS]
    try:
        yield stop
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)


def _welcome(address: str, folder: Path, password: str) -> str:
    return f"""
Heard is running on this computer, with invented data.

  Start here             {address}/demo
  The child's pages      {address}/
  A phone to text from   {address}/phone
  Customer care's desk   {address}/care/
  An advocate's desk     {address}/advocate/
  The demo's register    {address}/demo/register

At the desk, sign in with the password {password}
as {OFFICER}, {MANAGER} or {ADMINISTRATOR};
for an advocacy service as {OF_UPFRONT} or {OF_NCH}.

Data and logs are in {folder}; delete it to begin afresh.
Ctrl-C ends it.
"""
