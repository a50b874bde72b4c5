"""What speaks for a naming, or against it, as the release's main event: features that are true of it, by name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from extract.learnt.choice import Choice
from extract.lexicon import Lexicon
from extract.mentions import Date, Ending, Event, Mention, Offsets, Venue
from extract.resolve.dates import EVENT, is_day, what_day
from extract.text.layout import Layout
from extract.words.once import cached_property

_MARK = r"[.!?]"
# "Hj.", "H.", "Prof." end none. What stands before the mark is looked at behind it: most characters are no mark.
SENTENCE_END = re.compile(
    rf"{_MARK}(?<!\b[A-Z]{_MARK})(?<!\b[A-Z][a-z]{_MARK})(?<!\bProf{_MARK})(?<!\bDr[sa]{_MARK})[”\"]?\s+(?=[A-Z“\"])|\n"
)
_WORD = re.compile(r"\w[\w'’&/-]*")
_LONG = 4               # letters of a word that tells something
_HEADING = 80           # characters of a heading within the body
_READ = 4000            # characters of the body that are looked at
_BEHIND = 60            # characters behind a name in which its day may follow
_CLAUSE = 150           # characters before a name
_WORD_REACH = 40        # characters in which the word before a name stands
_LENGTHS = (1, 2, 4, 8, 12)     # words
_PARTS = ((-1, "head"), (0, "opening"), (1, "second"), (2, "third"), (5, "lead"))      # number of the sentence, at most
_OPENING = 3            # sentences that tell what a release is about
ACT = "act"             # rule of a mention that tells what was done, without naming the event again
_PRESS = "press release"    # type of a talk to reporters: a release tells what was said there, and does not report it
WEIGHTS = "main_event"
SURE = 0.5              # a name that is less likely the right one is not said
_COMPARED = 8           # namings, the likeliest, that may be of one event
_SAME = 0.6             # of their words that two namings of one event share
_TIE = 1e-9


M = TypeVar("M", bound=Mention[Any])


class Along(Generic[M]):
    """Mentions by one of their edges: those of a stretch are found without a look at all the others."""

    def __init__(self, mentions: Sequence[M], edge: Callable[[M], int]) -> None:
        self._mentions = sorted(mentions, key=edge)
        self._edges = [edge(mention) for mention in self._mentions]

    def before(self, at: int) -> int:
        """How many have their edge before `at`."""
        return bisect_left(self._edges, at)

    def within(self, start: int, end: int) -> Sequence[M]:
        """Those with start <= edge < end."""
        return self._mentions[self.before(start) : self.before(end)]


@dataclass(eq=False)
class Page:
    """A release as far as it tells of its event: where its sentences end, and what stands in its title and opening."""

    text: str
    layout: Layout
    events: Sequence[Mention[Event]]
    dates: Sequence[Mention[Date]]
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
    def kinds(self) -> list[tuple[Mention[Date], str]]:
        """The days, and what each is the day of."""
        return [(d, what_day(self.text, d, self.lexicon)) for d in self.dates if is_day(d.value)]

    @cached_property
    def days(self) -> list[Mention[Date]]:
        """Those that may be the event's."""
        return [day for day, kind in self.kinds if kind == EVENT]

    @cached_property
    def day_sentences(self) -> frozenset[int]:
        return self._sentences(self.days)

    @cached_property
    def weekday_sentences(self) -> frozenset[int]:
        return self._sentences([day for day in self.days if day.value.weekday])

    @cached_property
    def event_sentences(self) -> frozenset[int]:
        return self._sentences(self.events)

    @cached_property
    def action_sentences(self) -> frozenset[int]:
        return self._sentences([event for event in self.events if event.value.action])

    def _sentences(self, mentions: Sequence[Mention[Any]]) -> frozenset[int]:
        return frozenset(self.sentence(mention.start_char) for mention in mentions)

    @cached_property
    def days_by_start(self) -> Along[Mention[Date]]:
        return Along(self.days, lambda day: day.start_char)

    @cached_property
    def venues_by_start(self) -> Along[Mention[Venue]]:
        return Along(self.venues, lambda venue: venue.start_char)

    @cached_property
    def venues_by_end(self) -> Along[Mention[Venue]]:
        return Along(self.venues, lambda venue: venue.end_char)

    @cached_property
    def events_by_end(self) -> Along[Mention[Event]]:
        return Along(self.events, lambda event: event.end_char)

    @cached_property
    def other_sentences(self) -> frozenset[int]:
        return self._sentences([day for day, kind in self.kinds if kind != EVENT])

    @cached_property
    def marked(self) -> list[Mention[Event]]:
        """What the recogniser marks."""
        return [m for m in self.events if m.rule == "model"]

    @cached_property
    def marked_by_start(self) -> Along[Mention[Event]]:
        return Along(self.marked, lambda event: event.start_char)

    @cached_property
    def longest_marked(self) -> int:
        """Characters."""
        return max((event.end_char - event.start_char for event in self.marked), default=0)

    @cached_property
    def lines(self) -> list[int]:
        """Where the paragraphs start."""
        return [start for start, _ in self.layout.paragraphs]

    def heading(self, offsets: Offsets) -> bool:
        """Whether it stands in a short line of the body that is no sentence."""
        number = bisect_right(self.lines, offsets[0]) - 1
        start, end = self.layout.paragraphs[number] if number >= 0 else (0, 0)
        return offsets[0] < end and end - start < _HEADING and self.text[end - 1] not in ".,!?:;”\""


def namings(events: Sequence[Mention[Event]]) -> list[Mention[Event]]:
    """Those of `events` that may name the main one."""
    return [event for event in events if event.rule != ACT and event.value.type != _PRESS]


def long_words(text: str) -> frozenset[str]:
    return frozenset(word for match in _WORD.finditer(text) if len(word := match.group().lower()) >= _LONG)


@lru_cache(maxsize=8)
def speech_words(lexicon: Lexicon) -> frozenset[str]:
    """What tells that somebody says something: "kata", "mengatakan", "menurut"."""
    return frozenset(lexicon.terms("speech_cues"))


def speaks(text: str, lexicon: Lexicon) -> int:
    """How many words of speech are in it."""
    return sum(word.removesuffix("nya") in speech_words(lexicon) for word in _WORD.findall(text.lower()))


def where(page: Page, at: int) -> str:
    """Which part of the release holds character `at`."""
    if page.titled(at):
        return "title"
    number = page.sentence(at)
    return next((label for most, label in _PARTS if number <= most), "later")


def many(number: int, most: int = 3) -> str:
    return str(number) if number < most else f"{most}+"


def naming_features(page: Page, mention: Mention[Event], ending: Ending) -> Iterator[str]:
    """What is true of the naming with this ending."""
    value = mention.value
    number = page.sentence(mention.start_char)
    titled = page.titled(mention.start_char)
    yield f"where={where(page, mention.start_char)}"
    yield f"rule={mention.rule}"
    yield f"type={value.type}"
    yield f"action={value.action}"
    if value.type and value.type in page.title_types:
        yield "type of title"
    if not titled and page.heading(mention.offsets):
        yield "heading"
    yield f"before={word_before(page.text, mention.start_char)}"
    yield from _ending_features(mention, ending)
    yield from _name_features(page, mention.rule, ending.name)
    yield from _day_features(page, mention, ending, number)
    yield from _marked_features(page, mention, ending)
    clause = page.text[max(page.stretch(number)[0], mention.start_char - _CLAUSE) : mention.start_char] if number >= 0 else ""
    if speaks(clause, page.lexicon):
        yield "clause speaks"


def word_before(text: str, start: int) -> str:
    words = text[max(0, start - _WORD_REACH) : start].lower().split()
    return words[-1].strip("“”()") if words else ""


def _ending_features(mention: Mention[Event], ending: Ending) -> Iterator[str]:
    """What is true of where the name ends, and over which words it went on."""
    endings = mention.value.endings
    nth = endings.index(ending)
    yield f"edge={ending.rule}"
    yield f"behind={ending.word.strip()}"
    if nth:
        yield f"over={endings[0].word}"
        yield f"last over={endings[nth - 1].word}"
    if " " not in endings[0].name:
        yield f"bare,{'long' if nth else 'short'}"


def _name_features(page: Page, rule: str, name: str) -> Iterator[str]:
    words = name.split()
    yield "length=" + next((f"to {most}" for most in _LENGTHS if len(words) <= most), "more")
    big = sum(word[0].isupper() for word in words)
    capitals = "all" if big == len(words) else "none" if big == 0 else "most" if 2 * big > len(words) else "some"
    yield f"capitals={capitals}"
    yield f"capitals={capitals},{rule}"
    yield f"capitals={capitals},words={many(len(words), 6)}"
    yield f"head={words[0].lower()}"
    yield f"last={words[-1].lower()}"
    if any(char.isdigit() for char in name):
        yield "digits"
    if "(" in name:
        yield "bracket"
    known = long_words(name)
    shared = len(known & page.title_words)
    if page.title_words:
        yield f"title words={many(shared, 5)}"
        yield "title share=" + str(4 * shared // max(1, len(known)))
    else:
        yield "no title"
    rest = [w for w in known if page.counts.get(w, 0) > 1]
    yield "said again=" + str(4 * len(rest) // max(1, len(known)))
    head = words[0].lower()
    yield f"head again={many(page.counts.get(head, 0), 5)}"


def _day_features(page: Page, mention: Mention[Event], ending: Ending, number: int) -> Iterator[str]:
    if number in page.weekday_sentences:
        yield "weekday in sentence"
    elif number in page.day_sentences:
        yield "day in sentence"
    elif page.days:
        yield "day elsewhere"
    else:
        yield "no day"
    behind = ending.end_char, ending.end_char + _BEHIND
    if any(page.sentence(day.start_char) == number for day in page.days_by_start.within(*behind)):
        yield "day behind"
    if number in page.other_sentences:
        yield "other day in sentence"
    if page.venues_by_start.within(*behind):
        yield "venue behind"
    for venue in page.venues_by_start.within(mention.start_char + 1, ending.end_char):
        yield f"venue inside={venue.rule}"
        yield f"venue to its end={venue.end_char == ending.end_char}"


def _marked_features(page: Page, mention: Mention[Event], ending: Ending) -> Iterator[str]:
    start, end = mention.start_char, ending.end_char
    near = page.marked_by_start.within(start - page.longest_marked, end)
    ends = [event.end_char for event in near if start < event.end_char]
    if not ends:
        return
    yield "marked"
    if end in ends:
        yield "marked to its end"
    if max(ends) > end:
        yield "marked further"
    if min(ends) < end:
        yield "marked less far"


def release_features(page: Page) -> Iterator[str]:
    """What is true of the release."""
    opening = page.opening
    words = _WORD.findall(opening)
    yield "any"
    yield f"events={many(len(page.events), 6)}"
    yield f"marked={many(len(page.marked))}"
    titled = [m for m in page.events if page.titled(m.start_char)]
    yield f"titled={many(len(titled), 2)}" if page.title else "untitled"
    first = [m for m in page.events if page.sentence(m.start_char) == 0]
    yield f"first={many(len(first), 2)}"
    for rule in {m.rule for m in first + titled}:
        yield f"rule={rule}"
    lead_days = [d for d in page.days if page.sentence(d.start_char) < _OPENING]
    yield "weekday" if any(d.value.weekday for d in lead_days) else "day" if lead_days else "later day" if page.days else "no day"
    if len(page.days) < len(page.kinds):
        yield "other day"
    yield f"says={many(speaks(opening, page.lexicon), 4)}"
    yield f"says first={speaks(page.text[slice(*page.stretch(0))], page.lexicon) > 0}"
    kinds = [kind for day, kind in page.kinds if day.value.weekday]
    yield f"first day={kinds[0] if kinds else None}"
    yield f"venues={many(len(page.venues), 2)}"
    yield f"figures={many(sum(w[0].isdigit() for w in words) // 3)}"
    yield f"quotes={many(page.text.count('“') // 2)}"
    if page.layout.dateline:
        yield "dateline"
    if ":" in page.title:
        yield "colon"


@dataclass(frozen=True, slots=True)
class Reported:
    """`naming` is the main event with the ending that was chosen, None where no name is sure enough. `none`: how likely it
    is that the release reports no event at all."""

    naming: Mention[Event] | None
    none: float
    sure: float


def options(page: Page) -> list[tuple[Mention[Event], Ending]]:
    """Every naming with each of its endings."""
    return [(mention, ending) for mention in page.events for ending in mention.value.endings]


def features(page: Page) -> list[list[str]]:
    """Those of "the release reports no event", of "it reports one that no option names", and of each of the `options`."""
    release = list(release_features(page))
    alone = [[f"none:{feature}" for feature in release], [f"other:{feature}" for feature in release]]
    return [*alone, *(list(naming_features(page, *option)) for option in options(page))]


def choose(page: Page) -> Reported:
    """The main event of a release."""
    return decide(page, Choice.load(WEIGHTS).probabilities(features(page)))


def decide(page: Page, shares: Sequence[float]) -> Reported:
    """The choice that the probabilities of `features` make: several namings of one event share theirs."""
    every = options(page)
    best, sure = likeliest([ending.name for _, ending in every], shares[2:])
    naming = _ended(page.text, *every[best]) if best is not None and sure >= SURE else None
    return Reported(naming, shares[0], sure)


def likeliest(names: Sequence[str], shares: Sequence[float]) -> tuple[int | None, float]:
    """Which of the likeliest names has most probability together with those that are nearly the same, and how much."""
    ranked = sorted(range(len(names)), key=lambda number: (-shares[number], number))[:_COMPARED]
    words = {number: Counter(_WORD.findall(names[number].lower())) for number in ranked}
    best, sure = None, 0.0
    for number in ranked:
        agreed = sum(shares[other] for other in ranked if _same(words[number], words[other]))
        if agreed > sure + _TIE:
            best, sure = number, agreed
    return best, sure


def _same(one: Counter[str], other: Counter[str]) -> bool:
    """Whether two names share most of their words."""
    return 2 * (one & other).total() >= _SAME * (one.total() + other.total())


def _ended(text: str, mention: Mention[Event], ending: Ending) -> Mention[Event]:
    """The naming with that ending."""
    end = ending.end_char if mention.rule != "subject_verb" else mention.end_char
    value = replace(mention.value, name=ending.name)
    return Mention.at(text, mention.label, mention.start_char, end, value, mention.rule)
