"""Field scores: what matches, what counts neither way, and the floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import UsageError
from extract.evaluation import Score, Scores, run
from extract.evaluation.match import overlap, pairs, same_name, same_number, token_f1
from extract.pipeline import Pipeline

TEXT = "Bupati Alor Markus Tefbana menyerahkan bantuan bagi 25 nelayan di Kalabahi, Senin (5/6/2023).\n"
GOLD: dict[str, Any] = {
    "id": "dev-a", "title": None, "publisher": None, "dateline": None, "theme": None, "attendance": [], "quotes": [],
    "programmes": [], "regulations": [], "credits": [], "entities": [],
    "officials": [{"name": "Markus Tefbana", "title": "Bupati Alor", "title_surface": "Bupati Alor"}],
    "event": {"name": None, "dates": ["2023-06-05"], "action": "menyerahkan", "time_of_day": None, "venue": None, "city": None},
    "figures": [
        {"indicator": "nelayan", "value": 25, "unit": "person", "quantity_of": "nelayan", "period": None, "from_value": None,
         "span": [52, 62], "optional": True},
    ],
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "annotated").mkdir()
    (tmp_path / "raw" / "dev-a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "annotated" / "dev-a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path / "annotated"


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [((0, 0, 0), 1, 1, 1), ((0, 2, 0), 0, 0, 0), ((0, 0, 2), 0, 0, 0), ((1, 2, 1), 1, 0.5, 2 / 3), ((2, 4, 3), 2 / 3, 0.5, 4 / 7)],
)
def test_precision_recall_f1(counts: tuple[int, int, int], precision: float, recall: float, f1: float) -> None:
    score = Score(*counts)
    assert (score.precision, score.recall, score.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("Edy Pratama", "edy pratama", True), ("Edy", "Edy Pratama", False), ("", "", False)],
)
def test_names(first: str, second: str, same: bool) -> None:
    assert same_name(first, second) is same


def test_how_much_two_texts_and_two_spans_share() -> None:
    assert token_f1("Rapat Koordinasi Daerah", "rapat koordinasi") == pytest.approx(0.8)
    assert token_f1("Rakor", None) == 0
    assert token_f1("Menteri Pertanian (Mentan)", "menteri pertanian") == 1
    assert overlap((0, 10), (5, 10)) == pytest.approx(0.5)
    assert overlap((0, 5), (5, 10)) == 0
    assert same_number(0.1 + 0.2, 0.3)
    assert not same_number(1, None)


def test_each_gold_and_each_find_is_used_once() -> None:
    assert pairs([1, 1, 2], [1, 2, 2], lambda g, f: g == f) == [(0, 0), (2, 1)]


def test_a_release_is_scored_and_what_is_optional_counts_neither_way(data: Path, pipeline: Pipeline) -> None:
    scores = run(data, split="dev", pipeline=pipeline)
    assert scores.fields["official_title"].f1 == 1
    assert scores.fields["event_date"].f1 == 1
    assert (scores.fields["figure_value"].gold, scores.fields["figure_value"].found) == (0, 0)


def test_misses_say_what_was_missed_and_what_was_too_much(data: Path, pipeline: Pipeline, tmp_path: Path) -> None:
    gold = GOLD | {"officials": [GOLD["officials"][0] | {"name": "Yosep Tefbana"}]}
    (data / "dev-a.json").write_text(json.dumps(gold), encoding="utf-8")
    run(data, split="dev", errors=tmp_path / "errors.tsv", pipeline=pipeline)
    rows = [line.split("\t") for line in (tmp_path / "errors.tsv").read_text(encoding="utf-8").splitlines()]
    assert [row[:3] for row in rows if row[0] == "official_name"] == [
        ["official_name", "dev-a", "missed"], ["official_name", "dev-a", "extra"],
    ]


def test_floors() -> None:
    scores = Scores({"venue": Score(1, 2, 2), "theme": Score(1, 1, 1)})
    assert scores.below({"venue": 0.5, "theme": 0.9}) == []
    assert scores.below({"venue": 0.6, "quote": 0.1}) == [("venue", 0.5, 0.6), ("quote", 0.0, 0.1)]


def test_a_missed_floor_ends_with_code_1(data: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"official_name": 0.9, "theme": 1.1}', encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", str(data), "--split", "dev", "--floors", str(floors)])
    assert result.exit_code == 1
    assert "theme: 1.000 is under its floor 1.100" in result.output
    assert "official_name:" not in result.output


def test_the_train_split_is_not_scored(data: Path) -> None:
    with pytest.raises(UsageError, match="training text"):
        run(data, split="train")
