"""HTTP as the way out: one CloudEvent in structured mode for each request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from portal.register.entry import MEDIA_TYPE, Entry
from portal.register.outcomes import Delivered, Outcome, Refused, Unreachable
from portal.settings.values import LOOPBACK

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
# The answers that speak of the record. Any other tells of the register or of its address, a
# token that ran out for one, and must not cost a single record its tries.
REFUSALS = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.CONFLICT,
        HTTPStatus.GONE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)


class UnsafeAddressError(ValueError):
    """The address would carry a child's words where others can read them, or is none at all."""


class HttpRegister:
    """Posts to `address`, with `token` as bearer where there is one.

    `Idempotency-Key` is the event's id. The receipt is the answer's `Location`, else its status.
    Redirects are not followed: words go to the address that was named, and to no other.
    """

    def __init__(
        self,
        address: str,
        token: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """:raise UnsafeAddressError: neither https nor on this machine, or it has a password."""
        import requests  # only who hands over by HTTP pays for it

        self._address = address
        self._name = _name(address)
        self._clock = clock
        self._unreachable = requests.RequestException
        self._session = requests.Session()
        self._session.auth = _Bearer(token)

    @property
    def name(self) -> str:
        """The address without its query."""
        return self._name

    def deliver(self, entry: Entry) -> Outcome:
        """Post it. No answer, or one that is cut off, may mean that the register has it or not."""
        try:
            with self._post(entry) as answer:
                return self._outcome(answer)
        except self._unreachable as error:
            # Only the kind of error: its text may hold the address with its query.
            return Unreachable(f"no answer ({type(error).__name__})")

    def close(self) -> None:
        """Close the connections that were kept open."""
        self._session.close()

    def _post(self, entry: Entry) -> requests.Response:
        return self._session.post(
            self._address,
            data=entry.to_json(),
            headers={"Content-Type": MEDIA_TYPE, "Idempotency-Key": entry.event_id},
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            allow_redirects=False,
            stream=True,  # what it answers beside status and headers is not read
        )

    def _outcome(self, answer: requests.Response) -> Outcome:
        said = f"HTTP {answer.status_code}"
        if 200 <= answer.status_code < 300:
            return Delivered(answer.headers.get("Location") or said)
        if answer.status_code in REFUSALS:
            return Refused(said)
        return Unreachable(said, _wait(answer.headers.get("Retry-After", ""), self._clock()))


class _Bearer:
    """Sets the token itself: left to chance, requests would take a password from ~/.netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _name(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsafeAddressError("The address must begin with https://")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise UnsafeAddressError("Words would travel in clear: use https, or http on this machine.")
    if "@" in parts.netloc:
        raise UnsafeAddressError("Leave the password out of the address: PORTAL_REGISTER_TOKEN.")
    return f"{parts.scheme}://{parts.netloc}{parts.path}"[:255]


def _wait(retry_after: str, now: datetime) -> timedelta | None:
    """`Retry-After`, in seconds or as a date; None where it says nothing that can be read."""
    if retry_after.isascii() and retry_after.isdigit():
        return timedelta(seconds=min(int(retry_after), 10**9))
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
