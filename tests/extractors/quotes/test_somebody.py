"""Who may speak: every rule decides its own example, and leaves its counter-example to others. The words stand in <>."""

import pytest

from extract.extractors.quotes.somebody import SPEAKS, Subject
from extract.lexicon import default
from extract.words.view import Words


def decided(pipeline, marked: str) -> str:
    """Name of the rule that decides the words in <>."""
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    doc = pipeline.analyse(text)
    names = frozenset(token.text for ent in doc.ents if ent.label_ == "PER" for token in ent)
    return SPEAKS.first(Subject(Words(doc).within(start, end), text[start:end], names, default())).name


@pytest.mark.parametrize("rule", list(SPEAKS), ids=lambda rule: rule.name)
def test_the_rule_decides_its_example(pipeline, rule) -> None:
    assert decided(pipeline, rule.example) == rule.name


@pytest.mark.parametrize("rule", [rule for rule in SPEAKS if rule.not_example], ids=lambda rule: rule.name)
def test_the_rule_leaves_the_other_alone(pipeline, rule) -> None:
    assert decided(pipeline, rule.not_example) != rule.name
