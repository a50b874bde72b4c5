"""Patterns of many words."""

import re

import pytest

from extract.lexicon.patterns import one_of


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["kepala", "kepala dinas", "ketua"], "Kepala Dinas dan KETUA", ["Kepala Dinas", "KETUA"]),
        (["kepala dinas", "kepala"], "kepala desa", ["kepala"]),
        (["s.d.", "a+b"], "sxd. s.d. a+b aab", ["s.d.", "a+b"]),
        (["Jum'at", "jumat"], "Jum'at, JUMAT", ["Jum'at", "JUMAT"]),
        (["m²", "m"], "5 m² dan 3 M", ["m²", "M"]),
    ],
)
def test_the_longest_term_in_any_case(terms, text, found):
    assert re.findall(rf"(?<!\w){one_of(terms)}(?!\w)", text) == found


def test_a_blank_stands_for_itself_or_for_what_is_asked():
    assert re.fullmatch(one_of(["wali kota"]), "Wali\nKota") is None
    assert re.fullmatch(one_of(["wali kota"], blank=r"\s"), "Wali\nKota")


def test_it_finds_what_the_plain_alternation_finds(pipeline):
    terms = [*pipeline.lexicon.terms("offices"), *pipeline.lexicon.terms("months"), *pipeline.lexicon.terms("number_words")]
    plain = "|".join(sorted(map(re.escape, terms), key=len, reverse=True))
    text = " ".join(terms).upper() + " " + ", ".join(reversed(terms))
    assert re.findall(one_of(terms), text) == re.findall(plain, text, re.IGNORECASE)
