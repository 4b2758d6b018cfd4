"""Questions for the equalities tables, asked by telephone or in person: the script is the page."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import member, open_to
from portal.desk.forms import Choice, DeskForm, OneOf
from portal.desk.pages import Problems, desk_page
from portal.domain.decisions import RefusedError
from portal.domain.equalities import (
    CHOICES,
    NOTHING_SAID,
    Equalities,
    NoAnswer,
    may_be_asked_for_orientation,
    read,
)
from portal.domain.intake import Intake
from portal.domain.staff import Role
from portal.services import equalities as service
from portal.web.app_office import now, office

_NOT_ASKED: Choice = ("", "Not asked")
_SAID = {
    NoAnswer.NOT_KNOWN: "Asked: they do not know, or did not answer",
    NoAnswer.PREFERS_NOT: "Asked: they prefer not to say",
}


class EqualitiesForm(DeskForm):
    """One answer to each question."""

    age = OneOf("How old are you?")
    gender = OneOf("Are you a boy or a man, a girl or a woman, or another gender?")
    ethnicity = OneOf("Which group do you belong to?")
    disability = OneOf("Are you disabled?")
    orientation = OneOf("Which of these is how you think of yourself?")


def add_routes(care: Blueprint) -> None:
    """One page for each intake."""
    address = "/intakes/<reference>/equalities"
    care.add_url_rule(address, view_func=equalities, methods=["GET"])
    care.add_url_rule(address, view_func=keep_equalities, methods=["POST"])


@open_to(Role.OFFICER)
def equalities(reference: str) -> str:
    """The questions, with what was answered before. Nothing of the intake but its reference."""
    intake, said = _read(reference)
    answers = {name: str(answer) for name, answer in (said or NOTHING_SAID).answers()}
    return _page(intake, _form(intake, EqualitiesForm(data=answers)))


@open_to(Role.OFFICER)
def keep_equalities(reference: str) -> ResponseReturnValue:
    """Keep the answers as they are now."""
    intake, _said = _read(reference)
    form = _form(intake, EqualitiesForm())
    if not form.validate():
        return _page(intake, form, form.problems()), 400
    try:
        with office().database.write() as connection:
            said = _answers(form)
            service.note(connection, office(), member(), reference, said, now())
    except RefusedError as refused:
        return _page(intake, form, [(refused.field, str(refused))]), 400
    return redirect(url_for("care.intake", reference=reference, said="equalities"), 303)


def _answers(form: EqualitiesForm) -> Equalities:
    fields = {name: form[name].data or "" for name in CHOICES if name in form}
    return read(fields)


def _read(reference: str) -> tuple[Intake, Equalities | None]:
    with office().database.read() as connection:
        return service.of(connection, office(), member(), reference)


def _form(intake: Intake, form: EqualitiesForm) -> EqualitiesForm:
    """Nobody is asked what is known, nor what is not asked of somebody so young."""
    for name, kinds in CHOICES.items():
        form[name].choices = [_NOT_ASKED, *(_choice(one) for kind in kinds for one in kind)]
    if intake.age_band:
        del form.age
        if not may_be_asked_for_orientation(intake.age_band):
            del form.orientation
    return form


def _choice(answer: str) -> Choice:
    said = _SAID.get(answer, str(answer)) if isinstance(answer, NoAnswer) else str(answer)
    return str(answer), said.replace("_", " ")


def _page(intake: Intake, form: EqualitiesForm, problems: Problems = ()) -> str:
    return desk_page(
        "care/equalities.html",
        page_title=f"{intake.reference}: questions about you",
        intake=intake,
        form=form,
        problems=problems,
    )
