"""Pages for what a child is offered of an advocate, agrees to share, and is told."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.about_advocates import (
    AboutAdvocates,
    chosen_for,
    services_of_today,
    whether_safe,
    whom_to_ask,
    words_for_the_child,
)
from portal.care.decision_forms.advocacy import SHARES
from portal.care.decision_forms.base import About
from portal.desk.days import day_in_field, read_day
from portal.desk.days_said import at_time
from portal.desk.forms import Day, Line, Lines, Needed, SomeOf
from portal.domain.advocacy import service_named, services_for
from portal.domain.conflicts import services_that_may_not
from portal.domain.decisions import Decision
from portal.domain.decisions.wish import OfferAdvocate, ShareMore, ToldHowItStands
from portal.domain.intake import Intake
from portal.domain.referral import advocacy_began_on, current, who_for
from portal.domain.referral_steps import Shares

_ASK_AGAIN = (
    "Ask the child: a tick at 'What they told us' shares that as well, and without it the service"
    " reads none of their words."
)
_DAY = [Needed("Please say on which day.")]


class OfferForm(AboutAdvocates):
    """That the child was told that they may have an advocate."""

    makes = OfferAdvocate
    title = "Was the child offered an advocate?"
    intro = "Any child who complains, or wants to, is offered one, whether they ask or not."

    services = SomeOf("Which services were named?", [Needed("Please say which were named.")])
    on = Day("On", _DAY)
    how = Line("How was the child told?", [Needed("Please say how the child was told.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Until a service has it."""
        return current(intake) is None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today, and every service that may be for this child."""
        may_not = services_that_may_not(about.intake, about.services)
        fitting = services_for(who_for(about.intake), about.today, about.services)
        named = [one.key for one in fitting if one.key not in may_not]
        return {"services": named, "on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """The services of today, and words to offer them with."""
        self.services.choices = services_of_today(about)
        self.to_say = words_for_the_child(about.intake, about.everybody)
        ask = whom_to_ask(about, chosen_for(about).ask)
        self.first = whether_safe(about)
        if not self.services.choices and ask:
            self.first = (*self.first, ask)

    def decision(self, about: About) -> Decision:
        """Offered."""
        keys = tuple(self.services.data or ())
        known = (service_named(key, about.services) for key in keys)
        return OfferAdvocate(
            services=keys,
            names=tuple(one.name_on(about.today) for one in known if one),
            on=read_day("on", self.on.data),
            how=self.how.data or "",
        )


class ShareForm(AboutAdvocates):
    """What the child agrees now that the service is told."""

    makes = ShareMore
    title = "What may the service be told?"
    intro = (
        "Tick all that the child agrees to now; what is not ticked the service cannot read any"
        " more. Their language, name and how to reach them safely go with it always."
    )

    shares = SomeOf("The child agrees to share", choices=SHARES)
    on = Day("They said so on", _DAY)
    how = Line("How did they say so?", [Needed("Please say how the child said so.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where a service has it."""
        return current(intake) is not None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What they share; not their words once they said more, which needs a new yes."""
        part = current(about.intake)
        shares = part.shares if part else frozenset()
        if said_since(about.intake):
            shares -= {Shares.WORDS}
        return {"shares": shares, "on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """What was said since their yes."""
        part, count = current(about.intake), said_since(about.intake)
        if part and part.agreed_at and count:
            said = "Something new was said" if count == 1 else f"{count} new things were said"
            since = f"{said} since their yes of {at_time(part.agreed_at)}."
            self.first = (f"{since} The service does not read it.", _ASK_AGAIN)

    def decision(self, about: About) -> Decision:
        """What they agree to."""
        return ShareMore(
            on=read_day("on", self.on.data),
            shares=tuple(map(Shares, self.shares.data or [])),
            how=self.how.data or "",
        )


def said_since(intake: Intake) -> int:
    """How many things the child said after they agreed that the service reads their words."""
    part = current(intake)
    if part is None or part.agreed_at is None or Shares.WORDS not in part.shares:
        return 0
    return sum(one.said_at > part.agreed_at for one in intake.words)


class ToldForm(AboutAdvocates):
    """That the child was told how it stands with an advocate."""

    makes = ToldHowItStands
    title = "Was the child told about an advocate?"
    intro = "Only in a way that they have called safe: how to reach them stands on this page."

    on = Day("On", _DAY)
    how = Line("How were they told?", [Needed("Please say how they were told.")])
    note = Lines("What were they told?")

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Once anything was said or done about one."""
        return advocacy_began_on(intake) is not None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today."""
        return {"on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """Honest words, and that no way is safe where none is."""
        self.first = whether_safe(about)
        self.to_say = words_for_the_child(about.intake, about.everybody)

    def decision(self, about: About) -> Decision:
        """Told."""
        return ToldHowItStands(
            on=read_day("on", self.on.data), how=self.how.data or "", note=self.note.data or ""
        )
