"""Turn Indonesian government news releases into structured records.

>>> import extract
>>> record = extract.extract("PALANGKA RAYA – Wakil Gubernur Edy Pratowo membuka Rapat Koordinasi ...")
>>> records = extract.extract_many(texts)                       # streams: an iterator of records, one per text
>>> frames = extract.from_pandas(df, text="isi", id="url")      # DataFrames that join to df
>>> frames = extract.to_frames("records.jsonl")                 # the same of records, or of files that hold them
>>> nlp = extract.load()                                        # a spaCy Language: doc._.record, doc.spans, span._.value

Imports are made on first use, so that `import extract` (and `extract --help`) cost nothing. Errors are `ExtractError`s.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from extract._version import __version__
from extract.errors import (
    ClusterError,
    DatabaseError,
    ExtractError,
    LexiconError,
    MissingExtraError,
    ModelError,
    ResumeError,
    SourceError,
    UsageError,
)

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

    from extract.record import Record
    from extract.sources.release import Release

__all__ = [
    "ClusterError", "DatabaseError", "ExtractError", "LexiconError", "MissingExtraError", "ModelError", "Record", "Release",
    "ResumeError", "SourceError", "UsageError", "__version__", "extract", "extract_many", "from_pandas", "load", "to_frames",
]  # fmt: skip

_LATER = {"Record": "extract.record", "Release": "extract.sources.release"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load(
    *,
    parse: bool = False,
    engine: str = "spacy",
    lexicon: Sequence[Path | str] | Path | str = (),
    stanza_dir: Path | str | None = None,
    **options: Any,
) -> Language:
    """The spaCy Language with our model and one component per field. Its Docs have `doc._.record`.

    `parse=True` adds tagger, lemmatizer and dependency parser. `engine` is "spacy" or "stanza". `lexicon` names CSV
    files whose rows are added to our tables; `stanza_dir` holds Stanza models of your own. `options` are those of
    `spacy.load`: exclude, disable, enable, config, vocab.

    One thread at a time may use a Language. Raises ModelError, LexiconError, MissingExtraError.
    """
    from extract.lexicon import lexicon_of
    from extract.pipeline import load as load_language

    files = [lexicon] if isinstance(lexicon, (str, Path)) else lexicon
    tables = lexicon_of(tuple(str(Path(file).absolute()) for file in files))
    models = Path(stanza_dir) if stanza_dir else None
    return load_language(parse=parse, engine=engine, lexicon=tables, stanza_dir=models, **options)


def extract(text: str | Mapping[str, Any] | Release, id: str | None = None) -> Record:
    """The record of one release. `text` is the raw text; every span of the record counts its characters.

    A dictionary may say "text", "id", "title", "published" and "url". Raises SourceError where there is no text. Any
    thread may call it.
    """
    from extract.api import read_one

    return read_one(text, id)


Texts = Iterable["str | Mapping[str, Any] | Release | SourceError | None"]


@overload
def extract_many(
    texts: Texts, ids: Iterable[object] | None = None, *, errors: Literal["raise", "skip"] = "raise"
) -> Iterator[Record]: ...
@overload
def extract_many(
    texts: Texts, ids: Iterable[object] | None = None, *, errors: Literal["return"]
) -> Iterator[Record | SourceError]: ...
def extract_many(
    texts: Texts, ids: Iterable[object] | None = None, *, errors: Literal["raise", "skip", "return"] = "raise"
) -> Iterator[Record] | Iterator[Record | SourceError]:
    """The records of many releases, in order and each as soon as its text is there; memory does not grow with their number.

    `texts` is any iterable (a list, a generator, a column of a DataFrame) of texts, of dictionaries with "text" and
    perhaps "id", "title", "published", "url" (or other usual names of such columns), or of Releases. `ids` runs beside it.

    A row that is no text (None, NaN, bytes, an empty text, one of more than a million characters) ends nothing behind it:
    `errors="return"` gives its SourceError in its place, "skip" leaves it out and warns once at the end. "raise", the
    default, raises it when its turn comes. What the iterable itself raises goes through.

    It reads on one core. For all cores write the texts to a file and use the command `extract run`, or
    `extract.load().pipe(texts, n_process=4)` and `doc._.record`.

    Raises UsageError for one text instead of many.
    """
    from extract.api import read_many

    return read_many(texts, ids, errors)


def from_pandas(
    df: pd.DataFrame,
    text: Hashable | None = None,
    id: Hashable | None = None,
    *,
    title: Hashable | None = None,
    published: Hashable | None = None,
    url: Hashable | None = None,
    errors: Literal["raise", "skip", "return"] = "return",
) -> dict[str, pd.DataFrame]:
    """The tables of `to_frames` for the texts of a DataFrame, so that they join to it.

    `release_id` of every table is the column `id`, in its own type, or without one the index. Each row has an id of its
    own. Columns that are not named are found by their usual names ("isi", "judul", "tanggal", …), the id never.
    What cannot be read is in `frames["errors"]`, with `release_id` and `reason`; with `errors="raise"` it is raised.

    >>> frames = extract.from_pandas(df, text="isi", id="url")
    >>> df.merge(frames["figures"], left_on="url", right_on="release_id")

    Raises UsageError for a column that is not there, and for ids that stand twice.
    """
    from extract.api import read_table

    return read_table(df, {"text": text, "id": id, "title": title, "date": published, "url": url}, errors)


def to_frames(records: Iterable[Record | Mapping[str, Any]] | Record | Path | str) -> dict[str, pd.DataFrame]:
    """DataFrames, joined on `release_id`: releases, officials, quotes, figures, events, and one for each other list.

    `records` are records, dictionaries of their fields, or where they lie: a JSONL (.gz, .zst) or Parquet file, or a
    folder of part files. Days are datetime64; one that may be partial is text in the column of the same name with `_iso`.
    `extract schema --sql` says what each column holds. Raises UsageError, SourceError for what is no record.
    """
    from extract.sinks.frames import to_frames as make

    return make(records)
