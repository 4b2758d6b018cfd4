"""Every decision that customer care can make about an intake, by the name its address has."""

from portal.domain.decisions.advocacy import ReferralNews, SendReferral
from portal.domain.decisions.authority import DecideAuthority
from portal.domain.decisions.base import By, Decision, RefusedError, kinds_of
from portal.domain.decisions.clock import DecideStage, Extend
from portal.domain.decisions.conflicts import (
    AppointIndependentPerson,
    Bar,
    MayAct,
    SomebodyElseIsMeant,
)
from portal.domain.decisions.ending import Close, Reopen, Withdraw
from portal.domain.decisions.fall_back import DecideArea, UseFallBack
from portal.domain.decisions.linking import LinkWith
from portal.domain.decisions.outside import AskOmbudsman, SetCaseNumber
from portal.domain.decisions.people import (
    Acknowledged,
    AnswerSent,
    Assign,
    ContactMade,
    Note,
    Pass,
)
from portal.domain.decisions.record_type import DecideRecordType
from portal.domain.decisions.safety import ProtectData, Safeguard
from portal.domain.decisions.shield import SendOutside, Shield
from portal.domain.decisions.subjects import DecideOriginator, DecideSubjects
from portal.domain.decisions.talking import Write
from portal.domain.decisions.translations import AddTranslation, AskForTranslation
from portal.domain.decisions.waiting import EndPause, StartPause
from portal.domain.decisions.wish import OfferAdvocate, ShareMore, ToldHowItStands
from portal.domain.decisions.wish_answer import AnswerAboutAdvocate

__all__ = ["KINDS", "By", "Decision", "RefusedError"]

KINDS: dict[str, type[Decision]] = dict(
    kinds_of(
        Shield,
        SendOutside,
        Safeguard,
        DecideAuthority,
        DecideRecordType,
        DecideSubjects,
        DecideOriginator,
        Assign,
        Pass,
        Acknowledged,
        ContactMade,
        AnswerSent,
        DecideStage,
        Extend,
        StartPause,
        EndPause,
        OfferAdvocate,
        DecideArea,
        SendReferral,
        ShareMore,
        ReferralNews,
        AnswerAboutAdvocate,
        UseFallBack,
        ToldHowItStands,
        Bar,
        MayAct,
        SomebodyElseIsMeant,
        AppointIndependentPerson,
        ProtectData,
        AskForTranslation,
        AddTranslation,
        LinkWith,
        SetCaseNumber,
        AskOmbudsman,
        Note,
        Write,
        Withdraw,
        Close,
        Reopen,
    )
)
