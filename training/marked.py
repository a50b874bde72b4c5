"""Real releases marked by careful reading, as training texts.

Their texts are others' and stay outside the repository: the scripts take files of marks and of texts, which
`extract.evaluation.marks` reads. SOURCES tells where each comes from, `{ID: {"repo": …}}` or JSON lines
`{"id", "source": {"repo"}}`: releases of one source resemble each other, so they are counted and kept apart together.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotated import Release, aligned
from corpora import Span
from extract.evaluation.marks import read_marks
from generate import FLAT, LAYER

APART = 5           # one source of so many is kept apart to choose the epoch by


@dataclass(frozen=True)
class Marked:
    """A marked release, its raw text, its gold spans in raw characters, and the source it is from."""

    release: Release
    text: str
    spans: list[Span]
    source: str


def outermost(spans: Sequence[Span]) -> list[Span]:
    """Without those that lie inside another, or across its edge."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def sources_of(*paths: Path) -> dict[str, str]:
    """Id of a release -> its source."""
    found: dict[str, str] = {}
    for path in paths:
        if path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as lines:
                found.update((row["id"], row["source"]["repo"]) for row in map(json.loads, lines))
        else:
            found.update((ident, row["repo"]) for ident, row in json.loads(path.read_text("utf-8")).items())
    return found


def read(spans: Path, texts: Path, sources: Path) -> list[Marked]:
    """All releases of the file. A town and a dateline is a LOC also where the mark does not say so."""
    where = sources_of(sources)
    found = []
    for release in read_marks(spans, texts):
        marks = [(mark.start, mark.end, mark.label) for mark in release.marks]
        flat = [m for m in marks if m[2] in FLAT]
        flat += [(start, end, "LOC") for start, end, label in marks if label in ("CITY", "DATELINE")
                 and not any(start <= s and e <= end for s, e, _ in flat)]
        flat, layer = outermost(flat), outermost([m for m in marks if m[2] in LAYER])
        found.append(Marked(aligned(release.text, [*flat, *layer]), release.text, [*flat, *layer], where[release.id]))
    return found


def halves(marked: Sequence[Marked]) -> tuple[list[Marked], list[Marked]]:
    """Those to learn from, and those of every fifth source or so, by a hash of its name, to choose the epoch by."""
    apart = {m.source for m in marked if zlib.crc32(m.source.encode()) % APART == 0}
    return [m for m in marked if m.source not in apart], [m for m in marked if m.source in apart]


def evened(marked: Sequence[Marked], most: int) -> list[tuple[Marked, float]]:
    """Each release with the number of times it comes in an epoch: less often where its source has more than `most`."""
    count = Counter(m.source for m in marked)
    return [(m, min(1.0, most / count[m.source])) for m in marked]
