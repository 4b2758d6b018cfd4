"""What a service may say of a referral, each with its form: accept, name, met, hand back, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, DeskForm, Line, Lines, Needed, OneOf
from portal.domain.decisions import RefusedError
from portal.domain.decisions.advocacy import ReferralNews
from portal.domain.referral_steps import Step
from portal.domain.shared import Shared
from portal.domain.staff import StaffMember

SOMEBODY_ELSE = "somebody-else"


class AnswerForm(DeskForm):
    """One answer's page. `link` is what leads to it, `done` what is said once it is kept."""

    step: ClassVar[Step]
    title: ClassVar[str]
    link: ClassVar[str]
    done: ClassVar[str]
    intro: ClassVar[str] = ""
    button: ClassVar[str] = "Save"

    @classmethod
    def is_offered(cls, _told: Shared) -> bool:
        """Whether it can be said now."""
        return True

    @classmethod
    def values_of(cls, _told: Shared, _today: date) -> dict[str, Any]:
        """How the fields begin."""
        return {}

    def prepare(self, _people: Sequence[StaffMember]) -> None:
        """Have the fields offer what they can: `people` are those of the service."""

    def news(self, today: date) -> ReferralNews:
        """What it says.

        :raise RefusedError: it cannot be read.
        """
        return ReferralNews(self.step, today)


class AcceptForm(AnswerForm):
    """The service says yes."""

    step = Step.ACCEPTED
    title = "Accept this child"
    link = "Accept"
    done = "Accepted. Next, say who the advocate is."
    intro = (
        "You say yes: somebody of your service will speak up for this child. Customer care see it."
    )
    button = "Accept"

    @classmethod
    def is_offered(cls, told: Shared) -> bool:
        """Once."""
        return told.accepted_on is None


class NameForm(AnswerForm):
    """Who the advocate is."""

    step = Step.NAMED
    title = "Who is the advocate?"
    link = "Name the advocate"
    done = "The advocate is named."
    intro = "The name is for the child and for customer care."

    who = OneOf("Somebody of your service")
    advocate = Line("The name of somebody else", description="Where they have no account here.")

    @classmethod
    def is_offered(cls, told: Shared) -> bool:
        """Once it is accepted, and again where another takes over."""
        return told.accepted_on is not None

    def prepare(self, people: Sequence[StaffMember]) -> None:
        """Those with an account, and somebody else."""
        named = [(one.id, one.name) for one in people]
        self.who.choices = [*named, (SOMEBODY_ELSE, "Somebody else")]

    def news(self, today: date) -> ReferralNews:
        """The name, of an account or as typed."""
        typed = self.advocate.data or ""
        names = {one[0]: one[1] for one in self.who.choices if one[0] != SOMEBODY_ELSE}
        chosen = names.get(self.who.data or "", "")
        if not chosen:
            return ReferralNews(Step.NAMED, today, advocate=typed)
        if typed.strip():
            raise RefusedError("advocate", "Please choose somebody, or type a name: not both.")
        return ReferralNews(Step.NAMED, today, advocate=chosen)


class MetForm(AnswerForm):
    """The first time that the advocate and the child met, or spoke."""

    step = Step.MET
    title = "When did they first meet, or speak?"
    link = "Report the first meeting"
    done = "The first meeting is kept."

    on = Day("On", [Needed("Please say on which day.")])

    @classmethod
    def is_offered(cls, told: Shared) -> bool:
        """Once somebody is named; the first time is the first."""
        return bool(told.advocate) and told.met_on is None

    @classmethod
    def values_of(cls, _told: Shared, today: date) -> dict[str, Any]:
        """Today."""
        return {"on": day_in_field(today)}

    def news(self, _today: date) -> ReferralNews:
        """On the day that was said."""
        return ReferralNews(self.step, read_day("on", self.on.data))


class HandBackForm(AnswerForm):
    """The service cannot do it, and says why."""

    step = Step.HANDED_BACK
    title = "Hand it back to customer care"
    link = "Hand back"
    done = "It was handed back. Customer care see why, and look for somebody else."
    intro = "Customer care look for somebody else at once. You do not find the child here any more."
    button = "Hand back"

    note = Lines("Why?", [Needed("Please say why it is handed back.")])

    def news(self, today: date) -> ReferralNews:
        """With the reason."""
        return ReferralNews(self.step, today, note=self.note.data or "")


class EndedForm(MetForm):
    """The advocate's work is done."""

    step = Step.ENDED
    title = "When did the advocate's work end?"
    link = "The work is done"
    done = "The work is done. The child is under those that are over."
    intro = "You do not find the child here any more. They can always ask again."

    @classmethod
    def is_offered(cls, told: Shared) -> bool:
        """Once somebody is named; before that it is handed back."""
        return bool(told.advocate)


ANSWERS: dict[str, type[AnswerForm]] = {
    "accept": AcceptForm,
    "name": NameForm,
    "met": MetForm,
    "hand-back": HandBackForm,
    "ended": EndedForm,
}


def done_by(answer: str) -> str:
    """What a page says once this answer is kept; "" for none."""
    return ANSWERS[answer].done if answer in ANSWERS else ""


def next_answer(told: Shared, *, has_left: bool = False) -> str:
    """Which of them comes next; "" where all that is left is that the work is done.

    `has_left`: the advocate who was named did.
    """
    if told.accepted_on is None:
        return "accept"
    if not told.advocate or has_left:
        return "name"
    return "" if told.met_on else "met"
