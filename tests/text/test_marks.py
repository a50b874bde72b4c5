"""What a quotation mark is: every rule decides its own example, and leaves its counter-example to others. The mark stands in <>."""

import re

import pytest

from extract.text.marks import MARK, MARKS, Paragraph, Seen

AFTER, INLINE = re.compile(" ?ujar"), re.compile(", ?(?P<cue>ujar)")


def decided(marked: str) -> str:
    """Name of the rule that decides the mark in <>."""
    at = marked.index("<")
    text = marked.replace("<", "").replace(">", "")
    paragraph = Paragraph(text, (0, len(text)), None, AFTER, INLINE)
    for mark in MARK.finditer(text):
        seen = Seen(paragraph, mark)
        rule = MARKS.first(seen)
        if mark.start() == at:
            return rule.name
        rule.result(seen)
    raise AssertionError("no mark in <>")


@pytest.mark.parametrize("rule", list(MARKS), ids=lambda rule: rule.name)
def test_the_rule_decides_its_example(rule) -> None:
    assert decided(rule.example) == rule.name


@pytest.mark.parametrize("rule", [rule for rule in MARKS if rule.not_example], ids=lambda rule: rule.name)
def test_the_rule_leaves_the_other_alone(rule) -> None:
    assert decided(rule.not_example) != rule.name
