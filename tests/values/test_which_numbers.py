"""Every rule decides its own example, and leaves its counter-example to others. The number stands in <>."""

from extract.lexicon import default
from extract.values.numbers import find_numbers
from extract.values.units import find_unit
from extract.values.which_numbers import LOOK_BACK, RULES, Candidate
from rule_examples import example_tests


def decided(marked: str) -> str:
    """Name of the rule that decides the number in <>."""
    start = marked.index("<")
    text = marked.replace("<", "").replace(">", "")
    number = next(n for n in find_numbers(text, default()) if n.start <= start < n.end)
    before = text[max(0, number.start - LOOK_BACK) : number.start]
    return RULES.first(Candidate(text, before, number, find_unit(text, number.end, default()), default())).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((RULES, decided))


def test_every_rule_but_the_last_has_an_example_of_what_it_is_not() -> None:
    assert [rule.name for rule in RULES if not rule.not_example] == ["quantity"]
