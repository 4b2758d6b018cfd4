"""The demo's programs, each a process of its own with its output in a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from portal.settings import ROOT

SECONDS_TO_END = 10
_LAST_LINES = 10


class EndedError(RuntimeError):
    """A program ended by itself; the message says which, and what it said last."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program that the demo needs, as `python -m` runs it. `name` starts a sentence."""

    name: str
    arguments: Sequence[str]
    log: Path


@dataclass(frozen=True, slots=True)
class Running:
    """A program that was started."""

    program: Program
    process: subprocess.Popen[bytes]

    def must_run(self) -> None:
        """Look whether it runs.

        :raise EndedError: it does not.
        """
        status = self.process.poll()
        if status is None:
            return
        last = self.program.log.read_text("utf-8", errors="replace").splitlines()[-_LAST_LINES:]
        said = "\n".join((f"{self.program.name} ended by itself, with {status}.", *last))
        raise EndedError(f"{said}\nAll it said is in {self.program.log}.")

    def end(self) -> None:
        """Ask it to end in order; after 10 seconds kill it, and whatever it left running."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(SECONDS_TO_END)
        with suppress(ProcessLookupError):  # nothing was left
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(programs: Sequence[Program], environment: Mapping[str, str]) -> Iterator[list[Running]]:
    """All of them, started in this order, and ended in the other when the block ends."""
    with ExitStack() as started:
        yield [_start(program, environment, started) for program in programs]


def _start(program: Program, environment: Mapping[str, str], started: ExitStack) -> Running:
    with program.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own programs, no words of anybody's
            [sys.executable, "-m", *program.arguments],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # A group of its own: Ctrl-C is for the demo, which then ends its programs, and
            # nothing that one of them started is overlooked.
            start_new_session=True,
        )
    found = Running(program, process)
    started.callback(found.end)
    return found
