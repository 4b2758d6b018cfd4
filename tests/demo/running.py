"""`flask demo` as a process, as `make demo` runs it, with a folder of its own."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import psutil

from tests.servers.processes import Process, free_port, wait_until

_ADDRESS = re.compile(r"Start here +(http://\S+)/demo")


def is_gone(process: psutil.Process) -> bool:
    """Whether it has ended. In a container nobody may reap it: a zombie holds nothing."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class RunningDemo(Process):
    """The whole demo: the command, and the server and the consumer that it starts."""

    command: tuple[str, ...] = ("-m", "flask", "--app", "wsgi", "demo")

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder / "demo"
        self.port = free_port()
        own = {"PORTAL_DEMO": "1", "PORTAL_DEMO_DIR": str(self.folder), "PORT": str(self.port)}
        super().__init__(self.command, {**own, **settings}, folder / "demo.log")

    def start(self) -> None:
        """Start it, and come back when it has printed its addresses."""
        printed = len(self._addresses)
        super().start()
        wait_until(
            lambda: len(self._addresses) > printed,
            "the demo prints its addresses",
            seconds=60,
            output=lambda: self.output,
        )

    @property
    def url(self) -> str:
        """The address that it printed last."""
        return self._addresses[-1]

    @property
    def status(self) -> int | None:
        """What it ended with; None while it runs."""
        return self._process.poll() if self._process else None

    @property
    def programs(self) -> list[psutil.Process]:
        """Everything that it started and that runs."""
        assert self._process
        return psutil.Process(self._process.pid).children(recursive=True)

    def press_ctrl_c(self) -> None:
        """As somebody does at the terminal, and wait until all of it has ended."""
        assert self._process
        everything = [psutil.Process(self._process.pid), *self.programs]
        self._process.send_signal(signal.SIGINT)
        wait_until(
            lambda: all(map(is_gone, everything)), "all of it ends", output=lambda: self.output
        )
        self._process.wait()

    def run_to_its_end(self) -> str:
        """Start it and wait until it ends by itself; what it printed."""
        super().start()
        wait_until(lambda: not self.is_running, "it ends", seconds=30, output=lambda: self.output)
        return self.output

    @property
    def _addresses(self) -> list[str]:
        return _ADDRESS.findall(self.output)


class MakeDemo(RunningDemo):
    """The same by `make demo`, with the packages that are there."""

    _make = ("make", "-o", ".venv/.requirements", f"BIN={Path(sys.executable).parent}", "demo")
    command = ("-c", f"import os; os.environ.pop('MAKEFLAGS', 0); os.execvp('make', {_make})")
