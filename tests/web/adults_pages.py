"""Every page that an adult who helps can meet, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from portal.child.posted import read_posted
from portal.domain.submitter import Relation
from portal.helping import pages
from portal.helping.forms import OFFERED, HelpingForm
from portal.helping.telling import Told
from portal.web.app_office import now
from portal.web.languages import current_language
from tests.helping.adult import Adult

# What is typed has no letters, so that all letters of a page are our own.
TYPED = "123 <3"
PICKED = {"words_of": "both", "age": "13-15", "way": "letter", "advocate": "yes", "home": "no"}
_OURS = "03000 41 11 11"


def adults_pages(app: Flask, lang: str) -> Iterator[tuple[str, str]]:
    """Each with a name that says how it was met."""
    adult = Adult(app.test_client(), lang)
    yield "for a child", adult.open("for-a-child").text
    for relation in OFFERED:
        yield f"for a child, {relation}", adult.begin(relation).text
        check = adult.press("check", relation, words=TYPED, **PICKED)
        yield f"for a child, check, {relation}", check.text
    yield "for a child, written before", adult.begin().text
    yield "for a child, carried", adult.post("for-a-child", words=TYPED).text
    yield from _refused(adult)
    yield "for a child, sent", adult.tell("parent", words=TYPED).text
    yield "for a child, in danger", adult.tell("school", words=TYPED, safe="no").text
    for notice in (pages.STALE, pages.NOT_KEPT, pages.FLOOD):
        with app.test_request_context(f"/{lang}/for-a-child/school", method="POST"):
            yield f"for a child, {notice}", pages.check_page(_told(), notice)


def _refused(adult: Adult) -> Iterator[tuple[str, str]]:
    for name, answers in {
        "nothing": {"words": "", "safe": "no", "age": TYPED},
        "their own": {"words": TYPED, "own_name": TYPED, "name": TYPED, "details": TYPED},
        "ours": {"words": TYPED, "details": _OURS},
    }.items():
        adult.begin()
        yield f"for a child, refused, {name}", adult.press("check", **answers).text
    adult.press("check", words=TYPED, safe="no")
    yield "for a child, check, in danger", adult.page.text if adult.page else ""


def _told() -> Told:
    values = HelpingForm().values()
    return Told(Relation.SCHOOL, values, read_posted(), current_language().tag, now())
