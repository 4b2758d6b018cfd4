"""The desk of an advocacy service: what was passed to it, and telling us something for a child.

In English only: docs/decisions/0006-the-desk-speaks-english.md.
"""

from __future__ import annotations

from portal.advocate import home_page, referral_page, tell_page, told_page
from portal.desk import a_desk
from portal.desk.errors import error_page
from portal.services.referrals import UnknownReferralError

advocate = a_desk("advocate", __name__)
advocate.register_error_handler(UnknownReferralError, lambda _: error_page(404))

for _part in (home_page, referral_page, tell_page, told_page):
    _part.add_routes(advocate)
