"""How mails go out, from the text of a setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.domain.mail_address import is_address
from portal.settings.values import WrongValueError

_PORTS = {"smtp": 587, "smtps": 465}
_ROUTES = "must be smtp://user:password@host:port or smtps://…"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A server that takes mails. `user` "": it asks nobody who they are.

    `is_tls`: the connection begins with TLS; without, TLS begins with STARTTLS.
    """

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that mails are written to: the demo's."""

    path: Path


def mail_route(text: str) -> SmtpServer | Folder:
    """An SMTP server's address, or `dir:PATH`."""
    if text.startswith("dir:") and text[4:].strip():
        return Folder(Path(text[4:].strip()))
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise WrongValueError(_ROUTES) from None
    is_plain = not (parts.path.strip("/") or parts.query or parts.fragment)
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or not is_plain:
        raise WrongValueError(_ROUTES)
    return SmtpServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def address(text: str) -> str:
    """One e-mail address."""
    if not is_address(text.strip()):
        raise WrongValueError("must be one e-mail address, as heard@kent.example")
    return text.strip()
