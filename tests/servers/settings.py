"""Invented settings for a server under test: those of production, with nothing loosened."""

from __future__ import annotations

import atexit
import base64
import json
import secrets
import shutil
import tempfile

ACCOUNT_SID = "AC" + "5e" * 16
AUTH_TOKEN = secrets.token_hex(16)
# Ofcom keeps 07700 900000 to 900999 for drama: nobody has them.
OUR_NUMBER = "+447700900999"
CHILDS_NUMBER = "+447700900123"
# Where nothing listens: a test that wants mails starts a server (tests.servers.mail).
# The same: tests.servers.twilio.
NO_TWILIO = "http://127.0.0.1:9"
NO_MAIL = "smtp://127.0.0.1:9"
MAIL_FROM = "heard@kent.example"
ON_DUTY = "duty@kent.example"
# What a database cannot take is kept here for as long as this process tests.
_SPOOLS = tempfile.mkdtemp(prefix="heard-spools-")
atexit.register(shutil.rmtree, _SPOOLS, ignore_errors=True)


def production_settings(database_url: str, public_url: str) -> dict[str, str]:
    """The environment of a server with its data in `database_url`, reached at `public_url`."""
    return {
        "DATABASE_URL": database_url,
        "PORTAL_PUBLIC_BASE_URL": public_url,
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(48),
        "PORTAL_DATA_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKENS": AUTH_TOKEN,
        "TWILIO_NUMBERS": OUR_NUMBER,
        "TWILIO_API_URL": NO_TWILIO,
        "PORTAL_TEXT_SPOOL": f"{_SPOOLS}/{secrets.token_hex(8)}",
        "PORTAL_SMTP_URL": NO_MAIL,
        "PORTAL_MAIL_FROM": MAIL_FROM,
        "PORTAL_DUTY": json.dumps([{"emails": [ON_DUTY]}]),
    }
