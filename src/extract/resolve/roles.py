"""What a person does in a release, by the verbs beside each mention."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of, words_of
from extract.mentions import Offsets
from extract.resolve.drafts import Draft

_BEHIND = 90                # characters behind a mention in which its verb stands
_BEFORE = 40                # characters before a mention in which a passive verb stands
_FELLOWS, _LINK = 3, 16     # persons named together with one; characters between two of them
_COMPANY_WINDOW = 300       # characters behind "didampingi" in which the verb stands
_CLAUSE_END = re.compile(r"(?<=[a-z]{3})\. |\n")
_BEHIND_STOPS, _BEFORE_STOPS = re.compile(r"[.\n]"), re.compile(r"[.,\n]")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def role_cues(lexicon: Lexicon) -> dict[str, str]:
    """Word in lower case -> the role that it gives a person: "membuka" -> "opened"; every verb of speech -> "speaker"."""
    verbs = {row["term"]: "speaker" for row in lexicon.rows("speech_cues") if row["kind"] == "verb"}
    return verbs | {row["term"]: row["role"] for row in lexicon.rows("roles")}


@lru_cache(maxsize=8)
def spoken_by(lexicon: Lexicon) -> frozenset[str]:
    """Words of speech before their speaker: "kata"."""
    return frozenset(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] == "after")


def _is_passive(word: str) -> bool:
    return word.startswith("di")


@lru_cache(maxsize=8)
def _company(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf',? ?(?:yang )?{pattern_of(lexicon, "attended-company")}\b')


class Roles:
    """Finds the roles of everybody of a text."""

    def __init__(self, text: str, everyone: Sequence[Draft], lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.cues, self.spoken_by = role_cues(lexicon), spoken_by(lexicon)
        self.links = words_of(lexicon, "people-list-and", "attended-beside")
        self.beside, self.denied = words_of(lexicon, "attended-beside"), words_of(lexicon, "attended-absent")
        self.for_another = words_of(lexicon, "attended-for-another")
        self.mentions = sorted((*offsets, id(draft)) for draft in everyone for offsets in draft.mentions)
        self.companies = list(self._companies())

    def _companies(self) -> Iterator[tuple[int, int, str]]:
        """Every "didampingi …" up to the verb behind it, and the role of that verb, which is of him who has the company."""
        for company in _company(self.lexicon).finditer(self.text):
            end = _CLAUSE_END.search(self.text, company.end(), company.end() + _COMPANY_WINDOW)
            stop = end.start() if end else company.end() + _COMPANY_WINDOW
            for word in _WORD.finditer(self.text, company.end(), stop):
                role = None if _is_passive(word.group()) else self.cues.get(word.group())
                if role and not self.text.endswith(" yang ", company.end(), word.start()):
                    yield company.start(), word.start(), role
                    break

    def of(self, draft: Draft) -> tuple[str, ...]:
        """What a person does, in the order of the text."""
        roles: dict[str, None] = {}
        for mention in sorted(draft.mentions):
            at = bisect_left(self.mentions, (*mention, id(draft)))
            first, last = self._together(at)
            found = (self._done_to(first), self._said_of(mention), self._does(last))
            roles |= dict.fromkeys(role for role in found if role)
        return tuple(roles)

    def _together(self, at: int) -> tuple[int, int]:
        """The first and the last of those who are named together with a mention: "A dan B", "A bersama B"."""
        first = last = at
        while first > max(0, at - _FELLOWS) and self._joined(first - 1):
            first -= 1
        while last < min(len(self.mentions) - 1, at + _FELLOWS) and self._joined(last):
            last += 1
        return first, last

    def _joined(self, at: int) -> bool:
        """Whether nothing but "dan" or its like stands between a mention and the next."""
        end, start = self.mentions[at][1], self.mentions[at + 1][0]
        return end < start <= end + _LINK and self.text[end:start].strip(" ,") in self.links

    def _does(self, which: int) -> str | None:
        """Behind a person stands what he does ("membuka"); in "A didampingi B membuka", A does it."""
        start, end, owner = self.mentions[which]
        at = bisect_left(self.companies, (start, 0, ""))
        if at < len(self.companies) and end <= self.companies[at][0] <= end + 1:
            return self.companies[at][2]
        if at and start < self.companies[at - 1][1]:
            return None
        if self._word_before(start) in self.for_another:
            return None
        near = self.mentions[bisect_left(self.mentions, (end, 0, 0)) : bisect_left(self.mentions, (end + _BEHIND, 0, 0))]
        stop = next((other for other, _, whose in near if whose != owner), end + _BEHIND)
        clause = _BEHIND_STOPS.split(self.text[end:stop], maxsplit=1)[0]
        words = _WORD.findall(clause.casefold())
        at_verb = next((at for at, word in enumerate(words) if word in self.cues and not _is_passive(word)), None)
        if at_verb is None or not self.denied.isdisjoint(words[max(0, at_verb - 2) : at_verb]):
            return None
        return self.cues[words[at_verb]]

    def _words_before(self, start: int) -> list[str]:
        before = _BEFORE_STOPS.split(self.text[max(0, start - _BEFORE) : start])[-1]
        return _WORD.findall(before.casefold())

    def _word_before(self, start: int) -> str:
        return next(reversed(self._words_before(start)), "")

    def _done_to(self, which: int) -> str | None:
        """Before a person stands what is done by him: "dibuka oleh"."""
        words = self._words_before(self.mentions[which][0])
        return next((self.cues[word] for word in words if word in self.cues and _is_passive(word)), None)

    def _said_of(self, mention: Offsets) -> str | None:
        """Before a person stands that he speaks ("kata"), or whom he is with."""
        last = self._word_before(mention[0])
        return "speaker" if last in self.spoken_by else "accompanied" if last in self.beside else None
