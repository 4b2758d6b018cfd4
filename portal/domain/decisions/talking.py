"""What customer care write to a child; what went out with it is recorded as more than a message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from portal.domain.advocacy import AdvocacyService
from portal.domain.decisions.base import By, Decision, RefusedError, not_empty, said
from portal.domain.intake import Intake, new_id
from portal.domain.messages import LONGEST_MESSAGE, Message, Purpose
from portal.domain.reach import Says
from portal.domain.reply_check import Private, check
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import Done
from portal.domain.way_back import Statement

ON_THEIR_PAGE = "On their own page"
BY_TEXT = "By text, and on their own page"
NEWS_BY_TEXT = "On their own page; a text says that there is news"


@dataclass(frozen=True, slots=True)
class Write(Decision):
    """A message to the child: it stands on their own page, and goes by text as they allowed.

    As a text it says nothing that a text must not (portal.domain.reply_check). `message_id` is
    made beforehand, so that what is kept beside the intake has it too.
    """

    kind: ClassVar[str] = "message"
    label: ClassVar[str] = "Message to the child"
    decided_by: ClassVar[frozenset[Role]] = frozenset({Role.OFFICER, Role.MANAGER})
    on_closed: ClassVar[bool] = True

    purpose: Purpose = said("What it is", Purpose.MESSAGE)
    text: str = said("What was written")
    message_id: str = field(default_factory=new_id)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with what this message does beside being read."""
        not_empty("text", self.text, "Please write something.")
        if len(self.text) > LONGEST_MESSAGE:
            raise RefusedError("text", "That is too long for a child to read. Please shorten it.")
        self._refuse_text(intake, by)
        done = Done(by.today, self._how(by))
        if self.purpose is Purpose.ACKNOWLEDGEMENT:
            return replace(intake, triage=replace(intake.triage, acknowledged=done))
        if self.purpose is Purpose.ANSWER:
            return replace(intake, triage=replace(intake.triage, answer_sent=done))
        if self.purpose is Purpose.STATEMENT:
            statement = Statement(self.message_id, self.text, by.at, by.staff_id)
            return replace(intake, way_back=intake.way_back.with_statement(statement))
        return intake

    def message(self, by: By) -> Message:
        """The message that is kept."""
        return Message(self.message_id, by.at, by.staff_id, self.purpose, self.text)

    def _refuse_text(self, intake: Intake, by: By) -> None:
        if by.reach is None or by.reach.says is not Says.ALL:
            return
        stopping = check(self.text, private_of(intake, by.people, by.services)).stopping
        if stopping:
            shown = ", ".join(dict.fromkeys(one.shown for one in stopping if one.shown))
            what = f": {shown}" if shown else ", for it is too long"
            raise RefusedError("text", f"It goes as a text, and no text may say this{what}.")

    def _how(self, by: By) -> str:
        says = by.reach.says if by.reach else Says.NOTHING
        return {Says.ALL: BY_TEXT, Says.NEUTRAL: NEWS_BY_TEXT, Says.NOTHING: ON_THEIR_PAGE}[says]


def private_of(
    intake: Intake, people: Iterable[StaffMember], services: Iterable[AdvocacyService]
) -> Private:
    """What of this child no text may say."""
    told_us = (intake.submitter.name, intake.submitter.organisation) if intake.submitter else ()
    of_services = (dated.name for one in services for dated in one.names)
    return Private(
        own_names=(intake.name,),
        names=(*told_us, *(one.name for one in people), *of_services),
        reference=intake.reference,
        words=tuple(one.text for one in intake.words),
    )
