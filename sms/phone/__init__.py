"""A simulated phone, in the demo only: it texts the real webhook as Twilio does, over HTTP."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from sms.phone.first_texts import take_first_texts as take_first_texts
from sms.phone.network import network
from sms.phone.routes import phone


def init_phone(app: Flask, csrf: CSRFProtect) -> None:
    """Open the phones' page, and what stands in for Twilio's API when the worker sends."""
    app.register_blueprint(phone)
    # Twilio's own client has no form of ours to take a token from; it gives account and token.
    csrf.exempt(network)
    app.register_blueprint(network)
