"""An advocate who tells us something for a child, and what the pages say of it."""

from __future__ import annotations

import re
from typing import Any

from tests.desk_client import Desk

WORDS = 'They moved me <3 & "nobody" said why\r\nهاتفي'
TOLD = {"words": WORDS, "language": "English", "advocate": "me", "own_contact": "020 7946 0100"}
# Something in every box and every row of choices.
ALL = {
    **TOLD,
    "desired_outcome": "Tell <me> first",
    "child_knows": "yes",
    "child_agrees": "not_sure",
    "how_known": "She <said> so, twice",
    "should_not_see": "Nobody at my home & not Dave",
    "way": "text",
    "details": "07700 900123",
    "best_times": "after 4 <pm>",
    "who_else_sees": 'my "carer"',
    "name": "Sam & co",
    "age_band": "13-15",
    "looked_after": "yes",
    "feels_safe": "yes",
}


def write_down(service: Desk, **fields: Any) -> Any:
    """Fill the form in and press Continue."""
    service.open("/advocate/tell")
    return service.post("/advocate/tell", go="next", **{**TOLD, **fields})


def tell(service: Desk, **fields: Any) -> Any:
    """Fill the form in, read it over, and send."""
    write_down(service, **fields)
    return service.post("/advocate/tell", go="send")


def code_words_on(service: Desk) -> str:
    """The code words that the page shows; "" for none."""
    assert service.page
    found = re.search(r'<p class="code-words"[^>]*>(.*?)</p>', service.page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split()) if found else ""
