"""What a page carries of the code words that opened it: sealed, and for two hours.

So these pages need no cookie and no account, and nothing readable stands in an address or a form.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.db.sealing import Place, UnreadableError
from portal.domain.intake import Intake
from portal.services.take_over import Proof
from portal.services.ways_back import CodeWords
from portal.web.app_office import now, office

FIELD = "form"
LASTS = timedelta(hours=2)
_PLACE = Place("page", "code words", "take over")
# No token of ours is half as long; one of megabytes is not worth opening.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Token:
    """What the page showed: with which proof, how many steps and words, from when on.

    `new` are code words that wait for the child to take the intake over; None: nothing waits.
    """

    proof: Proof
    steps: int
    words: int
    made_at: float
    new: CodeWords | None = None

    @classmethod
    def of(cls, proof: Proof, intake: Intake, new: CodeWords | None = None) -> Token:
        """The token of a page that shows this intake now."""
        steps = len(intake.triage.advocacy_steps)
        return cls(proof, steps, len(intake.words), now().timestamp(), new)

    def sealed(self) -> str:
        """As a form carries it."""
        raw = office().keyring.seal_json(_PLACE, asdict(self))
        return base64.urlsafe_b64encode(raw).decode()


def opened(sealed: str) -> Token | None:
    """The token of a form; None: it is none of ours, or was made more than two hours ago."""
    if len(sealed) > _LONGEST:
        return None
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
        kept: dict[str, Any] = office().keyring.open_json(_PLACE, raw)
    except (binascii.Error, ValueError, UnreadableError):
        return None
    if now() > datetime.fromtimestamp(kept["made_at"], now().tzinfo) + LASTS:
        return None
    new = CodeWords(**kept["new"]) if kept["new"] else None
    return Token(**{**kept, "proof": Proof(**kept["proof"]), "new": new})
