"""Names of regions in a text, and whether each is a place there: "Batu" in "Kota Batu", not in "batu bara".

Names that are also words or first names ("Batu", "Puncak", "Bima") count only where the text shows a region. The first rule
decides that holds; in an example the name stands in <>.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.lexicon import Lexicon
from extract.mentions import Offsets, Place
from extract.values.regions import Named, fitting, region_beginnings, region_key, region_names
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_KODIM = re.compile(r" \d{4}/")         # "Kodim 0706/Temanggung"
_GAPS = frozenset({" ", "-", "  ", " - "})
_MAX_WORDS = 6
_SHORT = 3                              # letters of a word that a full stop may abbreviate: "Kep. Riau"
_ABBREVIATION = 4                       # letters of a cue that a full stop may abbreviate: "kab."
Certainty = Literal["gazetteer", "shared", "trap"]
Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Tables:
    names: Mapping[str, tuple[Named, ...]]
    prefixes: frozenset[str]                    # every beginning of a key of `names`
    others: Mapping[str, Place]                 # countries, islands, foreign cities
    other_prefixes: frozenset[str]
    traps: Mapping[str, str]                    # key -> why
    cues: Mapping[str, tuple[str, str]]         # word(s) before a name -> (level, role)
    local: Mapping[str, str]                    # "desa" -> "village"
    venue_heads: frozenset[str]                 # "hotel": a LOC of the model that starts so is a venue, not a place
    ranks: frozenset[str]                       # "aipda": begins the name of a person
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text, before the release as a whole has decided what it means."""

    first: int                                  # index of its first word
    last: int
    start: int
    end: int
    named: tuple[Named, ...]
    rule: Certainty
    level: str | None = None                    # as the words before it say


@dataclass(frozen=True, slots=True)
class Release:
    """A text, its words, and the names of persons in it, in order."""

    text: str
    words: list[Word]
    persons: list[Offsets]
    person_starts: frozenset[int]
    tables: Tables

    def gap(self, at: int) -> str:
        """What stands between a word and the one before."""
        return self.text[self.words[at - 1][1] : self.words[at][0]]

    def capital(self, at: int) -> bool:
        return self.text[self.words[at][0]].isupper()

    def longest(self, first: int, prefixes: frozenset[str], keys: Mapping[str, object]) -> tuple[int | None, str]:
        """Index of the last word of the longest key that starts at word `first`, and the key."""
        key, best, best_key = "", None, ""
        for at in range(first, min(first + _MAX_WORDS, len(self.words))):
            if at > first and self.gap(at) not in _GAPS and not self._abbreviated(at):
                break
            key += self.words[at][2].replace("'", "")
            if key not in prefixes:
                break
            if key in keys:
                best, best_key = at, key
        return best, best_key

    def _abbreviated(self, at: int) -> bool:
        """A dot belongs to a name after a short form only: "Kep. Riau", "D.I. Yogyakarta"."""
        return self.gap(at) in (". ", ".") and self.words[at - 1][1] - self.words[at - 1][0] <= _SHORT


def release_of(text: str, persons: list[Offsets], tables: Tables) -> Release:
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    return Release(text, words, persons, frozenset(start for start, _ in persons), tables)


@lru_cache(maxsize=8)
def tables_of(lexicon: Lexicon) -> Tables:
    others = {region_key(row["term"]): Place(row["name"], row["level"] or None, None) for row in lexicon.rows("other_places")}
    return Tables(
        names=region_names(lexicon),
        prefixes=region_beginnings(lexicon),
        others=others,
        other_prefixes=frozenset(key[:end] for key in others for end in range(1, len(key) + 1)),
        traps={region_key(row["term"]): row["reason"] for row in lexicon.rows("region_traps")},
        cues={row["term"]: (row["level"], row["role"]) for row in lexicon.rows("region_cues")},
        local={row["term"]: row["level"] for row in lexicon.rows("local_places")},
        venue_heads=frozenset(term.split()[0].casefold() for term in lexicon.terms("venue_heads")),
        ranks=frozenset(term.casefold() for term in lexicon.terms("honorifics") if len(term) > 3 and term.isalpha()),
        lexicon=lexicon,
    )


@dataclass(frozen=True)
class Candidate:
    """A name of the table at the words from `first` to `last`."""

    release: Release
    first: int
    last: int
    key: str

    @property
    def offsets(self) -> Offsets:
        return self.release.words[self.first][0], self.release.words[self.last][1]

    @cached_property
    def surface(self) -> str:
        return self.release.text[slice(*self.offsets)]

    @cached_property
    def cue(self) -> tuple[str, str | None, int]:
        """Level and role of the word or two words before it, and the index where that cue starts."""
        first, words, cues = self.first, self.release.words, self.release.tables.cues
        if first == 0 or not self._beside_cue:
            return "", None, first
        one = words[first - 1][2]
        two = f"{words[first - 2][2]} {one}" if first >= 2 and self.release.gap(first - 1) == " " else ""
        if two in cues:
            return *cues[two], first - 2
        if one in cues:
            return *cues[one], first - 1
        return "", None, first

    @property
    def _beside_cue(self) -> bool:
        gap = self.release.gap(self.first)
        if len(gap) > 2 or gap.strip(" .-/"):
            return _KODIM.fullmatch(gap) is not None
        return not (gap.startswith(".") and len(self.release.words[self.first - 1][2]) > _ABBREVIATION)

    @property
    def named(self) -> tuple[Named, ...]:
        return self.release.tables.names[self.key]

    @property
    def capital(self) -> bool:
        return any(self.release.capital(at) for at in range(self.first, self.last + 1))

    @property
    def of_a_person(self) -> bool:
        """Whether a name of a person is longer than these words and has them inside."""
        start, end = self.offsets
        at = bisect_right(self.release.persons, start, key=lambda person: person[0]) - 1
        return at >= 0 and end <= self.release.persons[at][1] and self.release.persons[at] != (start, end)

    @property
    def goes_on(self) -> bool:
        """Whether a capitalised word follows."""
        end, words = self.offsets[1], self.release.words
        return self.last + 1 < len(words) and self.release.text[end : words[self.last + 1][0] + 1].lstrip(" ")[:1].isupper()

    @property
    def beside_province(self) -> bool:
        """"Batu, Jawa Timur": a province right after the comma shows that the name is a place."""
        release, tables = self.release, self.release.tables
        if self.last + 1 >= len(release.words) or release.gap(self.last + 1) != ", ":
            return False
        end, key = release.longest(self.last + 1, tables.prefixes, tables.names)
        return end is not None and tables.names[key][0].region.level == "province"


PLACE: Rules[Candidate, bool] = Rules(
    "region is a place",
    Rule("not behind this word", lambda c: c.cue[1] == "not", False, "ikan <Batu>", "Kota <Batu>"),
    Rule("small letters", lambda c: not c.capital and c.cue[1] is None, False, "tambang <batu> bara", "kota <batu>"),
    Rule("within a person's name", lambda c: c.cue[1] is None and c.of_a_person, False,
         "Rina <Lahat> hadir", "Bupati <Lahat> hadir"),
    Rule("place", lambda c: True, True, "Bupati <Lahat> hadir"),
)  # fmt: skip


def gazetteer(release: Release) -> Iterator[Found]:
    """The longest region name at each word; words inside a hit are not looked at again."""
    tables, at = release.tables, 0
    while at < len(release.words):
        in_table = release.words[at][2] in tables.prefixes
        last, key = release.longest(at, tables.prefixes, tables.names) if in_table else (None, "")
        if last is not None:
            candidate = Candidate(release, at, last, key)
            if PLACE.first(candidate).result:
                yield _found(candidate)
                at = last
        at += 1


def _found(candidate: Candidate) -> Found:
    """The name with the regions that it may mean, and how sure it is that it means one."""
    start, end = candidate.offsets
    level, role, at = candidate.cue
    named = candidate.named
    if role == "level":
        stated = tuple(one for one in named if one.region.level == level or one.kind == "capital")
        if stated:
            named, start = stated, candidate.release.words[at][0]
        else:
            level, role = "", None          # "Kota Kalimantan": a level word that does not belong to the name
    elif level:
        named = fitting(named, level)
    return Found(candidate.first, candidate.last, start, end, named, _certainty(candidate, named, level, role), level or None)


def _certainty(candidate: Candidate, named: tuple[Named, ...], level: str, role: str | None) -> Certainty:
    # "Polres Metro Jakarta Barat": an office whose level is not the region's is no proof where the name goes on.
    proven = role == "level" or (role and (level == named[0].region.level or not candidate.goes_on))
    if not proven and candidate.key in candidate.release.tables.traps and not candidate.beside_province:
        return "trap"
    return "shared" if len({one.region.code for one in named}) > 1 else "gazetteer"
