"""Whether there are letters here for every script that a child may write to us in.

A browser or a printer without them shows boxes where a child's words should be. Pages are read on
the desk's computers; here they are read in the demo, and wherever somebody prints from a server.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from portal.services.doctor.finding import Finding, ill, well
from portal.services.office import Office

_SECONDS_TO_ANSWER = 10
_ABOUT = "The fonts"
# A letter of each script that a language is told by (sms.letters), and whose letters they are.
_SCRIPTS = {
    "ع": "Arabic",
    "گ": "Persian",
    "ێ": "Sorani",
    "ټ": "Pashto",
    "ٹ": "Urdu",
    "ሰ": "Tigrinya and Amharic",
    "ক": "Bengali",
    "ਕ": "Punjabi",
    "ї": "Ukrainian",
    "ờ": "Vietnamese",
}
_INSTALL = "install fonts-noto-core, here and on the desk's computers"


def fonts(_office: Office) -> Iterator[Finding]:
    """Which languages cannot be read here, by `fc-list`; all is well where there is none."""
    program = shutil.which("fc-list")
    if program is None:
        yield well(_ABOUT, "No fc-list is here to ask: the desk's computers need fonts-noto-core.")
        return
    try:
        missing = [name for letter, name in _SCRIPTS.items() if not _has(program, letter)]
    except (OSError, subprocess.SubprocessError):
        yield ill(_ABOUT, f"fc-list does not answer, so nobody can say: {_INSTALL}.")
        return
    if missing:
        yield ill(_ABOUT, f"Boxes stand in place of {', '.join(missing)}: {_INSTALL}.")
    else:
        yield well(_ABOUT, "Every script that a child may write in can be read and printed here.")


def _has(program: str, letter: str) -> bool:
    asks = [program, f":charset={ord(letter):x}", "family"]
    answer = subprocess.run(  # noqa: S603 - its own path and a letter of ours
        asks, capture_output=True, check=True, timeout=_SECONDS_TO_ANSWER
    )
    return bool(answer.stdout.strip())
