"""Our own server and our own consumer, each as the real process that a council runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from tests.servers.processes import Process, free_port, wait_until
from tests.servers.settings import production_settings


class LiveServer(Process):
    """Granian with our app, on a port of 127.0.0.1 that stays the same over restarts."""

    def __init__(
        self,
        database_url: str,
        folder: Path,
        *,
        workers: int = 2,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        port = free_port()
        self._workers = workers
        self.url = f"http://127.0.0.1:{port}"
        self.settings = {**production_settings(database_url, self.url), **(settings or {})}
        arguments = ("--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port))
        # More threads than one only queue up inside SQLite, and its busy handler sleeps.
        threads = 1 if database_url.startswith("sqlite") else 4
        how_many = ("--workers", str(workers), "--blocking-threads", str(threads))
        super().__init__(
            ("-m", "granian", *arguments, *how_many, "wsgi:app"),
            self.settings,
            folder / "server.log",
        )

    @property
    def public_url(self) -> str:
        """The address that the public and Twilio know, which is what Twilio signs."""
        return self.settings["PORTAL_PUBLIC_BASE_URL"].split(",")[0]

    def start(self) -> None:
        """Start it, and come back when `/healthz` answers and every worker is there."""
        workers = self._workers_started() + self._workers
        super().start()
        wait_until(
            lambda: self._is_ready(workers),
            "every worker started, and /healthz answers",
            seconds=30,
            output=lambda: self.output,
        )

    def restart(self) -> None:
        """Kill it outright and start it again at the same address."""
        self.kill9()
        self.start()

    def _workers_started(self) -> int:
        return self.output.count("Started worker-")

    def _is_ready(self, workers: int) -> bool:
        if not self.is_running:
            raise RuntimeError(f"The server did not start:\n{self.output}")
        if self._workers_started() < workers:
            return False
        try:
            return requests.get(f"{self.url}/healthz", timeout=5).ok
        except requests.RequestException:
            return False


class Consumer(Process):
    """`flask register deliver` into a folder. Made with the settings of the server it goes with."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        self.folder = folder / "register"
        self.folder.mkdir(exist_ok=True)
        self._settings = settings
        self._log_folder = folder
        super().__init__(self._deliver(), settings, folder / "consumer.log")

    def drain(self) -> list[dict[str, Any]]:
        """Deliver what is due at this moment, then end; all that was ever delivered."""
        log = self._log_folder / "drain.log"
        Process(self._deliver("--once"), self._settings, log).run()
        return self.delivered

    @property
    def delivered(self) -> list[dict[str, Any]]:
        """The records in the folder, in the order of their file names."""
        return [json.loads(path.read_bytes()) for path in sorted(self.folder.glob("*.json"))]

    def wait_for(self, count: int, *, seconds: float = 30) -> list[dict[str, Any]]:
        """The records delivered, once there are `count` of them."""
        wait_until(
            lambda: len(self.delivered) >= count,
            f"{count} records delivered",
            seconds=seconds,
            output=lambda: self.output,
        )
        return self.delivered

    def _deliver(self, *options: str) -> tuple[str, ...]:
        command = ("-m", "flask", "--app", "wsgi", "register", "deliver")
        return (*command, "--to", f"dir:{self.folder}", *options)
