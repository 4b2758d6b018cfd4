"""The simulated phones: invented children, with numbers that nobody has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phone:
    """An invented child's phone, and what they might text first."""

    name: str
    owner: str
    number: str
    first_words: tuple[str, ...]

    @property
    def said_number(self) -> str:
        """The number as people in Britain write it."""
        return f"0{self.number[3:7]} {self.number[7:]}"

    @property
    def beside(self) -> str:
        """The name of the phone that lies beside it, unless another is asked for."""
        return "amal" if self.name == "sam" else "sam"


# Ofcom keeps 07700 900000 to 900999 for drama: nobody has them.
PHONES = {
    phone.name: phone
    for phone in (
        Phone("sam", "Sam", "+447700900101", ("they took my phone and its not fair",)),
        Phone("amal", "Amal", "+447700900102", ("أخذوا هاتفي ولا أحد يستمع إلي",)),
        Phone("jo", "Jo", "+447700900103", ("complaint my foster carer locks me in my room",)),
    )
}
