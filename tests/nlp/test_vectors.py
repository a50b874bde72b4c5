"""Subword vectors: the same as spaCy's own, and through the disk in half precision."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.strings import StringStore
from spacy.vectors import Vectors

from extract.nlp.vectors import SubwordVectors

WORDS = ["bupati", "walikota", "panen", "", "desa", "panen", "kecamatan"]


def made(kind: type[Vectors], strings: StringStore) -> Vectors:
    table = np.random.default_rng(1).normal(size=(50, 6)).astype("float16").astype("f")
    return kind(strings=strings, data=table, mode="floret", minn=3, maxn=5, hash_count=2, hash_seed=7, bow="<", eow=">")


@pytest.fixture
def strings() -> StringStore:
    return StringStore(WORDS)


def keys(strings: StringStore) -> list[int]:
    return [strings[word] for word in WORDS]


def test_like_those_of_spacy(strings: StringStore) -> None:
    ours, theirs = made(SubwordVectors, strings), made(Vectors, strings)
    first = ours.get_batch(keys(strings))
    assert first.shape == (len(WORDS), 6) and first.dtype == np.float32
    np.testing.assert_array_equal(first, theirs.get_batch(keys(strings)))
    np.testing.assert_array_equal(ours.get_batch(keys(strings)[::-1]), first[::-1])
    assert np.unique(first, axis=0).shape[0] == len(set(WORDS))


def test_through_the_disk(strings: StringStore, tmp_path: Path) -> None:
    ours = made(SubwordVectors, strings)
    before = ours.get_batch(keys(strings))
    ours.to_disk(tmp_path / "v")
    assert np.load(tmp_path / "v" / "vectors").dtype == np.float16
    again = SubwordVectors(strings=strings).from_disk(tmp_path / "v")
    np.testing.assert_array_equal(again.get_batch(keys(strings)), before)
    bytes_ = SubwordVectors(strings=strings).from_bytes(ours.to_bytes())
    np.testing.assert_array_equal(bytes_.get_batch(keys(strings)), before)
