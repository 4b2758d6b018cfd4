"""A decision's page: the form, what was refused with every word back, and what others did since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from portal.care.decision_forms import FORMS, About, DecisionForm
from portal.care.decision_forms.talking import WriteForm
from portal.care.intake_parts.reach import reach
from portal.care.intake_parts.talk import talk_of
from portal.care.intake_parts.words import shown_words
from portal.db import staff
from portal.db.linked import linked_with
from portal.desk.access import member, open_to
from portal.desk.pages import Problems, desk_page
from portal.desk.session import held_for
from portal.domain.clock import london_day
from portal.domain.decisions import Decision, RefusedError
from portal.domain.intake import Intake
from portal.domain.sight import may_know
from portal.domain.staff import Role, StaffMember
from portal.domain.who_did import WhoDid
from portal.services import advocacy_services, desk, linking, phones
from portal.services.desk import MeanwhileError, Opened, Version
from portal.web.app_office import now, office

_SHOWN = "shown"
# Digits of both numbers; Python reads none of some thousands.
_LONGEST = 18


def add_routes(care: Blueprint) -> None:
    """One address for each decision about each intake."""
    address = f"/intakes/<reference>/<any({','.join(map(repr, FORMS))}):kind>"
    care.add_url_rule(address, view_func=decision, methods=["GET"])
    care.add_url_rule(address, view_func=decide, methods=["POST"])
    check = "/intakes/<reference>/message/check"
    care.add_url_rule(check, view_func=check_message, methods=["POST"])


@dataclass(frozen=True, slots=True)
class _Page:
    """One decision's page, about one version of an intake."""

    form_class: type[DecisionForm]
    about: About
    version: Version

    def form(self, formdata: Any = None) -> DecisionForm:
        """The form, as it begins or as it was sent."""
        form = self.form_class(formdata, data=self.form_class.values_of(self.about))
        form.prepare(self.about)
        return form

    def show(
        self,
        form: DecisionForm,
        problems: Problems = (),
        meanwhile: MeanwhileError | None = None,
        given_back: bool = False,
    ) -> str:
        """The page with this form on it."""
        return desk_page(
            self.form_class.template,
            page_title=self.form_class.title,
            about=self.about,
            intake=self.about.intake,
            around=shown_words(self.about.intake),
            reach=reach(self.about.intake),
            form=form,
            problems=problems,
            meanwhile=meanwhile,
            given_back=given_back,
            who=WhoDid.among(self.about.everybody, self.about.services),
            shown=f"{self.version.decisions}.{self.version.words}",
        )


@open_to(Role.OFFICER, Role.MANAGER)
def decision(reference: str, kind: str) -> ResponseReturnValue:
    """The page of this decision. The words stand on it, so that the audit says who opened it."""
    form_class = _form_class(kind)
    with office().database.write() as connection:
        page = _page(connection, form_class, desk.view(*_asked(connection), reference, now()))
    held = held_for(request.path)
    return page.show(page.form(held), given_back=held is not None)


@open_to(Role.OFFICER, Role.MANAGER)
def decide(reference: str, kind: str) -> ResponseReturnValue:
    """Make the decision; whatever is refused comes back with every word.

    The child's words stand on that page too: the audit says that they were seen.
    """
    answer = make_response(_decided(reference, kind))
    if "Location" not in answer.headers:
        with office().database.write() as connection:
            desk.seen_again(connection, member(), reference, now())
    return answer


@open_to(Role.OFFICER, Role.MANAGER)
def check_message(reference: str) -> ResponseReturnValue:
    """The panel that says what would come of a message, while it is typed. It saves nothing.

    None of the child's words stand on it, so that nobody saw them by it.
    """
    with office().database.read() as connection:
        page = _page(connection, WriteForm, desk.find(*_asked(connection), reference))
    form = page.form()
    form.validate()
    if "csrf_token" in form.errors or not isinstance(form, WriteForm):
        abort(400)
    return render_template("care/message-panel.html", said=form.panel)


def _decided(reference: str, kind: str) -> ResponseReturnValue:
    form_class = _form_class(kind)
    with office().database.read() as connection:
        page = _page(connection, form_class, desk.find(*_asked(connection), reference))
    form = page.form()
    if form.only_looks:
        return page.show(form)
    if not form.validate():
        return page.show(form, form.problems()), 400
    try:
        decided = form.decision(page.about)
        with office().database.write() as connection:
            after = desk.decide(*_asked(connection), reference, decided, _shown(), now())
    except RefusedError as refused:
        return page.show(form, [(refused.field, str(refused))]), 400
    except MeanwhileError as meanwhile:
        newer = _Page(form_class, page.about, meanwhile.version)
        return newer.show(form, meanwhile=meanwhile), 409
    return redirect(_next_address(form_class, decided, after), 303)


def _next_address(form_class: type[DecisionForm], decided: Decision, after: Intake) -> str:
    """Where to go from here: to what asks to be decided next, or back to the intake.

    Whoever may not know of it any more goes to the inbox, with nothing in the address to tell.
    """
    if not may_know(member(), after):
        return url_for("care.inbox", said="out-of-sight")
    then = form_class.leads_to(decided)
    if then and then in FORMS:
        return url_for("care.decision", reference=after.reference, kind=then, said="saved-look")
    return url_for("care.intake", reference=after.reference, done=decided.kind)


def _asked(connection: Connection) -> tuple[Connection, Any, StaffMember]:
    return connection, office(), member()


def _form_class(kind: str) -> type[DecisionForm]:
    form_class = FORMS[kind]
    if not member().has(*form_class.makes.decided_by):
        abort(403)
    return form_class


def _page(connection: Connection, form_class: type[DecisionForm], opened: Opened) -> _Page:
    intake, me = opened.intake, member()
    everybody = tuple(staff.every(connection))
    barred = intake.triage.barred
    about = About(
        intake=intake,
        office=office(),
        member=me,
        people=tuple(p for p in everybody if p.left_at is None and p.id not in barred),
        deadlines=office().deadlines(intake),
        today=london_day(now()),
        everybody=everybody,
        linked=tuple(linked_with(connection, me, intake.id)),
        is_one_of_many=linking.is_one_of_many(connection, me, intake),
        services=advocacy_services.every(connection, office()),
        **_talk(connection, intake, everybody) if form_class.shows_talk else {},
    )
    return _Page(form_class, about, opened.version)


def _talk(
    connection: Connection, intake: Intake, everybody: tuple[StaffMember, ...]
) -> dict[str, Any]:
    """What may go to the child by text now, and all that was said so far."""
    names = {one.id: one.name for one in everybody}
    return {
        "reach": phones.reach_of(connection, office(), intake, now()),
        "talk": talk_of(connection, office(), intake, names, now()),
    }


def _shown() -> Version:
    """The version that the page showed; one that no intake has where it does not say."""
    decisions, _, words = request.form.get(_SHOWN, "").partition(".")
    if not (decisions.isdecimal() and words.isdecimal()) or len(decisions + words) > _LONGEST:
        return Version(-1, -1)
    return Version(int(decisions), int(words))
