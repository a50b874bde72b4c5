"""What a quotation mark is: every rule decides its own example, and leaves its counter-example to others. The mark stands in <>."""

import re

from extract.text.marks import MARK, MARKS, Paragraph, Seen
from rule_examples import example_tests

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


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((MARKS, decided))
