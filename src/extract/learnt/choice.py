"""One of several candidates, or none: a log-linear model over sparse features.

    choice = Choice.load("period")
    choice.probabilities([features of each candidate, …])
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extract.learnt.weights import HERE, load


class Choice:
    """`weights`: feature -> weight. "None of them" is a candidate with features of its own."""

    def __init__(self, names: Sequence[str], weights: NDArray[np.float32]) -> None:
        self.weights = dict(zip(names, weights.tolist(), strict=True))

    @staticmethod
    @lru_cache(maxsize=16)
    def load(name: str) -> Choice:
        """The choice of `learnt/NAME.npz`."""
        names, arrays = load(HERE / f"{name}.npz")
        return Choice(names, arrays["weights"])

    def probabilities(self, candidates: Iterable[Iterable[str]]) -> list[float]:
        """Of each candidate; together 1."""
        get = self.weights.get
        scores = [sum(get(feature, 0.0) for feature in features) for features in candidates]
        most = max(scores)
        shares = [math.exp(score - most) for score in scores]
        whole = sum(shares)
        return [share / whole for share in shares]
