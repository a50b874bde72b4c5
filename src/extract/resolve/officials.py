"""Mentions of titles and names to persons: who "Wagub" is, and that "Waine" is Yulianus Waine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Mention, Offsets, Person, Title
from extract.resolve.aliases import add_short_names, join_aliases, join_notes
from extract.resolve.drafts import CROWD, Draft, Offices, last_spoken_of
from extract.resolve.roles import Roles
from extract.resolve.same_person import is_same
from extract.values.names import name_key

_BEGINNING = 3              # letters of a first name that a nickname shares


@dataclass(frozen=True, slots=True)
class Official:
    """One person, or one office whose holder the release does not name (`name` is None)."""

    name: str | None
    honorifics: tuple[str, ...]
    degrees: tuple[str, ...]
    titles: tuple[Title, ...]
    roles: tuple[str, ...]
    mentions: tuple[Offsets, ...]


def resolve_officials(
    text: str, people: Sequence[Mention[Person]], lexicon: Lexicon, guests: frozenset[Offsets] = frozenset()
) -> list[Official]:
    """The officials of a release in the order in which they first appear.

    A person counts who has a title, or whom the text lists as present: `guests` are the mentions of those. An office without
    a name counts where nobody named holds it.
    """
    drafts = _Persons(lexicon).joined([mention for mention in people if mention.value.name])
    unnamed = _join_offices(people, drafts, lexicon)
    drafts = join_notes(text, join_aliases(text, drafts, lexicon), lexicon)
    everyone = [draft for draft in (*drafts, *unnamed) if draft.titles or not guests.isdisjoint(draft.mentions)]
    add_short_names(text, drafts, everyone, lexicon)
    everyone.sort(key=lambda draft: min(draft.mentions))
    roles = Roles(text, everyone, lexicon)
    return [
        Official(
            name=draft.name,
            honorifics=tuple(draft.honorifics),
            degrees=tuple(draft.degrees),
            titles=tuple(sorted(draft.titles.values(), key=lambda title: -len(title.full))),
            roles=roles.of(draft),
            mentions=tuple(sorted(set(draft.mentions))),
        )
        for draft in everyone
    ]


class _Persons:
    """The persons of a release while their names are being joined, and where to find them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.drafts: list[Draft] = []
        self.lexicon = lexicon
        self.region_heads = words_of(lexicon, "title-head-of-region")
        self._known: dict[str, list[int]] = {}              # word or beginning of a name -> the drafts it may be of
        self._whole: dict[tuple[str, ...], int] = {}
        self._heads: dict[str, set[int]] = {}               # office of the head of a region -> who holds it

    def joined(self, named: Sequence[Mention[Person]]) -> list[Draft]:
        """One draft per person. Longer names come first, so that a part of a name finds the whole."""
        for mention in sorted(named, key=lambda m: (-len(name_key(m.value.name or "")), m.start_char)):
            self._add(mention)
        return self.drafts

    def _add(self, mention: Mention[Person]) -> None:
        key = name_key(mention.value.name or "")
        marks = {*key, *(word[:_BEGINNING] for word in key[:1])}
        same = self._same(mention.value, key, marks)
        # Of several whose name has this part, the one last spoken of before.
        draft = last_spoken_of(same, mention.offsets) or next(iter(same), None)
        if draft is None:
            draft = Draft(len(self.drafts))
            self.drafts.append(draft)
        draft.add(mention)
        self._whole.setdefault(key, draft.number)
        for title in mention.value.titles:
            if title.office.casefold() in self.region_heads:
                self._heads.setdefault(title.office, set()).add(draft.number)
        initials = "".join(word[0] for word in key if word)
        for mark in (marks | {initials}) - draft.marks:
            draft.marks.add(mark)
            self._known.setdefault(mark, []).append(draft.number)

    def _same(self, person: Person, key: tuple[str, ...], marks: set[str]) -> list[Draft]:
        """Those whose name it may be; of exactly this name, before all others."""
        near = {number for mark in marks for number in _ends(self._known.get(mark, []))}
        near |= {self._whole[key]} if key in self._whole else set()
        same = [draft for number in sorted(near) if is_same(person, draft := self.drafts[number], self.lexicon)]
        # A surname alone is that of who has an office, not of his wife.
        holding = [draft for draft in same if draft.titles]
        return [draft for draft in same if draft.key == key] or holding or same or self._only_head(person, key)

    def _only_head(self, person: Person, key: tuple[str, ...]) -> list[Draft]:
        """"Bupati Enos" beside "Bupati OKU Timur Lanosin": one word, and one person of that name holds the office."""
        title = next(iter(person.titles), None)
        holders = self._heads.get(title.office, set()) if title and len(key) == 1 and not title.region else set()
        return [self.drafts[number] for number in holders] if len(holders) == 1 else []


def _ends(numbers: list[int]) -> list[int]:
    return numbers if len(numbers) <= CROWD else numbers[: CROWD // 2] + numbers[-CROWD // 2 :]


def _join_offices(people: Sequence[Mention[Person]], drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """Titles without a name go to those who hold them by name; where nobody does, one draft per office."""
    unnamed: list[Draft] = []
    named, vacant = Offices(), Offices()
    for draft in drafts:
        named.add(draft, draft.titles.values())
    known: dict[tuple[str, str], list[Draft]] = {}     # office and title in full -> those who hold it by name
    for mention in (mention for mention in people if mention.value.name is None):
        of_all: list[Draft] = []
        for title in mention.value.titles:
            written = title.office, title.full
            if written not in known or named.is_crowded(title):
                known[written] = _holders(title, named, lexicon)
            of_all = of_all or known[written]
        of_all = of_all or _holders(mention.value.titles[0], vacant, lexicon)
        # The last one spoken of before, else the first.
        holder = last_spoken_of(of_all, mention.offsets) or next(iter(of_all), None)
        if holder is None:
            holder = Draft(len(unnamed))
            unnamed.append(holder)
        (named if holder.name else vacant).add(holder, holder.add(mention))
    return unnamed


def _holders(title: Title, offices: Offices, lexicon: Lexicon) -> list[Draft]:
    """Those who may be meant by a title without a name."""
    found = offices.holding(title)
    if found or " " not in title.full:
        return found
    # "Sekjen Kemenag" of the "Sekretaris Jenderal Kementerian Agama"
    written = replace(title, full=" ".join(_written_out(lexicon).get(word, word) for word in title.full.split()))
    found = offices.holding(written) if written != title else []
    # "Sekda Kalteng" where the one Sekda who has a name has no region
    only = offices.only(title.office)
    return found or ([only] if only and only.name and not only.placed and title.region else [])


@lru_cache(maxsize=8)
def _written_out(lexicon: Lexicon) -> dict[str, str]:
    """Short name of an organisation -> its name."""
    short = {row["term"]: row["expansion"] for row in lexicon.rows("organisation_words") if row["expansion"]}
    return short | {row["term"]: row["name"] for row in lexicon.rows("organisations") if row["name"] and " " not in row["term"]}
