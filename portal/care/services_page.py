"""Advocacy services: officers read who they are, an administrator changes them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.care.service_forms import FORMS, NewServiceForm, ServiceForm
from portal.care.service_words import by_standing, names_by_day
from portal.db import referrals, staff
from portal.desk.access import member, open_to
from portal.desk.days import day_in_field
from portal.desk.errors import error_page
from portal.desk.pages import Problems, desk_page
from portal.domain.advocacy import AdvocacyService
from portal.domain.clock import london_day
from portal.domain.decisions import RefusedError
from portal.domain.service_changes import mark_of
from portal.domain.service_standing import gaps, is_meant
from portal.domain.staff import Role
from portal.services import advocacy_services
from portal.services.advocacy_services import ChangedMeanwhileError, UnknownServiceError
from portal.web.app_office import now, office

_SHOWN = "shown"
_LONGEST_MARK = 64
_SAID = {
    "name": "Saved: the new name.",
    "contract": "Saved: the contract.",
    "end": "Saved: the last day.",
    "contact": "Saved: telephone and e-mail.",
    "added": "Added. Until a contract starts, nobody is sent there.",
}


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.register_error_handler(UnknownServiceError, lambda _: error_page(404))
    care.add_url_rule("/services", view_func=services, methods=["GET"])
    care.add_url_rule("/services/new", view_func=new_service, methods=["GET"])
    care.add_url_rule("/services/new", view_func=add_service, methods=["POST"])
    care.add_url_rule("/services/<key>", view_func=service, methods=["GET"])
    address = f"/services/<key>/<any({','.join(map(repr, FORMS))}):change>"
    care.add_url_rule(address, view_func=service_change, methods=["GET"])
    care.add_url_rule(address, view_func=change_service, methods=["POST"])


@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def services() -> ResponseReturnValue:
    """All services, and whom none is for."""
    today = london_day(now())
    with office().database.read() as connection:
        every = advocacy_services.every(connection, office())
    return desk_page(
        "care/services.html",
        page_title="Advocacy services",
        services=[_shown_service(one) for one in every],
        gaps=gaps(every, today),
        today=today,
        may_change=member().has(Role.ADMINISTRATOR),
    )


@open_to(Role.ADMINISTRATOR)
def new_service() -> ResponseReturnValue:
    """Ask which."""
    return _add_page(NewServiceForm(data={"named_from": day_in_field(london_day(now()))}))


@open_to(Role.ADMINISTRATOR)
def add_service() -> ResponseReturnValue:
    """Keep a new one."""
    form = NewServiceForm()
    if not form.validate():
        return _add_page(form, form.problems()), 400
    key, name = (form.key.data or "").strip(), form.name.data or ""
    try:
        named_from = form.day()
        with office().database.write() as connection:
            advocacy_services.add(connection, office(), member(), key, name, named_from, now())
    except RefusedError as refused:
        return _add_page(form, [(refused.field, str(refused))]), 400
    return _back_to(key, "added")


@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def service(key: str) -> ResponseReturnValue:
    """One service, who of it has an account, and which children no service is for."""
    today = london_day(now())
    with office().database.read() as connection:
        found = advocacy_services.find(connection, office(), key)
        every = advocacy_services.every(connection, office())
        people = [one for one in staff.every(connection) if one.service == key and not one.left_at]
    return desk_page(
        "care/service.html",
        page_title=found.name_on(today),
        **_shown_service(found),
        people=people,
        is_told_nothing=is_meant(found, today) and not (people or found.email),
        gaps=gaps(every, today),
        today=today,
        done=_SAID.get(request.args.get("done", "")),
        may_change=member().has(Role.ADMINISTRATOR),
        changes={name: form.title for name, form in FORMS.items()},
    )


@open_to(Role.ADMINISTRATOR)
def service_change(key: str, change: str) -> ResponseReturnValue:
    """Ask for one change of it."""
    found, form_class = _found(key), FORMS[change]
    asked = {"contract": request.args.get("contract", "")}
    form = form_class(data={**asked, **form_class.values_of(found, london_day(now()))})
    return _change_page(found, form, mark_of(found))


@open_to(Role.ADMINISTRATOR)
def change_service(key: str, change: str) -> ResponseReturnValue:
    """Keep the change."""
    found, form = _found(key), FORMS[change]()
    form.prepare(found, london_day(now()))
    shown = request.form.get(_SHOWN, "")[:_LONGEST_MARK]
    if not form.validate():
        return _change_page(found, form, shown, form.problems()), 400
    try:
        wanted = form.change()
        with office().database.write() as connection:
            advocacy_services.change(connection, office(), member(), key, wanted, shown, now())
    except RefusedError as refused:
        return _change_page(found, form, shown, [(refused.field, str(refused))]), 400
    except ChangedMeanwhileError as meanwhile:
        return _meanwhile(meanwhile.service, form)
    return _back_to(key, change)


def _found(key: str) -> AdvocacyService:
    with office().database.read() as connection:
        return advocacy_services.find(connection, office(), key)


def _meanwhile(newer: AdvocacyService, form: ServiceForm) -> ResponseReturnValue:
    """The same form with all that was typed, beside the service as it is by now."""
    return _change_page(newer, form, mark_of(newer), is_meanwhile=True), 409


def _back_to(key: str, done: str) -> ResponseReturnValue:
    return redirect(url_for("care.service", key=key, done=done), 303)


def _shown_service(one: AdvocacyService) -> dict[str, Any]:
    """A service as pages show it: today's name, all of them, its contracts by standing.

    And with how many children it is now, for whoever ends one: they stay with it.
    """
    today = london_day(now())
    with office().database.read() as connection:
        children = referrals.how_many_run(connection, one.key)
    return {
        "one": one,
        "children": children,
        "name": one.name_on(today),
        "names": names_by_day(one),
        "contracts": by_standing(one, today),
    }


def _add_page(form: NewServiceForm, problems: Problems = ()) -> str:
    title = "Add an advocacy service"
    return desk_page(
        "care/service-add.html", page_title=title, title=title, form=form, problems=problems
    )


def _change_page(
    found: AdvocacyService,
    form: ServiceForm,
    shown: str,
    problems: Problems = (),
    *,
    is_meanwhile: bool = False,
) -> str:
    form.prepare(found, london_day(now()))
    return desk_page(
        "care/service-change.html",
        page_title=form.title,
        **_shown_service(found),
        form=form,
        shown=shown,
        problems=problems,
        is_meanwhile=is_meanwhile,
    )
