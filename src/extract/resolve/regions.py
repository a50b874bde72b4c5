"""Mentions of places -> the places of one release, each with all its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.mentions import Mention, Offsets, Place
from extract.values.regions import Region

SHARED = "shared"       # rule of mentions whose name two regions share, with nothing beside them that says which


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
    votes: dict[str, Counter[tuple[str | None, str | None]]] = {}
    for mention in mentions:
        if mention.rule != SHARED and mention.value.region_code:
            counter = votes.setdefault(mention.value.name, Counter())
            counter[mention.value.level, mention.value.region_code] += 1
    grouped: dict[Place, list[Offsets]] = {}
    for mention in mentions:
        place = _decide(mention.value, votes, home) if mention.rule == SHARED else mention.value
        grouped.setdefault(place, []).append(mention.offsets)
    return [ResolvedPlace(p.name, p.level, p.region_code, tuple(offsets)) for p, offsets in grouped.items()]


def _decide(
    place: Place, votes: dict[str, Counter[tuple[str | None, str | None]]], home: Region | None
) -> Place:
    if place.name in votes:
        (level, code), _ = votes[place.name].most_common(1)[0]
        return Place(place.name, level, code)
    if home and home.name == place.name:
        return Place(place.name, home.level, home.code)
    return place
