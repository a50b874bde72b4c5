"""Names of provinces, regencies, cities and districts -> the region and its Kemendagri code.

Spacing, hyphens, dots and case do not matter: "Tulangbawang", "TULANG BAWANG" and "Tulang-Bawang" are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of

Level = Literal["province", "regency", "city", "district"]
LOCAL = "local"             # level of an office of a regency or a city, of one as often as of the other
AliasKind = Literal["name", "abbreviation", "spelling", "capital"]

_LEVEL_WORD: Mapping[str, str] = {
    "province": "Provinsi", "regency": "Kabupaten", "city": "Kota", "district": "Kecamatan",
}
_NAME_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NOT_ALNUM = re.compile(r"[\W_]+")
_MAX_WORDS = 6
_SHORT_WORD = re.compile(r"\b[A-Za-z]\w{1,11}\b\.?")
_LEVEL_SHORT: Mapping[str, str] = {
    "prov": "Provinsi", "propinsi": "Provinsi", "kab": "Kabupaten", "kec": "Kecamatan", "kel": "Kelurahan",
}


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the Kemendagri code table. `name` is bare: "Bekasi", not "Kota Bekasi"."""

    name: str
    level: Level
    code: str                   # "62", "62.71", "62.71.01"
    parent_code: str | None     # None for a province

    @property
    def full_name(self) -> str:
        """"Kota Bekasi"; a province that says what it is ("Daerah Istimewa Yogyakarta") stays as it is."""
        if self.level == "province" and self.name.startswith(("Daerah", "DKI")):
            return self.name
        return f"{_LEVEL_WORD[self.level]} {self.name}"


@dataclass(frozen=True, slots=True)
class Named:
    """A region and how a certain name stands to it."""

    region: Region
    kind: AliasKind


def region_key(name: str) -> str:
    """What names are compared by: "Pangkal Pinang" -> "pangkalpinang"."""
    return _NOT_ALNUM.sub("", name.casefold())


@lru_cache(maxsize=8)
def regions(lexicon: Lexicon) -> Mapping[str, Region]:
    """Provinces, regencies and cities by code."""
    return {
        row["code"]: Region(row["name"], row["level"], row["code"], row["parent"] or None)  # type: ignore[arg-type]
        for row in lexicon.rows("regions")
    }


@lru_cache(maxsize=8)
def region_names(lexicon: Lexicon) -> Mapping[str, tuple[Named, ...]]:
    """Every name and alias, as `region_key`, to the regions it may mean, the likeliest first."""
    by_code = regions(lexicon)
    index: dict[str, list[Named]] = {}
    for region in by_code.values():
        index.setdefault(region_key(region.name), []).append(Named(region, "name"))
        if region.level == "city":          # "Polres Bogor Kota", beside the regency's "Polres Bogor"
            index.setdefault(region_key(f"{region.name} Kota"), []).append(Named(region, "spelling"))
    for row in lexicon.rows("region_aliases"):
        named = Named(by_code[row["code"]], row["kind"])  # type: ignore[arg-type]
        index.setdefault(region_key(row["term"]), []).append(named)
    return {key: tuple(sorted(found, key=_likelihood)) for key, found in index.items()}


def _likelihood(named: Named) -> tuple[bool, int, str]:
    """A region's own name before an alias; then province, city, regency: "Jambi" the province, "Bogor" the city."""
    level = ("province", "city", "regency", "district").index(named.region.level)
    return named.kind != "name", level, named.region.code


@lru_cache(maxsize=8)
def _prefix(lexicon: Lexicon) -> re.Pattern[str]:
    """What a region calls itself, before its name: "Kab. ", "Kota Administrasi "."""
    words: dict[str, list[str]] = {}
    for row in (*(row for row in lexicon.rows("region_cues") if row["role"] == "level"), *lexicon.rows("local_places")):
        words.setdefault(row["level"], []).append(row["term"])
    levels = "|".join(f"(?P<{level}>{one_of(words[level])})" for level in _LEVEL_WORD)
    return re.compile(rf"(?:{levels})(?:\.\s*|\s+)(?:administrasi\s+|adm\.?\s+)?", re.IGNORECASE)


@lru_cache(maxsize=8)
def cue_levels(lexicon: Lexicon) -> Mapping[str, str]:
    """Words before a region in lower case -> the level of the region they go with: "bupati" -> "regency", "kejari" -> `LOCAL`."""
    return {row["term"]: row["level"] for row in lexicon.rows("region_cues") if row["level"]}


def fitting(named: tuple[Named, ...], level: str) -> tuple[Named, ...]:
    """Of the regions that share a name, those that an office of `level` may be of: a regent's is never the province."""
    exact = tuple(one for one in named if one.region.level == level)
    below = tuple(one for one in named if one.region.level != "province") if level != "province" else ()
    return exact or below or named


@lru_cache(maxsize=8)
def _district_names(lexicon: Lexicon) -> Mapping[str, tuple[Named, ...]]:
    index: dict[str, list[Named]] = {}
    for row in lexicon.rows("districts"):
        region = Region(row["name"], "district", row["code"], row["code"].rpartition(".")[0])
        index.setdefault(region_key(row["name"]), []).append(Named(region, "name"))
    return {key: tuple(found) for key, found in index.items()}


@lru_cache(maxsize=8)
def region_beginnings(lexicon: Lexicon) -> frozenset[str]:
    """Every beginning of a key of `region_names`: where a run of words leaves this set, no name can follow."""
    return frozenset(key[:end] for key in region_names(lexicon) for end in range(1, len(key) + 1))


def may_begin_region(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the word at `start` is one that some region's name, or the word for its level, begins with."""
    word = _NAME_WORD.match(text, start)
    begins = word is not None and region_key(word.group()) in region_beginnings(lexicon)
    return begins or _prefix(lexicon).match(text, start) is not None


@lru_cache(maxsize=8)
def regions_and_districts(lexicon: Lexicon) -> Mapping[str, Region]:
    """Every region of the tables by code, districts too."""
    districts = (named.region for found in _district_names(lexicon).values() for named in found)
    return {**regions(lexicon), **{region.code: region for region in districts}}


def is_district(name: str, lexicon: Lexicon) -> bool:
    """Whether a district has this name, without its level word."""
    return region_key(name) in _district_names(lexicon)


@dataclass(frozen=True, slots=True)
class RegionAt:
    """A region that a text names at a certain place."""

    region: Region
    name: str                   # the region's, but a capital's own: "Menggala" stays though its code is the regency's
    full_name: str
    end: int


def region_at(text: str, start: int, lexicon: Lexicon, level: Level | None = None) -> RegionAt | None:
    """The longest capitalised region name right at `start`, with its level word: for names of offices. Bounded work."""
    prefix = _prefix(lexicon).match(text, start)
    if prefix and prefix.lastgroup == "district":
        return None
    at = prefix.end() if prefix else start
    key, end = _longest_name(text, at, prefix is not None, lexicon)
    wanted = prefix.lastgroup if prefix else level
    named = region_names(lexicon).get(key, ())
    candidates = [one for one in named if not wanted or one.region.level == wanted or one.kind == "capital"]
    if not candidates:
        return None
    region, written = candidates[0].region, text[at:end]
    if candidates[0].kind == "capital":
        return RegionAt(region, written, written, end)
    # "Disdik Bekasi" may be the city's or the regency's: the name says no more than the text.
    shared = not prefix and len({one.region.code for one in candidates}) > 1
    return RegionAt(region, region.name, region.name if shared else region.full_name, end)


def _longest_name(text: str, start: int, small: bool, lexicon: Lexicon) -> tuple[str, int]:
    """The key of the longest name of a region at `start`, and where it ends. `small`: its first word may be in lower case."""
    names, beginnings = region_names(lexicon), region_beginnings(lexicon)
    key, best, end, position = "", "", start, start
    for _ in range(_MAX_WORDS):
        word = _NAME_WORD.match(text, position)
        if word is None or not (word.group()[0].isupper() or small or key):
            break
        key += region_key(word.group())
        if key not in beginnings:
            break
        if key in names:
            best, end = key, word.end()
        position = word.end() + 1
        if text[word.end() : position] not in (" ", "-"):
            break
    return best, end


def find_region(surface: str, lexicon: Lexicon, within: str | None = None, level: str = "") -> Region | None:
    """The region that `surface` names, None where there is none.

    A name that several regions share ("Bekasi", "Banjar") is decided by its own prefix ("Kab. Bekasi"), else by `level`,
    that of the office it belongs to; then by `within`, the code of a region that the text is about (the same region, else
    the same province); else it is the province, then the city, then the regency. Districts are found by their prefix alone
    ("Kecamatan Menggala"), and where several share a name only with `within`.
    """
    surface = surface.strip()
    names = region_names(lexicon)
    prefix = _prefix(lexicon).match(surface)
    stated = prefix.lastgroup if prefix else None
    bare = surface[prefix.end():] if prefix else surface
    if stated == "district":
        return _choose(_district_names(lexicon).get(region_key(bare), ()), within, sole=True)
    candidates = names.get(region_key(bare), ())
    if stated:
        at_level = tuple(named for named in candidates if named.region.level == stated and named.kind != "capital")
        # "Kota Pangkalan Bun" is a town, not a city with a code of its own: it stands for its regency.
        candidates = at_level or tuple(named for named in candidates if named.kind == "capital")
    elif level:
        candidates = fitting(candidates, level)
    # "Kotabaru", "Kota Baru": here the word is part of the name.
    candidates = candidates or (names.get(region_key(surface), ()) if prefix else ())
    return _choose(candidates, within)


def _choose(candidates: Iterable[Named], within: str | None, *, sole: bool = False) -> Region | None:
    found = [named.region for named in candidates]
    if within:
        for near in (within, within[:5], within[:2]):
            nearest = [region for region in found if region.code == near or region.code.startswith(f"{near}.")]
            if nearest:
                return nearest[0]
    if not found or (sole and len(found) > 1):
        return None
    return found[0]


@lru_cache(maxsize=8)
def _abbreviations(lexicon: Lexicon) -> Mapping[str, str]:
    by_code = regions(lexicon)
    terms: dict[str, str] = {}
    for row in lexicon.rows("region_aliases"):
        if row["kind"] == "abbreviation":
            terms.setdefault(row["term"].casefold(), by_code[row["code"]].name)
    return terms


@lru_cache(maxsize=4096)
def expand_region(text: str, lexicon: Lexicon) -> str:
    """`text` with short region names and level words written out: "Prov. Kalteng" -> "Provinsi Kalimantan Tengah".

    Only capitalised names are touched; "DKI Jakarta" stays.
    """
    terms = _abbreviations(lexicon)

    def full(match: re.Match[str]) -> str:
        word = match.group()
        short = word.rstrip(".").casefold()
        if short in _LEVEL_SHORT:
            glued = text[match.end() : match.end() + 1].isalpha()        # "Kab.Seruyan"
            return _LEVEL_SHORT[short] + (" " if glued else "")
        if not word[0].isupper() or short not in terms:
            return word
        name = terms[short]
        if name.casefold().endswith(f" {short}") and text.endswith(name[: -len(short)], 0, match.start()):      # "Pulau Morotai"
            return word
        already = name.casefold().removeprefix(short)
        if already != name.casefold() and text[match.end() : match.end() + len(already)].casefold() == already:
            return word
        return name + word[len(short):]

    expanded = _SHORT_WORD.sub(full, text)
    return re.sub(r"\bKep(?:ulauan)?\.? (?:Kepulauan )?(?=Riau|Bangka|Seribu)", "Kepulauan ", expanded)
