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
        self.beside = words_of(lexicon, "attended-beside")
        self.starts = sorted((start, id(draft)) for draft in everyone for start, _ in draft.mentions)
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
            found = (*self._done_by(mention), self._does(mention, id(draft)))
            roles |= dict.fromkeys(role for role in found if role)
        return tuple(roles)

    def _does(self, mention: Offsets, owner: int) -> str | None:
        """Behind a person stands what he does ("membuka"); in "A didampingi B membuka", A does it."""
        start, end = mention
        at = bisect_left(self.companies, (start, 0, ""))
        if at < len(self.companies) and end <= self.companies[at][0] <= end + 1:
            return self.companies[at][2]
        if at and start < self.companies[at - 1][1]:
            return None
        near = self.starts[bisect_left(self.starts, (end, 0)) : bisect_left(self.starts, (end + _BEHIND, 0))]
        stop = next((other for other, whose in near if whose != owner), end + _BEHIND)
        clause = _BEHIND_STOPS.split(self.text[end:stop], maxsplit=1)[0]
        words = (word for word in _WORD.findall(clause.casefold()) if word in self.cues and not _is_passive(word))
        return next((self.cues[word] for word in words), None)

    def _done_by(self, mention: Offsets) -> tuple[str | None, str | None]:
        """Before a person stands what is done by him ("dibuka oleh"), that he speaks ("kata"), or whom he is with."""
        before = _BEFORE_STOPS.split(self.text[max(0, mention[0] - _BEFORE) : mention[0]])[-1]
        words = _WORD.findall(before.casefold())
        passive = next((self.cues[word] for word in words if word in self.cues and _is_passive(word)), None)
        last = words[-1] if words else ""
        return passive, "speaker" if last in self.spoken_by else "accompanied" if last in self.beside else None
