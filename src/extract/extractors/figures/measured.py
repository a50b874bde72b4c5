"""Which words of its sentence a number measures or counts: "kontribusi koperasi" before "naik … menjadi 3,29 persen".

Learnt, not ruled: a chain over the words of the sentence (`learnt/chain.py`) gives each the probability of being one of them.
`training/train_figures.py` makes its weights with the features of this file: change one, train again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extract.learnt.chain import INSIDE, LEFT, RIGHT, Chain
from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Offsets
from extract.values.changes import changes
from extract.values.quantities import Quantity
from extract.words.view import Word, Words

BEFORE, BEHIND = 40, 30     # words on either side of the number that may be of it
LIKELY = 0.2                # words so probable are in
_SHARE, _LEAST = 0.6, 0.08  # where none is likely: those near the most probable one, if that is above the least
_NEAR = (0, 1, 2, 3, 4, 5, 6, 8, 12, 20)
_FAR = 99
_MANY, _SOME = 3, 2         # counts above these are not told apart
_VERB = re.compile(r"(?:me|di|ber|ter|pe)[a-z]{3,}")
_CLASSES = (
    "figure-aux", "figure-boundary", "figure-degree", "figure-demonstrative", "figure-generic", "figure-head", "figure-hold",
    "figure-index", "figure-intro", "figure-link", "figure-measure", "figure-no-verb", "figure-preposition", "figure-report",
    "figure-state", "figure-stop-right", "figure-tie", "figure-time", "figure-yearly",
)  # fmt: skip
_TABLES = ("change_verbs", "months", "units", "speech_cues")
_MARKS = frozenset(".;:()")


@dataclass(frozen=True, slots=True)
class Measured:
    """The words that name what a number measures, as stretches of the text from left to right, and how sure that is."""

    stretches: tuple[Offsets, ...]
    probability: float


@lru_cache(maxsize=8)
def _kinds(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Word -> the classes it is of, of those that tell something of names of figures."""
    found: dict[str, list[str]] = {}
    classes = [(name, words_of(lexicon, name)) for name in _CLASSES]
    classes += [(table, frozenset(map(str.casefold, lexicon.terms(table)))) for table in _TABLES]
    for name, terms in classes:
        for term in terms:
            found.setdefault(term, []).append(name)
    return {term: tuple(sorted(names)) for term, names in found.items()}


@lru_cache(maxsize=16_384)
def shape(text: str) -> str:
    """How a word is written: "d" digits, "dx" with digits, "X" capitals, "Xx" capitalised, "x"; a mark is itself."""
    if any(c.isdigit() for c in text):
        return "d" if text.isdigit() else "dx"
    if not any(c.isalnum() for c in text):
        return text if len(text) == 1 else "marks"
    if text.isupper() and len(text) > 1:
        return "X"
    return "Xx" if text[0].isupper() else "x"


def _looks_verbal(word: Word) -> bool:
    return word.text[0].islower() and bool(_VERB.match(word.lower))


def own_features(words: Words, at: int, sentence: tuple[int, int], lexicon: Lexicon) -> list[str]:
    """What a word is by itself and beside its neighbours, whichever number is asked about."""
    word, kinds = words[at], _kinds(lexicon)
    found = [
        "", "w=" + word.lower, "s=" + shape(word.text), "p=" + word.lower[:3], "x=" + word.lower[-3:],
        "e=" + word.entity, "l=" + word.layer,
    ]  # fmt: skip
    found += ["k=" + kind for kind in kinds.get(word.lower, ())]
    if _looks_verbal(word):
        found.append("v=" + word.lower[:2])
    for step in (-2, -1, 1, 2):
        if not sentence[0] <= at + step < sentence[1]:
            found.append(f"{step}edge")
            continue
        other = words[at + step]
        if abs(step) == 1:
            found.append(f"{step}w={other.lower}")
        found += [f"{step}s={shape(other.text)}", f"{step}e={other.entity}"]
        found += [f"{step}k={kind}" for kind in kinds.get(other.lower, ())]
    return found


def number_features(words: Words, sentence: tuple[int, int], number: tuple[int, int], place: int, behind: int) -> list[str]:
    """What the number is among its neighbours: the `place`-th of its sentence, with so many `behind` it."""
    first, stop = number
    before = words[first - 1] if first > sentence[0] else None
    after = words[stop] if stop < sentence[1] else None
    return [
        f"place={min(place, _MANY)}", f"behind={min(behind, _MANY)}",
        "before=" + (before.lower if before else ""), "before is " + (shape(before.text) if before else ""),
        "after=" + (after.lower if after else ""), "after is " + (shape(after.text) if after else ""),
    ]  # fmt: skip


def way_features(words: Words, at: int, number: tuple[int, int], quantity: Quantity, lexicon: Lexicon) -> tuple[int, list[str]]:
    """On which side of the number a word stands, and what lies between them."""
    first, stop = number
    if at < first:
        side, low, high, away = LEFT, at + 1, first, first - at
    elif at >= stop:
        side, low, high, away = RIGHT, stop, at, at - stop + 1
    else:
        side, low, high, away = INSIDE, at, at, 0
    commas = numbers = marks = verbs = 0
    starts: set[str] = set()
    classes: set[str] = set()
    kinds = _kinds(lexicon)
    for k in range(low, high):
        word = words[k]
        commas += word.text == ","
        numbers += word.text[0].isdigit()
        marks += word.text in _MARKS
        if _looks_verbal(word):
            verbs += 1
            starts.add(word.lower[:2])
        classes.update(kinds.get(word.lower, ()))
    distance = next((step for step in _NEAR if away <= step), _FAR)
    commas, numbers, kind = min(commas, _MANY), min(numbers, _MANY), quantity.kind
    found = [
        f"d={distance}", f"c={commas}", f"n={numbers}", f"m={min(marks, _SOME)}", f"vs={min(verbs, _SOME)}",
        f"q={kind}", f"q={kind} d={distance}", f"q={kind} c={commas} n={numbers}", f"u={quantity.unit}",
        f"d={distance} n={numbers} c={commas}",
    ]  # fmt: skip
    found += [f"bv={start}" for start in sorted(starts)]
    found += [f"bk={name}" for name in sorted(classes)]
    if high > low:
        found.append("next=" + words[high - 1 if side == LEFT else low].lower)
    return side, found


def reach(sentence: tuple[int, int], number: tuple[int, int]) -> range:
    """The words that may be of a number."""
    return range(max(sentence[0], number[0] - BEFORE), min(sentence[1], number[1] + BEHIND))


class Reader:
    """Reads the numbers of one sentence. `vectors`: (words of the Doc, width) of the recogniser, or None."""

    def __init__(
        self, words: Words, sentence: tuple[int, int], numbers: Sequence[tuple[int, int]], vectors: NDArray[np.float32] | None,
        lexicon: Lexicon,
    ) -> None:
        self.words, self.sentence, self.numbers, self.lexicon = words, sentence, numbers, lexicon
        self._dense = vectors
        self._own: dict[int, tuple[float, float, float]] = {}

    @property
    def chain(self) -> Chain:
        """What it decides with."""
        return Chain.load("indicator")

    def measured(self, place: int, quantity: Quantity) -> Measured:
        """What the `place`-th number of the sentence measures."""
        number = self.numbers[place]
        behind = len(self.numbers) - place - 1
        told = number_features(self.words, self.sentence, number, place, behind)
        shared = [self.chain.on_side(side, told) for side in (LEFT, INSIDE, RIGHT)]
        near = reach(self.sentence, number)
        scores = []
        for at in near:
            side, way = way_features(self.words, at, number, quantity, self.lexicon)
            scores.append(self._score(at)[side] + shared[side] + self.chain.on_side(side, way))
        likely = self.chain.marginals(scores)
        return _decided(self.words, near, likely, self.lexicon)

    def _score(self, at: int) -> tuple[float, float, float]:
        found = self._own.get(at)
        if found is None:
            found = self.chain.by_side(own_features(self.words, at, self.sentence, self.lexicon))
            if self._dense is not None:
                left, inside, right = (self.chain.dense @ self._dense[at]).tolist()
                found = found[0] + left, found[1] + inside, found[2] + right
            self._own[at] = found
        return found


def _decided(words: Words, near: range, likely: Sequence[float], lexicon: Lexicon) -> Measured:
    most = max(likely, default=0.0)
    least = LIKELY if most > LIKELY else max(_LEAST, most * _SHARE)
    kept = [at for at, probability in zip(near, likely, strict=True) if probability > least]
    return Measured(tuple(_stretches(words, kept, lexicon)), most)


def _stretches(words: Words, kept: Sequence[int], lexicon: Lexicon) -> Iterator[Offsets]:
    """Neighbours as one stretch, without marks at its edges, and without "naik", "sebesar" at its end."""
    last = words_of(lexicon, "figure-link").union(changes(lexicon))
    runs: list[list[int]] = []
    for at in kept:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        while run and not _says(words[run[0]]) and words[run[0]].text != "(":
            del run[0]
        while run and words[run[-1]].text != ")" and (not _says(words[run[-1]]) or words[run[-1]].lower in last):
            del run[-1]
        if any(_says(words[at]) for at in run):
            yield words[run[0]].start, words[run[-1]].end


def _says(word: Word) -> bool:
    return any(character.isalnum() for character in word.text)
