"""What lies between us and others: the public address, the clock, the mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from portal.services.doctor.finding import Finding, ill, well
from portal.services.mail import MailError, mailer_for
from portal.services.office import Office

SECONDS_TO_ANSWER = 10
# A header has whole seconds, and an answer takes its time.
_MAY_DIFFER = timedelta(seconds=10)


def public_address(office: Office) -> Iterator[Finding]:
    """Whether each public address leads here, and what its clock says."""
    for address in office.settings.public_base_urls:
        answer = asked(f"{address}/healthz")
        if answer is None or not answer.ok or "alive" not in answer.text:
            yield ill(
                address,
                "It does not lead here: look at PORTAL_PUBLIC_BASE_URL, the proxy and the name.",
            )
            continue
        yield well(address, "It leads here.")
        yield from _clock(office.clock(), answer.headers.get("Date", ""))


def _clock(now: datetime, said: str) -> Iterator[Finding]:
    """Texts are signed, leases kept and days counted by it."""
    try:
        off = abs(now - parsedate_to_datetime(said))
    except (ValueError, TypeError):
        return
    if off > _MAY_DIFFER:
        seconds = round(off.total_seconds())
        yield ill("The clock", f"It is {seconds} seconds off the proxy's: let NTP keep both.")
    else:
        yield well("The clock", "It agrees with the proxy's.")


def mail(office: Office) -> Iterator[Finding]:
    """Whether the mail server takes what we have to say, without sending anything."""
    try:
        mailer_for(office.settings).greet()
    except MailError as error:
        yield ill("The mail server", f"It does not answer ({error}): look at PORTAL_SMTP_URL.")
    else:
        yield well("The mail server", "It answers.")


def asked(address: str) -> requests.Response | None:
    """What a GET of this address answers, straight from here; None: nothing."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.get(address, timeout=SECONDS_TO_ANSWER, allow_redirects=False)
        except requests.RequestException:
            return None
