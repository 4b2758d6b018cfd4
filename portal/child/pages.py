"""Put a child's page together: the question, what was answered before, and the form's tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from portal.child import advocates, choices, telling
from portal.child import questions as q
from portal.child.posted import HONEYPOT, Posted, form_token, new_submission_id
from portal.child.visit import CODE_WORDS_SHOWN, Visit, code_words_shown, visit_knowing
from portal.db import attachments
from portal.domain.attachments import Attachment
from portal.domain.taxonomy import YesNo
from portal.web.app_office import now, office
from portal.web.kept import keep

# Why a page comes back, for the template to say in the page's language.
STALE, NOT_KEPT, NO_COOKIES, NEEDED, FLOOD = "stale", "not-kept", "no-cookies", "needed", "flood"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What makes a form this browser's own: against other sites, and against sending twice."""

    csrf: str
    form: str

    @classmethod
    def of(
        cls,
        visit: Visit,
        submission_id: str,
        posted: Posted | None = None,
        seen: Iterable[float] = (),
    ) -> Tokens:
        """The tokens of a page that sends under this id, and shows what was said at `seen`.

        A page of nobody's visit keeps the id that it was `posted` with, or gets one of its own.
        """
        if not visit.token:
            submission_id = (posted and posted.submission_id) or new_submission_id()
        return cls(generate_csrf(), form_token(submission_id, seen))

    def put_into(self, page: str) -> str:
        """A kept page with these tokens in the places that were left for them."""
        return page.replace(_PLACES.csrf, self.csrf).replace(_PLACES.form, self.form)


_PLACES = Tokens(csrf="!csrf token!", form="!form token!")


def child_page(template: str, visit: Visit, tokens: Tokens | None = None, /, **values: Any) -> str:
    """A page of this visit, with everything its form needs to come back."""
    tokens = tokens or Tokens.of(visit, visit.submission_id)
    values.setdefault("notice", None)
    return render_template(
        template,
        visit=visit,
        choices=choices,
        csrf_token=tokens.csrf,
        form_token=tokens.form,
        honeypot_name=HONEYPOT,
        **values,
    )


def question_page(
    question: q.Question,
    visit: Visit,
    values: dict[str, str] | None = None,
    *,
    problems: list[tuple[str, str]] | None = None,
    notice: str | None = None,
    posted: Posted | None = None,
) -> str:
    """The question as answered before, or with `values` as typed where what came is given back.

    What is given back shows no more than the page did that it was `posted` from.
    """
    seen = posted.seen if posted else visit.shown_at(question.slug)
    tokens = Tokens.of(visit, visit.submission_id, posted, seen)
    is_answered = question.slug in visit.answers
    if values is None and notice is None and not is_answered and not visit.in_danger:
        return tokens.put_into(_blank_page(question, visit))
    return _question_page(
        question,
        visit,
        tokens,
        named=_named(question, visit),
        values=visit.shown(question.slug) if values is None else values,
        problems=problems or [],
        notice=notice,
        is_hidden=values is None and visit.is_hidden(question.slug),
    )


def _blank_page(question: q.Question, visit: Visit) -> str:
    """A question nobody has answered: the same for every child, but for its two tokens.

    Kept, for rendering it costs more than all the rest of a request. It is made from a visit
    that knows only what the page's own words turn on, so no answer can be in it.
    """
    # A service changes its name on a day, which a server may outlive.
    named = _named(question, visit)
    what_differs = (question.slug, visit.kind, "change" in request.args, named)
    return keep(
        "blank question",
        " ".join(map(str, what_differs)),
        lambda: _question_page(
            question,
            visit_knowing(visit.kind),
            _PLACES,
            named=named,
            values={},
            problems=[],
            notice=None,
            is_hidden=False,
        ),
    )


def _question_page(question: q.Question, visit: Visit, tokens: Tokens, **values: Any) -> str:
    back = q.before(question.slug, visit.kind)
    return child_page(
        question.template,
        visit,
        tokens,
        action=url_for(".answer", slug=question.slug, **keep_change()),
        back_url=url_for(".question", slug=back) if back else url_for(".before_you_start"),
        **values,
    )


def _named(question: q.Question, visit: Visit) -> advocates.Named:
    """The services that the page names; none where it does not ask of them."""
    return advocates.for_visit(visit) if question.slug == q.ADVOCATE else ()


def check_page(visit: Visit, *, notice: str | None = None) -> str:
    """All answers, each with a way to change it."""
    path = q.path_for(visit.kind, visit.value(q.REACH, "way"))
    return child_page(
        "child/check.html",
        visit,
        path=path,
        files=len(held_files(visit)),
        asks_for_advocate=telling.wants_advocate(visit) is YesNo.YES,
        named=advocates.for_visit(visit),
        notice=notice,
        action=url_for(".check"),
        back_url=url_for(".question", slug=path[-1]),
    )


def held_files(visit: Visit) -> tuple[Attachment, ...]:
    """What was added to this telling and is not sent yet."""
    if not visit.token:
        return ()
    with office().database.read() as connection:
        return attachments.held(connection, office().keyring, visit.submission_id)


def start_page(visit: Visit) -> str:
    """What do you want to tell us?"""
    return child_page("child/start.html", visit, text_number=_text_number())


def receipt_page(visit: Visit, receipt: dict[str, Any]) -> ResponseReturnValue:
    """What was sent: reference, code words while they are shown, and the two dates."""
    at = now()
    # Receipts of the day before an upgrade have no such day.
    by: str | None = receipt.get("advocate_by")
    shown = bool(receipt["code_words"]) and code_words_shown(receipt, at)
    page = child_page(
        "child/sent.html",
        visit,
        receipt=receipt,
        code_words=receipt["code_words"] if shown else "",
        read_by=date.fromisoformat(receipt["read_by"]),
        answer_by=date.fromisoformat(receipt["answer_by"]),
        advocate_by=date.fromisoformat(by) if by else None,
        fall_back=advocates.fall_back() if by else None,
        reads_at=datetime.fromisoformat(receipt["reads_at"]),
        can_go_on=bool(visit.answers),
    )
    response = make_response(page)
    if shown:
        # A phone that is put down must not go on showing them; no script is needed for it.
        left = CODE_WORDS_SHOWN.total_seconds() - (at.timestamp() - receipt["sent_at"])
        response.headers["Refresh"] = str(int(left) + 1)
    return response


def keep_change() -> dict[str, Any]:
    """What keeps an address on its way to the check of all answers, where it is."""
    return {"change": "1"} if "change" in request.args else {}


def _text_number() -> str:
    settings = office().settings
    return settings.text_numbers[0] if settings.has_text_line else ""
