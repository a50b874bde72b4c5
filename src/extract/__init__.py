"""Turn Indonesian government news releases into structured records.

>>> import extract
>>> record = extract.extract("PALANGKA RAYA – Wakil Gubernur Edy Pratowo membuka Rapat Koordinasi ...")
>>> nlp = extract.load()                      # a spaCy Language; its Docs carry one span group per field
>>> records = extract.extract_many(texts)     # streams: an iterator of records, one per text
>>> frames = extract.to_frames(records)       # dict of pandas DataFrames, joined on release_id

Imports are made on first use, so that `import extract` (and `extract --help`) cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract._version import __version__

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

    from extract.pipeline import Pipeline
    from extract.record import Record

__all__ = ["__version__", "extract", "extract_many", "load", "to_frames"]


def load(
    *, parse: bool = False, engine: str = "spacy", lexicon: Sequence[Path | str] = (), stanza_dir: Path | str | None = None
) -> Language:
    """The spaCy Language with our model and one component per field.

    `parse=True` adds tagger, lemmatizer and dependency parser. `engine` is "spacy" or "stanza". `lexicon` names CSV
    files whose rows are added to our tables; `stanza_dir` holds Stanza models of your own.

    Raises ModelError, LexiconError, MissingExtraError.
    """
    from extract.lexicon import Lexicon, default
    from extract.nlp import load as load_language

    tables = Lexicon(map(Path, lexicon)) if lexicon else default()
    return load_language(
        parse=parse, engine=engine, lexicon=tables, stanza_dir=Path(stanza_dir) if stanza_dir else None
    )


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    from extract.pipeline import Pipeline

    return Pipeline()


def extract(text: str, id: str | None = None) -> Record:
    """The record of one release. `text` is the raw text; every span of the record counts its characters."""
    return next(extract_many([text], ids=[id]))


def extract_many(texts: Iterable[str], ids: Iterable[str | None] | None = None) -> Iterator[Record]:
    """The records of many releases, in order, as a stream. `ids` runs beside `texts`, one id each."""
    from extract.sources.release import Release

    pairs = ((text, None) for text in texts) if ids is None else zip(texts, ids, strict=True)
    return _pipeline().pipe(Release(id=id, text=text, uri="<text>", row=None) for text, id in pairs)


def to_frames(records: Iterable[Record] | Path | str) -> dict[str, pd.DataFrame]:
    """DataFrames `releases`, `officials`, `quotes`, `figures`, `events`, joined on `release_id`.

    `records` are records, or the JSONL file that holds them.
    """
    from extract.sinks.frames import to_frames as make

    return make(records)
