"""A program of ours running as a process of its own: started, read, stopped, or killed outright."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import psutil

ROOT = Path(__file__).resolve().parents[2]


class TooLateError(AssertionError):
    """Something that was waited for did not happen in time."""


def wait_until(
    happened: Callable[[], bool],
    what: str,
    *,
    seconds: float = 10,
    output: Callable[[], str] = str,
) -> None:
    """Come back as soon as `happened()` is true.

    :raise TooLateError: it was not true within `seconds`; says `what`, and `output()`.
    """
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise TooLateError(f"Not within {seconds} s: {what}.\n{output()}")
        time.sleep(0.02)


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Process:
    """A Python program of ours with its workers: one process group, with its output in a file.

    As a block it is started at the beginning and stopped at the end.
    """

    def __init__(self, arguments: Sequence[str], settings: Mapping[str, str], log: Path) -> None:
        self._arguments = arguments
        self._environment = {**_surroundings(), **settings}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill9()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def output(self) -> str:
        """All that it has printed and logged, over all its starts."""
        return self._log.read_text("utf-8", errors="replace") if self._log.exists() else ""

    @property
    def family(self) -> list[psutil.Process]:
        """Itself and all its workers; empty where it is not running."""
        return _family(self._process.pid) if self._process else []

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended, in whatever way."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and do not wait for anything."""
        if self.is_running:
            raise RuntimeError("It is running already.")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._arguments],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def run(self, *, seconds: float = 60) -> str:
        """Let it run to its own end; what it printed this time.

        :raise AssertionError: it ended with an error, or not within `seconds`.
        """
        before = len(self.output)
        self.start()
        assert self._process
        try:
            wait_until(
                lambda: not self.is_running, "it ended", seconds=seconds, output=lambda: self.output
            )
        finally:
            self.kill9()
        printed = self.output[before:]
        assert self._process.returncode == 0, printed
        return printed

    def kill9(self) -> None:
        """Kill it with all its workers in the middle of whatever they do (SIGKILL)."""
        self._end(os.killpg, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end in order (SIGTERM).

        :raise TooLateError: it did not end in 10 seconds, and was killed.
        """
        try:
            self._end(os.kill, signal.SIGTERM)
        except TooLateError:
            self.kill9()
            raise

    def _end(self, send: Callable[[int, int], None], number: signal.Signals) -> None:
        if self._process is None:
            return
        family = _family(self._process.pid)
        with suppress(ProcessLookupError):  # it had ended
            send(self._process.pid, number)
        wait_until(
            lambda: all(map(_is_gone, family)), "its processes ended", output=lambda: self.output
        )
        self._process.wait(timeout=10)


def _family(pid: int) -> list[psutil.Process]:
    try:
        leader = psutil.Process(pid)
        return [leader, *leader.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _is_gone(process: psutil.Process) -> bool:
    # In a container nobody may reap a killed worker: dead, it stays a zombie, and holds nothing.
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _surroundings() -> dict[str, str]:
    """The environment without this computer's own settings of Heard, exported or in .env."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL_", "TWILIO_", "FLASK_", "GRANIAN_", "DATABASE_URL"))
    }
    return {**kept, "FLASK_SKIP_DOTENV": "1", "PYTHON_DOTENV_DISABLED": "1"}
