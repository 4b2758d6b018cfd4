"""The demo answers nobody but this computer, whatever a server was told to listen on."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import abort, request

from portal.settings.values import LOOPBACK


def refuse_strangers() -> None:
    """Before each request: it comes from this computer, and is addressed to it by name.

    The name matters too: a page elsewhere could let its own name lead to this address.

    :raise 403: it does not, or is not.
    """
    is_for_us = urlsplit(f"//{request.host}").hostname in LOOPBACK
    if not (is_for_us and _is_loopback(request.remote_addr)):
        abort(403)


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
