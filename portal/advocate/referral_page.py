"""One child whose wish was passed to this service: what they agreed to share, and what to answer.

Whatever shows the page is audited. A page never has more in hand than portal.domain.shared gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.advocate.contact_said import how_to_reach
from portal.advocate.referral_forms import ANSWERS, AnswerForm, done_by, next_answer
from portal.advocate.shared_said import WHO_WROTE, agreed, listed, steps
from portal.desk.access import member, open_to
from portal.desk.pages import Problems, desk_page
from portal.desk.session import held_for
from portal.domain.clock import london_day
from portal.domain.decisions import RefusedError
from portal.domain.shared import Shared
from portal.domain.staff import Role, StaffMember
from portal.services import referrals
from portal.services.referrals import AnsweredMeanwhileError
from portal.web.app_office import now, office

_SHOWN = "shown"
# More steps than any child's wish has.
_LONGEST = 6


def add_routes(advocate: Blueprint) -> None:
    """One address for the child, and one for each answer."""
    address = "/referrals/<referral_id>"
    answers = f"{address}/<any({','.join(map(repr, ANSWERS))}):answer>"
    advocate.add_url_rule(address, view_func=referral, methods=["GET"])
    advocate.add_url_rule(answers, view_func=answer, methods=["GET"])
    advocate.add_url_rule(answers, view_func=keep_answer, methods=["POST"])


@open_to(Role.ADVOCATE)
def referral(referral_id: str) -> ResponseReturnValue:
    """Everything that the child agreed to share, and what can be answered now."""
    told = _view(referral_id)
    row = listed(told, office().working_days, london_day(now()), _of_the_same())
    return desk_page(
        "advocate/referral.html",
        page_title=f"A child who asks for an advocate: {told.reference}",
        told=told,
        row=row,
        reach=how_to_reach(told),
        agreed=agreed(told),
        steps=steps(told),
        who_wrote=WHO_WROTE,
        answers={name: form for name, form in ANSWERS.items() if form.is_offered(told)},
        next_answer=next_answer(told, has_left=row.has_left),
        done=done_by(request.args.get("done", "")),
    )


@open_to(Role.ADVOCATE)
def answer(referral_id: str, answer: str) -> ResponseReturnValue:
    """The page of this answer, or what was typed on it when the session ran out."""
    told = _view(referral_id)
    held = held_for(request.path)
    page = _Page(ANSWERS[answer], told, _people())
    return page.show(page.form(held), given_back=held is not None)


@open_to(Role.ADVOCATE)
def keep_answer(referral_id: str, answer: str) -> ResponseReturnValue:
    """Keep it; whatever is refused comes back with every word, and beside whom it is about."""
    kept = make_response(_kept(referral_id, answer))
    if "Location" not in kept.headers:
        _view(referral_id)
    return kept


@dataclass(frozen=True, slots=True)
class _Page:
    """One answer's page, about one version of a referral."""

    form_class: type[AnswerForm]
    told: Shared
    people: list[StaffMember]

    @property
    def is_offered(self) -> bool:
        """Whether this can be said now, and was not said before."""
        return self.form_class.is_offered(self.told)

    def form(self, formdata: object = None) -> AnswerForm:
        """The form, as it begins or as it was sent."""
        begins = self.form_class.values_of(self.told, london_day(now()))
        form = self.form_class(formdata, data=begins)
        form.prepare(self.people)
        return form

    def show(
        self,
        form: AnswerForm,
        problems: Problems = (),
        *,
        is_newer: bool = False,
        given_back: bool = False,
    ) -> str:
        """The page with this form on it. `is_newer`: it is about more than was seen before."""
        return desk_page(
            "advocate/answer.html",
            page_title=form.title,
            told=self.told,
            row=listed(self.told, office().working_days, london_day(now())),
            steps=steps(self.told),
            form=form,
            is_offered=self.is_offered,
            problems=problems,
            is_newer=is_newer,
            given_back=given_back,
        )


def _kept(referral_id: str, answer: str) -> ResponseReturnValue:
    page = _Page(ANSWERS[answer], _find(referral_id), _people())
    form = page.form()
    if page.told.version == _shown() and not page.is_offered:
        return page.show(form), 400
    if not form.validate():
        return page.show(form, form.problems()), 400
    try:
        _keep(referral_id, form)
    except RefusedError as refused:
        return page.show(form, [(refused.field, str(refused))]), 400
    except AnsweredMeanwhileError as meanwhile:
        newer = _Page(page.form_class, meanwhile.shared, page.people)
        return newer.show(form, is_newer=True), 409
    if answer in _IS_OVER:
        return redirect(url_for("advocate.home", done=answer), 303)
    return redirect(url_for("advocate.referral", referral_id=referral_id, done=answer), 303)


_IS_OVER = frozenset({"hand-back", "ended"})


def _keep(referral_id: str, form: AnswerForm) -> None:
    place, at = office(), now()
    news = form.news(london_day(at))
    with place.database.write() as connection:
        referrals.answer(connection, place, member(), referral_id, news, _shown(), at)


def _view(referral_id: str) -> Shared:
    place = office()
    with place.database.write() as connection:
        return referrals.view(connection, place, member(), referral_id, now())


def _find(referral_id: str) -> Shared:
    place = office()
    with place.database.read() as connection:
        return referrals.find(connection, place, member(), referral_id).shared


def _of_the_same() -> list[StaffMember]:
    with office().database.read() as connection:
        return referrals.of_the_same(connection, member())


def _people() -> list[StaffMember]:
    with office().database.read() as connection:
        return referrals.colleagues(connection, member())


def _shown() -> int:
    """The version that the page showed; one that no referral has where it does not say."""
    said = request.form.get(_SHOWN, "")
    is_number = said.isascii() and said.isdecimal() and len(said) <= _LONGEST
    return int(said) if is_number else -1
