"""The one mail that there is: something waits at the desk. It says nothing else, to anybody.

Whoever reads it, or counts its bytes on the way, learns only that: every mail is the same but for
its date and its id, and those have one length. So even its To names ourselves.
"""

from __future__ import annotations

import os
import secrets
import smtplib
import ssl
import tempfile
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from portal.domain.mail_address import is_address
from portal.settings import Settings
from portal.settings.mail import Folder, SmtpServer
from portal.settings.values import LOOPBACK

# For each step of the conversation; a lease on a notice must outlast all of them.
SECONDS_A_STEP = 10
SUBJECT = "Something needs you"
_TEXT = "Something at the desk needs you. Please sign in:\r\n{address}\r\n"
# An address may be longer than a line of a mail usually is.
_POLICY = policy.SMTP.clone(max_line_length=998)


class MailError(RuntimeError):
    """A mail was not taken. The message is the class of the error, never what a server said.

    `is_away`: the server itself is not to be had, whomever the mail is for.
    """

    def __init__(self, error: Exception, *, is_away: bool) -> None:
        code = getattr(error, "smtp_code", "")
        super().__init__(f"{type(error).__name__} {code}".strip())
        self.is_away = is_away


class NoEncryptionError(smtplib.SMTPException):
    """A server elsewhere offers no TLS, so nothing is sent by it."""


class UnusableAddressError(ValueError):
    """No mail can go to this: it is no plain address."""


class Mailer(Protocol):
    """Takes the one mail to somebody."""

    def send(self, address: str, now: datetime) -> None:
        """Send it; it comes back when somebody else has it.

        :raise MailError: nobody has.
        """

    def greet(self) -> None:
        """Ask whether it would take one, and send nothing.

        :raise MailError: it would not.
        """


def mailer_for(settings: Settings) -> Mailer:
    """What the settings say mails go by."""
    if isinstance(settings.smtp, Folder):
        return ToFolder(settings.smtp.path, settings)
    return BySmtp(settings.smtp, settings)


def the_mail(settings: Settings, now: datetime) -> bytes:
    """The mail, of the same size every time."""
    mail = EmailMessage(_POLICY)
    mail["From"] = mail["To"] = settings.mail_from
    mail["Subject"] = SUBJECT
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{secrets.token_hex(16)}@{settings.mail_from.rpartition('@')[2]}>"
    # So that nobody's "out of office" answers it (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_TEXT.format(address=f"{settings.public_base_urls[0]}/desk/"), cte="7bit")
    return bytes(mail)


class BySmtp:
    """Sends by an SMTP server: with TLS, unless the server is this computer itself."""

    def __init__(self, server: SmtpServer, settings: Settings) -> None:
        self._server = server
        self._settings = settings

    def send(self, address: str, now: datetime) -> None:
        """Send it, with a connection of its own.

        :raise MailError: it was not taken.
        """
        mail = the_mail(self._settings, now)
        try:
            _refuse_unusable(address)
            with self._connected() as smtp:
                self._sign_in(smtp)
                smtp.sendmail(self._settings.mail_from, [address], mail)
        except (
            smtplib.SMTPRecipientsRefused,
            smtplib.SMTPDataError,
            UnusableAddressError,
        ) as refused:
            raise MailError(refused, is_away=False) from None
        except (smtplib.SMTPException, OSError) as away:
            raise MailError(away, is_away=True) from None

    def greet(self) -> None:
        """Connect, sign in, and say goodbye.

        :raise MailError: it cannot be had, or not so.
        """
        try:
            with self._connected() as smtp:
                self._sign_in(smtp)
                smtp.noop()
        except (smtplib.SMTPException, OSError) as away:
            raise MailError(away, is_away=True) from None

    def _connected(self) -> smtplib.SMTP:
        where = (self._server.host, self._server.port)
        if self._server.is_tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(*where, timeout=SECONDS_A_STEP, context=context)
        return smtplib.SMTP(*where, timeout=SECONDS_A_STEP)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        is_elsewhere = self._server.host not in LOOPBACK
        if is_elsewhere and not self._server.is_tls:
            smtp.ehlo_or_helo_if_needed()
            if not smtp.has_extn("starttls"):
                raise NoEncryptionError
            smtp.starttls(context=ssl.create_default_context())
        if self._server.user:
            smtp.login(self._server.user, self._server.password)


def _refuse_unusable(address: str) -> None:
    if not is_address(address):
        raise UnusableAddressError


class ToFolder:
    """Writes each mail into a folder, for the demo: nothing leaves this computer."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings

    def send(self, address: str, now: datetime) -> None:  # noqa: ARG002 - no mail says whose it is
        """Write it.

        :raise MailError: the folder cannot be written to.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self._folder, prefix=".")
            with os.fdopen(handle, "wb") as opened:
                opened.write(the_mail(self._settings, now))
            Path(part).rename(self._folder / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(8)}.eml")
        except OSError as full:
            raise MailError(full, is_away=True) from None

    def greet(self) -> None:
        """See whether the folder is there, or can be.

        :raise MailError: it cannot.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as full:
            raise MailError(full, is_away=True) from None
