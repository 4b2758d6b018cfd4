"""A simulated phone, in the demo only: it texts the real webhook as Twilio does, over HTTP."""

from sms.phone.first_texts import take_first_texts
from sms.phone.network import network
from sms.phone.routes import phone

__all__ = ["network", "phone", "take_first_texts"]
