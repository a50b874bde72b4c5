"""Whether the subject of a verb of speech is somebody: the first rule that holds decides. In an example the words stand in <>."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Mention, Quote
from extract.words.rules import Rule, Rules
from extract.words.view import Word, Words


@dataclass(frozen=True)
class Subject:
    """`said`: its words as written; `names`: words of people's names, which the recogniser may have missed here."""

    words: Sequence[Word]
    said: str
    names: frozenset[str]
    lexicon: Lexicon

    @cached_property
    def first(self) -> str:
        return self.words[0].bare

    def begins(self, *classes: str) -> bool:
        return self.first in words_of(self.lexicon, *classes)

    @property
    def named(self) -> bool:
        return any(word.entity == "PER" for word in self.words)

    @property
    def titled(self) -> bool:
        return any(word.layer == "TITLE" for word in self.words) or _offices(self.lexicon).search(self.said) is not None

    @property
    def of_people(self) -> bool:
        """Whether it begins or ends with a word for people."""
        two = " ".join(word.lower for word in self.words[:2])
        people = words_of(self.lexicon, "speech-human", "speech-described", "speech-himself")
        return not people.isdisjoint((self.first, self.words[-1].lower, two))


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> re.Pattern[str]:
    return Patterns(lexicon)(r"(?<!\w){office}(?!\w)")


SPEAKS: Rules[Subject, bool] = Rules(
    "somebody speaks",
    Rule("person", lambda s: s.named, True,
         "<Siti Aminah, pedagang di pasar itu,> mengatakan harga naik.", "<Harga beras> mengatakan banyak hal."),
    Rule("paper", lambda s: s.begins("speech-paper"), False,
         "<Data Badan Pusat Statistik> menyebut harga naik.", "<Badan Pusat Statistik> menyebut harga naik."),
    Rule("body of an organisation", lambda s: s.begins("speech-body") and len(s.words) > 1, False,
         "<Pihak Badan Pusat Statistik> menyebut harga naik.", "<Badan Pusat Statistik> menyebut harga naik."),
    Rule("organisation", lambda s: s.words[0].entity == "ORG", True,
         "<Badan Pusat Statistik> menyebut harga naik.", "<Langkah ini> menyebut harga naik."),
    Rule("name that stands elsewhere", lambda s: any(word.text in s.names for word in s.words), True,
         "<Bejo> yang hidup dengan empat orang anak mengaku sangat merasakan dampak hujan. “Harga naik,” kata Bejo (42), warga.",
         "<Langkah ini> menyebut harga naik."),
    Rule("title", lambda s: s.titled, True, "<Wakil Bupati> menyebut harga naik.", "<Langkah ini> menyebut harga naik."),
    Rule("word for people", lambda s: s.of_people, True,
         "<Pedagang di pasar itu> menyebut harga naik.", "<Langkah ini> menyebut harga naik."),
    Rule("nobody", lambda s: True, False, "<Langkah ini> menyebut harga naik."),
)  # fmt: skip


def said_by_somebody(
    mention: Mention[Quote], words: Words, names: frozenset[str], lexicon: Lexicon
) -> Mention[Quote] | None:
    """The quote if somebody says it, told by the words behind the last comma where those before say nothing of him: "secara umum,
    BPS menyebut"."""
    offsets, said = mention.value.speaker_offsets, mention.value.speaker_text or ""
    if offsets is None or SPEAKS.first(Subject(words.within(*offsets), said, names, lexicon)).result:
        return mention
    _, comma, last = said.rpartition(", ")
    behind = (offsets[1] - len(last), offsets[1])
    if not comma or not SPEAKS.first(Subject(words.within(*behind), last, names, lexicon)).result:
        return None
    return replace(mention, value=replace(mention.value, speaker_text=last, speaker_offsets=behind))
