"""Where a title ends and the name of its holder begins, in the cases that neither word list nor model tell by themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Title
from extract.values.names import Name, honorifics_at, is_short_form, name_at
from extract.values.offices import (
    ends_in_region,
    head_pattern,
    is_title_word,
    names_its_own,
    region_at,
    title_at,
    title_until,
    title_without_head,
)

REGION_HEADS = ("Presiden", "Gubernur", "Bupati", "Wali Kota")     # all their regions are known
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r" ([A-Z][a-z]{2,})$")
_LOCAL = re.compile(r"\b(?:Desa|Kelurahan|Kecamatan|Kec\.?|Dusun|Nagari|Kampung|Distrik|Gampong|Pekon) ([A-Z][a-z]+)")
_HEAD_OF = ("Kepala ", "Wali ", "Sekretaris ", "Camat ")        # "Wali Nagari Budi" names a person
_ACRONYM = re.compile(r"[A-Z]{3,}(?= [A-Z][a-z])")


def is_local(text: str, name: Name) -> bool:
    """Whether a bare word is a village or district of this text: "Kades Sukamaju" beside "Desa Sukamaju"."""
    return not (name.honorifics or name.degrees) and name.text in local_names(text)


@lru_cache(maxsize=2)
def local_names(text: str) -> frozenset[str]:
    """The words that stand behind "Desa", "Kecamatan" and their like."""
    return frozenset(match.group(1) for match in _LOCAL.finditer(text) if not text.endswith(_HEAD_OF, 0, match.start()))


def past_short_form(text: str, start: int, end: int, lexicon: Lexicon) -> int | None:
    """The end of an organisation's short name at the start of what the model calls a person; None where there is none."""
    word = _WORD.match(text, start, end)
    if word is None:
        return None
    acronym = _ACRONYM.match(text, start, end)
    ranked = word.group().isupper() and honorifics_at(text, word.end() + 1, lexicon)[1]     # "Dandim 0503 JB Kolonel Inf …"
    return word.end() if acronym or ranked or is_short_form(word.group(), lexicon) else None


def first_name(text: str, title: Title, near: Name, lexicon: Lexicon) -> tuple[int, Name] | None:
    """Where a title ends whose last word is the first of the name behind it, and that name: "Kepala Balai Slamet | Riyanto"."""
    start, end = title.offsets
    last = _LAST_WORD.search(text, max(start, end - 24), end)
    if last is None or end + 1 != near.offsets[0] or " " in near.text or ends_in_region(title):
        return None
    word, before = last.group(1), text[start : last.start()].rpartition(" ")[2]
    if not is_title_word(before, lexicon) or names_its_own(before, lexicon) or is_title_word(word, lexicon):
        return None
    if word in local_names(text) or region_at(text, last.start(1), lexicon):
        return None
    name = name_at(text, last.start(1), lexicon, near.offsets[1], near.offsets[1])
    return (last.start(), replace(near, text=name.text, offsets=name.offsets, start=name.start)) if name else None


def deputy(text: str, title: Title, stop: int, lexicon: Lexicon) -> tuple[Title, Title] | None:
    """"Bupati dan Wakil Bupati Lahat": both titles, each with the region; None where no deputy stands behind `title`."""
    end = title.offsets[1]
    if not title.office.endswith(REGION_HEADS) or title.region or not text.startswith(f" dan Wakil {title.text}", end):
        return None
    head = head_pattern(lexicon).match(text, end + 5)
    if head is None:
        return None
    second = title_at(text, head, lexicon, stop)
    full = second.full.removeprefix("Wakil ")
    return replace(title, full=full, region=second.region, region_code=second.region_code), second


def placed(title: Title, text: str, end: int) -> Title:
    """The title with the name of its place, up to `end`."""
    more = text[title.offsets[1] : end]
    return replace(title, text=title.text + more, offsets=(title.offsets[0], end), full=title.full + more)


def grown(title: Title, text: str, end: int, lexicon: Lexicon) -> Title:
    """The title with the words up to `end`, which are those of an organisation."""
    head = head_pattern(lexicon).match(text, title.offsets[0])
    return title_until(text, head, lexicon, end) if head else title_without_head(text, title.offsets[0], end, lexicon)
