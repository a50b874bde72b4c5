"""The words of a Doc as extractors see them: each with where it stands, what the recognisers call it, and its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

LAYER = "layer"
"""Under this name of `doc.spans` lie TITLE, EVENT and VENUE."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token. `entity` is PER, ORG, LOC or "O"; `layer` TITLE, EVENT, VENUE or "O"."""

    text: str
    lower: str
    start: int              # characters of doc.text
    end: int
    entity: str
    layer: str


class Words(Sequence[Word]):
    """The words of a Doc in their order."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._starts = [word.start for word in words]

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return self._words[at]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words of `text[start:end]` as a half-open range; a word that begins before `start` is in if it reaches into it."""
        first = bisect_left(self._starts, start)
        if first and self._words[first - 1].end > start:
            first -= 1
        return first, bisect_left(self._starts, end)


def words_of_doc(doc: Doc) -> Words:
    """Without the recognisers, every word is "O"."""
    layer = ["O"] * len(doc)
    for span in doc.spans.get(LAYER, ()):
        layer[span.start : span.end] = [span.label_] * (span.end - span.start)
    return Words([
        Word(token.text, token.lower_, token.idx, token.idx + len(token), token.ent_type_ or "O", over)
        for token, over in zip(doc, layer, strict=True)
    ])
