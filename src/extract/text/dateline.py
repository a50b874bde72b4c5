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
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Offsets
from extract.text.offsets import trim
from extract.values.dates import find_dates
from extract.values.regions import find_region, is_district
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_REACH = 120                # characters of a line within which its dateline ends
_MAX_SEGMENTS = 4
_FIRST_DAY = "1990"         # no release is older; a day before that is one of birth
_MAX_OUTLET = 5             # words
_GLUED = re.compile(r"[A-Z][a-z]{3,15}(?=[A-Z][A-Za-z])")
_TOWN = 4                   # letters of the shortest town that no table knows
_PARTS = {
    "bracket": r"[(\[] ?[^()\[\]\n]{1,40}[)\]]",
    "word": r"[A-Z](?:[^\W_]|[.'&/])*(?<![.])",
    "named": r"(?:{level}\.? )?{word}(?: {1,2}{word}){0,5}",
    "site": r"[\w-]{2,40}(?:\.[a-zA-Z]{2,6}){1,3}",
    "date": r"(?:(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}|\d{1,2}/\d{1,2}/\d{2,4})\b",
    "twice": r"(?P<twice>[A-Z]\w{2,20})-(?P=twice)",
    # what may end a segment; a bare hyphen ("SORONG-Penjabat") is no more than a hint
    "behind_site": r"(?<=[A-Za-z]\.[A-Za-z]{2}) |(?<=[A-Za-z]\.[A-Za-z]{3}) ",
    "blank": r" ?(?=\()|{behind_site}| (?={site} ?(?:[–—-]|$))",
    "dash": r" ?,? ?(?:[–—]{1,2}|-{2,3}|[|~_]) ?",
    "hyphen": r"(?: ,? ?|, ?)-(?: |(?=\w)|$)| ?: |- |(?<=\))-|(?:(?<=\.[a-zA-Z]{2})|(?<=\.[a-zA-Z]{3})):(?=[A-Z])",
    # a line that says nothing but when
    "posted": r"{page-posted}\b[^\d\n]{0,40}",
    "dated": r"{date-day-word}\b(?: {page-publication}\b)? ?[:.]? ?(?:[a-z']{4,6}, ?)?",
    "label": r"(?i:{posted}|{dated}|{page-number}\b[^\n]{0,40}, )",
    "clock": r"(?:{clock-cue}\.? )?(?:\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?(?:{clock-zone}|AM|PM))?)?",
}


@dataclass(frozen=True, slots=True)
class _Patterns:
    segment: re.Pattern[str]
    gap: re.Pattern[str]
    site: re.Pattern[str]
    outlet: re.Pattern[str]         # "Wartalahat.com – Bupati …": an outlet without a place
    byline: re.Pattern[str]         # what stands before a name or a day, and is no place itself
    before_day: re.Pattern[str]
    after_day: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    pattern = Patterns(lexicon, **_PARTS)
    return _Patterns(
        segment=pattern(
            r"(?P<bracket>{bracket})|(?P<day>(?:{weekday},? )?{date})|(?P<words>{site}|{twice}|{named})"
        ),
        gap=pattern(r"(?P<mark>{dash}|{hyphen})|(?P<tight>-(?=[A-Z]))|(?P<stop> ?[.,] ?)|{blank}"),
        site=pattern(r"{site}"),
        outlet=pattern(r"(?P<outlet>{site}) ?(?:[–—-]{1,3}|:) ?(?=\S)"),
        byline=pattern(r"{page-byline}\b", re.IGNORECASE),
        before_day=pattern(r"[•·*|–-]?\s{0,4}(?:{label}|{word}(?: {word}){0,3}, ?|[A-Z][a-z]{2,3}[.,]{0,2} )?"),
        after_day=pattern(r"[ ,|–-]{0,4}{clock}\s*(?:[|–-] ?{page-writer}\b[^\n]{0,60})?", re.IGNORECASE),
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


@dataclass(frozen=True)
class Head:
    """The segments of a line up to the last mark that may end a dateline."""

    text: str
    segments: Sequence[_Segment]
    lexicon: Lexicon

    def words(self, segment: _Segment) -> str:
        return self.text[segment.start : segment.end]

    @cached_property
    def named(self) -> list[_Segment]:
        return [segment for segment in self.segments if segment.kind == "words"]

    @cached_property
    def region(self) -> _Segment | None:
        return next((s for s in self.named if find_region(self.words(s), self.lexicon)), None)

    @cached_property
    def district(self) -> _Segment | None:
        return next((s for s in self.named if is_district(self.words(s), self.lexicon)), None)

    @cached_property
    def abroad(self) -> _Segment | None:
        """A country, and before it a town if that is no office: "Oslo, Norwegia", not "UNDIP, Norwegia"."""
        places = _abroad(self.lexicon)
        abroad = next((segment for segment in self.named if self.words(segment).casefold() in places), None)
        town = abroad and self.town is not abroad and self.town is not None and not self.words(self.town).isupper()
        return self.town if town else abroad

    @cached_property
    def town(self) -> _Segment | None:
        """What may be a town that no table knows: no office, no site, no writer, no outlet."""
        return next((segment for segment in self.named if self._may_be_town(self.words(segment))), None)

    def _may_be_town(self, words: str) -> bool:
        office = words.split()[0] in frozenset(self.lexicon.terms("publisher_heads")) or "." in words
        outlet = not words_of(self.lexicon, "page-outlet").isdisjoint(words.casefold().split())
        return not office and not outlet and not _patterns(self.lexicon).byline.match(words)

    @cached_property
    def mark(self) -> str:
        return self.text[self.segments[-1].end : self.segments[-1].gap_end]

    @property
    def wordy(self) -> bool:
        """Whether a segment is too long for the name of a place or an outlet."""
        return any(len(self.words(segment).split()) > _MAX_OUTLET for segment in self.named)

    @property
    def shouted(self) -> bool:
        words = self.words(self.town) if self.town else ""
        return words.isupper() and len(words) >= _TOWN and not self.mark.startswith("-") and ":" not in self.mark

    @property
    def placed(self) -> bool:
        """Whether a day or an office in brackets follows."""
        return self.town is self.segments[0] and len(self.segments) > len(self.named)

    @property
    def alone(self) -> bool:
        """A single word before a dash with blanks, that is never written small: "Kairo – "."""
        words = self.words(self.town) if self.town else ""
        dash = self.mark[:1] == " " and self.mark.strip() in ("–", "—", "-")
        single = len(self.segments) == 1 and words[1:].islower() and words.isalpha() and len(words) > _TOWN
        return dash and single and not re.search(rf"\b{words.lower()}\b", self.text)


@lru_cache(maxsize=8)
def _abroad(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"].casefold() for row in lexicon.rows("other_places") if row["level"] in ("country", "city"))


PLACES: Rules[Head, str | None] = Rules(
    "place of the dateline",
    Rule("no place but a sentence", lambda h: h.wordy, None,
         "Dinas Sosial Dan Tenaga Kerja Hadir – Pelatihan dibuka", "LAHAT – Pelatihan dibuka"),
    Rule("region", lambda h: h.region is not None, "region", "Lahat – Pelatihan dibuka", "Sukamekar – Pelatihan dibuka"),
    Rule("district", lambda h: h.district is not None, "district", "Tarogong Kidul – Pelatihan dibuka", "Lahat – Pelatihan"),
    Rule("abroad", lambda h: h.abroad is not None, "abroad", "Oslo, Norwegia – Pelatihan dibuka", "Lahat – Pelatihan"),
    Rule("town in capitals", lambda h: h.shouted, "town", "SUKAMEKAR – Pelatihan dibuka", "Panitia Seleksi - Pelatihan dibuka"),
    Rule("town before a day or an office", lambda h: h.placed, "town",
         "Sukamekar, 4 Juni 2024 – Pelatihan dibuka", "Panitia Seleksi - Pelatihan dibuka"),
    Rule("town alone", lambda h: h.alone, "town", "Sukamekar – Pelatihan dibuka", "Pelatihan – Banyak pelatihan dibuka"),
    Rule("nothing", lambda h: True, None, "Panitia Seleksi - Pelatihan dibuka"),
)  # fmt: skip


def find_dateline(text: str, line: Offsets, lexicon: Lexicon) -> Dateline | None:
    """The dateline at the head of a line: a region and a mark, or in capitals another town."""
    segments = _segments(text, *line, lexicon)
    last = max((i for i, s in enumerate(segments) if s.gap == "mark" or _closes(text, segments, i, lexicon)), default=None)
    if last is None:
        return _unmarked(text, segments, lexicon)
    head = Head(text, segments[: last + 1], lexicon)
    which = PLACES.first(head).result
    place = getattr(head, which) if which else None
    if place is None:
        return None
    further = segments[last + 1 : last + 2]
    if further and text[further[0].start : further[0].end].casefold().split()[0] in words_of(lexicon, "page-relations"):
        return _dateline(text, line[0], [*head.segments, *further], place, lexicon)     # "Jakarta – Humas BKN, “Dengan …"
    return _dateline(text, line[0], head.segments, place, lexicon)


def find_outlet(text: str, line: Offsets, lexicon: Lexicon) -> tuple[Offsets, int] | None:
    """The site that begins a line without a place, and where its first sentence starts: "Wartalahat.com – Bupati …"."""
    match = _patterns(lexicon).outlet.match(text, line[0], min(line[1], line[0] + _REACH))
    return (match.span("outlet"), match.end()) if match else None


def is_site(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is the name of a site: "wartalahat.com"."""
    return _patterns(lexicon).site.fullmatch(word) is not None


def published_day(text: str, line: Offsets, lexicon: Lexicon) -> str | None:
    """The ISO day of a line that says nothing but when, and where: "Lahat, 4 Juni 2024", "Posted: 12/06/2022 10:23"."""
    start, end = line
    if end - start > _REACH or not any(char.isdigit() for char in text[start:end]):
        return None
    patterns = _patterns(lexicon)
    for (first, last), day in find_dates(text, start, end, lexicon):
        alone = patterns.before_day.fullmatch(text, start, first) and patterns.after_day.fullmatch(text, last, end)
        if alone and len(day.iso) == 10 and day.end is None and day.iso >= _FIRST_DAY:
            return day.iso
    return None


def _segments(text: str, start: int, end: int, lexicon: Lexicon) -> list[_Segment]:
    patterns = _patterns(lexicon)
    line_end, end = end, min(end, start + _REACH)
    segments: list[_Segment] = []
    while len(segments) < _MAX_SEGMENTS and (match := patterns.segment.match(text, start, end)):
        gap = patterns.gap.match(text, match.end(), end)
        kind = "words" if match["words"] else match.lastgroup or "words"
        if gap is None:
            # What ends a line of its own: "Jakarta, 5 Mei 2023", "Lahat (Sumsel) wartalahat.id".
            if segments and match.end() == line_end and (match["day"] or patterns.site.fullmatch(match.group())):
                segments.append(_Segment(kind, match.start(), match.end(), "mark", match.end()))
            break
        segments.append(_Segment(kind, match.start(), match.end(), gap.lastgroup or "", gap.end()))
        start = gap.end()
        glued = _GLUED.match(text, start, end) if patterns.site.fullmatch(match.group()) else None
        if glued and find_region(glued.group(), lexicon):       # "Wartalahat.com, LahatPT Timah …"
            segments.append(_Segment("words", *glued.span(), "mark", glued.end()))
            break
    return segments


def on_its_own(text: str, line: Offsets, following: Offsets, lexicon: Lexicon) -> Dateline | None:
    """The dateline whose place and dash stand on lines of their own, above the first sentence."""
    name = text[slice(*line)]
    dash = text[line[1] : following[0]].strip() in ("-", "–", "—") and len(name.split()) <= _MAX_OUTLET
    return Dateline(name, None, line) if dash and find_region(name, lexicon) else None


def _closes(text: str, segments: Sequence[_Segment], at: int, lexicon: Lexicon) -> bool:
    """"Bulukumba, 15 September 2022. Perahu …", "WARTA – LAHAT. Perahu …": a full stop ends it behind a day or a region;
    "Lahat, 4 Juni 2024, Perahu …": or a comma behind the day that follows a region."""
    segment = segments[at]
    if segment.gap != "stop":
        return False
    name = text[segment.start : segment.end]
    if "." in text[segment.end : segment.gap_end]:
        return segment.kind != "words" or (len(name) > 3 and find_region(name, lexicon) is not None)
    placed = at == 1 and find_region(text[segments[0].start : segments[0].end], lexicon)
    return segment.kind != "words" and bool(placed)


def _unmarked(text: str, segments: Sequence[_Segment], lexicon: Lexicon) -> Dateline | None:
    """ "Singaraja, Tim Penilai …", "SORONG-Penjabat Gubernur …": a region, and no region behind it."""
    if not segments or segments[0].gap not in {"stop", "tight"}:
        return None
    first = segments[0]
    region = find_region(text[first.start : first.end], lexicon)
    following = _patterns(lexicon).segment.match(text, first.gap_end)
    if region is None or following is None or not following["words"] or text[first.end] == ".":
        return None
    words = following["words"].split()
    if any(find_region(" ".join(words[:k]), lexicon) for k in range(1, min(4, len(words)) + 1)):
        return None
    return _dateline(text, first.start, [first], first, lexicon)


def _dateline(text: str, start: int, head: Sequence[_Segment], place: _Segment, lexicon: Lexicon) -> Dateline:
    day = next((day for segment in head if (day := _day(text, segment, lexicon))), None)
    others = (segment for segment in head if segment is not place and not _day(text, segment, lexicon))
    outlet = next((bare for segment in others if (bare := _outlet(text, segment, lexicon))), None)
    name = text[place.start : place.end]
    name = name.title() if name.isupper() else name
    return Dateline(name, outlet and text[slice(*outlet)], (start, head[-1].gap_end), outlet, day)


def _day(text: str, segment: _Segment, lexicon: Lexicon) -> tuple[str, Offsets] | None:
    """The day that a segment states."""
    dates = find_dates(text, segment.start, segment.end, lexicon) if segment.kind != "words" else []
    stated = dates and len(dates[0][1].iso) == 10 and dates[0][1].iso >= _FIRST_DAY
    return (dates[0][1].iso, dates[0][0]) if stated else None


def _outlet(text: str, segment: _Segment, lexicon: Lexicon) -> Offsets | None:
    """The name of who publishes, if the segment is one: no place, no day, no clock."""
    start, end = trim(text, segment.start, segment.end, also="()[]")
    name = text[start:end]
    words = name.casefold().split()
    digits = any(char.isdigit() for char in name) and not _patterns(lexicon).site.fullmatch(name)
    when = digits or not words_of(lexicon, "weekday").isdisjoint(words)
    place = find_region(name, lexicon) or is_district(name, lexicon) or name.casefold() in _abroad(lexicon)
    return (start, end) if words and not when and not place else None
