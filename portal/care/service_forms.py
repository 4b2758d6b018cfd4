"""Forms of the pages about advocacy services: each changes one thing, and says which."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar

from portal.care.service_words import PURPOSES, SERVES, days, whom
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Choice, Day, DeskForm, Line, Lines, Needed, OneOf, SomeOf, choices_of
from portal.domain.advocacy import AdvocacyService, Contract, Purpose, Serves
from portal.domain.decisions import RefusedError
from portal.domain.names import in_a_line
from portal.domain.service_changes import (
    Change,
    EndContract,
    NewContact,
    NewName,
    StartContract,
    in_order,
    mark_of,
)
from portal.domain.service_standing import Standing, standing
from portal.domain.taxonomy import AgeBand


class NewServiceForm(DeskForm):
    """A service that has no contract yet."""

    name = Line("Name", [Needed("Please give its name.")], description="As children know it.")
    named_from = Day("Called that from", description="A day from which it is certain will do.")
    key = Line(
        "Key",
        [Needed("Please give a key.")],
        description='A short word of small letters, figures and "-", like upfront. It stands in'
        " addresses, accounts and records, and cannot be changed later.",
    )

    def day(self) -> date | None:
        """From when the name is used.

        :raise RefusedError: it is no day.
        """
        return read_day("named_from", self.named_from.data)


class ServiceForm(DeskForm):
    """One change of one service."""

    title: ClassVar[str]
    intro: ClassVar[str] = ""

    @classmethod
    def values_of(cls, _service: AdvocacyService, _today: date) -> dict[str, Any]:
        """How the form begins."""
        return {}

    def prepare(self, service: AdvocacyService, today: date) -> None:
        """Offer what there is."""

    @abstractmethod
    def change(self) -> Change:
        """What the form says.

        :raise RefusedError: a day is none.
        """


class NameForm(ServiceForm):
    """A new name."""

    title = "Give a new name"
    intro = (
        "From this day on everybody is shown the new name; what was before keeps the name of its"
        " day. From the same day as the last name, it corrects that one."
    )
    name = Line("New name", [Needed("Please give the new name.")])
    named_from = Day("Called that from")

    @classmethod
    def values_of(cls, _service: AdvocacyService, today: date) -> dict[str, Any]:
        """From today."""
        return {"named_from": day_in_field(today)}

    def change(self) -> Change:
        """The name and its day."""
        return NewName(self.name.data or "", read_day("named_from", self.named_from.data))


class ContractForm(ServiceForm):
    """A contract that starts."""

    title = "Start a contract"
    intro = "Contracts may overlap. Where several are for the same child, customer care choose."
    purpose = OneOf(
        "What for?",
        [Needed("Please say what it is for.")],
        choices_of(Purpose, PURPOSES),
    )
    serves = OneOf("For whom?", [Needed("Please say for whom it is.")], choices_of(Serves, SERVES))
    ages = SomeOf("Of which ages?", choices=choices_of(AgeBand), description="None: of every age.")
    areas = Lines(
        "In which areas?",
        description="Where the children live: one area a line. Empty: wherever they live.",
    )
    starts_on = Day("First day")
    ends_on = Day("Last day", description="Empty where it is open.")

    @classmethod
    def values_of(cls, _service: AdvocacyService, today: date) -> dict[str, Any]:
        """From today."""
        return {"starts_on": day_in_field(today)}

    def change(self) -> Change:
        """The contract."""
        starts_on = read_day("starts_on", self.starts_on.data)
        if starts_on is None:
            raise RefusedError("starts_on", "Please say the first day.")
        lines = [in_a_line(line) for line in (self.areas.data or "").splitlines()]
        contract = Contract(
            starts_on=starts_on,
            ends_on=read_day("ends_on", self.ends_on.data),
            serves=Serves(self.serves.data or ""),
            purpose=Purpose(self.purpose.data or ""),
            ages=tuple(age for age in AgeBand if age in (self.ages.data or [])),
            areas=tuple(line for line in lines if line),
        )
        return StartContract(contract)


class EndForm(ServiceForm):
    """The last day of a contract."""

    title = "End a contract"
    intro = (
        "It counts until the end of its last day, and stays in this list afterwards. The children"
        " whom the service has stay with it, until customer care pass them to another."
    )
    contract = OneOf("Which contract?", [Needed("Please choose a contract.")])
    last_day = Day("Last day")

    def prepare(self, service: AdvocacyService, today: date) -> None:
        """The contracts that are not over."""
        self.contract.choices = [
            _choice(one)
            for one in in_order(service.contracts)
            if standing(one, today) is not Standing.OVER
        ]

    def change(self) -> Change:
        """The contract and its last day."""
        return EndContract(self.contract.data or "", read_day("last_day", self.last_day.data))


class ContactForm(ServiceForm):
    """How the service is reached."""

    title = "Change telephone and e-mail"
    intro = "Children are shown the telephone number. Mails say only that something waits."
    phone = Line("Telephone", description="Empty: nobody is offered a number.")
    email = Line("E-mail", description="Empty: only its people with an account get mails.")

    @classmethod
    def values_of(cls, service: AdvocacyService, _today: date) -> dict[str, Any]:
        """As they are now."""
        return {"phone": service.phone or "", "email": service.email or ""}

    def change(self) -> Change:
        """Both."""
        return NewContact(self.phone.data or "", self.email.data or "")


FORMS: dict[str, type[ServiceForm]] = {
    NewName.kind: NameForm,
    StartContract.kind: ContractForm,
    EndContract.kind: EndForm,
    NewContact.kind: ContactForm,
}


def _choice(contract: Contract) -> Choice:
    note = f"{whom(contract)}. {days(contract)}"
    return mark_of(contract), PURPOSES[contract.purpose], note
