"""Names of persons: where one starts and ends, and what is honorific, rank, name and degree in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Offsets
from extract.values.regions import find_region

MAX_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*(?!\w)\.?")
# Roman numerals, and words that a suffix or prefix shows to be none ("Tamunya", "Menghadiri", "Dilakukan").
_NO_NAME = re.compile(r"RI|[IVX]{2,}|\w{3,}(?:nya|isasi)|(?:Meng|Meny|Mem|Men|Ber|Ter)[a-z]{3,}(?:i|kan|an)|Di[a-z]{3,}(?:i|kan)")
_NO_FIRST_NAME = re.compile(r"(?:Ke|Pe[lmnr]?|Pen[gy])[a-z]{4,}an")     # "Pelarian", but "Kelbulan" is a surname
_PARTICLE = re.compile(r"(?:bin|binti|bte|van|de|al|el|ibn)\b", re.IGNORECASE)
_GAP = re.compile(r" {1,2}|(?<=\.)")
_DEGREE_WORD = re.compile(
    r"([ ,.]{0,3})([SM]\. (?:Sos|IP|Pd|Si|Kom|Ag|Hum|Kes|Psi|[HETM])\b\.?|[A-Za-z](?:[A-Za-z.]|-(?!K[A-Z]|F[A-Z])){0,15})"
)
_LETTERS = re.compile(r"[A-Za-z]+")
_SUBSPECIALTY = re.compile(r"(?:-K[A-Z]{0,5}|-F[A-Z]{2,7}| ?\(K(?:-[A-Z]{1,8})?\))(?![A-Za-z])")       # "Sp.PD-KGEH", "Sp.A(K)"
_NEXT_NAME = re.compile(r" ([A-Z][a-z]{2,})\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text: `offsets` cover the bare name, `end` lies behind its degrees, `start` before its honorifics."""

    text: str
    offsets: Offsets
    start: int
    end: int
    honorifics: tuple[str, ...]
    degrees: tuple[str, ...]


@lru_cache(maxsize=8)
def _honorific_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    rows = lexicon.rows("honorifics")
    ranks = {form for row in rows if row["kind"] == "rank" for form in (row["term"], row["term"].upper(), row["term"].title())}
    # A full stop may stand with no space after it ("Dr.Arief"); a word without one needs the space.
    plain = _any_of({row["term"] for row in rows if row["kind"] == "honorific"})
    branches = [row["term"] for row in rows if row["kind"] == "corps"]
    corps = _any_of({form for term in branches for form in (term, f"{term}.", term.upper())})
    retired = r"(?: \(?Purn(?:awirawan)?\b\.?\)?)?"
    short = r"(?: \([A-Z][A-Za-z]{0,7}\)(?: TNI| Pol\b\.?)?)?"       # "Kolonel Laut (P)", "Brigadir Jenderal (Brigjen) TNI"
    return re.compile(rf"(?:{plain}|{_any_of(ranks)}(?: {corps})?{short}{retired}),?\s?")


def _any_of(terms: set[str]) -> str:
    words = sorted(terms, key=lambda term: (-len(term), term))
    return "(?:" + "|".join(re.escape(term) + ("" if term.endswith(".") else r"(?![\w.'\-])") for term in words) + ")"


@lru_cache(maxsize=8)
def _ranks(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"].split()[0].rstrip(".").casefold() for row in lexicon.rows("honorifics") if row["kind"] == "rank")


def ends_in_rank(honorifics: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether the last of the honorifics before a name is a rank: "Letkol Inf"."""
    return bool(honorifics) and honorifics[-1].split()[0].rstrip(".").casefold() in _ranks(lexicon)


@lru_cache(maxsize=8)
def _degrees(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.terms("degrees"))


def _title_words(lexicon: Lexicon) -> list[str]:
    """Words of titles that are no part of a name: not "Agung" and "Pratama"."""
    return [row["term"] for row in lexicon.rows("title_words") if not row["also_name"]]


@lru_cache(maxsize=8)
def _beginnings(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(lexicon.terms('organisation_beginnings'))})[a-z]")


@lru_cache(maxsize=8)
def _short_forms(lexicon: Lexicon) -> frozenset[str]:
    """Short names of organisations that are written like names: "Komdigi", "Bulog", "Prokompim"."""
    known = (row["term"] for row in lexicon.rows("organisation_words") if row["expansion"])
    return frozenset(word for word in (*lexicon.terms("organisations"), *known) if word.istitle() and word.isalpha())


def is_short_form(word: str, lexicon: Lexicon) -> bool:
    """Whether a capitalised word names an organisation: one of a list, or made like those ("Disnakerkukm", "Kemenperin")."""
    return word in _short_forms(lexicon) or _beginnings(lexicon).match(word) is not None


@lru_cache(maxsize=8)
def _no_name(lexicon: Lexicon) -> frozenset[str]:
    """Words that no name has, in lower case: words of titles and of common sentence starts."""
    offices = (term for term in lexicon.terms("offices") if " " not in term and term != "Karo")     # Karo is a surname too
    return frozenset(word.casefold() for word in (*_title_words(lexicon), *lexicon.terms("not_names"), *offices))


@lru_cache(maxsize=8)
def _calendar(lexicon: Lexicon) -> frozenset[str]:
    """Months and weekdays in lower case, in full: "mei" may be a first name, "mar" is none."""
    return frozenset(map(str.casefold, (*lexicon.terms("months"), *lexicon.terms("weekdays")))) & _no_name(lexicon)


def _born_in(text: str, word: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a month or weekday that ends at `end` is a first name: "Mei Lestari", but "Senin Pagi", "Mei 2024"."""
    following = _NEXT_NAME.match(text, end) if word in _calendar(lexicon) else None
    return following is not None and following.group(1).casefold() not in _no_name(lexicon)


def is_ambiguous(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of a name, standing alone, says something else: a month, a weekday, a region."""
    return word.casefold() in _calendar(lexicon) or find_region(word, lexicon) is not None


def honorifics_at(text: str, start: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """The honorifics and ranks that start at `start`, and where they end."""
    pattern = _honorific_pattern(lexicon)
    found: list[str] = []
    while len(found) < 6 and (match := pattern.match(text, start)):
        found.append(match.group().strip(" ,\n"))
        start = match.end()
    return start, tuple(found)


def degrees_at(text: str, start: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """The academic degrees that follow a name which ends at `start`, and where they end."""
    known = _degrees(lexicon)
    found: list[str] = []
    end = start
    while len(found) < 10 and (match := _DEGREE_WORD.match(text, end)):
        gap, word = match.groups()
        parts = _split_degrees(word, known)
        # "SE" and "MSi" after a mere space are degrees, "Ma" or "Sp" of a name are not: capitals or full stops tell.
        if not parts or not gap or ("," not in gap and "." not in gap and not ("." in word or _has_capitals(word))):
            break
        end = match.end() - (1 if word.endswith(".") and not word[:-1].count(".") else 0)
        if consultant := _SUBSPECIALTY.match(text, end):
            parts[-1] += consultant.group()
            end = consultant.end()
        found += parts
    return end, tuple(found)


def _has_capitals(word: str) -> bool:
    """"SE", "MSi", "SPd": capitals alone, or more than the first letter."""
    return word.isupper() or sum(c.isupper() for c in word) > 1


def _split_degrees(word: str, known: frozenset[str]) -> list[str]:
    """"S.Pd" -> ["S.Pd"]; "ST.MM" -> ["ST", "MM"]; [] where a part is no degree."""
    pieces = list(_LETTERS.finditer(word))
    found: list[str] = []
    at = 0
    while at < len(pieces):
        for stop in range(min(len(pieces), at + 4), at, -1):
            if "".join(p.group() for p in pieces[at:stop]).upper() in known:
                found.append(word[pieces[at].start() : pieces[stop - 1].end()])
                at = stop
                break
        else:
            return []
    return found


def name_at(text: str, start: int, lexicon: Lexicon, limit: int | None = None, known_to: int = 0) -> Name | None:
    """The name that starts at `start`, honorifics before and degrees behind it; None where no name is.

    `limit` is where the name must end at the latest; up to `known_to`, words that no name has may be parts of this one.
    """
    at, honorifics = honorifics_at(text, start, lexicon)
    words: list[re.Match[str]] = []
    known, degrees = _no_name(lexicon), _degrees(lexicon)
    position = at
    while len(words) < MAX_WORDS and (limit is None or position < limit):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match.group()
        plain = word.rstrip(".")
        particle = bool(words) and _PARTICLE.fullmatch(plain) is not None
        # "Sri widodo", where the model knows both words.
        small = bool(words) and match.end() == known_to and len(plain) > 3 and plain.casefold() not in known
        # "Bupati Rudi Menghadiri Lomba", but "Dimyati Karim", where the model knows a name that begins so.
        begins = not words and match.end() < known_to
        if not (word[0].isupper() or particle or small) or (_NO_NAME.fullmatch(plain) and not begins):
            break
        no_name = (plain.casefold() in known and len(plain) > 2) or is_short_form(plain, lexicon)
        # The model knows better inside a name, and behind a rank stands nothing else: "Letkol Inf Bangun Pratomo".
        calendar = no_name and not words and _born_in(text, plain.casefold(), match.end(), lexicon)
        if no_name and not calendar and not (match.end() <= known_to if words else ends_in_rank(honorifics, lexicon)):
            break
        if not (words or begins) and _NO_FIRST_NAME.fullmatch(plain):
            break
        if words and plain.casefold() in _ranks(lexicon):       # the name of a place or an office, and the rank of the next one
            break
        capitals = len(plain) > 1 and _has_capitals(plain) and not words[-1].group().isupper() if words else False
        if capitals and plain.upper() in degrees and (len(plain) <= 5 or not plain.isupper()):
            break
        if words and plain.isupper() and len(plain) > 3 and not words[-1].group().rstrip(".").isupper():
            break
        if word.endswith(".") and len(plain) > 3:          # the end of a sentence, not an abbreviation
            words.append(match)
            break
        dotted = "." in text[position : match.end() + 1]
        if words and dotted and _split_degrees(text[position : position + 16].split(" ", 1)[0], degrees):
            break
        words.append(match)
        gap = _GAP.match(text, match.end())
        if gap is None:
            break
        position = gap.end()
    while words and _PARTICLE.fullmatch(words[-1].group()):
        words.pop()
    long = [plain for word in words if len(plain := word.group().rstrip(".")) > 1]
    if not words or (long and not honorifics and all(plain.casefold() in known for plain in long)):
        return None
    end = words[-1].end()
    if text[end - 1] == "." and len(words[-1].group()) > 2:
        end -= 1
    name = text[words[0].start() : end]
    if len(name.strip(".")) < 2:
        return None
    after, found_degrees = degrees_at(text, end, lexicon)
    return Name(name, (words[0].start(), end), start, after, honorifics, found_degrees)


@lru_cache(maxsize=256)     # every name of a release is compared with the others
def name_key(name: str) -> tuple[str, ...]:
    """What names are compared by: their words in lower case, without full stops, hyphens and apostrophes apart."""
    words = name.casefold().replace("-", " ").split()
    return tuple([word if word.isalnum() else "".join(filter(str.isalnum, word)) for word in words])
