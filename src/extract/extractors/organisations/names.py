"""How far the name of an organisation goes behind its head ("Dinas", "Polres"), and what belongs to it.

What may follow a head is its `tail` in lexicon/organisations.csv:

- none    the term is the whole name ("KPK")
- region  a region may follow ("BPBD Kabupaten Garut")
- place   a region or a name of up to two words ("Polsek Kamuu Utara")
- unit    a number, a name, or both ("Kodim 0706/Temanggung")
- open    capitalised words ("Universitas Gadjah Mada"), then perhaps a region
- closed  words of lexicon/organisation_words.csv joined by comma and "dan", then perhaps a region: so "Dinas Tenaga
          Kerja dan Transmigrasi Budi Santoso" ends before the person without knowing his name
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from extract.extractors.organisations.heads import HEADS, Candidate, Head, Release, own_level
from extract.lexicon.words import worded, words_of
from extract.values.regions import RegionAt, region_at
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_UNIT = re.compile(r" (?:\d{1,4}(?:-\d{1,3})?|[IVXL]{1,6}\b)(?P<slash> ?/ ?(?=[A-Z]))?")
_DOCTOR = re.compile(r" (?:[Dd]r|[Dd]rg)\.? (?=[A-Z])")
_STATE = worded(r" (?=[A-Z]){organisation-state}\b")
_MAX_CLOSED, _MAX_OPEN = 12, 5
_LIST = 8               # words within which a list of known words comes to its "dan"


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation in the text: its name without region, and the region."""

    start: int
    end: int
    base: str
    kind: str
    region: RegionAt | None
    rule: str


def at_head(release: Release, first: int, heads: tuple[Head, ...]) -> Named | None:
    """The organisation whose name begins with word `first`."""
    for head in heads:
        candidate = Candidate(release, head, first)
        if HEADS.first(candidate).result and (named := _named(candidate)):
            return named
    return None


Reach = tuple[str, int, int]        # the name so far, the index of its last word, where it ends


def _named(candidate: Candidate) -> Named | None:
    """The organisation that starts with its head, None where the head needs more than follows it."""
    release, head, last = candidate.release, candidate.head, candidate.last
    text, start = release.text, release.words[candidate.first][0]
    reach = _TAILS.get(head.tail, _nothing)(release, head, last)
    if reach is None:
        return None
    base, stop, end = reach
    region = None
    if head.tail in ("region", "closed", "place", "open"):
        own = own_level(base, release.tables.lexicon) if head.tail == "region" else None
        region = region_at(text, end + 1, release.tables.lexicon, own) if text[end : end + 1] == " " else None
        if region:
            end = region.end
        elif head.tail == "place":
            base, end = _named_after(release, base, stop, end)
    if text[start].islower() and not region:
        return None
    if not region and (state := _STATE(release.tables.lexicon).match(text, end)):
        end = state.end()
    regional = head.term == "Badan" and (region or base.endswith(" Daerah"))
    return Named(start, end, base, "regional-office" if regional else head.kind, region, f"{head.tail}-tail")


def _nothing(release: Release, head: Head, last: int) -> Reach | None:
    return head.name, last, release.words[last][1]


def _closed_tail(release: Release, head: Head, last: int) -> Reach | None:
    stop = _closed(release, last)
    expanded = _expanded(release, last + 1, stop) if stop > last else ""
    return (f"{head.name} {expanded}".strip(), stop, release.words[stop][1]) if stop > last else None


def _open_tail(release: Release, head: Head, last: int) -> Reach | None:
    stop, words = _open(release, last), release.words
    return (f"{head.name} {release.text[words[last + 1][0] : words[stop][1]]}", stop, words[stop][1]) if stop > last else None


def _unit_tail(release: Release, head: Head, last: int) -> Reach | None:
    text, words = release.text, release.words
    end = words[last][1]
    unit = _UNIT.match(text, end)
    if unit:
        end = unit.end()
    if not unit or unit["slash"]:
        end = _of_a_place(release, last, end, behind_number=unit is not None)
    return (f"{head.name}{text[words[last][1] : end]}".rstrip(" /"), last, end) if end > words[last][1] else None


def _of_a_place(release: Release, last: int, end: int, behind_number: bool) -> int:
    """Where "Temanggung" of "Kodim 0706/Temanggung" ends, or that of "Kodim Temanggung"."""
    text, words = release.text, release.words
    at = end if behind_number else end + 1
    region = region_at(text, at, release.tables.lexicon) if behind_number or text[end:at] == " " else None
    if region:
        return region.end
    first = next((k for k in range(last, min(last + 4, len(words))) if words[k][0] >= at), last + 1)
    # After the stroke the name belongs to the unit, even where a person seems to start: "Kodam IV/Diponegoro".
    stop = first if behind_number else min(_open(replace(release, persons=release.persons - {at}), first - 1), first + 1)
    return max(end, words[stop][1]) if stop >= first else end


def _named_after(release: Release, base: str, last: int, end: int) -> tuple[str, int]:
    """The name of a place that no table knows, or of a doctor: "Polsek Kamuu Utara", "RSUD dr. Soetomo"."""
    doctor = _DOCTOR.match(release.text, end)
    last = last + 1 if doctor else last
    stop = min(_open(replace(release, persons=frozenset()) if doctor else release, last), last + 2)
    return f"{base}{release.text[end : release.words[stop][1]]}", release.words[stop][1]


_TAILS: Mapping[str, Callable[[Release, Head, int], Reach | None]] = {
    "closed": _closed_tail, "open": _open_tail, "unit": _unit_tail,
}  # fmt: skip


def _closed(release: Release, last: int) -> int:
    """Index of the last word of "Kepemudaan, Olahraga dan Pariwisata" after word `last`; `last` where none follows."""
    words, known = release.words, release.tables.words
    stop, j = last, last + 1
    while j < len(words) and j - last <= _MAX_CLOSED:
        joined = _joins(release, j)
        if joined is None:
            break
        j += joined
        if j >= len(words) or (joined and release.gap(j) != " ") or words[j][2] not in known or not release.capital(j):
            break
        stop = j
        j += 1
    return stop


def _joins(release: Release, at: int) -> bool | None:
    """Whether a word joins two parts of a name ("dan"); None where what stands before it ends the name."""
    gap, word = release.gap(at), release.words[at][2]
    if gap in (" ", "/", " & ", "-"):
        return word == "dan" and gap == " "
    if gap in (", ", ",") and (word == "dan" or _list_goes_on(release, at)):
        return word == "dan"
    return None


def _list_goes_on(release: Release, at: int) -> bool:
    """After a comma: do known words follow up to a "dan"? Else the comma ends the name."""
    words, known = release.words, release.tables.words
    for k in range(at, min(at + _LIST, len(words))):
        if words[k][2] == "dan":
            return k > at and release.behind(k) and words[k + 1][2] in known and release.capital(k + 1)
        if words[k][2] not in known or not release.capital(k):
            return False
    return False


def _expanded(release: Release, first: int, last: int) -> str:
    """The words as written, short forms written out ("Kominfo"), shouting calmed, "RI" dropped."""
    text, words = release.text, release.words
    parts = []
    for k in range(first, last + 1):
        gap = release.gap(k) if k > first else ""
        word = text[words[k][0] : words[k][1]]
        full = release.tables.words.get(words[k][2], word)
        if words[k][2] == "ri" or (words[k][2] == "republik" and k < last and words[k + 1][2] == "indonesia"):
            break
        if not full:
            full = "dan" if words[k][2] == "dan" else word.title() if word.isupper() and len(word) > 4 else word
        parts.append(gap.replace("&", "dan") + full)
    return "".join(parts).rstrip(" ,")


def _open(release: Release, last: int) -> int:
    """Index of the last capitalised word that follows word `last` directly, before a person or a level word."""
    links = words_of(release.tables.lexicon, "organisation-link")
    stop = last
    for at in range(last + 1, min(last + 1 + _MAX_OPEN, len(release.words))):
        step = Step(release, at, first=stop == last)
        if not OPEN.first(step).result:
            break
        stop = at
    while stop > last and release.words[stop][2] in links:
        stop -= 1
    return stop


@dataclass(frozen=True)
class Step:
    """One word further to the right; `first` where no word of the name was found yet."""

    release: Release
    at: int
    first: bool

    @property
    def word(self) -> str:
        return self.release.words[self.at][2]

    def is_(self, name: str) -> bool:
        return self.word in words_of(self.release.tables.lexicon, name)

    @property
    def apart(self) -> bool:
        gap = self.release.gap(self.at)
        short = self.release.words[self.at - 1][2] in words_of(self.release.tables.lexicon, "organisation-short")
        return gap not in (" ", "-", "/", ". ") or (gap == ". " and not short)

    @cached_property
    def joins(self) -> bool:
        """Whether it links two words of a name: "dan", "bin"."""
        capital = self.release.behind(self.at) and self.release.capital(self.at + 1)
        return self.is_("organisation-link") and capital and not self.first

    @property
    def acts(self) -> bool:
        """Whether a headline says what the organisation does: "Forum Guru Gelar Lomba"."""
        return not self.first and self.word in self.release.tables.actions and self.release.capital(self.at)

    @property
    def begins_another(self) -> bool:
        return self.joins and self.release.words[self.at + 1][2] in self.release.tables.heads

    @property
    def named(self) -> bool:
        start = self.release.words[self.at][0]
        letter = self.release.text[start]
        return (letter.isupper() or letter.isdigit() or self.joins) and start not in self.release.persons


OPEN: Rules[Step, bool] = Rules(
    "name of an organisation goes on",
    Rule("apart", lambda s: s.apart, False, "Universitas Jember. <Budi> hadir", "Universitas PT. <Maju> hadir"),
    Rule("addressed", lambda s: s.is_("organisation-addressed") and not s.first, False,
         "Universitas Jember <Dr>. Budi", "Universitas <Dr>. Soetomo"),
    Rule("small letters, or a person", lambda s: not s.named, False, "Universitas Jember <hadir>", "Universitas Jember <Raya>"),
    Rule("level or end", lambda s: s.is_("organisation-end") and not s.joins, False,
         "Universitas Jember <Kabupaten> Jember", "Universitas Jember <Raya>"),
    Rule("acts", lambda s: s.acts, False, "Universitas Jember <Gelar> Lomba", "Universitas <Gelar> Raya"),
    Rule("begins another", lambda s: s.begins_another, False,
         "Universitas Jember <dan> Polres Jember", "Universitas Seni <dan> Budaya"),
    Rule("word of the name", lambda s: True, True, "Universitas Gadjah <Mada>"),
)  # fmt: skip
