"""What a text says of its own names: which words are its places, its verbs, its organisations, and which persons the model knows.

Everything that people are found by is in `Here`: the text, the names and titles of the model, the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Offsets, Person
from extract.values.names import Name
from extract.values.offices import head_pattern, roles_of_a_day
from extract.words.phrases import Phrases
from extract.words.view import Word, Words

_WORD = re.compile(r"\w+")
_TWO_WORDS = re.compile(r"\b([A-Z]\w{0,30})(?= ([A-Z]\w{0,30})\b(?: ([A-Z]\w{0,30}))?)")
_SHORT_WORD = re.compile(r"[A-Z][\w\-]{0,30}")
_REST = re.compile(r"\w*\)?")
_NEXT_NUMBER = re.compile(r" \d{1,2}$")
_LONGEST = 400              # characters of a title or an organisation: each office inside a longer one would read it all
_NOTE = 24                  # words in brackets, at most
_HEADLINE = 200             # characters: a longer first line is no headline
_INITIALS = 3               # letters: a shorter word is in every text
# "Politeknik Negeri Jember (Polije)": the words that a short name stands for, and the short name.
_INTRODUCED = re.compile(
    r"\b((?:[A-Z][\w'/\-]{0,30},? (?:(?:dan|untuk|of|and|for|the) )?){2,14})"
    r"\(([A-Z][\w\-]{1,30}(?: [A-Z][\w\-]{1,30})?)\)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in brackets: its first and last character, and the end of the brackets."""

    start: int
    stop: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of the model: PER, ORG, LOC, or TITLE."""

    start: int
    end: int
    label: str


class Here:
    """A text, its entities and what both say. `names` are those of its persons, in order."""

    def __init__(self, text: str, words: Words, entities: Sequence[Entity], lexicon: Lexicon) -> None:
        self.text, self.words, self.lexicon = text, words, lexicon
        phrases = Phrases(words, lexicon)
        self.behind, self.before = phrases.behind, phrases.before
        self.roles = roles_of_a_day(lexicon)
        self.heads = head_pattern(lexicon)
        self.has_model = bool(entities)         # where nobody marked anything, rules alone decide
        self.persons = [entity for entity in entities if entity.label == "PER"]
        units = (entity for entity in entities if entity.label == "ORG")
        self.organisations = [entity for entity in units if entity.end - entity.start <= _LONGEST]
        self.places = frozenset(entity.start for entity in entities if entity.label == "LOC")
        self.proper = sorted((entity.start, entity.end) for entity in entities if entity.label in ("ORG", "LOC"))
        self.titles = self._titles([entity for entity in entities if entity.label == "TITLE"])
        self.names: list[Name] = []
        self.starts: list[int] = []
        self.known: frozenset[Offsets | None] = frozenset()
        self.parts: frozenset[str] = frozenset()

    def set_names(self, names: list[Name]) -> None:
        """The names of the persons, cut to what is a name."""
        self.names, self.starts = names, [name.start for name in names]
        self.known = frozenset(name.offsets for name in names)
        self.parts = frozenset(word for name in names if " " in name.text for word in name.text.split())

    def head_at(self, at: int | None) -> re.Match[str] | None:
        """The office of the list that begins at a place."""
        return None if at is None else self.heads.match(self.text, at)

    def note_behind(self, end: int) -> Note | None:
        """What stands in brackets right behind `end`: "Wakil Gubernur (Wagub)". A web page may give a link its own line."""
        first = self.words.first_from(end)
        stretch = [self.words[at] for at in range(first, min(len(self.words), first + _NOTE))]
        if not stretch or stretch[0].text != "(" or self.text[end : stretch[0].start].strip(" "):
            return None
        close = next((at for at, word in enumerate(stretch[1:], 1) if word.text in ("(", ")")), 0)
        inner = [word for word in stretch[1:close] if word.text != "\n"]
        if stretch[close].text != ")" or not inner:
            return None
        return Note(inner[0].start, inner[-1].end, stretch[close].end)

    # ── names and titles of the model ──
    def name_from(self, position: int) -> Name | None:
        """The first name that starts at `position` or behind it."""
        at = bisect_left(self.starts, position)
        return self.names[at] if at < len(self.names) else None

    def is_inside_name(self, position: int) -> bool:
        """"Muhammad Ikhsan Hakim" is no judge."""
        at = bisect_left(self.starts, position)
        return at > 0 and position < self.names[at - 1].offsets[1]

    def is_sure(self, person: Person) -> bool:
        """Whether the words behind a title are a name for certain: the model says so.

        Who plays a role has his own title elsewhere: "Narasumber Rudi Salim (Camat Tolo)".
        """
        known = person.name is not None and person.name_offsets in self.known
        return known and any(title.office not in self.roles for title in person.titles)

    def title_over(self, position: int) -> Offsets | None:
        """The title of the model that covers `position`."""
        at = bisect_left(self.titles, (position + 1, 0)) - 1
        return self.titles[at] if at >= 0 and position < self.titles[at][1] else None

    def _titles(self, marked: Sequence[Entity]) -> list[Offsets]:
        ends = ((entity.start, _REST.match(self.text, entity.end)) for entity in marked)
        titles = sorted((start, self._closed(start, rest.end())) for start, rest in ends if rest)
        return [(start, end) for start, end in titles if end - start <= _LONGEST]

    def _closed(self, start: int, end: int) -> int:
        """The end of a title, where the model takes along the bracket it stands in, or the number of the next of a list."""
        bracket = self.text.find(")", start, end)
        if bracket >= 0 and "(" not in self.text[start:bracket]:
            return bracket
        number = _NEXT_NUMBER.search(self.text, start, end)
        return number.start() if number and self.text.startswith(". ", end) else end

    # ── organisations ──
    @cached_property
    def _short_names(self) -> dict[str, set[str]]:
        """Short names that the text introduces, by their first word."""
        ends = {entity.end for entity in self.persons}
        short: dict[str, set[str]] = {}
        for match in _INTRODUCED.finditer(self.text):
            if match.end(1) - 1 not in ends and _is_short_for(match[2], match[1]):
                short.setdefault(match[2].split()[0], set()).add(match[2])
        return short

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
            if not end + 1 < further <= stop:
                break
            end = further
        return end

    def proper_over(self, position: int) -> Offsets | None:
        """The name of an organisation or a place that goes on at `position`: "PT Tulang Bawang | Jaya"."""
        at = bisect_left(self.proper, (position, 0)) - 1
        return self.proper[at] if at >= 0 and position < self.proper[at][1] else None

    # ── words ──
    @cached_property
    def first_words(self) -> dict[str, set[int]]:
        """The first words of the model's persons, and where each stands."""
        words: dict[str, set[int]] = {}
        for entity in self.persons:
            if word := _WORD.match(self.text, entity.start):
                words.setdefault(word.group(), set()).add(entity.start)
        return words

    def _names_someone(self, start: int, end: int) -> bool:
        """Whether a stretch has a word that begins the name of a person: "Dinas Sosial Yudianto"."""
        return any(word.group() in self.first_words for word in _WORD.finditer(self.text, start, end))

    def is_first_name(self, start: int, end: int) -> bool:
        """Whether one word begins a longer name elsewhere."""
        return len(self.first_words.get(self.text[start:end], ())) > 1

    @cached_property
    def _behind(self) -> dict[tuple[str, str], dict[str | None, int]]:
        """Two words, the third, where the second starts."""
        behind: dict[tuple[str, str], dict[str | None, int]] = {}
        for match in _TWO_WORDS.finditer(self.text):
            behind.setdefault((match[1], match[2]), {})[match[3]] = match.start(2)
        return behind

    def stands_apart(self, before: str, word: str, after: str, start: int) -> bool:
        """Whether `word` goes with `before` rather than with `after`: "Bank Victoria" is there again without "Ahmad Fajar"."""
        again = any(other != after and at != start for other, at in self._behind.get((before, word), {}).items())
        reach = len(before) + 1
        return again and all(self.text.startswith(f"{before} ", max(0, at - reach)) for at in self.first_words.get(word, ()))

    @cached_property
    def _local(self) -> list[tuple[Word, Word | None]]:
        """The words behind "Desa", "Kecamatan" and their like, and the next one. "Wali Nagari Budi" names a person."""
        found = []
        for at in self.words.where(words_of(self.lexicon, "level-local")):
            kind, name = self.words[at], self.words.behind(self.words[at].end)
            if name is None or not (kind.text[0].isupper() and name.text.istitle() and name.text.isalpha()):
                continue
            if not self.before(kind.start, "title-head-of-place"):
                found.append((name, self.words.behind(name.end)))
        return found

    @cached_property
    def local_names(self) -> frozenset[str]:
        """The words that stand behind "Desa", "Kecamatan" and their like."""
        return frozenset(name.text for name, _ in self._local)

    @cached_property
    def one_word_places(self) -> frozenset[str]:
        """Those of `local_names` that stand without a second word: not "Braja" of "Desa Braja Selebah"."""
        return frozenset(name.text for name, more in self._local if more is None or not more.text[0].isupper())

    @cached_property
    def first_line(self) -> int:
        """Where the first line ends."""
        end = self.text.find("\n")
        return len(self.text) if end < 0 else end

    def is_headline(self, position: int) -> bool:
        """Whether a position is in a first line that is short and not all."""
        end = self.first_line
        return position < end < _HEADLINE and end < len(self.text)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.text))

    def has_form(self, word: str) -> bool:
        """Whether the text has a word, or a verb made of it, in lower case: "buka", "membuka", "dibukakan"."""
        before, behind = (("", *words_of(self.lexicon, name)) for name in ("affix-before", "affix-behind"))
        stem = word.casefold()
        return not self._words.isdisjoint(f"{prefix}{stem}{suffix}" for prefix in before for suffix in behind)

    def is_word(self, name: Name) -> bool:
        """Whether the first word of a "name" is a word of this text: a headline capitalises its verbs.

        A name in a headline stands in the body too; a verb does not, or in lower case.
        """
        word = name.text.split()[0]
        if len(word) < _INITIALS:
            return False
        if self.has_form(word):
            return True
        end = self.first_line
        headline = name.start < end < _HEADLINE and self.text[end - 1] != "."
        return headline and not re.search(rf"\b{re.escape(word)}", self.text[name.end :], re.IGNORECASE)


def _is_short_for(short: str, words: str) -> bool:
    """Whether the letters of `short` are those of `words` in their order, its first the first of a word."""
    letters = iter(words.casefold())
    return short[0] in {word[0] for word in words.split()} and all(
        letter in letters for letter in short.casefold() if letter.isalnum()
    )
