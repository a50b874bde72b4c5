"""Long texts are read in pieces: the same as long as they are short, nearly the same where they are not, and little memory."""

import pytest
from spacy.tokens import Doc

from extract.nlp import pieces
from extract.nlp.layer import LAYER
from extract.nlp.pieces import PIECE, PieceRecognizer, PieceTok2Vec

SENTENCE = "Bupati Lahat Hendra Wijaya membuka Rapat Koordinasi di Aula Kantor Camat Kikim, Senin (3/6/2024). "
TRAINED = ("tok2vec", "extract_layer", "ner")


def found(doc: Doc) -> tuple[list[str], list[str]]:
    return [f"{e.label_} {e.text} {e.start}" for e in doc.ents], [f"{s.label_} {s.text} {s.start}" for s in doc.spans[LAYER]]


def read(pipeline, text: str) -> Doc:
    doc = pipeline.nlp.make_doc(text)
    for name in TRAINED:
        doc = pipeline.nlp.get_pipe(name)(doc)
    return doc


def test_the_components_are_ours(pipeline):
    assert isinstance(pipeline.nlp.get_pipe("tok2vec"), PieceTok2Vec)
    assert all(isinstance(pipeline.nlp.get_pipe(name), PieceRecognizer) for name in TRAINED[1:])


def test_sentences_are_read_alike_whole_and_in_pieces(pipeline, monkeypatch):
    text = SENTENCE * 20
    whole = read(pipeline, text)
    monkeypatch.setattr(pieces, "PIECE", len(whole) // 7)
    cut = read(pipeline, text)
    assert cut.tensor.shape == whole.tensor.shape
    assert len(found(whole)[0]) >= 40
    assert len(found(whole)[1]) >= 20
    assert found(cut) == found(whole)


@pytest.mark.parametrize("size", [2, 3, 1000])
def test_many_are_read_as_one_by_one(pipeline, monkeypatch, size):
    monkeypatch.setattr(pieces, "PIECE", 60)
    texts = [SENTENCE, "", SENTENCE * 5, "Camat.", SENTENCE, SENTENCE * 2]
    docs = [pipeline.nlp.make_doc(text) for text in texts]
    for name in TRAINED:
        docs = list(pipeline.nlp.get_pipe(name).pipe(docs, batch_size=size))
    assert [found(doc) for doc in docs] == [found(read(pipeline, text)) for text in texts]


@pytest.mark.parametrize(("text", "ends"), [
    (SENTENCE * 3, {"."}),                     # a sentence ends within the piece
    ("Bupati dan " * 40, {"Bupati", "dan"}),   # none does
    ("Bupati\n" * 40, {"\n"}),
])  # fmt: skip
def test_where_a_text_is_cut(pipeline, monkeypatch, text, ends):
    monkeypatch.setattr(pieces, "PIECE", 30)
    doc = pipeline.nlp.make_doc(text)
    cut = list(pieces._pieces(doc))
    assert [token.text_with_ws for _, piece in cut for token in piece] == [token.text_with_ws for token in doc]
    assert [start for start, _ in cut] == [sum(len(piece) for _, piece in cut[:at]) for at in range(len(cut))]
    assert all(len(piece) <= 30 for _, piece in cut)
    assert {piece[-1].text for _, piece in cut[:-1]} <= ends


def test_no_more_is_read_at_once(pipeline, monkeypatch):
    """What memory is needed follows from that."""
    seen = []
    predict = PieceTok2Vec.predict
    monkeypatch.setattr(PieceTok2Vec, "predict", lambda self, docs: (seen.append(sum(map(len, docs))), predict(self, docs))[1])
    component = pipeline.nlp.get_pipe("tok2vec")
    component(pipeline.nlp.make_doc("," * (2 * PIECE + 1)))
    list(component.pipe([pipeline.nlp.make_doc("," * 1_000) for _ in range(12)], batch_size=64))
    assert max(seen) <= PIECE
    assert sum(seen) == 2 * PIECE + 1 + 12_000
