"""Every rule of direct and of reported speech decides its own example, and leaves its counter-example to others."""

import pytest

from extract.extractors.quotes.cues import cues_of
from extract.extractors.quotes.direct import DIRECT, Marked
from extract.extractors.quotes.reported import REPORTED, Sentence
from extract.lexicon import default
from extract.text.marks import stretches

CUES = cues_of(default())


def of_marks(text: str) -> str:
    (stretch,) = stretches(text, [(0, len(text))], CUES.after, CUES.inline)
    return DIRECT.first(Marked(text, stretch, [(0, len(text))], CUES)).name


def of_sentence(text: str) -> str:
    return REPORTED.first(Sentence(text, 0, len(text), CUES)).name


ROWS = [(rule, decided) for rules, decided in ((DIRECT, of_marks), (REPORTED, of_sentence)) for rule in rules]


@pytest.mark.parametrize(("rule", "decided"), ROWS, ids=[rule.name for rule, _ in ROWS])
def test_the_rule_decides_its_example(rule, decided) -> None:
    assert decided(rule.example) == rule.name


@pytest.mark.parametrize(("rule", "decided"), [row for row in ROWS if row[0].not_example], ids=lambda row: getattr(row, "name", ""))
def test_the_rule_leaves_the_other_alone(rule, decided) -> None:
    assert decided(rule.not_example) != rule.name
