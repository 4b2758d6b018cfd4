"""A reply as the child reads it: in their language, with days, times and numbers filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache

from babel.dates import format_date, format_datetime
from babel.support import Translations

from portal.db.outgoing import OutgoingText
from portal.domain.clock import London
from portal.domain.outgoing import What
from portal.services.office import Office
from portal.settings import ROOT, Helpline
from portal.web.languages import language
from sms.answers import LANGUAGES_DIGIT
from sms.languages import reply_language
from sms.messages import (
    DATE,
    DATE_AND_TIME,
    N_,
    NEWS_WITHOUT_CODE_WORDS,
    SENT,
    Facts,
    render,
)
from sms.prompts import Part, Prompt

# In place of a day and time, while people are reading.
TODAY = N_("today")


def write(
    office: Office,
    prompt: Prompt,
    spoken: str,
    now: datetime,
    *,
    code_words: str = "",
    advocate_by: date | None = None,
) -> str:
    """The words of `prompt`, for somebody who texted in the language `spoken` at `now`.

    `advocate_by`: by when a service should have said yes. None: no day is due, so none is said.

    :raise sms.messages.NoCodeWordsError: the reply is code words, and there are none.
    """
    tag = reply_language(spoken, office.settings.languages)
    if prompt.says_by_when and advocate_by is None:
        prompt = replace(prompt, opening=Part.THANKS)
    fall_back = office.settings.advocate_fallback
    facts = Facts(
        read_by=_day(office.due_dates(now).read_by, tag),
        next_reading=_next_reading(office, now, tag),
        code_words=code_words,
        languages=_languages(office.settings.languages),
        more_languages=_more_languages(tag, office.settings.languages),
        advocate_by=_day(advocate_by, tag) if advocate_by else "",
        advocate_number=_number(
            fall_back.number if fall_back else office.settings.council_phone, tag
        ),
        **_whom_to_ring(office.settings.helplines, tag),
    )
    return render(prompt, translator(tag), facts)


def write_out(office: Office, text: OutgoingText, what: What, *, has_code_words: bool) -> str:
    """The words of a text that goes out by itself, in its language.

    `what` is what goes, which may be less than `text` was to be. `has_code_words`: the child has
    some, and so can read it where they told us.
    """
    if what is What.MESSAGE or what.is_reply:
        return text.body
    tag = reply_language(text.language, office.settings.languages)
    translate = translator(tag)
    ours = SENT[what]
    if what is What.NEWS and not has_code_words:
        ours = NEWS_WITHOUT_CODE_WORDS
    said = translate(ours) % {"number": _number(office.settings.council_phone, tag)}
    if what is not What.STATEMENT:
        return said
    # What was tried before has it already.
    return text.body if text.body.endswith(f"\n{said}") else f"{text.body}\n{said}"


@cache
def translator(tag: str) -> Callable[[str], str]:
    """What turns our English into this language; English stands where a catalogue has no more."""
    locale = str(language(tag).locale)
    return Translations.load(str(ROOT / "translations"), [locale]).gettext


@cache
def _languages(offered: tuple[str, ...]) -> str:
    return "\n".join(f"{place} {language(tag).name}" for place, tag in enumerate(offered, 1))


def _more_languages(tag: str, offered: Sequence[str]) -> str:
    """What leads out of a language that was guessed from letters, in the one that most read."""
    return "" if tag == offered[0] else f"{LANGUAGES_DIGIT} = {language(offered[0]).name}"


def _number(number: str, tag: str) -> str:
    """A telephone number, its groups in their order also between words from right to left.

    Groups with a space between are put from right to left there: "0800 1111" reads "1111 0800". A
    space that does not break keeps them (UAX 9, W4); in Latin letters it would cost a text its
    GSM-7, and it is not needed.
    """
    return number.replace(" ", "\u00a0") if language(tag).locale.text_direction == "rtl" else number


@cache
def _whom_to_ring(lines: tuple[Helpline, ...], tag: str) -> Mapping[str, str]:
    """The emergency number, and the first helpline that can be called; ours where none is set."""
    to_call = [line for line in lines if line.how == "call"]
    facts = {}
    for line in reversed(to_call):
        if line.key == "emergency":
            facts["emergency"] = _number(line.number, tag)
        else:
            facts |= {"helpline": line.name, "helpline_number": _number(line.number, tag)}
    return facts


def _next_reading(office: Office, now: datetime, tag: str) -> str:
    at = office.next_reading_at(now)
    return translator(tag)(TODAY) if at <= now else _day_and_time(at, tag)


@lru_cache(maxsize=256)
def _day(day: date, tag: str) -> str:
    return format_date(day, DATE, locale=language(tag).locale)


@lru_cache(maxsize=256)
def _day_and_time(at: datetime, tag: str) -> str:
    return format_datetime(at, DATE_AND_TIME, tzinfo=London, locale=language(tag).locale)
