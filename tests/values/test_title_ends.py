"""Every rule about the end of a title decides its own example, and leaves its counter-example to others. The step stands at "|"."""

from extract.lexicon import default
from extract.values.offices import head_pattern, office_of
from extract.values.title_ends import MAX_WORDS, STEPS, Step, Walk
from rule_examples import example_tests


def decided(marked: str) -> str:
    """Name of the rule that decides the step at "|"."""
    at, text = marked.index("|"), marked.replace("|", "")
    head = head_pattern(default()).search(text)
    walk = Walk(text, head.end(), office_of(head["office"], default()), default(), len(text))
    for _ in range(MAX_WORDS):
        step = Step(walk)
        rule = STEPS.first(step)
        if walk.position == at:
            return rule.name
        rule.result(walk, step)
    raise AssertionError(f"no step at {at} of {text!r}")


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((STEPS, decided))
