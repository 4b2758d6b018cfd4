"""The demo: everything on one computer, with invented data and a text line of its own.

`create_app` imports this only with PORTAL_DEMO=1, which `make demo` sets; without it none of its
addresses exists. Whatever the demo loosens is loosened here and in `sms.phone`, nowhere else.
"""

from __future__ import annotations

import os

from flask import Flask

from portal.demo.loopback import refuse_strangers
from portal.demo.pages import demo
from portal.demo.place import DemoPlace, FirstTexts, set_demo_place
from portal.demo.settings import Secrets, folder
from portal.settings import SettingError, Settings


def init_demo(app: Flask, settings: Settings, first_texts: FirstTexts) -> None:
    """Give the app the demo's pages, for this computer only.

    `first_texts` takes in some invented texts; it comes from the text line.

    :raise SettingError: the settings are not those that the demo made for itself.
    """
    here = folder(os.environ)
    if settings.account_sid != Secrets.kept_in(here).account_sid:
        raise SettingError("The demo runs with an account of its own only: use `make demo`.")
    set_demo_place(app, DemoPlace(here, first_texts))
    app.before_request(refuse_strangers)
    app.register_blueprint(demo)
