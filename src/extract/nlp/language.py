"""The spaCy Language that everything runs on."""

from __future__ import annotations

from importlib.util import find_spec

import spacy
from spacy.language import Language

from extract.nlp.components import EXTRACTORS


def load() -> Language:
    """Tokenizer, sentences, entities, layout, and every extractor."""
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("extract_layout")
    for field, module in EXTRACTORS.items():
        if find_spec(f"extract.extractors.{module}"):
            nlp.add_pipe(f"extract_{field}")
    return nlp
