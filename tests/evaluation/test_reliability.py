"""Bands of confidence count what the gold judges, and how much of it is right."""

from types import SimpleNamespace

import pytest

from extract.evaluation import reliability
from extract.evaluation.marks import gold_of, parse
from extract.evaluation.reliability import BANDS, Reliability, judged
from extract.sources.release import Release

ANN = """⟦PER#p1|Yulia Hartati⟧ menjabat ⟦TITLE#p1|Bupati Lahat⟧. ⟦TITLE#p1|Bupati Lahat⟧ ⟦PER#p1|Yulia Hartati⟧ menyebut \
⟦IND#f1|produksi padi⟧ mencapai ⟦VAL#f1=40 ton|40 ton⟧.
@@
@noevent
"""


def test_what_the_gold_judges(pipeline):
    marked = parse("a", ANN)
    record = pipeline.process(Release("a", marked.text, "a.txt"))
    found = [(kind, right) for kind, _, right in judged(gold_of(marked), record)]
    assert ("official", True) in found and ("figure", True) in found
    assert not any(kind == "event" for kind, _ in found)


def test_a_wrong_value_is_wrong(pipeline):
    marked = parse("a", ANN.replace("=40 ton", "=41 ton").replace("Hartati", "Hartono"))
    text = marked.text.replace("Hartono", "Hartati")
    record = pipeline.process(Release("a", text, "a.txt"))
    kinds = {kind: right for kind, _, right in judged(gold_of(marked), record)}
    assert kinds["figure"] is False


@pytest.mark.parametrize("confidence, begins", [(0.0, 0.0), (0.5, 0.5), (0.94, 0.9), (0.95, 0.95), (0.99, 0.95)])
def test_bands(monkeypatch, confidence, begins):
    values = [("figure", SimpleNamespace(confidence=confidence), True), ("figure", SimpleNamespace(confidence=confidence), False)]
    monkeypatch.setattr(reliability, "judged", lambda gold, record: values)
    counts = Reliability()
    counts.add(None, None)
    assert begins in BANDS
    assert counts.rows() == [("figure", begins, 2, pytest.approx(confidence), 0.5)]


def test_what_has_no_confidence_is_in_no_band(monkeypatch):
    monkeypatch.setattr(reliability, "judged", lambda gold, record: [("official", SimpleNamespace(confidence=None), True)])
    counts = Reliability()
    counts.add(None, None)
    assert counts.rows() == []
