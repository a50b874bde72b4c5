"""Who said it: quotes to officials.

Where the words behind a cue name somebody, that is the speaker. Where they do not ("katanya"), it is whoever has the floor: the
official whose own words were announced last before the quote, else the speaker of the quote before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Quote
from extract.resolve.officials import Official

_FLOOR = 70                 # characters behind a mention within which its verb of speech stands
_READS = re.compile(
    r"\b(?:sambutan|pidato|amanat|arahan|pesan)(?: tertulis| singkat)?(?: dari)? (?P<whose>[A-Z][^.,\n]{2,80}?),? "
    r"yang (?:disampaikan|dibacakan)(?: oleh)? (?P<reader>[A-Z][^.,\n]{2,80})"
    r"|\bmembacakan (?:sambutan|pidato|amanat)(?: tertulis)? (?P<absent>[A-Z][^.,\n]{2,80})"
)


@dataclass(frozen=True, slots=True)
class SpokenQuote:
    """A quote with its speaker and, where somebody else's speech is read, whose it is: indices into the officials."""

    mention: Mention[Quote]
    speaker: int | None
    on_behalf_of: int | None


def resolve_speakers(
    text: str,
    quotes: Sequence[Mention[Quote]],
    officials: Sequence[Official],
    paragraphs: Sequence[Offsets],
    lexicon: Lexicon,
) -> list[SpokenQuote]:
    """Every quote with its speaker, in the order given."""
    stops = sorted((start, end, i) for i, official in enumerate(officials) for start, end in official.mentions)
    verb = _verb(lexicon)
    readings = list(_READS.finditer(text))
    resolved: list[SpokenQuote] = []
    inside = [quote.offsets for quote in quotes if quote.value.kind == "direct"]
    floor: int | None = None
    previous_end = 0
    for quote in quotes:
        value = quote.value
        speaker = _named(value.speaker_offsets, stops)
        reading = _reading_in(value.speaker_offsets, readings)
        if reading is not None:
            # "dalam sambutan Gubernur yang disampaikan oleh Wagub": the one who reads is the one who speaks.
            speaker = _named(reading.span("reader"), stops)
        if speaker is None and (value.speaker_offsets is None or value.kind == "indirect"):
            speaker = _announced(text, quote, previous_end, stops, inside, paragraphs, verb)
            speaker = floor if speaker is None else speaker
            if speaker is None:
                speaker = _last_before(quote.start_char, stops, officials)
        behalf = _named(value.on_behalf_offsets, stops)
        for reading in readings:
            if behalf is not None or reading.start() > quote.end_char:
                break
            whose = _named(reading.span("whose") if reading["whose"] else reading.span("absent"), stops)
            reader = _named(reading.span("reader"), stops) if reading["reader"] else floor
            if whose is not None and whose != speaker and reader == speaker:
                behalf = whose
        resolved.append(SpokenQuote(quote, speaker, behalf if behalf != speaker else None))
        if speaker is not None:
            floor = speaker
        previous_end = quote.end_char
    return resolved


def _reading_in(offsets: Offsets | None, readings: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The reading of somebody's speech that the words within `offsets` tell of."""
    if offsets is None:
        return None
    return next((m for m in readings if m["reader"] and offsets[0] <= m.start() < offsets[1]), None)


@lru_cache(maxsize=8)
def _verb(lexicon: Lexicon) -> re.Pattern[str]:
    terms = [row["term"] for row in lexicon.rows("speech_cues") if row["kind"] == "verb"]
    return re.compile(rf"\b(?:{'|'.join(terms)}|sambutannya|laporannya|paparannya|arahannya|dikonfirmasi|ditemui)\b")


def _named(offsets: Offsets | None, stops: Sequence[tuple[int, int, int]]) -> int | None:
    """The first official that has a mention within `offsets`."""
    if offsets is None:
        return None
    at = bisect_left(stops, (offsets[0] - 200, 0, 0))
    for start, end, i in stops[at:]:
        if start >= offsets[1]:
            break
        if end > offsets[0]:
            return i
    return None


def _announced(
    text: str,
    quote: Mention[Quote],
    previous_end: int,
    stops: Sequence[tuple[int, int, int]],
    inside: Sequence[Offsets],
    paragraphs: Sequence[Offsets],
    verb: re.Pattern[str],
) -> int | None:
    """The last official between the quote before and this one whose words are announced there ("X mengatakan …")."""
    paragraph = next((p for p in paragraphs if p[0] <= quote.start_char < p[1]), (0, len(text)))
    found: int | None = None
    for start, end, i in stops[bisect_left(stops, (previous_end, 0, 0)) :]:
        if start >= quote.start_char:
            break
        if any(a <= start < b for a, b in inside):
            continue
        clause = re.split(r"[.\n“\"]", text[end : end + _FLOOR], maxsplit=1)[0]
        opens = start == paragraph[0]
        if verb.search(clause) or opens:
            found = i
    return found


def _last_before(position: int, stops: Sequence[tuple[int, int, int]], officials: Sequence[Official]) -> int | None:
    before = [i for start, _, i in stops if start < position]
    named = [i for i in before if officials[i].name]
    found = named or before
    return found[-1] if found else None
