"""Log-linear choice: each option is a set of named features, its score the sum of their weights.

The weights are a table beside this file, `feature<TAB>weight`, made by a script in `training/`; a feature that it lacks weighs
nothing. What was chosen so can be explained: `LogLinear.reasons` lists the features that counted most.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent


class LogLinear:
    """Weights by feature."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    def score(self, features: Iterable[str]) -> float:
        return sum(self.weights.get(feature, 0.0) for feature in features)

    def probabilities(self, options: Sequence[Iterable[str]]) -> list[float]:
        """How likely each option is the right one, of all."""
        scores = [self.score(features) for features in options]
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        total = sum(shares)
        return [share / total for share in shares]

    def reasons(self, features: Iterable[str], most: int = 5) -> list[tuple[str, float]]:
        """The features that weigh most, and their weights."""
        known = [(feature, self.weights[feature]) for feature in features if feature in self.weights]
        return sorted(known, key=lambda pair: -abs(pair[1]))[:most]


@lru_cache(maxsize=8)
def load(name: str) -> LogLinear:
    """The weights of the table `name`."""
    lines = (HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    return LogLinear({feature: float(weight) for feature, _, weight in (line.rpartition("\t") for line in lines)})


def save(name: str, weights: Mapping[str, float], least: float = 0.02) -> None:
    """Write a table, without what weighs next to nothing."""
    rows = [f"{feature}\t{weight:.3f}\n" for feature, weight in sorted(weights.items()) if abs(weight) >= least]
    (HERE / f"{name}.tsv").write_text("".join(rows), "utf-8")
