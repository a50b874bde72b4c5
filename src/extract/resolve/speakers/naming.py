"""Whom the words beside a quote name: the first rule that holds decides. In an example the words stand in <>."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Offsets
from extract.resolve.speakers.people import People, Stop
from extract.words.rules import Rule, Rules

_WORD = re.compile(r"[\w']+")
_FIRST_MAN = re.compile(r"(?:orang|pria|wanita) nomor (?P<rank>satu|dua|1|2)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Floor:
    """Who speaks: an official, or the words that name somebody else."""

    official: int | None
    words: Offsets | None = None
    behalf: int | None = None       # whose speech is read


class Nicknames:
    """Who is called so elsewhere in the text: "Gubernur yang akrab disapa Mualem", "Presiden Hasan atau Cak San"."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self._people, self._patterns = people, _nicknames(lexicon)

    def owner(self, words: str) -> int | None:
        return next((self._owners[word] for word in _WORD.findall(words) if word in self._owners), None)

    @cached_property
    def _owners(self) -> dict[str, int]:
        """Officials by the last word of their nickname."""
        found = [(match, far) for pattern, far in self._patterns for match in pattern.finditer(self._people.text)]
        owners: dict[str, int] = {}
        for match, far in sorted(found, key=lambda pair: pair[0].start()):
            if (owner := self._owner(match, far)) is not None:
                owners.setdefault(match["name"].split()[-1], owner)
        return owners

    def _owner(self, nickname: re.Match[str], far: int) -> int | None:
        """Whose nickname that is: whom the text names with it, else the named official right before."""
        if nickname.groupdict().get("whose"):
            return self._people.official_in(nickname.span("whose"))
        named = self._people.by_name
        at = bisect_right(named, Stop(nickname.start() + 1, 0))
        last = named[at - 1] if at else None
        return last.official if last and nickname.start() - last.end <= far else None


@lru_cache(maxsize=8)
def _nicknames(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Patterns of a nickname, and how many characters before it may stand between it and the name."""
    pattern = Patterns(lexicon, name=r"(?P<name>(?:[A-Z][a-z]+ ){0,2}[A-Z]\w*[a-z]\b)", filler=r"{speech-nickname-filler} ")
    return (
        (pattern(r"\b{speech-nicknamed} (?:{filler}){0,2}{name}"), 60),
        (pattern(r" (?:{speech-or} (?:{filler}){0,3}|\(){name}(?!\w| [A-Z])"), 1),
        (pattern(r"\b{name}(?:, ?| ?[-–] ?)(?:sapaan|panggilan)(?: akrab)?(?:nya\b| (?P<whose>[A-Z][\w ]{1,60})| [a-z])"), 1500),
    )


@dataclass(frozen=True)
class Words:
    """The words beside a quote that name its speaker; `position` is the quote's, `floor` who spoke last."""

    offsets: Offsets
    position: int
    people: People
    nicknames: Nicknames
    lexicon: Lexicon
    floor: Floor | None = None

    @cached_property
    def text(self) -> str:
        return self.people.text[slice(*self.offsets)]

    @cached_property
    def stop(self) -> Stop | None:
        return self.people.first_in(self.offsets)

    @cached_property
    def nickname(self) -> int | None:
        return self.nicknames.owner(self.text)

    @cached_property
    def holder(self) -> int | None:
        return self.people.holder(self.text, self.position)

    @cached_property
    def first_man(self) -> re.Match[str] | None:
        return _FIRST_MAN.match(self.text)

    @property
    def described(self) -> bool:
        """Whether they describe somebody who was named before: "pria asal Lahat itu"."""
        return self.text.rsplit(None, 1)[-1].casefold() in words_of(self.lexicon, "speech-demonstrative")


def _head(words: Words) -> Floor | None:
    """The head of the region, or the deputy, last spoken of before."""
    deputy = words.first_man is not None and words.first_man["rank"] in ("dua", "2")
    offices = (f"wakil {office}" if deputy else office for office in words_of(words.lexicon, "speech-first"))
    held = sorted({i for office in offices for i in words.people.holders.get(office, ())})
    head = words.people.last_of(held, words.position)
    return Floor(head) if head is not None else words.floor


NAMED: Rules[Words, Callable[[Words], Floor | None]] = Rules(
    Rule("official", lambda w: w.stop is not None and w.stop.official is not None,
         lambda w: Floor(w.stop.official if w.stop else None, w.offsets),
         "“Kami siap,” ujar <Bupati Lahat Hasan Basri>.", "“Kami siap,” ujar <pedagang bernama Siti Aminah>."),
    Rule("nickname", lambda w: w.nickname is not None, lambda w: Floor(w.nickname, w.offsets),
         "Bupati Lahat Hasan Basri yang akrab disapa Bang Acan hadir. “Kami siap,” ujar <Bang Acan>.",
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <Bang Acan>."),
    Rule("somebody without an office", lambda w: w.stop is not None,
         lambda w: Floor(None, w.stop.name or w.offsets if w.stop else w.offsets),
         "“Kami siap,” ujar <pedagang bernama Siti Aminah>.", "“Kami siap,” ujar <pedagang>."),
    Rule("first man", lambda w: w.first_man is not None, _head,
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <orang nomor satu di Lahat itu>.",
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <orang terkaya di Lahat itu>."),
    Rule("described", lambda w: w.described, lambda w: None,
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <pria ramah itu>.", "“Kami siap,” ujar <pria ramah>."),
    Rule("words of an office", lambda w: w.holder is not None, lambda w: Floor(w.holder, w.offsets),
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <bupati>.", "“Kami siap,” ujar <warga>."),
    Rule("words alone", lambda w: True, lambda w: Floor(None, w.offsets), "“Kami siap,” ujar <warga>."),
)  # fmt: skip
