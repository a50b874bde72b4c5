"""A second entity recogniser for what lies over PER, ORG and LOC: TITLE, EVENT, VENUE.

"Kepala Dinas Sosial Kota Bekasi" is one TITLE with an ORG inside, so the two cannot share `doc.ents`. This component
writes `doc.spans["layer"]` and leaves `doc.ents` to the recogniser after it, with which it shares the tok2vec layers.
Texts without `spans["layer"]` (the public corpora) teach it nothing and are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.pipeline.ner import DEFAULT_NER_MODEL
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from extract.nlp.networks import Found
from extract.nlp.pieces import PieceRecognizer
from extract.words.view import LAYER


class LayerRecognizer(PieceRecognizer):
    """An EntityRecognizer whose entities are the spans of `doc.spans["layer"]`."""

    def initialize(self, get_examples: Callable[[], Iterable[Example]], **kwargs: Any) -> None:
        super().initialize(lambda: [_over(e) for e in get_examples() if LAYER in e.reference.spans], **kwargs)

    def update(self, examples: Iterable[Example], **kwargs: Any) -> Any:
        examples = list(examples)
        if any(LAYER not in e.reference.spans for e in examples):
            return kwargs.get("losses")
        return super().update([_over(e) for e in examples], **kwargs)

    def set_annotations(self, docs: Iterable[Doc], states: Iterable[Any]) -> None:
        for doc, found in zip(docs, states, strict=True):
            super().set_annotations([doc], [found])
            if not isinstance(found, list):
                self.write(doc, [(ent.start, ent.end, ent.label_) for ent in doc.ents])

    def write(self, doc: Doc, found: list[Found]) -> None:
        doc.spans[LAYER] = SpanGroup(doc, name=LAYER, spans=[Span(doc, *each) for each in found])
        doc.set_ents([], default="missing")

    def part_of(self, piece: Doc, start: int) -> list[Found]:
        return [(start + span.start, start + span.end, span.label_) for span in piece.spans[LAYER]]


def _over(example: Example) -> Example:
    reference = example.reference.copy()
    reference.set_ents(list(example.reference.spans[LAYER]))
    return Example(example.predicted, reference)


@Language.factory("extract_layer", default_config={"moves": None, "update_with_oracle_cut_size": 100, "model": DEFAULT_NER_MODEL})
def create(nlp: Language, name: str, model: Any, moves: Any, update_with_oracle_cut_size: int) -> LayerRecognizer:
    """The recogniser under its name in a spaCy config."""
    return LayerRecognizer(nlp.vocab, model, name, moves=moves, update_with_oracle_cut_size=update_with_oracle_cut_size)
