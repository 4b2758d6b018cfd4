"""A photo or a recording of an intake, to keep on the computer: never shown in a page of ours."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from portal.care.intake_parts.files import file_name
from portal.db import attachments, audit
from portal.desk.access import member, open_to
from portal.domain.staff import Role
from portal.services import desk
from portal.web.app_office import now, office

COPY, ORIGINAL = "copy", "original"
ACTIONS = {COPY: "file.copy", ORIGINAL: "file.original"}
# Whatever it is, a browser has no use for it but to keep it.
_TYPE = "application/octet-stream"


def add_routes(care: Blueprint) -> None:
    """Its address."""
    address = f"/intakes/<reference>/files/<file_id>/<any({COPY}, {ORIGINAL}):which>"
    care.add_url_rule(address, view_func=file, methods=["GET"])


@open_to(Role.OFFICER, Role.MANAGER)
def file(reference: str, file_id: str, which: str) -> Response:
    """The copy for staff, or the original as evidence. Each download is in the audit.

    :raise 404: there is no such file, or none that this person may know of.
    """
    place = office()
    with place.database.write() as connection:
        intake = desk.find(connection, place, member(), reference).intake
        there = attachments.of_intake(connection, place.keyring, intake.id)
        found = next(((at, one) for at, one in enumerate(there, 1) if one.id == file_id), None)
        kept = attachments.file_of(connection, place.keyring, intake.id, file_id)
        if found is None or kept is None:
            abort(404)
        content = kept.copy if which == COPY else kept.original
        if not content:
            abort(404)
        audit.append(connection, audit.Entry(now(), member().id, ACTIONS[which], intake.reference))
    number, one = found
    response = Response(content, mimetype=_TYPE)
    name = file_name(intake.reference, number, one, is_copy=which == COPY)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
