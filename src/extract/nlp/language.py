"""The spaCy Language that everything runs on."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import get_lang_class

from extract.errors import ModelError, UsageError
from extract.lexicon import Lexicon, default
from extract.nlp import layer, sentences, tokenizer, vectors  # noqa: F401 - they register their components
from extract.nlp.components import EXTRACTORS

MODELS = Path(__file__).parent.parent / "models"
_TOKENIZER = {"@tokenizers": "extract.tokenizer.v1"}
_PARSE = ("parse_tok2vec", "tagger", "morphologizer", "lemmatizer", "parser")


def blank() -> Language:
    """Our tokenizer and nothing else."""
    return get_lang_class("id").from_config({"nlp": {"lang": "id", "tokenizer": _TOKENIZER}})


def load(
    *, parse: bool = False, engine: str = "spacy", lexicon: Lexicon | None = None, stanza_dir: Path | None = None
) -> Language:
    """Tokenizer, entities, sentences, layout, and every extractor.

    `parse=True` adds tagger, lemmatizer and dependency parser. `engine` is "spacy" or "stanza"; `stanza_dir` holds the
    user's own Stanza models. Raises ModelError where the weights cannot be read, UsageError for another engine,
    MissingExtraError where Stanza is not installed.
    """
    if engine == "spacy":
        nlp = _spacy(parse)
    elif engine == "stanza":
        nlp = _stanza(parse, stanza_dir)
    else:
        raise UsageError(f"engine {engine!r}: there are 'spacy' and 'stanza'")
    nlp.add_pipe("extract_layout")
    for field, module in EXTRACTORS.items():
        if find_spec(f"extract.extractors.{module}"):
            nlp.add_pipe(f"extract_{field}")
    for _, component in nlp.pipeline:
        if hasattr(component, "lexicon"):
            component.lexicon = lexicon or default()
    return nlp


def _spacy(parse: bool) -> Language:
    nlp = _weights("id_release", "train_ner.py")
    if parse:
        trained = _weights("id_parse", "train_parser.py")
        for name in _PARSE:
            nlp.add_pipe(name, source=trained)
    return nlp


def _stanza(parse: bool, directory: Path | None) -> Language:
    from extract.nlp import stanza_engine  # noqa: F401 - registers the component

    nlp = blank()
    nlp.add_pipe("extract_sentences")
    own = MODELS / "id_stanza"
    directory = directory or (own if own.exists() else None)
    nlp.add_pipe("extract_stanza", config={"directory": directory and str(directory), "parse": parse})
    nlp.meta["name"] = "stanza"
    return nlp


def _weights(name: str, script: str) -> Language:
    """A trained pipeline that ships under `models/`."""
    path = MODELS / name
    if not (path / "config.cfg").exists():
        raise ModelError(f"{path}: no trained pipeline there; `training/{script}` makes it")
    try:
        return spacy.load(path)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: {error}") from error
