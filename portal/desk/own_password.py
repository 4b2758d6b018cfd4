"""Choosing a password of one's own: in place of one that was handed out, or of the last."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import PasswordField

from portal.db.staff import Account
from portal.desk import steps
from portal.desk.access import Access, here, open_to
from portal.desk.forms import DeskForm, Needed
from portal.desk.pages import Problems, desk_page
from portal.services import accounts, passwords
from portal.web.app_office import now, office

_DIFFERS = "The two are not the same. Please type the new password twice."


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/own-password", view_func=own_password, methods=["GET"])
    care.add_url_rule("/own-password", view_func=choose_password, methods=["POST"])


class OwnPasswordForm(DeskForm):
    """A new password, twice."""

    new_password = PasswordField(
        "New password",
        [Needed("Please choose a password.")],
        description="At least 12 characters. Four words that only you would put together are good.",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "New password once more",
        [Needed("Please type it once more.")],
        render_kw={"autocomplete": "new-password"},
    )

    def what_is_wrong(self, account: Account) -> tuple[str, str] | None:
        """The field and why, where this account cannot have it."""
        chosen = self.new_password.data or ""
        if reason := passwords.what_is_wrong(account, chosen):
            return "new_password", reason
        return ("again", _DIFFERS) if chosen != self.again.data else None


@open_to(Access.FIRST_STEP)
def own_password() -> ResponseReturnValue:
    """Ask for a password of one's own, where the last was handed out."""
    return steps.elsewhere("desk.own_password") or _page(OwnPasswordForm())


@open_to(Access.FIRST_STEP)
def choose_password() -> ResponseReturnValue:
    """Keep it, and go on to the step that comes next."""
    if other := steps.elsewhere("desk.own_password"):
        return other
    form, found = OwnPasswordForm(), here()
    if not form.validate():
        return _page(form, form.problems()), 400
    if wrong := form.what_is_wrong(found.account):
        return _page(form, [wrong]), 400
    account = keep_password(found.account, form.new_password.data or "")
    return steps.step_on(account, how="password", form=found.session.held)


def keep_password(account: Account, password: str) -> Account:
    """Keep this password and end every session of the person; the account as it is now."""
    hashed, staff_id = passwords.hash_of(password), account.member.id
    with office().database.write() as connection:
        accounts.choose_password(connection, staff_id, hashed, now())
        return accounts.opened(connection, office(), staff_id)


def _page(form: OwnPasswordForm, problems: Problems = ()) -> str:
    return desk_page(
        "desk/own-password.html",
        page_title="Choose your own password",
        form=form,
        problems=problems,
    )
