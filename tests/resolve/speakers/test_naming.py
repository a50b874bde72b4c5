"""Whom words name: every rule decides its own example, and leaves its counter-example to others. The words stand in <>."""

import pytest

from extract.lexicon import default
from extract.resolve.officials import resolve_officials
from extract.resolve.speakers.naming import NAMED, Beside, Floor, Nicknames
from extract.resolve.speakers.people import People


def decided(pipeline, marked: str) -> str:
    """Name of the rule that decides the words in <>."""
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    found = pipeline.analyse(text)._.extract_mentions["people"]
    people = People(text, resolve_officials(text, found, default()), found, default())
    return NAMED.first(Beside((start, end), start, people, Nicknames(people, default()), default(), Floor(0))).name


@pytest.mark.parametrize("rule", list(NAMED), ids=lambda rule: rule.name)
def test_the_rule_decides_its_example(pipeline, rule) -> None:
    assert decided(pipeline, rule.example) == rule.name


@pytest.mark.parametrize("rule", [rule for rule in NAMED if rule.not_example], ids=lambda rule: rule.name)
def test_the_rule_leaves_the_other_alone(pipeline, rule) -> None:
    assert decided(pipeline, rule.not_example) != rule.name
