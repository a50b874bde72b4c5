"""Districts, villages and islands by their level word, "Kecamatan Menggala Timur", and places abroad."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.extractors.places.gazetteer import Release
from extract.lexicon.words import words_of
from extract.mentions import Mention, Place
from extract.values.regions import find_region, is_district
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_NO_VILLAGE = "no village"      # reason of a trap: the name of a programme or an office, behind "desa"
_LONGEST = 4                    # words of a name
_SHORT = 3                      # letters of a level word that a full stop abbreviates: "Kec. Menggala"


@dataclass(frozen=True)
class Step:
    """One word further to the right of a level word at `level_at`; `first` is where the name begins."""

    release: Release
    at: int
    level_at: int
    first: int
    level: str | None

    @property
    def word(self) -> str:
        return self.release.words[self.at][2]

    @property
    def apart(self) -> bool:
        """Whether what stands before it ends the name."""
        gap = self.release.gap(self.at)
        level_word = self.release.words[self.level_at]
        dotted = gap == ". " and self.at == self.level_at + 1 and level_word[1] - level_word[0] <= _SHORT
        return (gap not in (" ", "-") and not dotted) or not self.release.capital(self.at)

    @cached_property
    def begins_level(self) -> bool:
        tables = self.release.tables
        level = tables.cues.get(self.word, ("", ""))[1] == "level"
        return level or self.word in tables.local or self.word in words_of(tables.lexicon, "local-unit")

    @property
    def within_district(self) -> bool:
        """"Kecamatan Tigo Nagari": the level word is part of the name."""
        words, text = self.release.words, self.release.text
        name = text[words[self.first][0] : words[self.at][1]]
        return self.level == "district" and is_district(name, self.release.tables.lexicon)

    @property
    def begins_person(self) -> bool:
        starts = self.release.words[self.at][0] in self.release.person_starts
        return (starts or self.word in self.release.tables.ranks) and self.at - 1 > self.level_at


NAME: Rules[Step, bool] = Rules(
    "name of a place goes on",
    Rule("apart", lambda s: s.apart, False, "Desa Cikole, <Lembang>", "Desa Cikole <Girang>"),
    Rule("another level", lambda s: s.begins_level and not s.within_district, False,
         "Desa Cikole <Kecamatan> Lembang", "Kecamatan Tigo <Nagari>"),
    Rule("a person", lambda s: s.begins_person, False, "Desa Cikole <Aipda> Rudi", "Desa <Aipda> Rudi"),
    Rule("word of the name", lambda s: True, True, "Desa Cikole <Girang>"),
)  # fmt: skip


def local_places(release: Release, near: str | None) -> Iterator[Mention[Place]]:
    """A level word and the capitalised words after it."""
    text, words, tables = release.text, release.words, release.tables
    kinds = words_of(tables.lexicon, "local-kind")
    for at, (start, _, word) in enumerate(words):
        if word not in tables.local:
            continue
        level = tables.local[word] or None
        first = at + 2 if at + 1 < len(words) and words[at + 1][2] in kinds else at + 1       # "Desa Adat Peliatan"
        if _no_village(release, first):
            continue
        last = at
        for further in range(at + 1, min(first + _LONGEST, len(words))):
            if not NAME.first(Step(release, further, at, first, level)).result:
                break
            last = further
        if last < first:
            continue
        last, code = _district(release, first, last, near) if level == "district" else (last, None)
        name = text[words[first][0] : words[last][1]]
        name = name.title() if name.isupper() else name
        island = word in words_of(tables.lexicon, "local-island")
        value = Place(f"{text[start : words[at][1]].title()} {name}" if island else name, level, code)
        yield Mention.at(text, "places", start, words[last][1], value, "level")


def _no_village(release: Release, first: int) -> bool:
    """Whether no name of one follows "desa": "Desa Merah Putih", "Desa Dinas PMD", "Desa A. Samponu", "Desa Tahun 2021"."""
    words, traps = release.words, release.tables.traps
    if first >= len(words) or words[first][1] - words[first][0] == 1:
        return True
    if words[first][2] in words_of(release.tables.lexicon, "time-year"):
        return True
    both = words[first][2] + (words[first + 1][2] if first + 1 < len(words) else "")
    return _NO_VILLAGE in (traps.get(words[first][2]), traps.get(both))


def _district(release: Release, first: int, last: int, near: str | None) -> tuple[int, str | None]:
    """The last word of the longest name of a district that the table knows, and its code."""
    for end in range(last, first - 1, -1):
        name = release.text[release.words[first][0] : release.words[end][1]]
        if region := find_region(f"Kecamatan {name}", release.tables.lexicon, within=near):
            return end, region.code
    return last, None


def other_places(release: Release) -> Iterator[Mention[Place]]:
    """Countries, islands, cities abroad; not where they end another name ("Bank Indonesia")."""
    text, words, tables = release.text, release.words, release.tables
    before_names = words_of(tables.lexicon, "local-before-other")
    at = 0
    while at < len(words):
        last, key = None, ""
        if words[at][2] in tables.other_prefixes and release.capital(at):
            last, key = release.longest(at, tables.other_prefixes, tables.others)
        if last is not None:
            part_of_name = at > 0 and release.gap(at) == " " and release.capital(at - 1)
            if not part_of_name or words[at - 1][2] in before_names:
                yield Mention.at(text, "places", words[at][0], words[last][1], tables.others[key], "other")
            at = last
        at += 1
