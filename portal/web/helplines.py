"""Who can help right now, as the page's language says it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.settings import Helpline
from portal.web.app_office import office


@dataclass(frozen=True, slots=True)
class ShownHelpline:
    """A helpline with its note; "" where we know nothing more to say of it."""

    key: str
    name: str
    number: str
    how: str
    note: str


def helplines() -> list[ShownHelpline]:
    """All of them, in the order of the setting."""
    return [_shown(line) for line in office().settings.helplines]


def _shown(line: Helpline) -> ShownHelpline:
    words = {
        "emergency": (_("Police or ambulance"), _("If you are in danger now.")),
        "childline": (line.name, _("Free to call. Any time. They listen.")),
        "shout": (line.name, _("Free to text. Any time.")),
    }
    name, note = words.get(line.key, (line.name, ""))
    return ShownHelpline(line.key, name, line.number, line.how, note)
