"""The trained components: spaCy's own, but computed by `networks.py`, and long texts in pieces.

The networks take memory for every token that they have before them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import EntityRecognizer, Tok2Vec
from spacy.pipeline.ner import DEFAULT_NER_MODEL
from spacy.pipeline.tok2vec import DEFAULT_TOK2VEC_MODEL
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from thinc.api import Model

from extract.nlp.networks import Decoder, Encoder, Found, one_thread

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
        """One after the other: what a text is read as does not depend on those beside it."""
        for doc in stream:
            if self(doc) is not None:       # an error handler that passes over an error gives nothing
                yield doc

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


class PieceTok2Vec(InPieces, Tok2Vec):  # type: ignore[misc]
    """spaCy's `tok2vec`."""

    def __init__(self, vocab: Vocab, model: Model[Any, Any], name: str) -> None:
        super().__init__(vocab, model, name)
        self._encoder: Encoder | None = None    # of weights that stay as they are
        self._learns = False

    def predict(self, docs: Iterable[Doc]) -> Any:
        docs = list(docs)
        for vocab in {id(doc.vocab): doc.vocab for doc in docs}.values():
            # A pickled vocab comes back with vectors that look words up elsewhere.
            if vocab.vectors.strings is not vocab.strings:
                vocab.vectors.strings = vocab.strings
        if self._encoder is None and not self._learns and Encoder.fits(self.model):
            self._encoder = Encoder(self.model)
        if self._encoder is None or self._learns or not all(map(len, docs)):
            return super().predict(docs)
        with one_thread():
            return [self._encoder(doc) for doc in docs]

    def update(self, *arguments: Any, **settings: Any) -> Any:
        self._learns = True
        return super().update(*arguments, **settings)

    def use_params(self, params: Any) -> Iterator[None]:
        before, self._learns = self._learns, True
        yield from super().use_params(params)
        self._learns = before

    def from_disk(self, *arguments: Any, **settings: Any) -> PieceTok2Vec:
        self._encoder, self._learns = None, False
        return cast(PieceTok2Vec, super().from_disk(*arguments, **settings))

    def from_bytes(self, *arguments: Any, **settings: Any) -> PieceTok2Vec:
        self._encoder, self._learns = None, False
        return cast(PieceTok2Vec, super().from_bytes(*arguments, **settings))

    def part_of(self, piece: Doc, start: int) -> Any:
        return piece.tensor

    def join(self, doc: Doc, parts: list[Any]) -> None:
        doc.tensor = np.concatenate(parts)


class PieceRecognizer(InPieces, EntityRecognizer):  # type: ignore[misc]
    """spaCy's `ner`."""

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """For each text its entities, or the state that spaCy's own parser leaves behind."""
        docs = list(docs)
        if not Decoder.fits(self.model) or self.cfg["beam_width"] > 1:
            return list(super().predict(docs))
        decoder = Decoder(self.model, [self.moves.get_class_name(number) for number in range(self.moves.n_moves)])
        with one_thread():
            return [self._found(doc, decoder) for doc in docs]

    def _found(self, doc: Doc, decoder: Decoder) -> Any:
        if not len(doc) or doc.has_annotation("ENT_IOB") or (len(doc) > 1 and doc.has_annotation("SENT_START")):
            return super().predict([doc])[0]    # names keep to what is there already
        return decoder(doc)

    def set_annotations(self, docs: Iterable[Doc], states: Iterable[Any]) -> None:
        for doc, found in zip(docs, states, strict=True):
            if isinstance(found, list):
                self.write(doc, found)
            else:
                super().set_annotations([doc], [found])

    def write(self, doc: Doc, found: list[Found]) -> None:
        """The entities into a text that has none."""
        doc.set_ents([Span(doc, *each) for each in found])

    def part_of(self, piece: Doc, start: int) -> list[Found]:
        return [(start + ent.start, start + ent.end, ent.label_) for ent in piece.ents]

    def join(self, doc: Doc, parts: list[list[Found]]) -> None:
        self.write(doc, [found for part in parts for found in part])


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
