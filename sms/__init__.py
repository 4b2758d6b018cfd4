"""The text line: what a phone sends us, and the one text that goes back."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from flask_wtf import CSRFProtect

from portal.services.doctor.finding import Finding
from portal.services.office import Office
from portal.web.app_office import office
from portal.web.checks import add_check
from portal.web.jobs import add_job
from sms.cli import phone as phone_command
from sms.quiet import keep_quiet
from sms.sending.job import (
    clear_at_twilio,
    fetch_media,
    send_texts,
    take_in_aside,
    take_in_missing,
)
from sms.signature import Signatures
from sms.status import STATUS_PATH as STATUS_PATH
from sms.webhook import SIGNATURES, refuse_elsewhere, text_line


def init_text_line(app: Flask, csrf: CSRFProtect) -> None:
    """Open the line, where Twilio's account, token and number are set; else there is none.

    `flask phone` is there either way: it plays conversations without any of them.
    """
    app.cli.add_command(phone_command)
    with app.app_context():
        settings = office().settings
    if not settings.has_text_line:
        return
    keep_quiet()
    app.extensions[SIGNATURES] = Signatures(settings.public_base_urls, settings.auth_tokens)
    # Twilio has no form of ours to take a token from; its signature stands in for one.
    csrf.exempt(text_line)
    app.register_blueprint(text_line)
    # Before all else: whatever refuses a form gives it back on its page.
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_elsewhere)
    add_check(app, _look_at_text_line)
    # First: what waited on the disk came before all that is done about it.
    add_job(app, "Took in {} texts from the disk.", take_in_aside)
    add_job(app, "Found {} texts at Twilio that never arrived.", take_in_missing)
    add_job(app, "Sent {} texts.", send_texts)
    add_job(app, "Fetched {} files.", fetch_media)
    add_job(app, "Cleared {} texts at Twilio.", clear_at_twilio)


def _look_at_text_line(place: Office) -> Iterator[Finding]:
    # What it loads is of no use to a server.
    from sms.doctor import text_line as look

    return look(place)
