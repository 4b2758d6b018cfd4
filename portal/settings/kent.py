"""What Kent has, written as settings are: the defaults that a council of its own replaces."""

import json

from portal.settings.values import ROOT

HELPLINES = json.dumps(
    [
        {"key": "emergency", "name": "Police or ambulance", "number": "999", "how": "call"},
        {"key": "childline", "name": "Childline", "number": "0800 1111", "how": "call"},
        {"key": "shout", "name": "Shout", "number": "85258", "how": "text"},
    ]
)

_RULES = ROOT / "portal" / "domain" / "rules"
ADVOCACY_SERVICES = (_RULES / "kent_services.json").read_text(encoding="utf-8")
