"""Every rule about two names of one person decides its own example, and leaves its counter-example to others."""

import pytest

from extract.extractors.people import people
from extract.lexicon import default
from extract.mentions import Mention, Person
from extract.nlp.language import blank
from extract.resolve.drafts import Draft
from extract.resolve.same_person import SAME, Two
from extract.values.names import name_at


@pytest.fixture(scope="module")
def nlp():
    return blank()


def decided(nlp, marked: str) -> str:
    """Name of the rule that decides whether the name behind "|" is that of the person before it."""
    first, second = (_person(nlp, text) for text in marked.split(" | "))
    draft = Draft()
    draft.add(first)
    return SAME.first(Two(second.value, draft, default())).name


def _person(nlp, text: str) -> Mention[Person]:
    mention = next(iter(people(nlp(f"{text}."), default())), None)
    if mention and mention.value.name:
        return mention
    name = name_at(text, 0, default())
    return Mention.at(text, "people", 0, len(text), Person(name.text, name.offsets, name.honorifics), "person_entity")


@pytest.mark.parametrize("rule", list(SAME), ids=lambda rule: rule.name)
def test_the_rule_decides_its_example(nlp, rule) -> None:
    assert decided(nlp, rule.example) == rule.name


@pytest.mark.parametrize("rule", [rule for rule in SAME if rule.not_example], ids=lambda rule: rule.name)
def test_the_rule_leaves_the_other_alone(nlp, rule) -> None:
    assert decided(nlp, rule.not_example) != rule.name
