"""Learns a log-linear choice: one of several options, each with features (`extract.learnt.choice`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Asked:
    """One choice: the features of each option; how right each is, 0 where it is not; and how much the choice counts."""

    options: Sequence[Sequence[str]]
    right: Sequence[float]
    weight: float = 1.0


FOLDS = 5


def folds(sizes: Mapping[str, int]) -> dict[str, int]:
    """Source -> which of the `FOLDS` it is in, the largest first, each where the fewest of all sizes are."""
    full, fold = [0] * FOLDS, {}
    for source, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        fold[source] = full.index(min(full))
        full[fold[source]] += size
    return fold


def matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    """(rows, features of `index`): how often a row has a feature."""
    columns, ends = [], [0]
    for row in rows:
        columns += [index[feature] for feature in row if feature in index]
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(index)))


def fit(choices: Sequence[Asked], known: Sequence[str], pull: float, rounds: int) -> dict[str, float]:
    """Feature -> weight, of those that are `known`: the probability of all right options together is made large, against a `pull`
    of all weights to zero, in so many rounds of L-BFGS. Same input, same weights."""
    rows = [option for asked in choices for option in asked.options]
    features = matrix(rows, {feature: at for at, feature in enumerate(known)})
    sizes = [len(asked.options) for asked in choices]
    starts = np.cumsum([0, *sizes])[:-1]
    whose = np.repeat(np.arange(len(choices)), sizes)
    right = np.concatenate([np.asarray(asked.right, float) for asked in choices])
    weights = np.array([asked.weight for asked in choices])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        scores = features @ point
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[whose])
        every, good = np.add.reduceat(shares, starts), np.add.reduceat(shares * right, starts)
        slope = features.T @ (weights[whose] * (shares / every[whose] - shares * right / good[whose]))
        return -(weights * np.log(good / every)).sum() + pull / 2 * (point @ point), slope + pull * point

    found = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return dict(zip(known, found.tolist(), strict=True))
