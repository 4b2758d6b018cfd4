import pytest

from portal.domain.flags import FlagName
from portal.domain.taxonomy import (
    YesNo,
)
from tests.sms.senders import (
    Sender,
    all_intakes,
    close,
    kept_texts,
    queued,
    said,
    the_intake,
)


def test_stop_gets_silence_and_a_flag_and_later_words_are_taken(office, child):
    child.text("They took my phone")
    assert child.text("STOP") == ""
    assert child.text("they never gave it back") == ""

    intake = the_intake(office)
    assert intake.has_flag(FlagName.OPTED_OUT)
    assert said(intake) == ["They took my phone", "STOP", "they never gave it back"]


def test_stop_alone_is_an_intake_that_a_person_looks_at(office, child):
    assert child.text("Stop") == ""

    assert the_intake(office).has_flag(FlagName.OPTED_OUT)


def test_twilios_own_opt_out_counts_in_any_language(office, child):
    assert child.text("قف", opt_out_type="STOP") == ""

    assert the_intake(office).has_flag(FlagName.OPTED_OUT)


def test_help_alone_is_urgent(office, child):
    reply = child.text("HELP")

    assert "Call 999" in reply
    assert the_intake(office).is_urgent
    assert queued(office)[0].due_at == child.now


def test_start_takes_an_opt_out_back_and_is_no_intake(office, child):
    child.text("STOP")
    close(office, the_intake(office), child.now)
    assert "You will get our texts again" in child.text("START")

    assert len(all_intakes(office)) == 1
    child.text("They took my phone")
    assert len(all_intakes(office)) == 2


@pytest.mark.parametrize("address", ["+442079460123", "85258", "KentCC", "+12125550123"])
def test_a_landline_a_machine_and_an_unnamed_country_are_stored_but_never_answered(office, address):
    sender = Sender(office, address)
    for words in ("They took my phone", "1", "HELP", ""):
        sender.text(words)
        sender.wait(minutes=10)

    assert sender.replies == ["", "", "", ""]
    assert len(kept_texts(office)) == 4
    assert said(the_intake(office)) == ["They took my phone", "1", "HELP"]
    assert the_intake(office).wants_advocate is None


@pytest.mark.parametrize(
    "address",
    ["whatsapp:+447700900123", "whatsapp:GB.AbC123", "rcs:+447700900123", "+33612345678"],
)
def test_whatsapp_rcs_and_a_foreign_sim_go_the_same_way(office, address):
    sender = Sender(office, address)

    assert sender.text("They took my phone").startswith("Hi. We got your message.")
    sender.text("1")

    assert the_intake(office).wants_advocate is YesNo.YES
    assert the_intake(office).contact.texting_address == address
