"""Quotes: direct speech inside marks, and reported speech ("X mengatakan bahwa …"), each with the words that name its speaker.

`direct.py` tells speech in marks from names, `reported.py` finds the clause that a sentence reports, `naming.py` the words that
name who speaks, and `cues.py` makes the patterns of all of them from the word classes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from extract.extractors.quotes.cues import cues_of
from extract.extractors.quotes.direct import direct
from extract.extractors.quotes.reported import headline, reported
from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Mention, Offsets, Quote
from extract.text.layout import Layout
from extract.text.marks import in_single_marks, stretches
from extract.words.view import Words


def quotes(doc: Doc, lexicon: Lexicon) -> list[Mention[Quote]]:
    """Mentions of quotes, in document order. Value: `Quote`; the mention covers the words without their marks."""
    text = doc._.extract_text
    layout: Layout = doc._.extract_layout
    body = layout.paragraphs or ((0, len(text)),)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    cues = cues_of(lexicon)
    marked = [*stretches(text, body, cues.after, cues.inline), *in_single_marks(text, body, cues.after)]
    found = [(m, stretch.goes_on) for stretch in marked if (m := direct(text, stretch, sentences, cues))]
    spoken = _of_one_speaker(sorted(found, key=lambda pair: pair[0].offsets))
    spoken = [m for at, m in enumerate(spoken) if at == 0 or m.start_char >= spoken[at - 1].end_char]
    told = [*reported(text, body, sentences, [m.offsets for m in spoken], cues)]
    if layout.title and (said := headline(text, layout.title, cues)):
        told.append(said)
    words = Words(doc)
    somebody = Somebody(words, frozenset(token.text for ent in doc.ents if ent.label_ == "PER" for token in ent), lexicon)
    people = (m for each in told if (m := somebody.says(each)))
    return sorted([*(_without_place(words, m) for m in spoken), *people], key=lambda m: m.offsets)


def _of_one_speaker(found: Sequence[tuple[Mention[Quote], bool]]) -> list[Mention[Quote]]:
    """The quotes, those that go on in the next paragraph with the speaker who is named behind it."""
    spoken: list[Mention[Quote]] = []
    for mention, goes_on in reversed(found):
        last = spoken[-1].value if spoken else None
        if goes_on and last and mention.value.cue is None and mention.value.speaker_text is None:
            mention = replace(mention, value=last)
        spoken.append(mention)
    return spoken[::-1]


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who may be the subject of a verb of speech: a person, an office, a word for people; no thing. `names`: words of people's
    names, which the recogniser may have missed here."""

    words: Words
    names: frozenset[str]
    lexicon: Lexicon

    def says(self, mention: Mention[Quote]) -> Mention[Quote] | None:
        """The quote if somebody says it, told by the words behind the last comma where those before say nothing of him: "secara
        umum, BPS menyebut"."""
        offsets, said = mention.value.speaker_offsets, mention.value.speaker_text or ""
        if offsets is None or self._speaks(offsets, said):
            return mention
        _, comma, last = said.rpartition(", ")
        behind = (offsets[1] - len(last), offsets[1])
        if not comma or not self._speaks(behind, last):
            return None
        return replace(mention, value=replace(mention.value, speaker_text=last, speaker_offsets=behind))

    def _speaks(self, offsets: Offsets, said: str) -> bool:
        speaker = self.words.within(*offsets)
        if any(word.entity == "PER" for word in speaker):
            return True
        lower = [word.lower for word in speaker]
        if lower[0] in self._class("speech-paper") or (lower[0] in self._class("speech-body") and len(lower) > 1):
            return False
        if speaker[0].entity == "ORG" or any(word.layer == "TITLE" or word.text in self.names for word in speaker):
            return True
        people = self._class("speech-human", "speech-described", "speech-himself")
        return not people.isdisjoint((lower[0], lower[-1], " ".join(lower[:2]))) or bool(_offices(self.lexicon).search(said))

    def _class(self, *names: str) -> frozenset[str]:
        return words_of(self.lexicon, *names)


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> re.Pattern[str]:
    return Patterns(lexicon)(r"(?<!\w){office}(?!\w)")


def _without_place(words: Words, mention: Mention[Quote]) -> Mention[Quote]:
    """The quote of "kata Roy, Banjarmasin, Senin (14/8)" without the place behind its speaker."""
    said, offsets = mention.value.speaker_text or "", mention.value.speaker_offsets
    comma = said.find(", ")
    if offsets is None or comma < 0:
        return mention
    start = offsets[0]
    if any(words[at].entity != "LOC" for at in range(*words.between(start + comma + 2, offsets[1]))):
        return mention
    value = replace(mention.value, speaker_text=said[:comma], speaker_offsets=(start, start + comma))
    return replace(mention, value=value)
