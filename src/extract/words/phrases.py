"""What stands beside a place of the text, as a row of steps: `phrases.behind(end, "?,", "people-now", "?people-as|yang")`.

A step is a class of words.csv, a word or a mark, or several with "|" between, of which the first that stands there is taken;
with "?" before it, it may be missing. "*" is any word, "#" one that ends in a digit. Of the terms of a class the longest is
taken. A step that is taken stays so: nothing is tried anew.
"""

from __future__ import annotations

from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.words.view import Words

Term = tuple[str, ...]


class Phrases:
    """Reads the words of a Doc. Places are characters of its text."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._words, self._lexicon = words, lexicon

    def behind(self, end: int, *steps: str) -> int | None:
        """Where the word behind `steps` begins, the first of which stands right behind `end`; None where they do not stand there.

        At the end of the text, its length.
        """
        at = self._words.first_from(end)
        for step in steps:
            taken = self._taken(at, step)
            if taken is None:
                return None
            at = taken
        return self._words.start_of(at)

    def before(self, start: int, *steps: str) -> bool:
        """Whether the last of `steps` ends right before `start`, and the others before it."""
        at = self._words.first_from(start)
        for step in reversed(steps):
            taken = self._taken(at, step, forward=False)
            if taken is None:
                return False
            at = taken
        return True

    def _taken(self, at: int, step: str, forward: bool = True) -> int | None:
        """The word behind a step that begins at word `at`, or the first of one that ends before it."""
        alternatives = step.removeprefix("?").split("|")
        for alternative in alternatives:
            for term in self._terms(at, alternative, forward):
                first = at if forward else at - len(term)
                if first >= 0 and self._stands(first, term):
                    return first + len(term) if forward else first
        return at if step.startswith("?") else None

    def _terms(self, at: int, alternative: str, forward: bool) -> tuple[Term, ...]:
        if "-" not in alternative.strip("-"):
            return ((alternative,),)
        word = at if forward else at - 1
        if not 0 <= word < len(self._words):
            return ()
        by_first, by_last = _terms_of(self._lexicon, alternative)
        return (by_first if forward else by_last).get(self._words[word].bare, ())

    def _stands(self, at: int, term: Term) -> bool:
        if at + len(term) > len(self._words):
            return False
        return all(_fits(self._words[at + k].bare, word) for k, word in enumerate(term))


def _fits(word: str, step: str) -> bool:
    if step == "*":
        return word[-1].isalnum()
    return word[-1].isdigit() if step == "#" else word == step


@lru_cache(maxsize=256)
def _terms_of(lexicon: Lexicon, name: str) -> tuple[dict[str, tuple[Term, ...]], dict[str, tuple[Term, ...]]]:
    """The terms of a class by their first and by their last word, the longest first."""
    by_first: dict[str, tuple[Term, ...]] = {}
    by_last: dict[str, tuple[Term, ...]] = {}
    terms = (tuple(word.rstrip(".") or word for word in term.split()) for term in words_of(lexicon, name))
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        by_first[term[0]] = (*by_first.get(term[0], ()), term)
        by_last[term[-1]] = (*by_last.get(term[-1], ()), term)
    return by_first, by_last
