"""Who is named where in a text: officials, and people without an office; in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby, pairwise

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns
from extract.mentions import Mention, Offsets, Person
from extract.resolve.drafts import CROWD
from extract.resolve.officials import Official
from extract.values.names import name_key

_BEFORE = 200               # characters: no mention that reaches into some words begins earlier
_JOINED = re.compile(r",? dan ")
_OBJECT = 40                # characters before somebody within which stands what makes him an object
_PREFIX = 4                 # letters of the shortest beginning or end by which somebody is called
_CLIPPED = re.compile(r"[A-Z][a-z]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_SPELT = str.maketrans({"y": "i", "z": "s", "v": "f", "'": None})       # letters that names are spelt with either way
_SPELT_TOGETHER = (("oe", "u"), ("dj", "j"), ("dh", "d"), ("th", "t"), ("kh", "k"), ("ph", "f"))
_NEXT_SENTENCE = re.compile(r"(?P<word>[A-Z][a-z]+)\. [A-Z]")
_IN_MARKS = re.compile(r"[“\"](?=\S)[^“”\"\n]{0,100}[”\"]")     # a theme or a programme: names in it are nobody's


@dataclass(frozen=True, slots=True, order=True)
class Stop:
    """A mention of somebody: `official` is an index, None for a person without an office, whose fullest name is at `name`."""

    start: int
    end: int
    official: int | None = None
    name: Offsets | None = None


@lru_cache(maxsize=8)
def _object(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands before a person who is an object of the sentence: "bersama Wakil", "kepada"."""
    between = r"(?: {speech-object-filler}){0,3}(?: H\.| Hj\.| Dr\.){0,3} ?$"
    return Patterns(lexicon, between=between)(r"\b{speech-object}{between}", re.IGNORECASE)


@lru_cache(maxsize=8)
def _in_full(lexicon: Lexicon) -> dict[str, str]:
    """Short form of an office -> the office, both in lower case: "kadis", "kepala dinas"."""
    return {row["term"].casefold(): row["full"].casefold() for row in lexicon.rows("offices")}


class People:
    """The officials and the other people of a text, by where they are named and by what they are."""

    def __init__(
        self, text: str, officials: Sequence[Official], people: Sequence[Mention[Person]], lexicon: Lexicon
    ) -> None:
        self.text, self.officials, self.lexicon = text, officials, lexicon
        self.stops = _stops(text, officials, people, frozenset(lexicon.terms("token_abbreviations")))
        self.stops = list(self._nearest())
        self.by_office = [Stop(stop.start, stop.end, stop.official) for stop in self.stops if stop.official is not None]

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the text writes small somewhere: with a capital they are no names."""
        return frozenset(word for word in _WORD.findall(self.text) if word[0].islower())

    def _nearest(self) -> Iterator[Stop]:
        """The mentions, those by one word as of him whose full name that begins with this word is the nearest before."""
        last: dict[str, Stop] = {}
        for stop in self.stops:
            words = self.text[stop.start : stop.end].split()
            name = (self.name_of(stop) or "").split()
            if len(words) == 1:
                other = last.get(words[0], stop)
                yield replace(stop, official=other.official, name=other.name)
                continue
            if len(name) > 1 and name == words[-len(name) :] and not self._is_with(stop):
                last[name[0]] = stop
            yield stop

    def _is_with(self, stop: Stop) -> bool:
        return _object(self.lexicon).search(self.text[max(0, stop.start - _OBJECT) : stop.start]) is not None

    def within(self, start: int, end: int) -> Iterator[Stop]:
        """The mentions that begin there."""
        at = bisect_left(self.stops, Stop(start, 0))
        while at < len(self.stops) and self.stops[at].start < end:
            yield self.stops[at]
            at += 1

    def first_in(self, offsets: Offsets) -> Stop | None:
        """The first mention that has characters there."""
        return next((stop for stop in self.within(offsets[0] - _BEFORE, offsets[1]) if stop.end > offsets[0]), None)

    def named_in(self, offsets: Offsets) -> Stop | None:
        """The first mention there of somebody with a name, else the first at all: "Staf Khusus Gubernur Rina Sari". Whoever is
        an object comes after those who are none: "Sepakat dengan Sekda, Camat Rina Sari"."""
        stops = [stop for stop in self.within(offsets[0] - _BEFORE, offsets[1]) if stop.end > offsets[0]]
        stops.sort(key=lambda stop: (self.is_object(stop, offsets[0]), not self.name_of(stop)))
        return next(iter(stops), None)

    def is_object(self, stop: Stop, start: int) -> bool:
        """Whether something is done with somebody in a clause that begins at `start`, who does not act himself, or with the one
        to whom "dan" joins him."""
        before = self.stops[bisect_left(self.stops, stop) - 1]
        at = before.start if _JOINED.fullmatch(self.text, before.end, stop.start) else stop.start
        return _object(self.lexicon).search(self.text[max(start, at - _OBJECT) : at]) is not None

    def name_of(self, stop: Stop) -> str | None:
        if stop.official is not None:
            return self.officials[stop.official].name
        return self.text[slice(*stop.name)] if stop.name else None

    @cached_property
    def parts(self) -> dict[str, list[Stop]]:
        """Who has a word in his name, as it sounds."""
        found: dict[str, list[Stop]] = {}
        for stop in self._everybody:
            for part in self._sounds(stop):
                found.setdefault(part, []).append(stop)
        return found

    def by_part(self, words: str) -> Stop | None:
        """The only one whose name has all these words and more, or an official of that name, spelt so or alike; or the only
        one who is called so in short."""
        parts = _WORD.findall(words)
        if not parts:
            return None
        keys = frozenset(sound(part) for part in parts)
        rarest = min((self.parts.get(key, []) for key in keys), key=len)
        heard = [(stop, self._sounds(stop)) for stop in rarest[:CROWD]]
        owners = [stop for stop, sounds in heard if keys < sounds or (keys == sounds and stop.official is not None)]
        if not owners and len(parts) == 1:
            owners = self.short_forms.get(parts[0].casefold(), [])
        return owners[0] if len(owners) == 1 else None

    @cached_property
    def short_forms(self) -> dict[str, list[Stop]]:
        """Who may be called so: "HD" and "Herde" of "Herman Deru", "Enggar" of "Enggartiasto", "Toro" of "Sugiantoro"."""
        found: dict[str, list[Stop]] = {}
        for stop in self._everybody:
            words = [word.casefold() for word in _WORD.findall(self.name_of(stop) or "")]
            short = {"".join(word[0] for word in words)}
            short |= {part for word in words for n in range(_PREFIX, len(word)) for part in (word[:n], word[-n:])}
            for one, other in pairwise(words):
                short |= {one[:n] + other[:m] for n in range(2, len(one) + 1) for m in range(2, min(len(other), 5))}
            for form in short:
                found.setdefault(form, []).append(stop)
        return found

    def clipped(self, word: str, position: int) -> Stop | None:
        """Whoever is named last before, where a name of his has this word within it, and nobody is named so."""
        if not _CLIPPED.fullmatch(word):
            return None
        at = bisect_left(self.stops, Stop(position, 0)) - 1
        named = (stop for stop in reversed(self.stops[max(0, at + 1 - CROWD) : at + 1]) if self.name_of(stop) not in (None, word))
        last = next(named, None)
        names = [name.casefold() for name in _WORD.findall(self.name_of(last) or "")] if last else []
        return last if any(word.casefold() in name for name in names) and word.casefold() not in names else None

    @cached_property
    def _everybody(self) -> list[Stop]:
        """The first mention of everybody."""
        first: dict[int | Offsets | None, Stop] = {}
        for stop in self.stops:
            first.setdefault(stop.official if stop.official is not None else stop.name, stop)
        return list(first.values())

    def _sounds(self, stop: Stop) -> frozenset[str]:
        return frozenset(sound(word) for word in _WORD.findall(self.name_of(stop) or ""))

    def named_holder(self, official: int) -> int:
        """The official himself, or the only one with a name whose title says all that his says."""
        return self._named_holders.get(official, official)

    @cached_property
    def _named_holders(self) -> dict[int, int]:
        by_word: dict[str, list[tuple[frozenset[str], int]]] = {}
        for i, official in enumerate(self.officials):
            for title in official.titles if official.name else ():
                words = _title_words(title.full)
                for word in words:
                    by_word.setdefault(word, []).append((words, i))
        found = {}
        for i, official in enumerate(self.officials):
            if official.name:
                continue
            words = _title_words(official.titles[0].full)
            held = min((by_word.get(word, []) for word in words), key=len, default=[])
            holders = {holder for whole, holder in held[:CROWD] if words <= whole}
            if len(holders) == 1:
                found[i] = holders.pop()
        return found

    def official_in(self, offsets: Offsets) -> int | None:
        stop = self.first_in(offsets)
        return stop.official if stop else None

    def last_named(self, position: int) -> int | None:
        """The official spoken of last before."""
        before = bisect_left(self.by_office, Stop(position, 0))
        return self.by_office[before - 1].official if before else None

    def holder(self, words: str, position: int) -> int | None:
        """The official with a title or an office of these words, or of the last one of them in full, "Plt. Kadis": the one last
        spoken of before."""
        in_full = _in_full(self.lexicon).get(words.split()[-1].casefold(), "")
        return self.last_of(self.holders.get(words.casefold(), self.holders.get(in_full, [])), position)

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """The officials by their titles, the first two words of these, and offices, in lower case."""
        found: dict[str, list[int]] = {}
        for i, official in enumerate(self.officials):
            forms = {(title.office, title.text, " ".join(title.full.split()[:2])) for title in official.titles}
            for written in {form.casefold() for each in forms for form in each}:
                found.setdefault(written, []).append(i)
        return found

    def last_of(self, candidates: Sequence[int], position: int) -> int | None:
        """Of several officials the one mentioned last before `position`, else the last of them."""
        # Officials stand in the order of their first mentions.
        at = bisect_left(candidates, position, key=lambda i: self.officials[i].mentions[0][0])
        before = [(self._last_mention(i, position), i) for i in candidates[max(0, at - CROWD) : at]]
        return max(before)[1] if before else candidates[-1] if candidates else None

    def _last_mention(self, official: int, position: int) -> Offsets:
        mentions = self.officials[official].mentions
        return mentions[bisect_left(mentions, (position, 0)) - 1]


def sound(word: str) -> str:
    """A word of a name without what is spelt either way: "Petronella" and "Petronela", "Budhy" and "Budi"."""
    low = word.casefold()
    for written, heard in _SPELT_TOGETHER:
        low = low.replace(written, heard)
    low = low.translate(_SPELT)
    return "".join(letter for letter, _ in groupby(low))


def _title_words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.casefold()))


def _stops(
    text: str, officials: Sequence[Official], people: Sequence[Mention[Person]], abbreviations: frozenset[str]
) -> list[Stop]:
    stops = [Stop(start, end, i) for i, official in enumerate(officials) for start, end in official.mentions]
    known = sorted([*((stop.start, stop.end) for stop in stops), *(match.span() for match in _IN_MARKS.finditer(text))])
    others = [person for person in people if not _covered(person.offsets, known)]
    names = _full_names(text, others, abbreviations)
    stops += [Stop(*person.offsets, None, names[person.offsets]) for person in others]
    return sorted(stops, key=lambda stop: (stop.start, stop.end))


def _of_one_sentence(text: str, name: Offsets, abbreviations: frozenset[str]) -> Offsets:
    """The name without the word behind it that begins the next sentence: "Eko. Di", not "Moh. Rizal"."""
    following = _NEXT_SENTENCE.search(text, *name)
    if following is None or following["word"] in abbreviations:
        return name
    return name[0], following.end("word")


def _covered(offsets: Offsets, known: Sequence[Offsets]) -> bool:
    at = bisect_left(known, (offsets[1], 0))
    return at > 0 and known[at - 1][1] > offsets[0]


def _full_names(
    text: str, people: Sequence[Mention[Person]], abbreviations: frozenset[str]
) -> dict[Offsets, Offsets]:
    """Where each of these mentions has the fullest name of the same person."""
    words_of = {person.offsets: frozenset(name_key(person.value.name or "")) for person in people}
    with_word: dict[str, list[tuple[frozenset[str], Offsets]]] = {}
    found: dict[Offsets, Offsets] = {}
    for person in sorted(people, key=lambda person: -len(words_of[person.offsets])):
        words, name = words_of[person.offsets], person.value.name or ""
        # The fullest name that has all these words has the rarest of them.
        longer = min((with_word.get(word, []) for word in sorted(words)), key=len, default=[])
        fullest = next((offsets for whole, offsets in longer[:CROWD] if words <= whole), None)
        if fullest is None:
            at = text.find(name, *person.offsets)
            fullest = _of_one_sentence(text, (at, at + len(name)) if at >= 0 else person.offsets, abbreviations)
            for word in words:
                with_word.setdefault(word, []).append((words, fullest))
        found[person.offsets] = fullest
    return found
