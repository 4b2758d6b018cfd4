"""Addresses of the child's pages. Each says what it shows and where it leads."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.child import advocates, answering, forms, leaving, pages, visit
from portal.child import questions as q
from portal.child.answering import Answer, see_other
from portal.child.forms import QuestionForm
from portal.child.posted import Posted, read_posted
from portal.child.visit import Visit
from portal.domain.taxonomy import Kind
from portal.services.floods import FloodError
from portal.web.app_office import now, office
from portal.web.other_sites import is_from_elsewhere

child = Blueprint("child", __name__)
_SLUG = f"<any({','.join(repr(slug) for slug in q.QUESTIONS)}):slug>"


@child.get("/")
@child.get("/<lang:lang>/")
def start() -> str:
    """The first page: what do you want to tell us? Without a language: the browser's."""
    return pages.start_page(visit.reading())


@child.post("/<lang:lang>/")
def choose() -> ResponseReturnValue:
    """Take the kind of telling, then say what happens before the first question."""
    form = forms.StartForm()
    if form.validate() and form.kind.data:
        with office().database.write() as connection:
            here = visit.holding(connection)
            here.kept.content["kind"] = form.kind.data
            visit.save(connection, office(), here, now())
    # A form that was open too long has nothing to lose here, so nobody is stopped.
    return see_other(url_for(".before_you_start"))


@child.get("/<lang:lang>/before-you-start")
def before_you_start() -> str:
    """Who reads this, when we must tell someone, and what leaving quickly does."""
    here = visit.reading()
    asks_only = here.kind == Kind.ADVOCATE_ONLY
    first = url_for(".someone_now") if asks_only else url_for(".question", slug=q.WORDS)
    return pages.child_page(
        "child/before-you-start.html",
        here,
        next_url=first,
        back_url=url_for(".start"),
    )


@child.get(f"/<lang:lang>/{_SLUG}")
def question(slug: str) -> str:
    """One question, with what was answered before unless a rest has hidden it."""
    notice = pages.NEEDED if "needed" in request.args else None
    return pages.question_page(q.QUESTIONS[slug], visit.reading(), notice=notice)


@child.post(f"/<lang:lang>/{_SLUG}")
def answer(slug: str) -> ResponseReturnValue:
    """Keep the answer and go on, or send. Whatever is refused comes back with every word."""
    asked = q.QUESTIONS[slug]
    form, posted = asked.form(), read_posted()
    if form.is_empty and (posted.wants_someone or posted.wants_files):
        # Nothing is lost with it, so nothing is missed.
        return see_other(url_for(".someone_now" if posted.wants_someone else ".files"))
    if not form.validate():
        return _refused(asked, form, posted)
    try:
        return see_other(answering.take(Answer.from_form(asked, form, posted)))
    except FloodError:
        return _given_back(asked, form, pages.FLOOD), 429
    except answering.CANNOT_KEEP:
        return _given_back(asked, form, pages.NOT_KEPT), 503


@child.get("/<lang:lang>/check")
def check() -> str:
    """Every answer, each with a way to change it, and Send."""
    return pages.check_page(visit.reading())


@child.post("/<lang:lang>/check")
def send() -> ResponseReturnValue:
    """Send everything."""
    form, posted = forms.SendForm(), read_posted()
    if not form.validate():
        return pages.check_page(visit.reading(), notice=pages.STALE), 400
    try:
        return see_other(answering.take(Answer.from_form(None, form, posted)))
    except FloodError:
        return pages.check_page(visit.reading(), notice=pages.FLOOD), 429


@child.get("/<lang:lang>/sent")
def sent() -> ResponseReturnValue:
    """The receipt of what was sent last in this visit; it stays for the whole visit."""
    here = visit.reading()
    if not here.receipts:
        return redirect(url_for(".start"))
    return pages.receipt_page(here, here.receipts[-1])


@child.get("/<lang:lang>/ask-for-someone")
def someone_now() -> str:
    """Ask for somebody to speak up, and for nothing else."""
    return _someone_page(visit.reading(), {})


@child.post("/<lang:lang>/ask-for-someone")
def send_someone_now() -> ResponseReturnValue:
    """Send only that wish, and how to reach the child."""
    form, posted = forms.SomeoneNowForm(), read_posted()
    asked = Answer.from_form(None, form, posted)
    try:
        if form.validate():
            return see_other(answering.send_someone_now(asked))
        if posted.may_do_without_cookies and not form.problems():
            return pages.receipt_page(_no_visit(), answering.send_without_cookies(asked))
    except FloodError:
        return _someone_page(_no_visit(), form.values(), notice=pages.FLOOD, posted=posted), 429
    except answering.CANNOT_KEEP:
        return _someone_page(_no_visit(), form.values(), notice=pages.NOT_KEPT, posted=posted), 503
    notice = pages.STALE if "csrf_token" in form.errors else None
    here, problems = visit.reading(), form.problems()
    return _someone_page(here, form.values(), problems=problems, notice=notice), 400


@child.get("/<lang:lang>/leave")
def leave() -> ResponseReturnValue:
    """Wipe what was written, and go to a place that says nothing."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return Response(status=204)
    if is_from_elsewhere():
        # A picture or a link on another site must not wipe what a child has written.
        return see_other(office().settings.leave_to)
    leaving.leave()
    return see_other(office().settings.leave_to)


def _refused(asked: q.Question, form: QuestionForm, posted: Posted) -> ResponseReturnValue:
    problems = form.problems()
    if problems or not posted.may_do_without_cookies:
        notice = None if problems else pages.STALE
        return pages.question_page(
            asked, visit.reading(), form.values(), problems=problems, notice=notice, posted=posted
        ), 400
    return _without_cookies(asked, form, posted)


def _without_cookies(asked: q.Question, form: QuestionForm, posted: Posted) -> ResponseReturnValue:
    """Without cookies no other site can send what a child wrote, so no token is missed."""
    if not (posted.wants_to_send and asked.slug == q.WORDS):
        return _given_back(asked, form, pages.NO_COOKIES), 400
    try:
        receipt = answering.send_without_cookies(Answer.from_form(asked, form, posted))
    except FloodError:
        return _given_back(asked, form, pages.FLOOD), 429
    except answering.CANNOT_KEEP:
        return _given_back(asked, form, pages.NOT_KEPT), 503
    return pages.receipt_page(_no_visit(), receipt)


def _given_back(asked: q.Question, form: QuestionForm, notice: str) -> str:
    return pages.question_page(
        asked, _no_visit(), form.values(), notice=notice, posted=read_posted()
    )


def _no_visit() -> Visit:
    """A visit that knows nothing, for pages that must not ask the database."""
    return Visit(visit.nothing_yet(), "", 0.0)


def _someone_page(
    here: Visit,
    values: dict[str, str],
    *,
    problems: list[tuple[str, str]] | None = None,
    notice: str | None = None,
    posted: Posted | None = None,
) -> str:
    return pages.child_page(
        "child/ask-for-someone.html",
        here,
        pages.Tokens.of(here, here.someone_id, posted),
        values=values,
        named=advocates.for_anybody(),
        problems=problems or [],
        notice=notice,
        action=url_for(".send_someone_now"),
        back_url=url_for(".before_you_start"),
    )
