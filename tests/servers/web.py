"""A child at a running server, without a browser."""

from __future__ import annotations

import html
import re
import time

import requests

from tests.servers.live import LiveServer

_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def send_words(server: LiveServer, words: str) -> bool:
    """Write words on the first question and press Send it now; whether we said that we have it.

    Where no answer comes, the same form is sent again, as a child who presses twice does: until
    then nobody knows whether it arrived.
    """
    with requests.Session() as browser:
        page = browser.get(f"{server.url}/en/what-happened", timeout=10)
        if not page.ok:
            return False
        hidden = {name: html.unescape(value) for name, value in _FIELD.findall(page.text)}
        form = {**hidden, "words": words, "go": "send"}
        for _ in range(400):
            try:
                sent = browser.post(
                    f"{server.url}/en/what-happened", data=form, timeout=10, allow_redirects=False
                )
            except requests.RequestException:
                time.sleep(0.05)
                continue
            if sent.status_code == requests.codes.see_other:
                return sent.headers["Location"].endswith("/sent")
        return False
