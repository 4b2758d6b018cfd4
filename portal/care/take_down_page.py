"""Taking in what came by telephone, in person, by letter or e-mail: written down, read back, kept.

Nothing is kept before it is saved: until then the page itself carries what was written.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.care.take_down_forms import ReadBackForm, TakeDownForm, first_values
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.desk.pages import Problems, desk_page
from portal.desk.sent_once import carried, instead_of, keep_once, one_time_id
from portal.desk.session import held_for
from portal.domain.decisions import RefusedError
from portal.domain.decisions.taking_down import TakeDown
from portal.domain.intake import Intake
from portal.domain.sight import may_know
from portal.domain.staff import Role
from portal.domain.taxonomy import MethodOfReceipt
from portal.services import desk
from portal.services import take_down as taking
from portal.services.ways_back import CodeWords, mark_of_code_words
from portal.web.app_office import now, office


def add_routes(care: Blueprint) -> None:
    """One address for the form, the read-back and the receipt, so that a held form finds back."""
    care.add_url_rule("/take-down", view_func=take_down, methods=["GET"])
    care.add_url_rule("/take-down", view_func=write_down, methods=["POST"])
    care.add_url_rule(
        "/take-down/<reference>/code-words", view_func=renew_code_words, methods=["POST"]
    )


@open_to(Role.OFFICER)
def take_down() -> str:
    """The empty form, or what was typed when the session ran out."""
    held = held_for(request.path)
    form = TakeDownForm(held, data=first_values(now()))
    return _form_page(form, one_time_id(held or {}), given_back=held is not None)


@open_to(Role.OFFICER)
def write_down() -> ResponseReturnValue:
    """One step on: to the read-back, back to the form, or saved. Every refusal keeps the words."""
    form, sent_as, step = TakeDownForm(), one_time_id(request.form), request.form.get("go")
    if step == "change":
        return _form_page(form, sent_as)
    if not form.validate():
        return _form_page(form, sent_as, form.problems()), 400
    told = partial(form.told, submission_id=sent_as)
    try:
        taking.refuse(office(), member(), told(""), now())
    except RefusedError as refused:
        return _form_page(form, sent_as, [(refused.field, str(refused))]), 400
    if not form.is_spoken:
        return _save(told, TakeDown(MethodOfReceipt(form.method.data or "")))
    if step != "save":
        return _read_back_page(form, ReadBackForm(MultiDict()), sent_as)
    return _agreed(form, told, sent_as)


def _agreed(form: TakeDownForm, told: Any, sent_as: str) -> ResponseReturnValue:
    agreed = ReadBackForm()
    if not agreed.validate():
        return _read_back_page(form, agreed, sent_as, agreed.problems()), 400
    try:
        return _save(told, agreed.decision(MethodOfReceipt(form.method.data or "")))
    except RefusedError as refused:
        return _read_back_page(form, agreed, sent_as, [(refused.field, str(refused))]), 400


def _save(told: Any, decision: TakeDown) -> str:
    """Keep it, once; the page pressed twice shows the receipt of the first time."""
    place, at, draft = office(), now(), told("")
    code_words = CodeWords.make(place, draft.language)
    kept, is_new = keep_once(
        lambda read: taking.sent_before(read, place, member(), draft.submission_id or ""),
        lambda write: taking.take_down(write, place, member(), told, decision, code_words, at),
    )
    return _receipt(kept, code_words.said if is_new else "")


@open_to(Role.OFFICER)
def renew_code_words(reference: str) -> str:
    """Other code words, for whoever took it down and lost those that were shown.

    Once: the page sent again shows none, and those that it showed are good.
    """
    place, at = office(), now()
    with place.database.read() as connection:
        intake = desk.find(connection, place, member(), reference).intake
    if not DeskForm().validate():
        return _receipt(intake, "")
    new = CodeWords.make(place, intake.language)
    with place.database.write() as connection:
        intake = desk.find(connection, place, member(), reference, lock=True).intake
        is_new = taking.renew_code_words(connection, member(), intake, instead_of(), new, at)
    return _receipt(intake, new.said if is_new else "")


def _form_page(
    form: TakeDownForm, sent_as: str, problems: Problems = (), *, given_back: bool = False
) -> str:
    title = "Take down what came another way"
    return desk_page(
        "care/take-down.html",
        page_title=title,
        form=form,
        sent_as=sent_as,
        problems=problems,
        given_back=given_back,
    )


def _read_back_page(
    form: TakeDownForm, agreed: ReadBackForm, sent_as: str, problems: Problems = ()
) -> str:
    return desk_page(
        "care/take-down-read-back.html",
        page_title="Read it back to the child",
        form=agreed,
        answers=form.answers(),
        told=form.told("", sent_as),
        carried=carried(form),
        sent_as=sent_as,
        problems=problems,
    )


def _receipt(intake: Intake, code_words: str) -> str:
    place = office()
    with place.database.read() as connection:
        mark = mark_of_code_words(connection, intake)
    return desk_page(
        "care/take-down-receipt.html",
        page_title="Taken down",
        intake=intake,
        code_words=code_words,
        instead_of=mark,
        due=place.due_dates(intake.received_at),
        is_open=may_know(member(), intake),
        form=DeskForm(),
    )
