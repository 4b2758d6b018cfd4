"""Code words for a child, said to the child alone: a first way in, or instead of lost ones."""

from __future__ import annotations

from flask import Blueprint, request

from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.desk.pages import desk_page
from portal.desk.sent_once import instead_of
from portal.domain.intake import Intake
from portal.domain.staff import Role
from portal.services import desk
from portal.services import way_in as ways_in
from portal.services.way_in import WayIn
from portal.services.ways_back import CodeWords, mark_of_code_words
from portal.web.app_office import now, office


def add_routes(care: Blueprint) -> None:
    """One address: what it means, and the code words once they were asked for."""
    care.add_url_rule("/intakes/<reference>/way-in", view_func=way_in, methods=["GET"])
    care.add_url_rule("/intakes/<reference>/way-in", view_func=give_way_in, methods=["POST"])


@open_to(Role.OFFICER)
def way_in(reference: str) -> str:
    """What an officer makes sure of first. It shows nothing of the intake but its reference."""
    with office().database.read() as connection:
        intake = desk.find(connection, office(), member(), reference).intake
        mark = mark_of_code_words(connection, intake)
    return _page(intake, mark, "")


@open_to(Role.OFFICER)
def give_way_in(reference: str) -> str:
    """The code words, shown once; the page sent again shows none, and those it showed are good."""
    place = office()
    with place.database.read() as connection:
        intake = desk.find(connection, place, member(), reference).intake
    new, is_ours = CodeWords.make(place, intake.language), DeskForm().validate()
    given, knows = False, "knows" in request.form
    is_unsure = ways_in.way_in_of(intake) is WayIn.AGAIN and not knows
    with place.database.write() as connection:
        intake = desk.find(connection, place, member(), reference, lock=True).intake
        if is_ours and not is_unsure:
            given = ways_in.give_way_in(
                connection, member(), intake, instead_of(), new, now(), knows_the_child=knows
            )
        mark = mark_of_code_words(connection, intake)
    was_given = is_ours and not (given or is_unsure)
    return _page(intake, mark, new.said if given else "", was_given=was_given, is_unsure=is_unsure)


def _page(
    intake: Intake,
    mark: str,
    code_words: str,
    *,
    was_given: bool = False,
    is_unsure: bool = False,
) -> str:
    return desk_page(
        "care/way-in.html",
        page_title=f"{intake.reference}: the child's way in",
        intake=intake,
        way=ways_in.way_in_of(intake),
        is_unsure=is_unsure,
        code_words=code_words,
        was_given=was_given,
        instead_of=mark,
        form=DeskForm(),
    )
