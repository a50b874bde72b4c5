"""The words of a Doc as extractors see them: each with where it stands, what the recognisers call it, and its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.attrs import IDX, LOWER
from spacy.strings import get_string_id
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

    @property
    def bare(self) -> str:
        """In small letters, without the full stop of an abbreviation: "kab" of "Kab."."""
        return self.lower.rstrip(".") or self.lower

    @property
    def look(self) -> tuple[str, str, str]:
        """The word wherever it stands: text, entity, layer."""
        return self.text, self.entity, self.layer


class Words:
    """The words of a Doc, each made when it is first asked for. Without the recognisers, every word is "O"."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._made: list[Word | None] = [None] * len(doc)
        self._starts: list[int] = doc.to_array(IDX).tolist()
        self._length = self._starts[-1] + len(doc[-1]) if self._starts else 0
        self._layer = {at: span.label_ for span in doc.spans.get(LAYER, ()) for at in range(span.start, span.end)}

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, at: int) -> Word:
        word = self._made[at]
        if word is None:
            token = self._doc[at]
            end = token.idx + len(token)
            word = Word(token.text, token.lower_, token.idx, end, token.ent_type_ or "O", self._layer.get(at, "O"))
            self._made[at] = word
        return word

    def first_from(self, position: int) -> int:
        """The first word that starts at `position` or behind it."""
        return bisect_left(self._starts, position)

    def start_of(self, at: int) -> int:
        """Where word `at` starts; behind the last one, the length of the text."""
        return self._starts[at] if at < len(self._starts) else self._length

    def behind(self, end: int) -> Word | None:
        """The first word behind `end`; None at the end of the text."""
        at = self.first_from(end)
        return self[at] if at < len(self) else None

    def where(self, terms: Iterable[str]) -> Iterator[int]:
        """Where words stand that are one of `terms`, which are in lower case; also with the full stop of an abbreviation."""
        ids = {get_string_id(form) for term in terms for form in (term, f"{term}.")}
        return (at for at, lower in enumerate(self._doc.to_array(LOWER).tolist()) if lower in ids)

    def within(self, start: int, end: int) -> list[Word]:
        """The words of `text[start:end]`."""
        first, last = self.between(start, end)
        return [self[at] for at in range(first, last)]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words of `text[start:end]` as a half-open range; a word that begins before `start` is in if it reaches into it."""
        first = bisect_left(self._starts, start)
        if first and self._starts[first - 1] + len(self._doc[first - 1]) > start:
            first -= 1
        return first, bisect_left(self._starts, end)
