"""Other names of a person: what the text says he is called by, initials, first names and surnames alone."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of
from extract.mentions import Person
from extract.resolve.drafts import CROWD, Draft
from extract.resolve.same_person import Two
from extract.values.names import is_ambiguous, name_key

_BESIDE = 25                # characters between a person and "yang akrab disapa"
_MOST_WORDS = 3             # of a name in brackets
_SHORTEST = 3               # letters: a shorter part of a name is too little alone
_NOTE = re.compile(r" ?\(([A-Z][A-Za-z']{1,14}(?: [A-Z][A-Za-z']{1,14}){0,2})\)")
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_NAME = r"[A-Z]\w+"


@lru_cache(maxsize=8)
def _called(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is in every text that says what somebody is called by, and where it says so."""
    names = ("people-called", "people-call", "people-call-manner", "people-so")
    verb, noun, manner, so = (pattern_of(lexicon, name) for name in names)
    behind = rf"\b(?:{manner} {verb}(?: dengan)?|alias) (?P<behind>{_NAME}(?: {_NAME})?)"
    before = rf"(?P<before>(?:\b{_NAME} )?\b{_NAME})(?:, ?| ?[-–] ?)(?:{so} )?{noun}(?: {manner})?(?:nya)?\b"
    return re.compile(rf"{verb}|{noun}| alias "), re.compile(rf"{behind}|{before}(?: (?P<name>{_NAME}))?")


def join_aliases(text: str, drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """"Rudi Salim yang akrab disapa Bang Udin", "Udin, sapaan akrabnya". Gives the drafts that are left."""
    any_call, call = _called(lexicon)
    return _Callers(text, drafts).joined(call) if any_call.search(text) else drafts


class _Callers:
    """Drafts by what they are called, and in the order in which the text speaks of them."""

    def __init__(self, text: str, drafts: list[Draft]) -> None:
        self.text, self.drafts = text, drafts
        self.called: dict[tuple[str, ...], list[Draft]] = {}
        self.titled: dict[str, list[Draft]] = {}
        self.spoken = sorted((offsets, draft.number) for draft in drafts if draft.titles for offsets in draft.mentions)
        self.gone: set[int] = set()
        for draft in drafts:
            self.called.setdefault(draft.key, []).append(draft)
            for word in set(draft.key) if draft.titles else ():
                self.titled.setdefault(word, []).append(draft)

    def joined(self, call: re.Pattern[str]) -> list[Draft]:
        for match in call.finditer(self.text):
            alias = match["behind"] or match["before"]
            also = list(self._of(alias))
            owner = None if alias.isupper() else self._owner(match, also)
            if owner is None:
                continue
            owner.aliases.append(alias.rpartition(" ")[2])
            for draft in also:
                owner.take(draft)
                self.gone.add(draft.number)
                for offsets in draft.mentions:
                    insort(self.spoken, (offsets, owner.number))
        return [draft for draft in self.drafts if draft.number not in self.gone]

    def _of(self, alias: str) -> Iterator[Draft]:
        """Who has the other name alone. Who is called something himself is nobody's other name."""
        key = name_key(alias)
        for one in dict.fromkeys((key, key[-1:])):
            yield from (draft for draft in self.called.get(one, ()) if draft.number not in self.gone and not draft.aliases)

    def _owner(self, match: re.Match[str], also: Sequence[Draft]) -> Draft | None:
        """Whose other name it is: his who is named with it, else of the last one spoken of, close before "disapa"."""
        start = match.start()
        at = bisect_left(self.spoken, ((start, start), -1))
        before = (self.drafts[self.spoken[k][1]] for k in range(at - 1, max(-1, at - 1 - CROWD), -1))
        namesakes = islice(self.titled.get(match["name"].casefold(), ()), CROWD) if match["name"] else ()
        candidates = (draft for group in (namesakes, before) for draft in group)
        owner = next((draft for draft in candidates if draft.number not in self.gone and draft not in also), None)
        last = owner.last_before((start, start)) if owner else None
        if match["behind"] and (last is None or last[1] < start - _BESIDE):
            return None
        return owner


def join_notes(text: str, drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """"Lanosin (Enos)", "Arman Saputra (AS)": the name in brackets that the text uses elsewhere, or the initials.

    Gives the drafts that are left.
    """
    called: dict[tuple[str, ...], Draft] = {draft.key: draft for draft in drafts if len(draft.key) <= _MOST_WORDS}
    gone: set[int] = set()
    for draft in drafts:
        for note in (match[1] for _, end in draft.mentions if (match := _NOTE.match(text, end))):
            key = name_key(note)
            other = called.get(key) or called.get(key[1:])      # "Bang Udin", who is "Udin" elsewhere
            if note == "".join(word[0] for word in draft.key).upper():
                draft.aliases.append(note)
            elif other and other is not draft and other.number not in gone and not _is_of_other_office(draft, other, lexicon):
                draft.take(other)
                gone.add(other.number)
    return [draft for draft in drafts if draft.number not in gone]


def _is_of_other_office(one: Draft, other: Draft, lexicon: Lexicon) -> bool:
    return Two(Person(other.name, None, titles=tuple(islice(other.titles.values(), CROWD))), one, lexicon).other_office


def add_short_names(text: str, drafts: Sequence[Draft], everyone: Sequence[Draft], lexicon: Lexicon) -> None:
    """Names of `everyone`, and parts of them, that stand where no mention is yet, of these or of `drafts`, are mentions too."""
    covered = bytearray(len(text))
    for start, end in (offsets for draft in (*drafts, *everyone) for offsets in draft.mentions):
        covered[start:end] = b"\1" * (end - start)
    owners = _owners(everyone, lexicon)
    for match in _WORD.finditer(text) if owners else ():
        owner = owners.get(match.group())
        if owner is not None and not covered[match.start()]:
            end = match.end()
            while (more := _NEXT_WORD.match(text, end)) and owners.get(more.group(1)) is owner:
                end = more.end()
            covered[match.start() : end] = b"\1" * (end - match.start())
            owner.mentions.append((match.start(), end))


def _owners(everyone: Sequence[Draft], lexicon: Lexicon) -> dict[str, Draft | None]:
    """Words that name one person alone, and None for those that two share, and so tell neither.

    Not the month of "Mei Lestari" nor the town of "Bima Satria": alone they say what they say everywhere.
    """
    owners: dict[str, Draft | None] = {}
    for draft in everyone:
        parts = (word for word in (draft.name or "").split() if len(word) > _SHORTEST and word[0].isupper())
        for word in (*(word for word in parts if not is_ambiguous(word, lexicon)), *draft.aliases):
            owners[word] = None if word in owners and owners[word] is not draft else draft
    return owners
