"""Speeches that somebody reads for somebody else: "sambutan Gubernur yang dibacakan Sekda", "membacakan sambutan Gubernur"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns
from extract.mentions import Offsets
from extract.resolve.drafts import CROWD
from extract.resolve.speakers.people import People, Stop

FAR = 1500                  # characters before it within which a speaker or reader is looked for
Subject = Callable[[int, int], Stop | None]     # who is the subject of a clause


@dataclass(frozen=True, slots=True)
class Reading:
    """A speech that is read: `whose`, and the reader, both indices into the officials."""

    start: int
    whose: int | None
    reader: int | None
    open: bool = False              # nobody is named who reads


class Readings:
    """Those of one text, in its order."""

    def __init__(self, people: People, sentences: Sequence[Offsets], subject: Subject, lexicon: Lexicon) -> None:
        self._people, self._sentences, self._subject = people, sentences, subject
        self._starts = [start for start, _ in sentences]
        matches = (match for pattern in _reads(lexicon) for match in pattern.finditer(people.text))
        self._found = [self._reading(match) for match in sorted(matches, key=lambda match: match.start())]

    def behalf(self, speaker: int, tail: int) -> int | None:
        """Whose speech the speaker reads, where that was said before `tail`."""
        after = bisect_right(self._found, tail, key=_start)
        last = reversed(self._found[max(0, after - CROWD) : after])
        return next((reading.whose for reading in last if reading.open or reading.reader == speaker), None)

    def _reading(self, match: re.Match[str]) -> Reading:
        start, absent = match.start(), match.span("whose")
        whose = self._people.official_in(absent)
        groups = match.groupdict()
        if groups.get("reader") or groups.get("deputy"):
            who = match.span("reader" if groups.get("reader") else "deputy")
            return Reading(start, whose, self._people.official_in(who))
        # The subject of its sentence reads, or that of the clause behind.
        at = bisect_right(self._starts, start) - 1
        stop = self._subject(max(self._starts[at], start - FAR), start)
        if stop is None:
            author = self._people.first_in(absent)
            stop = self._subject(author.end, min(self._sentences[at][1], author.end + FAR)) if author else None
        return Reading(start, whose, stop.official if stop else None, stop is None)


@lru_cache(maxsize=8)
def _reads(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    whose = r"(?P<whose>[A-Z][^.,\n]{2,80}"
    pattern = Patterns(
        lexicon,
        speech=r"{speech-speech}(?: tertulis| singkat)?(?: dari)?",
        reader=r"(?:yang )?{speech-read}(?: {speech-by})? (?P<reader>[A-Z][^.,\n]{2,80})",
    )
    return (
        pattern(rf"\b{{speech}} {whose}?),? {{reader}}", re.I),
        pattern(rf"\b(?:mem)?bacakan {{speech}} {whose})", re.I),
        pattern(rf"\bMewakili {whose}), (?P<deputy>[A-Z][^.,\n]{{2,80}})", re.I),
    )


def _start(reading: Reading) -> int:
    return reading.start
