"""The name of an advocate stands on pages for children: as a name can be written, and no more."""

from __future__ import annotations

import pytest

from portal.domain.decisions.advocacy import NO_NAME, ReferralNews
from portal.domain.referral_steps import Step
from tests.domain.deciding import TODAY, by, received, refusal, sent


@pytest.mark.parametrize(
    "name", ["Una\u202eelgnam", "Una\u2066", "Una\x00", "Una\x1b[1m", "\u200fUna", "U" * 121]
)
def test_no_hidden_sign_and_no_page_of_letters_is_a_name(name: str) -> None:
    news = ReferralNews(Step.NAMED, TODAY, advocate=name)

    assert refusal(news, received(advocacy_steps=sent()), by()) == ("advocate", NO_NAME)


@pytest.mark.parametrize(
    "name",
    ["Una  O’Brien-Łoś", "نرگس علی\u200cزاده", "क्\u200dष", "李小龍", "U" * 120, "Una\tUpright"],
)
def test_names_of_every_script_are_names(name: str) -> None:
    after = ReferralNews(Step.NAMED, TODAY, advocate=name).applied_to(
        received(advocacy_steps=sent()), by()
    )

    assert after.triage.advocacy_steps[-1].advocate == " ".join(name.split())
