"""A mail server as a process of its own, and what came to it."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.servers.processes import Process, free_port, wait_until


@dataclass(frozen=True)
class Mail:
    """One mail as it came, and for whom."""

    to: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, read."""
        read = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read


class MailServer(Process):
    """Listens on a port of 127.0.0.1 that stays the same over restarts. `options`: its own."""

    def __init__(self, folder: Path, *options: str, host: str = "127.0.0.1") -> None:
        self.folder = folder / "mails"
        self.folder.mkdir(exist_ok=True)
        self.host = host
        self.port = free_port()
        where = ("--host", host, "--port", str(self.port))
        arguments = ("-m", "tests.servers.mail_server", str(self.folder), *where, *options)
        super().__init__(arguments, {}, folder / "mail_server.log")

    @property
    def url(self) -> str:
        """Its address, as PORTAL_SMTP_URL has it."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings that lead to it."""
        return {"PORTAL_SMTP_URL": self.url}

    def start(self) -> None:
        """Start it, and come back when it listens."""
        super().start()
        wait_until(self._listens, "the mail server listens", output=lambda: self.output)

    @property
    def mails(self) -> list[Mail]:
        """All that came, in no order."""
        return [
            Mail(tuple(file.with_suffix(".to").read_text("utf-8").split()), file.read_bytes())
            for file in self.folder.glob("*.eml")
        ]

    @property
    def told(self) -> list[str]:
        """Who was sent a mail: one address for each, in order of the alphabet."""
        return sorted(address for mail in self.mails for address in mail.to)

    def wait_for(self, count: int, *, seconds: float = 20) -> list[Mail]:
        """The mails, once there are `count` of them."""
        wait_until(lambda: len(self.mails) >= count, f"{count} mails came", seconds=seconds)
        return self.mails

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection((self.host, self.port), timeout=1):
            return True
        return False
