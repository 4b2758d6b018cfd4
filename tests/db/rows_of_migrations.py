"""Rows as they were kept when each migration was the newest: what the later ones must carry on.

A new migration adds its own entry here, with a row in each table that it made or changed.
"""

from __future__ import annotations

from typing import Any

AT = "2026-11-23T12:00:00.000000+00:00"
INTAKE = "11111111-1111-4111-8111-111111111111"
CONVERSATION = "22222222-2222-4222-8222-222222222222"
SEALED = bytes(range(256))

# By migration, then by table, in an order in which they can be put in.
ROWS: dict[str, dict[str, dict[str, Any]]] = {
    "0001": {
        "intake": {
            "id": INTAKE,
            "reference": "K7M2QX",
            "submission_id": "33333333-3333-4333-8333-333333333333",
            "received_at": AT,
            "changed_at": AT,
            "method": "Web form",
            "language": "ar",
            "kind": "something_wrong",
            "record_type": None,
            "originator": "Child or young person",
            "submitted_by": "child",
            "topic": None,
            "age_band": "13-15",
            "looked_after": "not_sure",
            "wants_advocate": "yes",
            "advocate_asked_at": AT,
            "advocacy_services": '["upfront","action_for_children"]',
            "feels_safe": "no",
            "name_sealed": SEALED,
            "desired_outcome_sealed": SEALED,
            "should_not_see_sealed": None,
            "contact_sealed": SEALED,
            "flags": '[["urgent","answered-not-safe",null]]',
            "is_urgent": True,
            "closed_at": None,
            "code_words_hash": "a" * 64,
        },
        "words": {
            "id": "44444444-4444-4444-8444-444444444444",
            "intake_id": INTAKE,
            "position": 0,
            "said_at": AT,
            "is_new": False,
            "text_sealed": SEALED,
        },
        "conversation": {
            "id": CONVERSATION,
            "address_hash": "b" * 64,
            "address_sealed": SEALED,
            "state": '{"version":1}',
            "language": "en",
            "intake_id": INTAKE,
            "last_text_at": AT,
        },
        "text_message": {
            "id": "55555555-5555-4555-8555-555555555555",
            "message_sid": "SM" + "c" * 32,
            "conversation_id": CONVERSATION,
            "received_at": AT,
            "form_sealed": SEALED,
            "reply_sealed": None,
        },
        "visit": {
            "id": "66666666-6666-4666-8666-666666666666",
            "token_hash": "d" * 64,
            "content_sealed": SEALED,
            "began_at": AT,
            "touched_at": AT,
        },
        "register_queue": {
            "seq": 1,
            "event_id": "77777777-7777-4777-8777-777777777777",
            "event_type": "uk.heard.intake.received.v1",
            "spec_version": "1.0",
            "source": "urn:heard:kent",
            "data_schema": "urn:heard:schema:record:1.0",
            "subject": "K7M2QX",
            "subject_version": 1,
            "occurred_at": AT,
            "data": '{"reference":"K7M2QX"}',
            "data_sha256": "e" * 64,
            "status": "leased",
            "due_at": AT,
            "retry_at": None,
            "claims": 1,
            "refusals": 0,
            "lease_token": "88888888-8888-4888-8888-888888888888",
            "leased_by": "somebody",
            "lease_until": AT,
            "last_error": None,
            "receipt": None,
            "created_at": AT,
            "finished_at": None,
        },
        "register_pause": {
            "destination": "https://register.example",
            "failures": 3,
            "since": AT,
            "until": AT,
            "reason": "HTTP 503",
        },
        "flood": {"key": "f" * 64, "ends_at": AT, "count": 7},
        "counter": {"name": "refused_webhook", "day": "2026-11-23", "count": 2},
    },
}
