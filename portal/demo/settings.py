"""What the demo is set to: whatever must be set gets a value of its own, kept in its folder.

The demo never shares anything with a real installation: its consumer would take real records
to a folder on somebody's desk. So it does not start where one seems to be.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from portal.settings import ROOT, SettingError

DEFAULT_PORT = 5000
# Ofcom keeps 07700 900000 to 900999 for drama: nobody has them.
OUR_NUMBER = "+447700900000"
_OF_A_REAL_ONE = (
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKENS",
    "TWILIO_NUMBERS",
    "TWILIO_API_URL",
    "TWILIO_POLL_MINUTES",
    "TWILIO_AFTER_RECEIPT",
    "DATABASE_URL",
    "PORTAL_PUBLIC_BASE_URL",
    "PORTAL_SMTP_URL",
)
# Invented people of the desk; example is nobody's domain.
OFFICER, MANAGER, ADMINISTRATOR, OF_UPFRONT, OF_NCH = (
    f"{name}@desk.example"
    for name in ("olu.officer", "mo.manager", "ada.administrator", "una.upfront", "nia.nch")
)


def folder(environ: Mapping[str, str]) -> Path:
    """Where the demo keeps all it has: instance/demo, or what PORTAL_DEMO_DIR names."""
    return Path(environ.get("PORTAL_DEMO_DIR") or ROOT / "instance" / "demo").resolve()


def mails_in(folder: Path) -> Path:
    """Where the demo's notices are written, in its folder."""
    return folder / "mail"


def port(environ: Mapping[str, str]) -> int:
    """The port of the demo: PORT, or 5000.

    :raise SettingError: PORT is no port that anybody may use.
    """
    text = environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise SettingError("PORT must be a number from 1024 to 65535.")
    return int(text)


def demo_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment with the demo's own values where nothing else is set.

    :raise SettingError: something of a real installation is set; the message says what.
    """
    _refuse_beside_a_real_one(environ)
    here = folder(environ)
    kept = Secrets.kept_in(here)
    own = {
        "PORTAL_PUBLIC_BASE_URL": f"http://127.0.0.1:{port(environ)}",
        "DATABASE_URL": f"sqlite:///{here / 'heard.db'}",
        "TWILIO_ACCOUNT_SID": kept.account_sid,
        "TWILIO_AUTH_TOKENS": kept.auth_token,
        "TWILIO_NUMBERS": OUR_NUMBER,
        "TWILIO_API_URL": f"http://127.0.0.1:{port(environ)}/phone/twilio",
        # The simulated network loses no text, and keeps none.
        "TWILIO_POLL_MINUTES": "0",
        "TWILIO_AFTER_RECEIPT": "keep",
        "PORTAL_TEXT_SPOOL": str(here / "spool"),
        "PORTAL_PROXIES": "0",
        "PORTAL_SMTP_URL": f"dir:{mails_in(here)}",
        "PORTAL_MAIL_FROM": "heard@desk.example",
        "PORTAL_DUTY": json.dumps([{"emails": [OFFICER]}]),
    }
    unless_set = {
        "PORTAL_SECRET_KEY": kept.secret_key,
        "PORTAL_DATA_KEYS": kept.data_key,
        # Whoever tries it wants to see the record now, and not in a quarter of an hour.
        "PORTAL_TEXT_QUIET_MINUTES": "0",
        # And customer care's text, also at night.
        "PORTAL_TEXT_HOURS": "00:00-23:59",
    }
    missing = {name: value for name, value in unless_set.items() if not _is_set(name, environ)}
    return {**environ, **missing, **own}


def _refuse_beside_a_real_one(environ: Mapping[str, str]) -> None:
    for name in _OF_A_REAL_ONE:
        if _is_set(name, environ):
            raise SettingError(
                f"The demo does not start beside a real installation: {name} is set, "
                "in the environment or in .env."
            )


def _is_set(name: str, environ: Mapping[str, str]) -> bool:
    return bool(environ.get(name) or environ.get(f"{name}_FILE"))


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the demo made up, once, so that it can read its own data after a restart."""

    secret_key: str
    data_key: str
    account_sid: str
    auth_token: str

    @property
    def desk_password(self) -> str:
        """What the desk's invented people sign in with: the same as long as the folder is kept."""
        made = hmac.digest(self.secret_key.encode(), b"the desk's password", "sha256").hex()
        return "-".join(("try", made[:4], made[4:8], made[8:12]))

    @classmethod
    def kept_in(cls, folder: Path) -> Self:
        """Those of this folder, made now where there are none."""
        file = folder / "secrets.json"
        if not file.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_once(file, json.dumps(asdict(cls._invented())))
        return cls(**json.loads(file.read_text("utf-8")))

    @classmethod
    def _invented(cls) -> Self:
        return cls(
            secret_key=secrets.token_urlsafe(48),
            data_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            account_sid="AC" + secrets.token_hex(16),
            auth_token=secrets.token_hex(16),
        )


def _write_once(file: Path, text: str) -> None:
    """Write a file that only we may read; one that somebody else wrote meanwhile stays."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    part = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
    try:
        file.hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()
