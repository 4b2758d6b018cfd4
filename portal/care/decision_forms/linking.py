"""The page for intakes that belong together."""

from __future__ import annotations

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.forms import Line, Needed, OneOf
from portal.domain.decisions import Decision
from portal.domain.decisions.linking import LinkWith
from portal.domain.links import LinkKind

_NOT = "not"
_AS = (
    (LinkKind.DUPLICATE.value, "It is the same complaint, told twice"),
    (LinkKind.SAME_HOME.value, "Another child of the same home"),
    (_NOT, "They are not linked after all"),
)


class LinkForm(DecisionForm):
    """How this intake and another belong together."""

    makes = LinkWith
    title = "Does it belong with another?"
    intro = "Only officers who may open both see the link. No child is ever shown another."
    template = "care/link.html"

    other = Line("Reference of the other", [Needed("Please write the other's reference.")])
    as_what = OneOf("How do they belong together?", [Needed("Please choose one.")], choices=_AS)

    def decision(self, about: About) -> Decision:
        """Linked, or not any more."""
        chosen = self.as_what.data
        return LinkWith(self.other.data or "", None if chosen == _NOT else LinkKind(chosen or ""))
