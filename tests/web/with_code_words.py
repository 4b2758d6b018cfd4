"""Every page behind the code words, in one language, for the walk through all pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flask import Flask

from portal.child import pages as child_pages
from portal.child.take_over_pages import code_page
from portal.domain.intake import Words
from portal.domain.referral_steps import Step
from portal.domain.submitter import Relation, Submitter
from portal.domain.taxonomy import SubmittedBy, YesNo
from tests.child.told import enter, everything_told, own, told
from tests.portal_client import Child, office_of
from tests.web.way_back import came_back

TYPED = "123 <3"
# What a wish can have been through, one after the other.
STORIES: dict[str, tuple[Step, ...]] = {
    "nobody asked": (),
    "asked": (Step.REQUESTED,),
    "sent": (Step.OFFERED, Step.REQUESTED, Step.SENT, Step.SHARED),
    "accepted": (Step.REQUESTED, Step.SENT, Step.ACCEPTED),
    "named": (Step.REQUESTED, Step.SENT, Step.ACCEPTED, Step.NAMED),
    "met": (Step.REQUESTED, Step.SENT, Step.ACCEPTED, Step.NAMED, Step.MET),
    "handed back": (Step.REQUESTED, Step.SENT, Step.HANDED_BACK),
    "changed": (Step.REQUESTED, Step.SENT, Step.CHANGED),
    "fall back": (Step.REQUESTED, Step.FALL_BACK),
    "declined": (Step.OFFERED, Step.DECLINED),
    "not any more": (Step.REQUESTED, Step.NO_LONGER_WANTED),
    "trusted": (Step.REQUESTED, Step.TRUSTED),
    "ended": (Step.REQUESTED, Step.SENT, Step.NAMED, Step.MET, Step.ENDED),
}


def behind_code_words(app: Flask, clock: object, lang: str) -> Iterator[tuple[str, str]]:
    """Name and source of each."""
    yield from _told(app, lang)
    yield from _refused(app, lang)
    for name, steps in STORIES.items():
        said = (Words(TYPED, office_of(app).clock()),)
        child = enter(_child(app, lang), own(app, *steps, language=lang, words=said))
        yield f"own page, {name}", _source(child)
    said = (Words(TYPED, office_of(app).clock()),)
    late = own(app, language=lang, wants_advocate=YesNo.YES, words=said)
    clock.at += timedelta(days=7)  # type: ignore[attr-defined]
    yield "own page, late", _source(enter(_child(app, lang), late))
    clock.at -= timedelta(days=7)  # type: ignore[attr-defined]
    yield from came_back(app, clock, lambda code: enter(_child(app, lang), code), lang)


def _told(app: Flask, lang: str) -> Iterator[tuple[str, str]]:
    for by in (SubmittedBy.ADVOCATE, SubmittedBy.HELPER, SubmittedBy.STAFF):
        at = office_of(app).clock()
        more = everything_told(received_at=at, submitted_by=by, language=lang, typed=TYPED)
        if by is SubmittedBy.HELPER:
            more["submitter"] = Submitter(Relation.SCHOOL, TYPED)
        child = enter(_child(app, lang), told(app, **more))
        yield f"new code words, {by}", _source(child)
        child.post("take-over", go="mine")
        yield f"taken over, {by}", _source(child)
    child.post("take-over", go="send", says="not_wanted", words=TYPED)
    yield "not wanted", _source(child)
    child.post("take-over", go="send", way=TYPED, says=TYPED, wish=TYPED)
    yield "own page, refused", _source(child)


def _refused(app: Flask, lang: str) -> Iterator[tuple[str, str]]:
    child = _child(app, lang)
    child.open("take-over")
    yield "code words", _source(child)
    child.post("take-over", go="open", code_words="")
    yield "no code words", _source(child)
    child.post("take-over", go="open", code_words=TYPED)
    yield "wrong code words", _source(child)
    child.post("take-over", go="send", words=TYPED)
    yield "code words again", _source(child)
    for notice in ("too many tries", child_pages.NOT_KEPT):
        with app.test_request_context(f"/{lang}/take-over"):
            yield f"code words, {notice}", code_page({}, notice=notice)


def _child(app: Flask, lang: str) -> Child:
    return Child(app.test_client(use_cookies=False), lang)


def _source(child: Child) -> str:
    assert child.page is not None
    return child.page.text
