"""What a worker does about texts. The web process has it too, and never loads Twilio's client."""

from __future__ import annotations

from collections.abc import Callable

from portal.services.office import Office


def send_texts(office: Office, is_stopped: Callable[[], bool]) -> int:
    """Send all that may go now; how many texts went out."""
    # Twilio's client takes 27 MB, which only whoever sends needs.
    from sms.sender import send_due
    from sms.sending.line import Line

    return send_due(office, Line(office.settings), is_stopped).texts


def take_in_aside(office: Office, is_stopped: Callable[[], bool]) -> int:
    """Take in the texts that the database could not take before; how many."""
    from sms.aside import take_in

    return take_in(office, is_stopped)


def fetch_media(office: Office, is_stopped: Callable[[], bool]) -> int:
    """Fetch the photos and recordings that came with texts; how many are here now."""
    from sms.media.fetching import fetch_due

    return fetch_due(office, is_stopped)


def take_in_missing(office: Office, is_stopped: Callable[[], bool]) -> int:
    """Take in the texts that Twilio has and that never arrived; how many."""
    from sms.polling import take_in_missing as poll

    return poll(office, is_stopped)


def clear_at_twilio(office: Office, is_stopped: Callable[[], bool]) -> int:
    """Have Twilio keep nothing of texts that are kept here; of how many it keeps nothing now."""
    from sms.clearing import clear_at_twilio as clear

    return clear(office, is_stopped)
