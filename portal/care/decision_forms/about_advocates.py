"""What the pages about an advocate say before their fields, and words that can be said to a child.

The words are for a child of nine: they promise nothing that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable

from portal.care.decision_forms.base import About, DecisionForm
from portal.care.intake_parts.reach import reach
from portal.desk.days_said import on_day
from portal.desk.forms import Choice
from portal.domain.advocacy import AdvocacyService, Fit, service_named
from portal.domain.conflicts import services_that_may_not
from portal.domain.intake import Intake
from portal.domain.referral import Status, current, referrals, status, who_for
from portal.domain.referral_sight import advocate_may_know, of_the_service
from portal.domain.referral_steps import Step
from portal.domain.running_referral import has_left
from portal.domain.service_choice import Choice as Chosen
from portal.domain.service_choice import Reason, Whom, choose_service
from portal.domain.staff import StaffMember

_NO_WAY = (
    "They have called no way safe. Send nothing and ring nobody: tell them when they come back."
)
_NOT_FOR_THEM = "Its contract is not for this child."
_NOBODY_FINDS = "Nobody there finds it at their desk: ask them in another way too."
_REASONS = {
    Reason.HOME_NOT_KNOWN: "It turns on whether the child lives in care, and that is not known.",
    Reason.AGE_NOT_KNOWN: "It turns on how old the child is, and that is not known.",
    Reason.AREA_NOT_KNOWN: "It turns on where the child lives, and that is not known.",
    Reason.SEVERAL: "Contracts of more than one service are for this child.",
    Reason.NO_CONTRACT: "No contract that runs today is for this child.",
    Reason.NONE_MAY_ACT: "No service whose contract is for this child may act in this case.",
}
_SAY = {
    Status.ASKED: "You asked for someone to speak up for you. We are looking for them.",
    Status.SENT: "We asked {service} on {sent}. They have not said yes yet.",
    Status.ACCEPTED: "{service} said yes. They will tell us who it is.",
    Status.NAMED: "{advocate} from {service} will speak up for you. You can say no to them.",
    Status.MET: "{advocate} from {service} speaks up for you. You can ask for somebody else.",
    Status.FALL_BACK: "Nobody said yes in time. We are sorry. {advocate} can help you now.",
    Status.OFFERED: "You can have someone to speak up for you. It costs nothing. You choose.",
    Status.ENDED: "The work of your advocate is done. You can ask for one again.",
    Status.REFUSED: "You said that you want nobody. You can ask at any time.",
    Status.TRUSTED: "Somebody you trust helps you. You can ask us for someone too.",
    Status.NOT_ASKED: "You can have someone to speak up for you. It costs nothing.",
}
_HANDED_BACK = "{service} cannot do it. That is not your fault. We are looking for somebody else."


class AboutAdvocates(DecisionForm):
    """A page that says something before its fields.

    `first` are sentences to read first, `to_say` one that can be said to the child; `more` are
    kinds of decision to go to instead, each with the words of its link.
    """

    template = "care/about-advocates.html"
    first: tuple[str, ...] = ()
    to_say: str = ""
    more: tuple[tuple[str, str], ...] = ()


def whether_safe(about: About) -> tuple[str, ...]:
    """That nothing may be sent or said to the child first, where they called no way safe."""
    return () if reach(about.intake).is_open else (_NO_WAY,)


def chosen_for(about: About) -> Chosen:
    """What contracts, the child's wish and who may not act come to today."""
    return choose_service(
        who_for(about.intake),
        about.today,
        about.services,
        not_these=services_that_may_not(about.intake, about.services),
        wished=about.intake.wish.service,
    )


def why_this_one(about: About, chosen: Chosen) -> tuple[str, ...]:
    """Which service it is and why; or why it is none, and whom to ask."""
    wished = service_named(about.intake.wish.service, about.services)
    wish = f"The child chose {wished.name_on(about.today)}." if wished else ""
    if chosen.service:
        name = chosen.service.name_on(about.today)
        by_contract = f"By the contracts of today it is {name}."
        said = [wish] if chosen.service is wished else [wish, by_contract]
    else:
        reason = _REASONS[chosen.reason] if chosen.reason else ""
        said = [wish, reason, whom_to_ask(about, chosen.ask)]
    return tuple(one for one in said if one)


def whom_to_ask(about: About, ask: Whom | None) -> str:
    """Who is asked where no service is chosen, in a sentence; "" where one is."""
    set_to = about.office.settings
    match ask:
        case Whom.CHILD:
            return "Ask the child, or whoever knows. You may choose all the same."
        case Whom.CONTRACTS:
            return f"Ask {set_to.advocacy_contact}. You may choose all the same."
        case Whom.FALL_BACK if set_to.advocate_fallback:
            fall_back = set_to.advocate_fallback
            return f"Ask the fall-back: {fall_back.name}, {fall_back.number}, {fall_back.when}."
        case Whom.FALL_BACK:
            return f"No fall-back is set. Ask {set_to.advocacy_contact}."
    return ""


def services_of_today(about: About) -> list[Choice]:
    """The services with a contract today, by their names of today; those that may not say why."""
    may_not = services_that_may_not(about.intake, about.services)
    return [
        (one.key, one.name_on(about.today), may_not.get(one.key) or _whether_for_them(about, one))
        for one in about.services
        if one.is_open_on(about.today)
    ]


def _whether_for_them(about: About, service: AdvocacyService) -> str:
    fit, back = service.fit(who_for(about.intake), about.today), handed_back(about, service)
    theirs = of_the_service(service.key, about.everybody)
    finds = any(advocate_may_know(one, about.intake) for one in theirs)
    notes = (_NOT_FOR_THEM if fit is Fit.NO else "", back, "" if finds else _NOBODY_FINDS)
    return " ".join(note for note in notes if note)


def handed_back(about: About, service: AdvocacyService) -> str:
    """That this service had it and handed it back, on which day and why; "" where it did not."""
    parts = referrals(about.intake.triage.advocacy_steps)
    over = [part.over for part in parts if part.service == service.key and part.over]
    back = [one for one in over if one.step is Step.HANDED_BACK]
    return f"Handed it back on {on_day(back[-1].on)}: {back[-1].note}" if back else ""


def words_for_the_child(intake: Intake, people: Iterable[StaffMember] = ()) -> str:
    """How it stands, in honest words for a child; of `people`, who left speaks up for nobody."""
    part, steps = current(intake), intake.triage.advocacy_steps
    back = next((one for one in reversed(steps) if one.step is Step.HANDED_BACK), None)
    stands = status(intake)
    if part and part.advocate and has_left(part.advocate, part.service, people):
        stands = Status.ACCEPTED
    if stands is Status.ASKED and back and steps[-1] is back:
        return _HANDED_BACK.format(service=back.name)
    with_advocate = [one.advocate for one in steps if one.step is Step.FALL_BACK]
    advocate = with_advocate[-1] if stands is Status.FALL_BACK else part.advocate if part else ""
    return _SAY[stands].format(
        service=part.name if part else "",
        sent=on_day(part.sent.on) if part else "",
        advocate=advocate,
    )
