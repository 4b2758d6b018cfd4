"""create_app: puts the service together. The only place that knows every part."""

from __future__ import annotations

import os
from collections.abc import Mapping

from dotenv import load_dotenv
from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.advocate import advocate
from portal.care import care
from portal.child import child
from portal.cli import init_commands
from portal.desk import init_desk
from portal.domain.screening import screen
from portal.helping import helping
from portal.services.office import Clock, Office
from portal.services.register_answers import take_waiting
from portal.services.register_hint import give_hint
from portal.settings import ROOT, Settings
from portal.web.app_office import set_office
from portal.web.errors import init_errors
from portal.web.headers import init_headers
from portal.web.health import health
from portal.web.jobs import add_job
from portal.web.kept import init_kept
from portal.web.languages import init_languages
from portal.web.logs import init_logs
from portal.web.pages import init_pages
from portal.web.register_answers import answers
from portal.web.requests import Request
from portal.web.schemas import schemas
from portal.web.static_files import init_static_files
from sms import init_text_line

MEGABYTE = 1_000_000
_PARTS = (
    init_logs,
    init_languages,
    init_headers,
    init_errors,
    init_pages,
    init_static_files,
    init_kept,
    init_commands,
)


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The whole service.

    `settings` None: the environment's, with .env where there is one. `clock` None: the real one.

    :raise portal.settings.SettingError: a setting is missing or wrong.
    """
    if settings is None:
        load_dotenv(ROOT / ".env")
        settings = Settings.from_environment(_environment())
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.request_class = Request
    _configure(app, settings)
    set_office(app, Office.open(settings, clock))
    # Read now, once: the first children's texts must not each wait for it, thread by thread.
    screen("")
    for init in _PARTS:
        init(app)
    csrf = CSRFProtect(app)
    app.register_blueprint(child)
    app.register_blueprint(helping)
    init_desk(app)
    app.register_blueprint(care)
    app.register_blueprint(advocate)
    app.register_blueprint(health)
    # A register has no form of ours to take a token from: its bearer token stands in for one.
    csrf.exempt(answers)
    app.register_blueprint(answers)
    app.register_blueprint(schemas)
    add_job(app, "Settled {} answers of the register.", take_waiting)
    add_job(app, "Hinted {} times that a record waits.", give_hint)
    init_text_line(app, csrf)
    if settings.demo:
        _init_demo(app, settings, csrf)
    return app


def _environment() -> Mapping[str, str]:
    if os.environ.get("PORTAL_DEMO") != "1":
        return os.environ
    from portal.demo.settings import demo_environment

    return demo_environment(os.environ)


def _init_demo(app: Flask, settings: Settings, csrf: CSRFProtect) -> None:
    # Production does not even load the demo.
    from portal.demo import init_demo
    from sms.phone import init_phone, take_first_texts

    init_demo(app, settings, take_first_texts)
    init_phone(app, csrf)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        # No other site of the council can set a cookie whose name begins with __Host-.
        SESSION_COOKIE_NAME="__Host-heard" if settings.is_https else "heard",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # The page says how long a draft lives; the form must not die before it.
        WTF_CSRF_TIME_LIMIT=None,
        # Each form answers for its own token, so that a refusal can give the words back.
        WTF_CSRF_CHECK_DEFAULT=False,
        STATIC_FILES=str(ROOT / "static"),
        MAX_CONTENT_LENGTH=2 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEGABYTE,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        BABEL_DEFAULT_LOCALE="en_GB",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        n = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n)  # type: ignore[method-assign]
