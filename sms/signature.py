"""Whether Twilio signed a request: the public address it was told, and every field of the form.

The address is put together from settings and from the raw path and query as they came. What a
framework calls the address of a request is not what was signed: behind a proxy it has another
scheme and host, and its percent-escapes are rewritten.

Source: Twilio, "Validating Signatures from Twilio", and twilio.request_validator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

_IN_A_PATH = "/:@!$&'()*+,;=~"


class Signatures:
    """Checks signatures against every public address and every token that we know of."""

    def __init__(self, base_urls: tuple[str, ...], tokens: tuple[str, ...]) -> None:
        """Tokens are tried in turn, never chosen by what a request says of itself."""
        self._base_urls = base_urls
        self._validators = tuple(RequestValidator(token) for token in tokens)

    def holds(
        self, environ: Mapping[str, Any], form: MultiDict[str, str], signature: str | None
    ) -> bool:
        """True where `signature` is Twilio's for this request. A missing one is a wrong one."""
        if not signature:
            return False
        target = raw_target(environ)
        return any(
            validator.validate(_address(base, target), form, signature)
            for base in self._base_urls
            for validator in self._validators
        )


def raw_target(environ: Mapping[str, Any]) -> str:
    """Path and query as they came, percent-escapes and all.

    Servers that do not hand the raw path on give it unescaped: it is escaped again.
    """
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if raw:
        return _without_host(raw)
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    escaped = quote(path.encode("latin-1", "replace"), safe=_IN_A_PATH)
    return f"{escaped}?{query}" if query else escaped


def _without_host(raw: str) -> str:
    """The target alone: whoever asks may put scheme and host before it."""
    if raw.startswith("/"):
        return raw
    _host, slash, target = raw.partition("://")[2].partition("/")
    return slash + target


def _address(base: str, target: str) -> str:
    # A service below a path: whether the proxy hands that path on or takes it off, it stands once.
    prefix = urlsplit(base).path
    is_handed_on = prefix and target.startswith(f"{prefix}/")
    return (base.removesuffix(prefix) if is_handed_on else base) + target
