"""The demo answers nobody but this computer, whatever a server was told to listen on."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import abort, request

from portal.settings.values import LOOPBACK

_OF_A_PROXY = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-IP")


def refuse_strangers() -> None:
    """Before each request: it comes from this computer, and is addressed to it by name.

    The name matters too: a page elsewhere could let its own name lead to this address. What a
    proxy on this computer passes on comes from elsewhere.

    :raise 403: it does not, or is not.
    """
    is_for_us = urlsplit(f"//{request.host}").hostname in LOOPBACK
    is_passed_on = any(name in request.headers for name in _OF_A_PROXY)
    if is_passed_on or not (is_for_us and _is_loopback(request.remote_addr)):
        abort(403)


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
