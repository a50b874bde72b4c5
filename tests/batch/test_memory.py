"""Memory does not grow with the input: bounded queues, words forgotten after their release, processes renewed."""

import itertools
import json
import os
import sys

import pytest

from extract.batch import guard
from extract.batch.executors import backend
from extract.batch.guard import Guard
from extract.batch.settings import Reader
from extract.batch.shards import SHARD_CHARACTERS, cut
from extract.sources import Release


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_an_endless_input_is_read_as_it_is_needed(workers, readers):
    read = itertools.count()

    def endless():
        for i in read:
            yield Release(f"r{i}", f"release {i}", "uri")

    with backend(readers.plain, 20.0, workers) as place:
        results = place.results(cut(endless(), 4))
        for _ in range(30):
            assert next(results).releases == 4
        assert next(read) <= (30 + place.window) * 4 + 1


def test_long_texts_make_short_shards():
    releases = [Release(None, "x" * 400_000, "uri")] * 10
    assert max(sum(len(release.text) for release in shard) for shard in cut(releases)) <= SHARD_CHARACTERS + 400_000


def test_words_are_forgotten_after_their_release(pipeline, monkeypatch):
    monkeypatch.setattr("extract.pipeline.KEPT", 0)
    reader = Reader(pipeline)
    strings = pipeline.nlp.vocab.strings

    def text(i):
        words = " ".join(f"kata{'abcdefghij'[i // 10]}{'abcdefghij'[i % 10]}{letter * 3}" for letter in "klmnopqrstu")
        return f"Bupati Lahat {words.title()} membuka {words}, Senin (3/6/2024). “Naik {i} persen,” ujar {words.title()}."

    reader(Release(None, text(0), "uri"))
    before = len(strings)
    lines = [reader(Release(None, text(i), "uri")).line for i in range(1, 40)]
    assert len(strings) <= before + 5
    assert lines[4] == reader(Release(None, text(5), "uri")).line   # what came between changes nothing


def test_caches_are_bounded(pipeline):
    """Every function of the package that remembers its results forgets the oldest."""
    caches = {
        f"{name}.{key}": value.cache_info().maxsize
        for name, module in list(sys.modules.items()) if name.startswith("extract.")
        for key, value in vars(module).items() if hasattr(value, "cache_info")
    }
    assert caches
    assert all(size is not None and size <= 10_000 for size in caches.values()), caches


def test_a_process_is_renewed(readers, monkeypatch):
    monkeypatch.setattr(guard, "RENEWAL", 10)
    keeper = Guard(readers.names_itself, 20.0)
    pids = []
    for shard in range(5):
        outcomes = keeper.outcomes([Release(None, f"{shard} {i}", "uri") for i in range(4)])
        pids.append({json.loads(outcome.line)["pid"] for outcome in outcomes})
    keeper.close()
    assert pids[0] == pids[1] == pids[2] != pids[3] == pids[4]
    assert {os.getpid()} not in pids
