"""The words that name who speaks: behind a cue ("kata Camat Sukun, Rina Sari"), or before a verb of speech."""

from __future__ import annotations

import re
from typing import Literal

from extract.extractors.quotes.cues import SHORT, Cues
from extract.mentions import Offsets, Quote
from extract.text.offsets import trim

FAR = 500                   # characters before a cue within which its subject is looked for
_LONGEST = 160              # characters behind a cue within which its speaker ends
_ABBREVIATED = re.compile(rf"\b{SHORT}$")
_LATE_START = re.compile(r"[a-z]{4}\. (?=dr[ghs]?\.)")   # a title in lower case hides that a sentence begins


def spoken(kind: Literal["direct", "indirect"], text: str, cue: str | None, speaker: Offsets | None, cues: Cues) -> Quote:
    """The value of a quote: the words that name its speaker, and those that name whose speech he reads."""
    behalf: Offsets | None = None
    if speaker and (match := cues.behalf.fullmatch(text, *speaker)):
        behalf, speaker = match.span("whose"), match.span("reader")
    return Quote(
        kind,
        cue,
        text[slice(*speaker)] if speaker else None,
        speaker,
        text[slice(*behalf)] if behalf else None,
        behalf,
    )


def behind_cue(text: str, behind: Offsets, cue: str, cues: Cues) -> Offsets | None:
    """The words behind a cue that name who spoke: "Ketua PWI Tulang Bawang", not what comes after."""
    if cue.endswith("nya"):
        return None
    start, limit = behind[0], min(behind[1], behind[0] + _LONGEST)
    if described := cues.described.match(text, start, limit):
        return described.span()
    stop = start
    while (match := cues.end.search(text, stop, limit)) and _abbreviates(text, start, match):
        stop = match.end()
    end = match.start() if match else limit
    # "ujar Kepala Dinas Kominfo, Yulianus Waine.": the name behind the comma belongs to it.
    if match and match.group() == "," and (name := cues.behind_comma.match(text, end, limit)):
        end = name.end()
    return _somebody(text, start, end, cues)


def _abbreviates(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to a short form: "H.", "Dr."."""
    return _ABBREVIATED.search(text[max(start, stop.start() - 4) : stop.end()]) is not None


def subject(text: str, start: int, end: int, cues: Cues) -> Offsets | None:
    """The words of a clause that name who speaks, without what opens the sentence and what stands before the verb."""
    start, end = trim(text, start, end)
    if himself := cues.himself.search(text, start, end):
        return himself.span()
    if which := cues.which.search(text, start, end):
        return _somebody(text, *which.span("who"), cues)
    start = opened(text, start, end, cues)
    for title in _LATE_START.finditer(text, start, end):
        start = title.end()
    if cues.nobody.fullmatch(text, start, end):
        return None
    reads = cues.behalf.match(text, start, end)
    first = reads.start("reader") if reads else start
    if does := cues.does.search(text, first, end):
        end = does.start()
    if filler := cues.filler.search(text[first:end]):
        end = first + filler.start()
    start, end = trim(text, start, end)
    end -= end > start and text[end - 1] == ","
    return _somebody(text, start, end, cues)


def opened(text: str, start: int, end: int, cues: Cues) -> int:
    """Where a clause goes on behind the words that open it: "Meski demikian, dalam rapat itu"."""
    while (opener := cues.opener.match(text, start, end)) and opener.end() > start:
        start = opener.end()
    return start


def _somebody(text: str, start: int, end: int, cues: Cues) -> Offsets | None:
    start, end = trim(text, start, end)
    return (start, end) if end > start and not cues.nobody.fullmatch(text, start, end) else None
