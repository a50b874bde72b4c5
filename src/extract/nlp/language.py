"""The spaCy Language that everything runs on."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import spacy
from spacy.language import Language
from spacy.util import dict_to_dot, get_lang_class, get_model_meta, load_config, load_model_from_config
from thinc.api import Config

from extract.errors import ModelError, UsageError
from extract.lexicon import Lexicon, default
from extract.nlp import layer, sentences, tokenizer, vectors  # noqa: F401 - they register their components
from extract.nlp.components import EXTRACTORS
from extract.nlp.pieces import FACTORIES

MODELS = Path(__file__).parent.parent / "models"
_TOKENIZER = {"@tokenizers": "extract.tokenizer.v1"}
_PARSE = ("parse_tok2vec", "tagger", "morphologizer", "lemmatizer", "parser")
_FIRST = "extract_layout"

T = TypeVar("T")


def blank() -> Language:
    """Our tokenizer and nothing else."""
    return get_lang_class("id").from_config({"nlp": {"lang": "id", "tokenizer": _TOKENIZER}})


def load(
    *,
    parse: bool = False,
    engine: str = "spacy",
    lexicon: Lexicon | None = None,
    stanza_dir: Path | None = None,
    last: Mapping[str, Mapping[str, Any]] | None = None,
    config: Mapping[str, Any] | None = None,
    exclude: str | Iterable[str] = (),
    **options: Any,
) -> Language:
    """Tokenizer, entities, sentences, layout, and every extractor.

    `parse=True` adds tagger, lemmatizer and dependency parser. `engine` is "spacy" or "stanza"; `stanza_dir` holds the
    user's own Stanza models. `last` are further components, with the config of each. `config`, `exclude` and the other
    `options` (disable, enable, vocab) are those of `spacy.load`.

    Raises ModelError where the weights cannot be read, UsageError for another engine, MissingExtraError where Stanza is
    not installed.
    """
    lexicon = lexicon or default()
    tables = {"lexicon": list(lexicon.files)}
    ours: dict[str, Mapping[str, Any]] = {_FIRST: tables, **{f"extract_{field}": tables for field in EXTRACTORS}, **(last or {})}
    if engine == "spacy":
        base, meta = _stored("id_release", "train_ner.py")
    elif engine == "stanza":
        from extract.nlp import stanza_engine  # noqa: F401 - registers the component

        base, meta = blank().config, {"name": "stanza"}
        own = MODELS / "id_stanza"
        directory = stanza_dir or (own if own.exists() else None)
        stanza = {"directory": directory and str(directory), "parse": parse}
        ours = {"extract_sentences": {}, "extract_stanza": stanza, **ours}
    else:
        raise UsageError(f"engine {engine!r}: there are 'spacy' and 'stanza'")
    nlp = load_model_from_config(_extended(base, ours, config or {}), meta=meta, exclude=exclude, **options)
    if engine == "spacy":
        # Its config is no longer the stored one.
        skipped = [exclude] if isinstance(exclude, str) else list(exclude)
        _read(MODELS / "id_release", lambda path: nlp.from_disk(path, exclude=[*skipped, "config"]))
        if parse:
            trained = _read(_there("id_parse", "train_parser.py"), spacy.load)
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", r"\[W113\]")      # "vectors are not identical": these components read none
                for name in _PARSE:
                    nlp.add_pipe(name, source=trained, before=_FIRST if _FIRST in nlp.pipe_names else None)
    for _, component in nlp.pipeline:
        if hasattr(component, "lexicon") and component.lexicon.files == lexicon.files:
            component.lexicon = lexicon
    return nlp


def _stored(name: str, script: str) -> tuple[Config, dict[str, Any]]:
    """Config and meta of a trained pipeline that ships under `models/`, with our factories in place of spaCy's."""
    path = _there(name, script)
    config = _read(path / "config.cfg", load_config)
    for component in config["components"].values():
        component["factory"] = FACTORIES.get(component["factory"], component["factory"])
    return config, _read(path, get_model_meta)


def _there(name: str, script: str) -> Path:
    path = MODELS / name
    if not (path / "config.cfg").exists():
        raise ModelError(f"{path}: no trained pipeline there; `training/{script}` makes it")
    return path


def _read(path: Path, read: Callable[[Path], T]) -> T:
    try:
        return read(path)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: {error}") from error


def _extended(base: Config, components: Mapping[str, Mapping[str, Any]], overrides: Mapping[str, Any]) -> Config:
    """`base` with `components` behind its own, and with what a user sets otherwise ("nlp.batch_size", or nested)."""
    config = base.copy()
    config["nlp"]["pipeline"] = [*config["nlp"]["pipeline"], *components]
    config["components"].update({name: {"factory": name, **options} for name, options in components.items()})
    if overrides:
        config = Config().from_str(config.to_str(), overrides=dict_to_dot(dict(overrides), for_overrides=True), interpolate=False)
    return config
