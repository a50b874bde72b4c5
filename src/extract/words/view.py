"""The words of a Doc as extractors see them: each with where it stands, what the recognisers call it, and its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any, NamedTuple
from weakref import ref

from spacy.attrs import ENT_TYPE, IDX, LENGTH
from spacy.tokens import Doc

LAYER = "layer"
"""Under this name of `doc.spans` lie TITLE, EVENT and VENUE."""


class Word(NamedTuple):
    """A token. `entity` is PER, ORG, LOC or "O"; `layer` TITLE, EVENT, VENUE or "O"."""

    text: str
    lower: str
    bare: str               # in small letters, without the full stop of an abbreviation: "kab" of "Kab."
    start: int              # characters of doc.text
    end: int
    entity: str
    layer: str

    @property
    def look(self) -> tuple[str, str, str]:
        """The word wherever it stands: text, entity, layer."""
        return self.text, self.entity, self.layer


class Words:
    """The words of a Doc. Without the recognisers, every word is "O".

    One extractor after the other reads the same Doc: the words of the last one stay while it has the same tokens and entities.
    """

    def __new__(cls, doc: Doc) -> Words:
        global _last
        tokens = doc.to_array([IDX, LENGTH, ENT_TYPE])
        layer = [(span.start, span.end, span.label_) for span in doc.spans.get(LAYER, ())]
        state = tokens.tobytes(), layer
        of, known, words = _last
        if of is None or of() is not doc or known != state or words is None:
            words = super().__new__(cls)
            words._read(doc, tokens, layer)
            _last = ref(doc), state, words
        return words

    def _read(self, doc: Doc, tokens: Any, layer: Sequence[tuple[int, int, str]]) -> None:
        text: str = doc._.extract_text
        starts, lengths, types = tokens.T.tolist()
        self._starts: list[int] = starts
        self._ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        names = {type: doc.vocab.strings[type] or "O" for type in set(types)}
        layers = ["O"] * len(starts)
        for first, last, label in layer:
            layers[first:last] = [label] * (last - first)
        texts = [text[start:end] for start, end in zip(starts, self._ends, strict=True)]
        lower = [word.lower() for word in texts]
        bare = [word.rstrip(".") or word for word in lower]
        entities = [names[type] for type in types]
        self._all = list(map(Word._make, zip(texts, lower, bare, starts, self._ends, entities, layers, strict=True)))

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, at: int) -> Word:
        return self._all[at]

    def first_from(self, position: int) -> int:
        """The first word that starts at `position` or behind it."""
        return bisect_left(self._starts, position)

    def start_of(self, at: int) -> int:
        """Where word `at` starts; behind the last one, the length of the text."""
        return self._starts[at] if at < len(self._starts) else self._ends[-1] if self._ends else 0

    def behind(self, end: int) -> Word | None:
        """The first word behind `end`; None at the end of the text."""
        at = self.first_from(end)
        return self[at] if at < len(self) else None

    def where(self, terms: Iterable[str]) -> Iterator[int]:
        """Where words stand that are one of `terms`, which are in lower case; also with the full stop of an abbreviation."""
        known = terms if isinstance(terms, Set) else frozenset(terms)
        return (at for at, word in enumerate(self._all) if word.lower in known or word.lower.removesuffix(".") in known)

    def within(self, start: int, end: int) -> list[Word]:
        """The words of `text[start:end]`."""
        first, last = self.between(start, end)
        return self._all[first:last]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words of `text[start:end]` as a half-open range; a word that begins before `start` is in if it reaches into it."""
        first = bisect_left(self._starts, start)
        if first and self._ends[first - 1] > start:
            first -= 1
        return first, bisect_left(self._starts, end)


_last: tuple[ref[Doc] | None, object, Words | None] = None, None, None
