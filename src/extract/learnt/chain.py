"""Which words of a sequence are in and which out: a conditional random field of two labels over sparse features.

    chain = Chain.load("indicator")
    chain.marginals([score of each word], [link of each with the one before it])       # how probable it is that each word is in

The weight of a feature depends on the side on which the word stands (of a number: left of it, within it, right of it). How easily
a name goes on, ends or begins depends on the link of a word with the one before it, a number below that of the chain's `moves`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extract.learnt.weights import HERE, load

SIDES = LEFT, INSIDE, RIGHT = 0, 1, 2
_FLAT = 30.0            # scores beyond this change no probability that anybody sees


class Chain:
    """`weights`: feature -> one weight a side. `dense`: (3, width), for the vector of a word. `moves`: [link][from][to] label."""

    def __init__(
        self, names: Sequence[str], weights: NDArray[np.float32], dense: NDArray[np.float32], moves: NDArray[np.float32],
        first: NDArray[np.float32],
    ) -> None:
        self.weights: dict[str, tuple[float, float, float]] = dict(zip(names, map(tuple, weights.tolist()), strict=True))
        self.dense = dense
        self._moves = [tuple(math.exp(x) for row in link for x in row) for link in moves.tolist()]
        self._first = [math.exp(x) for x in first.tolist()]

    @staticmethod
    @lru_cache(maxsize=4)
    def load(name: str) -> Chain:
        """The chain of `learnt/NAME.npz`."""
        names, arrays = load(HERE / f"{name}.npz")
        return Chain(names, arrays["weights"], arrays["dense"], arrays["moves"], arrays["first"])

    def by_side(self, features: Iterable[str]) -> tuple[float, float, float]:
        """The sum of the weights of what a word is by itself, for each side that it may stand on."""
        left = inside = right = 0.0
        get = self.weights.get
        for feature in features:
            if found := get(feature):
                left += found[0]
                inside += found[1]
                right += found[2]
        return left, inside, right

    def on_side(self, side: int, features: Iterable[str]) -> float:
        """The same for one side."""
        get, score = self.weights.get, 0.0
        for feature in features:
            if found := get(feature):
                score += found[side]
        return score

    def marginals(self, scores: Sequence[float], links: Sequence[int]) -> list[float]:
        """The probability of each word to be in, given all of them; `scores` are log odds without the neighbours."""
        moves = [self._moves[link] for link in links]
        odds = [math.exp(max(-_FLAT, min(_FLAT, score))) for score in scores]
        forward: list[tuple[float, float]] = []         # probabilities of out and in, given the words up to here
        out, into = self._first
        for at, odd in enumerate(odds):
            if at:
                stay_out, go_in, go_out, stay_in = moves[at]
                out, into = out * stay_out + into * go_out, out * go_in + into * stay_in
            into *= odd
            total = out + into
            out, into = out / total, into / total
            forward.append((out, into))
        found = [0.0] * len(odds)
        out = into = 1.0
        for at in range(len(odds) - 1, -1, -1):
            before_out, before_in = forward[at][0] * out, forward[at][1] * into
            found[at] = before_in / (before_out + before_in)
            into *= odds[at]
            stay_out, go_in, go_out, stay_in = moves[at]
            out, into = stay_out * out + go_in * into, go_out * out + stay_in * into
            total = out + into
            out, into = out / total, into / total
        return found
