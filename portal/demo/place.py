"""What the running demo has of its own: a folder, and texts to begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app, g

from portal.demo.settings import Secrets, mails_in
from portal.services.office import Office

FirstTexts = Callable[[Office, datetime], None]
_NAME = "heard demo"


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """The folder is the demo's alone, beside the product's tables. `first_texts` takes some in."""

    folder: Path
    first_texts: FirstTexts

    @property
    def register(self) -> Path:
        """Where the demo's consumer puts the records."""
        return register_in(self.folder)

    @property
    def mails(self) -> Path:
        """Where the demo's notices are written."""
        return mails_in(self.folder)

    @property
    def desk_password(self) -> str:
        """What the invented people of the desk sign in with."""
        return Secrets.kept_in(self.folder).desk_password

    @property
    def phones(self) -> Path:
        """Where the simulated phones keep their texts."""
        return self.folder / "phones"


def register_in(folder: Path) -> Path:
    """The register's folder in the demo's."""
    return folder / "register"


def set_demo_place(app: Flask, place: DemoPlace) -> None:
    """Give the app its demo; `init_demo` does, once."""
    app.extensions[_NAME] = place


def demo_place() -> DemoPlace:
    """The demo that this app runs in."""
    found: DemoPlace = current_app.extensions[_NAME]
    return found


def in_english(_endpoint: str | None, _values: dict[str, str] | None) -> None:
    """The demo's pages are for whoever tries Heard out, not for children: they speak English."""
    g.lang = "en"
