"""What speaks for a naming, or against it, as the release's main event: features that are true of it, by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.lexicon import Lexicon
from extract.mentions import Date, Ending, Event, Mention, Offsets, Venue
from extract.text.layout import Layout

SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bProf)(?<!\bDr[sa])[.!?][”\"]?\s+(?=[A-Z“\"])|\n")      # not "Hj."
_WORD = re.compile(r"\w[\w'’&/-]*")
_POINTED = re.compile(r"\b(\w+) (?:ini|itu|tersebut)\b")
_LONG = 4               # letters of a word that tells something
_HEADING = 80           # characters of a heading within the body
_READ = 4000            # characters of the body that are looked at
_BEHIND = 60            # characters behind a name in which its day may follow
_OPENING = 3            # sentences that tell what a release is about
_ROUND = {0: "0", 1: "1", 2: "2", 3: "3"}


@dataclass(eq=False)
class Page:
    """A release as far as it tells of its event: where its sentences end, and what stands in its title and opening."""

    text: str
    layout: Layout
    events: Sequence[Mention[Event]]
    days: Sequence[Mention[Date]]           # that may be the event's
    other_days: Sequence[Mention[Date]]     # of statements, births, laws
    venues: Sequence[Mention[Venue]]
    lexicon: Lexicon

    @cached_property
    def start(self) -> int:
        return self.layout.paragraphs[0][0] if self.layout.paragraphs else 0

    @cached_property
    def ends(self) -> list[int]:
        """Where sentences end, from the start of the body on."""
        return [m.end() for m in SENTENCE_END.finditer(self.text, self.start, self.start + _READ)]

    def sentence(self, at: int) -> int:
        """Number of the body's sentence that holds character `at`; -1 before the body."""
        return -1 if at < self.start else bisect_right(self.ends, at)

    def stretch(self, number: int) -> Offsets:
        """Offsets of that sentence."""
        start = self.ends[number - 1] if number else self.start
        return start, self.ends[number] if number < len(self.ends) else min(len(self.text), start + _READ)

    @cached_property
    def title(self) -> str:
        return self.text[slice(*self.layout.title)] if self.layout.title else ""

    @cached_property
    def title_words(self) -> frozenset[str]:
        return long_words(self.title)

    def titled(self, at: int) -> bool:
        return self.layout.title is not None and self.layout.title[0] <= at < self.layout.title[1]

    @cached_property
    def pointed(self) -> dict[str, int]:
        """How often "rapat ini", "acara tersebut" point back, by word."""
        found: dict[str, int] = {}
        for match in _POINTED.finditer(self.text, self.start, self.start + _READ):
            word = match[1].lower()
            found[word] = found.get(word, 0) + 1
        return found

    @cached_property
    def title_types(self) -> frozenset[str]:
        return frozenset(m.value.type for m in self.events if m.value.type and self.titled(m.start_char))

    @cached_property
    def opening(self) -> str:
        return self.text[self.start : self.stretch(min(len(self.ends), _OPENING - 1))[1]]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each word comes."""
        found: dict[str, int] = {}
        for match in _WORD.finditer(self.text, 0, self.start + _READ):
            word = match.group().lower()
            found[word] = found.get(word, 0) + 1
        return found

    @cached_property
    def day_sentences(self) -> dict[int, list[Mention[Date]]]:
        found: dict[int, list[Mention[Date]]] = {}
        for day in self.days:
            found.setdefault(self.sentence(day.start_char), []).append(day)
        return found

    @cached_property
    def other_sentences(self) -> frozenset[int]:
        return frozenset(self.sentence(day.start_char) for day in self.other_days)

    @cached_property
    def marked(self) -> list[Offsets]:
        return [m.offsets for m in self.events if m.rule == "model"]

    def heading(self, offsets: Offsets) -> bool:
        """Whether it stands in a short line of the body that is no sentence."""
        line = next(((start, end) for start, end in self.layout.paragraphs if start <= offsets[0] < end), None)
        return line is not None and line[1] - line[0] < _HEADING and self.text[line[1] - 1] not in ".,!?:;”\""


def long_words(text: str) -> frozenset[str]:
    return frozenset(word for match in _WORD.finditer(text) if len(word := match.group().lower()) >= _LONG)


def _many(number: int, most: int = 3) -> str:
    return str(number) if number < most else f"{most}+"


def naming_features(page: Page, mention: Mention[Event], ending: Ending) -> Iterator[str]:
    """What is true of the naming with this ending."""
    text, value = page.text, mention.value
    number = page.sentence(mention.start_char)
    titled = page.titled(mention.start_char)
    where = "title" if titled else "opening" if number < 1 else "second" if number < 2 else "third" if number < 3 else (
        "lead" if number < 6 else "later")
    yield f"where={where}"
    yield f"rule={mention.rule}"
    yield f"rule={mention.rule},{where}"
    yield f"type={value.type}"
    if value.type and value.type in page.title_types:
        yield "type of title"
    head = ending.name.split()[0].lower()
    yield f"head={head}"
    yield f"pointed={_many(page.pointed.get(head, 0), 2)}"
    if not titled and number >= 0:
        yield f"far={_many((mention.start_char - page.stretch(number)[0]) // 60, 4)},{where}"
    yield f"action={value.action}"
    yield f"edge={ending.rule}"
    yield f"behind={ending.word}"
    nth = value.endings.index(ending)
    yield f"ending={_many(nth)} of {_many(len(value.endings))}"
    if nth:
        yield f"over={value.endings[0].word}"
        yield f"last over={value.endings[nth - 1].word}"
    yield from _name_features(page, ending.name)
    head = text[max(0, mention.start_char - 40) : mention.start_char].lower().split()
    for k, word in enumerate(reversed(head[-2:])):
        yield f"before{k + 1}={word.strip('“”()')}"
    if len(value.endings[0].name.split()) == 1:
        yield f"bare,{'short' if nth == 0 else 'long'}"
    yield from _day_features(page, mention, ending, number)
    yield from _marked_features(page, mention, ending)
    if not titled and page.heading(mention.offsets):
        yield "heading"
    clause = text[page.stretch(number)[0] : mention.start_char].lower() if number >= 0 else ""
    for word in ("akan", "sebelumnya", "pernah", "rencana", "menurut", "kata", "mengatakan", "usai", "saat", "dalam rangka", "untuk"):
        if f"{word} " in clause[-150:]:
            yield f"clause={word}"


def _name_features(page: Page, name: str) -> Iterator[str]:
    words = name.split()
    yield "length=" + next(label for most, label in ((1, "1"), (2, "2"), (4, "4"), (8, "8"), (12, "12"), (99, "more")) if len(words) <= most)
    big = sum(word[0].isupper() for word in words)
    yield "capitals=" + ("all" if big == len(words) else "none" if big == 0 else "most" if 2 * big > len(words) else "some")
    if any(char.isdigit() for char in name):
        yield "digits"
    if "(" in name:
        yield "bracket"
    for word in ("tahun", "tingkat", "ke"):
        if word in words:
            yield f"has={word}"
    known = long_words(name)
    shared = len(known & page.title_words)
    if page.title_words:
        yield f"title words={_many(shared, 5)}"
        yield "title share=" + str(4 * shared // max(1, len(known)))
    else:
        yield "no title"
    rest = [w for w in known if page.counts.get(w, 0) > 1]
    yield "said again=" + str(4 * len(rest) // max(1, len(known)))
    head = words[0].lower()
    yield f"head again={_many(page.counts.get(head, 0), 5)}"


def _day_features(page: Page, mention: Mention[Event], ending: Ending, number: int) -> Iterator[str]:
    days = page.day_sentences.get(number, [])
    if any(d.value.weekday for d in days):
        yield "weekday in sentence"
    elif days:
        yield "day in sentence"
    elif page.days:
        yield "day elsewhere"
    else:
        yield "no day"
    if any(0 <= d.start_char - ending.end_char < _BEHIND for d in days):
        yield "day behind"
    if number in page.other_sentences:
        yield "other day in sentence"
    if any(0 <= v.start_char - ending.end_char < _BEHIND for v in page.venues):
        yield "venue behind"
    if any(mention.start_char < v.start_char < ending.end_char for v in page.venues):
        yield "venue inside"


def _marked_features(page: Page, mention: Mention[Event], ending: Ending) -> Iterator[str]:
    start, end = mention.start_char, ending.end_char
    touching = [(a, b) for a, b in page.marked if a < end and start < b]
    if not touching:
        return
    yield "marked"
    if any(b == end for _, b in touching):
        yield "marked to its end"
    if any(b > end for _, b in touching):
        yield "marked further"
    if any(b < end for _, b in touching):
        yield "marked less far"


def release_features(page: Page) -> Iterator[str]:
    """What is true of the release."""
    opening = page.opening
    words = _WORD.findall(opening)
    yield "any"
    yield f"events={_many(len(page.events), 6)}"
    yield f"marked={_many(len(page.marked))}"
    titled = [m for m in page.events if page.titled(m.start_char)]
    yield f"titled={_many(len(titled), 2)}" if page.title else "untitled"
    first = [m for m in page.events if page.sentence(m.start_char) == 0]
    yield f"first={_many(len(first), 2)}"
    for rule in {m.rule for m in first + titled}:
        yield f"rule={rule}"
    lead_days = [d for d in page.days if page.sentence(d.start_char) < _OPENING]
    yield "weekday" if any(d.value.weekday for d in lead_days) else "day" if lead_days else "later day" if page.days else "no day"
    if page.other_days:
        yield "other day"
    yield f"venues={_many(len(page.venues), 2)}"
    yield f"pointed={_many(page.pointed.get('kegiatan', 0) + page.pointed.get('acara', 0), 2)}"
    yield f"figures={_many(sum(w[0].isdigit() for w in words) // 3)}"
    yield f"percent={_many(opening.count('persen') + opening.count('%'), 2)}"
    yield f"quotes={_many(page.text.count('“') // 2)}"
    if page.layout.dateline:
        yield "dateline"
    if ":" in page.title:
        yield "colon"
