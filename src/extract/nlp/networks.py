"""The two networks of the recogniser, as NumPy computes them: what spaCy's layers give but for the last bits, in a third of
the time.

- What a word is by itself (its hashes, its subword vector, the layer that mixes them) is computed once, and kept.
- NumPy's library multiplies matrices nearly twice as fast as the one that spaCy brings along.
- spaCy's recogniser goes from word to word, a small product for each. Whether a name begins at a word depends on no other
  word as long as no name is open, so all words are asked at once, and then all beginnings go on side by side.

What a text is read as must not depend on the texts before it, on those beside it or on the number of threads, to the last
bit. So each word is multiplied by itself, each text by itself, and by one thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, NORM, ORTH
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

Matrix = NDArray[np.float32]
Found = tuple[int, int, str]
"""An entity: its first token, the one behind its last, its label."""

KEPT = 40_000           # words that stay in memory: 15 MB at 96 dimensions, what two thousand releases have
_SIDE_BY_SIDE = 16      # words for which beginnings go on together; longer names, which are rare, go on one by one


class RowByRow(NumpyOps):  # type: ignore[misc]
    """Multiplies each row by itself. In a matrix its last bits would depend on where in it the row stands."""

    name = "numpy"

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        if trans1 or out is not None:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return np.matmul(x[:, None], y.T if trans2 else y)[:, 0]


class _Layer(NamedTuple):
    """One convolution: `weights` (3 · width, pieces · width), the pieces side by side."""

    weights: Matrix
    bias: Matrix
    scale: Matrix
    shift: Matrix


class Encoder:
    """The shared layers (MultiHashEmbed, MaxoutWindowEncoder), with the weights that `model` has when this is made."""

    def __init__(self, model: Any) -> None:     # a thinc Model
        self._embed = model.get_ref("embed")
        for node in self._embed.walk():
            node.ops = RowByRow()
        self._layers: list[_Layer] = []
        nodes = [node for node in model.get_ref("encode").walk() if node.param_names]
        for maxout, norm in zip(nodes[::2], nodes[1::2], strict=True):
            weights, bias = maxout.get_param("W"), maxout.get_param("b")
            flat = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T)
            self._layers.append(_Layer(flat, bias.T.ravel(), norm.get_param("G"), norm.get_param("b")))
        self._width: int = model.get_dim("nO")
        self._forget()

    @staticmethod
    def fits(model: Any) -> bool:
        """Whether the model is of this architecture, and computes on a processor."""
        if not {"embed", "encode"} <= set(model.ref_names) or model.ops.xp is not np:
            return False
        inner = [node for node in model.get_ref("encode").walk() if not node.layers and node.name != "dropout"]
        names = [node.name for node in inner]
        return sorted(names) == sorted(["expand_window", "maxout", "layernorm"] * (len(names) // 3)) and all(
            node.attrs.get("window_size", 1) == 1 for node in inner
        )

    def __call__(self, doc: Doc) -> Matrix:
        """A row for each token."""
        edge = len(self._layers)        # rows of nothing around the text, as far as words see
        x = np.zeros((len(doc) + 2 * edge, self._width), dtype="f")
        x[edge:edge + len(doc)] = self._words(doc)
        width = self._width
        wide = np.zeros((len(x), 3 * width), dtype="f")
        left, here, right = np.split(wide, 3, axis=1)
        pieces = np.empty((len(x), max(layer.weights.shape[1] for layer in self._layers)), dtype="f")
        most = np.empty_like(x)
        for layer in self._layers:
            here[:] = x
            left[1:] = x[:-1]
            right[:-1] = x[1:]
            some = pieces[:, :layer.weights.shape[1]]
            np.matmul(wide, layer.weights, out=some)
            some += layer.bias
            first, *others = (some[:, at:at + width] for at in range(0, some.shape[1], width))
            most[:] = first
            for other in others:
                np.maximum(most, other, out=most)
            most -= np.add.reduce(most, axis=1, keepdims=True) / np.float32(width)
            spread = np.einsum("ij,ij->i", most, most)[:, None] / np.float32(width)
            most /= np.sqrt(spread + np.float32(1e-8))
            most *= layer.scale
            most += layer.shift
            x += most
        return cast(Matrix, x[edge:edge + len(doc)].copy())

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """None in another process, whose component makes one anew."""
        return type(None), ()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._kept: Matrix = np.empty((KEPT, self._width), dtype="f")

    def _words(self, doc: Doc) -> Matrix:
        """What each word is by itself."""
        word, norm = doc.to_array([ORTH, NORM]).T
        keys: list[int] = (word * np.uint64(3) + norm).tolist()     # overflows, as hashes may
        new = {key: at for at, key in enumerate(keys) if key not in self._rows}
        if len(self._rows) + len(new) > KEPT:
            self._forget()
            new = {key: at for at, key in enumerate(keys)}
        if new:
            alone = Doc(doc.vocab, words=[doc[at].text for at in new.values()])
            for token, at in zip(alone, new.values(), strict=True):
                token.norm_ = doc[at].norm_
            first = len(self._rows)
            self._kept[first:first + len(new)] = self._embed.predict([alone])[0]
            self._rows.update(zip(new, range(first, first + len(new)), strict=True))
        return self._kept[[self._rows[key] for key in keys]]


class Decoder:
    """The greedy recogniser on the vectors of a text (TransitionBasedParser with an upper layer, three words before it)."""

    def __init__(self, model: Any, moves: Sequence[str]) -> None:
        """`moves` are "B-PER", "I-PER", …, "O" in the order of the model's scores."""
        self._hidden, lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._lower: Matrix = lower.get_param("W")                      # words, width, pieces, width
        self._flat: Matrix = np.ascontiguousarray(self._lower.reshape(-1, self._lower.shape[3]).T)
        self._pad: Matrix = lower.get_param("pad")[0].reshape(3, -1)
        self._bias: Matrix = lower.get_param("b").ravel()
        nodes = self._hidden.layers
        shares = [node.name for node in nodes] == ["tok2vec-listener", "list2array", "linear"]
        self._narrow: tuple[Matrix, Matrix] | None = (nodes[2].get_param("W").T, nodes[2].get_param("b")) if shares else None
        self._upper: Matrix = upper.get_param("W").T
        self._upper_bias: Matrix = upper.get_param("b")
        self._labels = [move[2:] for move in moves]
        self._kinds = np.array([move[0] if len(move) > 2 or move == "O" else "-" for move in moves])
        at = {move: number for number, move in enumerate(moves)}
        self._on = np.array([at.get(f"I-{label}", 0) for label in self._labels])
        self._last = np.array([at.get(f"L-{label}", 0) for label in self._labels])

    @staticmethod
    def fits(model: Any) -> bool:
        """Whether the model is of this architecture, and computes on a processor."""
        return bool(model.attrs["has_upper"]) and model.get_ref("lower").get_dim("nF") == 3 and model.ops.xp is np

    def __call__(self, doc: Doc) -> list[Found]:
        """The entities of a text that has none yet, and no sentences."""
        words = self._features(doc)
        first = self._scores(words[:, 0] + self._pad[1] + self._pad[2])
        first[:, np.isin(self._kinds, ("I", "L", "-"))] = -np.inf
        first[np.ix_(doc.to_array([IS_SPACE]).ravel() > 0, np.isin(self._kinds, ("B", "U")))] = -np.inf
        first[-1, self._kinds == "B"] = -np.inf
        choice = first.argmax(axis=1)
        kinds = self._kinds[choice]
        ends = self._ends(words, np.flatnonzero(kinds == "B"), choice)
        found: list[Found] = []
        after = 0
        for start in np.flatnonzero(kinds != "O").tolist():
            if start < after:
                continue
            after = start + 1 if kinds[start] == "U" else ends[start] or self._end(words, start, choice)
            found.append((start, after, self._labels[choice[start]]))
        return found

    def _features(self, doc: Doc) -> Matrix:
        """What each word adds where it is the next word, the first of the open name, or the one before: (words, 3, units)."""
        if self._narrow and len(doc.tensor) == len(doc):
            weights, bias = self._narrow
            hidden = doc.tensor @ weights + bias
        else:                       # layers of its own, or no "tok2vec" before it
            hidden = self._hidden.predict([doc])
        return cast(Matrix, hidden @ self._flat).reshape(len(doc), 3, -1)

    def _scores(self, sums: Matrix) -> Matrix:
        pieces = (sums + self._bias).reshape(len(sums), self._lower.shape[1], self._lower.shape[2])
        most = reduce(np.maximum, (pieces[:, :, piece] for piece in range(pieces.shape[2])))
        return cast(Matrix, most @ self._upper + self._upper_bias)

    def _goes_on(self, words: Matrix, starts: Any, at: Any, choice: Any) -> Any:
        """Whether each name that began at `starts` goes on behind the word `at`."""
        scores = self._scores(words[at, 0] + words[starts, 1] + words[at - 1, 2])
        rows, label = np.arange(len(at)), choice[starts]
        return (scores[rows, self._on[label]] >= scores[rows, self._last[label]]) & (at < len(words) - 1)

    def _ends(self, words: Matrix, starts: Any, choice: Any) -> list[int]:
        """By first word: the one behind the last of its name; 0 where the name is long."""
        ends = np.zeros(len(words), dtype=int)
        at = starts + 1
        for _ in range(_SIDE_BY_SIDE):
            if not len(starts):
                break
            on = self._goes_on(words, starts, at, choice)
            ends[starts[~on]] = at[~on] + 1
            starts, at = starts[on], at[on] + 1
        return cast("list[int]", ends.tolist())

    def _end(self, words: Matrix, start: int, choice: Any) -> int:
        """The end of a long name: only such as are met are followed, so that time grows with the text alone."""
        at = start + 1 + _SIDE_BY_SIDE
        while self._goes_on(words, np.array([start]), np.array([at]), choice)[0]:
            at += 1
        return at + 1


class _OneThread:
    """Threads of ours may be inside together: the first one in sets the limit, and the last one out lifts it."""

    def __init__(self) -> None:
        self._libraries = ThreadpoolController()
        self._lock = threading.Lock()
        self._inside = 0
        self._limit: Any = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if not self._inside:
                self._limit = self._libraries.limit(limits=1, user_api="blas")
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                if not self._inside:
                    self._limit.restore_original_limits()


one_thread = _OneThread()
"""Inside, the matrix library works with one thread; behind it with as many as before."""
