"""Mentions of places -> the places of one release, each with all its mentions; the region that a figure is of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.mentions import Figure, Mention, Offsets, Person, Place
from extract.values.regions import Region

SHARED = "shared"       # rule of mentions whose name two regions share, with nothing beside them that says which
TRAP = "trap"           # rule of mentions whose name is a word too, and means what the release shows

JAKARTA = "31"
# What shows that Jakarta is more than the seat of the ministries.
_OF_JAKARTA = re.compile(r"\b(?:Pem[a-z]+|Gubernur|BPS)\s(?:Provinsi\s)?(?:DKI|Jakarta)|\b[Kk]ota\s(?:Administrasi\s)?Jakarta")
_NATIONAL = re.compile(r"\b(?:nasional|Indonesia(?=\s[a-z(\d]))")
_BESIDE = 60            # characters before a value in which "nasional" is said of it


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


def figure_regions(
    text: str, figures: Sequence[Mention[Figure]], sentences: Sequence[Offsets], places: Sequence[Mention[Place]],
    home: Region | None,
) -> list[str | None]:
    """The code of the region that each figure is of: the nearest that its sentence names before the value, else `home`.

    None where that is the country, and where the release comes from Jakarta without speaking of Jakarta. All in text order.
    """
    local = bool(_OF_JAKARTA.search(text))
    named = [
        (place.start_char, place.value.region_code) for place in places
        if place.value.region_code or place.value.name == "Indonesia"
        if local or not (place.value.region_code or "").startswith(JAKARTA) or place.text.startswith("DKI")
    ]
    default = home.code if home and (local or not home.code.startswith(JAKARTA)) else None
    codes = []
    for figure in figures:
        value = figure.value.value_offsets[0]
        at = bisect_right(sentences, value, key=lambda sentence: sentence[0]) - 1
        start = min(sentences[at][0] if at >= 0 else 0, figure.start_char)
        last = bisect_left(named, value, key=lambda place: place[0]) - 1
        place, code = named[last] if last >= 0 and named[last][0] >= start else (start, default)
        codes.append(None if _NATIONAL.search(text, max(place, value - _BESIDE), value) else code)
    return codes
