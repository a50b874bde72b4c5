"""Whether a name is one that a person goes by: the first rule of `SAME` that holds decides.

In an example the person stands before "|", as the text names him first, and behind it the name in question.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Person
from extract.resolve.drafts import CROWD, Draft, same_office
from extract.values.names import name_key
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_SHORT_FIRST = 4            # letters: a shorter beginning of a first name may be another's
_BEGINNING = 3              # letters of a first name in a blend
_ALIKE = 0.9                # of two spellings of one name, the share of characters that fit
_SPELLED = 200              # characters of a name that may be spelled in two ways: the comparison takes their square


class Two:
    """A name with what stands beside it, a person, and what the rules ask about both."""

    def __init__(self, person: Person, draft: Draft, lexicon: Lexicon) -> None:
        self.person, self.draft, self.lexicon = person, draft, lexicon
        self.key, self.whole = name_key(person.name or ""), draft.key

    @cached_property
    def held(self) -> bool:
        """Whether a title of the one may be the other's."""
        titles = list(islice(self.draft.titles.values(), CROWD))
        return any(same_office(one, other) or same_office(other, one) for one in self.person.titles for other in titles)

    @property
    def other_office(self) -> bool:
        """Whether both have titles, and none that may be the other's."""
        return bool(self.person.titles and self.draft.titles) and not self.held

    @property
    def is_part(self) -> bool:
        return set(self.key) <= set(self.whole)

    @property
    def is_husbands(self) -> bool:
        """A wife's name ends in her husband's: the shorter name lacks her own."""
        return 1 < len(self.key) < len(self.whole) and self.whole[0] not in self.key and self.other_office

    @property
    def one_is_wife(self) -> bool:
        """"Ny. Sari Hendra Wijaya" is not Hendra Wijaya."""
        wives = words_of(self.lexicon, "people-wife")
        one = self._has_of(wives, self.person.honorifics) != self._has_of(wives, self.draft.honorifics)
        return one and len(self.key) > 1

    @staticmethod
    def _has_of(words: frozenset[str], honorifics: Iterable[str]) -> bool:
        return any(honorific.rstrip(".").casefold() in words for honorific in honorifics)

    @property
    def is_initials(self) -> bool:
        """The first letters of all words of the name, in capitals."""
        initials = "".join(word[0] for word in self.whole)
        return (self.person.name or "").isupper() and self.key == (initials,)

    @property
    def is_blend(self) -> bool:
        """The beginnings of the first two words in one: "Jokowi" of "Joko Widodo"."""
        if len(self.whole) < 2 or len(self.key) != 1:
            return False
        (word,), (first, second) = self.key, self.whole[:2]
        ends = range(_BEGINNING, min(len(first), len(word) - 2) + 1)
        return any(first.startswith(word[:end]) and second.startswith(word[end:]) for end in ends)

    @property
    def is_short_form(self) -> bool:
        """"Johan" of "Johansyah", who has an office, where no other stands beside it."""
        if len(self.key) != 1 or not self.draft.titles:
            return False
        return len(self.key[0]) >= _SHORT_FIRST and self.whole[0].startswith(self.key[0])


SAME: Rules[Two, bool] = Rules(
    "same person",
    Rule("husbands-name", lambda two: two.is_husbands, False,
         "Ketua Bhayangkari Rina Bayu Ramdhan | Kapolres Bayu Ramdhan", "Kapolres Rina Bayu Ramdhan | Kapolres Bayu Ramdhan"),
    Rule("wife", lambda two: two.one_is_wife, False,
         "Ny. Sari Hendra Wijaya | Hendra Wijaya", "Sari Hendra Wijaya | Hendra Wijaya"),
    Rule("part", lambda two: two.is_part, True, "Hendra Wijaya | Wijaya", "Hendra Wijaya | Salim"),
    Rule("initials", lambda two: two.is_initials, True, "Gubernur Herman Deru | HD", "Gubernur Herman Deru | RS"),
    Rule("spelling", lambda two: is_spelled_alike(two.key, two.whole), True,
         "Akhmad Soleh | Ahmad Soleh", "Budi Soleh | Ahmad Soleh"),
    Rule("blend", lambda two: two.is_blend and not two.other_office, True,
         "Presiden Joko Widodo | Jokowi", "Presiden Joko Widodo | Jokosu"),
    Rule("short-form", lambda two: two.is_short_form, True,
         "Kadis Sosial Johansyah Rauf | Johan", "Kadis Sosial Johansyah Rauf | Hansyah"),
    Rule("another", lambda two: True, False, "Hendra Wijaya | Rauf Salim"),
)  # fmt: skip


def is_same(person: Person, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a name may be one of the draft's."""
    return SAME.first(Two(person, draft, lexicon)).result


def is_spelled_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of as many words are spellings of one: "Akhmad Soleh", "Ahmad Soleh"."""
    if len(one) != len(other) or len(one) == 1:
        return False
    first, second = " ".join(one), " ".join(other)
    if len(first) > _SPELLED or len(second) > _SPELLED:
        return False
    # As many characters as both have may fit at best: most pairs of names are told apart by that alone.
    both = len(first) + len(second)
    if both - len(_characters(one) ^ _characters(other)) <= _ALIKE * both:
        return False
    if 2 * sum(min(first.count(c), second.count(c)) for c in set(first)) <= _ALIKE * both:
        return False
    return SequenceMatcher(None, first, second).ratio() > _ALIKE


@lru_cache(maxsize=4096)
def _characters(key: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(key))
