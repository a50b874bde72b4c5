"""Which region a title is of that names none: a release of Lahat says "Bupati" and means Lahat's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Mention, Place, Title
from extract.resolve.officials import Official
from extract.values.offices import office_above
from extract.values.regions import LOCAL, Region, cue_levels, regions

_LEVELS = {LOCAL: ("regency", "city")}


def with_regions(
    officials: Sequence[Official], places: Sequence[Mention[Place]], home: Region | None, lexicon: Lexicon
) -> list[Official]:
    """The officials, their titles with the region that the release is about where it is the only one they may be of.

    Whoever has a title of a region, or of an organisation that may be anywhere, keeps all titles as they are.
    """
    named = {place.value.region_code for place in places if place.value.region_code}
    # Where those of the province act too, an office that it has as well may be the province's.
    governed = {title.region_code for official in officials for title in official.titles}
    known = regions(lexicon)

    def of(levels: Sequence[str]) -> Region | None:
        if home and home.level in levels:
            return home
        above = known.get(home.parent_code) if home and home.parent_code else None
        if above and above.level in levels and above.code in named:
            return above
        fitting = [region for code in named if (region := known.get(code)) and region.level in levels]
        return fitting[0] if len(fitting) == 1 else None

    def placed(title: Title, levels: Sequence[str]) -> Title:
        region = of(levels)
        if region is None or (title.organisation and region.parent_code in governed):
            return title
        return replace(title, full=f"{title.full} {region.name}", region=region.name, region_code=region.code)

    found = []
    for official in officials:
        titles = [(title, _levels(title, lexicon)) for title in official.titles]
        if not any(title.region or (title.organisation and not levels) for title, levels in titles):
            official = replace(official, titles=tuple(placed(*each) for each in titles))
        found.append(official)
    return found


def _levels(title: Title, lexicon: Lexicon) -> Sequence[str]:
    """The levels of the regions that an office may be of; none where it is of no region, or says more than the office."""
    office = title.full.casefold()
    if title.organisation and title.office.casefold() in words_of(lexicon, "title-of-regional"):
        return "regency", "city"
    if office != title.office.casefold():
        return ()
    if office in words_of(lexicon, "title-of-region"):
        return "province", "regency", "city"
    levels = cue_levels(lexicon)
    level = levels.get(office) or levels.get(office_above(office, lexicon)) or levels.get(title.text.casefold())
    return _LEVELS.get(level, (level,)) if level else ()
