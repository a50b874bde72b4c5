"""Reported speech: the clause of a sentence that tells what somebody said, "Camat menjelaskan bahwa <pasar sudah ramai>".

The first rule decides that holds; its result finds the clause and the words that name the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extract.extractors.quotes.cues import Cues
from extract.extractors.quotes.naming import behind_cue, spoken, subject
from extract.mentions import Mention, Offsets, Quote
from extract.text.offsets import trim
from extract.words.rules import Rule, Rules

_SHORTEST = 30              # characters of a sentence that reports something
_VERB_WITHIN = 400          # characters of a sentence within which its verb of speech ends
_SPEAKER_WITHIN = 160       # characters of a sentence within which the speaker of a passive ends
_THAT_WITHIN = 80           # characters behind a passive within which "bahwa" is looked for
_MARKS = " ,\n“”\"'’‘"
_GLUED = re.compile(r"[.!?][”\"]?,(?=[A-Z])|(?:[a-z]{4}|[\d)])\.(?:(?: ?,)+ ?(?=[A-Z])|(?=[A-Z][a-z]+,? [a-z]))")
_STOP = re.compile(r"(?:[.,] ?[“”\"]?)?$")

Found = tuple[Offsets, str, Offsets | None]     # the clause, the cue, the words that name the speaker


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the cues in it."""

    text: str
    first: int
    last: int
    cues: Cues

    @cached_property
    def words(self) -> str:
        return self.text[self.first : self.last]

    @cached_property
    def aside(self) -> re.Match[str] | None:
        return self.cues.aside.search(self.words)

    @cached_property
    def passive(self) -> re.Match[str] | None:
        """A passive verb of speech at the beginning, or "Menurut"."""
        match = self.cues.passive.match(self.words)
        if match is None:
            return None
        if any(other and other.start("cue") == match.start("cue") for other in (self.aside, self.amid)):
            linked = self.cues.linked.match(self.words)
            if linked is None or linked.end() < match.start("cue"):
                return None             # "Dinas Sosial, kata Rina, menyalurkan …": what stands before was said too
        return match

    @cached_property
    def told(self) -> int | None:
        """Where what was said begins behind a passive and its speaker."""
        told = BEGINS.first(self).result(self) if self.passive else -1
        if not 0 <= told < _SPEAKER_WITHIN:
            return None
        what_else = self.cues.what_else.match(self.words, told)
        return what_else.end() if what_else else told

    @property
    def by(self) -> int:
        """Where he who speaks begins behind a passive."""
        return self.passive.end() if self.passive else 0

    @cached_property
    def that(self) -> int:
        """Where "bahwa" stands behind a passive; -1 where it does not."""
        return self.words.find(" bahwa ", self.by, self.by + _THAT_WITHIN)

    @cached_property
    def comma(self) -> int:
        return self.words.find(",", self.by, self.that if self.that >= 0 else len(self.words))

    @cached_property
    def between_commas(self) -> re.Match[str] | None:
        """The name behind a title: "Menurut Camat Sukun, Rina Sari, …"."""
        name = self.cues.behind_comma.match(self.words, self.comma) if self.comma >= 0 else None
        return name if name and self.words.startswith(",", name.end()) else None

    @cached_property
    def by_name(self) -> re.Match[str] | None:
        """The name that no comma ends: "Menurut Rina pasar sudah ramai"."""
        return self.cues.by_name.match(self.words, self.by) if self.according and self.that < 0 else None

    @property
    def according(self) -> bool:
        return self.passive is not None and self.passive["cue"].casefold() == "menurut"

    @cached_property
    def verb(self) -> re.Match[str] | None:
        match = self.cues.verb.search(self.words, 0, _VERB_WITHIN)
        if match is None or bool(self.denial(match.start())) != bool(self.cues.denies.match(self.words, match.start())):
            return None
        return match if not self.cues.purpose.search(self.words[: match.start()].rstrip()) else None

    @cached_property
    def amid(self) -> re.Match[str] | None:
        match = self.cues.amid.search(self.words)
        if match is None or match["cue"].startswith("menurut"):
            return match
        return None if self.points_back or self.denial(match.start()) else match

    def denial(self, at: int) -> re.Match[str] | None:
        """What makes the verb of speech there one of what was not said."""
        return self.cues.denied.search(self.words[:at].rstrip())

    @property
    def points_back(self) -> bool:
        """ "Hal itu dikatakan Camat …": what was said stands before."""
        return self.cues.points_back.match(self.words) is not None

    @property
    def said_by_him(self) -> bool:
        return self.passive is not None and self.passive["cue"].casefold().endswith("nya")

    @property
    def of_a_topic(self) -> bool:
        """Whether what stands behind the verb is spoken of and not said."""
        at = self.verb.end() if self.verb else 0
        if not self.cues.topic.match(self.words, at):
            return False
        return not self.cues.says.search(self.cues.relative.sub("", self.words[at:]))


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else -1


BEGINS: Rules[Sentence, Callable[[Sentence], int]] = Rules(
    "what was said begins",
    Rule("behind a name", lambda s: s.by_name is not None, lambda s: _end(s.by_name),
         "Menurut Rina pasar sudah ramai lagi.", "Menurut Rina, pasar sudah ramai lagi."),
    Rule("behind a name between commas", lambda s: s.between_commas is not None, lambda s: _end(s.between_commas),
         "Dijelaskan Camat Sukun, Rina Sari, pasar sudah ramai.", "Dijelaskan Camat Sukun, pasar sudah ramai."),
    Rule("at a comma", lambda s: s.comma >= 0, lambda s: s.comma,
         "Dijelaskan Camat Sukun, pasar sudah ramai.", "Dijelaskan Camat Sukun bahwa pasar, meski kecil, sudah ramai."),
    Rule("at a word that leads to it", lambda s: s.that >= 0, lambda s: s.that,
         "Dijelaskan Camat Sukun bahwa pasar, meski kecil, sudah ramai.", "Dijelaskan Camat Sukun di pasar."),
    Rule("nowhere", lambda s: True, lambda s: -1, "Dijelaskan Camat Sukun di pasar."),
)  # fmt: skip


def _nothing(sentence: Sentence) -> Found | None:
    return None


def _said_by_him(sentence: Sentence) -> Found | None:
    match = sentence.passive
    return ((sentence.first + match.end(), sentence.last), match["cue"], None) if match else None


def _passive(sentence: Sentence) -> Found | None:
    match, told, first, text, cues = sentence.passive, sentence.told, sentence.first, sentence.text, sentence.cues
    if match is None or told is None:
        return None
    manner = cues.manner.match(sentence.words, match.end(), told)
    by = manner.end() if manner else match.end()
    by += len(" oleh") * sentence.words.startswith(" oleh ", by)
    named = trim(text, first + by, first + told)
    speaker = named if cues.behalf.fullmatch(text, *named) else behind_cue(text, named, "", cues)
    begins = told + len(" bahwa") * sentence.words.startswith(" bahwa ", told)
    return (first + begins, sentence.last), match["cue"], speaker


def _active(sentence: Sentence) -> Found | None:
    match, first = sentence.verb, sentence.first
    if match is None:
        return None
    before = sentence.denial(match.start()) or match       # "tidak menampik bahwa"
    speaker = subject(sentence.text, first, first + before.start(), sentence.cues)
    return (first + match.end(), sentence.last), match["cue"] or match["weak"], speaker


def _aside(sentence: Sentence) -> Found | None:
    aside, first, text, cues = sentence.aside, sentence.first, sentence.text, sentence.cues
    if aside is None:
        return None
    if aside["cue"] == "menurutnya":
        return (first, sentence.last), aside["cue"], None
    begins, ends = first + aside.start("who"), first + aside.end("who")
    further = cues.goes_on.search(text, begins, ends) if aside["who"] else None
    who = behind_cue(text, (begins, further.start() if further else ends), "", cues) if aside["who"] else None
    inside = aside["stop"] == "," or (who is not None and cues.goes_on.match(text, who[1], sentence.last))
    return (first, sentence.last if inside else first + aside.start()), aside["cue"], who


def _amid(sentence: Sentence) -> Found | None:
    amid, first, cues = sentence.amid, sentence.first, sentence.cues
    if amid is None:
        return None
    named = amid["who"] and not cues.nobody.fullmatch(amid["who"])
    who = (first + amid.start("who"), first + amid.end("who")) if named else None
    that = cues.that.match(sentence.words, amid.end())
    return (first + that.end() if that else first, sentence.last), amid["cue"].split()[0] if amid["who"] else amid["cue"], who


REPORTED: Rules[Sentence, Callable[[Sentence], Found | None]] = Rules(
    "reported speech",
    Rule("points back", lambda s: bool(s.passive) and s.points_back, _nothing,
         "Hal itu, disampaikan saat meninjau posko, baik di desa maupun pasar.", "Dijelaskan Camat, sumur sudah mengalir."),
    Rule("hope of nobody", lambda s: bool(s.cues.narrated.match(s.words)), _nothing,
         "Diharapkan, sumur baru sudah mengalir pekan depan.", "Diharapkan Camat Sukun, sumur baru sudah mengalir."),
    Rule("passive with its own -nya", lambda s: s.said_by_him, _said_by_him,
         "Menurutnya sumur baru di Sukun sudah mengalir.", "Menurut Rina, sumur baru di Sukun sudah mengalir."),
    Rule("passive", lambda s: s.told is not None, _passive,
         "Dijelaskan Camat Sukun, sumur baru sudah mengalir.", "Camat Sukun menjelaskan, sumur baru sudah mengalir."),
    Rule("passive that leads to nothing", lambda s: bool(s.passive), _nothing,
         "Disampaikan Camat Sukun dalam rapat di balai desa.", "Disampaikan Camat Sukun, rapat di balai desa ramai."),
    Rule("of a topic", lambda s: bool(s.verb) and s.of_a_topic, _nothing,
         "Camat Sukun menjelaskan capaian program sumur bersih.", "Camat Sukun menjelaskan capaian program sudah lebih."),
    Rule("active", lambda s: bool(s.verb), _active,
         "Camat Sukun mengatakan, sumur baru sudah mengalir.", "Sumur baru sudah mengalir, kata Camat Sukun."),
    Rule("aside", lambda s: bool(s.aside), _aside,
         "Sumur baru sudah mengalir, kata Camat Sukun.", "Sumur baru sudah mengalir di Sukun."),
    Rule("amid", lambda s: bool(s.amid), _amid,
         "Sumur baru menurut Rina sudah mengalir sejak pekan lalu.", "Sumur baru menurut data dinas sudah mengalir."),
    Rule("nothing reported", lambda s: True, _nothing, "Sumur baru sudah mengalir di Sukun."),
)  # fmt: skip


def reported(
    text: str, paragraphs: Sequence[Offsets], sentences: Sequence[Offsets], direct: Sequence[Offsets], cues: Cues
) -> Iterator[Mention[Quote]]:
    """Reported speech of the sentences that hold no direct speech."""
    quoted = iter([*direct, (len(text) + 1, len(text) + 1)])
    quote = next(quoted)
    for start, end in _within(text, paragraphs, sentences):
        while quote[1] <= start:
            quote = next(quoted)
        first, last = trim(text, start, end)
        if quote[0] < last and (before := text[first : quote[0]].rstrip(_MARKS))[-1:] in (".", "!", "?"):
            last = first + len(before)      # the mark in front of a quote hides where the sentence ends
        if last - first >= _SHORTEST and quote[0] >= last:
            rule = REPORTED.first(sentence := Sentence(text, first, last, cues))
            if (found := rule.result(sentence)) and (mention := _mention(text, *found, rule.id, cues)):
                yield mention


def headline(text: str, title: Offsets, cues: Cues) -> Mention[Quote] | None:
    """What a headline says that somebody says: "Bupati Lahat: Pasar Murah Dibuka Lagi"."""
    match = cues.headline.match(text, *title)
    return _mention(text, (match.end(), title[1]), ":", match.span("who"), "headline", cues) if match else None


def _within(text: str, paragraphs: Sequence[Offsets], sentences: Sequence[Offsets]) -> Iterator[Offsets]:
    """The sentences, each as far as one paragraph goes, or a full stop without a blank: "… minyak.,Rina mengatakan …"."""
    body = iter([*paragraphs, (1 << 60, 1 << 60)])
    first, last = next(body)
    for whole_start, whole_end in sentences:
        stops = [match.end() for match in _GLUED.finditer(text, whole_start, whole_end)]
        for start, end in pairwise([whole_start, *stops, whole_end]):
            while last <= start:
                first, last = next(body)
            while last < end:
                yield max(start, first), last
                first, last = next(body)
            if first < end:
                yield max(start, first), end


def _mention(text: str, clause: Offsets, cue: str, speaker: Offsets | None, rule: str, cues: Cues) -> Mention[Quote] | None:
    start, end = trim(text, *clause)
    while start < end and text[start] in ", ":
        start += 1
    stop = _STOP.search(text, max(start, end - 3), end)
    end = stop.start() if stop else end
    if len(text[start:end].split()) < (2 if rule == "headline" else 3) or text[end - 1] == ":":
        return None
    return Mention.at(text, "quotes", start, end, spoken("indirect", text, cue, speaker, cues), rule)
