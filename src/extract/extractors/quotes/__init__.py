"""Quotes: direct speech inside marks, and reported speech ("X mengatakan bahwa …"), each with the words that name its speaker.

`direct.py` tells speech in marks from names, `reported.py` finds the clause that a sentence reports, `naming.py` the words that
name who speaks, `somebody.py` whether they name somebody, and `cues.py` makes the patterns of all of them from the word classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.extractors.quotes.cues import Cues, cues_of
from extract.extractors.quotes.direct import direct
from extract.extractors.quotes.reported import headline, reported
from extract.extractors.quotes.somebody import said_by_somebody
from extract.lexicon import Lexicon
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
    cues, words = cues_of(lexicon), Words(doc)
    spoken = [_without_place(words, mention) for mention in _spoken(text, body, sentences, cues)]
    told = [*reported(text, body, sentences, [m.offsets for m in spoken], cues)]
    if layout.title and (said := headline(text, layout.title, cues)):
        told.append(said)
    names = frozenset(token.text for ent in doc.ents if ent.label_ == "PER" for token in ent)
    by_somebody = (said_by_somebody(mention, words, names, lexicon) for mention in told)
    return sorted([*spoken, *(mention for mention in by_somebody if mention)], key=lambda m: m.offsets)


def _spoken(text: str, body: Sequence[Offsets], sentences: Sequence[Offsets], cues: Cues) -> list[Mention[Quote]]:
    """Direct speech, none over another."""
    marked = [*stretches(text, body, cues.after, cues.inline), *in_single_marks(text, body, cues.after)]
    found = [(m, stretch.goes_on) for stretch in marked if (m := direct(text, stretch, sentences, cues))]
    spoken = _of_one_speaker(sorted(found, key=lambda pair: pair[0].offsets))
    return [m for at, m in enumerate(spoken) if at == 0 or m.start_char >= spoken[at - 1].end_char]


def _of_one_speaker(found: Sequence[tuple[Mention[Quote], bool]]) -> list[Mention[Quote]]:
    """The quotes, those that go on in the next paragraph with the speaker who is named behind it."""
    spoken: list[Mention[Quote]] = []
    for mention, goes_on in reversed(found):
        last = spoken[-1].value if spoken else None
        if goes_on and last and mention.value.cue is None and mention.value.speaker_text is None:
            mention = replace(mention, value=last)
        spoken.append(mention)
    return spoken[::-1]


def _without_place(words: Words, mention: Mention[Quote]) -> Mention[Quote]:
    """The quote of "kata Roy, Banjarmasin, Senin (14/8)" without the place behind its speaker."""
    said, offsets = mention.value.speaker_text or "", mention.value.speaker_offsets
    comma = said.find(", ")
    if offsets is None or comma < 0:
        return mention
    start = offsets[0]
    if any(word.entity != "LOC" for word in words.within(start + comma + 2, offsets[1])):
        return mention
    value = replace(mention.value, speaker_text=said[:comma], speaker_offsets=(start, start + comma))
    return replace(mention, value=value)
