"""Long texts are read in pieces: the networks take 14 kB of memory for every token that they have before them at once.

The components are spaCy's own but for that; a text of up to `PIECE` tokens they read as spaCy does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import EntityRecognizer, Tok2Vec
from spacy.pipeline.ner import DEFAULT_NER_MODEL
from spacy.pipeline.tok2vec import DEFAULT_TOK2VEC_MODEL
from spacy.tokens import Doc, Span

PIECE = 5_000
"""Tokens that are read at once: more than nearly every release has."""

_LAST = 500
"""Tokens at the end of a piece among which a sentence's end is looked for."""

_ENDS = frozenset(".!?…")


class InPieces:
    """Mixed into a trained component before its class, which says with `part_of` and `join` how its results go together."""

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) <= PIECE:
            return super().__call__(doc)  # type: ignore[misc, no-any-return]
        found = []
        for start, piece in _pieces(doc):
            found.append(self.part_of(super().__call__(piece), start))  # type: ignore[misc]
        self.join(doc, found)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """As spaCy's, with no more than `PIECE` tokens in a batch."""
        for docs in _batches(stream, batch_size):
            if len(docs) == 1:
                yield self(docs[0])
            else:
                yield from super().pipe(docs, batch_size=batch_size)  # type: ignore[misc]

    def part_of(self, piece: Doc, start: int) -> Any:
        """What the component wrote into a piece that begins with token `start`."""
        raise NotImplementedError

    def join(self, doc: Doc, parts: list[Any]) -> None:
        """Write the parts into the whole."""
        raise NotImplementedError


def _pieces(doc: Doc) -> Iterator[tuple[int, Doc]]:
    """The doc in pieces that end with a sentence, where one ends, and the token that each begins with."""
    start = 0
    while start < len(doc):
        stop = min(start + PIECE, len(doc))
        if stop < len(doc):
            near = range(stop - 1, max(start, stop - _LAST), -1)
            stop = next((at + 1 for at in near if doc[at].text in _ENDS or doc[at].text[0] == "\n"), stop)
        tokens = doc[start:stop]
        piece = Doc(doc.vocab, words=[token.text for token in tokens], spaces=[bool(token.whitespace_) for token in tokens])
        piece.tensor = doc.tensor[start:stop]
        yield start, piece
        start = stop


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    tokens = 0
    for doc in stream:
        if batch and (len(batch) == size or tokens + len(doc) > PIECE):
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch


class PieceTok2Vec(InPieces, Tok2Vec):  # type: ignore[misc]
    """spaCy's `tok2vec`."""

    def predict(self, docs: Iterable[Doc]) -> Any:
        docs = list(docs)
        for vocab in {id(doc.vocab): doc.vocab for doc in docs}.values():
            # A pickled vocab comes back with vectors that look words up elsewhere.
            if vocab.vectors.strings is not vocab.strings:
                vocab.vectors.strings = vocab.strings
        return super().predict(docs)

    def part_of(self, piece: Doc, start: int) -> Any:
        return piece.tensor

    def join(self, doc: Doc, parts: list[Any]) -> None:
        doc.tensor = np.concatenate(parts)


class PieceRecognizer(InPieces, EntityRecognizer):  # type: ignore[misc]
    """spaCy's `ner`."""

    def part_of(self, piece: Doc, start: int) -> list[tuple[int, int, int]]:
        return [(start + ent.start, start + ent.end, ent.label) for ent in piece.ents]

    def join(self, doc: Doc, parts: list[list[tuple[int, int, int]]]) -> None:
        doc.set_ents([Span(doc, *found) for part in parts for found in part])


FACTORIES = {"tok2vec": "extract_tok2vec", "ner": "extract_ner"}
"""spaCy's factory -> ours. Weights are trained, and saved, under spaCy's."""


@Language.factory("extract_tok2vec", assigns=["doc.tensor"], default_config={"model": DEFAULT_TOK2VEC_MODEL})
def create_tok2vec(nlp: Language, name: str, model: Any) -> PieceTok2Vec:
    """`tok2vec` under its name in a spaCy config."""
    return PieceTok2Vec(nlp.vocab, model, name)


@Language.factory(
    "extract_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "moves": None, "update_with_oracle_cut_size": 100, "model": DEFAULT_NER_MODEL, "incorrect_spans_key": None,
        "scorer": {"@scorers": "spacy.ner_scorer.v1"},
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)  # fmt: skip
def create_ner(
    nlp: Language, name: str, model: Any, moves: Any, update_with_oracle_cut_size: int, incorrect_spans_key: Any, scorer: Any
) -> PieceRecognizer:
    """`ner` under its name in a spaCy config."""
    return PieceRecognizer(
        nlp.vocab, model, name, moves=moves, update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key, scorer=scorer,
    )  # fmt: skip
