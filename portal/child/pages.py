"""Put a child's page together: the question, what was answered before, and the form's tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from portal.child import choices
from portal.child import questions as q
from portal.child.posted import HONEYPOT, form_token
from portal.child.visit import CODE_WORDS_SHOWN, Visit, code_words_shown
from portal.domain.taxonomy import LookedAfter
from portal.web.app_office import now, office

# Why a page comes back, for the template to say in the page's language.
STALE, NOT_KEPT, NO_COOKIES, NEEDED, FLOOD = "stale", "not-kept", "no-cookies", "needed", "flood"


def child_page(template: str, visit: Visit, /, **values: Any) -> str:
    """A page of this visit, with everything its form needs to come back."""
    values.setdefault("notice", None)
    return render_template(
        template,
        visit=visit,
        choices=choices,
        csrf_token=generate_csrf(),
        form_token=form_token(values.pop("submission_id", None) or visit.submission_id),
        honeypot_name=HONEYPOT,
        text_number=_text_number(),
        advocate_names=_advocate_names,
        **values,
    )


def question_page(
    question: q.Question,
    visit: Visit,
    values: dict[str, str] | None = None,
    *,
    problems: list[tuple[str, str]] | None = None,
    notice: str | None = None,
    submission_id: str | None = None,
) -> str:
    """The question, with `values` as typed where it is given back, else as answered before."""
    back = q.before(question.slug, visit.kind, visit.value(q.REACH, "way"))
    return child_page(
        question.template,
        visit,
        values=visit.shown(question.slug) if values is None else values,
        problems=problems or [],
        notice=notice,
        is_hidden=values is None and visit.is_hidden(question.slug),
        action=url_for(".answer", slug=question.slug, **_keep_change()),
        back_url=url_for(".question", slug=back) if back else url_for(".before_you_start"),
        submission_id=submission_id,
    )


def check_page(visit: Visit, *, notice: str | None = None) -> str:
    """All answers, each with a way to change it."""
    path = q.path_for(visit.kind, visit.value(q.REACH, "way"))
    return child_page(
        "child/check.html",
        visit,
        path=path,
        notice=notice,
        action=url_for(".check"),
        back_url=url_for(".question", slug=q.before(q.CHECK, visit.kind, None)),
    )


def receipt_page(visit: Visit, receipt: dict[str, Any]) -> ResponseReturnValue:
    """What was sent: reference, code words while they are shown, and the two dates."""
    at = now()
    shown = bool(receipt["code_words"]) and code_words_shown(receipt, at)
    page = child_page(
        "child/sent.html",
        visit,
        receipt=receipt,
        code_words=receipt["code_words"] if shown else "",
        read_by=date.fromisoformat(receipt["read_by"]),
        answer_by=date.fromisoformat(receipt["answer_by"]),
        reads_at=datetime.fromisoformat(receipt["reads_at"]),
        can_go_on=bool(visit.answers),
    )
    response = make_response(page)
    if shown:
        # A phone that is put down must not go on showing them; no script is needed for it.
        left = CODE_WORDS_SHOWN.total_seconds() - (at.timestamp() - receipt["sent_at"])
        response.headers["Refresh"] = str(int(left) + 1)
    return response


def _keep_change() -> dict[str, str]:
    return {"change": "1"} if "change" in request.args else {}


def _text_number() -> str:
    settings = office().settings
    return settings.text_numbers[0] if settings.has_text_line else ""


def _advocate_names(visit: Visit) -> list[str]:
    """Today's names of the services that may speak up for this child."""
    home = visit.value(q.HOME, "home")
    services = office().advocacy_for(LookedAfter(home) if home else None, now())
    return [service.name_on(now().date()) for service in services]
