"""Customer care's desk: pages for officers, managers and administrators.

In English only: docs/decisions/0006-the-desk-speaks-english.md.
"""

from __future__ import annotations

from portal.care import (
    accounts,
    advocacy_numbers_page,
    audit_page,
    deciding,
    equalities_page,
    file_page,
    find_page,
    hand_over,
    inbox_page,
    intake_page,
    muted_page,
    register_page,
    reports_page,
    services_page,
    sheet_page,
    split_page,
    take_down_page,
    way_in_page,
    you_said_page,
)
from portal.desk import a_desk

care = a_desk("care", __name__)

for _part in (
    accounts,
    inbox_page,
    find_page,
    take_down_page,
    intake_page,
    muted_page,
    split_page,
    sheet_page,
    file_page,
    deciding,
    equalities_page,
    hand_over,
    audit_page,
    register_page,
    advocacy_numbers_page,
    reports_page,
    services_page,
    way_in_page,
    you_said_page,
):
    _part.add_routes(care)
