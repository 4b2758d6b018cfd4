"""Every page that a child, or an adult who helps, meets in one language: a walk through all."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from flask import Flask, request, request_started
from werkzeug.test import TestResponse

from portal.child import pages, visit
from portal.child.questions import AGE, CHECK, HOME, QUESTIONS, REACH, SAFE, WORDS
from portal.domain.taxonomy import Kind
from portal.web.errors import error_page
from tests.portal_client import Child, office_of
from tests.web.adults_pages import adults_pages
from tests.web.files_pages import pages_of_files
from tests.web.papers import papers
from tests.web.with_code_words import behind_code_words

# A Tuesday morning: read by Thursday, answered by the Tuesday two weeks on.
BEGAN_AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
# What the child types has no letters, so that all letters of a page are our own.
TYPED = "123 <3"
# The fields that take only what is offered, and the one thing that is needed.
REFUSED = dict.fromkeys(("safe", "age", "home", "advocate", "way"), TYPED) | {"words": ""}


@dataclass
class StandingClock:
    """The time of a walk: it stands until somebody waits."""

    at: datetime = BEGAN_AT

    def __call__(self) -> datetime:
        """The time as the pages read it."""
        return self.at


@dataclass(frozen=True)
class SeenPage:
    """One page as a browser gets it."""

    name: str
    source: str

    @cached_property
    def said(self) -> str:
        """All that it says, to eyes and to screen readers, but secrets that nobody translates."""
        body = re.sub(r"<svg.*?</svg>", "", self.source, flags=re.DOTALL)
        body = re.sub(r"<(\w+)[^>]* translate=\"no\".*?</\1>", "", body, flags=re.DOTALL)
        spoken = re.findall(r' (?:aria-label|title|placeholder|alt|data-says-\w+)="([^"]*)"', body)
        text = re.sub(r"<[^>]*>", " ", body)
        return " ".join(html.unescape(" ".join([text, *spoken])).split())


def _seen(name: str, response: TestResponse) -> SeenPage:
    return SeenPage(name, response.text)


@dataclass
class Walk:
    """Goes through every page of `app` in one language, and notes which addresses were asked."""

    app: Flask
    clock: StandingClock
    lang: str
    endpoints: set[str | None] = field(default_factory=set)

    def pages(self) -> list[SeenPage]:
        """All of them, each with a name that says how it was met."""

        def note(_app: Flask, **_: object) -> None:
            self.endpoints.add(request.endpoint)

        with request_started.connected_to(note, self.app):
            seen = [*self._questions(), *self._refusals(), *self._sent(), *self._someone_now()]
            seen += self._behind_code_words()
            seen += self._adults()
            seen += self._files()
            seen += self._papers()
            seen += self._sent_at_night()
        return [*seen, *self._troubles()]

    def _child(self, *, cookies: bool = True) -> Child:
        return Child(self.app.test_client(use_cookies=cookies), self.lang)

    def _questions(self) -> Iterator[SeenPage]:
        for kind in Kind:
            child = self._child()
            yield _seen("start", child.open(""))
            yield _seen(f"before you start, {kind}", child.post("", kind=kind))
            for slug in QUESTIONS:
                yield _seen(f"{slug}, {kind}", child.open(slug))

    def _refusals(self) -> Iterator[SeenPage]:
        child = self._child()
        for slug in QUESTIONS:
            child.open(slug)
            yield _seen(f"{slug}, refused", child.post(slug, **REFUSED))
        child.open(CHECK)
        yield _seen("nothing to send", child.post(CHECK, go="send"))
        child.hidden["csrf_token"] = "stale"
        yield _seen("stale", child.post(WORDS, words=TYPED))
        yield _seen("no cookies", self._child(cookies=False).answer(WORDS, words=TYPED))

    def _sent(self) -> Iterator[SeenPage]:
        child = self._child()
        yield _seen("check, nothing yet", child.open(CHECK))
        child.answer(WORDS, words=TYPED)
        child.answer(REACH, way="text")
        yield _seen("check, no number", child.open(CHECK))
        child.answer(REACH, way="do_not_contact")
        yield _seen("way answered before", child.open(REACH))
        yield _seen("one advocacy service", child.answer(HOME, home="yes"))
        yield _seen("check", child.open(CHECK))
        yield _seen("in danger", child.answer(SAFE, safe="no"))
        self.clock.at += timedelta(minutes=21)
        yield _seen("hidden", child.open(WORDS))
        yield _seen("check, hidden", child.open(CHECK))
        yield _seen("sent", child.post(CHECK, go="send"))
        yield from self._about_you(child)
        self.clock.at += timedelta(minutes=11)
        yield _seen("sent, code words hidden", child.open("sent"))
        yield _seen("check, sent", child.open(CHECK))
        yield _seen("you said", child.open("you-said"))
        child.open(WORDS)
        yield _seen("kept", child.post(WORDS, words=TYPED, go="keep"))
        self.clock.at += timedelta(minutes=11)
        yield _seen("kept, code words hidden", child.open("kept"))
        child.post("kept")
        child.open("")
        child.post("", kind="something_good")
        yield _seen("good news, sent", child.tell(TYPED))

    def _about_you(self, child: Child) -> Iterator[SeenPage]:
        yield _seen("about you", child.open("about-you"))
        yield _seen("about you, refused", child.post("about-you", gender=TYPED))
        older = self._child()
        older.answer(AGE, age="16-17")
        older.tell(TYPED)
        yield _seen("about you, 16", older.open("about-you"))

    def _someone_now(self) -> Iterator[SeenPage]:
        child = self._child()
        child.answer(WORDS, words=TYPED)
        yield _seen("ask for someone", child.open("ask-for-someone"))
        yield _seen("ask, refused", child.post("ask-for-someone", way=TYPED))
        yield _seen("asked", child.post("ask-for-someone", way="text", details=TYPED))

    def _behind_code_words(self) -> Iterator[SeenPage]:
        for name, source in behind_code_words(self.app, self.clock, self.lang):
            yield SeenPage(name, source)

    def _files(self) -> Iterator[SeenPage]:
        for name, source in pages_of_files(self.app, self.lang):
            yield SeenPage(name, source)

    def _papers(self) -> Iterator[SeenPage]:
        for name, source in papers(self.app, office_of(self.app), self.lang):
            yield SeenPage(name, source)

    def _adults(self) -> Iterator[SeenPage]:
        for name, source in adults_pages(self.app, self.lang):
            yield SeenPage(name, source)

    def _sent_at_night(self) -> Iterator[SeenPage]:
        self.clock.at += timedelta(hours=12)
        child = self._child()
        child.answer(SAFE, safe="no")
        yield _seen("sent at night", child.tell(TYPED))

    def _troubles(self) -> Iterator[SeenPage]:
        for status in (400, 404, 405, 413, 429, 500, 503):
            with self._asked_for("nothing", method="POST", data={"words": TYPED}):
                yield SeenPage(f"error {status}", error_page(status).get_data(as_text=True))
        for notice in (pages.FLOOD, pages.NOT_KEPT):
            with self._asked_for(WORDS):
                page = pages.question_page(QUESTIONS[WORDS], visit.reading(), notice=notice)
                yield SeenPage(notice, page)

    def _asked_for(self, path: str, **asked: Any) -> Any:
        return self.app.test_request_context(f"/{self.lang}/{path}", **asked)
