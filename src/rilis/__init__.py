"""What makes `spacy.load("rilis")` work: spaCy imports the module that has the name of the installed distribution, and
calls its `load` with its usual arguments. The program itself is the package `extract`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

COLOURS = {
    "title": "#d0d0d0", "publisher": "#c8c8dc", "dateline": "#c8dcc8", "published": "#dcd0c8", "credits": "#dcdcc8",
    "date": "#bfe1d9", "officials": "#aa9cfc", "organisations": "#7aecec", "places": "#feca74", "event": "#ffeb80",
    "venue": "#ff9561", "theme": "#f4a3c4", "themes": "#ffc9d6", "programmes": "#9cc9ff", "figures": "#bfeeb7",
    "quotes": "#e4b5f0", "attendance": "#c887fb", "regulations": "#ff8197",
}  # fmt: skip
"""Of displaCy, one for each kind of span."""


def load(
    *,
    vocab: Vocab | bool = True,
    disable: str | Iterable[str] = (),
    enable: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    config: Mapping[str, Any] | None = None,
) -> Language:
    """The Language of `extract.load()`, with the arguments of `spacy.load`."""
    from extract.pipeline import load as load_language

    return load_language(vocab=vocab, disable=disable, enable=enable, exclude=exclude, config=config)
