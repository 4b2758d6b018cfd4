"""The questions, in order, and which come next. Every one may be left out but the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.child import forms
from portal.domain.taxonomy import ContactWay, Kind

WORDS = "what-happened"
SAFE = "are-you-safe"
BETTER = "what-would-help"
NAME = "your-name"
AGE = "your-age"
HOME = "your-home"
ADVOCATE = "someone-to-speak-up"
HIDE = "who-should-not-see"
REACH = "how-to-reach-you"
TIMES = "when-it-is-safe"
CHECK = "check"


@dataclass(frozen=True, slots=True)
class Question:
    """One page with one question. `free_text` names the fields that hold a child's own words."""

    slug: str
    form: type[forms.QuestionForm]
    free_text: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The page's own template."""
        return f"child/{self.slug}.html"


_IN_ORDER = (
    Question(WORDS, forms.WordsForm, ("words",)),
    Question(SAFE, forms.SafeForm),
    Question(BETTER, forms.BetterForm, ("better",)),
    Question(NAME, forms.NameForm, ("name",)),
    Question(AGE, forms.AgeForm),
    Question(HOME, forms.HomeForm),
    Question(ADVOCATE, forms.AdvocateForm, ("trusted_who", "not_them")),
    Question(HIDE, forms.HideForm, ("hide",)),
    Question(REACH, forms.ReachForm, ("details",)),
    Question(TIMES, forms.SafeTimesForm, ("times", "others")),
)
QUESTIONS: Mapping[str, Question] = {question.slug: question for question in _IN_ORDER}

# Somebody who says thank you is not asked whether they are safe or need help to complain.
_NOT_FOR_GOOD_NEWS = frozenset({SAFE, BETTER, ADVOCATE})


def path_for(kind: str | None, way: str | None) -> list[str]:
    """The questions for this kind of telling and this way of being reached, in order."""
    left_out = set(_NOT_FOR_GOOD_NEWS) if kind == Kind.GOOD else set()
    if way in (None, "", ContactWay.DO_NOT_CONTACT):
        left_out.add(TIMES)
    return [slug for slug in QUESTIONS if slug not in left_out]


def after(slug: str, kind: str | None, way: str | None) -> str:
    """The page after this one: the next question, or the check of all answers."""
    later = list(QUESTIONS)[list(QUESTIONS).index(slug) + 1 :]
    path = path_for(kind, way)
    return next((other for other in later if other in path), CHECK)


def before(slug: str, kind: str | None) -> str | None:
    """The question before this one, None where it is the first."""
    path = path_for(kind, way=None)
    earlier = list(QUESTIONS)[: list(QUESTIONS).index(slug)]
    return next((other for other in reversed(earlier) if other in path), None)
