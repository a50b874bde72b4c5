"""Every rule about who holds a title decides its own example, and leaves its counter-example to others."""

import re

import pytest

from extract.extractors.people.beside import BESIDE, Beside
from extract.extractors.people.entities import entity_names
from extract.extractors.people.here import Entity, Here
from extract.extractors.people.scan import UNNAMED, WHO, Alone, Behind
from extract.lexicon import default
from extract.nlp.language import blank
from extract.values.names import name_at
from extract.values.titles import title_at, title_until
from extract.words.view import Words


def read(marked: str) -> tuple[Here, list[tuple[int, int]]]:
    """A text whose names of the model stand in ‹ ›, and what stands in « »."""
    text = re.sub("[«»‹›]", "", marked) + "."        # no headline
    stretches: dict[str, list[tuple[int, int]]] = {"«": [], "‹": []}
    opened, at = [], 0
    for character in marked:
        if character in "«‹":
            opened.append((character, at))
        elif character in "»›":
            mark, start = opened.pop()
            stretches[mark].append((start, at))
        else:
            at += 1
    words = Words(blank().make_doc(text))
    here = Here(text, words, [Entity(start, end, "PER") for start, end in stretches["‹"]], default())
    here.set_names(entity_names(here))
    return here, stretches["«"]


def decided(marked: str) -> str:
    """Name of the rule that decides who holds the title in « »."""
    here, ((start, end),) = read(marked)
    title = title_until(here.text, here.heads.match(here.text, start), default(), end)
    return BESIDE.first(Beside(here, title, here.name_from(end), False)).name


def named(marked: str) -> str:
    """Name of the rule that decides what the name behind the title in « » is."""
    here, ((start, end),) = read(marked)
    title = title_until(here.text, here.heads.match(here.text, start), default(), end)
    at = end + len(re.match("[, ]+", here.text[end:]).group())
    name = next((name for name in here.names if name.start == at), None)
    return WHO.first(Behind(here, title, name or name_at(here.text, at, default()), name is not None)).name


def counted(text: str) -> str:
    """Name of the rule that decides whether the last title of a text, which has no name, is somebody's."""
    here, _ = read(text)
    *_, head = here.heads.finditer(text)
    return UNNAMED.first(Alone(here, head, title_at(text, head, default(), len(text)))).name


@pytest.mark.parametrize(("rules", "decide"), [(BESIDE, decided), (WHO, named), (UNNAMED, counted)], ids=["beside", "who", "unnamed"])
def test_rules(rules, decide) -> None:
    wrong = {rule.name: decide(rule.example) for rule in rules if decide(rule.example) != rule.name}
    wrong |= {rule.name: rule.not_example for rule in rules if rule.not_example and decide(rule.not_example) == rule.name}
    assert not wrong
    assert all(rule.not_example for rule in list(rules)[:-1])
