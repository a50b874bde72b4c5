"""What is learnt: the weights fit the recogniser that ships beside them, and the chain gives probabilities."""

import itertools
import math

import numpy as np
import pytest

from extract.errors import ModelError
from extract.learnt import weights
from extract.learnt.chain import Chain
from extract.learnt.choice import Choice

FILES = sorted(weights.HERE.glob("*.npz"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_weights_were_learnt_with_the_model_that_ships(path):
    assert weights.model_of(path) == weights.shipped_model(), "train it anew: training/train_figures.py, training/train_events.py"


def test_marginals_are_those_of_all_labellings():
    moves = np.array([[[0.0, 0.0], [0.0, 0.0]], [[0.3, -0.7], [-0.2, 0.9]], [[-0.6, 0.2], [0.8, -0.1]]])
    first, scores, links = np.array([0.1, -0.4]), [0.5, -1.2, 2.0, 0.1], [0, 2, 1, 2]
    chain = Chain([], np.zeros((0, 3), np.float32), np.zeros((3, 2), np.float32), moves.astype(np.float32), first.astype(np.float32))
    share, whole = np.zeros(len(scores)), 0.0
    for labels in itertools.product((0, 1), repeat=len(scores)):
        total = first[labels[0]] + sum(score for score, label in zip(scores, labels, strict=True) if label)
        steps = zip(links[1:], itertools.pairwise(labels), strict=True)
        weight = math.exp(total + sum(moves[link][pair] for link, pair in steps))
        whole += weight
        share += weight * np.array(labels)
    assert chain.marginals(scores, links) == pytest.approx(list(share / whole), abs=1e-6)
    assert chain.marginals([], []) == []


def test_probabilities_of_a_choice_sum_to_one():
    choice = Choice(["a", "b"], np.array([1.0, -1.0], np.float32))
    assert choice.probabilities([["a"], ["b", "unknown"], []]) == pytest.approx([0.6652, 0.09, 0.2447], abs=1e-3)


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / "x.npz").write_bytes(b"PK no")
    with pytest.raises(ModelError, match=r"x\.npz"):
        weights.load(tmp_path / "x.npz")
