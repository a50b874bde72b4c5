"""Where a title ends and the name of its holder begins, in the cases that neither word list nor model tell by themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Title
from extract.values.honorifics import ends_in_rank, honorifics_at
from extract.values.names import Name, is_short_form, name_at
from extract.values.offices import head_pattern, is_title_word, names_its_own, office_of
from extract.values.title_ends import region_at
from extract.values.titles import ends_in_region, title_at, title_until, title_without_head
from extract.values.regions import find_region

REGION_HEADS = ("Presiden", "Gubernur", "Bupati", "Wali Kota")     # all their regions are known
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r" ([A-Z][a-z]{2,})$")
_PREFIXES, _SUFFIXES = ("", "me", "mem", "men", "meng", "meny", "di", "ter", "ber"), ("", "kan", "i", "an")
_HEADLINE = 200             # characters: a longer first line is no headline
_LOCAL = re.compile(r"\b(?:Desa|Kelurahan|Kecamatan|Kec\.?|Dusun|Nagari|Kampung|Distrik|Gampong|Pekon) ([A-Z][a-z]+)")
_CAPITAL = re.compile(r" [A-Z]")
_HEAD_OF = ("Kepala ", "Wali ", "Sekretaris ", "Camat ")        # "Wali Nagari Budi" names a person
_OF_A_PLACE = re.compile(
    r"\b(?:Kepala Desa|Kades|Perbekel|Camat|Lurah|Kepala Kampung|Kapolsek|Danramil|Wali Nagari|Sekretaris Desa|Sekdes|Sekcam"
    r"|Kepala Distrik|Kepala Dusun|Keli(?:h)?an(?: Adat)?(?: Banjar)?"
    r"|Babinsa|Dan(?:lanu|lana|lantama|posa)[dl]|Bhabinkamtibmas(?: Desa)?|Polsek|Koramil) ?$"
)
_AND = re.compile(r" (?:dan|&|bersama|beserta) | ?[-–/] ?")
_BETWEEN_NAMES = re.compile(r"(?<=[a-z])-(?=[A-Z][a-z])")
_COMPANY = (" PT", " PT.", " CV", " CV.")
_BUILDING = re.compile(r"\b(?:kantor|aula|gedung|pendopo|halaman|ruang|rumah)(?: \w+)? $", re.IGNORECASE)
_NAMED_AFTER = re.compile(
    r"(?:RS\w*|[Rr]umah [Ss]akit(?: [Uu]mum)?(?: [Dd]aerah)?|Puskesmas|SD\w?|SMP\w?|SMA\w?|SMK\w?|Universitas|Politeknik|Koperasi"
    r"|PT|CV) $"
)
_ORIGIN = re.compile(r" dari [^.,;\n]{3,60}?(?=(?: yang)? menjabat | yang merupakan | selaku | sebagai )")
_ACRONYM = re.compile(r"[A-Z]{3,}(?= [A-Z][a-z])")


def is_local(text: str, name: Name) -> bool:
    """Whether a bare word is a village or district of this text: "Kades Sukamaju" beside "Desa Sukamaju"."""
    return not (name.honorifics or name.degrees) and name.text in local_names(text)


@lru_cache(maxsize=2)
def local_names(text: str) -> frozenset[str]:
    """The words that stand behind "Desa", "Kecamatan" and their like."""
    return frozenset(match.group(1) for match in _LOCAL.finditer(text) if not text.endswith(_HEAD_OF, 0, match.start()))


@lru_cache(maxsize=2)
def _one_word_places(text: str) -> frozenset[str]:
    """Those of `local_names` that stand without a second word: not "Braja" of "Desa Braja Selebah"."""
    alone = (match for match in _LOCAL.finditer(text) if not _CAPITAL.match(text, match.end()))
    return frozenset(match.group(1) for match in alone if not text.endswith(_HEAD_OF, 0, match.start()))


def past_short_form(text: str, start: int, end: int, lexicon: Lexicon) -> int | None:
    """The end of an organisation's short name at the start of what the model calls a person; None where there is none."""
    word = _WORD.match(text, start, end)
    if word is None:
        return None
    acronym = _ACRONYM.match(text, start, end)
    # "Dandim 0503 JB Kolonel Inf …", "Polsek Selong Bripka …"
    ranked = ends_in_rank(honorifics_at(text, word.end() + 1, lexicon)[1], lexicon)
    known = acronym or ranked or is_short_form(word.group(), lexicon) or _is_place(text, start, word.end(), end)
    return word.end() if known else None


def _is_place(text: str, start: int, end: int, stop: int) -> bool:
    """Whether a word before a name is the place of an office: "Kepala Desa Sukamaju Rudi Salim" beside "Desa Sukamaju"."""
    local = end + 1 < stop and text[start:end] in _one_word_places(text)
    return local and _OF_A_PLACE.search(text, max(0, start - 24), start) is not None


def past_origin(text: str, end: int) -> int:
    """Past the "dari Dinas Sosial" between a name that ends at `end` and "selaku narasumber"."""
    origin = _ORIGIN.match(text, end)
    return origin.end() if origin else end


def names_no_person(text: str, title: Title, name: Name, known: bool, names: Sequence[Name]) -> bool:
    """Whether the one word behind a title names a place or an organisation: "Aula Kantor Camat Selong", "Direktur RSUD Selong".

    `known` tells that the word is a person's elsewhere; `names` are all that the model knows, in order.
    """
    start, end = title.offsets
    if text.endswith(_COMPANY, start, end) and end + 1 == name.start:
        return True
    if " " in name.text or name.honorifics or name.degrees:
        return False
    if _BUILDING.search(text, max(0, start - 24), start):
        return True
    if end + 1 != name.start:
        return False
    following = bisect_left(names, name.end, key=lambda other: other.start)
    beside = names[following] if following < len(names) else None
    apposed = beside is not None and " " in beside.text and text[name.end : beside.start] == ", "
    if apposed and (title.organisation or _OF_A_PLACE.search(text, start, end)):        # "Lurah Selong, Rudi Salim"
        return True
    named = _NAMED_AFTER.search(text, start, end + 1) or (None if known else _OF_A_PLACE.search(text, start, end))
    return named is not None


def first_name(text: str, title: Title, near: Name, lexicon: Lexicon) -> tuple[int, Name] | None:
    """Where a title ends whose last word is the first of the name behind it, and that name: "Kepala Balai Slamet | Riyanto"."""
    start, end = title.offsets
    last = _LAST_WORD.search(text, max(start, end - 24), end)
    if last is None or end + 1 != near.offsets[0] or ends_in_region(title):
        return None
    word, before = last.group(1), text[start : last.start()].rpartition(" ")[2]
    # "Camat Selong Rudi | Salim Hamdani" where the text has a "Kecamatan Selong"
    placed = _is_place(text, last.start() - len(before), last.start(), end)
    unit = " " not in near.text and is_title_word(before, lexicon) and not names_its_own(before, lexicon)
    if not (placed or unit) or is_title_word(word, lexicon):
        return None
    if word in local_names(text) or region_at(text, last.start(1), lexicon) or find_region(f"Kecamatan {word}", lexicon):
        return None
    name = name_at(text, last.start(1), lexicon, near.offsets[1], near.offsets[1])
    return (last.start(), replace(near, text=name.text, offsets=name.offsets, start=name.start)) if name else None


def deputy(text: str, title: Title, stop: int, lexicon: Lexicon) -> tuple[Title, Title] | None:
    """"Bupati dan Wakil Bupati Lahat": both titles, each with the region; None where no deputy stands behind `title`."""
    link = _AND.match(text, title.offsets[1])
    head = head_pattern(lexicon).match(text, link.end()) if link else None
    if head is None or not office_of(head["office"], lexicon).full.startswith(f"Wakil {title.full}"):
        return None
    second = title_at(text, head, lexicon, stop)
    full = second.full.removeprefix("Wakil ")
    first = replace(title, full=full, organisation=second.organisation, region=second.region, region_code=second.region_code)
    return first, second


def two_names(text: str, start: int, lexicon: Lexicon) -> tuple[Name, Name] | None:
    """The two names at `start`: "Budi Hartono dan Siti Aminah", "Budi-Siti"; None where there are not two."""
    first = name_at(text, start, lexicon)
    if first is None:
        return None
    hyphen = _BETWEEN_NAMES.search(text, *first.offsets)
    link = hyphen or _AND.match(text, first.end)
    second = name_at(text, link.end(), lexicon) if link else None
    if hyphen:
        end = hyphen.start()
        first = replace(first, text=text[first.offsets[0] : end], offsets=(first.offsets[0], end), end=end, degrees=())
    return (first, second) if second else None


def placed(title: Title, text: str, end: int) -> Title:
    """The title with the name of its place, up to `end`."""
    more = text[title.offsets[1] : end]
    return replace(title, text=title.text + more, offsets=(title.offsets[0], end), full=title.full + more)


def grown(title: Title, text: str, end: int, lexicon: Lexicon) -> Title:
    """The title with the words up to `end`, which are those of an organisation."""
    head = head_pattern(lexicon).match(text, title.offsets[0])
    return title_until(text, head, lexicon, end) if head else title_without_head(text, title.offsets[0], end, lexicon)


def is_word_here(text: str, name: Name) -> bool:
    """Whether the first word of a "name" is a word of this text: a headline capitalises its verbs.

    A name in a headline stands in the body too; a verb does not, or in lower case.
    """
    word = name.text.split()[0]
    if len(word) < 3:
        return False
    if is_form_here(text, word):
        return True
    end = first_line(text)
    headline = name.start < end < _HEADLINE and text[end - 1] != "."
    return headline and not name.honorifics and not re.search(rf"\b{re.escape(word)}", text[name.end :], re.IGNORECASE)


def is_form_here(text: str, word: str) -> bool:
    """Whether a text has a word, or a verb made of it, in lower case."""
    return not _forms(word.casefold()).isdisjoint(_words_of(text))


@lru_cache(maxsize=2)
def first_line(text: str) -> int:
    """Where the first line ends."""
    end = text.find("\n")
    return len(text) if end < 0 else end


@lru_cache(maxsize=2)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _forms(stem: str) -> frozenset[str]:
    """A word and the verbs that may be made of it: "buka", "membuka", "dibukakan"."""
    return frozenset(f"{prefix}{stem}{suffix}" for prefix in _PREFIXES for suffix in _SUFFIXES)
