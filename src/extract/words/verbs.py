"""Which words look like verbs: Indonesian verbs show it by how they begin."""

from __future__ import annotations

import re

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of

_VERB = re.compile(r"(?:me[mnlrwy]|di|ber|ter)[a-z]{3,}")
_PASSIVE = re.compile(r"di[a-z]{4,}")
_ACTIVE = re.compile(r"me[mnlrwy][a-z]{4,}")
_NOUNS = ("event-no-verb", "figure-no-verb", "speech-no-verb")


def looks_like_verb(word: str, lexicon: Lexicon) -> bool:
    """Whether a word in lower case begins like a verb ("membuka", "digelar", "berharap"), and is no noun that does so too
    ("direktur", "berita", "terminal"). A word with capitals never does: it may be of a name."""
    return _VERB.fullmatch(word) is not None and word not in words_of(lexicon, *_NOUNS)


def is_passive(word: str) -> bool:
    """Whether a word in lower case begins like what is done to something: "dibuka"."""
    return _PASSIVE.fullmatch(word) is not None


def is_active(word: str) -> bool:
    """Whether a word in lower case begins like what somebody does with something: "membuka"."""
    return _ACTIVE.fullmatch(word) is not None


def governs(word: str) -> bool:
    """Whether it begins like one of the two. Adjectives within names begin like other verbs: "terbuka", "bersejarah"."""
    return is_passive(word) or is_active(word)
