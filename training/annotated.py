"""Our own annotated releases (`data/`) as training texts, and the score of a pipeline on them.

Two layers: PER, ORG, LOC, and TITLE, EVENT, VENUE over them. `entities` are the outermost spans of both; `inside`, where a
file has it, are the ORG and LOC inside a TITLE, EVENT or VENUE. Without it, what lies inside is unknown, which is not "none".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from corpora import Span, Tokens
from extract.nlp.language import blank
from generate import FLAT, LAYER


@dataclass(frozen=True)
class Release:
    """The words with PER, ORG, LOC; over them TITLE, EVENT, VENUE; and the spans where ORG and LOC are unknown."""

    tokens: Tokens
    layer: list[Span]
    unknown: list[Span]


def _files(data: Path, part: str) -> Iterator[tuple[str, list[Span], list[Span] | None]]:
    """Raw text, outermost spans and the spans inside them, of every release of a split."""
    for path in sorted((data / "annotated").glob(f"{part}-*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (data / "raw" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        inside = [(s, e, label) for s, e, label in gold["inside"]] if "inside" in gold else None
        yield text, [(s, e, label) for s, e, label in gold["entities"]], inside


@lru_cache(maxsize=1)
def _words() -> Language:
    return blank()


def aligned(text: str, spans: Sequence[Span]) -> Release:
    """A raw text and its spans in raw characters, in our words. A span that cuts a word is left out."""
    doc = _words()(text)
    raw = [doc._.extract_clean.raw_span(t.idx, t.idx + len(t)) for t in doc]
    starts, ends = {start: at for at, (start, _) in enumerate(raw)}, {end: at + 1 for at, (_, end) in enumerate(raw)}
    found = sorted((starts[s], ends[e], label) for s, e, label in spans if s in starts and e in ends)
    tokens = Tokens([t.text for t in doc], [bool(t.whitespace_) for t in doc], [s for s in found if s[2] in FLAT], [], [])
    return Release(tokens, [s for s in found if s[2] in LAYER], [])


def releases(data: Path, part: str = "train") -> list[Release]:
    """The releases of a split."""
    found = []
    for text, outer, inside in _files(data, part):
        release = aligned(text, [*outer, *(inside or [])])
        found.append(replace(release, unknown=release.layer) if inside is None else release)
    return found


def without_extractors(nlp: Language) -> Language:
    """The pipeline with nothing but what an engine has learnt, and sentences."""
    for name, component in list(nlp.pipeline):
        if hasattr(component, "find") or name == "extract_layout":
            nlp.remove_pipe(name)
    return nlp


def found_in(nlp: Language, text: str) -> set[Span]:
    """What the pipeline finds, in raw characters."""
    doc = nlp(text)
    spans = [*doc.ents, *doc.spans.get("layer", ())]
    return {(*doc._.extract_clean.raw_span(s.start_char, s.end_char), s.label_) for s in spans}


Counts = dict[str, tuple[int, int, int]]


def compared(pairs: Iterable[tuple[set[Span], set[Span]]]) -> Counts:
    """By label, counts (right, found, gold) of exact spans, over pairs of what was found and what is gold."""
    sums = {label: [0, 0, 0] for label in (*FLAT, *LAYER)}
    for found, gold in pairs:
        for column, spans in enumerate((found & gold, found, gold)):
            for _, _, label in spans:
                if label in sums:
                    sums[label][column] += 1
    return {label: (right, said, there) for label, (right, said, there) in sums.items()}


def by_label(nlp: Language, data: Path, part: str) -> Counts:
    """Counts on a split of our releases.

    An ORG or LOC that we find inside a gold TITLE, EVENT or VENUE counts neither way: not every file says what is there.
    """
    def pairs() -> Iterator[tuple[set[Span], set[Span]]]:
        for text, outer, _ in _files(data, part):
            over = [(start, end) for start, end, label in outer if label in LAYER]
            yield {e for e in found_in(nlp, text) if e[2] in LAYER or not _inside(e, over)}, set(outer)
    return compared(pairs())


def counts(nlp: Language, data: Path, part: str, labels: Sequence[str]) -> tuple[int, int, int]:
    """Counts (right, found, gold) on a split of our releases, of these labels together."""
    each = by_label(nlp, data, part)
    right, said, there = (sum(column) for column in zip(*(each[label] for label in labels), strict=True))
    return right, said, there


def _inside(entity: Span, over: Sequence[tuple[int, int]]) -> bool:
    return any(start <= entity[0] and entity[1] <= end for start, end in over)
