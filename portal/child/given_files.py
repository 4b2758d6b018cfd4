"""The files of a form: how much of them is read, and why one is not taken, in simple words."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from portal.domain.attachments import MOST, Attachment, MediaKind, Refusal
from portal.services import files
from portal.services.files import Given, NotTaken, Opened

FIELD = "files"
# What is larger than it may be is read to its end all the same, so that the answer reaches the
# phone; beyond this nobody could have meant it.
_LONGEST_FORM = 500_000_000


def allow_files() -> None:
    """Let this request bring files, if it is of a kind that can. Before its form is read."""
    if request.mimetype == "multipart/form-data":
        request.max_content_length = _LONGEST_FORM


def opened_files() -> tuple[list[Opened], list[NotTaken]]:
    """Which files of the form we take, and which we do not. A box that was left empty is none."""
    chosen = [one for one in request.files.getlist(FIELD) if one.filename]
    given = [Given(one.filename or "", one.stream.read()) for one in chosen[:MOST]]
    taken, refused = files.opened(given)
    more = [NotTaken(one.filename or "", Refusal.TOO_MANY) for one in chosen[MOST:]]
    return taken, refused + more


def why_not(refused: list[NotTaken]) -> list[tuple[str, str]]:
    """Why files were not taken, each with its name, in the page's language."""
    return [(one.name, _said(one.refusal)) for one in refused]


def nothing_chosen() -> list[tuple[str, str]]:
    """What a form without files is answered."""
    return [("", _("Please choose a photo or a recording first."))]


def said_files(there: tuple[Attachment, ...]) -> list[tuple[str, str]]:
    """The id of each file, and what it is called on the page: its own name may say too much."""
    return [(one.id, f"{at}. {_kind(one.kind)}") for at, one in enumerate(there, 1)]


def _kind(kind: MediaKind | None) -> str:
    said: dict[MediaKind | None, str] = {
        MediaKind.PHOTO: _("Photo"),
        MediaKind.SOUND: _("Recording"),
    }
    return said.get(kind) or str(_("Photo or recording"))


def _said(refusal: Refusal) -> str:
    said: dict[Refusal, str] = {
        Refusal.EMPTY: _("There is nothing in this file. Please try again."),
        Refusal.TOO_BIG: _("This file is too big. It can have up to 10 MB."),
        Refusal.TOO_MANY: _("Five is as many as we can take. Are there more? Write that to us."),
        Refusal.UNKNOWN: _("This is not a photo or a recording that we can open."),
        Refusal.VIDEO: _("We can not take a video. A photo or a sound is fine."),
        Refusal.TOO_MANY_PIXELS: _("This photo is too large for us. Please try a smaller one."),
        Refusal.BROKEN: _("This file does not open. Part of it may be missing. Please try again."),
        Refusal.BUSY: _("We can not open it just now. Please try again in a minute."),
    }
    return said[refusal]
