"""Offices as the table has them, where a text names one, and which words titles are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import pattern_of, words_of
from extract.mentions import Acting
from extract.values.names import is_short_form

_LONGEST_WORD = 30          # characters
_LAST_WORD = re.compile(r"([\w\-]+) $")
ACRONYM = re.compile(r"[A-Z][A-Z\d\-]{1,9}$|[A-Z][a-z]{2,}(?:[A-Z]{2,})$")
# Nouns made of verbs ("Pengairan", "Kemiskinan") are words of titles, in the list or not.
_DERIVED = re.compile(r"(?:Ke|Pe[lmnr]?|Pen[gy])[a-z]{4,}an$")


@dataclass(frozen=True, slots=True)
class Office:
    """One row of lexicon/offices.csv."""

    full: str
    takes_unit: bool            # "Kepala …" has a unit behind it, "Bupati …" a region
    stands_unnamed: bool        # a holder counts also where no name is given
    is_role: bool               # played for a day and no office: "Narasumber", "Inspektur Upacara"


@lru_cache(maxsize=8)
def offices(lexicon: Lexicon) -> dict[str, Office]:
    """Offices by how they are written, in lower case."""
    return {
        row["term"].casefold(): Office(
            row["full"], row["takes"] in ("unit", "role"), row["unnamed"] == "1", row["takes"] == "role"
        )
        for row in lexicon.rows("offices")
    }


def office_of(surface: str, lexicon: Lexicon) -> Office:
    """The row of an office as written ("wagub")."""
    return offices(lexicon)[re.sub(r"\s", " ", surface).casefold()]


@lru_cache(maxsize=8)
def roles_of_a_day(lexicon: Lexicon) -> frozenset[str]:
    """Heads of what is written like a title but is no office."""
    return frozenset(office.full for office in offices(lexicon).values() if office.is_role)


def office_above(office: str, lexicon: Lexicon) -> str:
    """The office that a deputy's is beside: "Bupati" of "Wakil Bupati"; of any other one, itself."""
    first, _, rest = office.partition(" ")
    return rest if rest and first.casefold() in words_of(lexicon, "title-deputy") else office


# ── where a title starts ──
@lru_cache(maxsize=8)
def _acting_forms(lexicon: Lexicon) -> dict[str, Acting]:
    return {row["term"].casefold(): row["form"] for row in lexicon.rows("acting_forms")}  # type: ignore[misc]


@lru_cache(maxsize=8)
def _acting(lexicon: Lexicon) -> str:
    """An acting form, one word or several, perhaps with the short one in brackets behind it: "Penjabat (Pj.) "."""
    short = one_of(term for term in _acting_forms(lexicon) if " " not in term and len(term) < 4)
    long = one_of(term for term in _acting_forms(lexicon) if " " in term or len(term) > 3)
    return rf"(?:(?P<short>{short})\b\.?\s?|(?P<long>{long})\s)(?:\({short}\b\.?\)\s?)?"


@lru_cache(maxsize=8)
def _acting_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(_acting(lexicon))


def acting_at(surface: str, start: int, lexicon: Lexicon) -> tuple[int, Acting | None]:
    """The acting form at `start` of a title ("Plt."), and where it ends."""
    match = _acting_pattern(lexicon).match(surface, start)
    if match is None:
        return start, None
    return match.end(), _acting_forms(lexicon)[(match["short"] or match["long"]).casefold()]


@lru_cache(maxsize=8)
def head_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Finds where titles start: an acting form or none, then an office."""
    office = one_of(lexicon.terms("offices"), blank=r"\s")
    # Words that say that an office is no longer, not yet or not now somebody's: with them it is another office.
    state = rf'(?:(?P<state>{pattern_of(lexicon, "title-state")})\s)?'
    # "Irjen Rudi" has a rank, "Irjen Kemendagri" an office.
    other = r"(?!(?i:kepala keluarga)\b|(?i:irjen|inspektur jende?ral)\b\.? (?!Kem)[A-Z])"
    acting = rf"(?:{_acting(lexicon)})?"
    start = r"(?:(?<![\w\-])|(?<=\w-)(?=[A-Z]))"        # "Palu-Wali Kota Palu": a dateline
    return re.compile(rf"{start}{state}{acting}{other}(?P<office>{office})(?![\w\-])(?! Pol\b(?! PP))")


# ── the words behind it ──
@lru_cache(maxsize=8)
def title_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that titles are made of, in lower case."""
    organisations = (term for term in lexicon.terms("organisations") if " " not in term)
    return frozenset(term.casefold() for term in (*lexicon.terms("title_words"), *organisations))


@lru_cache(maxsize=8)
def sure_title_words(lexicon: Lexicon) -> frozenset[str]:
    """Those that are no parts of names too, as "Agung" and "Pratama" are."""
    return title_words(lexicon) - {row["term"].casefold() for row in lexicon.rows("title_words") if row["also_name"]}


@lru_cache(maxsize=8)
def unit_words(lexicon: Lexicon) -> frozenset[str]:
    """Words of organisations, in lower case."""
    return frozenset(term.casefold() for term in lexicon.terms("organisation_words"))


@lru_cache(maxsize=8)
def organisation_heads(lexicon: Lexicon) -> frozenset[str]:
    """First words of organisations that no name of an office has inside it, in lower case."""
    return frozenset(term.split()[0].casefold() for term in lexicon.terms("organisations")) - unit_words(lexicon)


@lru_cache(maxsize=8)
def _named_kinds(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"].split()[0].casefold() for row in lexicon.rows("organisations") if row["tail"] == "open")


def names_its_own(word: str, lexicon: Lexicon) -> bool:
    """Whether an organisation of this kind has a name of its own behind the word: "Koperasi Mekar", "Universitas Jember"."""
    return word.casefold() in _named_kinds(lexicon)


def is_derived(word: str) -> bool:
    """Whether a word is a noun made of a verb or an adjective, as titles have: "Pengairan", "Kemiskinan"."""
    return _DERIVED.match(word) is not None


def is_level(word: str, lexicon: Lexicon) -> bool:
    """Whether a word says what a region is: "Provinsi", "Kab.", "Desa"."""
    return word.rstrip(".").casefold() in words_of(lexicon, "level", "level-local")


def is_title_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one of those that titles are made of, and no part of a name."""
    return word.casefold() in sure_title_words(lexicon) or is_short_form(word, lexicon)


def in_title(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the word before `start` is of a title that goes on there: "Wali Kota ", "Kepala BPBD "."""
    before = _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)
    if before is None:
        return False
    word = before.group(1)
    office = is_title_word(word, lexicon) or word.casefold() in offices(lexicon)
    return office or ACRONYM.match(word) is not None
