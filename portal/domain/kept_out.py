"""Who is kept from one intake of a child is kept from the next."""

from __future__ import annotations

from portal.domain.triage import Triage


def still_kept_out(before: Triage) -> Triage:
    """What a new intake of the same child begins with: the same people are kept from it."""
    return Triage(
        names_matched=before.names_matched,
        matched_answer=before.matched_answer,
        barred=before.barred,
        about_customer_care=before.about_customer_care,
        may_not_act=before.may_not_act,
        not_meant=before.not_meant,
        area=before.area,
        case_number=before.case_number,
    )
