"""Direct speech: which words in marks somebody says, and which are a name, a theme, an emphasis.

The first rule decides that holds; its result finds the words that name the speaker. In an example the words in marks are
decided.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.extractors.quotes.cues import Cues
from extract.extractors.quotes.naming import FAR, behind_cue, spoken, subject
from extract.mentions import Mention, Offsets, Quote
from extract.text.marks import Stretch
from extract.text.offsets import trim
from extract.words.rules import Rule, Rules

MIN_WORDS = 4               # fewer words in marks are a name or an emphasis, unless a cue says who spoke them
_SENTENCE = 8               # more words are a sentence, whatever ends them
_LEAD = 90                  # characters before a mark in which its cue stands
_LINE = 200                 # characters behind a cue that are looked at
_OPENS = ".!?:,”\"–—-"      # behind which a mark opens speech


@dataclass(frozen=True)
class Marked:
    """A stretch in marks, with what stands before and behind it."""

    text: str
    stretch: Stretch
    sentences: Sequence[Offsets]
    cues: Cues

    @cached_property
    def inner(self) -> Offsets:
        return trim(self.text, self.stretch.start, self.stretch.end)

    @cached_property
    def words(self) -> list[str]:
        return self.text[slice(*self.inner)].split()

    @cached_property
    def lead(self) -> str:
        """What stands before the mark on its line."""
        return self.text[max(0, self.stretch.mark - _LEAD) : self.stretch.mark].rsplit("\n", 1)[-1]

    @cached_property
    def cue(self) -> re.Match[str] | None:
        """The cue right behind."""
        return self.cues.after.match(self.text, self.stretch.behind) if self.stretch.behind is not None else None

    @cached_property
    def said(self) -> re.Match[str] | None:
        """The cue before."""
        return self.cues.before.search(self.lead)

    @property
    def denied(self) -> bool:
        """Whether the cue before says what was not said."""
        return self.said is not None and self.cues.denied.search(self.lead[: self.said.start("cue")].rstrip()) is not None

    @property
    def unclosed(self) -> bool:
        return self.stretch.behind is None

    @property
    def whole(self) -> bool:
        """Whether it is a sentence."""
        return self.text[self.inner[1] - 1] in ".,!?…" or len(self.words) > _SENTENCE or self.unclosed

    @property
    def opens(self) -> bool:
        """Whether speech may begin here, and not only a name."""
        return not self.lead.strip() or self.lead.rstrip()[-1] in _OPENS

    def line_from(self, at: int) -> Offsets:
        end = self.text.find("\n", at, at + _LINE)
        return at, end if end >= 0 else min(len(self.text), at + _LINE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a rule makes of words in marks: the cue, and the words that name the speaker."""

    cue: Callable[[Marked], str | None]
    speaker: Callable[[Marked], Offsets | None]


def _after(marked: Marked) -> str | None:
    return marked.cue["cue"] or marked.cue["thus"] if marked.cue else None


def _speaker_behind(marked: Marked) -> Offsets | None:
    return behind_cue(marked.text, marked.line_from(marked.cue.end()), _after(marked) or "", marked.cues) if marked.cue else None


def _speaker_before(marked: Marked) -> Offsets | None:
    """Who is named beside the cue before: the subject of its verb, or what follows "menurut"."""
    said, base = marked.said, marked.stretch.mark - len(marked.lead)
    if said is None or said["its"]:
        return None
    first, last = base + said.start("cue"), base + said.end("cue")
    if said["active"]:
        at = bisect_right(marked.sentences, (first, len(marked.text))) - 1
        return subject(marked.text, max(marked.sentences[at][0], first - FAR), first, marked.cues) if at >= 0 else None
    return behind_cue(marked.text, (last, base + said.end()), "", marked.cues)


NO_QUOTE = None
_BEHIND = Spoken(_after, _speaker_behind)
_BEFORE = Spoken(lambda m: m.said["cue"] if m.said else None, _speaker_before)
_ALONE = Spoken(lambda m: None, lambda m: None)

DIRECT: Rules[Marked, Spoken | None] = Rules(
    "direct speech",
    Rule("empty", lambda m: not any(char.isalnum() for char in m.text[slice(*m.inner)]), NO_QUOTE,
         "Ia diam. “, ” Semua menunggu.", "“Baik,” ujarnya."),
    Rule("cue behind", lambda m: bool(m.cue), _BEHIND,
         "“Jaga sungai,” kata Camat Sukun.", "Kata Camat Sukun, “Jaga sungai kita.”"),
    Rule("name behind a cue", lambda m: bool(m.said) and not m.whole, NO_QUOTE,
         "Camat menyebut lomba “Jaga Sungai Kita” berjalan.", "Camat mengatakan, “Jaga sungai kita.”"),
    Rule("not said", lambda m: m.denied, NO_QUOTE,
         "Camat tidak pernah mengatakan, “Jaga sungai kita.”", "Camat tidak lupa mengatakan, “Jaga sungai kita.”"),
    Rule("cue before", lambda m: bool(m.said), _BEFORE,
         "Camat mengatakan, “Jaga sungai kita.”", "Camat datang. “Jaga sungai kita.”"),
    Rule("too short", lambda m: len(m.words) <= MIN_WORDS and not m.stretch.goes_on, NO_QUOTE,
         "Warga gembira. “Panen raya tiba.”", "Warga gembira. “Panen raya kita sudah tiba.”"),
    Rule("name in a sentence", lambda m: not m.opens or not m.whole, NO_QUOTE,
         "Bupati ikut lomba “Satu Sumur Satu Dusun Sejahtera” kemarin.", "Warga gembira. “Panen raya kita sudah tiba.”"),
    Rule("theme", lambda m: bool(m.cues.theme.search(m.lead)), NO_QUOTE,
         "Tema besar kegiatan: “Desa bersih, desa sehat, desa sejahtera.”", "Isi: “Desa bersih, desa sehat, desa sejahtera.”"),
    Rule("no sentence begins", lambda m: m.text[m.inner[0]].islower(), NO_QUOTE,
         "Camat datang. “dan pasar ini milik kita semua", "Camat datang. “Pasar ini milik kita semua"),
    Rule("alone", lambda m: True, _ALONE, "Camat datang. “Pasar ini milik kita semua.”"),
)  # fmt: skip


def direct(text: str, stretch: Stretch, sentences: Sequence[Offsets], cues: Cues) -> Mention[Quote] | None:
    """The quote in these marks, if somebody says them."""
    marked = Marked(text, stretch, sentences, cues)
    rule = DIRECT.first(marked)
    found = rule.result
    if found is None:
        return None
    value = spoken("direct", text, found.cue(marked), found.speaker(marked), cues)
    return Mention.at(text, "quotes", *marked.inner, value, rule.id)
