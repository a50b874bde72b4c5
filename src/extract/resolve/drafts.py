"""Persons while their mentions are being joined, and where to find one by a title or by what was said last.

A release may name thousands: no function here looks at all of them for each mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.mentions import Mention, Offsets, Person, Title
from extract.values.names import name_key

CROWD = 64
"""Of more persons who share a word of their names or titles not all are compared, but those nearest."""

_WORDS = re.compile(r"\w+")


@dataclass(slots=True, eq=False)
class Draft:
    number: int = -1            # of those with a name, and of those without, in the order in which they were made
    name: str | None = None
    key: tuple[str, ...] = ()   # of the name
    rank: tuple[bool, int] = (False, 0)
    honorifics: dict[str, None] = field(default_factory=dict)
    degrees: dict[str, None] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)  # in full, in lower case -> title
    placed: bool = False        # whether one of the titles has a region or an organisation
    mentions: list[Offsets] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)            # words and beginnings of its names
    aliases: list[str] = field(default_factory=list)        # "Mualem", whom the text calls so

    def add(self, mention: Mention[Person]) -> list[Title]:
        """Take a mention in. Gives the titles that are new."""
        person = mention.value
        # The longest form is the name; a form that stands with a title is surer than the model's guess alone.
        key = name_key(person.name or "")
        rank = (bool(person.titles), len(key))
        if person.name and rank > self.rank:
            self.name, self.key, self.rank = person.name, key, rank
        self.honorifics |= dict.fromkeys(person.honorifics)
        self.degrees |= dict.fromkeys(person.degrees)
        insort(self.mentions, mention.offsets)
        return self.hold(person.titles)

    def hold(self, titles: Iterable[Title]) -> list[Title]:
        """Add the titles that it does not have yet, and give those."""
        new = []
        for title in titles:
            if title.full.casefold() not in self.titles:
                self.titles[title.full.casefold()] = title
                self.placed = self.placed or bool(title.region or title.organisation)
                new.append(title)
        return new

    def take(self, other: Draft) -> None:
        """`other` is the same person."""
        self.hold(other.titles.values())
        for offsets in other.mentions:
            insort(self.mentions, offsets)

    def last_before(self, offsets: Offsets) -> Offsets | None:
        """Its last mention before `offsets`."""
        at = bisect_left(self.mentions, offsets)
        return self.mentions[at - 1] if at else None


class Offices:
    """The titles that persons hold, found by their words."""

    def __init__(self) -> None:
        self._held: dict[str, list[tuple[int, Title, Draft]]] = {}     # word -> titles with it, in text order
        self._holders: dict[str, dict[int, Draft]] = {}                # office -> who holds it, by number

    def add(self, draft: Draft, titles: Iterable[Title]) -> None:
        for title in titles:
            for word in set(_WORDS.findall(title.full.casefold())):
                insort(self._held.setdefault(word, []), (title.offsets[0], title, draft), key=_start)
            self._holders.setdefault(title.office, {})[draft.number] = draft

    def holding(self, bare: Title) -> list[Draft]:
        """Those who hold a title that says all that `bare` says."""
        titles = self._nearest(bare)
        found = {draft.number: draft for _, held, draft in titles if same_office(bare, held)}
        return [found[number] for number in sorted(found)]

    def only(self, office: str) -> Draft | None:
        """The one who holds a title of this office; None where several do."""
        holders = self._holders.get(office, {})
        return next(iter(holders.values())) if len(holders) == 1 else None

    def is_crowded(self, bare: Title) -> bool:
        """Whether so many titles have the words of this one that who is found depends on where it stands."""
        return len(self._rarest(bare)) > CROWD

    def _rarest(self, bare: Title) -> Sequence[tuple[int, Title, Draft]]:
        """The titles with that word of `bare` which the fewest have."""
        return min((self._held.get(word, ()) for word in _WORDS.findall(bare.full.casefold())), key=len, default=())

    def _nearest(self, bare: Title) -> Sequence[tuple[int, Title, Draft]]:
        titles = self._rarest(bare)
        if len(titles) <= CROWD:
            return titles
        at = bisect_left(titles, bare.offsets[0], key=_start)
        return titles[max(0, at - CROWD // 2) : at + CROWD // 2]


def _start(row: tuple[int, Title, Draft]) -> int:
    return row[0]


def last_spoken_of(drafts: Sequence[Draft], offsets: Offsets) -> Draft | None:
    """Of several, the one whose mention stands nearest before `offsets`; None where all come after it."""
    before = [(last, draft) for draft in drafts if (last := draft.last_before(offsets))]
    return max(before, key=lambda pair: pair[0], default=(None, None))[1]


def same_office(bare: Title, held: Title) -> bool:
    """A title that leaves out what another one says ("Kadis" of "Kepala Dinas Sosial"), and contradicts nothing."""
    one, other = bare.full.casefold(), held.full.casefold()
    # "Mendagri" and "Menteri Dalam Negeri": the one's office is written where the other has its unit.
    same = bare.office.casefold() == held.office.casefold() or (
        one.startswith(held.office.casefold()) and other.startswith(bare.office.casefold())
    )
    return same and set(_WORDS.findall(one)) <= set(_WORDS.findall(other))
