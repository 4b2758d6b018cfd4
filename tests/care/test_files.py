"""Photos and recordings at the desk: never shown in a page, and each download is in the audit."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import attachments
from portal.db.attachments import AttachmentRow, File
from portal.db.audit import AuditRow
from portal.domain.attachments import Attachment, FileStanding, MediaKind
from portal.domain.intake import new_id
from portal.domain.staff import Role
from tests.care.intakes import kept
from tests.desk_client import Desk
from tests.portal_client import office_of
from tests.web.every_page import StandingClock

ORIGINAL, COPY = b"\xff\xd8\xff original <script>", b"\xff\xd8\xff copy"


def with_a_photo(
    app: Flask,
    clock: StandingClock,
    standing: FileStanding = FileStanding.READY,
    copy: bytes = COPY,
    **more: object,
) -> str:
    """An intake with a photo; its reference."""
    intake = kept(app, clock, "look what he did", **more)
    photo = Attachment(
        id=new_id(),
        position=0,
        kind=MediaKind.PHOTO if copy else None,
        media_type="image/png",
        standing=standing,
        added_at=clock.at,
        size=len(ORIGINAL),
        sha256="a" * 64,
        name="<img src=x>.png",
        copy_type="image/jpeg" if copy else "",
    )
    place = office_of(app)
    with place.database.write() as connection:
        file = File(ORIGINAL, copy)
        attachments.add(connection, place.keyring, photo, file, intake_id=intake.id)
    return intake.reference


def links(desk: Desk) -> list[str]:
    assert desk.page is not None
    return re.findall(r'href="([^"]*/files/[^"]*)"', desk.page.text)


def audited(app: Flask) -> list[str]:
    with office_of(app).database.read() as connection:
        return list(connection.scalars(select(AuditRow.as_table().c.action)))


def test_the_copy_and_the_original_are_kept_on_the_computer_and_never_shown(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = with_a_photo(app, clock)
    desk = sign_in("Clea Cleared", is_cleared=True)
    desk.open(f"intakes/{reference}")
    assert "1. Photo" in desk.text
    assert "<img" not in desk.text
    to_copy, to_original = links(desk)

    for address, content, ending in ((to_copy, COPY, "jpg"), (to_original, ORIGINAL, "png")):
        what = "copy" if content is COPY else "original"
        answer = desk.client.get(address)
        assert answer.data == content
        assert answer.mimetype == "application/octet-stream"
        name = f'attachment; filename="{reference}-1-{what}.{ending}"'
        assert answer.headers["Content-Disposition"] == name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    assert audited(app)[-2:] == ["file.copy", "file.original"]


def test_who_took_one_stands_on_the_page_and_in_the_audit(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = with_a_photo(app, clock)
    desk = sign_in("Mo Manager", roles={Role.OFFICER, Role.MANAGER}, is_cleared=True)
    desk.open(f"intakes/{reference}")
    desk.client.get(links(desk)[1])
    admin = sign_in("Ada Admin", roles={Role.ADMINISTRATOR})
    admin.open("audit")
    assert "Took the original of a photo or recording" in admin.text


def test_who_may_not_know_of_the_intake_finds_no_file(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = with_a_photo(app, clock, should_not_see="Dave Barred")
    cleared = sign_in("Clea Cleared", is_cleared=True)
    cleared.open(f"intakes/{reference}")
    address = links(cleared)[0]
    before = audited(app)
    other = sign_in("Olu Officer")
    assert other.client.get(address).status_code == 404
    assert audited(app) == before


@pytest.mark.parametrize("roles", [{Role.ADMINISTRATOR}, {Role.ADVOCATE}])
def test_who_has_another_role_takes_none(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk], roles: set[Role]
) -> None:
    reference = with_a_photo(app, clock)
    cleared = sign_in("Clea Cleared", is_cleared=True)
    cleared.open(f"intakes/{reference}")
    other = sign_in("Otto Other", roles=roles)
    assert other.client.get(links(cleared)[0]).status_code in (302, 303, 403)


def test_a_file_of_one_intake_is_not_found_under_another(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    first, second = with_a_photo(app, clock), with_a_photo(app, clock)
    desk = sign_in("Clea Cleared", is_cleared=True)
    desk.open(f"intakes/{first}")
    address = links(desk)[0].replace(first, second)
    assert desk.client.get(address).status_code == 404


def test_what_is_not_here_yet_or_never_was_is_said(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    desk = sign_in("Clea Cleared", is_cleared=True)
    for standing, said, how_many in (
        (FileStanding.TO_FETCH, "On its way here from Twilio.", 0),
        (FileStanding.LOST, "It could not be fetched from Twilio.", 0),
        (FileStanding.ONLY_ORIGINAL, "No copy of it could be made", 1),
    ):
        desk.open(f"intakes/{with_a_photo(app, clock, standing, b'')}")
        assert said in desk.text
        assert len(links(desk)) == how_many


def test_the_printed_sheet_says_that_there_is_one(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = with_a_photo(app, clock)
    desk = sign_in("Clea Cleared", is_cleared=True)
    desk.open(f"intakes/{reference}/sheet")
    assert "A photo or a recording came with it." in desk.text


def test_nothing_of_it_lies_readable_in_the_database(app: Flask, clock: StandingClock) -> None:
    with_a_photo(app, clock)
    table = AttachmentRow.as_table()
    with office_of(app).database.read() as connection:
        row = connection.execute(select(table)).one()
    for value in row:
        kept_as = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        assert b"\xff\xd8\xff" not in kept_as
        assert b"img src" not in kept_as
