"""Quotes: direct speech inside marks, and reported speech ("X mengatakan bahwa …"), each with the words that name its speaker.

`direct.py` tells speech in marks from names, `reported.py` finds the clause that a sentence reports, `naming.py` the words that
name who speaks, and `cues.py` makes the patterns of all of them from the word classes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from extract.extractors.quotes.cues import cues_of
from extract.extractors.quotes.direct import direct
from extract.extractors.quotes.reported import headline, reported
from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Mention, Quote
from extract.text.layout import Layout
from extract.text.marks import in_single_marks, stretches


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
    people = (m for m in told if _may_speak(doc, m.value, lexicon))
    return sorted([*(_without_place(doc, m) for m in spoken), *people], key=lambda m: m.offsets)


def _of_one_speaker(found: Sequence[tuple[Mention[Quote], bool]]) -> list[Mention[Quote]]:
    """The quotes, those that go on in the next paragraph with the speaker who is named behind it."""
    spoken: list[Mention[Quote]] = []
    for mention, goes_on in reversed(found):
        last = spoken[-1].value if spoken else None
        if goes_on and last and mention.value.cue is None and mention.value.speaker_text is None:
            mention = replace(mention, value=last)
        spoken.append(mention)
    return spoken[::-1]


def _may_speak(doc: Doc, quote: Quote, lexicon: Lexicon) -> bool:
    """Whether the subject of a verb of speech is somebody: a person, an office, a word for people; no organisation, no thing."""
    if quote.speaker_offsets is None:
        return True
    speaker = doc.char_span(*quote.speaker_offsets, alignment_mode="expand")
    if speaker is None:
        return False
    words = speaker.text.casefold().split()
    if any(token.ent_type_ == "PER" for token in speaker):
        return True
    if words[0] in words_of(lexicon, "speech-paper") or (words[0] in words_of(lexicon, "speech-body") and len(words) > 1):
        return False
    if speaker[0].ent_type_ == "ORG":
        return True
    people = words_of(lexicon, "speech-human", "speech-described", "speech-himself")
    return bool(_offices(lexicon).search(speaker.text)) or not people.isdisjoint((words[0], words[-1], " ".join(words[:2])))


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> re.Pattern[str]:
    return Patterns(lexicon)(r"(?<!\w){office}(?!\w)")


def _without_place(doc: Doc, mention: Mention[Quote]) -> Mention[Quote]:
    """The quote of "kata Roy, Banjarmasin, Senin (14/8)" without the place behind its speaker."""
    comma = (mention.value.speaker_text or "").find(", ")
    if mention.value.speaker_offsets is None or comma < 0:
        return mention
    start, end = mention.value.speaker_offsets
    behind = doc.char_span(start + comma + 2, end, alignment_mode="expand")
    if behind is None or any(token.ent_type_ != "LOC" for token in behind):
        return mention
    value = replace(mention.value, speaker_text=doc._.extract_text[start : start + comma], speaker_offsets=(start, start + comma))
    return replace(mention, value=value)
