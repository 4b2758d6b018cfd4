"""A port of this computer that nothing listens on."""

from __future__ import annotations

import socket

PORTS_TO_TRY = 20


class NoFreePortError(RuntimeError):
    """Something listens on every port that was tried; the message says which."""


def free_port_from(wanted: int) -> int:
    """`wanted`, or the next port of 127.0.0.1 that is free.

    :raise NoFreePortError: neither it nor any of the 19 after it is.
    """
    last = min(wanted + PORTS_TO_TRY, 65536) - 1
    for port in range(wanted, last + 1):
        if _is_free(port):
            return port
    raise NoFreePortError(f"The ports {wanted} to {last} are all taken: set PORT to another one.")


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        # What was closed a moment ago is free for a server, which asks for this as well.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
