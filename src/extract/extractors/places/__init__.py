"""Places: regions of the code table (`gazetteer.py`), districts and villages by their level word and places abroad (`local.py`),
and the model's LOC.

What a name means that several regions share, or that is also a word, the release as a whole decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.extractors.places.gazetteer import Found, Tables, gazetteer, release_of, tables_of
from extract.extractors.places.local import local_places, other_places
from extract.lexicon import Lexicon
from extract.lexicon.words import worded
from extract.mentions import Mention, Offsets, Place

_OF_A_CITY = worded(r"^{level-city}\s+", re.IGNORECASE)
_BEHIND = worded(r" {local-behind} $")
_REACH = 12             # characters before a name in which a preposition stands
_CODES = (5, 2)             # characters of the code of a regency or city, of a province


def places(doc: Doc, lexicon: Lexicon) -> list[Mention[Place]]:
    """All places that the text names, in order. "Bupati Agam" yields "Agam", "Kabupaten Agam" the whole."""
    text, tables = doc._.extract_text, tables_of(lexicon)
    persons = sorted((ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "PER")
    release = release_of(text, persons, tables)
    found = [*gazetteer(release)]
    certain = {named.region.code for hit in found if hit.rule == "gazetteer" for named in hit.named[:1]}
    near = _vote(found)
    shown = (hit for hit in found if hit.rule != "trap" or _shown(text, hit, certain, near, lexicon))
    regions = (_mention(text, hit, near, lexicon) for hit in shown)
    mentions = _widest([*regions, *other_places(release), *local_places(release, near)])
    from_model = _from_model(doc, [m.offsets for m in mentions], tables)
    return sorted([*mentions, *from_model], key=lambda m: m.start_char)


def _shown(text: str, hit: Found, certain: set[str], near: str | None, lexicon: Lexicon) -> bool:
    """Does the rest of the release show that this word is a region: named elsewhere, or "di Batu" in Jawa Timur?"""
    if any(named.region.code in certain for named in hit.named):
        return True
    after_preposition = _BEHIND(lexicon).search(text, max(0, hit.start - _REACH), hit.start) is not None
    inside = near is not None and any(named.region.code.startswith(f"{near[:2]}.") for named in hit.named)
    return after_preposition and inside


def _vote(found: Sequence[Found]) -> str | None:
    """Code of what the unambiguous names of the text point to: the commonest regency or city, else province."""
    counts = Counter(hit.named[0].region.code for hit in found if hit.rule == "gazetteer")
    for wanted in _CODES:
        if codes := [(count, code) for code, count in counts.items() if len(code) == wanted]:
            return max(codes)[1]
    return None


def _mention(text: str, hit: Found, near: str | None, lexicon: Lexicon) -> Mention[Place]:
    choice = hit.named[0]
    for code in (near, near[:2]) if len(hit.named) > 1 and near else ():
        fitting = [one for one in hit.named if one.region.code == code or one.region.code.startswith(f"{code}.")]
        if fitting:
            choice = fitting[0]
            break
    region = choice.region
    value = Place(region.name, region.level, region.code)
    if choice.kind == "capital":
        bare = _OF_A_CITY(lexicon).sub("", text[hit.start : hit.end])
        value = Place(bare.title() if bare.isupper() or bare.islower() else bare, None, region.code)
    return Mention.at(text, "places", hit.start, hit.end, value, hit.rule)


def _widest(mentions: Sequence[Mention[Place]]) -> list[Mention[Place]]:
    """Of mentions that overlap, the first, and of those the longest: "Kecamatan Balikpapan Timur" over "Balikpapan"."""
    kept: list[Mention[Place]] = []
    for mention in sorted(mentions, key=lambda m: (m.start_char, -m.end_char)):
        if not kept or mention.start_char >= kept[-1].end_char:
            kept.append(mention)
    return kept


def _from_model(doc: Doc, taken: Sequence[Offsets], tables: Tables) -> Iterator[Mention[Place]]:
    """LOC entities that no table knows, in a chain with a place that one does: "di Panjang Wetan, Kota Pekalongan".

    Alone the model's LOC is too often an office, a building or a verb with a capital.
    """
    text = doc._.extract_text
    starts, ends = {start for start, _ in taken}, {end for _, end in taken}
    dateline = doc._.extract_layout.dateline if doc._.extract_layout else None
    outlet = dateline.outlet_offsets if dateline and dateline.outlet_offsets else (0, 0)
    for ent in doc.ents:
        start, end = ent.start_char, ent.end_char
        if ent.label_ != "LOC" or outlet[0] <= start < outlet[1]:      # "Jakarta, Kemendikbud – "
            continue
        behind = text[end : end + 2] == ", " and end + 2 in starts
        before = text[max(0, start - 2) : start] == ", " and start - 2 in ends
        surface, venue = text[start:end], ent[0].lower_ in tables.venue_heads
        if (behind or before) and not venue and _is_proper(surface) and not _overlaps(start, end, taken):
            yield Mention.at(text, "places", start, end, Place(surface, None, None), "ner")


def _is_proper(name: str) -> bool:
    return name[0].isupper() and not name.isupper()


def _overlaps(start: int, end: int, taken: Sequence[Offsets]) -> bool:
    """`taken` is in order and does not overlap itself."""
    k = bisect_left(taken, (end, 0))
    return k > 0 and taken[k - 1][1] > start
