"""Every route of our own: who may use it, and an address to try it by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from flask import Flask
from werkzeug.routing import Rule

from portal.advocate.referral_forms import ANSWERS
from portal.care.decision_forms import FORMS
from portal.care.muted_page import ACTIONS
from portal.care.service_forms import FORMS as SERVICE_FORMS
from portal.child.questions import QUESTIONS
from portal.desk.access import Access
from portal.domain.staff import Role
from portal.helping.forms import OFFERED

# For children, and for adults who help: anybody, without a name, from a browser.
CHILD = {
    ("child.start", "GET"),
    ("child.choose", "POST"),
    ("child.before_you_start", "GET"),
    ("child.question", "GET"),
    ("child.answer", "POST"),
    ("child.check", "GET"),
    ("child.send", "POST"),
    ("child.sent", "GET"),
    ("child.about_you", "GET"),
    ("child.say_about_you", "POST"),
    ("child.someone_now", "GET"),
    ("child.send_someone_now", "POST"),
    ("child.leave", "GET"),
    ("child.code_words", "GET"),
    ("child.come_in", "POST"),
    ("child.you_said", "GET"),
    ("child.kept", "GET"),
    ("child.throw_away", "POST"),
    ("child.files", "GET"),
    ("child.give_files", "POST"),
    ("helping.start", "GET"),
    ("helping.choose_again", "POST"),
    ("helping.form", "GET"),
    ("helping.tell", "POST"),
    ("helping.sent", "GET"),
    ("static", "GET"),
}
# For machines: Twilio, by its signature; and whoever watches over the service.
MACHINE = {
    ("sms.incoming", "POST"),
    ("sms.status", "POST"),
    ("health.alive", "GET"),
    ("health.ready", "GET"),
    ("answers.receive", "POST"),
    ("schemas.document", "GET"),
}
# Pages for people with an account, by the beginning of their endpoints.
DESKS = ("desk.", "care.", "advocate.")
# For people with an account: the roles that may, and nobody else (portal/desk/access.py).
OFFICER, MANAGER, ADMINISTRATOR = Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR
ADVOCATE = Role.ADVOCATE
CARE: dict[tuple[str, str], frozenset[Role | Access]] = {
    ("desk.home", "GET"): frozenset(Role),
    ("desk.sign_in", "GET"): frozenset({Access.ANYONE}),
    ("desk.sign_in_with_password", "POST"): frozenset({Access.ANYONE}),
    ("desk.sign_out", "POST"): frozenset({Access.ANYONE}),
    ("desk.own_password", "GET"): frozenset({Access.FIRST_STEP}),
    ("desk.choose_password", "POST"): frozenset({Access.FIRST_STEP}),
    ("desk.set_up", "GET"): frozenset({Access.FIRST_STEP}),
    ("desk.confirm_set_up", "POST"): frozenset({Access.FIRST_STEP}),
    ("desk.second_step", "GET"): frozenset({Access.FIRST_STEP}),
    ("desk.take_second_step", "POST"): frozenset({Access.FIRST_STEP}),
    ("desk.me", "GET"): frozenset(Role),
    ("desk.change_password", "POST"): frozenset(Role),
    ("desk.renew_codes", "POST"): frozenset(Role),
    ("desk.sign_out_everywhere", "POST"): frozenset(Role),
    ("care.staff", "GET"): frozenset({ADMINISTRATOR}),
    ("care.new_account", "GET"): frozenset({ADMINISTRATOR}),
    ("care.add_account", "POST"): frozenset({ADMINISTRATOR}),
    ("care.account", "GET"): frozenset({ADMINISTRATOR}),
    ("care.change_account", "POST"): frozenset({ADMINISTRATOR}),
    ("care.act_on_account", "POST"): frozenset({ADMINISTRATOR}),
    ("care.inbox", "GET"): frozenset({OFFICER, MANAGER}),
    ("care.find", "GET"): frozenset({OFFICER, MANAGER}),
    ("care.look", "POST"): frozenset({OFFICER, MANAGER}),
    ("care.intake", "GET"): frozenset({OFFICER, MANAGER}),
    ("care.split_off", "POST"): frozenset({OFFICER}),
    ("care.equalities", "GET"): frozenset({OFFICER}),
    ("care.keep_equalities", "POST"): frozenset({OFFICER}),
    ("care.muted", "GET"): frozenset({OFFICER}),
    ("care.act_on_muted", "POST"): frozenset({OFFICER}),
    ("care.mute_form", "GET"): frozenset({OFFICER}),
    ("care.mute_phone", "POST"): frozenset({OFFICER}),
    ("care.check_message", "POST"): frozenset({OFFICER, MANAGER}),
    ("care.sheet", "GET"): frozenset({OFFICER, MANAGER}),
    ("care.file", "GET"): frozenset({OFFICER, MANAGER}),
    ("care.way_in", "GET"): frozenset({OFFICER}),
    ("care.give_way_in", "POST"): frozenset({OFFICER}),
    ("care.you_said", "GET"): frozenset({OFFICER}),
    ("care.take_sentence_down", "POST"): frozenset({OFFICER}),
    ("care.take_down", "GET"): frozenset({OFFICER}),
    ("care.write_down", "POST"): frozenset({OFFICER}),
    ("care.renew_code_words", "POST"): frozenset({OFFICER}),
    ("care.decision", "GET"): frozenset({OFFICER, MANAGER}),
    ("care.decide", "POST"): frozenset({OFFICER, MANAGER}),
    ("care.hand_over_all", "GET"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.hand_over_now", "POST"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.services", "GET"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.service", "GET"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.new_service", "GET"): frozenset({ADMINISTRATOR}),
    ("care.add_service", "POST"): frozenset({ADMINISTRATOR}),
    ("care.service_change", "GET"): frozenset({ADMINISTRATOR}),
    ("care.change_service", "POST"): frozenset({ADMINISTRATOR}),
    ("care.register", "GET"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.retry_record", "POST"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.audit", "GET"): frozenset({ADMINISTRATOR}),
    ("care.advocacy_numbers", "GET"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.advocacy_file", "GET"): frozenset({OFFICER, ADMINISTRATOR}),
    ("care.reports", "GET"): frozenset({OFFICER, MANAGER, ADMINISTRATOR}),
    ("care.reports_csv", "GET"): frozenset({OFFICER, MANAGER, ADMINISTRATOR}),
    ("care.reports_xlsx", "GET"): frozenset({OFFICER, MANAGER, ADMINISTRATOR}),
    ("advocate.home", "GET"): frozenset({ADVOCATE}),
    ("advocate.referral", "GET"): frozenset({ADVOCATE}),
    ("advocate.answer", "GET"): frozenset({ADVOCATE}),
    ("advocate.keep_answer", "POST"): frozenset({ADVOCATE}),
    ("advocate.tell", "GET"): frozenset({ADVOCATE}),
    ("advocate.tell_us", "POST"): frozenset({ADVOCATE}),
    ("advocate.renew_code_words", "POST"): frozenset({ADVOCATE}),
    ("advocate.told", "GET"): frozenset({ADVOCATE}),
}
# Where single sign-in is set (tests/desk/test_sso.py).
SSO: dict[tuple[str, str], frozenset[Role | Access]] = {
    ("desk.start_sso", "GET"): frozenset({Access.ANYONE}),
    ("desk.back_from_sso", "GET"): frozenset({Access.ANYONE}),
}
SSO_MAY_WRITE = {
    "desk.back_from_sso": "begins the session: the provider sends the browser back by a link",
}
# On this computer, with `make demo`; in no real installation.
DEMO = {
    ("demo.index", "GET"),
    ("demo.register", "GET"),
    ("phone.show", "GET"),
    ("phone.send", "POST"),
    ("phone.clear", "POST"),
    ("phone.photo", "GET"),
    ("phone.opt_out", "POST"),
    ("phone.try_fault", "POST"),
    ("network.send", "POST"),
    ("network.listed", "GET"),
    ("network.media", "GET"),
}
# What a GET may write, and why.
MAY_WRITE = {
    "child.leave": "wipes what was written: a link is the only way that needs no JavaScript",
    "health.ready": "tries whether a child's words could be kept",
}
# The same for whoever is signed in at the desk.
CARE_MAY_WRITE = {
    "care.find": "gives back what was typed when the session ran out",
    "care.take_down": "gives back what was typed when the session ran out",
    "care.intake": "the audit of a view, and that somebody has seen it",
    "care.sheet": "the audit of a view, and that somebody has seen it",
    "care.file": "the audit of a download",
    "care.decision": "the audit of a view: the words stand on the page",
    "advocate.tell": "gives back what was typed when the session ran out",
    "advocate.referral": "the audit of a view",
    "advocate.answer": "the audit of a view: the child's name stands on the page",
}
# What each of them may touch: a new row is "table +". Nothing else may differ afterwards.
VIEW = frozenset({"audit +", "intake.seen_at", "intake.changed_at", "intake.inbox_rank",
                  "intake.due_on"})  # fmt: skip
GIVEN_BACK = frozenset({"staff_session.held_sealed"})
CARE_TOUCHES = {
    "care.find": GIVEN_BACK,
    "care.take_down": GIVEN_BACK,
    "care.intake": VIEW,
    "care.sheet": VIEW,
    "care.file": frozenset({"audit +"}),
    "care.decision": VIEW | GIVEN_BACK,
    "advocate.tell": GIVEN_BACK,
    "advocate.referral": frozenset({"audit +"}),
    "advocate.answer": frozenset({"audit +"}) | GIVEN_BACK,
}
NOBODYS_ID = "6f2d1c9a-0000-4000-8000-000000000000"
NOBODYS_REFERRAL = "6f2d1c9a-1111-4000-8000-000000000000"
NOBODYS_THING = "6f2d1c9a-2222-4000-8000-000000000000"
NOBODYS_MESSAGE, NOBODYS_PHOTO = f"SM{32 * '0'}", f"ME{32 * '0'}"
_FILLED_IN = {
    "slug": list(QUESTIONS),
    "relation": [str(relation) for relation in OFFERED],
    "filename": ["heard.css"],
    "name": ["sam"],
    "reference": ["HH2H-H2HH"],
    "kind": list(FORMS),
    "staff_id": [NOBODYS_ID],
    "referral_id": [NOBODYS_REFERRAL],
    "text_id": [NOBODYS_THING],
    "file_id": [NOBODYS_THING],
    "which": ["copy", "original"],
    "sentence_id": [NOBODYS_THING],
    "account": ["AC00000000000000000000000000000000"],
    "message": [NOBODYS_MESSAGE],
    "photo": [NOBODYS_PHOTO],
    "fault": ["twice"],
    "answer": list(ANSWERS),
    "key": ["upfront"],
    "change": list(SERVICE_FORMS),
    "action": ["left"],
    "phone_id": [NOBODYS_THING],
    "act": list(ACTIONS),
    "version": ["1.5"],
}


@dataclass(frozen=True)
class Address:
    """One address of a route, and a method that it takes."""

    endpoint: str
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def methods_of(rule: Rule) -> set[str]:
    """What may be asked of a route beside what Flask answers by itself."""
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def addresses(app: Flask, *languages: str) -> list[Address]:
    """Every route of the app under every method, at addresses that exist."""
    filled_in = {**_FILLED_IN, "lang": list(languages or ("en",))}
    return [
        Address(rule.endpoint, method, path)
        for rule in app.url_map.iter_rules()
        for path in _paths(rule, filled_in)
        for method in sorted(methods_of(rule))
    ]


def _paths(rule: Rule, filled_in: dict[str, list[str]]) -> Iterator[str]:
    names = sorted(rule.arguments - set(rule.defaults or ()))
    for values in product(*(filled_in[name] for name in names)):
        built = rule.build(dict(zip(names, values, strict=True)), append_unknown=False)
        assert built is not None, rule
        yield built[1]
