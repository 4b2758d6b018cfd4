"""Settings: what each may be, and the sentence that says what to set."""

from __future__ import annotations

import base64
from dataclasses import fields
from datetime import date, time

import pytest

from portal.settings import ROOT, Fallback, SettingError, Settings
from portal.settings.mail import SmtpServer
from tests.servers.settings import production_settings

BY_NAME = {field.metadata["name"]: field for field in fields(Settings)}
MUST_BE_SET = (
    "PORTAL_SECRET_KEY",
    "PORTAL_DATA_KEYS",
    "PORTAL_PUBLIC_BASE_URL",
    "PORTAL_SMTP_URL",
    "PORTAL_MAIL_FROM",
    "PORTAL_DUTY",
)
TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKENS", "TWILIO_NUMBERS")
NUMBER_OF_NO_TEXT = '[{"key": "k", "name": "n", "number": 999, "how": "call"}]'
NEITHER_CALL_NOR_TEXT = '[{"key": "k", "name": "n", "number": "999", "how": "shout"}]'


def environment(**more: str) -> dict[str, str]:
    return {**production_settings("", "https://heard.example"), **more}


def settings(**more: str) -> Settings:
    return Settings.from_environment(environment(**more))


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(SettingError) as refused:
        Settings.from_environment(environ)
    assert refused.value.__cause__ is None
    return str(refused.value)


@pytest.mark.parametrize("name", MUST_BE_SET)
@pytest.mark.parametrize("left", [None, ""])
def test_what_has_no_default_must_be_set(name: str, left: str | None) -> None:
    environ = environment()
    environ.pop(name)
    if left is not None:
        environ[name] = left

    assert refusal(environ) == f"Set {name}. {BY_NAME[name].metadata['meaning']}"


def test_an_empty_environment_is_told_what_to_set_first() -> None:
    assert refusal({}).startswith("Set PORTAL_SECRET_KEY. ")


def test_everything_but_these_has_a_default() -> None:
    without = {name for name, field in BY_NAME.items() if field.metadata["default"] is None}

    assert without == set(MUST_BE_SET)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_setting_says_what_it_means(name: str) -> None:
    assert BY_NAME[name].metadata["meaning"].endswith((".", ")"))


DEFAULTS = {
    "database_url": f"sqlite:///{ROOT / 'instance' / 'heard.db'}",
    "quiet_minutes": 15,
    "languages": ("en", "ar"),
    "service_name": "Heard",
    "council_name": "Kent County Council",
    "council_phone": "03000 41 11 11",
    "office_hours": (time(9), time(17)),
    "closed_days": frozenset(),
    "read_days": 2,
    "answer_days": 10,
    "snapshot_days": 7,
    "nobodys_hours": 3,
    "advocate_fallback": Fallback(
        'Coram Voice "Always Heard"', "0808 800 5792", "weekdays, 9.30 to 6"
    ),
    "second_independent_person": "",
    "advocacy_contact": "the complaints manager",
    "advocate_pause": False,
    "event_source": "urn:heard:kent",
    "register_token": "",
    "leave_to": "https://www.bbc.co.uk/weather",
    "proxies": 0,
    "demo": False,
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_what_is_not_set_is_what_kent_has(name: str) -> None:
    assert getattr(settings(), name) == DEFAULTS[name]


def test_the_default_helplines_are_999_childline_and_shout() -> None:
    assert [(line.number, line.how) for line in settings().helplines] == [
        ("999", "call"),
        ("0800 1111", "call"),
        ("85258", "text"),
    ]


def test_the_default_advocacy_services_are_upfront_and_action_for_children() -> None:
    services = settings().advocacy_services

    assert [s.name_on(date(2026, 11, 23)) for s in services] == ["Upfront", "Action for Children"]


def test_phones_of_the_countries_that_children_come_from_are_answered() -> None:
    assert {"GB", "IE", "AF", "ER", "SD", "SY", "UA"} <= settings().text_countries


SET = [
    ("PORTAL_TEXT_QUIET_MINUTES", "0", "quiet_minutes", 0),
    ("PORTAL_TEXT_COUNTRIES", "gb, ie", "text_countries", {"GB", "IE"}),
    ("PORTAL_LANGUAGES", "ar,en", "languages", ("ar", "en")),
    ("PORTAL_COUNCIL_NAME", " Medway Council ", "council_name", "Medway Council"),
    ("PORTAL_OFFICE_HOURS", "08:30 - 18:00", "office_hours", (time(8, 30), time(18))),
    ("PORTAL_CLOSED_DAYS", "2026-12-24, 2026-12-29", "closed_days",
     {date(2026, 12, 24), date(2026, 12, 29)}),
    ("PORTAL_NOBODYS_HOURS", "4", "nobodys_hours", 4),
    ("PORTAL_MAIL_FROM", " heard@kent.example ", "mail_from", "heard@kent.example"),
    ("PORTAL_SMTP_URL", "smtp://mail.kent.example", "smtp",
     SmtpServer("mail.kent.example", 587, is_tls=False)),
    ("PORTAL_SMTP_URL", "smtps://heard%40kent.example:p%2Fw@mail.kent.example", "smtp",
     SmtpServer("mail.kent.example", 465, is_tls=True, user="heard@kent.example", password="p/w")),
    ("PORTAL_SMTP_URL", "smtp://127.0.0.1:25", "smtp", SmtpServer("127.0.0.1", 25, is_tls=False)),
    ("PORTAL_ADVOCATE_FALLBACK", '{"name": "N", "number": "0800 1", "when": "all day"}',
     "advocate_fallback", Fallback("N", "0800 1", "all day")),
    ("PORTAL_ADVOCATE_FALLBACK", " None ", "advocate_fallback", None),
    ("PORTAL_SECOND_INDEPENDENT_PERSON", " Somebody Else ", "second_independent_person",
     "Somebody Else"),
    ("PORTAL_ADVOCACY_CONTACT", "Con Tracts", "advocacy_contact", "Con Tracts"),
    ("PORTAL_PROXIES", "2", "proxies", 2),
    ("PORTAL_DEMO", "true", "demo", False),
    ("PORTAL_DEMO", "0", "demo", False),
    ("PORTAL_DEMO", "1", "demo", True),
    ("TWILIO_AUTH_TOKENS", "one, two,", "auth_tokens", ("one", "two")),
    ("TWILIO_RCS_SENDERS", "rcs:kent_heard_agent", "rcs_senders", ("rcs:kent_heard_agent",)),
    ("TWILIO_NUMBERS", "+447700900001,60066", "text_numbers", ("+447700900001", "60066")),
    ("PORTAL_PUBLIC_BASE_URL", "https://a.example/, https://b.example/heard/", "public_base_urls",
     ("https://a.example", "https://b.example/heard")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "attribute", "value"), SET)
def test_what_is_set_is_what_there_is(name: str, text: str, attribute: str, value: object) -> None:
    assert getattr(settings(**{name: text}), attribute) == value


WRONG = [
    ("PORTAL_SECRET_KEY", ["too short", "x" * 64, "swordfish-" * 9,
                           "change-it-before-you-go-live-42"]),
    ("PORTAL_DATA_KEYS", ["nonsense!", "c2hvcnQ=", base64.b64encode(bytes(32)).decode(), ",", "é"]),
    ("PORTAL_PUBLIC_BASE_URL", [",", "heard.example", "ftp://heard.example", "https://",
                                "https://a.example?b", "https://u:p@a.example", "https://a:port",
                                "https://[", "https://a.example,nonsense"]),
    ("DATABASE_URL", ["mysql://u:swordfish@h/d", "sqlite://", "sqlite:///:memory:", "nonsense",
                      "postgresql+asyncpg://h/d", "postgresql://u:swordfish@h:port/d"]),
    ("TWILIO_NUMBERS", ["+44 7700 900999", "Heard", "+447700900999,call us"]),
    ("TWILIO_RCS_SENDERS", ["kent_heard_agent", "rcs:", "rcs:two words"]),
    ("PORTAL_TEXT_COUNTRIES", ["Britain", "GB,44"]),
    ("PORTAL_TEXT_QUIET_MINUTES", ["soon", "-1", "1.5", "100000000"]),
    ("PORTAL_LANGUAGES", [",", "en,tlh", "../x"]),
    ("PORTAL_HELPLINES", ["{", "[]", "3", "[3]", '{"key": "k"}', '[{"key": "k"}]',
                          NUMBER_OF_NO_TEXT, NEITHER_CALL_NOR_TEXT]),
    ("PORTAL_ADVOCACY_SERVICES", ["{", "[]", "3"]),
    ("PORTAL_ADVOCATE_FALLBACK", ["{", "[]", "3", '"none"', '{"name": "swordfish"}',
                                  '{"name": "N", "number": 999, "when": "W"}',
                                  '{"name": "N", "number": " ", "when": "W"}',
                                  '{"name": "N", "number": "9", "when": "W", "more": ""}']),
    ("PORTAL_OFFICE_HOURS", ["all day", "17:00-09:00", "09:00", "09:00-12:00-13:00"]),
    ("PORTAL_CLOSED_DAYS", ["24/12/2026", "Christmas"]),
    ("PORTAL_READ_DAYS", ["0", "two", "-2"]),
    ("PORTAL_ANSWER_DAYS", ["0", "1000"]),
    ("PORTAL_SNAPSHOT_DAYS", ["-1", "for ever"]),
    ("PORTAL_EVENT_SOURCE", ["kent", "urn:" + "x" * 300]),
    ("PORTAL_LEAVE_TO", ["javascript:alert(1)", "bbc.co.uk", "https://"]),
    ("PORTAL_PROXIES", ["-1", "all"]),
    ("PORTAL_SMTP_URL", ["mail.kent.example", "http://swordfish@mail.kent.example", "smtp://",
                         "dir:", "smtp://h:port", "smtp://u:swordfish@h:0", "smtp://h/path", "smtps://h?a",
                         "smtp://["]),
    ("PORTAL_MAIL_FROM", ["heard", "Heard <heard@kent.example>", "a@b", "a@b.example, c@d.example",
                          "a@b.example\nBcc: swordfish@d.example"]),
    ("PORTAL_DUTY", ["duty@kent.example", "[]", "{", '[{"emails": ["swordfish"]}]',
                     '[{"days": "mon-fri", "emails": ["duty@kent.example"]}]']),
    ("PORTAL_NOBODYS_HOURS", ["0", "three"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(n, text) for n, texts in WRONG for text in texts])
def test_what_cannot_be_meant_is_refused_in_a_sentence_that_names_the_setting(
    name: str, text: str
) -> None:
    said = refusal(environment(**{name: text}))

    assert said.startswith(f"{name} must ")
    assert said.endswith(f" {BY_NAME[name].metadata['meaning']}")
    assert "swordfish" not in said


@pytest.mark.parametrize("left_out", TWILIO)
def test_half_a_text_line_is_refused(left_out: str) -> None:
    # As no text line at all it would lose every text, and nobody would see why.
    assert refusal(environment(**{left_out: ""})) == (
        f"Set {left_out} too: the text line needs all three."
    )


def test_without_anything_of_twilio_there_is_no_text_line() -> None:
    assert settings().has_text_line
    assert not settings(**dict.fromkeys(TWILIO, "")).has_text_line


def test_notices_into_a_folder_that_nobody_reads_are_the_demos_alone() -> None:
    assert refusal(environment(PORTAL_SMTP_URL="dir:/somewhere")) == (
        "PORTAL_SMTP_URL may be a folder in the demo only: nobody reads it."
    )
    assert settings(PORTAL_SMTP_URL="dir:/somewhere", PORTAL_DEMO="1").demo
