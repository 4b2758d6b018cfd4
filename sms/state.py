"""Where the conversation with one address is. No words, no name and no number are in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from portal.domain.taxonomy import TextsAllowed
from sms.answers import Answer, Outside, Question

VERSION = 1

# How often each question is asked: silence is an answer too.
_TIMES_ASKED = {
    Question.ADVOCATE: 2,
    Question.CONTACT: 1,
    Question.CARE: 1,
    Question.NAME: 1,
}
_LEFT_UNANSWERED = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text of ours asked by itself: of which intake, and `about` what of it (an id)."""

    question: Outside
    about: str
    intake_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """Where we are with one address, between two texts. `State()` is an address we never met.

    `asked` has a question as often as it was asked in this telling; `waiting_for` is the one
    that was asked last and is not answered. `is_greeted` says that this telling had its first
    reply. `texts_allowed` is what the child last said may be texted, also in an earlier telling.
    `outside` is what a text of ours asked by itself and is not answered. `theirs_at` is when we
    last knew that the phone is the child's: after four silent weeks no text says so by itself.
    `wrong_for` are the intakes that it is not of, as whoever has it now says. `with_person` is the
    intake of which a person texted since this telling began. `language` is the one that they chose.
    `is_doubted`: somebody else may read this phone, or an adult texts for a child; nothing is asked
    any more in this telling, or taken as an answer. `dangers` are the rules that were answered with
    whom to ring since `last_urgent_reply_at`. `last_choice` is the digit of the last answer.
    """

    last_text_at: datetime | None = None
    last_reply_at: datetime | None = None
    last_urgent_reply_at: datetime | None = None
    is_greeted: bool = False
    waiting_for: Question | None = None
    asked: tuple[Question, ...] = ()
    answered: frozenset[Question] = frozenset()
    texts_allowed: TextsAllowed | None = None
    opted_out: bool = False
    outside: Asked | None = None
    theirs_at: datetime | None = None
    wrong_for: tuple[str, ...] = ()
    with_person: str | None = None
    language: str | None = None
    is_doubted: bool = False
    dangers: tuple[str, ...] = ()
    last_choice: int | None = None

    @property
    def next_question(self) -> Question | None:
        """The first question that is neither answered nor asked often enough.

        None once two in a row were left unanswered: who wants to tell is not there to be asked.
        """
        left = [one for one in self.asked if one not in self.answered | {Question.LANGUAGE}]
        if self.is_doubted or len(left) >= _LEFT_UNANSWERED:
            return None
        for question in self._may_be_asked:
            times = _TIMES_ASKED[question]
            if question not in self.answered and self.asked.count(question) < times:
                return question
        return None

    @property
    def is_complete(self) -> bool:
        """Whether every question that may be asked is answered."""
        return self.answered >= set(self._may_be_asked)

    @property
    def _may_be_asked(self) -> tuple[Question, ...]:
        """Who says that texting is not safe is asked nothing that tells whoever reads it more."""
        is_said = Question.CONTACT in self.answered
        is_safe = not is_said or self.texts_allowed is TextsAllowed.ABOUT_IT
        return tuple(_TIMES_ASKED) if is_safe else (Question.ADVOCATE,)

    def afresh(self) -> Self:
        """The state for a new telling: what was said of contact and opting out stays.

        Whoever chose another way is asked again, for their code words lead to the old one alone.
        """
        is_settled = self.texts_allowed is not TextsAllowed.ANOTHER_WAY
        return replace(
            self,
            is_greeted=False,
            waiting_for=Question.LANGUAGE if self.waiting_for is Question.LANGUAGE else None,
            with_person=None,
            is_doubted=False,
            last_choice=None,
            asked=(),
            answered=self.answered & ({Question.CONTACT} if is_settled else frozenset()),
        )

    def after_answer(self, answer: Answer) -> Self:
        """The state once `answer` is given: nothing waits."""
        return replace(
            self,
            waiting_for=None,
            answered=self.answered | {answer.question},
            texts_allowed=answer.texts_allowed or self.texts_allowed,
            language=answer.language or self.language,
        )

    def after_question(self, question: Question) -> Self:
        """The state once `question` is asked: it waits.

        A question that waited when the languages were asked for is asked once more.
        """
        asked = self.asked
        if question is Question.LANGUAGE and self.waiting_for and self.waiting_for in asked:
            last = len(asked) - 1 - asked[::-1].index(self.waiting_for)
            asked = asked[:last] + asked[last + 1 :]
        return replace(self, waiting_for=question, asked=(*asked, question))

    def to_json(self) -> dict[str, Any]:
        """The state as JSON values. Times are ISO 8601, None where there is none."""
        return {
            "version": VERSION,
            "last_text_at": _written(self.last_text_at),
            "last_reply_at": _written(self.last_reply_at),
            "last_urgent_reply_at": _written(self.last_urgent_reply_at),
            "is_greeted": self.is_greeted,
            "waiting_for": self.waiting_for,
            "asked": list(self.asked),
            "answered": sorted(self.answered),
            "texts_allowed": self.texts_allowed,
            "opted_out": self.opted_out,
            "outside": _asked_json(self.outside),
            "theirs_at": _written(self.theirs_at),
            "wrong_for": list(self.wrong_for),
            "with_person": self.with_person,
            "language": self.language,
            "is_doubted": self.is_doubted,
            "dangers": list(self.dangers),
            "last_choice": self.last_choice,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The state that `to_json` gave; an empty mapping is an address we never met.

        What is missing, unknown or unreadable is left out: a newer version's state, or a
        damaged one, must never stop a text from being taken.
        """
        return cls(
            last_text_at=_time(kept.get("last_text_at")),
            last_reply_at=_time(kept.get("last_reply_at")),
            last_urgent_reply_at=_time(kept.get("last_urgent_reply_at")),
            is_greeted=kept.get("is_greeted") is True,
            waiting_for=next(iter(_questions([kept.get("waiting_for")])), None),
            asked=_questions(kept.get("asked")),
            answered=frozenset(_questions(kept.get("answered"))),
            texts_allowed=_texts_allowed(kept.get("texts_allowed")),
            opted_out=kept.get("opted_out") is True,
            outside=_asked(kept.get("outside")),
            theirs_at=_time(kept.get("theirs_at")),
            wrong_for=_ids(kept.get("wrong_for")),
            with_person=_word(kept.get("with_person")),
            language=_word(kept.get("language")),
            is_doubted=kept.get("is_doubted") is True,
            dangers=_ids(kept.get("dangers")),
            last_choice=_number(kept.get("last_choice")),
        )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _time(kept: object) -> datetime | None:
    if not isinstance(kept, str):
        return None
    try:
        moment = datetime.fromisoformat(kept)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _asked_json(asked: Asked | None) -> dict[str, Any] | None:
    return {**asdict(asked), "at": _written(asked.at)} if asked else None


def _asked(kept: object) -> Asked | None:
    if not isinstance(kept, dict):
        return None
    question = next((one for one in Outside if one == kept.get("question")), None)
    about, intake_id = kept.get("about"), kept.get("intake_id")
    at = _time(kept.get("at"))
    is_whole = isinstance(about, str) and isinstance(intake_id, str)
    if question is None or at is None or not is_whole:
        return None
    return Asked(question, str(about), str(intake_id), at)


def _word(kept: object) -> str | None:
    return kept if isinstance(kept, str) and kept else None


def _number(kept: object) -> int | None:
    return kept if isinstance(kept, int) and not isinstance(kept, bool) else None


def _ids(kept: object) -> tuple[str, ...]:
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()


def _questions(kept: object) -> tuple[Question, ...]:
    named = kept if isinstance(kept, list) else []
    return tuple(question for name in named for question in Question if question == name)


def _texts_allowed(kept: object) -> TextsAllowed | None:
    return next((what for what in TextsAllowed if what == kept), None)
