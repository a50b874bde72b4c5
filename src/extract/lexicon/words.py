"""Words by class: lexicon/words.csv holds a word a row, lexicon/classes.csv says of each class what it means, with an example.

    words_of(lexicon, "figure-head", "figure-index")    # {"andil", "indeks", …}
    pattern_of(lexicon, "speech-opener")                # for a regular expression
"""

from __future__ import annotations

from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of

_TABLES: dict[str, tuple[str, str, str]] = {      # class -> the table whose terms are its words, and which rows: column and value
    "level": ("region_cues", "role", "level"),
    "level-local": ("local_places", "", ""),
    "weekday": ("weekdays", "", ""),
}


@lru_cache(maxsize=512)
def words_of(lexicon: Lexicon, *classes: str) -> frozenset[str]:
    """The words of all `classes`, in lower case. Raises KeyError where a class has none."""
    by_class = _by_class(lexicon)
    return frozenset().union(*(by_class[name] for name in classes))


@lru_cache(maxsize=512)
def pattern_of(lexicon: Lexicon, *classes: str) -> str:
    """A pattern for any word of `classes`, in any case, the longest that fits first."""
    return one_of(words_of(lexicon, *classes))


@lru_cache(maxsize=8)
def _by_class(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in lexicon.rows("words"):
        words.setdefault(row["class"], set()).add(row["term"].casefold())
    for name, (table, column, value) in _TABLES.items():
        words[name] = {row["term"].casefold() for row in lexicon.rows(table) if not column or row[column] == value}
    return {name: frozenset(terms) for name, terms in words.items()}
