"""What stands around a name: honorifics and ranks before it ("Drs. H.", "Letkol Inf"), degrees behind it ("S.Sos, M.Si")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.lexicon import Lexicon

_MOST_BEFORE, _MOST_BEHIND = 6, 10
_LONGEST_DEGREE = 4         # pieces: "S.Tr.Keb", "M.Tr.(Han)"
_DEGREE_WORD = re.compile(
    r"([ ,.]{0,3})([SM]\. (?:Sos|IP|Pd|Si|Kom|Ag|Hum|Kes|Psi|[HETM])\b\.?|[A-Za-z](?:[A-Za-z.]|-(?!K[A-Z]|F[A-Z])){0,15})"
)
_DOTTED = re.compile(r"[SMDBP](?:\.[A-Z][A-Za-z]{0,4}){1,3}\.?(?=,|\)|\s+[a-z]|$)")       # behind a known degree: "M.P.S."
_LETTERS = re.compile(r"[A-Za-z]+")
_SUBSPECIALTY = re.compile(r"(?:-K[A-Z]{0,5}|-F[A-Z]{2,7}| ?\(K(?:-[A-Z]{1,8})?\))(?![A-Za-z])")       # "Sp.PD-KGEH", "Sp.A(K)"


@lru_cache(maxsize=8)
def _honorific_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    rows = lexicon.rows("honorifics")
    ranks = {form for row in rows if row["kind"] == "rank" for form in (row["term"], row["term"].upper(), row["term"].title())}
    # "Kombes. Pol.", "Mayjen. TNI"
    ranks |= {re.sub(r"^(\w+)\b\.?", r"\1.", form) for form in ranks if form.count(" ") < 2}
    # A full stop may stand with no space after it ("Dr.Arief"); a word without one needs the space.
    plain = _any_of({row["term"] for row in rows if row["kind"] == "honorific"})
    branches = [row["term"] for row in rows if row["kind"] == "corps"]
    corps = _any_of({form for term in branches for form in (term, f"{term}.", term.upper(), term.lower())})
    retired = r"(?: \(?Purn(?:awirawan)?\b\.?\)?)?"
    short = r"(?: \([A-Z][A-Za-z]{0,7}\)(?: TNI| Pol\b\.?)?)?"       # "Kolonel Laut (P)", "Brigadir Jenderal (Brigjen) TNI"
    return re.compile(rf"(?:{plain}|{_any_of(ranks)}(?:(?: |(?<=\.)){corps})?{short}{retired}),?\s?")


@lru_cache(maxsize=8)
def _honorific_start(lexicon: Lexicon) -> re.Pattern[str]:
    """Where a word begins that may be an honorific: by its first letter, since hundreds of terms at each character take long."""
    firsts = {letter for row in lexicon.rows("honorifics") for letter in (row["term"][0], row["term"][0].upper())}
    return re.compile(rf"(?<![^\W_])(?=[{''.join(sorted(map(re.escape, firsts)))}]){_honorific_pattern(lexicon).pattern}")


def _any_of(terms: set[str]) -> str:
    words = sorted(terms, key=lambda term: (-len(term), term))
    return "(?:" + "|".join(re.escape(term) + ("" if term.endswith(".") else r"(?![\w.'\-])") for term in words) + ")"


@lru_cache(maxsize=8)
def ranks(lexicon: Lexicon) -> frozenset[str]:
    """The first words of ranks, in lower case."""
    return frozenset(row["term"].split()[0].rstrip(".").casefold() for row in lexicon.rows("honorifics") if row["kind"] == "rank")


@lru_cache(maxsize=8)
def dotted_honorifics(lexicon: Lexicon) -> frozenset[str]:
    """Honorifics of more than one letter that end in a full stop, in lower case: "kh.", "drs."."""
    rows = (row["term"] for row in lexicon.rows("honorifics") if row["kind"] == "honorific")
    return frozenset(term.casefold() for term in rows if term.endswith(".") and len(term) > 2)


@lru_cache(maxsize=8)
def degrees(lexicon: Lexicon) -> frozenset[str]:
    """The degrees, in capitals and without their full stops."""
    return frozenset(lexicon.terms("degrees"))


def ends_in_rank(honorifics: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether the last of the honorifics before a name is a rank: "Letkol Inf"."""
    return bool(honorifics) and honorifics[-1].split()[0].rstrip(".").casefold() in ranks(lexicon)


def honorifics_at(text: str, start: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """The honorifics and ranks that start at `start`, and where they end."""
    pattern = _honorific_pattern(lexicon)
    found: list[str] = []
    while len(found) < _MOST_BEFORE and (match := pattern.match(text, start)):
        found.append(match.group().strip(" ,\n"))
        start = match.end()
    return start, tuple(found)


def honorific_starts(text: str, lexicon: Lexicon) -> Iterator[int]:
    """Where honorifics and ranks begin, of several in a row the first."""
    end = 0
    for match in _honorific_start(lexicon).finditer(text):
        if match.start() >= end:
            yield match.start()
            end = honorifics_at(text, match.start(), lexicon)[0]


def degrees_at(text: str, start: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """The academic degrees that follow a name which ends at `start`, and where they end."""
    known = degrees(lexicon)
    found: list[str] = []
    end = start
    while len(found) < _MOST_BEHIND and (match := _DEGREE_WORD.match(text, end)):
        gap, word = match.groups()
        parts = split_degrees(word, known)
        if not parts and found and "," in gap and _DOTTED.match(text, match.start(2), match.end() + 2):
            parts = [word.rstrip(".")]
        # "SE" and "MSi" after a mere space are degrees, "Ma" or "Sp" of a name are not: capitals or full stops tell.
        if not parts or not gap or ("," not in gap and "." not in gap and not ("." in word or has_capitals(word))):
            break
        end = match.end() - (1 if word.endswith(".") and not word[:-1].count(".") else 0)
        if consultant := _SUBSPECIALTY.match(text, end):
            parts[-1] += consultant.group()
            end = consultant.end()
        found += parts
    return end, tuple(found)


def has_capitals(word: str) -> bool:
    """"SE", "MSi", "SPd": capitals alone, or more than the first letter."""
    return word.isupper() or sum(c.isupper() for c in word) > 1


def split_degrees(word: str, known: frozenset[str]) -> list[str]:
    """"S.Pd" -> ["S.Pd"]; "ST.MM" -> ["ST", "MM"]; [] where a part is no degree."""
    pieces = list(_LETTERS.finditer(word))
    found: list[str] = []
    at = 0
    while at < len(pieces):
        for stop in range(min(len(pieces), at + _LONGEST_DEGREE), at, -1):
            if "".join(p.group() for p in pieces[at:stop]).upper() in known:
                found.append(word[pieces[at].start() : pieces[stop - 1].end()])
                at = stop
                break
        else:
            return []
    return found
