"""Put a page for an adult together: the answers it carries, and the form's tokens."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from portal.child.posted import HONEYPOT, form_token, new_submission_id
from portal.domain.submitter import IN_THEIR_OWN_RIGHT, Relation
from portal.helping import choices
from portal.helping.draft import Draft
from portal.helping.forms import not_asked
from portal.helping.sending import Receipt
from portal.helping.telling import Told
from portal.web.app_office import office

# Why a page comes back, for the template to say in the page's language.
STALE, NOT_KEPT, FLOOD = "stale", "not-kept", "flood"
Problems = list[tuple[str, str]]


def start_page(values: dict[str, str] | None = None) -> str:
    """Who are you to the child? With all that was answered before, where it is asked again."""
    return _page(
        "helping/start.html",
        answered=values is not None,
        values=values or {},
        relations=choices.relations(),
    )


def form_page(
    relation: Relation, told: Told | Draft | None = None, problems: Problems | None = None
) -> str:
    """Everything that is asked, empty or with what was answered; a draft can be put away."""
    return _page(
        "helping/form.html",
        told=told,
        relation=relation,
        values=told.values if told else {},
        problems=problems or [],
        is_draft=isinstance(told, Draft),
        # A link would lead away from what is typed already.
        back_url="" if told else url_for(".start"),
    )


def check_page(told: Told, notice: str | None = None) -> str:
    """What was answered, to be read once more; the page carries it, for nothing is received yet."""
    return _page(
        "helping/check.html", told=told, relation=told.relation, values=told.values, notice=notice
    )


def receipt_page(receipt: Receipt) -> str:
    """What was sent, until when it is read and answered, and what they will not be told."""
    place = office()
    return _page(
        "helping/sent.html",
        receipt=receipt,
        in_their_own_right=receipt.relation in IN_THEIR_OWN_RIGHT,
        due=place.due_dates(receipt.sent_at),
        reads_at=place.next_reading_at(receipt.sent_at),
    )


def _page(template: str, *, told: Told | Draft | None = None, **values: Any) -> str:
    values.setdefault("notice", None)
    relation = values.get("relation")
    return render_template(
        template,
        in_danger=told is not None and told.in_danger,
        choices=choices,
        not_asked=not_asked(relation) if relation else (),
        csrf_token=generate_csrf(),
        form_token=_form_token(told),
        honeypot_name=HONEYPOT,
        in_the_honeypot=request.form.get(HONEYPOT, ""),
        **values,
    )


def _form_token(told: Told | Draft | None) -> str:
    """The token that came with the form, so that it is one telling from the first page on."""
    if isinstance(told, Draft):
        return told.form_token or form_token(new_submission_id())
    if told is not None and told.posted.submission_id:
        return request.form["form"]
    return form_token(new_submission_id())
