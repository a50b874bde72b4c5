"""The names that the model found, cut to what is a name: without the titles, places and organisations it took along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon import Lexicon
from extract.values.holders import is_form_here, is_local, past_short_form
from extract.values.honorifics import honorifics_at
from extract.values.names import Name, name_at
from extract.values.offices import head_pattern, in_title, is_derived, is_title_word
from extract.values.title_ends import region_at

_WORD = re.compile(r"\w+")
_TWO_WORDS = re.compile(r"\b([A-Z]\w{0,30})(?= ([A-Z]\w{0,30})\b(?: ([A-Z]\w{0,30}))?)")
_ACRONYM = re.compile(r"[A-Z]{3,}")
_LOWER = re.compile(r"\b[a-z]{3}")
# "Politeknik Negeri Jember (Polije)": the words that a short name stands for, and the short name.
_INTRODUCED = re.compile(
    r"\b((?:[A-Z][\w'/\-]{0,30},? (?:(?:dan|untuk|of|and|for|the) )?){2,14})"
    r"\(([A-Z][\w\-]{1,30}(?: [A-Z][\w\-]{1,30})?)\)"
)
_LISTED = re.compile(r"(?<!\S)\d{1,2}[.)] ((?:[A-Z][\w'.]* ){1,2})$")
_SHORT_WORD = re.compile(r"[A-Z][\w\-]{0,30}")
_LONGEST = 400              # characters of an organisation: each office inside a longer one would read it all
_LIST_REACH = 40            # characters before a name in which its number in a list stands
_WORD_REACH = 30
_LINE_REACH = 60            # characters around a word that tell whether its line is in capitals
_HEADLINE = 200             # characters: a longer first line is no headline


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the model: PER, ORG or LOC."""

    start: int
    end: int
    label: str


class Here:
    """What a text says of its own names: which short names it introduces, and which words stand together again elsewhere."""

    def __init__(self, text: str, entities: Sequence[Entity], lexicon: Lexicon) -> None:
        self.text = text
        self._lexicon = lexicon
        self.persons = [entity for entity in entities if entity.label == "PER"]
        units = (entity for entity in entities if entity.label == "ORG")
        self.organisations = [entity for entity in units if entity.end - entity.start <= _LONGEST]
        ends = {entity.end for entity in self.persons}
        self._short_names: dict[str, set[str]] = {}       # by their first word
        for match in _INTRODUCED.finditer(text):
            if match.end(1) - 1 not in ends and _is_short_for(match[2], match[1]):
                self._short_names.setdefault(match[2].split()[0], set()).add(match[2])
        self.first_words: dict[str, set[int]] = {}
        for entity in self.persons:
            if word := _WORD.match(text, entity.start):
                self.first_words.setdefault(word.group(), set()).add(entity.start)
        self._behind: dict[tuple[str, str], dict[str | None, int]] = {}     # two words, the third, where the second starts
        for match in _TWO_WORDS.finditer(text):
            self._behind.setdefault((match[1], match[2]), {})[match[3]] = match.start(2)

    def past_short_name(self, start: int) -> int | None:
        """The end of a short name that the text introduces and that stands at `start`; None where there is none."""
        word = _SHORT_WORD.match(self.text, start)
        shorts = sorted(self._short_names.get(word.group(), ()), key=len, reverse=True) if word else ()
        ends = (start + len(short) for short in shorts if self.text.startswith(short, start))
        return next((end for end in ends if not self.text[end : end + 1].isalnum()), None)

    def end_of_unit(self, end: int, stop: int, whole: int | None) -> int:
        """Where a title ends that ends at `end` or goes on over the name of an organisation, up to `stop`, where a person is.

        `whole` is where the model ends the title: the rest of an organisation is a person's name where a comma follows it.
        """
        while self.text.startswith(" ", end):
            at = bisect_right(self.organisations, end + 1, key=lambda entity: entity.start) - 1
            unit = self.organisations[at] if at >= 0 else None
            named = unit.end if unit else end
            if whole and self.text.startswith(",", named):
                named = min(named, whole)
            if self._names_someone(end + 1, named):
                named = end
            further = self.past_short_name(end + 1) or named
            if not end + 1 < further <= stop or honorifics_at(self.text, end + 1, self._lexicon)[1]:
                break
            end = further
        return end

    def end_behind_comma(self, end: int, name: int) -> int | None:
        """The end of an organisation between a title and the name at `name`: "Kepala Bidang Aset, BPKAD Lahat, Budi"."""
        at = bisect_right(self.organisations, end + 2, key=lambda entity: entity.start) - 1
        unit = self.organisations[at] if at >= 0 else None
        beside = unit and unit.start == end + 2 and self.text.startswith(", ", end) and self.text[unit.end : name] in (", ", " ")
        return unit.end if unit and beside else None

    def _names_someone(self, start: int, end: int) -> bool:
        """Whether a stretch has a word that begins the name of a person: "Dinas Sosial Yudianto"."""
        return any(word.group() in self.first_words for word in _WORD.finditer(self.text, start, end))

    def is_first_name(self, start: int, end: int) -> bool:
        """Whether one word begins a longer name elsewhere."""
        return len(self.first_words.get(self.text[start:end], ())) > 1

    def stands_apart(self, before: str, word: str, after: str, start: int) -> bool:
        """Whether `word` goes with `before` rather than with `after`: "Bank Victoria" is there again without "Ahmad Fajar"."""
        again = any(other != after and at != start for other, at in self._behind.get((before, word), {}).items())
        reach = len(before) + 1
        return again and all(self.text.startswith(f"{before} ", max(0, at - reach)) for at in self.first_words.get(word, ()))


def _is_short_for(short: str, words: str) -> bool:
    """Whether the letters of `short` are those of `words` in their order, its first the first of a word."""
    letters = iter(words.casefold())
    return short[0] in {word[0] for word in words.split()} and all(
        letter in letters for letter in short.casefold() if letter.isalnum()
    )


def entity_names(here: Here, lexicon: Lexicon) -> list[Name]:
    """The names of PER entities, in order."""
    text = here.text
    headline = min(len(text.partition("\n")[0]), _HEADLINE) if "\n" in text else 0
    in_body = {text[entity.start : entity.end] for entity in here.persons if entity.start > headline}
    names: list[Name] = []
    for entity in here.persons:
        start = _past_title(here, entity, lexicon)
        if start >= entity.end or _is_acronym(text, start, entity.end):
            continue
        listed = _LISTED.search(text, max(0, start - _LIST_REACH), start)
        if listed and not head_pattern(lexicon).match(text, listed.start(1)):       # "7. Pantja" of "7. Pantja Dharma"
            start = listed.start(1)
        limit, known_to = None, entity.end
        if start < headline:
            # In a headline every word has a capital: the body knows where the name ends.
            limit = known_to = _end_in_body(text, start, entity.end, headline, in_body)
        name = name_at(text, start, lexicon, limit, known_to)
        if name and (not names or name.start >= names[-1].end) and not is_local(text, name):
            names.append(_with_honorifics_before(text, name, lexicon))
    return names


def _end_in_body(text: str, start: int, end: int, headline: int, in_body: set[str]) -> int:
    """Where a name of the headline ends: "Rudi Salim Bantah", which the body has as "Rudi Salim" alone."""
    ends = [start + match.end() for match in _WORD.finditer(text[start:end])]
    if text.find(text[start:end], headline) >= 0:
        return end
    known = ((at, text[at + 1 : end].split()[0]) for at in reversed(ends[:-1]) if text[start:at] in in_body)
    return next((at for at, behind in known if is_form_here(text, behind)), end)


def _past_title(here: Here, entity: Entity, lexicon: Lexicon) -> int:
    """Where the name in an entity starts, behind words of titles, places and organisations."""
    text, start, end = here.text, entity.start, entity.end
    heads = head_pattern(lexicon)
    if text[start - 1 : start] in ("/", "-"):       # "Kodam IV/Diponegoro Ahmad Alwi"
        start = _after_word(text, start, end)
    while start < end:
        head = heads.match(text, start)
        region = region_at(text, start, lexicon)
        first_name = region and region[0] == end and here.is_first_name(start, end)
        if region and (region[0] < end or first_name) and not in_title(text, start, lexicon):       # "Bima Satria" is a name
            region = None
        skip = head.end() if head else region[0] if region and region[0] <= end else None
        skip = skip or past_short_form(text, start, end, lexicon) or here.past_short_name(start)
        skip = skip or _of_unit(here, start, end, lexicon)
        if skip is None:
            break
        start = skip + 1
    return start


def _after_word(text: str, start: int, end: int) -> int:
    word = _WORD.match(text, start, end)
    return word.end() + 1 if word else start


def _of_unit(here: Here, start: int, end: int, lexicon: Lexicon) -> int | None:
    """The end of a first word that belongs to the title before it: "Kepala Dinas PU | Pengairan Syamsul", "Bank | Victoria"."""
    words = [match for match, _ in zip(_WORD.finditer(here.text, start, end), range(2), strict=False)]
    if len(words) < 2 or not in_title(here.text, start, lexicon):
        return None
    first = words[0].group()
    before = here.text[max(0, start - _WORD_REACH) : start].split()[-1]
    apart = here.stands_apart(before, first, words[1].group(), start)
    return words[0].end() if apart or is_derived(first) or is_title_word(first, lexicon) else None


def _is_acronym(text: str, start: int, end: int) -> bool:
    """Whether one word in capitals stands in a line that is not: "Rektor UNIB, Prof. Indra"."""
    if _ACRONYM.fullmatch(text, start, end) is None:
        return False
    line = text[max(0, start - _LINE_REACH) : start].rpartition("\n")[2] + text[end : end + _LINE_REACH].partition("\n")[0]
    return _LOWER.search(line) is not None


def _with_honorifics_before(text: str, name: Name, lexicon: Lexicon) -> Name:
    for start in [m.start() for m in _WORD.finditer(text, max(0, name.start - 36), name.start)]:
        end, before = honorifics_at(text, start, lexicon)
        if before and end == name.start and (start == 0 or not text[start - 1].isalnum()):
            return replace(name, start=start, honorifics=before + name.honorifics)
    return name
