"""How often rules fire and are right, and what a value comes from."""

import csv
import json
from io import StringIO

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.evaluation.by_rule import table
from extract.evaluation.marks import read_marked
from extract.lexicon import default
from extract.sinks.why import reasons
from extract.sources import Release

ANN = """⟦TITLE#p1|Bupati Alor⟧ ⟦PER#p1|Markus Tefbana⟧ membuka ⟦EVENT#e1|Rapat Kerja Nelayan⟧ di ⟦VENUE#e1|Aula Melati⟧, \
⟦DATE#e1=2023-06-05|Senin (5/6/2023)⟧. Bantuan bagi ⟦VAL#f1=150 person|150⟧ ⟦IND#f1|nelayan⟧, lalu 40 pedagang.
"""


@pytest.fixture
def marks(tmp_path):
    path = tmp_path / "a.ann"
    path.write_text(ANN, encoding="utf-8")
    return path


def test_a_row_for_every_rule(pipeline, marks):
    rows = {f"{row.set}/{row.rule}": row for row in table([], read_marked(marks), pipeline)}
    head = rows["people/title_name"]
    assert (head.fired, head.judged, head.right) == (1, 1, 1)
    noun = rows["figures/figure.noun"]
    assert (noun.fired, noun.judged, noun.right) == (2, 2, 1)
    assert (rows["number counts/quantity"].fired, rows["number counts/quantity"].judged) == (2, None)
    assert (rows["number counts/year"].fired, rows["topics/topic-term"].judged) == (0, None)
    fired = {f"{row.set}/{row.rule}": row.fired for row in table([Release(None, "Ada 40 pedagang.", "a")], read_marked(marks), pipeline)}
    assert fired["number counts/quantity"] == 1
    assert {row.fired for row in table()} == {None}


def test_the_command(marks):
    marks.with_name("a.txt").write_text("Ada 40 pedagang.", encoding="utf-8")
    result = CliRunner().invoke(app, ["rules", str(marks.with_name("a.txt")), "--format", "json"])
    assert result.exit_code == 0
    listed = CliRunner().invoke(app, ["rules"])
    assert "number counts" in listed.output and "title_name" in listed.output
    rows = list(csv.DictReader(StringIO(CliRunner().invoke(app, ["rules", "--marked", str(marks), "--format", "csv"]).output)))
    assert [(row["fired"], row["judged"], row["right"]) for row in rows if (row["set"], row["rule"]) == ("venue speaks", "head by date")] == [("1", "1", "1")]
    assert json.loads(result.output)[0].keys() == rows[0].keys()


def test_why(pipeline):
    doc = pipeline.analyse("Rapat digelar di Aula Melati. “Laut kita kaya,” kata Bupati Alor.")
    found = {(reason.field, reason.words): reason for reason in reasons(doc, default())}
    venue = found["venues", "Aula Melati"]
    assert venue.rule.startswith("venue speaks/cue") and venue.rule.endswith("as in: bertempat ^di Oesao")
    assert venue.known_by == ("venue-cue: digelar",)
    assert found["quotes", "Laut kita kaya,"].known_by == ("cue: kata",)


def test_why_in_the_terminal(tmp_path):
    (tmp_path / "a.txt").write_text("Rapat digelar di Aula Melati.\n", encoding="utf-8")
    output = CliRunner().invoke(app, ["show", str(tmp_path / "a.txt"), "--why"]).output
    assert "venue speaks/cue" in output and "venue-cue: digelar" in " ".join(output.split())
