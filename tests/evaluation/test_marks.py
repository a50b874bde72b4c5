"""Marked releases: what the marks tell, from both kinds of files, and how a record is scored against it."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import UsageError
from extract.evaluation import run
from extract.evaluation.gold import Event, Figure, Person, Words
from extract.evaluation.marks import Marked, gold_of, parse, read_marked

ANN = """⟦DATELINE|⟦LOC|KALABAHI⟧⟧ – ⟦TITLE#p1=Bupati Alor|Bupati⟧ ⟦PER#p1|Markus Tefbana⟧ membuka ⟦EVENT#e1|Rapat Kerja Nelayan⟧ di \
⟦VENUE#e1|Aula Melati⟧, ⟦CITY#e1|⟦LOC|Kalabahi⟧⟧, ⟦DATE#e1=2023-06-05 pagi|Senin (5/6/2023) pagi⟧, dan menyinggung \
⟦EVENT#e2|Festival Tenun⟧. Produksi ⟦IND#f1|ikan⟧ naik dari ⟦FROM#f1=20 ton|20 ton⟧ menjadi ⟦VAL#f1=25..30 ton up|25-30 ton⟧ \
⟦PERIOD#f1|tahun 2022⟧; ada ⟦VAL#f2=2 day|dua hari⟧. “⟦QUOTE#q1>p1|Laut kita kaya, jaga bersama.⟧” kata ⟦SPEAKER#q1|Bupati⟧. \
⟦SPEAKER#q2|Ia⟧ menegaskan bahwa ⟦SAYS#q2>p1|nelayan⟧, kata dia, ⟦SAYS#q2>p1|akan dibantu⟧ lewat ⟦PROG|Program Bahari⟧ dan ⟦REG|UU Nomor 5 Tahun 2021⟧. \
⟦ORG|Pemkab Alor⟧ hadir. (⟦CREDIT=writer|ab⟧)
@@
@present p1
@optional f2
@alt e1 --06-06
"""


@pytest.fixture(scope="module")
def marked() -> Marked:
    return parse("a", ANN)


def test_the_text_is_what_stands_without_marks(marked: Marked) -> None:
    assert marked.text.startswith("KALABAHI – Bupati Markus Tefbana membuka Rapat Kerja Nelayan di Aula Melati, Kalabahi, Senin")
    assert marked.text.endswith("(ab)\n")
    assert all(mark.end > mark.start for mark in marked.marks)
    assert [marked.words(mark) for mark in marked.of("LOC")] == ["KALABAHI", "Kalabahi"]


def test_what_the_marks_tell(marked: Marked) -> None:
    gold = gold_of(marked)
    assert gold.officials == [Person("Markus Tefbana", ("Bupati Alor", "Bupati"))]
    assert gold.attendance == ["Markus Tefbana"]
    assert gold.event == Event("Rapat Kerja Nelayan", ("2023-06-05",), ("--06-06",), "pagi", "Aula Melati", "Kalabahi")
    assert gold.other_events == ["Festival Tenun"]
    assert gold.figures == [Figure(30, "ton", "ikan", "tahun 2022", 20, False), Figure(2, "day", None, None, None, True)]
    (direct,) = gold.direct
    assert (direct.text, direct.speaker, direct.named) == ("Laut kita kaya, jaga bersama.", "Markus Tefbana", "Bupati")
    (indirect,) = gold.indirect
    assert indirect.named == ""
    assert {marked.text[slice(*span)] for span in indirect.spans} == {"nelayan", "akan dibantu", "nelayan, kata dia, akan dibantu"}
    assert (gold.programmes, [each.text for each in gold.regulations]) == (["Program Bahari"], ["UU Nomor 5 Tahun 2021"])
    assert [each.text for each in gold.credits] == ["ab"]
    assert gold.dateline == [Words("KALABAHI", (0, 8))]
    assert gold.title is None and not gold.actions


def test_no_event() -> None:
    gold = gold_of(parse("a", "⟦EVENT#e1|Apel⟧ dan ⟦EVENT#e2|Lomba Dayung⟧.\n@@\n@noevent\n"))
    assert (gold.event, gold.other_events) == (Event(None), ["Lomba Dayung"])


@pytest.mark.parametrize(
    ("source", "message"),
    [("⟦PER Sari⟧", "no mark at"), ("⟦PER|Sari", "PER is never closed"), ("Sari⟧", "⟧ without ⟦")],
)
def test_marks_that_are_none(source: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse("a", source)


def lines(marked: Marked) -> str:
    spans = [[m.label, m.start, m.end, list(m.ids), m.value, m.speaker, m.behalf] for m in marked.marks]
    sha = hashlib.sha256(marked.text.encode()).hexdigest()
    return json.dumps({"id": marked.id, "sha256": sha, "spans": spans, "facts": dict(marked.facts)}) + "\n"


def test_marks_apart_from_their_texts_say_the_same(marked: Marked, tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(ANN, encoding="utf-8")
    (tmp_path / "a.txt").write_text(marked.text, encoding="utf-8")
    (tmp_path / "marks.jsonl").write_text(lines(marked), encoding="utf-8")
    pool = tmp_path / "pool.jsonl"
    pool.write_text("".join(json.dumps({"id": ident, "text": text}) + "\n" for ident, text in (("b", ""), ("a", marked.text.rstrip()))))
    folder, one = list(read_marked(tmp_path)), list(read_marked(tmp_path / "a.ann"))
    apart, pooled = list(read_marked(tmp_path / "marks.jsonl", tmp_path)), list(read_marked(tmp_path / "marks.jsonl", pool))
    assert folder == one == apart == pooled


def test_texts_that_are_missing_or_others(marked: Marked, tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    marks.write_text(lines(marked), encoding="utf-8")
    with pytest.raises(UsageError, match="--texts says where"):
        list(read_marked(marks))
    with pytest.raises(UsageError, match="no text for 'a'"):
        list(read_marked(marks, tmp_path))
    (tmp_path / "a.txt").write_text("Teks lain.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="another than was marked"):
        list(read_marked(marks, tmp_path))
    with pytest.raises(UsageError, match=r"no \.ann files"):
        list(read_marked(tmp_path))


def test_scores(tmp_path, pipeline) -> None:
    (tmp_path / "a.ann").write_text(ANN, encoding="utf-8")
    (tmp_path / "b.ann").write_text("Cuaca cerah.\n@@\n@noevent\n", encoding="utf-8")
    scores = run(tmp_path, pipeline=pipeline, errors=tmp_path / "errors.tsv")
    right = {name for name, score in scores.fields.items() if score.gold and score.f1 == 1}
    assert {"official_name", "official_title", "event_name", "venue", "city", "dateline", "quote_direct", "quote_speaker"} <= right
    assert {"region_code", "credit", "regulation", "figure_trend", "speaker_words"} <= right
    assert {"title", "event_action"}.isdisjoint(scores.fields)
    assert (scores.fields["other_events"].gold, scores.fields["figure_value"].gold) == (1, 1)
    assert (scores.releases, scores.whole) == (2, 1)
    assert scores.micro.gold == sum(score.gold for score in scores.fields.values())
    whole = scores.as_dict()["all"]
    assert (whole["whole_records"], whole["releases"], whole["macro_f1"]) == (1, 2, scores.macro_f1)


def test_the_command(marked: Marked, tmp_path: Path) -> None:
    (tmp_path / "marks.jsonl").write_text(lines(marked), encoding="utf-8")
    (tmp_path / "a.txt").write_text(marked.text, encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path / "marks.jsonl"), "--texts", str(tmp_path)])
    assert result.exit_code == 0
    assert "official_name" in result.output
    assert "whole records" in result.output
