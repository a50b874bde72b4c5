"""Who said it: quotes to officials.

Where the words beside a quote name somebody, that is the speaker. Where they do not ("katanya"), it is whoever has the floor: the
subject of the sentence before, else the person whose words were announced last, else the speaker of the quote before. Somebody
who is no official takes the floor as well: then the quote has a text that names its speaker, and no official.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import pattern_of
from extract.mentions import Mention, Offsets, Person, Quote
from extract.resolve.drafts import CROWD
from extract.resolve.officials import Official
from extract.values.names import name_key

_ACRONYM = 5                # letters
_FAR = 1500                 # characters before a quote within which its speaker is looked for
_NEAR = 60                  # characters from the start of a sentence within which somebody without an office is its subject
_IN_MARKS = re.compile(r"[“\"](?=\S)[^“”\"\n]{0,100}[”\"]")     # a theme or a programme: names in it are nobody's
_PRESENT = re.compile(
    r"(?:turut |ikut |juga |tampak |terlihat )*(?:hadir|dihadiri|tampak|turut|ikut|mendampingi)\b", re.IGNORECASE
)
_DESCRIBED = re.compile(r"\b(?:itu|ini|tersebut)$", re.IGNORECASE)
_FIRST_MAN = re.compile(r"(?:orang|pria|wanita) nomor (?P<rank>satu|dua|1|2)\b", re.IGNORECASE)
_HEADS = ("Gubernur", "Bupati", "Wali Kota")
_NAME = r"(?:[A-Z][a-z]+ ){0,2}[A-Z]\w*[a-z]\b"
_NICKNAME = re.compile(
    rf"\b(?:disapa|dipanggil|sapaan akrabnya|panggilan akrabnya)(?: akrab| dengan| sebagai| sapaan){{0,2}} (?P<behind>{_NAME})"
    rf"| (?:(?:atau|alias)(?: (?:biasa|akrab|disapa|dipanggil)){{0,3}} |\()(?P<next>{_NAME})(?!\w| [A-Z])"
    rf"|\b(?P<before>{_NAME})(?:, ?| ?[-–] ?)(?:sapaan|panggilan)(?: akrab)?(?:nya\b| (?P<whose>{_NAME})| [a-z])"
)
_WORD = re.compile(r"[\w']+")
_AGENT = re.compile(r"\byang di[a-z]+(?: oleh)? $")       # "lembaga yang dipimpin oleh Sari"
_LISTED = re.compile(r"\s{0,20}(?:\d{1,2}[.)]|[-–*•])\s")
_SPEECH = r"(?:sambutan|pidato|amanat|arahan|pesan)(?: tertulis| singkat)?"
_READS = re.compile(
    rf"\b{_SPEECH}(?: dari)? (?P<whose>[A-Z][^.,\n]{{2,80}}?),? "
    r"(?:yang )?(?:disampaikan|dibacakan)(?: oleh)? (?P<reader>[A-Z][^.,\n]{2,80})"
    rf"|\b(?:mem)?bacakan {_SPEECH}(?: dari)? (?P<absent>[A-Z][^.,\n]{{2,80}})"
    r"|\bMewakili (?P<represented>[A-Z][^.,\n]{2,80}), (?P<deputy>[A-Z][^.,\n]{2,80})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SpokenQuote:
    """A quote with its speaker and, where somebody else's speech is read, whose it is: indices into the officials."""

    mention: Mention[Quote]
    speaker: int | None
    on_behalf_of: int | None


@dataclass(frozen=True, slots=True, order=True)
class _Stop:
    """A mention of somebody: `official` is an index, None for a person without an office, whose fullest name is at `name`."""

    start: int
    end: int
    official: int | None = None
    name: Offsets | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A speech that somebody reads for somebody else: `whose`, and the reader, both indices into the officials."""

    start: int
    whose: int | None
    reader: int | None
    by: Offsets | None = None       # the words that name the reader, where they stand behind "disampaikan oleh"
    aloud: bool = False             # "membacakan sambutan Gubernur": right behind a quote it is the speaker who does that
    open: bool = False              # nobody is named who reads


@dataclass(frozen=True, slots=True)
class _Floor:
    """Who speaks: an official, or the words that name somebody else."""

    official: int | None
    words: Offsets | None = None
    behalf: int | None = None       # whose speech is read


def resolve_speakers(
    text: str,
    quotes: Sequence[Mention[Quote]],
    officials: Sequence[Official],
    people: Sequence[Mention[Person]],
    sentences: Sequence[Offsets],
    lexicon: Lexicon,
) -> list[SpokenQuote]:
    """Every quote with its speaker, in the order given. `sentences` are those of the text, in order."""
    resolver = _Resolver(text, quotes, officials, people, sentences, lexicon)
    return [resolver.resolve(quote, at) for at, quote in enumerate(quotes)]


class _Resolver:
    """Walks through the quotes of a text and keeps who has the floor."""

    def __init__(
        self,
        text: str,
        quotes: Sequence[Mention[Quote]],
        officials: Sequence[Official],
        people: Sequence[Mention[Person]],
        sentences: Sequence[Offsets],
        lexicon: Lexicon,
    ) -> None:
        self.text, self.quotes, self.officials, self.sentences = text, quotes, officials, sentences
        self.starts = [start for start, _ in sentences]
        self.stops = _stops(text, officials, people)
        self.by_office = [_Stop(stop.start, stop.end, stop.official) for stop in self.stops if stop.official is not None]
        self.by_name = [stop for stop in self.by_office if officials[stop.official or 0].name]
        self.inside = [quote.offsets for quote in quotes if quote.value.kind == "direct"]
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.verb, self.object = _verb(lexicon), _object(lexicon)
        self.readings = [self._reading(match) for match in _READS.finditer(text)]
        self.nicknames: dict[str, int] | None = None
        self.holders: dict[str, list[int]] | None = None
        self.floor: _Floor | None = None
        self.previous_end = 0
        self.later: tuple[int, _Floor | None] = (0, None)       # the index of a quote, and who is named beside it

    def resolve(self, quote: Mention[Quote], at: int) -> SpokenQuote:
        """The quote with its speaker; the speaker takes the floor."""
        quote = self._present(quote)
        value = quote.value
        named = self._named(value.speaker_offsets, quote.start_char)
        speaker = named or self._announced(quote) or self.floor or self._last_resort(quote, at)
        tail = self._sentence_end(quote.end_char) if value.cue and not self._introduced(quote) else quote.end_char
        behalf = self._official_in(value.on_behalf_offsets) if value.on_behalf_offsets else None
        official = speaker.official if speaker else None
        if behalf is None and official is not None:
            behalf = self._behalf(official, quote, tail)
        if behalf is None and speaker and self.floor and replace(speaker, behalf=self.floor.behalf) == self.floor:
            behalf = self.floor.behalf
        if speaker:
            self.floor = replace(speaker, behalf=behalf)
        self.previous_end = max(quote.end_char, tail)
        if speaker and official is None and speaker.words:
            value = replace(value, speaker_text=self.text[slice(*speaker.words)], speaker_offsets=speaker.words)
            quote = replace(quote, value=value)
        return SpokenQuote(quote, official, behalf if behalf != official else None)

    def _present(self, quote: Mention[Quote]) -> Mention[Quote]:
        """The quote as it is, or said by its author where nobody reads it for him: "kata Bupati melalui siaran pers"."""
        value = quote.value
        if value.on_behalf_offsets is None or value.speaker_offsets is None or self._first_stop(value.speaker_offsets):
            return quote
        return replace(
            quote,
            value=replace(
                value,
                speaker_text=value.on_behalf_text,
                speaker_offsets=value.on_behalf_offsets,
                on_behalf_text=None,
                on_behalf_offsets=None,
            ),
        )

    def _introduced(self, quote: Mention[Quote]) -> bool:
        return quote.value.kind == "indirect" or quote.rule == "quote_cue_before"

    def _sentence_end(self, position: int) -> int:
        """Where the sentence ends that goes on at `position`, right behind a quote."""
        at = bisect_right(self.starts, position + 2) - 1
        return max(position, self.sentences[at][1]) if at >= 0 else position

    def _named(self, offsets: Offsets | None, position: int) -> _Floor | None:
        """Who the words at `offsets` name: an official, somebody else, or nobody (a pronoun, "pria itu")."""
        if offsets is None:
            return None
        words = self.text[slice(*offsets)]
        first, after = (bisect_left(self.readings, offset, key=_start) for offset in offsets)
        if by := next((reading.by for reading in self.readings[first:after] if reading.by), None):
            # "dalam sambutan Gubernur yang disampaikan oleh Wagub": the one who reads is the one who speaks.
            offsets = by
            if verb := self.verb.search(self.text, *offsets):
                offsets = (offsets[0], verb.start() - 1)
        stop = self._first_stop(offsets)
        if stop is None or stop.official is None:
            official = self._nicknamed(words)
            stop = _Stop(*offsets, official) if official is not None else stop
        if stop:
            return _Floor(stop.official, stop.name or offsets)
        if match := _FIRST_MAN.match(words):
            return self._head(match["rank"] in ("dua", "2"), position) or self.floor
        if _DESCRIBED.search(words):
            return None
        holder = self._holder(words, position)
        return _Floor(holder, offsets)

    def _nicknamed(self, words: str) -> int | None:
        """The official whom the text calls so elsewhere: "Gubernur yang akrab disapa Mualem", "Presiden Hasan atau Cak San"."""
        if self.nicknames is None:
            self.nicknames = {}
            for match in _NICKNAME.finditer(self.text):
                owner = self._owner(match)
                name = match["behind"] or match["next"] or match["before"]
                if owner is not None:
                    self.nicknames.setdefault(name.split()[-1], owner)
        return next((self.nicknames[word] for word in _WORD.findall(words) if word in self.nicknames), None)

    def _owner(self, nickname: re.Match[str]) -> int | None:
        """Whose nickname that is: whom the text names with it, else the named official right before."""
        if nickname["whose"]:
            return self._official_in(nickname.span("whose"))
        at = bisect_right(self.by_name, _Stop(nickname.start() + 1, 0))
        far = 1 if nickname["next"] else _NEAR if nickname["behind"] else _FAR
        last = self.by_name[at - 1] if at else None
        return last.official if last and nickname.start() - last.end <= far else None

    def _first_stop(self, offsets: Offsets) -> _Stop | None:
        for stop in self._stops_within(offsets[0] - 200, offsets[1]):
            if stop.end > offsets[0]:
                return stop
        return None

    def _stops_within(self, start: int, end: int) -> Iterator[_Stop]:
        """Those that begin there."""
        at = bisect_left(self.stops, _Stop(start, 0))
        while at < len(self.stops) and self.stops[at].start < end:
            yield self.stops[at]
            at += 1

    def _official_in(self, offsets: Offsets) -> int | None:
        stop = self._first_stop(offsets)
        return stop.official if stop else None

    def _head(self, deputy: bool, position: int) -> _Floor | None:
        """The head of the region, or the deputy, last spoken of before."""
        offices = (f"Wakil {office}" if deputy else office for office in _HEADS)
        return self._last_of(sorted({i for office in offices for i in self._holders(office.casefold())}), position)

    def _holder(self, words: str, position: int) -> int | None:
        """The official whose office the words name, though no mention of it was found there."""
        found = self._last_of(self._holders(words.casefold()), position)
        return found.official if found else None

    def _holders(self, words: str) -> Sequence[int]:
        """The officials with a title or an office of these words, in lower case."""
        if self.holders is None:
            self.holders = {}
            for i, official in enumerate(self.officials):
                for written in {form.casefold() for title in official.titles for form in (title.office, title.text)}:
                    self.holders.setdefault(written, []).append(i)
        return self.holders.get(words, ())

    def _last_of(self, candidates: Sequence[int], position: int) -> _Floor | None:
        # Officials stand in the order of their first mentions.
        at = bisect_left(candidates, position, key=lambda i: self.officials[i].mentions[0][0])
        before = [(self._last_mention(i, position), i) for i in candidates[max(0, at - CROWD) : at]]
        return _Floor(max(before)[1] if before else candidates[-1]) if candidates else None

    def _last_mention(self, official: int, position: int) -> Offsets:
        mentions = self.officials[official].mentions
        return mentions[bisect_left(mentions, (position, 0)) - 1]

    def _announced(self, quote: Mention[Quote]) -> _Floor | None:
        """The subject of the nearest sentence before the quote that tells who speaks, back to the quote before."""
        region = max(self.previous_end, quote.start_char - _FAR)
        nearest = True
        for start, end in self._sentences_back(region, quote.start_char):
            stop = self._subject(start, end)
            if stop and stop.official is None and stop.start - start > _NEAR:
                stop = None
            if stop and (nearest or self.verb.search(self.text, start, end) or stop.start - start < 4):
                return _Floor(stop.official, stop.name)
            nearest = nearest and stop is None and "\n" not in self.text[start:end].strip()
        return None

    def _sentences_back(self, start: int, end: int) -> Iterator[Offsets]:
        """The sentences within `start` and `end`, the last one first."""
        at = bisect_right(self.starts, end - 1) - 1
        while at >= 0 and self.sentences[at][1] > start:
            yield max(start, self.sentences[at][0]), min(end, self.sentences[at][1])
            at -= 1

    def _subject(self, start: int, end: int) -> _Stop | None:
        """The first person of a clause who is not an object in it, unless it only tells who was there."""
        while start < end and not self.text[start].isalnum():
            start += 1
        line = self.lines[bisect_right(self.lines, start) - 1]
        if _PRESENT.match(self.text, start, end) or _LISTED.match(self.text, line, end):
            return None
        for stop in self._stops_within(start, end):
            if any(a <= stop.start < b for a, b in self._inside_near(stop.start)):
                continue
            if stop.official is None and _AGENT.search(self.text, max(start, stop.start - 30), stop.start):
                continue
            if not self.object.search(self.text[max(start, stop.start - 40) : stop.start]):
                return stop
        return None

    def _inside_near(self, position: int) -> Sequence[Offsets]:
        at = bisect_right(self.inside, (position, len(self.text)))
        return self.inside[max(0, at - 1) : at]

    def _last_resort(self, quote: Mention[Quote], at: int) -> _Floor | None:
        """Nobody has the floor: the last official named before, else who is named beside the next quote that names somebody."""
        for stops in (self.by_name, self.by_office):
            if before := bisect_left(stops, _Stop(quote.start_char, 0)):
                return _Floor(stops[before - 1].official)
        index, speaker = self.later
        while index < len(self.quotes) and (index <= at or speaker is None):
            index += 1
            later = self.quotes[index] if index < len(self.quotes) else None
            speaker = self._named(later.value.speaker_offsets, later.start_char) if later else None
        self.later = index, speaker
        return speaker

    def _behalf(self, speaker: int, quote: Mention[Quote], tail: int) -> int | None:
        """Whose speech the speaker reads, where that was said before the quote or right behind it."""
        after = bisect_right(self.readings, tail, key=_start)
        for reading in reversed(self.readings[max(0, after - CROWD) : after]):
            reads = reading.reader == speaker or reading.open or (reading.aloud and reading.start >= quote.end_char)
            if reads and reading.whose is not None and reading.whose != speaker:
                return reading.whose
        return None

    def _reading(self, match: re.Match[str]) -> _Reading:
        start, by = match.start(), match.span("reader") if match["reader"] else None
        absent = next(match.span(group) for group in ("whose", "absent", "represented") if match[group])
        whose = self._official_in(absent)
        if by or match["deputy"]:
            return _Reading(start, whose, self._official_in(by or match.span("deputy")), by)
        # The subject of its sentence reads, or that of the clause behind.
        at = bisect_right(self.starts, start) - 1
        stop = self._subject(max(self.starts[at], start - _FAR), start) if at >= 0 else None
        if stop is None and at >= 0:
            author = self._first_stop(absent)
            stop = self._subject(author.end, min(self.sentences[at][1], author.end + _FAR)) if author else None
        return _Reading(start, whose, stop.official if stop else None, None, True, stop is None)


def _start(reading: _Reading) -> int:
    return reading.start


def _stops(text: str, officials: Sequence[Official], people: Sequence[Mention[Person]]) -> list[_Stop]:
    """Mentions of officials, and of named people who are none, in order."""
    stops = [_Stop(start, end, i) for i, official in enumerate(officials) for start, end in official.mentions]
    known = sorted((stop.start, stop.end) for stop in stops)
    known = sorted([*known, *(match.span() for match in _IN_MARKS.finditer(text))])
    others = []
    for person in people:
        at = bisect_left(known, (person.end_char, 0))
        # A short word in capitals is an event or an agency that the model took for somebody.
        named = person.value.name and not (person.value.name.isupper() and len(person.value.name) <= _ACRONYM)
        if named and not (at and known[at - 1][1] > person.start_char):
            others.append((person, frozenset(name_key(person.value.name or ""))))
    with_word: dict[str, list[tuple[frozenset[str], Offsets]]] = {}
    for person, words in sorted(others, key=lambda other: -len(other[1])):
        # The fullest name that has all these words has the rarest of them.
        longer = min((with_word.get(word, []) for word in sorted(words)), key=len, default=[])
        name = next((offsets for whole, offsets in longer[:CROWD] if words <= whole), None)
        if name is None:
            at = text.find(person.value.name or "", *person.offsets)
            name = (at, at + len(person.value.name or "")) if at >= 0 else person.offsets
            for word in words:
                with_word.setdefault(word, []).append((words, name))
        stops.append(_Stop(person.start_char, person.end_char, None, name))
    return sorted(stops, key=lambda stop: (stop.start, stop.end))


@lru_cache(maxsize=8)
def _verb(lexicon: Lexicon) -> re.Pattern[str]:
    terms = one_of(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] in ("verb", "passive", "after"))
    return re.compile(rf"\b(?:{terms}|sambutannya|laporannya|paparannya|arahannya|ditemui|dihubungi|menurut)\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def _object(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands before a person who is an object of the sentence: "bersama Wakil", "kepada"."""
    terms = pattern_of(lexicon, "speech-object")
    between = r"(?: (?:oleh|langsung|wakil|para|dinas|jabatan|tertulis)){0,3}(?: H\.| Hj\.| Dr\.){0,3} ?$"
    return re.compile(rf"\b{terms}{between}", re.IGNORECASE)
