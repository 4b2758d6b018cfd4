"""That two intakes belong together, said of one of them; neither child learns of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, said
from portal.domain.intake import Intake
from portal.domain.links import LinkKind
from portal.domain.reference import normalise_reference
from portal.domain.staff import NameOf


@dataclass(frozen=True, slots=True)
class LinkWith(Decision):
    """How this intake and the other belong together. `as_what` None: not at all, after all.

    The other's reference never stands in the history: whoever reads one may be barred from the
    other. The service finds the other, and keeps the pair.
    """

    kind: ClassVar[str] = "link"
    label: ClassVar[str] = "Linked"
    on_closed: ClassVar[bool] = True

    reference: str = ""
    as_what: LinkKind | None = said("As", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The same intake: what belongs together stands beside it."""
        if self.other == intake.reference:
            raise RefusedError("other", "That is this intake itself.")
        return intake

    @property
    def other(self) -> str:
        """The other's reference, as it is kept.

        :raise RefusedError: it is none.
        """
        found = normalise_reference(self.reference)
        if found is None:
            raise RefusedError("other", "Please write the reference as KM7R-T2XN.")
        return found

    def rows(self, name_of: NameOf) -> list[tuple[str, str]]:
        """As what; or that they are linked no more."""
        named = {
            LinkKind.DUPLICATE: "a duplicate",
            LinkKind.SAME_HOME: "the same home",
            LinkKind.COMEBACK: "told because it got worse",
            LinkKind.LATER: "texted after the other was closed",
            LinkKind.SPLIT: "split off",
        }
        return [("As", named[self.as_what] if self.as_what else "not linked any more")]
