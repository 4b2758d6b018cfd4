"""Photos and recordings that come after Send, behind the code words."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from portal.child import given_files
from portal.child.take_over_forms import OwnForm
from portal.child.take_over_pages import own_files_page, stale_page
from portal.child.take_over_token import opened
from portal.services import files, floods, take_over
from portal.web.app_office import now, office

ADD = "add-files"


def add(own: OwnForm) -> ResponseReturnValue:
    """Keep the files of the form, which its page carries the proof for.

    :raise portal.services.floods.FloodError: too many came from this address.
    :raise portal.services.take_over.WrongCodeError: other code words lead to it by now.
    """
    token = opened(request.form.get("form", ""))
    if token is None or token.new is not None:
        return stale_page(own.values())
    with office().database.write() as connection:
        floods.count_files(connection, office(), request.remote_addr or "", now())
    taken, refused = given_files.opened_files()
    with office().database.write() as connection:
        intake = take_over.find(connection, office(), token.proof, lock=True)
        after, more = files.keep_with(connection, office(), intake, taken, now())
    problems = given_files.why_not(refused + more)
    if not (taken or problems):
        problems = given_files.nothing_chosen()
    page = own_files_page(after, token.proof, problems=problems)
    return page, 400 if problems else 200
