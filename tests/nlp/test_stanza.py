"""The Stanza engine: the same kind of Doc, so every component runs on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import MissingExtraError, ModelError
from extract.nlp import load
from extract.nlp.language import MODELS
from extract.nlp.stanza_engine import arguments

RELEASE = """Wakil Bupati Sleman Danang Prasetya membuka lomba panen padi di Balai Desa Sumber Agung, Kamis (4/5/2023).

"Petani kita makin sejahtera," kata Danang Prasetya. Hadir Camat Pauh, Sutan Rahman.
"""


def test_without_stanza(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(MissingExtraError, match="stanza"):
        load(engine="stanza")


def test_without_its_models(tmp_path: Path) -> None:
    pytest.importorskip("stanza", reason="the Stanza engine is an extra")
    with pytest.raises(ModelError, match=r"train_stanza\.py"):
        load(engine="stanza", stanza_dir=tmp_path)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pytest.importorskip("stanza", reason="the Stanza engine is an extra")
    return load(engine="stanza", parse=True, stanza_dir=MODELS / "id_stanza")


def test_names(nlp: Language) -> None:
    assert {e.text for e in nlp(RELEASE).ents if e.label_ == "PER"} == {"Danang Prasetya", "Sutan Rahman"}


def test_in_stanza_alone() -> None:
    stanza = pytest.importorskip("stanza", reason="the Stanza engine is an extra")
    every = ("tokenize", "pos", "lemma", "depparse", "ner")
    pipeline = stanza.Pipeline("id", download_method=None, verbose=False, **arguments(MODELS / "id_stanza", *every))
    doc = pipeline("Bupati Agam Dr. Sutan Rahman membuka lomba panen. Hadir juga Camat Pauh.")
    assert [[word.text for word in sentence.words] for sentence in doc.sentences] == [
        ["Bupati", "Agam", "Dr.", "Sutan", "Rahman", "membuka", "lomba", "panen", "."], ["Hadir", "juga", "Camat", "Pauh", "."],
    ]
    assert "Sutan Rahman" in [entity.text for entity in doc.ents if entity.type == "PER"]
    assert doc.sentences[0].words[5].upos == "VERB"


def test_tags_lemmas_and_trees(nlp: Language) -> None:
    doc = nlp("Mereka menanam padi di sawah.")
    assert [t.pos_ for t in doc] == ["PRON", "VERB", "NOUN", "ADP", "NOUN", "PUNCT"]
    assert (doc[1].lemma_, doc[1].dep_, doc[0].dep_, doc[0].head) == ("tanam", "ROOT", "nsubj", doc[1])


def test_every_component_runs(nlp: Language) -> None:
    doc = nlp(RELEASE)
    assert [m.text for m in doc._.mentions["people"]]
    assert "".join(t.text_with_ws for t in doc) == doc.text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "H."])
def test_hardly_anything(nlp: Language, text: str) -> None:
    assert nlp(text).text == nlp(text)._.extract_clean.text


def test_loads_again_with_other_options(nlp: Language) -> None:
    doc = load(engine="stanza", stanza_dir=MODELS / "id_stanza")("Petani menanam padi.")
    assert {t.pos_ for t in doc} == {""}


def test_models_of_the_user(nlp: Language, tmp_path: Path) -> None:
    for name in ("tokenize.pt", "ner.pt", "resources.json"):
        (tmp_path / name).symlink_to(MODELS / "id_stanza" / name)
    (tmp_path / "release.txt").write_text(RELEASE, encoding="utf-8")
    command = ["show", str(tmp_path / "release.txt"), "--json", "--engine", "stanza", "--stanza-dir", str(tmp_path)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert [o["name"] for o in json.loads(result.stdout)["officials"]] == ["Danang Prasetya", "Sutan Rahman"]
