"""A text from the carrier's form, whether its webhook posted it or its list gave it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from portal.domain.intake import verbatim
from portal.domain.text_body import said_in
from sms.turns import ReceivedText

_SID = re.compile(r"[!-~]{1,64}", re.ASCII)


def received(
    form: Mapping[str, list[str]], found_at: datetime | None = None
) -> ReceivedText | None:
    """The text in this form; None: it names neither itself nor a phone.

    `found_at` is when it was found in the carrier's list, None where it arrived.
    """

    def first(name: str) -> str:
        return next(iter(form.get(name, ())), "")

    sid, address = first("MessageSid"), verbatim(first("From"))
    if not _SID.fullmatch(sid) or not address.strip():
        return None
    return ReceivedText(
        message_sid=sid,
        address=address,
        words=said_in(form),
        form=form,
        opt_out_type=first("OptOutType") or None,
        found_at=found_at,
    )
