"""A mail server for tests, `python -m tests.servers.mail_server`: what it takes lands in a folder.

Each mail becomes one file as it came, byte for byte, with a file beside it that says for whom.
"""

from __future__ import annotations

import argparse
import secrets
import ssl
import threading
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

USER, PASSWORD = "heard", "swordfish"
# Nobody's mailbox: refused as a server refuses an address that it does not know.
UNKNOWN = "nobody@kent.example"


class Mailbox:
    """Takes every mail, but those for an address that it does not know."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_RCPT(  # noqa: N802 - the server calls it by this name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Say whether there is such a mailbox."""
        if address == UNKNOWN:
            return "550 No such mailbox, and here is a text that must not be kept"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keep a mail."""
        name = secrets.token_hex(8)
        (self._folder / f"{name}.to").write_text("\n".join(envelope.rcpt_tos), "utf-8")
        part = self._folder / f"{name}.part"
        part.write_bytes(envelope.original_content or b"")
        part.rename(self._folder / f"{name}.eml")
        return "250 OK"


def _allow(_server: Any, _session: Any, _envelope: Any, mechanism: str, given: Any) -> AuthResult:
    is_known = mechanism in ("LOGIN", "PLAIN") and given.login == USER.encode()
    is_right = is_known and given.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


def main() -> None:
    """Listen until killed."""
    wants = argparse.ArgumentParser()
    wants.add_argument("folder", type=Path)
    wants.add_argument("--host", default="127.0.0.1")
    wants.add_argument("--port", type=int, required=True)
    wants.add_argument("--certificate", type=Path, help="With it, nothing is taken without TLS.")
    wants.add_argument("--is-tls", action="store_true", help="TLS from the first byte.")
    wants.add_argument("--asks-who", action="store_true", help="Nothing is taken from strangers.")
    said = wants.parse_args()
    context = None
    if said.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(said.certificate)
    Controller(
        Mailbox(said.folder),
        hostname=said.host,
        port=said.port,
        ssl_context=context if said.is_tls else None,
        tls_context=None if said.is_tls else context,
        require_starttls=context is not None and not said.is_tls,
        authenticator=_allow,
        auth_required=said.asks_who,
        auth_require_tls=context is not None and not said.is_tls,
    ).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
