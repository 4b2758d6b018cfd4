import re

import pytest

from portal.domain.flags import FlagName
from portal.domain.phrases import elements
from portal.domain.rules import rule_lists

LISTS = tuple(rule_lists())
RULES = [(each, rule) for each in LISTS for rule in each.rules]


@pytest.mark.parametrize(("rules", "rule"), RULES, ids=lambda each: getattr(each, "name", ""))
def test_a_rule_can_be_read_by_the_person_who_answers_for_it(rules, rule):
    assert re.fullmatch("[a-z]+(-[a-z]+)*", rule.name)
    assert rule.flag in (FlagName.URGENT, FlagName.ADVOCACY)
    assert rule.why[0].isupper()
    assert rule.why.endswith(".")
    assert rule.examples
    assert len(set(rule.phrases)) == len(rule.phrases)
    assert all(elements(phrase, rules.words) for phrase in rule.phrases)


@pytest.mark.parametrize("rules", LISTS, ids=lambda each: each.language)
def test_a_list_names_each_rule_once_and_has_no_idle_list_of_words(rules):
    written = " ".join(phrase for rule in rules.rules for phrase in rule.phrases)

    assert len({rule.name for rule in rules.rules}) == len(rules.rules)
    assert set(re.findall("<([a-z]+)>", written)) == set(rules.words)
    assert rules.known


def test_every_danger_named_in_arabic_has_the_name_that_it_has_in_english():
    arabic, english = (
        {rule.name for rule in each.rules} for each in sorted(LISTS, key=lambda each: each.language)
    )

    assert arabic <= english
