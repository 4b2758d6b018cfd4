"""Find an intake: by its reference, going straight there, or by words of it.

What is looked for is sent in a form, so that it stands in no address, no history and no log.
"""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.care.inbox_page import rows_on_page
from portal.db import desk
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm, Line, Needed
from portal.desk.pages import Problems, desk_page
from portal.desk.session import held_for
from portal.domain.reference import normalise_reference
from portal.domain.staff import Role
from portal.services import finding
from portal.services.finding import Found
from portal.web.app_office import now, office

LONGEST = 200
_NO_WORDS = "Please write a word or a name as well: signs alone are in no intake."
_LONG = f"Please write no more than {LONGEST} letters."


class FindForm(DeskForm):
    """One box for both ways."""

    said = Line(
        "Reference, or words",
        [Needed("Please write a reference, or words to look for.")],
        description="A reference such as KM7R-T2XN, or words that a child wrote, or a name.",
    )


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/find", view_func=find, methods=["GET"])
    care.add_url_rule("/find", view_func=look, methods=["POST"])


@open_to(Role.OFFICER, Role.MANAGER)
def find() -> str:
    """The empty box, or what was in it when the last session ran out."""
    return _page(FindForm(held_for(request.path)))


@open_to(Role.OFFICER, Role.MANAGER)
def look() -> ResponseReturnValue:
    """The intake with this reference, or those with these words."""
    form = FindForm()
    if not form.validate():
        return _page(form, problems=form.problems()), 400
    said = form.said.data or ""
    if len(said) > LONGEST:
        return _page(form, problems=[("said", _LONG)]), 400
    if not finding.folded(said):
        return _page(form, problems=[("said", _NO_WORDS)]), 400
    reference = normalise_reference(said)
    if reference and _is_there(reference):
        return redirect(url_for("care.intake", reference=reference), 303)
    found = finding.find(office(), member(), said, now())
    return _page(form, found=found, no_such=reference or "")


def _is_there(reference: str) -> bool:
    with office().database.read() as connection:
        return desk.id_of(connection, member(), reference) is not None


def _page(
    form: FindForm,
    *,
    found: Found | None = None,
    no_such: str = "",
    problems: Problems = (),
) -> str:
    return desk_page(
        "care/find.html",
        page_title="Find",
        form=form,
        problems=problems,
        found=found,
        no_such=no_such,
        searched_at_most=finding.SEARCHED,
        **rows_on_page(found.rows if found else []),
    )
