"""The page for putting a child in touch with the fall-back, where no service said yes in time."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.about_advocates import AboutAdvocates, whether_safe
from portal.care.decision_forms.base import About
from portal.desk.days import day_in_field, read_day
from portal.desk.days_said import on_day
from portal.desk.forms import Day, Line, Needed
from portal.domain.decisions import Decision
from portal.domain.decisions.fall_back import UseFallBack
from portal.domain.intake import Intake
from portal.domain.referral import waits_for_advocate

SAY = "Nobody said yes in time. We are sorry. {name} can help you now."


class FallBackForm(AboutAdvocates):
    """Who helps the child, as no service said yes in time."""

    makes = UseFallBack
    title = "Is the child in touch with the fall-back?"
    intro = "Only in a way that they have called safe: how to reach them stands on this page."

    name = Line("The fall-back", [Needed("Please say who the fall-back is.")])
    on = Day("In touch since", [Needed("Please say on which day.")])
    how = Line("How?", [Needed("Please say how the child was put in touch.")])
    reason = Line("Why can it not wait?", description="Only before the two working days are over.")

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """While a child waits for somebody to say yes."""
        return waits_for_advocate(intake)

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today, and the fall-back that is set."""
        fall_back = about.office.settings.advocate_fallback
        return {"name": fall_back.name if fall_back else "", "on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """Who it is, how they can be reached, and until when a service had time."""
        set_to, due = about.office.settings, about.deadlines.advocate_by
        if set_to.advocate_fallback:
            one = set_to.advocate_fallback
            who = f"The fall-back is {one.name}: {one.number}, {one.when}."
            self.to_say = SAY.format(name=one.name)
        else:
            who = f"No fall-back is set. Ask {set_to.advocacy_contact}."
        until = f"A service had until {on_day(due)} to say yes." if due else ""
        self.first = (*whether_safe(about), *(one for one in (until, who) if one))
        if due and due < about.today:
            del self.reason

    def decision(self, about: About) -> Decision:
        """In touch."""
        return UseFallBack(
            name=self.name.data or "",
            on=read_day("on", self.on.data),
            how=self.how.data or "",
            reason=(self.reason.data or "") if self.reason else "",
        )
