"""Which words look like verbs."""

import pytest

from extract.lexicon import default
from extract.words.verbs import looks_like_verb


@pytest.mark.parametrize("word", ["membuka", "digelar", "berharap", "tercatat", "menyampaikan", "mewakili"])
def test_verbs(word):
    assert looks_like_verb(word, default())


@pytest.mark.parametrize("word", ["dinas", "direktur", "berita", "terminal", "menteri", "Membuka", "MEMBUKA", "medan", "dia", "rapat"])
def test_no_verbs(word):
    assert not looks_like_verb(word, default())
