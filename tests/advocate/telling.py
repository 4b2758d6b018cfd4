"""An advocate who tells us something for a child, and what the pages say of it."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.desk_client import Desk

WORDS = 'They moved me <3 & "nobody" said why\r\nهاتفي'
# What the form begins with, and the words.
TOLD = {
    "words": WORDS,
    "language": "English",
    "advocate": "me",
    "own_contact": "Office 020 7946 0100 or una@work.example",
}
# Something in every box and every row of choices.
ALL = {
    **TOLD,
    "desired_outcome": "Tell <me> first",
    "child_knows": "yes",
    "child_agrees": "not_sure",
    "how_known": "She <said> so, twice",
    "should_not_see": "My key worker & his 'friend'",
    "way": "text",
    "details": "07700 900123",
    "best_times": "after 4 <pm>",
    "who_else_sees": 'my "carer"',
    "name": "Sam & co",
    "age_band": "13-15",
    "looked_after": "yes",
    "feels_safe": "yes",
}
_LINE = re.compile(r'<input class="box"[^>]* name="([^"]+)" value="([^"]*)"')
_LINES = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)
_CHOSEN = re.compile(r'<input type="radio"[^>]* name="([^"]+)" value="([^"]*)" checked')


def write_down(service: Desk, **fields: Any) -> Any:
    """Fill the form in and press Continue."""
    service.open("/advocate/tell")
    return service.post("/advocate/tell", go="next", **{**TOLD, **fields})


def tell(service: Desk, **fields: Any) -> Any:
    """Fill the form in, read it over, and send."""
    write_down(service, **fields)
    return service.post("/advocate/tell", go="send")


def filled_in(service: Desk) -> dict[str, str]:
    """What stands in the form's boxes and what is chosen, but for what is empty."""
    assert service.page
    page = service.page.text
    found = [*_LINE.findall(page), *_LINES.findall(page), *_CHOSEN.findall(page)]
    return {name: html.unescape(value) for name, value in found if value}


def code_words_on(service: Desk) -> str:
    """The code words that the page shows; "" for none."""
    assert service.page
    found = re.search(r'<p class="code-words"[^>]*>(.*?)</p>', service.page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split()) if found else ""


def paper_on(service: Desk) -> str:
    """The paper for the child, without its marks."""
    assert service.page
    paper = service.page.text.partition('for-child"')[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", paper)).split())
