"""Heads of names of organisations: which row of lexicon/organisations.csv stands at a word, and whether it is one there.

The first rule decides that holds; in an example the head stands in <>.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.values.regions import Level
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BRACKETED = re.compile(r"\(([^()\n]{1,40})\)")
_EXPLAINED = re.compile(r"\b([A-Z]{2,8}) \(([a-z][^()\n]{4,80})\)")       # "PKS (perjanjian kerja sama)"
_MEANT = 80             # characters before a short form in brackets within which what it stands for is written
_FOUNDED = frozenset(("association", "other", "company"))      # kinds of names that shouted words only look like

Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Head:
    """A row of lexicon/organisations.csv."""

    words: tuple[str, ...]
    term: str
    name: str
    kind: str
    tail: str

    @property
    def acronym(self) -> bool:
        return self.term.isupper()


@dataclass(frozen=True, slots=True)
class Tables:
    heads: Mapping[str, tuple[Head, ...]]       # by first word, the longest first
    words: Mapping[str, str]                    # word of an office's name -> expansion or ""
    actions: frozenset[str]                     # what headlines say that an organisation does: "gelar"
    lexicon: Lexicon


@dataclass(frozen=True)
class Release:
    """A text, its words, and where names of persons start."""

    text: str
    words: list[Word]
    persons: frozenset[int]
    tables: Tables

    def gap(self, at: int) -> str:
        """What stands between a word and the one before."""
        return self.text[self.words[at - 1][1] : self.words[at][0]]

    def capital(self, at: int) -> bool:
        return self.text[self.words[at][0]].isupper()

    def behind(self, at: int) -> bool:
        """Whether there is a word behind this one."""
        return at + 1 < len(self.words)

    @cached_property
    def bracketed(self) -> Mapping[str, int]:
        """Where each short form first stands in brackets."""
        return {match[1]: match.start() for match in reversed(list(_BRACKETED.finditer(self.text)))}

    @cached_property
    def explained(self) -> Mapping[str, str]:
        """The first word of what the text says in brackets that a short form stands for."""
        found = ((match[1], match[2].casefold().split()) for match in _EXPLAINED.finditer(self.text))
        return {short: words[0] for short, words in found if "".join(word[0] for word in words) == short.casefold()}


@lru_cache(maxsize=8)
def tables_of(lexicon: Lexicon) -> Tables:
    heads: dict[str, list[Head]] = {}
    for row in lexicon.rows("organisations"):
        words = tuple(word.group().casefold() for word in _WORD.finditer(row["term"]))
        heads.setdefault(words[0], []).append(Head(words, row["term"], row["name"], row["kind"], row["tail"]))
    by_length = {first: tuple(sorted(group, key=lambda h: -len(h.words))) for first, group in heads.items()}
    known = {row["term"].casefold(): row["expansion"] for row in lexicon.rows("organisation_words")}
    return Tables(by_length, known, frozenset(lexicon.terms("event_actions")), lexicon)


def release_of(text: str, persons: frozenset[int], tables: Tables) -> Release:
    return Release(text, [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)], persons, tables)


def own_level(name: str, lexicon: Lexicon) -> Level | None:
    """The level that a name ends with: "Pemerintah Kota"."""
    return _levels(lexicon).get(name.rsplit(" ", 1)[-1].casefold())


@lru_cache(maxsize=8)
def _levels(lexicon: Lexicon) -> Mapping[str, Level]:
    rows = lexicon.rows("region_cues")
    return {row["term"]: row["level"] for row in rows if row["role"] == "level" and row["level"] != "district"}  # type: ignore[misc]


@dataclass(frozen=True)
class Candidate:
    """A head of the table at the words from `first` on."""

    release: Release
    head: Head
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.head.words) - 1

    @cached_property
    def surface(self) -> str:
        words = self.release.words
        return self.release.text[words[self.first][0] : words[self.last][1]]

    @property
    def written_otherwise(self) -> bool:
        words = self.release.words
        if self.last >= len(words) or any(words[self.first + k][2] != word for k, word in enumerate(self.head.words)):
            return True
        return any(self.release.gap(k) not in (" ", "-", "/") for k in range(self.first + 1, self.last + 1))

    @property
    def stands_for_something_else(self) -> bool:
        if not (self.head.acronym and self.head.name):
            return False
        return _spelt_out(self.release, self.surface) not in (None, self.head.name.split()[0].casefold())

    @property
    def of_a_site(self) -> bool:
        text, end = self.release.text, self.release.words[self.last][1]
        return text[end : end + 1] == "." and text[end + 1 : end + 2].islower()


HEADS: Rules[Candidate, bool] = Rules(
    "head of an organisation",
    Rule("written otherwise", lambda c: c.written_otherwise, False, "<Kejaksaan>, Negeri kita", "<Kejaksaan Negeri> Lahat"),
    Rule("acronym in small letters", lambda c: c.head.acronym and not c.surface.isupper(), False, "<pan> berisi", "<PAN> menang"),
    Rule("stands for something else", lambda c: c.stands_for_something_else, False,
         "Pajak Bumi dan Bangunan (<PBB>)", "Perserikatan Bangsa-Bangsa (<PBB>)"),
    Rule("address of a site", lambda c: c.of_a_site, False, "<Kemenpora>.go.id", "<Kemenpora>. Lalu"),
    Rule("small letters", lambda c: not c.surface[0].isupper() and c.head.tail not in ("closed", "region"), False,
         "<universitas> Jember", "<dinas> Sosial"),
    Rule("shouted", lambda c: c.surface.isupper() and not c.head.acronym and c.head.kind in _FOUNDED, False,
         "<PERSATUAN> BANGSA", "<Persatuan> Guru"),
    Rule("head", lambda c: True, True, "<Dinas> Sosial"),
)  # fmt: skip


def _spelt_out(release: Release, short: str) -> str | None:
    """The first word of what the text itself says a short form stands for: "Pajak" of "Pajak Bumi dan Bangunan (PBB)"."""
    at, text = release.bracketed.get(short), release.text
    if at is None:
        return release.explained.get(short)
    start = max(0, at - _MEANT)
    before = [word.group() for word in _WORD.finditer(text, max(start, text.rfind("\n", start, at)), at)]
    small = [word.casefold() for word in before[-len(short) :]]
    if "".join(word[0] for word in small) == short.casefold():         # "perjanjian kerja sama (PKS)"
        return small[0]
    capitals = [word for word in before if word[0].isupper()][-len(short) :]
    whole = "".join(word[0] for word in capitals) == short and before[-1] == capitals[-1]
    return capitals[0].casefold() if whole else None
