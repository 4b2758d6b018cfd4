"""Where records can be handed to, by the address that `flask register deliver --to` takes."""

from __future__ import annotations

from pathlib import Path

from portal.register.folder import Folder, NoFolderError
from portal.register.http import HttpRegister, UnsafeAddressError
from portal.register.outcomes import Destination


class UnknownDestinationError(ValueError):
    """Nothing can be handed there; the message says what can."""


def destination_for(address: str, token: str = "") -> Destination:
    """The way out to `dir:PATH` or `https://…` (`http://` on this machine only).

    `token` is the bearer token for HTTP, empty for none.

    :raise UnknownDestinationError: it is neither, or cannot be used; says why.
    """
    kind, _, rest = address.partition(":")
    try:
        if kind == "dir" and rest:
            return Folder(Path(rest))
        if kind in ("http", "https"):
            return HttpRegister(address, token)
    except (NoFolderError, UnsafeAddressError) as wrong:
        raise UnknownDestinationError(str(wrong)) from None
    raise UnknownDestinationError("Hand over to dir:PATH or https://… (http:// on this machine).")
