"""The networks as NumPy computes them: the same as spaCy's own, and to the last bit whatever was read before."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from spacy.pipeline import EntityRecognizer, Tok2Vec
from spacy.tokens import Doc, Span
from threadpoolctl import threadpool_info

from extract.nlp import networks
from extract.nlp.layer import LAYER
from extract.nlp.networks import Decoder, Encoder, one_thread

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.txt"))[:12]]
SENTENCE = "Bupati Lahat Hendra Wijaya membuka Rapat Koordinasi di Aula Kantor Camat Kikim, Senin (3/6/2024). "
HOSTILE = ["Bupati " * 60, "SMA NEGERI " * 40, "\n".join("PT Sari" for _ in range(30)), "Rapat", ",", " "]


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start, ent.end, ent.label_) for ent in doc.ents]


@pytest.fixture(scope="module")
def nlp(pipeline):
    return pipeline.nlp


@pytest.mark.parametrize("side_by_side", [0, 1, 16])
def test_like_spacy(nlp, monkeypatch, side_by_side):
    monkeypatch.setattr(networks, "_SIDE_BY_SIDE", side_by_side)
    tok2vec, layer, ner = (nlp.get_pipe(name) for name in ("tok2vec", "extract_layer", "ner"))
    assert Encoder.fits(tok2vec.model) and Decoder.fits(ner.model) and Decoder.fits(layer.model)
    found = 0
    for text in [*TEXTS, *HOSTILE]:
        doc = nlp.make_doc(text)
        tok2vec(doc)
        np.testing.assert_allclose(doc.tensor, Tok2Vec.predict(tok2vec, [doc])[0], atol=1e-4)
        theirs = nlp.make_doc(text)
        theirs.tensor = doc.tensor
        EntityRecognizer.set_annotations(layer, [theirs], EntityRecognizer.predict(layer, [theirs]))
        layer(doc)
        assert [(span.start, span.end, span.label_) for span in doc.spans[LAYER]] == entities(theirs)
        theirs.set_ents([], default="missing")
        EntityRecognizer.set_annotations(ner, [theirs], EntityRecognizer.predict(ner, [theirs]))
        ner(doc)
        assert entities(doc) == entities(theirs)
        assert [token.ent_iob for token in doc] == [token.ent_iob for token in theirs]
        found += len(doc.ents) + len(doc.spans[LAYER])
    assert found > 200


@pytest.mark.parametrize("kept", [700, 40_000])
def test_what_was_read_before_changes_nothing(nlp, monkeypatch, kept):
    monkeypatch.setattr(networks, "KEPT", kept)
    tok2vec = nlp.get_pipe("tok2vec")
    docs = [nlp.make_doc(text) for text in TEXTS]

    def read(order):
        encoder = Encoder(tok2vec.model)
        return {at: encoder(docs[at]).tobytes() for at in order}

    assert read(range(len(docs))) == read(reversed(range(len(docs)))) == {at: read([at])[at] for at in range(len(docs))}


def test_a_word_with_another_norm(nlp):
    tok2vec = nlp.get_pipe("tok2vec")
    plain, other = (nlp.make_doc(SENTENCE) for _ in range(2))
    other[4].norm_ = "menutup"
    tok2vec(plain)
    tok2vec(other)
    np.testing.assert_allclose(other.tensor, Tok2Vec.predict(tok2vec, [other])[0], atol=1e-4)
    assert abs(other.tensor - plain.tensor).max() > 0.1


def test_names_keep_to_what_is_there_already(nlp):
    doc = nlp.make_doc(SENTENCE)
    nlp.get_pipe("tok2vec")(doc)
    doc.set_ents([Span(doc, 0, 1, "PER")], default="missing")
    nlp.get_pipe("ner")(doc)
    assert entities(doc)[0] == (0, 1, "PER")
    assert len(doc.ents) > 2


def test_other_weights_are_seen(nlp):
    tok2vec = nlp.get_pipe("tok2vec")

    def read():
        return tok2vec.predict([nlp.make_doc(SENTENCE)])[0]

    before = read()
    maxout = next(node for node in tok2vec.model.walk() if node.name == "maxout")
    for _ in tok2vec.use_params({(maxout.id, "W"): maxout.get_param("W") * 0}):
        assert abs(read() - before).max() > 0.1
    np.testing.assert_array_equal(read(), before)


def test_what_is_kept_does_not_travel(nlp):
    tok2vec = nlp.get_pipe("tok2vec")
    before = tok2vec.predict([nlp.make_doc(SENTENCE)])[0]
    stored = pickle.dumps(tok2vec._encoder)
    assert len(stored) < 10_000
    again = pickle.loads(pickle.dumps(nlp)).get_pipe("tok2vec")
    np.testing.assert_array_equal(again.predict([nlp.make_doc(SENTENCE)])[0], before)


def test_one_thread_as_long_as_somebody_is_inside():
    def threads():
        return {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"}

    before = threads()
    with one_thread():
        with one_thread():
            assert threads() == {1}
        assert threads() == {1}
    assert threads() == before
