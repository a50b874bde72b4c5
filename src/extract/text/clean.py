"""Cleaning that never moves a character without a map back.

What it does: line ends become LF, odd spaces become the space, every apostrophe becomes ', invisible and control
characters go, accents are composed (NFC). Double quotation marks and dashes stay as they are: they carry meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, is_normalized, normalize


@dataclass(frozen=True, slots=True)
class Clean:
    """Cleaned text, and where each of its characters starts and ends in the raw text (None: the same place)."""

    text: str
    offsets: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters behind `text[start:end]`. An empty range stays empty."""
        if self.offsets is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.offsets[start], self.ends[end - 1]


# One character for one: nothing moves. A lone surrogate is no text at all, and no UTF-8 writer would take it.
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02bb\u02b9\u00b4`\u2032\uff07"
_HYPHENS = "\u2010\u2011\u2212"
_SURROGATES = "\ud800-\udfff"
_REPLACED = re.compile(f"([{_SPACES}])|([{_LINE_ENDS}])|([{_APOSTROPHES}])|([{_HYPHENS}])|[{_SURROGATES}]")
_REPLACEMENTS = {1: " ", 2: "\n", 3: "'", 4: "-", None: "\ufffd"}

# Dropped: the CR of CRLF, controls, soft hyphen, zero-width characters, direction marks, the byte order mark; and
# accents stacked higher than 30, the limit of the Stream-Safe Text Format (UAX 15): composing takes their square.
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]"
_DROPPED = re.compile(
    r"\r(?=\n)|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    f"|{_ACCENT}(?<={_ACCENT}{{31}}){_ACCENT}*"
)
_NOT_ASCII = re.compile(r".?[^\x00-\x7f]+", re.DOTALL)


def clean(raw: str) -> Clean:
    """The cleaned text with its map back. Any `str` is taken; cleaning a cleaned text changes nothing."""
    kept = _drop(raw)
    composed = _compose(kept)
    return Clean(_REPLACED.sub(lambda m: _REPLACEMENTS[m.lastindex], composed.text), composed.offsets, composed.ends)


def _drop(raw: str) -> Clean:
    """Without the characters that are dropped."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for dropped in _DROPPED.finditer(raw):
        pieces.append(raw[at:dropped.start()])
        offsets.extend(range(at, dropped.start()))
        at = dropped.end()
    if not at:
        return Clean(raw)
    pieces.append(raw[at:])
    offsets.extend(range(at, len(raw)))
    return Clean("".join(pieces), tuple(offsets), tuple(offset + 1 for offset in offsets))


def _compose(kept: Clean) -> Clean:
    """In Normalization Form C: a character made of several stands for all of them."""
    text = kept.text
    if is_normalized("NFC", text):
        return kept
    starts = range(len(text)) if kept.offsets is None else kept.offsets
    stops = range(1, len(text) + 1) if kept.ends is None else kept.ends
    pieces: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    at = 0

    def copy(upto: int) -> None:
        pieces.append(text[at:upto])
        offsets.extend(starts[at:upto])
        ends.extend(stops[at:upto])

    for run in _NOT_ASCII.finditer(text):
        if is_normalized("NFC", run.group()):
            continue
        copy(run.start())
        for first, after in _clusters(text, run.start(), run.end()):
            composed = normalize("NFC", text[first:after])
            pieces.append(composed)
            offsets.extend([starts[first]] * len(composed))
            ends.extend([stops[after - 1]] * len(composed))
        at = run.end()
    copy(len(text))
    return Clean("".join(pieces), tuple(offsets), tuple(ends))


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The shortest stretches of `text[start:end]` that can be composed one by one."""
    first = start
    for at in range(start + 1, end):
        if combining(text[at]):
            continue
        before = normalize("NFC", text[first:at])
        if normalize("NFC", before + text[at]) == before + normalize("NFC", text[at]):
            yield first, at
            first = at
    yield first, end
