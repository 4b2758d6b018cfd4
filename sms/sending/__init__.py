"""Texts that answer nothing in hand: Twilio's line, and what each of its answers means."""
