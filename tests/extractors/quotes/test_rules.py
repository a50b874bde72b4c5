"""Every rule of direct and of reported speech decides its own example, and leaves its counter-example to others."""

from extract.extractors.quotes.cues import cues_of
from extract.extractors.quotes.direct import DIRECT, Marked
from extract.extractors.quotes.reported import BEGINS, REPORTED, Sentence
from extract.lexicon import default
from extract.text.marks import stretches
from rule_examples import example_tests

CUES = cues_of(default())


def of_marks(text: str) -> str:
    (stretch,) = stretches(text, [(0, len(text))], CUES.after, CUES.inline)
    return DIRECT.first(Marked(text, stretch, [(0, len(text))], CUES)).name


def of_sentence(text: str) -> str:
    return REPORTED.first(Sentence(text, 0, len(text), CUES)).name


def begins(text: str) -> str:
    return BEGINS.first(Sentence(text, 0, len(text), CUES)).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests(
    (DIRECT, of_marks), (REPORTED, of_sentence), (BEGINS, begins)
)
