"""A real OpenID Connect provider as a process of its own, with people whom it lets in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from tests.servers.processes import Process, free_port, wait_until


class Provider(Process):
    """oidc-provider-mock on 127.0.0.1. `people`: what it says of each, by subject."""

    def __init__(self, folder: Path, people: Mapping[str, Mapping[str, Any]]) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        options = ["--port", str(port), "--host", "127.0.0.1", "--require-nonce", "true"]
        for subject, claims in people.items():
            options += ["--user-claims", json.dumps({"sub": subject, **claims})]
        arguments = ("-m", "oidc_provider_mock", *options)
        super().__init__(arguments, {}, folder / "provider.log")

    def start(self) -> None:
        """Start it, and come back when it answers."""
        super().start()
        wait_until(self._answers, "the provider answers", seconds=30, output=lambda: self.output)

    def let_in(self, address: str, subject: str) -> str:
        """Answer the page at this address as this person; where the browser is sent then."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
        return answer.headers["Location"]

    def refuse(self, address: str) -> str:
        """Answer that nobody is let in; where the browser is sent then."""
        data = {"action": "deny"}
        answer = requests.post(address, data=data, allow_redirects=False, timeout=10)
        return answer.headers["Location"]

    def _answers(self) -> bool:
        try:
            address = f"{self.url}/.well-known/openid-configuration"
            return requests.get(address, timeout=2).ok
        except requests.RequestException:
            return False
