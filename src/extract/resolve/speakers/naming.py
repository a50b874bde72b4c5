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
_SENTENCE = re.compile(r"(?:^|\n|[.!?”\"] )(?P<first>[A-Z]\w+) [^.\n]{0,30}$")
_FAR = 1500                 # characters before a nickname within which its owner is named
CALLED = 80                # characters of a description within which a nickname ends
_DEMONSTRATIVE = 12         # characters behind a title within which a demonstrative ends
_BEGINS_WITHIN = 25         # … within which it is told
_BEGINS = ("", "\n", *".!?”\"")       # behind which a capital letter says nothing


@dataclass(frozen=True, slots=True)
class Floor:
    """Who speaks: an official, or the words that name somebody else."""

    official: int | None
    words: Offsets | None = None


class Nicknames:
    """Who is called so elsewhere in the text: "Gubernur yang akrab disapa Mualem", "Presiden Hasan atau Cak San"."""

    def __init__(self, people: People, lexicon: Lexicon) -> None:
        self._people, self._patterns = people, _nicknames(lexicon)
        self._described = words_of(lexicon, "speech-described")
        self._learnt: dict[str, Floor] = {}

    def owner(self, words: str) -> Floor | None:
        """Whom a word of these calls so."""
        for word in _WORD.findall(words):
            if word in self._learnt:
                return self._learnt[word]
            if (stop := self._owners.get(word)) is not None:
                return Floor(stop.official, stop.name)
        return None

    def calls(self, words: str) -> bool:
        """Whether a nickname is told right behind the first words."""
        return self._patterns[0][0].search(words) is not None

    def learn(self, words: str, floor: Floor) -> None:
        """What "wanita yang akrab disapa Winny itu" says of the one who has the floor."""
        if (match := self._patterns[0][0].search(words)) is not None:
            self.call(match["name"].split()[-1], floor)

    def call(self, word: str, floor: Floor) -> None:
        """From here on, the word stands for him."""
        self._learnt.setdefault(word, floor)

    @cached_property
    def _owners(self) -> dict[str, Stop]:
        """By the last word of the nickname."""
        found = [(match, far) for pattern, far in self._patterns for match in pattern.finditer(self._people.text)]
        owners: dict[str, Stop] = {}
        for match, far in sorted(found, key=lambda pair: pair[0].start()):
            if (owner := self._owner(match, far)) is not None:
                owners.setdefault(match["name"].split()[-1], owner)
        return owners

    def _owner(self, nickname: re.Match[str], far: int) -> Stop | None:
        """Whose nickname that is: whom the text names with it, else who is named right before."""
        if nickname.groupdict().get("whose"):
            return self._people.first_in(nickname.span("whose"))
        stops = self._people.stops
        at = bisect_right(stops, Stop(nickname.start() + 1, 0)) - 1
        far = _FAR if self._of_him(nickname) else far
        while at >= 0 and (nickname.start() - stops[at].end <= far):
            if self._people.name_of(stops[at]) and stops[at].end <= nickname.start("name"):
                return stops[at]
            at -= 1
        return None

    def _of_him(self, nickname: re.Match[str]) -> bool:
        """Whether somebody named before is described: "Pria yang akrab disapa Dani ini" begins its sentence."""
        begins = _SENTENCE.search(self._people.text, max(0, nickname.start() - _BEGINS_WITHIN), nickname.start())
        return begins is not None and begins["first"].casefold() in self._described


@lru_cache(maxsize=8)
def _nicknames(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Patterns of a nickname, and how many characters before it may stand between it and the name."""
    pattern = Patterns(lexicon, name=r"(?P<name>(?:[A-Z][a-z]+ ){0,2}[A-Z]\w*[a-z]\b)", filler=r"{speech-nickname-filler} ")
    return (
        (pattern(r"\b{speech-nicknamed} (?:{filler}){0,2}{name}"), 60),
        (pattern(r" (?:{speech-or} (?:{filler}){0,3}|\(){name}(?!\w| [A-Z])"), 1),
        (pattern(r"\b{name}(?:, ?| ?[-–] ?)(?:sapaan|panggilan)(?: akrab)?(?:nya\b| (?P<whose>[A-Z][\w ]{1,60})| [a-z])"), _FAR),
    )


@dataclass(frozen=True)
class Beside:
    """The words beside a quote that may name its speaker; `position` is the quote's, `floor` who spoke last."""

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
        return self.people.named_in(self.offsets)

    @property
    def naming(self) -> Offsets:
        """Those of the words that name him: neither what opens the sentence ("Untuk itu, Bupati Lahat") nor what follows, and the
        name behind a bracket or a comma of his title."""
        start, end = self.offsets
        stop, text = self.stop, self.people.text
        if stop is None:
            return self.offsets
        if not _addresses(self.lexicon).issuperset(text[start : stop.start].casefold().split()):
            start = stop.start
        name = (self.people.name_of(stop) or "").split()
        if name and stop.end > end:
            cut = name[-1] not in self.text
        else:
            cut = self.edges[1] not in words_of(self.lexicon, "speech-demonstrative")
        return start, stop.end if cut else end

    @cached_property
    def nickname(self) -> Floor | None:
        return self.nicknames.owner(self.text)

    @property
    def called(self) -> bool:
        """Whether somebody is described by what he is called: "pria yang akrab disapa Acan itu"."""
        behind = self.people.text[self.offsets[0] : self.offsets[0] + CALLED]
        return self.begins("speech-described") and self.nicknames.calls(behind)

    @cached_property
    def part(self) -> Stop | None:
        return self.people.by_part(self.bare)

    @cached_property
    def bare(self) -> str:
        """The words without the ranks and "pak" before a name: "Kombes Ino"."""
        words, addresses = self.text.split(), _addresses(self.lexicon)
        first = next((i for i, word in enumerate(words) if word.casefold() not in addresses), 0)
        return " ".join(words[first:])

    @cached_property
    def clipped(self) -> Stop | None:
        """Who was named last, where one of his names is clipped to this word: "Lis" behind "Sulistiyani"."""
        return self.people.clipped(self.bare, self.offsets[0])

    @cached_property
    def holder(self) -> int | None:
        return self.people.holder(self.text, self.position)

    @cached_property
    def edges(self) -> tuple[str, str]:
        """The first and the last word."""
        words = self.text.casefold().split()
        return words[0], words[-1]

    @property
    def official(self) -> bool:
        return self.stop is not None and self.stop.official is not None

    @property
    def points_at_floor(self) -> bool:
        """Whether a title that names nobody is of him who spoke last: "Ketua Karang Taruna itu"."""
        if self.stop is None or self.stop.official is None:
            return False
        if self.people.officials[self.people.named_holder(self.stop.official)].name:
            return False
        behind = self.people.text[self.stop.end : self.stop.end + _DEMONSTRATIVE].casefold().split()[:1]
        return not words_of(self.lexicon, "speech-demonstrative").isdisjoint((self.edges[1], *behind))

    @property
    def stands_for_somebody(self) -> bool:
        return not words_of(self.lexicon, "speech-himself").isdisjoint(self.edges)

    @property
    def described(self) -> bool:
        """Whether they describe somebody who was named before: "pria asal Lahat itu", "pria kelahiran Lahat"."""
        return self.edges[1] in words_of(self.lexicon, "speech-demonstrative") or self.begins("speech-described")

    @property
    def nobody(self) -> bool:
        """Whether no word of them may be somebody: no name, and no word for people."""
        begins_sentence = self.people.text[max(0, self.offsets[0] - 2) : self.offsets[0]].rstrip(" ")[-1:] in _BEGINS
        first = self.text.split()[0]
        name = not begins_sentence or first.casefold() not in self.people.small
        capital = any(letter.isupper() for letter in (self.text if name else self.text[1:]))
        return not capital and not self.begins("speech-human")

    def begins(self, name: str) -> bool:
        """Whether they begin with a word of that class."""
        return any(" ".join(self.text.casefold().split()[:n]) in words_of(self.lexicon, name) for n in (1, 2))


@lru_cache(maxsize=8)
def _addresses(lexicon: Lexicon) -> frozenset[str]:
    """What stands before a name or a title and belongs to it: ranks, "pak", "dokter"."""
    return words_of(lexicon, "speech-human", "speech-nickname-filler").union(map(str.casefold, lexicon.terms("honorifics")))


def _of(stop: Stop | None, beside: Beside) -> Floor:
    """Who is meant by a mention: an official, or the words that name somebody else in full."""
    if stop is None or stop.official is None:
        return Floor(None, (stop.name if stop else None) or beside.offsets)
    return Floor(beside.people.named_holder(stop.official), beside.naming)


NAMED: Rules[Beside, Callable[[Beside], Floor | None]] = Rules(
    "who is named",
    Rule("paper", lambda w: w.begins("speech-paper"), lambda w: Floor(None, w.offsets),
         "Bupati Lahat Hasan Basri hadir. “Pasar ditutup,” tulis <surat Bupati Lahat>.", "“Kami siap,” ujar <Bupati Lahat>."),
    Rule("stands for somebody", lambda w: w.stands_for_somebody, lambda w: None,
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <pihaknya>.", "“Kami siap,” ujar <pihak keluarga>."),
    Rule("called so", lambda w: w.called, lambda w: w.floor,
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <pria yang akrab disapa Acan itu>.", "“Siap,” ujar <pria itu>."),
    Rule("title that points back", lambda w: w.points_at_floor, lambda w: None,
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <Ketua Pramuka Sumatera Selatan itu>.",
         "“Kami siap,” ujar <Bupati Lahat Hasan Basri itu>."),
    Rule("official", lambda w: w.official, lambda w: _of(w.stop, w),
         "“Kami siap,” ujar <Bupati Lahat Hasan Basri>.", "“Kami siap,” ujar <pedagang bernama Siti Aminah>."),
    Rule("nickname", lambda w: w.nickname is not None, lambda w: w.nickname,
         "Bupati Lahat Hasan Basri atau Acan membuka pasar. “Kami siap,” ujar <Acan>.",
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <Acan>."),
    Rule("part of a name", lambda w: w.part is not None, lambda w: _of(w.part, w),
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <Haba>.",
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <AB>."),
    Rule("clipped name", lambda w: w.clipped is not None, lambda w: _of(w.clipped, w),
         "Bupati Lahat Sulistiyani hadir. “Kami siap,” ujar <Lis>.", "Bupati Lahat Sulistiyani hadir. “Kami siap,” ujar <Lin>."),
    Rule("somebody without an office", lambda w: w.stop is not None, lambda w: _of(w.stop, w),
         "“Kami siap,” ujar <pedagang bernama Siti Aminah>.", "“Kami siap,” ujar <pedagang>."),
    Rule("described", lambda w: w.described, lambda w: None,
         "Bupati Lahat Hasan Basri hadir. “Kami siap,” ujar <pria ramah itu>.", "“Kami siap,” ujar <pedagang ramah>."),
    Rule("words of an office", lambda w: w.holder is not None, lambda w: Floor(w.holder, w.offsets),
         "Pangdam Sriwijaya Mayjen Hasan Basri hadir. “Kami siap,” ujar <Pangdam>.", "“Kami siap,” ujar <warga>."),
    Rule("nobody", lambda w: w.nobody, lambda w: None, "“Kami siap,” ujar <saat membuka acara>.", "“Kami siap,” ujar <warga>."),
    Rule("words alone", lambda w: True, lambda w: Floor(None, w.offsets), "“Kami siap,” ujar <warga>."),
)  # fmt: skip
