"""Every rule has a name that can be read and a reason, so that no flag stands there unexplained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.domain.flags import Flag, FlagName
from portal.domain.reasons import FLAG_LABELS, rule_label, why
from portal.domain.rules import rule_lists

ROOT = Path(__file__).parents[2]
_IN_CODE = re.compile(r'Flag\(\s*FlagName\.\w+, "([a-z-]+)"')
_UNSCREENED = re.compile(r'return "([a-z-]+)"')


def _rules_in_code() -> set[str]:
    sources = [*(ROOT / "portal").rglob("*.py"), *(ROOT / "sms").rglob("*.py")]
    found = {name for path in sources for name in _IN_CODE.findall(path.read_text("utf-8"))}
    reading = (ROOT / "portal/domain/recognition.py").read_text("utf-8")
    found |= {name for name in _UNSCREENED.findall(reading) if "-" in name}
    marks = (ROOT / "portal/child/posted.py").read_text("utf-8")
    return found | set(re.findall(r'marks\.append\(Flag\(FlagName\.SUSPECT, "([a-z-]+)"', marks))


RULES = sorted({rule.name for listed in rule_lists() for rule in listed.rules} | _rules_in_code())


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_why(rule: str) -> None:
    flag = Flag(FlagName.URGENT, rule)

    assert why(flag).endswith(".")
    assert "-" not in rule_label(flag)
    assert rule_label(flag)[0].isupper()


def test_rules_of_every_kind_are_among_them() -> None:
    assert {"hit-or-hurt", "answered-not-safe", "other-script", "form-not-ours"} <= set(RULES)


def test_a_rule_that_was_given_up_says_nothing_and_breaks_nothing() -> None:
    assert why(Flag(FlagName.URGENT, "a-rule-of-last-year")) == ""


def test_every_flag_has_a_name() -> None:
    assert set(FLAG_LABELS) == set(FlagName)
