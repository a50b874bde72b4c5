"""Our own annotated releases (`data/`) as training texts, and the score of a pipeline on them.

Two layers: PER, ORG, LOC, and TITLE, EVENT, VENUE over them. `entities` are the outermost spans of both; `inside`, where a
file has it, are the ORG and LOC inside a TITLE, EVENT or VENUE. Without it, what lies inside is unknown, which is not "none".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


def releases(data: Path, part: str = "train") -> list[Release]:
    """The releases of a split in our words. A span that cuts a word is left out."""
    nlp = blank()
    found = []
    for text, outer, inside in _files(data, part):
        doc = nlp(text)
        raw = [doc._.extract_clean.raw_span(t.idx, t.idx + len(t)) for t in doc]
        starts, ends = {start: at for at, (start, _) in enumerate(raw)}, {end: at + 1 for at, (_, end) in enumerate(raw)}
        spans = [(starts[s], ends[e], label) for s, e, label in [*outer, *(inside or [])] if s in starts and e in ends]
        flat = sorted(s for s in spans if s[2] in FLAT)
        layer = sorted(s for s in spans if s[2] in LAYER)
        tokens = Tokens([t.text for t in doc], [bool(t.whitespace_) for t in doc], flat, [], [])
        found.append(Release(tokens, layer, layer if inside is None else []))
    return found


def without_extractors(nlp: Language) -> Language:
    """The pipeline with nothing but what an engine has learnt, and sentences."""
    for name, component in list(nlp.pipeline):
        if hasattr(component, "find") or name == "extract_layout":
            nlp.remove_pipe(name)
    return nlp


def counts(nlp: Language, data: Path, part: str, labels: Sequence[str]) -> tuple[int, int, int]:
    """Counts (right, found, gold) of exact spans in raw characters.

    An ORG or LOC that we find inside a gold TITLE, EVENT or VENUE counts neither way: not every file says what is there.
    """
    right = said = there = 0
    for text, outer, _ in _files(data, part):
        doc = nlp(text)
        spans = [*doc.ents, *doc.spans.get("layer", ())]
        found = {(*doc._.extract_clean.raw_span(s.start_char, s.end_char), s.label_) for s in spans}
        over = [(start, end) for start, end, label in outer if label in LAYER]
        found = {e for e in found if e[2] in labels and (e[2] in LAYER or not _inside(e, over))}
        expected = {e for e in outer if e[2] in labels}
        right, said, there = right + len(expected & found), said + len(found), there + len(expected)
    return right, said, there


def _inside(entity: Span, over: Sequence[tuple[int, int]]) -> bool:
    return any(start <= entity[0] and entity[1] <= end for start, end in over)
