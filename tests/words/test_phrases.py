"""Rows of steps beside a place of a text."""

import pytest

from extract.lexicon import default
from extract.nlp.language import blank
from extract.words.phrases import Phrases
from extract.words.view import Words

NLP = blank()


def phrases(text: str) -> Phrases:
    return Phrases(Words(NLP.make_doc(text)), default())


@pytest.mark.parametrize(
    ("text", "steps", "left"),
    [
        ("Rudi Salim selaku Camat", ("people-as",), "Camat"),
        ("Rudi Salim, yang kini Camat", ("?,", "people-holds"), "Camat"),           # the longest term of a class
        ("Rudi Salim Camat", ("?,", "?people-as"), "Camat"),
        ("Rudi Salim – Camat", ("-|–",), "Camat"),
        ("Rudi Salim hadir", ("people-as",), None),
        ("Rudi Salim", (), ""),
        ("Rudi Salim yang", ("people-holds",), None),
    ],
)
def test_behind(text, steps, left):
    at = phrases(text).behind(len("Rudi Salim"), *steps)
    assert (None if at is None else text[at:]) == left


@pytest.mark.parametrize(
    ("before", "steps", "found"),
    [
        ("para ", ("people-plural",), True),
        ("keputusan bersama ", ("people-no-holder",), True),
        ("para camat dan ", ("people-plural", "*", "?,", "people-list-and"), True),
        ("Pilkada 2024 ", ("#",), True),
        ("dan ", ("people-plural", "*", "people-list-and"), False),
        ("", ("people-plural",), False),
    ],
)
def test_before(before, steps, found):
    assert phrases(f"{before}Bupati").before(len(before), *steps) is found
