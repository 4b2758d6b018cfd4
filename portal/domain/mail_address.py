"""What a mail can be sent to: of people on duty, of accounts, and our own."""

from __future__ import annotations

import re

# In ASCII: no spaces, no list, nothing that ends a line of a mail.
_ONE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# As long as the column in which it is kept.
LONGEST = 254


def is_address(text: object) -> bool:
    """Whether a mail can go to it: one plain address that fits the table."""
    return isinstance(text, str) and len(text) <= LONGEST and bool(_ONE.fullmatch(text))
