"""The page of every decision, in the order in which the intake's page offers them."""

from portal.care.decision_forms.advocacy import AreaForm, ReferralNewsForm, SendReferralForm
from portal.care.decision_forms.authority import AuthorityForm
from portal.care.decision_forms.base import About, DecisionForm
from portal.care.decision_forms.clock import ExtensionForm, StageForm
from portal.care.decision_forms.conflicts import (
    BarForm,
    MayActForm,
    SomebodyElseIsMeantForm,
)
from portal.care.decision_forms.ending import CloseForm, ReopenForm, WithdrawForm
from portal.care.decision_forms.fall_back import FallBackForm
from portal.care.decision_forms.independent_person import IndependentPersonForm
from portal.care.decision_forms.linking import LinkForm
from portal.care.decision_forms.outside import CaseNumberForm, OmbudsmanForm
from portal.care.decision_forms.people import (
    AcknowledgedForm,
    AnswerSentForm,
    AssignForm,
    ContactMadeForm,
    NoteForm,
    PassForm,
)
from portal.care.decision_forms.record_type import RecordTypeForm
from portal.care.decision_forms.safety import ProtectDataForm, SafeguardForm
from portal.care.decision_forms.shield import SendOutsideForm, ShieldForm
from portal.care.decision_forms.subjects import OriginatorForm, SubjectsForm
from portal.care.decision_forms.talking import WriteForm
from portal.care.decision_forms.translations import AddTranslationForm, AskForTranslationForm
from portal.care.decision_forms.waiting import PauseEndForm, PauseForm
from portal.care.decision_forms.wish import OfferForm, ShareForm, ToldForm
from portal.care.decision_forms.wish_answer import AnswerForm

__all__ = ["FORMS", "About", "DecisionForm"]

FORMS: dict[str, type[DecisionForm]] = {
    form.makes.kind: form
    for form in (
        ShieldForm,
        SafeguardForm,
        AuthorityForm,
        RecordTypeForm,
        SubjectsForm,
        OriginatorForm,
        AssignForm,
        PassForm,
        AcknowledgedForm,
        ContactMadeForm,
        AnswerSentForm,
        StageForm,
        ExtensionForm,
        PauseForm,
        PauseEndForm,
        OfferForm,
        AreaForm,
        SendReferralForm,
        ShareForm,
        ReferralNewsForm,
        AnswerForm,
        FallBackForm,
        ToldForm,
        BarForm,
        MayActForm,
        SomebodyElseIsMeantForm,
        IndependentPersonForm,
        AskForTranslationForm,
        AddTranslationForm,
        WriteForm,
        NoteForm,
        LinkForm,
        ProtectDataForm,
        CaseNumberForm,
        OmbudsmanForm,
        SendOutsideForm,
        WithdrawForm,
        CloseForm,
        ReopenForm,
    )
}
