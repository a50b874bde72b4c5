"""What a Doc carries beside spaCy's own annotations: the text as it was given, its parts, and the mentions of every field.

It lies as one object in `doc.user_data`, and so goes where that goes: into `doc.to_bytes()`, a `DocBin` that stores user
data, a pickle, the processes of `nlp.pipe(n_process=2)`. There it is plain lists and names, and becomes typed again when
it is looked at. Only classes of this package are made of them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, fields, is_dataclass
from importlib import import_module
from typing import Any, cast

import srsly
from spacy.tokens import Doc

from extract.errors import ModelError
from extract.mentions import Mention
from extract.text.edits import Clean
from extract.text.layout import Layout

KEY = "extract"
"""Under this key of `doc.user_data`."""

Mentions = dict[str, list[Mention[Any]]]
"""Field -> what its extractor found, in the order of the text."""

_PACKAGE = "extract."


@dataclass(frozen=True, slots=True)
class Maker:
    """What read a Doc: a record is made with the same tables and names it. `lexicon` are the user's own files."""

    engine: str
    model: str
    lexicon: tuple[str, ...]


@dataclass(slots=True, repr=False)
class Analysis:
    """`text` is that of the Doc, which spaCy would join anew from its words at every call; `raw` what was given.
    `published` is the ISO day that its source states beside the text."""

    text: str
    words: int
    clean: Clean
    raw: str
    published: str | None = None
    layout: Layout | None = None
    mentions: Mentions = field(default_factory=dict)
    maker: Maker | None = None

    def __repr__(self) -> str:
        """Short: spaCy writes it into a warning where it joins Docs, which leaves user data behind."""
        return f"Analysis of {self.words} words"

    def require_layout(self) -> Layout:
        """The layout; where "extract_layout" is left out, all is body."""
        if self.layout is None:
            self.layout = Layout(None, (), None, None, None, (), (), ((0, len(self.text)),))
        return self.layout


def analysis_of(doc: Doc) -> Analysis | None:
    """The Analysis of a Doc that our tokenizer made; None for others, and where the Doc was cut out of such a one.

    Raises ModelError where another version of this package stored it.
    """
    found = doc.user_data.get(KEY)
    if found is None:
        return None
    if not isinstance(found, Analysis):
        found = doc.user_data[KEY] = _typed(found)
    # A Doc cut out of another one takes its user data along; its words are fewer. Merged words change no text.
    return found if len(doc) == found.words or doc.text == found.text else None


def own_analysis(doc: Doc) -> Analysis:
    """As `analysis_of`; a Doc that has none gets one."""
    found = analysis_of(doc)
    if found is None:
        text = doc.text
        found = doc.user_data[KEY] = Analysis(text, len(doc), Clean(text), text)
    return found


@srsly.msgpack_encoders("extract")  # type: ignore[untyped-decorator]
def _plain(value: Any, chain: Any = None) -> Any:
    """For msgpack: an object of ours as the name of its class and its values."""
    cls = type(value)
    if cls.__module__.startswith(_PACKAGE) and is_dataclass(value):
        return {KEY: f"{cls.__module__}:{cls.__qualname__}", "values": [getattr(value, f.name) for f in fields(cls)]}
    return value if chain is None else chain(value)


def _typed(stored: Any) -> Analysis:
    value = _of_plain(stored)
    if not isinstance(value, Analysis):
        raise ModelError(f"doc.user_data[{KEY!r}] holds {type(value).__name__}, nothing of this package")
    value.mentions = {name: list(found) for name, found in value.mentions.items()}
    return value


def _of_plain(value: Any) -> Any:
    """What `_plain` was given; every sequence in it is a tuple."""
    if isinstance(value, (list, tuple)):
        return tuple(map(_of_plain, value))
    if not isinstance(value, dict):
        return value
    if value.keys() != {KEY, "values"}:
        return {key: _of_plain(inner) for key, inner in value.items()}
    module, _, name = value[KEY].partition(":")
    cls = getattr(_module(module), name, None)
    if cls is None or not is_dataclass(cls) or len(fields(cls)) != len(value["values"]):
        raise ModelError(f"this Doc was stored by another version of extract ({value[KEY]}): read its text again")
    return cast(type, cls)(*map(_of_plain, value["values"]))


def _module(name: str) -> Any:
    if not name.startswith(_PACKAGE):
        return None
    try:
        return sys.modules.get(name) or import_module(name)
    except ImportError:
        return None
