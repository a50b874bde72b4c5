"""The spaCy Language that everything runs on."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import get_lang_class

from extract.errors import ModelError
from extract.lexicon import Lexicon, default
from extract.nlp import sentences, tokenizer  # noqa: F401 - registers the tokenizer and the sentence component
from extract.nlp.components import EXTRACTORS

MODELS = Path(__file__).parent.parent / "models"
_TOKENIZER = {"@tokenizers": "extract.tokenizer.v1"}


def blank() -> Language:
    """Our tokenizer and nothing else."""
    return get_lang_class("id").from_config({"nlp": {"lang": "id", "tokenizer": _TOKENIZER}})


def load(*, parse: bool = False, engine: str = "spacy", lexicon: Lexicon | None = None) -> Language:
    """Tokenizer, entities, sentences, layout, and every extractor.

    `parse=True` adds tagger, lemmatizer and dependency parser. Raises ModelError where the weights cannot be read.
    """
    lexicon = lexicon or default()
    nlp = _weights("id_release")
    nlp.add_pipe("extract_layout")
    for field, module in EXTRACTORS.items():
        if find_spec(f"extract.extractors.{module}"):
            nlp.add_pipe(f"extract_{field}")
    for _, component in nlp.pipeline:
        if hasattr(component, "lexicon"):
            component.lexicon = lexicon
    return nlp


def _weights(name: str) -> Language:
    """The trained pipeline that ships under `models/`."""
    path = MODELS / name
    if not (path / "config.cfg").exists():
        raise ModelError(f"{path}: no trained pipeline there; `training/train_ner.py` makes it")
    try:
        return spacy.load(path)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: {error}") from error
