"""Mentions of places -> the places of one release, each with all its mentions; the region that a figure is of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of
from extract.mentions import Figure, Mention, Offsets, Person, Place
from extract.values.regions import Region

SHARED = "shared"       # rule of mentions whose name two regions share, with nothing beside them that says which
TRAP = "trap"           # rule of mentions whose name is a word too, and means what the release shows

JAKARTA = "31"
COUNTRY = "Indonesia"
_BESIDE = 60            # characters before a value in which "nasional" is said of it, and behind it in which a place is its place
_AT = re.compile(r"(?:\s[a-z-]+){1,6}\sdi\s")     # what lies between a value and the place that it was counted at


@lru_cache(maxsize=8)
def _jakarta(lexicon: Lexicon) -> re.Pattern[str]:
    """What shows that Jakarta is more than the seat of the ministries."""
    body, level = pattern_of(lexicon, "figure-region-body"), pattern_of(lexicon, "level")
    return re.compile(rf"\b{body}\s(?:{level}\s)?(?:DKI|Jakarta)|\b{level}\s(?:Administrasi\s)?Jakarta")


@lru_cache(maxsize=8)
def _national(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf'\b(?:{pattern_of(lexicon, "figure-national")}|{COUNTRY}(?=\s[a-z(\d]))')


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """One place of a release. `mentions` in text order."""

    name: str
    level: str | None
    region_code: str | None
    mentions: tuple[Offsets, ...]


def resolve_places(mentions: Sequence[Mention[Place]], home: Region | None) -> list[ResolvedPlace]:
    """Groups mentions by what they name, in order of first mention.

    A bare name that a regency and a city share is decided by the other mentions of that name in the release (the
    commoner one wins), else by `home` where the release comes from one of the two, else it stays as the extractor
    read it.
    """
    votes = _votes(mentions)
    grouped: dict[Place, list[Offsets]] = {}
    for mention in mentions:
        place = _decide(mention.value, votes, home) if mention.rule == SHARED else mention.value
        grouped.setdefault(place, []).append(mention.offsets)
    return [ResolvedPlace(p.name, p.level, p.region_code, tuple(offsets)) for p, offsets in grouped.items()]


def settle_titles(
    people: Sequence[Mention[Person]], places: Sequence[Mention[Place]], home: Region | None
) -> list[Mention[Person]]:
    """`people`, the region of a title that a regency and a city share decided as that of a place is: "Sekda Bandung"."""
    votes = _votes(places)
    shared = [
        (place.offsets, _decide(place.value, votes, home) if place.rule == SHARED else place.value)
        for place in places if place.rule in (SHARED, TRAP)
    ]  # fmt: skip
    if not shared:
        return list(people)
    return [_settled(mention, shared) for mention in people]


def _settled(mention: Mention[Person], shared: Sequence[tuple[Offsets, Place]]) -> Mention[Person]:
    titles = []
    for title in mention.value.titles:
        at = bisect_left(shared, title.offsets[1], key=lambda place: place[0][0]) - 1
        (start, _), place = shared[at] if at >= 0 else ((-1, -1), None)
        within = place is not None and start >= title.offsets[0] and place.name == title.region and place.region_code
        titles.append(replace(title, region_code=place.region_code) if place and within else title)
    return replace(mention, value=replace(mention.value, titles=tuple(titles)))


def _votes(mentions: Sequence[Mention[Place]]) -> dict[str, Counter[tuple[str | None, str | None]]]:
    """How often each name stands for which region where the text says for which."""
    votes: dict[str, Counter[tuple[str | None, str | None]]] = {}
    for mention in mentions:
        if mention.rule != SHARED and mention.value.region_code:
            counter = votes.setdefault(mention.value.name, Counter())
            counter[mention.value.level, mention.value.region_code] += 1
    return votes


def _decide(
    place: Place, votes: dict[str, Counter[tuple[str | None, str | None]]], home: Region | None
) -> Place:
    if place.name in votes:
        (level, code), _ = votes[place.name].most_common(1)[0]
        return Place(place.name, level, code)
    if home and home.name == place.name:
        return Place(place.name, home.level, home.code)
    return place


def _is_jakarta(code: str | None) -> bool:
    return (code or "").startswith(JAKARTA)


def _counts(place: Mention[Place], local: bool) -> bool:
    """Whether a place tells what figures are of. `local`: Jakarta is more than the seat of the ministries."""
    code = place.value.region_code
    if code is None:
        return place.value.name == COUNTRY
    return local or not _is_jakarta(code) or place.text.startswith("DKI")


def figure_regions(
    text: str, figures: Sequence[Mention[Figure]], sentences: Sequence[Offsets], places: Sequence[Mention[Place]],
    own: str | None, lexicon: Lexicon,
) -> list[str | None]:
    """The code of the region that each figure is of: the nearest that its sentence names before the value, else the one right
    behind it ("40 warga di Kabupaten Kapuas"), else `own`, the release's.

    None where that is the country, and where the rest of the sentence speaks of somewhere else. All in text order.
    """
    local = _jakarta(lexicon).search(text) is not None
    named = [(place.start_char, place.value.region_code) for place in places if _counts(place, local)]
    national = _national(lexicon)
    codes = []
    for figure in figures:
        value, behind = figure.value.value_offsets
        at = bisect_right(sentences, value, key=lambda sentence: sentence[0]) - 1
        start, end = sentences[at] if at >= 0 else (0, len(text))
        start = min(start, figure.start_char)
        nearest = bisect_left(named, value, key=lambda place: place[0])
        place, code = start, own
        if nearest and named[nearest - 1][0] >= start:
            place, code = named[nearest - 1]
        elif nearest < len(named) and named[nearest][0] < end:
            code = _behind(text, behind, named[nearest], own)
        codes.append(None if national.search(text, max(place, value - _BESIDE), value) else code)
    return codes


def _behind(text: str, value: int, place: tuple[int, str | None], own: str | None) -> str | None:
    """The region of a figure in whose sentence the first place stands behind it."""
    start, code = place
    if start - value < _BESIDE and _AT.fullmatch(text, value, start):
        return code
    return own if own and code and (own.startswith(code) or code.startswith(own)) else None
