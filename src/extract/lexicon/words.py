r"""Words by class: lexicon/words.csv holds a word a row, lexicon/classes.csv says of each class what it means, with an example.

    words_of(lexicon, "figure-head", "figure-index")    # {"andil", "indeks", …}
    pattern_of(lexicon, "speech-opener")                # for a regular expression
    Patterns(lexicon)(r"\b{weekday},? \d{1,2}")         # a regular expression with the words of a class in it
    AGO = worded(r"{time-span} {time-ago}\b")           # the same as a constant: AGO(lexicon).search(text)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of

_TABLES: dict[str, tuple[str, str, str]] = {      # class -> the table whose terms are its words, and which rows: column and value
    "change": ("change_verbs", "", ""),
    "currency": ("currencies", "", ""),
    "level": ("region_cues", "role", "level"),
    "level-city": ("region_cues", "level", "city"),
    "level-local": ("local_places", "", ""),
    "month": ("months", "", ""),
    "month-hijri": ("hijri_months", "", ""),
    "number-half": ("number_words", "kind", "half"),
    "number-scale": ("number_words", "kind", "scale"),
    "number-unit": ("number_words", "kind", "unit"),
    "office": ("offices", "", ""),
    "period-number": ("periods", "kind", "number"),
    "period-part": ("periods", "kind", "part"),
    "period-step": ("periods", "kind", "step"),
    "period-third": ("periods", "kind", "third"),
    "regulation-kind": ("regulation_kinds", "", ""),
    "role-verb": ("roles", "", ""),
    "speech-behind": ("speech_cues", "kind", "after"),
    "speech-passive": ("speech_cues", "kind", "passive"),
    "speech-verb": ("speech_cues", "kind", "verb"),
    "speech-weak": ("speech_cues", "kind", "weak"),
    "time-of-day": ("times_of_day", "", ""),
    "time-unit": ("units", "kind", "time"),
    "weekday": ("weekdays", "", ""),
}


_NAMED = re.compile(r"\{([a-z][a-z_-]*)\}")


@lru_cache(maxsize=512)
def words_of(lexicon: Lexicon, *classes: str) -> frozenset[str]:
    """The words of all `classes`, in lower case. Raises KeyError where a class has none."""
    by_class = _by_class(lexicon)
    return frozenset().union(*(by_class[name] for name in classes))


@lru_cache(maxsize=512)
def pattern_of(lexicon: Lexicon, *classes: str) -> str:
    """A pattern for any word of `classes`, in any case, the longest that fits first."""
    return one_of(words_of(lexicon, *classes))


class Patterns:
    """Makes regular expressions of templates in which `{name}` stands for any word of a class, or for one of `parts`.

    Parts are templates too, made in their order: one may name those before it. What else stands in braces is a number of times.
    """

    def __init__(self, lexicon: Lexicon, **parts: str) -> None:
        self._lexicon = lexicon
        self._parts: dict[str, str] = {}
        for name, part in parts.items():
            self._parts[name] = self.source(part)

    def source(self, template: str) -> str:
        return _NAMED.sub(self._named, template)

    def __call__(self, template: str, flags: int = 0) -> re.Pattern[str]:
        return re.compile(self.source(template), flags)

    def _named(self, match: re.Match[str]) -> str:
        name = match[1]
        return self._parts[name] if name in self._parts else pattern_of(self._lexicon, name)


Worded = Callable[[Lexicon], re.Pattern[str]]


def worded(template: str, flags: int = 0, **parts: str) -> Worded:
    """A regular expression with words in it, of `Patterns`; compiled once for each lexicon, when it is first needed."""

    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> re.Pattern[str]:
        return Patterns(lexicon, **parts)(template, flags)

    return of


@lru_cache(maxsize=8)
def _by_class(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in lexicon.rows("words"):
        words.setdefault(row["class"], set()).add(row["term"].casefold())
    for name, (table, column, value) in _TABLES.items():
        words[name] = {row["term"].casefold() for row in lexicon.rows(table) if not column or row[column] == value}
    return {name: frozenset(terms) for name, terms in words.items()}
