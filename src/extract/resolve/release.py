"""A release as a whole: the mentions of every field joined with each other. Sentence before discourse: up to here each
extractor said what a sentence says by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Figure, Mention, Offsets, Person, Place, Programme, Regulation
from extract.nlp.components import EXTRACTORS
from extract.resolve.attendance import listed_guests, resolve_attendance
from extract.resolve.events import ResolvedEvent, resolve_events
from extract.resolve.figures import resolve_figures
from extract.resolve.officials import Official, resolve_officials
from extract.resolve.organisations import ResolvedOrganisation, resolve_organisations
from extract.resolve.own_region import own_region
from extract.resolve.regions import ResolvedPlace, figure_regions, resolve_places, settle_titles
from extract.resolve.speakers import SpokenQuote, resolve_speakers
from extract.resolve.title_regions import with_regions
from extract.resolve.topics import score_topics
from extract.text.language import detect_language
from extract.text.layout import Layout
from extract.values.regions import Region, find_region, regions


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one release says. Offsets count characters of `doc.text`; indices are those into `officials` and `quotes`."""

    language: str | None
    layout: Layout
    home: Region | None                         # the region that the release comes from
    officials: Sequence[Official]
    quotes: Sequence[SpokenQuote]               # in order, none over another
    events: Sequence[ResolvedEvent]             # the main one first
    figures: Sequence[Mention[Figure]]
    figure_regions: Sequence[str | None]        # code of each figure's region
    present: Sequence[int]
    organisations: Sequence[ResolvedOrganisation]
    places: Sequence[ResolvedPlace]
    topics: Sequence[tuple[str, float, tuple[Offsets, ...]]]                     # label, share of all evidence, where it stands
    programmes: Sequence[Mention[Programme]]
    regulations: Sequence[Mention[Regulation]]


def resolve(doc: Doc, lexicon: Lexicon) -> Resolved:
    """Joins what the extractors found in a Doc. What was left out found nothing."""
    text = doc._.extract_text
    found = {field: [] for field in EXTRACTORS} | doc._.extract_mentions
    layout: Layout = doc._.extract_layout
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    home = _home_region(layout, found["places"], lexicon)
    people = settle_titles(_outside(found["people"], found["regulations"]), found["places"], home)
    named = resolve_officials(text, people, lexicon, listed_guests(text, people, found["attendance"], lexicon))
    quotes = resolve_speakers(text, found["quotes"], named, found["people"], sentences, lexicon)
    officials, present = resolve_attendance(text, named, found["attendance"], lexicon)
    figures = resolve_figures(found["figures"], sentences, layout.title, (quote.offsets for quote in found["quotes"]))
    officials = with_regions(officials, found["places"], home, lexicon)
    own = own_region(text, layout, officials, found["organisations"], found["places"], home, lexicon)
    dateline = layout.dateline.offsets if layout.dateline else (0, 0)
    in_sentences = [place for place in found["places"] if not dateline[0] <= place.start_char < dateline[1]]
    return Resolved(
        language=detect_language(text, lexicon),
        layout=layout,
        home=home,
        officials=officials,
        quotes=quotes,
        events=resolve_events(
            text, found["events"], found["dates"], found["venues"], found["stated_themes"], layout, lexicon, found["places"]
        ),
        figures=figures,
        figure_regions=figure_regions(text, figures, sentences, in_sentences, own, lexicon),
        present=present,
        organisations=resolve_organisations(found["organisations"]),
        places=resolve_places(found["places"], home),
        topics=score_topics(found["topics"], len(doc)),
        programmes=found["programmes"],
        regulations=found["regulations"],
    )


def _outside(people: Sequence[Mention[Person]], regulations: Sequence[Mention[Regulation]]) -> list[Mention[Person]]:
    """Without the offices that regulations are named after: "SK Ketua Panitia tentang Honor" speaks of no one."""
    starts = [cited.start_char for cited in regulations]
    inside = (bisect_right(starts, person.start_char) - 1 for person in people)
    return [
        person
        for person, at in zip(people, inside, strict=True)
        if person.value.name or at < 0 or person.start_char >= regulations[at].end_char
    ]


def _home_region(layout: Layout, places: Sequence[Mention[Place]], lexicon: Lexicon) -> Region | None:
    """The region the release comes from: its dateline's, else the first that the text names."""
    place = layout.dateline.place if layout.dateline else None
    stated = find_region(place, lexicon) if place else None
    codes = (place.value.region_code for place in places if place.value.region_code)
    return stated or next((region for code in codes if (region := regions(lexicon).get(code))), None)
