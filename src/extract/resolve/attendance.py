"""Who was there: whom the text lists as attending or accompanying. Nobody is present by speaking, leading or being represented.

The first rule of `PRESENT` that holds decides for each mention of somebody. In an example it stands in <>.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of
from extract.mentions import Attendance, Mention, Offsets, Person
from extract.resolve.officials import Official
from extract.resolve.roles import role_cues
from extract.words.rules import Rule, Rules

_REACH = 20                 # characters before a mention that say that somebody else came
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8)
def _beside(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before somebody who is absent, before him who has company, and behind somebody who sent another."""
    absent, company, sent = (pattern_of(lexicon, name) for name in ("attended-for-another", "attended-with", "people-envoy"))
    return re.compile(rf"\b{absent} $"), re.compile(rf"\b{company} $"), re.compile(rf",? (?:yang )?{sent}\b")


class Named:
    """A mention of somebody, and what the rules ask about it. `lists` stand in order, none over another.

    `first` is where the text names him first.
    """

    def __init__(self, text: str, mention: Offsets, first: int, lists: Sequence[Mention[Attendance]], lexicon: Lexicon) -> None:
        self.text, (self.start, self.end), self.first = text, mention, first
        self.absent, self.company, self.sent = _beside(lexicon)
        at = bisect_right(lists, self.start, key=lambda stretch: stretch.start_char) - 1
        self.list = lists[at] if at >= 0 and self.start < lists[at].end_char else None

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` stands right before the mention."""
        return pattern.search(self.text, max(0, self.start - _REACH), self.start) is not None


PRESENT: Rules[Named, bool] = Rules(
    "present",
    Rule("in-no-list", lambda n: n.list is None, False, "<Bupati Lahat> membuka rapat.", "Turut hadir <Bupati Lahat>."),
    Rule("represented", lambda n: n.follows(n.absent), False,
         "Turut hadir mewakili <Bupati Lahat>, Camat Tolo.", "Turut hadir <Bupati Lahat>."),
    Rule("sent-another", lambda n: n.sent.match(n.text, n.end) is not None, False,
         "Turut hadir <Bupati Lahat> diwakili Camat Tolo.", "Turut hadir <Bupati Lahat> dan wakilnya."),
    Rule("has-company", lambda n: n.first < n.start and n.follows(n.company), False,
         "Bupati Lahat tiba. Hadir mendampingi <Bupati>, Camat Tolo.", "Turut hadir mendampingi <Camat Tolo> dan Lurah Tolo."),
    Rule("listed", lambda n: True, True, "Turut hadir <Bupati Lahat>."),
)  # fmt: skip


@lru_cache(maxsize=8)
def _item(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands before one of a list."""
    return re.compile(rf'(?:[,;:\n]|[*•·–-] ?|\d[.)]|\b{pattern_of(lexicon, "attended-cue", "attended-link")})\s{{0,3}}$')


def listed_guests(
    text: str, people: Sequence[Mention[Person]], lists: Sequence[Mention[Attendance]], lexicon: Lexicon
) -> frozenset[Offsets]:
    """The mentions of persons without a title that are items of a list of those present."""
    item = _item(lexicon)
    return frozenset(
        person.offsets for person in people
        if _is_whole(person.value) and item.search(text, max(0, person.start_char - _REACH), person.start_char)
        and PRESENT.first(Named(text, person.offsets, person.start_char, lists, lexicon)).result
    )  # fmt: skip


def _is_whole(person: Person) -> bool:
    """More than one word that may be anything, and no title."""
    return not person.titles and bool(person.name) and (" " in (person.name or "") or bool(person.honorifics))


def resolve_attendance(
    text: str, officials: Sequence[Official], lists: Sequence[Mention[Attendance]], lexicon: Lexicon
) -> tuple[list[Official], list[int]]:
    """The officials, each listed one with the role of its list ("attended"), and the indices of those present."""
    cues = role_cues(lexicon)
    everyone: list[Official] = []
    present: list[int] = []
    for i, official in enumerate(officials):
        named = (Named(text, mention, official.mentions[0][0], lists, lexicon) for mention in official.mentions)
        words = [one.list.value.cue.casefold() for one in named if PRESENT.first(one).result and one.list]
        roles = (cues[word] for cue in words for word in _WORD.findall(cue) if word in cues)
        everyone.append(replace(official, roles=tuple(dict.fromkeys((*official.roles, *roles)))))
        if words:
            present.append(i)
    return everyone, present
