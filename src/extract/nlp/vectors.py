"""Subword vectors: floret vectors as spaCy has them, of lower-cased words, kept small on disk and fast in memory.

floret adds up the vectors of a word's letter groups, so that a word nobody has seen still has one. That costs as much as a
layer of the network each time it is done; here it is done once for each word, and the table is in half precision at rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.util import registry
from spacy.vectors import Vectors
from spacy.vocab import Vocab

_KEPT = 40_000      # words whose vectors stay in memory: 15 MB at 96 dimensions, what two thousand releases have


class SubwordVectors(Vectors):  # type: ignore[misc]
    """The vectors of words that were looked up stay, until there are too many and all go."""

    data: NDArray[np.float32]

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._kept: NDArray[np.float32] = np.empty((_KEPT, int(self.shape[1])), dtype="f")

    def get_batch(self, keys: Sequence[int]) -> NDArray[np.float32]:
        """One row for each key (the hash of a word that the StringStore has)."""
        keys = np.asarray(keys, dtype="uint64").tolist()
        rows = [self._rows.get(key, -1) for key in keys]
        if -1 in rows:
            new = [key for key in dict.fromkeys(keys) if key not in self._rows]
            if len(self._rows) + len(new) > _KEPT:
                self._forget()
                new = list(dict.fromkeys(keys))
            if len(new) > _KEPT:
                return cast("NDArray[np.float32]", super().get_batch(keys))
            first = len(self._rows)
            self._kept[first:first + len(new)] = super().get_batch(new)
            self._rows.update(zip(new, range(first, first + len(new)), strict=True))
            rows = [self._rows[key] for key in keys]
        return self._kept[rows]

    def __reduce__(self) -> tuple[Callable[[bytes], SubwordVectors], tuple[bytes]]:
        return _unpickled, (self.to_bytes(),)

    def to_disk(self, path: Path, **settings: Any) -> None:
        whole = self.data
        self.data = whole.astype("float16")
        super().to_disk(path, **settings)
        self.data = whole

    def from_disk(self, path: Path, **settings: Any) -> SubwordVectors:
        super().from_disk(path, **settings)
        self.data = self.data.astype("float32")
        self._forget()
        return self

    def from_bytes(self, data: bytes, **settings: Any) -> SubwordVectors:
        super().from_bytes(data, **settings)
        self._forget()
        return self


def _unpickled(data: bytes) -> SubwordVectors:
    return SubwordVectors().from_bytes(data)


def create_vectors() -> Callable[[Vocab], SubwordVectors]:
    """The vectors under their name in a spaCy config."""
    def create(vocab: Vocab) -> SubwordVectors:
        return SubwordVectors(strings=vocab.strings)
    return create


registry.vectors.register("extract.vectors.v1", func=create_vectors)
