"""Every decision that customer care can make about an intake, by the name its address has."""

from portal.domain.decisions.base import By, Decision, RefusedError, kinds_of
from portal.domain.decisions.kinds import Assign, DecideRecordType

__all__ = ["KINDS", "By", "Decision", "RefusedError"]

KINDS: dict[str, type[Decision]] = dict(kinds_of(DecideRecordType, Assign))
