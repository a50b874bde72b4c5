"""Subword vectors: floret vectors as spaCy has them, of lower-cased words, in half precision on disk.

floret adds up the vectors of a word's letter groups, so that a word nobody has seen still has one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.util import registry
from spacy.vectors import Vectors
from spacy.vocab import Vocab


class SubwordVectors(Vectors):  # type: ignore[misc]
    """Half precision at rest."""

    data: NDArray[np.float32]

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
        return self


def _unpickled(data: bytes) -> SubwordVectors:
    return cast(SubwordVectors, SubwordVectors().from_bytes(data))


def create_vectors() -> Callable[[Vocab], SubwordVectors]:
    """The vectors under their name in a spaCy config."""
    def create(vocab: Vocab) -> SubwordVectors:
        return SubwordVectors(strings=vocab.strings)
    return create


registry.vectors.register("extract.vectors.v1", func=create_vectors)
