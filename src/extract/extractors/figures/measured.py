"""Which words of its sentence a number measures or counts: "kontribusi koperasi" before "naik … menjadi 3,29 persen".

Learnt, not ruled: a chain over the words of the sentence (`learnt/chain.py`) gives each the probability of being one of them.
`training/train_figures.py` makes its weights with the features of this file: change one, train again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import accumulate, pairwise

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
_NEAR = (0, 1, 2, 3, 4, 5, 6, 8, 12, 20)
_FAR = 99
_MANY, _SOME = 3, 2         # counts above these are not told apart
_BESIDE = 6                 # so many words from a number or more are not told apart
_ALONE = 0.3                # a word that is less likely stands alone beside its number only
_JOINTS = 2                 # small words between two parts of a name, at most
_VERB = re.compile(r"(?:me|di|ber|ter|pe)[a-z]{3,}")
_CLASSES = (
    "figure-aux", "figure-boundary", "figure-degree", "figure-demonstrative", "figure-generic", "figure-head", "figure-hold",
    "figure-index", "figure-intro", "figure-link", "figure-measure", "figure-no-verb", "figure-preposition", "figure-report",
    "figure-state", "figure-stop-right", "figure-tie", "figure-time", "figure-yearly",
)  # fmt: skip
_TABLES = ("change_verbs", "months", "units", "speech_cues")
_MARKS = frozenset(".;:()")
_WORD = re.compile(r"\w+")


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


@lru_cache(maxsize=8_192)
def shape(text: str) -> str:
    """How a word is written: "d" digits, "dx" with digits, "X" capitals, "Xx" capitalised, "x"; a mark is itself."""
    if any(c.isdigit() for c in text):
        return "d" if text.isdigit() else "dx"
    if not any(c.isalnum() for c in text):
        return text if len(text) == 1 else "marks"
    if text.isupper() and len(text) > 1:
        return "X"
    return "Xx" if text[0].isupper() else "x"


@lru_cache(maxsize=8_192)
def _looks_verbal(text: str) -> bool:
    return text[0].islower() and bool(_VERB.match(text))


def own_features(words: Words, at: int, sentence: tuple[int, int], lexicon: Lexicon) -> list[str]:
    """What a word is by itself and beside its neighbours, whichever number is asked about."""
    return [feature for step, look in _beside(words, at, sentence) for feature in seen_from(step, look, lexicon)]


_STEPS = 0, -2, -1, 1, 2      # to the word itself and its neighbours, in the order in which their weights are added up

Look = tuple[str, str, str]
"""A word wherever it stands: text, entity, layer."""


def _beside(words: Words, at: int, sentence: tuple[int, int]) -> Iterator[tuple[int, Look | None]]:
    """The word and its neighbours with their distance; None where the sentence has ended."""
    for step in _STEPS:
        yield step, words[at + step].look if sentence[0] <= at + step < sentence[1] else None


def seen_from(step: int, look: Look | None, lexicon: Lexicon) -> list[str]:
    """What a word says of the one that stands `step` words before it; of itself where that is none."""
    if look is None:
        return [f"{step}edge"]
    text, entity, layer = look
    lower = text.lower()
    kinds = _kinds(lexicon).get(lower, ())
    if step:
        found = [f"{step}s={shape(text)}", f"{step}e={entity}", *(f"{step}k={kind}" for kind in kinds)]
        return [*found, f"{step}w={lower}"] if abs(step) == 1 else found
    found = [
        "", "w=" + lower, "s=" + shape(text), "p=" + lower[:3], "x=" + lower[-3:], "e=" + entity, "l=" + layer,
        *("k=" + kind for kind in kinds),
    ]  # fmt: skip
    return [*found, "v=" + lower[:2]] if _looks_verbal(text) else found


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


Way = tuple[int, int, int, int, int, str, str | None]
"""Words away, commas, numbers, marks, verbs between, none of them told finer than matters; kind and unit of the number."""


def ways(
    words: Words, near: range, number: tuple[int, int], quantity: Quantity, lexicon: Lexicon
) -> Iterator[tuple[int, int, Way, list[str]]]:
    """Each word near a number, from the number outwards: the word, its side, the way to it, and what the last step to it adds."""
    first, stop = number
    kinds = _kinds(lexicon)
    for at in near:
        if first <= at < stop:
            yield at, INSIDE, _Between().way(0, quantity), []
    for side, path in ((LEFT, range(first - 1, near.start - 1, -1)), (RIGHT, range(stop, near.stop))):
        between = _Between()
        added: list[str] = []
        for away, at in enumerate(path, 1):
            yield at, side, between.way(away, quantity), added
            added = between.take(words[at], kinds)


class _Between:
    """What lies between a number and a word."""

    def __init__(self) -> None:
        self.commas = self.numbers = self.marks = self.verbs = 0
        self.told: set[str] = set()

    def way(self, away: int, quantity: Quantity) -> Way:
        distance = next((step for step in _NEAR if away <= step), _FAR)
        return (
            distance, min(self.commas, _MANY), min(self.numbers, _MANY), min(self.marks, _SOME), min(self.verbs, _SOME),
            quantity.kind, quantity.unit,
        )  # fmt: skip

    def take(self, word: Word, kinds: dict[str, tuple[str, ...]]) -> list[str]:
        """One word more; what it is that none before it was."""
        new = [] if self.told else ["next=" + word.lower]
        self.commas += word.text == ","
        self.numbers += word.text[0].isdigit()
        self.marks += word.text in _MARKS
        if _looks_verbal(word.text):
            self.verbs += 1
            new.append("bv=" + word.lower[:2])
        new += ["bk=" + kind for kind in kinds.get(word.lower, ())]
        new = [feature for feature in new if feature not in self.told]
        self.told.update(new)
        return new


def way_features(way: Way) -> list[str]:
    """The way as features."""
    away, commas, numbers, marks, verbs, kind, unit = way
    return [
        f"d={away}", f"c={commas}", f"n={numbers}", f"m={marks}", f"vs={verbs}", f"q={kind}", f"q={kind} d={away}",
        f"q={kind} c={commas} n={numbers}", f"u={unit}", f"d={away} n={numbers} c={commas}",
    ]  # fmt: skip


Beside = tuple[str, int, str, int]
"""The numbers before and behind a word, each "me" (the one asked about), "other" or "none", and how many words away."""


def beside_features(beside: Beside) -> list[str]:
    """What stands beside a word as features: the label of a neighbour stands nearer to the neighbour."""
    left, away_left, right, away_right = beside
    return [
        f"b={left} {right}", f"bl={left} {away_left}", f"br={right} {away_right}", f"b={left} {away_left} {right} {away_right}",
    ]


@lru_cache(maxsize=8_192)
def _sort(text: str, lexicon: Lexicon) -> int:
    """Of the sorts of words between which a name ends, goes on or begins unlike, the one of a word."""
    mark, kinds = not text[0].isalnum(), _kinds(lexicon).get(text.lower(), ())
    sorts = (
        text == ",", mark, "figure-stop-right" in kinds, text[0].isdigit(), _looks_verbal(text), text[0].isupper(), True,
    )
    return sorts.index(True)


LINKS = 15


@lru_cache(maxsize=8_192)
def link(before: Look, word: Look, lexicon: Lexicon) -> int:
    """How a word hangs on the one before it: 0 within a name of a person or place, else by the more telling sort of the two."""
    if any(one == other != "O" for one, other in zip(before[1:], word[1:], strict=True)):
        return 0
    past, now = _sort(before[0], lexicon), _sort(word[0], lexicon)
    return 1 + 2 * now if now <= past else 2 + 2 * past


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
        self._vectors = vectors
        self._own: list[tuple[float, float, float]] | None = None
        self._starts = [start for start, _ in numbers]

    @property
    def chain(self) -> Chain:
        """What it decides with."""
        return Chain.load("indicator")

    def measured(self, place: int, quantity: Quantity) -> tuple[tuple[Offsets, ...], float]:
        """The words that name what the `place`-th number of the sentence measures, as stretches from left to right, and the F1 to
        expect of them, from 0 to 1."""
        number = self.numbers[place]
        behind = len(self.numbers) - place - 1
        told = number_features(self.words, self.sentence, number, place, behind)
        chain = self.chain
        shared, own, start = chain.by_side(told), self._score(chain), self.sentence[0]
        near = reach(self.sentence, number)
        scores = [0.0] * len(near)
        between = [0.0, 0.0, 0.0]
        for at, side, way, added in ways(self.words, near, number, quantity, self.lexicon):
            between[side] += chain.on_side(side, added)
            by_side = own[at - start], shared, _of_way(chain, way), _of_beside(chain, self.beside(at, place))
            scores[at - near.start] = between[side] + sum(score[side] for score in by_side)
        likely = chain.marginals(scores, self.links(near))
        inside, sure = decided(likely)
        kept = [at for at, within in zip(near, inside, strict=True) if within]
        weak = {at for at in kept if likely[at - near.start] < _ALONE} - {number[0] - 1, number[1]}
        return tuple(_stretches(self.words, kept, weak, self.lexicon)), sure

    def beside(self, at: int, place: int) -> Beside:
        """What stands on both sides of a word, for the `place`-th number."""
        behind = bisect_left(self._starts, at)
        return *self._number(behind - 1, at, place), *self._number(behind, at, place)

    def _number(self, number: int, at: int, place: int) -> tuple[str, int]:
        if not 0 <= number < len(self.numbers):
            return "none", 0
        start, stop = self.numbers[number]
        return "me" if number == place else "other", min(_BESIDE, start - at if start > at else max(0, at - stop + 1))

    def links(self, near: range) -> list[int]:
        """How each word hangs on the one before it; the first on none."""
        looks = [self.words[at].look for at in near]
        return [0, *(link(before, look, self.lexicon) for before, look in pairwise(looks))][: len(looks)]

    def _score(self, chain: Chain) -> list[tuple[float, float, float]]:
        """Of each word of the sentence by itself, for each side that it may stand on."""
        if self._own is None:
            start, stop = self.sentence
            size = stop - start
            total = np.zeros((size, 3))
            if self._vectors is not None:
                total += self._vectors[start:stop] @ chain.dense.T
            looks = [_seen(chain, self.lexicon, self.words[at].look) for at in range(start, stop)]
            seen = np.array(looks).reshape(size, len(_STEPS), 3)
            edges = _edges(chain, self.lexicon)
            for place, step in enumerate(_STEPS):
                # Where the neighbour at that distance is in the sentence, and where not.
                total[max(0, -step):max(0, size - step)] += seen[max(0, step):max(0, size + step), place]
                if step:
                    total[slice(max(0, size - step), None) if step > 0 else slice(0, -step)] += edges[place]
            self._own = [(left, inside, right) for left, inside, right in total.tolist()]
        return self._own

@lru_cache(maxsize=8_192)
def _of_way(chain: Chain, way: Way) -> tuple[float, float, float]:
    return chain.by_side(way_features(way))


@lru_cache(maxsize=8_192)
def _of_beside(chain: Chain, beside: Beside) -> tuple[float, float, float]:
    return chain.by_side(beside_features(beside))


@lru_cache(maxsize=8_192)
def _seen(chain: Chain, lexicon: Lexicon, look: Look) -> tuple[tuple[float, float, float], ...]:
    """What a word says of itself and of its neighbours, by `_STEPS`."""
    return tuple(chain.by_side(seen_from(step, look, lexicon)) for step in _STEPS)


@lru_cache(maxsize=8)
def _edges(chain: Chain, lexicon: Lexicon) -> NDArray[np.float64]:
    """The same of the end of a sentence."""
    return np.array([chain.by_side(seen_from(step, None, lexicon)) for step in _STEPS])


def decided(likely: Sequence[float]) -> tuple[list[bool], float]:
    """Which words are in, of such probabilities: as many as make the F1 to expect of the name largest; and that F1."""
    ranked = sorted(range(len(likely)), key=lambda at: -likely[at])
    there = sum(likely)
    scores = [2 * right / (taken + there) for taken, right in enumerate(accumulate(likely[at] for at in ranked), 1)]
    best = max(scores, default=0.0)
    kept = set(ranked[: scores.index(best) + 1]) if scores else set()
    return [at in kept for at in range(len(likely))], best


def _stretches(words: Words, kept: Sequence[int], weak: Set[int], lexicon: Lexicon) -> Iterator[Offsets]:
    """Neighbours as one stretch, with the small words between them ("warga yang belum divaksin"), without marks at its edges, and
    without "naik", "sebesar" at its end; nothing of words that say no thing, and no `weak` word alone beside a longer stretch."""
    links, change = words_of(lexicon, "figure-link"), changes(lexicon)
    joints, hollow = words_of(lexicon, "figure-joint"), words_of(lexicon, "figure-joint", "figure-time")
    runs: list[list[int]] = []
    for at in kept:
        between = range(runs[-1][-1] + 1, at) if runs else ()
        if runs and len(between) <= _JOINTS and all(words[k].lower in joints for k in between):
            runs[-1] += [*between, at]
        else:
            runs.append([at])
    longer = any(len(run) > 1 for run in runs)
    for run in runs:
        if longer and len(run) == 1 and run[0] in weak:
            continue
        while run and not _says(words[run[0]]) and words[run[0]].text != "(":
            del run[0]
        while run and (last := words[run[-1]]).text != ")" and (not _says(last) or last.lower in links or last.lower in change):
            del run[-1]
        if any(_names(words[at]) and words[at].lower not in hollow for at in run):
            yield words[run[0]].start, words[run[-1]].end


def _says(word: Word) -> bool:
    return any(character.isalnum() for character in word.text)


def _names(word: Word) -> bool:
    """Whether it may be the word that says what is measured: "dan pada 2022" has none."""
    return any(character.isalpha() for character in word.text)


def without_repeats(text: str, stretches: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Without the stretches whose words another one has, of two alike the later one: "harga beras per liter … per liter"."""
    said = [frozenset(_WORD.findall(text[slice(*stretch)].casefold())) for stretch in stretches]

    def new(at: int) -> bool:
        return not any(said[at] < other or (said[at] == other and k < at) for k, other in enumerate(said))

    return tuple(stretch for at, stretch in enumerate(stretches) if new(at))
