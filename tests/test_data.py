"""The annotated releases in `data/`: every span says what its text says, and the splits hold what they promise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extract.lexicon import default

DATA = Path(__file__).parents[1] / "data"
GOLD = sorted(path for path in (DATA / "annotated").glob("*.json") if path.name != "floors.json")
SPLITS = ("train", "dev", "test")
LABELS = {"PER", "TITLE", "ORG", "LOC", "EVENT", "VENUE"}
OVER = {"TITLE", "EVENT", "VENUE"}
KEYS = {
    "id", "title", "publisher", "dateline", "officials", "event", "theme", "figures", "quotes", "attendance", "programmes",
    "regulations", "credits", "entities",
}  # fmt: skip
ENTITY_KEYS = {"id", "entities", "inside"}      # of a train release that teaches entities alone

NUMBER_WORDS = {row["term"] for row in default().rows("number_words")}


def _load(path: Path) -> tuple[str, dict[str, Any]]:
    raw = (DATA / "raw" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    return raw, json.loads(path.read_text(encoding="utf-8"))


def _surfaces(gold: dict[str, Any]) -> Iterator[tuple[list[int], str]]:
    """Every span whose surface the gold also states."""
    event = gold["event"] or {}
    for holder, key in (
        (gold["title"], "text"),
        (gold["publisher"], "name" if "name" in (gold["publisher"] or {}) else "text"),
        (gold["theme"], "text"),
        (event, "name"),
        (event.get("venue"), "name"),
    ):
        if holder:
            yield holder["span"], holder[key]
    for official in gold["officials"]:
        yield official["span"], official["name_surface"]
        yield official["title_span"], official["title_surface"]
    for field, key in (("quotes", "text"), ("programmes", "name"), ("credits", "name")):
        for item in gold[field]:
            yield item["span"], item[key]


FULL = [path for path in GOLD if set(_load(path)[1]) != ENTITY_KEYS]


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def release(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return _load(request.param)


@pytest.fixture(params=FULL, ids=lambda path: path.stem)
def full_release(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return _load(request.param)


def test_every_text_has_gold_and_every_gold_a_text() -> None:
    assert {path.stem for path in (DATA / "raw").glob("*.txt")} == {path.stem for path in GOLD}
    assert len(FULL) >= 60


def test_every_id_names_its_split() -> None:
    sizes = Counter(path.stem.split("-")[0] for path in GOLD)
    assert set(sizes) == set(SPLITS)
    assert sizes["train"] >= 300
    assert sizes["dev"] >= 14
    assert sizes["test"] >= 32


def test_gold_has_every_key_and_its_own_id(release: tuple[str, dict[str, Any]], request: pytest.FixtureRequest) -> None:
    _, gold = release
    assert set(gold) == KEYS or (set(gold) == ENTITY_KEYS and gold["id"].startswith("train-"))
    assert f"[{gold['id']}]" in request.node.name


def test_every_surface_is_what_its_span_says(full_release: tuple[str, dict[str, Any]]) -> None:
    raw, gold = full_release
    for (start, end), surface in _surfaces(gold):
        assert raw[start:end] == surface
        assert surface == surface.strip() != ""


def test_names_lie_in_their_surfaces(full_release: tuple[str, dict[str, Any]]) -> None:
    _, gold = full_release
    names = [official["name"] for official in gold["officials"]]
    assert len(names) == len(set(names))
    for official in gold["officials"]:
        assert official["name"] in official["name_surface"]
    assert set(gold["attendance"]) <= set(names)


def test_figures_and_regulations_hold_a_number(full_release: tuple[str, dict[str, Any]]) -> None:
    raw, gold = full_release
    for figure in gold["figures"]:
        start, end = figure["span"]
        surface = raw[start:end].lower()
        assert any(char.isdigit() for char in surface) or set(surface.split()) & NUMBER_WORDS, surface
        if figure["from_value"] is not None:
            rise = (figure["value"] > figure["from_value"]) - (figure["value"] < figure["from_value"])
            assert figure["direction"] == {1: "up", 0: "flat", -1: "down"}[rise], surface
    for regulation in gold["regulations"]:
        start, end = regulation["span"]
        assert all(str(part) in raw[start:end] for part in (regulation["number"], regulation["year"]) if part)


def test_names_of_figures_are_words_of_the_text(full_release: tuple[str, dict[str, Any]]) -> None:
    raw, gold = full_release
    for figure in gold["figures"]:
        spans = figure["indicator_spans"]
        assert " ".join(raw[start:end] for start, end in spans) == figure["indicator"]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert figure["period_inherited"] in ((True, False) if figure["period"] else (False,))


def test_entities_are_ordered_apart_and_of_known_labels(release: tuple[str, dict[str, Any]]) -> None:
    raw, gold = release
    last = 0
    for start, end, label in gold["entities"]:
        assert label in LABELS
        assert last <= start < end <= len(raw)
        assert raw[start:end] == raw[start:end].strip()
        last = end


def test_what_lies_inside_lies_in_a_title_an_event_or_a_venue(release: tuple[str, dict[str, Any]]) -> None:
    _, gold = release
    over = [(start, end) for start, end, label in gold["entities"] if label in OVER]
    for start, end, label in gold.get("inside", ()):
        assert label in LABELS - OVER - {"PER"}
        assert any(first <= start < end <= last for first, last in over)


@pytest.mark.parametrize("word", ["quotes", "figures", "officials", "entities"])
def test_every_split_has(word: str) -> None:
    counts = Counter[str]()
    for path in FULL:
        counts[path.stem.split("-")[0]] += len(_load(path)[1][word])
    assert all(counts[split] >= 10 for split in SPLITS), counts


def test_the_test_split_has_enough_themes_and_trends() -> None:
    golds = [_load(path)[1] for path in FULL if path.stem.startswith("test-")]
    assert sum(gold["theme"] is not None for gold in golds) >= 10
    assert sum(figure["from_value"] is not None for gold in golds for figure in gold["figures"]) >= 30
