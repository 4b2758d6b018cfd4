"""What Kent has, written as settings are: the defaults that a council of its own replaces."""

import json
from pathlib import Path

HELPLINES = json.dumps(
    [
        {"key": "emergency", "name": "Police or ambulance", "number": "999", "how": "call"},
        {"key": "childline", "name": "Childline", "number": "0800 1111", "how": "call"},
        {"key": "shout", "name": "Shout", "number": "85258", "how": "text"},
    ]
)

ADVOCACY_SERVICES = Path(__file__).with_name("kent_services.json").read_text(encoding="utf-8")

# The safety net for a child whom no local advocacy service helps: looked up in November 2026.
ADVOCATE_FALLBACK = json.dumps(
    {
        "name": 'Coram Voice "Always Heard"',
        "number": "0808 800 5792",
        "when": "weekdays, 9.30 to 6",
    }
)
