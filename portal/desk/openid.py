"""The council's OpenID Connect provider, by authlib: whom it says it let in.

Authorization code with PKCE, state and nonce; the ID token is checked against the provider's keys.
Imported only where its settings are set: `pip install heard[sso]`.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from portal.settings import Settings

_log = logging.getLogger(__name__)
_EXTENSION = "heard openid"
_SECONDS = 10


class NotToldError(RuntimeError):
    """The provider did not say who it is, or what it said does not hold."""


class AwayError(RuntimeError):
    """The provider does not answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the provider let in. `subject` is a hash that is theirs at this provider alone.

    `email` None: it says none, or did not verify it.
    """

    subject: str
    email: str | None
    is_by_two_steps: bool


def init_openid(app: Flask, settings: Settings) -> None:
    """Give the app the provider of these settings. Nothing is asked of it yet."""
    app.extensions[_EXTENSION] = OAuth(app).register(
        "desk",
        client_id=settings.sso_client_id,
        client_secret=settings.sso_client_secret,
        server_metadata_url=f"{settings.sso_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": _SECONDS,
        },
    )


def to_provider(back_to: str) -> ResponseReturnValue:
    """A redirect to the provider, which sends the browser back to that address.

    :raise AwayError: the provider does not answer.
    """
    try:
        answer: ResponseReturnValue = _provider().authorize_redirect(back_to)
    except (RequestException, ValueError, RuntimeError):
        _log.exception("the sign-in provider does not answer")
        raise AwayError from None
    return answer


def told(settings: Settings) -> Told:
    """Whom the provider let in, as this request brings it.

    :raise NotToldError: it let nobody in, or its token is not for us, not of now, not its own.
    """
    provider = _provider()
    try:
        issuer = provider.load_server_metadata()["issuer"]
        options = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": settings.sso_client_id},
        }
        token = provider.authorize_access_token(claims_options=options)
        claims: dict[str, Any] = token["userinfo"]
    except (OAuthError, JoseError, RequestException, ValueError, KeyError):
        _log.exception("the sign-in provider's answer does not hold")
        raise NotToldError from None
    if issuer.rstrip("/") != settings.sso_issuer:
        raise NotToldError
    return _told(issuer, claims)


def _told(issuer: str, claims: dict[str, Any]) -> Told:
    subject = hashlib.sha256(f"{issuer}\x1f{claims['sub']}".encode()).hexdigest()
    is_verified = claims.get("email_verified") is True
    return Told(
        subject=subject,
        email=str(claims.get("email") or "") or None if is_verified else None,
        is_by_two_steps="mfa" in (claims.get("amr") or []),
    )


def _provider() -> Any:
    return current_app.extensions[_EXTENSION]
