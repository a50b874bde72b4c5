"""What speaks for a place, or against it, as that of the main event; and the choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.learnt.choice import Choice
from extract.lexicon.words import words_of
from extract.mentions import Date, Ending, Mention, Venue
from extract.resolve.event_day import doubt
from extract.resolve.main_event import Page, Reported, likeliest, many, where, word_before
from extract.values.regions import find_region

WEIGHTS = "event_venue"
SURE = 0.4              # a place that is less likely is not said
_HELD_ONLINE = {"online_by_date", "online_cue"}
_NEAR = 60              # characters

Option = tuple[Mention[Venue], Ending]


def options(page: Page) -> list[Option]:
    """Every place with each of its endings."""
    return [(venue, ending) for venue in page.venues for ending in venue.value.endings]


def venue_features(
    page: Page, choice: Reported, day: Mention[Date] | None, venue: Mention[Venue], ending: Ending
) -> Iterator[str]:
    """What is true of the place with this ending."""
    number = page.sentence(venue.start_char)
    place = where(page, venue.start_char)
    tied = _tied(page, choice, day, number)
    yield f"rule={venue.rule}"
    yield f"rule={venue.rule},{tied}"
    yield f"where={place}"
    yield f"where={place},{tied}"
    yield f"doubt={doubt(choice)}"
    yield f"online={venue.value.online}"
    yield f"before={word_before(page.text, venue.start_char)}"
    yield f"order={many(page.venues_by_start.before(venue.start_char))}"
    yield from _naming_features(choice, venue, tied)
    yield from _sentence_features(page, day, venue, ending, number)
    yield from _name_features(page, ending.name)
    yield from _ending_features(venue, ending)


def _tied(page: Page, choice: Reported, day: Mention[Date] | None, number: int) -> str:
    """What of the event stands in the same sentence."""
    beside = choice.naming is not None and page.sentence(choice.naming.start_char) == number
    dated = day is not None and page.sentence(day.start_char) == number
    return "both" if beside and dated else "naming" if beside else "day" if dated else "neither"


def _naming_features(choice: Reported, venue: Mention[Venue], tied: str) -> Iterator[str]:
    naming = choice.naming
    if naming is None:
        return
    gap = venue.start_char - naming.end_char
    if tied in ("both", "naming"):
        yield "behind naming" if 0 <= gap < _NEAR else "before naming" if gap < 0 else "far behind naming"
    else:
        yield "after naming" if venue.start_char > naming.start_char else "ahead of naming"
    if naming.start_char <= venue.start_char < naming.end_char:
        yield "in naming"


def _sentence_features(
    page: Page, day: Mention[Date] | None, venue: Mention[Venue], ending: Ending, number: int
) -> Iterator[str]:
    """What stands beside it in its sentence."""
    if number in page.event_sentences:
        yield "some event in sentence"
    if day is None:
        yield "no day"
    elif page.sentence(day.start_char) == number:
        yield "day right behind" if 0 <= day.start_char - ending.end_char < _NEAR else "day in sentence"


def _name_features(page: Page, name: str) -> Iterator[str]:
    words = name.split()
    yield f"head={words[0].lower()}"
    local, wide = (words_of(page.lexicon, name) for name in ("level-local", "level"))
    yield f"level={'local' if words[0].lower() in local else 'wide' if words[0].lower() in wide else None}"
    yield f"length={many(len(words), 9)}"
    yield "capital" if words[0][0].isupper() else "small"
    if not any(word[0].isupper() for word in words):
        yield "no capital"
    if find_region(name, page.lexicon):
        yield "region"


def _ending_features(venue: Mention[Venue], ending: Ending) -> Iterator[str]:
    """Which of the edges it is, and over which word the name went on."""
    endings = venue.value.endings
    nth = endings.index(ending)
    yield f"ending={many(nth)} of {many(len(endings))}"
    if nth:
        yield f"over={endings[nth - 1].word}"


def no_venue_features(page: Page, choice: Reported, day: Mention[Date] | None) -> Iterator[str]:
    """What speaks for there being none."""
    yield "none"
    yield f"none,{doubt(choice)}"
    yield f"none,places={many(len(page.venues), 5)}"
    yield f"none,named={choice.naming is not None}"
    yield f"none,day={day is not None}"
    yield f"none,type={choice.naming.value.type if choice.naming else None}"


def features(page: Page, choice: Reported, day: Mention[Date] | None) -> list[list[str]]:
    """Those of "none", and of each of the `options`."""
    return [list(no_venue_features(page, choice, day)), *(list(venue_features(page, choice, day, *o)) for o in options(page))]


def choose_venue(page: Page, choice: Reported, day: Mention[Date] | None) -> Mention[Venue] | None:
    """The place of the main event; None where the release does not say it."""
    return decide_venue(page, Choice.load(WEIGHTS).probabilities(features(page, choice, day))) or _online(page, choice, day)


def _online(page: Page, choice: Reported, day: Mention[Date] | None) -> Mention[Venue] | None:
    """ "digelar secara daring", in the sentence of the event or of its day. Marked releases hold places only: no weight tells."""
    sentences = {page.sentence(mention.start_char) for mention in (choice.naming, day) if mention is not None}
    return next((v for v in page.venues if v.rule in _HELD_ONLINE and page.sentence(v.start_char) in sentences), None)


def decide_venue(page: Page, shares: Sequence[float]) -> Mention[Venue] | None:
    """The likeliest place; several mentions of one share their probability."""
    every = options(page)
    best, sure = likeliest([ending.name for _, ending in every], shares[1:])
    if best is None or sure < SURE:
        return None
    venue, ending = every[best]
    value = replace(venue.value, name=ending.name, city=ending.city)
    return Mention.at(page.text, venue.label, venue.start_char, ending.end_char, value, venue.rule)
