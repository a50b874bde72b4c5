"""Who said it: quotes to officials.

Where the words beside a quote name somebody, that is the speaker (`naming.py`). Where they do not ("katanya"), it is whoever
has the floor: the subject of the sentence before, else the person whose words were announced last, else the speaker of the
quote before. Somebody who is no official takes the floor as well: then the quote has a text that names its speaker, and no
official.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns
from extract.mentions import Mention, Offsets, Person, Quote
from extract.resolve.officials import Official
from extract.resolve.speakers.naming import CALLED, NAMED, Beside, Floor, Nicknames
from extract.resolve.speakers.people import People, Stop
from extract.resolve.speakers.readings import FAR, Readings

_NEAR = 60                  # characters from the start of a sentence within which its subject stands, if it tells of no speech


@dataclass(frozen=True, slots=True)
class SpokenQuote:
    """A quote with its speaker and, where somebody else's speech is read, whose it is: indices into the officials."""

    mention: Mention[Quote]
    speaker: int | None
    on_behalf_of: int | None


def resolve_speakers(
    text: str,
    quotes: Sequence[Mention[Quote]],
    officials: Sequence[Official],
    people: Sequence[Mention[Person]],
    sentences: Sequence[Offsets],
    lexicon: Lexicon,
) -> list[SpokenQuote]:
    """Every quote with its speaker, in the order given. `sentences` are those of the text, in order."""
    resolver = _Resolver(quotes, People(text, officials, people, lexicon), sentences, lexicon)
    return [resolver.resolve(quote, at) for at, quote in enumerate(quotes)]


@dataclass(frozen=True, slots=True)
class _Cues:
    verb: re.Pattern[str]       # tells that the subject of its sentence speaks
    through: re.Pattern[str]    # leads to somebody who speaks for the one before
    nobody: re.Pattern[str]     # begins a sentence without a new subject: that only tells who was there, or of "him"


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> _Cues:
    pattern = Patterns(
        lexicon,
        there=r"(?:juga |{speech-present} )*{speech-present}\b",
        of_him=r"(?:{speech-opener},? )?{speech-pronoun}\b",
    )
    return _Cues(
        verb=pattern(r"\b(?:{speech-verb}|{speech-passive}|{speech-behind}|{speech-announce})\b", re.IGNORECASE),
        through=pattern(r",? (?:{speech-through}|(?:yang )?{speech-read}(?: {speech-by})?) "),
        nobody=pattern(r"{there}|{of_him}", re.IGNORECASE),
    )


class _Resolver:
    """Walks through the quotes of a text and keeps who has the floor."""

    def __init__(
        self, quotes: Sequence[Mention[Quote]], people: People, sentences: Sequence[Offsets], lexicon: Lexicon
    ) -> None:
        self.text, self.quotes, self.people, self.sentences, self.lexicon = people.text, quotes, people, sentences, lexicon
        self.starts = [start for start, _ in sentences]
        self.cues = _cues(lexicon)
        self.readings = Readings(people, sentences, self._subject, lexicon)
        self.nicknames = Nicknames(people, lexicon)
        self.floor: Floor | None = None
        self.previous_end = 0
        self.later: tuple[int, Floor | None] = (0, None)       # the index of a quote, and who is named beside it

    def resolve(self, quote: Mention[Quote], at: int) -> SpokenQuote:
        """The quote with its speaker; the speaker takes the floor."""
        quote = self._present(quote)
        speaker = self._named(quote) or self._announced(quote) or self.floor or self._last_resort(quote, at)
        tail = self._tail(quote)
        behalf = self._behalf(quote, speaker, tail)
        if speaker and not self._is_organisation(quote, speaker):
            self.floor = speaker
        self.previous_end = tail
        official = speaker.official if speaker else None
        return SpokenQuote(self._with_words(quote, speaker), official, behalf if behalf != official else None)

    def _tail(self, quote: Mention[Quote]) -> int:
        """Where what is told of a quote ends: direct speech that a cue tells, with its sentence."""
        value = quote.value
        return self._sentence_end(quote.end_char) if value.cue and value.kind == "direct" else quote.end_char

    def _with_words(self, quote: Mention[Quote], speaker: Floor | None) -> Mention[Quote]:
        """The quote with the words that name its speaker: those of an official only where they stand beside it."""
        words = speaker.words if speaker else None
        if speaker is None or words is None:
            return quote
        if speaker.official is not None and not _overlap(words, quote.value.speaker_offsets):
            return quote
        value = replace(quote.value, speaker_text=self.text[slice(*words)], speaker_offsets=words)
        return _behind(words, replace(quote, value=value))

    def _is_organisation(self, quote: Mention[Quote], speaker: Floor) -> bool:
        """Whether a sentence reports what an organisation said, or a paper: "katanya" behind it is somebody else's."""
        if speaker.words is None:
            return False
        beside = Beside(speaker.words, quote.start_char, self.people, self.nicknames, self.lexicon)
        if quote.value.kind == "direct":
            return beside.begins("speech-paper")
        return beside.stop is None and not beside.begins("speech-human")

    def _behalf(self, quote: Mention[Quote], speaker: Floor | None, tail: int) -> int | None:
        """Whose speech it is, if somebody else's."""
        stated = quote.value.on_behalf_offsets
        behalf = self.people.official_in(stated) if stated else None
        if behalf is None and speaker and speaker.official is not None:
            behalf = self.readings.behalf(speaker.official, tail)
        return behalf

    def _present(self, quote: Mention[Quote]) -> Mention[Quote]:
        """The quote as it is, or said by its author where nobody reads it for him: "kata Bupati melalui siaran pers"."""
        value = quote.value
        if value.on_behalf_offsets is None or value.speaker_offsets is None or self.people.first_in(value.speaker_offsets):
            return quote
        author = replace(
            value,
            speaker_text=value.on_behalf_text,
            speaker_offsets=value.on_behalf_offsets,
            on_behalf_text=None,
            on_behalf_offsets=None,
        )
        return replace(quote, value=author)

    def _sentence_end(self, position: int) -> int:
        """Where the sentence ends that goes on at `position`, right behind a quote."""
        return max(position, self.sentences[bisect_right(self.starts, position + 2) - 1][1])

    def _named(self, quote: Mention[Quote]) -> Floor | None:
        """Whom the words beside the quote name: an official, somebody else, or nobody (a pronoun, "pria itu")."""
        offsets = quote.value.speaker_offsets
        if offsets is None:
            return None
        beside = Beside(offsets, quote.start_char, self.people, self.nicknames, self.lexicon, self.floor)
        rule = NAMED.first(beside)
        speaker = rule.result(beside)
        if beside.called and (speaker := speaker or self._announced(quote) or self.floor):
            self.nicknames.learn(self.text[offsets[0] : offsets[0] + CALLED], speaker)
        elif speaker and rule.name == "clipped name":
            self.nicknames.call(beside.bare, speaker if speaker.official is None else Floor(speaker.official))
        return speaker

    def _announced(self, quote: Mention[Quote]) -> Floor | None:
        """The subject of the nearest sentence before the quote that has one, back to the quote before."""
        region = max(self.previous_end, quote.start_char - FAR)
        for start, end in self._sentences_back(region, quote.start_char):
            stop = self._subject(start, end)
            if stop and (stop.start - start <= _NEAR or self.cues.verb.search(self.text, start, end)):
                return Floor(stop.official, stop.name)
        return None

    def _sentences_back(self, start: int, end: int) -> Iterator[Offsets]:
        """The sentences within `start` and `end`, the last one first."""
        at = bisect_right(self.starts, end - 1) - 1
        while at >= 0 and self.sentences[at][1] > start:
            yield max(start, self.sentences[at][0]), min(end, self.sentences[at][1])
            at -= 1

    def _subject(self, start: int, end: int) -> Stop | None:
        """The first person of a clause who is not an object in it, unless it only tells who was there."""
        if self.cues.nobody.match(self.text, start, end):
            return None
        acting = next((stop for stop in self.people.within(start, end) if not self.people.is_object(stop, start)), None)
        return self._speaking_for(acting, end) if acting else None

    def _speaking_for(self, stop: Stop, end: int) -> Stop:
        """Who speaks for him, if somebody does: "Kepala Dinas Rina Sari melalui Sekretaris Tono"."""
        through = self.cues.through.match(self.text, stop.end, end)
        return next(self.people.within(through.end(), through.end() + 2), stop) if through else stop

    def _last_resort(self, quote: Mention[Quote], at: int) -> Floor | None:
        """Nobody has the floor: the last official named before, else who is named beside the next quote that names somebody."""
        if (last := self.people.last_named(quote.start_char)) is not None:
            return Floor(last)
        index, speaker = self.later
        while index < len(self.quotes) and (index <= at or speaker is None):
            index += 1
            speaker = self._named(self.quotes[index]) if index < len(self.quotes) else None
        self.later = index, speaker
        return speaker


def _overlap(one: Offsets, other: Offsets | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def _behind(words: Offsets, quote: Mention[Quote]) -> Mention[Quote]:
    """The reported clause without the rest of a title that a comma of its own cut: "menurut Kepala Dinas Pasar, Koperasi dan UMKM
    Rina Sari, <kios sudah penuh>"."""
    if not words[0] < quote.start_char < words[1] < quote.end_char:
        return quote
    clause = quote.text[words[1] - quote.start_char :].lstrip(" ,\n")
    return replace(quote, text=clause, start_char=quote.end_char - len(clause))
