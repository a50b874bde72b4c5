"""The dateline before a release's first sentence, and the line that states when it was published.

"MARISA – ", "MMCKalteng – Sampit – ", "Humas Polresta - CIREBON - ", "SLAWI, warta.id – ", "Jakarta, 5 Mei 2023 – ",
"Jambi (Diskominfo) - ", "Singaraja, Tim Penilai …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of, words_of
from extract.mentions import Offsets
from extract.values.dates import find_dates
from extract.values.regions import find_region, is_district

_REACH = 120                # characters of a line within which its dateline ends
_MAX_SEGMENTS = 4
_FIRST_DAY = "1990"         # no release is older; a day before that is one of birth
_MAX_OUTLET = 5             # words
_WORD = r"[A-Z](?:[^\W_]|[.'&/])*(?<![.])"
_SITE = r"[\w-]{2,40}(?:\.[a-zA-Z]{2,6}){1,3}"
_DAY = r"(?:(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}|\d{1,2}/\d{1,2}/\d{2,4})\b"
# What may end a segment. A bare hyphen ("SORONG-Penjabat") is no more than a hint.
_GAP = re.compile(
    r"(?P<mark> ?,? ?(?:[–—]{1,2}|-{2,3}|[|~_]) ?|(?: ,? ?|, ?)-(?: |(?=\w)|$)| ?: |- |(?<=\))-)|(?P<tight>-(?=[A-Z]))"
    rf"|(?P<stop> ?[.,] ?)| ?(?=\()| (?={_SITE} ?(?:[–—-]|$))"
)
_MEDIA = {"ONLINE", "EKSPRES", "NEWS", "POS", "MEDIA", "RADAR", "SUARA", "WARTA", "KABAR", "TV"}    # in an outlet's name

_LABEL = (
    r"(?:(?:admin|oleh|by|diposting|dipublikasikan|diterbitkan|dirilis|diunggah|posted|published|rilis)\b[^\d\n]{0,40}"
    r"|tanggal\b(?: (?:terbit|rilis|publikasi|posting|tayang|unggah|berita)\b)? ?[:.]? ?(?:[a-z']{4,6}, ?)?"
    r"|no(?:mor)?\b[^\n]{0,40}, )"
)
# What stands before a name or a day, and is no place itself.
_BYLINE = re.compile(
    r"(?:oleh|by|penulis|editor|redaktur|reporter|di(?:perbarui|perbaharui|posting|publikasikan|terbitkan|unggah|rilis)|tanggal|terbit"
    r"|rilis|update|updated|posted|published|copyright|hak cipta|lahir)\b",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(rf"[•·*|–-]?\s{{0,4}}(?:(?i:{_LABEL})|{_WORD}(?: {_WORD}){{0,3}}, ?|[A-Z][a-z]{{2,3}}[.,]{{0,2}} )?")
_AFTER_DAY = re.compile(
    r"[ ,|–-]{0,4}(?:(?:pukul|jam|pkl\.?) )?(?:\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?(?:WI[BT]A?|AM|PM))?)?\s*"
    r"(?:[|–-] ?(?:redaktur|editor|penulis|reporter)\b[^\n]{0,60})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str              # "PALANGKA RAYA" is given as "Palangka Raya"
    outlet: str | None      # "MMCKalteng"
    offsets: Offsets        # up to where the first sentence starts
    outlet_offsets: Offsets | None = None
    published: tuple[str, Offsets] | None = None    # the ISO day that stands in it


@dataclass(frozen=True, slots=True)
class _Segment:
    kind: str               # words | bracket | day
    start: int
    end: int
    gap: str                # mark | tight | stop | "" before a bracket
    gap_end: int


def find_dateline(text: str, line: Offsets, lexicon: Lexicon) -> Dateline | None:
    """The dateline at the head of a line: a region and a mark, or in capitals another town."""
    segments = _segments(text, *line, lexicon)
    last = max((i for i, s in enumerate(segments) if s.gap == "mark" or _closes(text, s, lexicon)), default=None)
    if last is None:
        return _unmarked(text, segments, lexicon)
    head = segments[: last + 1]
    named = [s for s in head if s.kind == "words"]
    if any(len(text[s.start : s.end].split()) > _MAX_OUTLET for s in named):
        return None
    place = next((s for s in named if find_region(text[s.start : s.end], lexicon)), None)
    place = place or next((s for s in named if is_district(text[s.start : s.end], lexicon)), None)
    heads = frozenset(lexicon.terms("publisher_heads"))
    named = [s for s in named if text[s.start : s.end].split()[0] not in heads and "." not in text[s.start : s.end]]
    named = [s for s in named if not _BYLINE.match(text, s.start, s.end)]
    named = [s for s in named if _MEDIA.isdisjoint(text[s.start : s.end].upper().split())]
    if place is None and named:
        # A town that the table does not know: in capitals, or before a day or an office.
        mark, first = text[head[-1].end : head[-1].gap_end], named[0]
        shouted = text[first.start : first.end].isupper() and first.end - first.start > 3
        shouted = shouted and not mark.startswith("-") and ":" not in mark
        placed = first is head[0] and len(head) > len(named)
        place = first if shouted or placed else None
    if place is None:
        return None
    if len(segments) > last + 1 and text[(s := segments[last + 1]).start : s.end].startswith(("Humas ", "HUMAS ")):
        head.append(s)      # "Jakarta – Humas BKN, “Dengan …"
    return _dateline(text, line[0], head, place, lexicon)


def published_day(text: str, line: Offsets, lexicon: Lexicon) -> str | None:
    """The ISO day of a line that says nothing but when, and where: "Lahat, 4 Juni 2024", "Posted: 12/06/2022 10:23"."""
    start, end = line
    if end - start > _REACH or not any(char.isdigit() for char in text[start:end]):
        return None
    for (first, last), day in find_dates(text, start, end, lexicon):
        alone = _BEFORE_DAY.fullmatch(text, start, first) and _AFTER_DAY.fullmatch(text, last, end)
        if alone and len(day.iso) == 10 and day.end is None and day.iso >= _FIRST_DAY:
            return day.iso
    return None


@lru_cache(maxsize=8)
def _segment(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<bracket>[(\[] ?[^()\[\]\n]{{1,40}}[)\]])|(?P<day>(?:{pattern_of(lexicon, 'weekday')},? )?{_DAY})"
        rf"|(?P<words>{_SITE}|(?P<twice>[A-Z]\w{{2,20}})-(?P=twice)|{_WORD}(?: {{1,2}}{_WORD}){{0,5}})"
    )


def _segments(text: str, start: int, end: int, lexicon: Lexicon) -> list[_Segment]:
    line_end, end = end, min(end, start + _REACH)
    segments: list[_Segment] = []
    while len(segments) < _MAX_SEGMENTS:
        match = _segment(lexicon).match(text, start, end)
        gap = _GAP.match(text, match.end(), end) if match else None
        if match is None:
            break
        if gap is None:
            # What ends a line of its own: "Jakarta, 5 Mei 2023", "Lahat (Sumsel) wartalahat.id".
            alone = segments and match.end() == line_end and (match["day"] or re.fullmatch(_SITE, match.group()))
            if alone:
                segments.append(_Segment("day" if match["day"] else "words", match.start(), match.end(), "mark", match.end()))
            break
        kind = "words" if match["words"] else match.lastgroup or "words"
        segments.append(_Segment(kind, match.start(), match.end(), gap.lastgroup or "", gap.end()))
        start = gap.end()
    return segments


def _closes(text: str, segment: _Segment, lexicon: Lexicon) -> bool:
    """ "Bulukumba, 15 September 2022. Perahu …", "WARTA – LAHAT. Perahu …": a full stop ends it behind a day or a region."""
    if segment.gap != "stop" or "." not in text[segment.end : segment.gap_end]:
        return False
    name = text[segment.start : segment.end]
    return segment.kind != "words" or (len(name) > 3 and find_region(name, lexicon) is not None)


def _unmarked(text: str, segments: Sequence[_Segment], lexicon: Lexicon) -> Dateline | None:
    """ "Singaraja, Tim Penilai …", "SORONG-Penjabat Gubernur …": a region, and no region behind it."""
    if not segments or segments[0].gap not in {"stop", "tight"}:
        return None
    first = segments[0]
    region = find_region(text[first.start : first.end], lexicon)
    following = _segment(lexicon).match(text, first.gap_end)
    if region is None or following is None or not following["words"] or text[first.end] == ".":
        return None
    words = following["words"].split()
    if any(find_region(" ".join(words[:k]), lexicon) for k in range(1, min(4, len(words)) + 1)):
        return None
    return _dateline(text, first.start, [first], first, lexicon)


def _dateline(text: str, start: int, head: Sequence[_Segment], place: _Segment, lexicon: Lexicon) -> Dateline:
    weekdays = words_of(lexicon, "weekday")
    day = None
    outlet = None
    for segment in head:
        dates = find_dates(text, segment.start, segment.end, lexicon)
        if dates and segment.kind != "words" and len(dates[0][1].iso) == 10 and dates[0][1].iso >= _FIRST_DAY:
            day = (dates[0][1].iso, dates[0][0])
        elif outlet is None and segment is not place and not any(c.isdigit() for c in text[segment.start : segment.end]):
            bare = (segment.start + 1, segment.end - 1) if segment.kind == "bracket" else (segment.start, segment.end)
            name = text[slice(*bare)]
            if name.lower() not in weekdays and not find_region(name, lexicon) and not is_district(name, lexicon):
                outlet = bare
    name = text[place.start : place.end]
    name = re.sub(r"^(?:Kota|Kabupaten|Kab\.) ", "", name.title() if name.isupper() else name)
    return Dateline(name, outlet and text[slice(*outlet)], (start, head[-1].gap_end), outlet, day)
