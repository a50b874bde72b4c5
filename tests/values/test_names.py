"""Every rule about the words of a name decides its own example, and leaves its counter-example to others."""

import pytest

from extract.lexicon import default
from extract.values.honorifics import honorifics_at
from extract.values.names import _WORD, WORDS, Word, is_ambiguous, name_at, name_key
from rule_examples import example_tests


def decided(marked: str) -> str:
    """Name of the rule that decides the word in <>, in a name that begins with the text."""
    start = marked.index("<")
    text = marked.replace("<", "").replace(">", "")
    at, honorifics = honorifics_at(text, 0, default())
    before = [word.group() for word in _WORD.finditer(text, min(at, start), start)]
    return WORDS.first(Word(text, _WORD.match(text, start), before, honorifics, 0, default())).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((WORDS, decided))


@pytest.mark.parametrize(("text", "known_to", "name"), [
    ("Rudi Salim hadir", 0, "Rudi Salim"),
    ("Drs. H. Rudi Salim, M.Si hadir", 0, "Rudi Salim"),
    ("Rudi Salim Menghadiri Lomba", 21, "Rudi Salim"),          # a verb behind a name is none of it
    ("Sri widodo hadir", 10, "Sri widodo"),                     # the model knows both words
    ("Mei Lestari hadir", 0, "Mei Lestari"),                    # a month is a first name
    ("Rudi bin hadir", 0, "Rudi"),                              # no particle ends a name
    ("Senin Pagi", 0, None),
])  # fmt: skip
def test_names(text, known_to, name):
    found = name_at(text, 0, default(), known_to=known_to)
    assert (found and found.text) == name


def test_keys_and_words_that_say_something_else():
    assert name_key("Abdul-Rahman S.") == name_key("Abdul Rahman S")
    assert is_ambiguous("Mei", default()) and is_ambiguous("Bima", default()) and not is_ambiguous("Salim", default())
