"""An adult at the pages for those who help, without a browser; and what may be answered there."""

from __future__ import annotations

import html
import re

from werkzeug.test import TestResponse

from tests.portal_client import Child

WORDS = "  She told me:\r\n<3 I want to see my brother & nobody listens \U0001f622\ttruly  "
# Something in every field. What is the child's and what is the adult's have no word in common.
CHILDS = {
    "name": "Sam Small",
    "age": "13-15",
    "home": "yes",
    "safe": "not_sure",
    "advocate": "yes",
    "way": "text",
    "details": "07700 900123",
    "times": "after four",
    "hide": "Not Dave",
}
OWN = {
    "own_name": "Jo Grown",
    "own_organisation": "Hill School",
    "own_contact": "jo@school.example",
    "knows": "yes",
    "agrees": "not_sure",
    "words_of": "both",
}
EVERYTHING = {"words": WORDS, **CHILDS, **OWN}
# Of these only the value that is checked, or the text of an area, is what a browser would send.
_CHOICES = re.compile(
    r'<input type="(?:radio|checkbox)" id="[^"]*" name="([^"]+)" value="([^"]*)" checked>'
)
_BOX = re.compile(r'<input class="box" type="\w+" id="[^"]*" name="([^"]+)" value="([^"]*)"')
_AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)


class Adult(Child):
    """One browser at the pages for adults."""

    def begin(self, relation: str = "school") -> TestResponse:
        """Say who they are, and come to the form."""
        return self.open(f"for-a-child/{relation}")

    def press(self, go: str, relation: str = "school", **fields: str) -> TestResponse:
        """Press a button of the page that is open, with these fields filled in."""
        return self.post(f"for-a-child/{relation}", go=go, **fields)

    def tell(self, relation: str = "school", **fields: str) -> TestResponse:  # type: ignore[override]
        """All the way: who they are, the form, the check, and Send."""
        self.begin(relation)
        self.press("check", relation, **{"words": WORDS, **fields})
        return self.press("send", relation)

    @property
    def given_back(self) -> dict[str, str]:
        """Every answer that stands in the page: picked, typed, or carried along unseen."""
        assert self.page is not None
        found = [one for kind in (_CHOICES, _BOX, _AREA) for one in kind.findall(self.page.text)]
        answers = {**self.hidden, **dict(found)}
        return {n: html.unescape(v) for n, v in answers.items() if n in EVERYTHING and v}
