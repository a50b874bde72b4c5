"""The trained pipelines that ship: their labels, their size, and that what they say is of use."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from extract.errors import ModelError
from extract.nlp import language, load
from extract.nlp.language import MODELS

SENTENCES = [
    # text, PER, TITLE
    ("Kepala Dinas Perikanan Kabupaten Alor Markus Tefbana membuka lomba mancing.", ["Markus Tefbana"],
     ["Kepala Dinas Perikanan Kabupaten Alor"]),
    ("Wakil Bupati Sleman Danang Prasetya menyerahkan bantuan kepada petani.", ["Danang Prasetya"], ["Wakil Bupati Sleman"]),
    ("Kegiatan itu dihadiri Camat Pauh, Sutan Rahman, dan Kapolres AKBP Dewi Lestari.", ["Sutan Rahman", "Dewi Lestari"],
     ["Camat Pauh", "Kapolres"]),
    ("Warga bergotong royong membersihkan saluran air sejak pagi.", [], []),
]


@pytest.fixture(scope="module")
def parsing() -> Language:
    return load(parse=True)


def size(path: Path) -> float:
    return sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) / 1e6


def test_labels() -> None:
    nlp = spacy.load(MODELS / "id_release")
    assert set(nlp.get_pipe("ner").labels) == {"PER", "ORG", "LOC"}
    assert set(nlp.get_pipe("extract_layer").labels) == {"TITLE", "EVENT", "VENUE"}


def test_sizes() -> None:
    assert size(MODELS / "id_release") <= 20
    assert size(MODELS) < 40


@pytest.mark.parametrize("name", sorted(p.name for p in MODELS.iterdir() if p.is_dir()))
def test_every_model_has_a_card(name: str) -> None:
    card = (MODELS / name / "README.md").read_text("utf-8")
    assert all(f"## {part}" in card for part in ("Data", "Scores", "Known failures", "Rebuild"))


@pytest.mark.parametrize(("text", "people", "titles"), SENTENCES)
def test_entities_and_the_layer_over_them(parsing: Language, text: str, people: list[str], titles: list[str]) -> None:
    doc = parsing(text)
    assert [e.text for e in doc.ents if e.label_ == "PER"] == people
    assert [s.text for s in doc.spans["layer"] if s.label_ == "TITLE"] == titles


def test_entities_that_are_there_before_stay() -> None:
    nlp = load()
    doc = nlp.make_doc("Bupati Lahat membuka rapat pada 5 Mei di Jakarta.")
    doc.set_ents([Span(doc, 5, 7, "DATE")], default="missing")
    for name in ("tok2vec", "ner"):
        doc = nlp.get_pipe(name)(doc)
    assert ("5 Mei", "DATE") in [(e.text, e.label_) for e in doc.ents]
    assert "PER" in nlp.get_pipe("ner").labels


def test_tags_lemmas_and_trees(parsing: Language) -> None:
    doc = parsing("Petani menanam padi di sawah. Mereka memanen jagung.")
    assert [t.pos_ for t in doc] == ["NOUN", "VERB", "NOUN", "ADP", "NOUN", "PUNCT", "PRON", "VERB", "NOUN", "PUNCT"]
    assert (doc[1].lemma_, doc[1].dep_, doc[0].dep_, doc[0].head) == ("tanam", "ROOT", "nsubj", doc[1])
    assert [s.text for s in doc.sents] == ["Petani menanam padi di sawah.", "Mereka memanen jagung."]


def test_without_the_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(language, "MODELS", tmp_path)
    with pytest.raises(ModelError, match=r"train_ner\.py"):
        load()
