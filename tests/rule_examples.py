"""Tests of sets of rules: their examples are the tests."""

from collections.abc import Callable
from typing import Any

import pytest

from extract.words.rules import Rules


def example_tests(*sets: tuple[Rules[Any, Any], Callable[[str], str]]) -> tuple[Callable[..., None], Callable[..., None]]:
    """Two tests for sets of rules, each given with what tells the name of the rule that decides an example: every rule decides
    its own example, and leaves its counter-example to others."""
    rows = [(rule, decided) for rules, decided in sets for rule in rules]

    @pytest.mark.parametrize(("rule", "decided"), rows, ids=[rule.name for rule, _ in rows])
    def test_the_rule_decides_its_example(rule, decided) -> None:
        assert decided(rule.example) == rule.name

    others = [row for row in rows if row[0].not_example]

    @pytest.mark.parametrize(("rule", "decided"), others, ids=[rule.name for rule, _ in others])
    def test_the_rule_leaves_the_other_alone(rule, decided) -> None:
        assert decided(rule.not_example) != rule.name

    return test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone
