"""The region that a release speaks for: what it counts without naming a place is of there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of
from extract.mentions import Mention, Offsets, Organisation, Place
from extract.resolve.officials import Official
from extract.resolve.regions import JAKARTA
from extract.text.layout import Layout
from extract.values.regions import Region

_OFFICES = frozenset(("regional-office", "regency-office", "city-office", "provincial-office"))   # of a local government
_BRANCHES = _OFFICES | {"ministry", "agency", "legislature", "police", "court"}     # local where a region is part of the name
_LEAD = 600             # characters: who a release is of is named within them
_NAME = 80              # characters of a body's name up to its region
_IN_NAME = re.compile(r"(?:\s[A-Z(][\w/)-]*|\sdan){0,8}\s")
_NATIONAL = frozenset(("ministry",))

Body = tuple[int, str | None]       # where a body or an office is named; the code of its region, None for the country


def own_region(
    text: str, layout: Layout, officials: Sequence[Official], organisations: Sequence[Mention[Organisation]],
    places: Sequence[Mention[Place]], home: Region | None, lexicon: Lexicon,
) -> str | None:
    """The code of the region whose government, or a branch there, the release names first, the publisher before all others.

    None where that is a ministry or its minister (a dateline then only says where they were), where it is of elsewhere than the
    dateline, and where it comes late and is of elsewhere than the first place. Where no such body is named, the one region that
    the title names.
    """
    named = (*_by_office(officials, lexicon), *_by_name(organisations, places, home), *_by_word(text, places, home, lexicon))
    bodies = sorted(named, key=lambda body: body[0])
    publisher = [body for body in bodies if layout.publisher and layout.publisher[0] <= body[0] < layout.publisher[1]]
    if publisher:
        return publisher[0][1]
    if bodies:
        start, code = bodies[0]
        elsewhere = layout.dateline is not None and home is not None and not home.code.startswith(JAKARTA)
        near = code is not None and home is not None and (code.startswith(home.code) or home.code.startswith(code))
        return code if near or (start < _LEAD and not elsewhere) else None
    titled = {
        place.value.region_code for place in places
        if layout.title and layout.title[0] <= place.start_char < layout.title[1] and place.value.region_code
    }  # fmt: skip
    return titled.pop() if len(titled) == 1 else None


@lru_cache(maxsize=8)
def _of_the_country(lexicon: Lexicon) -> re.Pattern[str]:
    """An office of the country's government; "Presiden Direktur" is none."""
    return re.compile(rf'(?:{pattern_of(lexicon, "figure-national-office")})\b(?!\s(?:Direktur|Komisaris|Mahasiswa))')


@lru_cache(maxsize=8)
def _local(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf'\b{pattern_of(lexicon, "figure-local-body")}\b')


def _by_office(officials: Sequence[Official], lexicon: Lexicon) -> Iterator[Body]:
    national = _of_the_country(lexicon)
    for title in (title for official in officials for title in official.titles):
        if title.region_code:
            yield title.offsets[0], title.region_code
        elif national.match(title.office):
            yield title.offsets[0], None


def _by_name(
    organisations: Sequence[Mention[Organisation]], places: Sequence[Mention[Place]], home: Region | None
) -> Iterator[Body]:
    for mention in organisations:
        kind = mention.value.kind
        code = _region_within(mention.offsets, places) if kind in _BRANCHES else None
        if code is None and home and kind in _OFFICES:
            code = home.code
        if code or kind in _NATIONAL:
            yield mention.start_char, code


def _by_word(text: str, places: Sequence[Mention[Place]], home: Region | None, lexicon: Lexicon) -> Iterator[Body]:
    """Bodies and offices of a local government that are no mention, also without their region: "Dinas mencatat"."""
    if home is None or home.code.startswith(JAKARTA):
        return
    for match in _local(lexicon).finditer(text):
        at = bisect_left(places, match.end(), key=lambda place: place.start_char)
        place = places[at] if at < len(places) else None
        named = place and place.start_char - match.end() < _NAME and _IN_NAME.fullmatch(text, match.end(), place.start_char)
        yield match.start(), place.value.region_code if place and named and place.value.region_code else home.code


def _region_within(offsets: Offsets, places: Sequence[Mention[Place]]) -> str | None:
    at = bisect_left(places, offsets[0], key=lambda place: place.start_char)
    while at < len(places) and places[at].start_char < offsets[1]:
        if places[at].value.region_code:
            return places[at].value.region_code
        at += 1
    return None
