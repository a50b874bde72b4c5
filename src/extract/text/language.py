"""The language of a text: Indonesian where its words say so, else what py3langid takes it for.

Its model takes longer to load than all tables of ours, and nearly no release needs it.
"""

from __future__ import annotations

import re

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of

_SAMPLE = 4000          # characters: nearly every release has such words among them
_SURE = 600             # py3langid is sure well before, and its cost grows with the length
_COMMON = 0.1           # share of the words
_WORD = re.compile(r"[a-z]+")


def detect_language(text: str, lexicon: Lexicon) -> str | None:
    """ISO 639-1 code of the text's language, None where there is nothing to read."""
    if not text[:_SURE].strip():
        return None
    words = _WORD.findall(text[:_SAMPLE].lower())
    common, own = words_of(lexicon, "language-common"), words_of(lexicon, "language-own")
    if sum(word in common for word in words) >= _COMMON * len(words) and not own.isdisjoint(words):
        return "id"
    import py3langid

    return str(py3langid.classify(text[:_SURE])[0])
