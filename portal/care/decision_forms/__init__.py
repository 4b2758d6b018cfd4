"""The page of every decision, in the order in which the intake's page offers them."""

from portal.care.decision_forms.base import About, DecisionForm
from portal.care.decision_forms.kinds import AssignForm, RecordTypeForm

__all__ = ["FORMS", "About", "DecisionForm"]

FORMS: dict[str, type[DecisionForm]] = {
    form.makes.kind: form for form in (RecordTypeForm, AssignForm)
}
