"""An advocate tells us something for a child: written down, read over, sent once, handed over.

Nothing is kept before it is sent: until then the page itself carries what was written. Once it is
sent, the advocate sees no more of it than the reference and the dates.
"""

from __future__ import annotations

from functools import partial

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.advocate.paper import told_about_you
from portal.advocate.tell_forms import ME, PARTS, TellForm
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.desk.pages import Problems, desk_page
from portal.desk.sent_once import carried, instead_of, keep_once, one_time_id
from portal.desk.session import held_for
from portal.desk.written_down import as_offered
from portal.domain.decisions import RefusedError
from portal.domain.intake import Intake
from portal.domain.referral import current
from portal.domain.staff import Role
from portal.services import on_behalf, told_for_children
from portal.services.on_behalf import service_of
from portal.services.ways_back import CodeWords, mark_of_code_words
from portal.web.app_office import now, office


def add_routes(advocate: Blueprint) -> None:
    """One address for the form, the page before sending and the receipt: a held form finds back."""
    advocate.add_url_rule("/tell", view_func=tell, methods=["GET"])
    advocate.add_url_rule("/tell", view_func=tell_us, methods=["POST"])
    advocate.add_url_rule(
        "/tell/<reference>/code-words", view_func=renew_code_words, methods=["POST"]
    )


@open_to(Role.ADVOCATE)
def tell() -> str:
    """The empty form, or what was typed when the session ran out. Nothing of any child before."""
    held = held_for(request.path)
    first = {"language": "English", "advocate": ME, "own_contact": member().email}
    form = TellForm(held, data=first)
    return _form_page(form, one_time_id(held or {}), given_back=held is not None)


@open_to(Role.ADVOCATE)
def tell_us() -> ResponseReturnValue:
    """One step on: to the page before sending, back to the form, or sent. No word is ever lost."""
    form, sent_as, step = TellForm(), one_time_id(request.form), request.form.get("go")
    if step == "change":
        return _form_page(form, sent_as)
    if not form.validate():
        return _form_page(form, sent_as, form.problems()), 400
    try:
        with office().database.read() as connection:
            service = service_of(connection, office(), member())
        on_behalf.refuse(office(), member(), service, form.told("", sent_as, now()))
    except RefusedError as refused:
        return _form_page(form, sent_as, [(refused.field, str(refused))]), 400
    return _send(form, sent_as) if step == "send" else _check_page(form, sent_as)


def _send(form: TellForm, sent_as: str) -> str:
    """Send it, once; the page pressed twice shows the receipt of the first time."""
    place, at = office(), now()
    code_words = CodeWords.make(place, form.language_tag)
    told = partial(form.told, submission_id=sent_as, at=at)
    kept, is_new = keep_once(
        lambda read: on_behalf.sent_before(read, place, member(), sent_as),
        lambda write: on_behalf.tell(write, place, member(), told, form.part, code_words, at),
    )
    says_so = form.part.speaks_already
    return _receipt(kept, code_words.said if is_new else "", says_they_speak=says_so)


@open_to(Role.ADVOCATE)
def renew_code_words(reference: str) -> str:
    """Other code words for a child, where those that were shown are lost; once, and that day."""
    place, at = office(), now()
    with place.database.read() as connection:
        intake = told_for_children.find(connection, place, member(), reference, at)
    if not DeskForm().validate():
        return _receipt(intake, "")
    code_words = CodeWords.make(place, intake.language)
    with place.database.write() as connection:
        is_new = told_for_children.renew_code_words(
            connection, place, member(), reference, instead_of(), code_words, at
        )
    return _receipt(intake, code_words.said if is_new else "")


def _form_page(
    form: TellForm, sent_as: str, problems: Problems = (), *, given_back: bool = False
) -> str:
    return desk_page(
        "advocate/tell.html",
        page_title="Tell us for a child",
        form=form,
        parts=PARTS,
        sent_as=sent_as,
        problems=problems,
        given_back=given_back,
    )


def _check_page(form: TellForm, sent_as: str) -> str:
    with office().database.read() as connection:
        service = service_of(connection, office(), member())
    told = on_behalf.by_advocate(form.told("", sent_as, now()), form.part, member(), service, now())
    parts = [(title, [(form[name], as_offered(form[name])) for name in names])
             for title, names in PARTS]  # fmt: skip
    return desk_page(
        "advocate/tell-check.html",
        page_title="Read it over",
        form=form,
        told=told,
        parts=parts,
        carried=carried(form),
        sent_as=sent_as,
    )


def _receipt(intake: Intake, code_words: str, *, says_they_speak: bool = False) -> str:
    place, at = office(), now()
    with place.database.read() as connection:
        mark = mark_of_code_words(connection, intake)
    return desk_page(
        "advocate/tell-receipt.html",
        page_title="We have it",
        intake=intake,
        code_words=code_words,
        instead_of=mark,
        due=place.due_dates(intake.received_at),
        may_renew=told_for_children.may_renew(intake, at),
        is_their_advocate=current(intake) is not None,
        says_they_speak=says_they_speak,
        paper=told_about_you(intake, code_words),
        form=DeskForm(),
    )
