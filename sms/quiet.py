"""What the HTTP clients write of themselves: addresses with numbers, words and media in them."""

from __future__ import annotations

import logging

# twilio.http_client writes whole addresses and answers at INFO, urllib3 paths and queries at DEBUG.
_CLIENTS = ("twilio.http_client", "urllib3")


def keep_quiet() -> None:
    """Have them write warnings alone, which name a host at most, however talkative the rest is."""
    for name in _CLIENTS:
        logging.getLogger(name).setLevel(logging.WARNING)
