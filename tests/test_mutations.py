"""Damaged releases give records that hold what they promise. `benchmarks/robust.py` does the same with thousands."""

import random
from pathlib import Path

import pytest

from extract.sources.release import Release
from mutations import ALL, mutated
from spans import faults

RAWS = [path.read_bytes().decode() for path in sorted((Path(__file__).parents[1] / "data" / "raw").glob("*.txt"))]
SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_damaged_release(pipeline, seed):
    source = random.Random(seed)
    raw = mutated(source.choice(RAWS), source)
    assert faults(pipeline.process(Release("damaged", raw, "x")), raw) == []


@pytest.mark.parametrize("mutation", dict.fromkeys(ALL), ids=lambda mutation: mutation.__name__)
def test_each_mutation_changes_a_text(mutation):
    text = "Bupati Lahat (57) meninjau “Café Rakyat”. Harga turun 5 persen, dari Rp12.000 menjadi Rp11.400.\n"
    assert any(mutation(random.Random(seed), text) != text for seed in range(10))


def test_the_same_seed_damages_in_the_same_way():
    assert mutated(RAWS[0], random.Random(3)) == mutated(RAWS[0], random.Random(3)) != mutated(RAWS[0], random.Random(4))


@pytest.mark.parametrize(("record", "fault"), [
    ({"title": {"text": "Rapat", "span": (5, 5)}}, "record.title.span [5, 5]"),
    ({"title": {"text": "Rapat", "span": (0, 500)}}, "record.title.span [0, 500]"),
    ({"title": {"text": " ", "span": (0, 5)}}, "record.title.text is empty"),
    ({"places": [{"name": "Lahat", "level": None, "region_code": None, "mentions": [(9, 14), (0, 5)]}]}, "places.0.mentions"),
])  # fmt: skip
def test_what_is_a_fault(pipeline, record, fault):
    sound = pipeline.process(Release("sound", "Rapat di Lahat.", "x"))
    broken = type(sound).model_validate(sound.model_dump() | record)
    assert faults(sound, "Rapat di Lahat.") == []
    assert faults(broken, "Rapat di Lahat.") == [fault]
