"""Whether a word has the shape of a verb, as it stands in small letters: "dibuka", "menyerahkan". Some nouns have it as well."""

from __future__ import annotations

import re

_PASSIVE = re.compile(r"di[a-z]{4,}")
_ACTIVE = re.compile(r"me[mnlrwy][a-z]{4,}")


def is_passive(word: str) -> bool:
    """ "dibuka": what was done."""
    return _PASSIVE.fullmatch(word) is not None


def is_active(word: str) -> bool:
    """ "menyerahkan": what somebody does."""
    return _ACTIVE.fullmatch(word) is not None


def is_verb(word: str) -> bool:
    return is_passive(word) or is_active(word)
