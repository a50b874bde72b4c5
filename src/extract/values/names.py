"""Names of persons: where one starts and ends. Word by word, the first rule of `WORDS` that holds says if the name goes on.

In an example the word that is decided stands in <>, and the name begins at the first capital.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Offsets
from extract.values.honorifics import (
    degrees,
    degrees_at,
    dotted_honorifics,
    ends_in_rank,
    has_capitals,
    honorifics_at,
    ranks,
    split_degrees,
)
from extract.values.regions import find_region
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

MAX_WORDS = 6
_LONGEST_DEGREE = 16        # characters
_INITIALS = 3               # letters: a longer word before a full stop is no abbreviation, in capitals no initials
_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*(?!\w)\.?")
# Roman numerals, and words that a suffix or prefix shows to be none ("Tamunya", "Menghadiri", "Dilakukan").
_NO_NAME = re.compile(r"RI|[IVX]{2,}|\w{3,}(?:nya|isasi)|(?:Meng|Meny|Mem|Men|Ber|Ter)[a-z]{3,}(?:i|kan|an)|Di[a-z]{3,}(?:i|kan)")
_NO_FIRST_NAME = re.compile(r"(?:Ke|Pe[lmnr]?|Pen[gy])[a-z]{4,}an")     # "Pelarian", but "Kelbulan" is a surname
_INITIALS_INSIDE = re.compile(r"(?:[A-Z]\.){2,3} [A-Z][a-z]{2,}(?=[,;)]| [a-z])")      # "Rudi M.T. Salim, …"
_VERB = re.compile(r"me|di|ber")
_GAP = re.compile(r" {1,2}|(?<=\.)")
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

    @property
    def bare(self) -> bool:
        """Without anything around it that says that it is a name."""
        return not (self.honorifics or self.degrees)


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
    titles = (row["term"] for row in lexicon.rows("title_words") if not row["also_name"])       # not "Agung" and "Pratama"
    offices = (term for term in lexicon.terms("offices") if " " not in term and term != "Karo")     # Karo is a surname too
    verbs = (term for term in lexicon.terms("roles") if _VERB.match(term))
    return frozenset(word.casefold() for word in (*titles, *offices, *verbs)) | words_of(lexicon, "people-no-name")


@lru_cache(maxsize=8)
def acting_words(lexicon: Lexicon) -> frozenset[str]:
    """The first words of acting forms, in lower case: "plt"."""
    return frozenset(term.split()[0].casefold() for term in lexicon.terms("acting_forms"))


@lru_cache(maxsize=8)
def _calendar(lexicon: Lexicon) -> frozenset[str]:
    """Months and weekdays in lower case, in full: "mei" may be a first name, "mar" is none."""
    return frozenset(map(str.casefold, (*lexicon.terms("months"), *lexicon.terms("weekdays")))) & _no_name(lexicon)


def is_ambiguous(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of a name, standing alone, says something else: a month, a weekday, a region."""
    return word.casefold() in _calendar(lexicon) or find_region(word, lexicon) is not None


def _is_particle(word: str, lexicon: Lexicon) -> bool:
    return word.casefold() in words_of(lexicon, "people-particle")


class Word:
    """A word that may be the next of a name, and what the rules ask about it.

    `before` are the words of the name so far. Up to `known_to` the model says that it is a name.
    """

    def __init__(
        self, text: str, match: re.Match[str], before: Sequence[str], honorifics: tuple[str, ...], known_to: int, lexicon: Lexicon
    ) -> None:
        self.text, self.before, self.lexicon = text, before, lexicon
        self.honorifics, self.known_to = honorifics, known_to
        self.word, self.start, self.end = match.group(), match.start(), match.end()
        self.plain = self.word.rstrip(".")

    @cached_property
    def low(self) -> str:
        return self.plain.casefold()

    @cached_property
    def inside(self) -> bool:
        """Whether the model knows a name that begins with this word, or has it."""
        return self.end <= self.known_to if self.before else self.end < self.known_to

    @cached_property
    def is_verb(self) -> bool:
        """A verb, or a number, also in a line of capitals."""
        form = self.plain.capitalize() if len(self.plain) > _INITIALS and self.plain.isupper() else self.plain
        return _NO_NAME.fullmatch(form) is not None

    @cached_property
    def small(self) -> bool:
        """In lower case where no name is: but "bin" is, and "widodo" of a "Sri widodo" whom the model knows."""
        if self.word[0].isupper() or (self.before and _is_particle(self.plain, self.lexicon)):
            return False
        known = bool(self.before) and self.end <= self.known_to
        return not (known and len(self.plain) > _INITIALS)

    @cached_property
    def of_no_name(self) -> bool:
        """Whether a list or its form says so, and nobody knows better.

        The model does inside a name; behind a rank stands nothing else: "Letkol Inf Bangun Pratomo".
        """
        listed = (self.low in _no_name(self.lexicon) and len(self.plain) > 2) or is_short_form(self.plain, self.lexicon)
        if not listed or (not self.before and self.is_calendar_name):
            return False
        return not (self.inside if self.before else ends_in_rank(self.honorifics, self.lexicon))

    @cached_property
    def is_calendar_name(self) -> bool:
        """Whether a month or weekday is a first name: "Mei Lestari", but "Senin Pagi", "Mei 2024"."""
        following = _NEXT_NAME.match(self.text, self.end) if self.low in _calendar(self.lexicon) else None
        return following is not None and following.group(1).casefold() not in _no_name(self.lexicon)

    @cached_property
    def in_capitals(self) -> bool:
        """Capitals behind a word that has none."""
        return bool(self.before) and self.plain.isupper() and not self.before[-1].rstrip(".").isupper()

    @cached_property
    def is_degree(self) -> bool:
        """"SE", "MSi" behind a mere blank."""
        if not self.before or len(self.plain) < 2 or self.before[-1].isupper() or not has_capitals(self.plain):
            return False
        return self.plain.upper() in degrees(self.lexicon)

    @cached_property
    def is_dotted_degree(self) -> bool:
        """"S.Pd" behind a mere blank."""
        if not self.before or "." not in self.text[self.start : self.end + 1]:
            return False
        piece = self.text[self.start : self.start + _LONGEST_DEGREE].split(" ", 1)[0]
        if len(self.before) == 1 and _INITIALS_INSIDE.match(self.text, self.start):
            return False
        return bool(split_degrees(piece, degrees(self.lexicon)))


Verdict = Literal["part", "last", "end"]

WORDS: Rules[Word, Verdict] = Rules(
    "name goes on",
    Rule("lower-case", lambda w: w.small, "end", "Rudi Salim <dan> Tini", "Rudi <bin> Salim"),
    Rule("acting", lambda w: w.low in acting_words(w.lexicon), "end", "Rudi Salim <Plt.> Camat", "Rudi <Plat>"),
    Rule("verb-or-numeral", lambda w: w.is_verb and (bool(w.before) or not w.inside), "end",
         "Rudi Salim <Menghadiri> Lomba", "Rudi <Mention> Lomba"),
    Rule("no-name", lambda w: w.of_no_name, "end", "Rudi Salim <Hadiri> Lomba", "Letkol Inf <Bangun> Pratomo"),
    Rule("derived-noun", lambda w: not (w.before or w.inside) and _NO_FIRST_NAME.fullmatch(w.plain) is not None, "end",
         "<Pelarian> Rudi", "Rudi <Kelbulan>"),
    Rule("honorific-of-the-next", lambda w: bool(w.before) and w.word.casefold() in dotted_honorifics(w.lexicon), "end",
         "Ikhlas <KH.> Rudi", "Rudi <H.> Salim"),
    Rule("rank-of-the-next", lambda w: bool(w.before) and w.low in ranks(w.lexicon), "end",
         "Selong <Letkol> Rudi", "Rudi <Letko>"),
    Rule("degree", lambda w: w.is_degree, "end", "Rudi Salim <SE> hadir", "Rudi Salim <SO> hadir"),
    Rule("capitals", lambda w: w.in_capitals and len(w.plain) > _INITIALS, "end", "Rudi Salim <SELONG>", "RUDI <SALIM>"),
    Rule("sentence-ends", lambda w: w.word.endswith(".") and len(w.plain) > _INITIALS, "last",
         "Rudi <Salim.> Ia", "<Moh.> Salim"),
    Rule("dotted-degree", lambda w: w.is_dotted_degree, "end", "Rudi Salim <S.Pd> hadir", "Rudi <M.T>. Salim, Camat"),
    Rule("part", lambda w: True, "part", "Rudi <Salim>"),
)  # fmt: skip


def name_at(text: str, start: int, lexicon: Lexicon, limit: int | None = None, known_to: int = 0) -> Name | None:
    """The name that starts at `start`, honorifics before and degrees behind it; None where no name is.

    `limit` is where the name must end at the latest; up to `known_to`, words that no name has may be parts of this one.
    """
    at, honorifics = honorifics_at(text, start, lexicon)
    words = _words_at(text, at, honorifics, len(text) if limit is None else limit, known_to, lexicon)
    while words and _is_particle(words[-1].group(), lexicon):
        words.pop()
    long = [plain for word in words if len(plain := word.group().rstrip(".")) > 1]
    if not words or (long and not honorifics and all(plain.casefold() in _no_name(lexicon) for plain in long)):
        return None
    end = words[-1].end()
    if text[end - 1] == "." and len(words[-1].group()) > 2:
        end -= 1
    name = text[words[0].start() : end]
    if len(name.strip(".")) < 2:
        return None
    after, found = degrees_at(text, end, lexicon)
    return Name(name, (words[0].start(), end), start, after, honorifics, found)


def _words_at(
    text: str, position: int, honorifics: tuple[str, ...], limit: int, known_to: int, lexicon: Lexicon
) -> list[re.Match[str]]:
    """The words of the name that starts at `position`, behind its honorifics."""
    words: list[re.Match[str]] = []
    while len(words) < MAX_WORDS and position < limit and (match := _WORD.match(text, position)):
        before = [word.group() for word in words]
        verdict = WORDS.first(Word(text, match, before, honorifics, known_to, lexicon)).result
        if verdict == "end":
            break
        words.append(match)
        gap = _GAP.match(text, match.end())
        if gap is None or verdict == "last":
            break
        position = gap.end()
    return words


@lru_cache(maxsize=256)     # every name of a release is compared with the others
def name_key(name: str) -> tuple[str, ...]:
    """What names are compared by: their words in lower case, without full stops, hyphens and apostrophes apart."""
    words = name.casefold().replace("-", " ").split()
    return tuple([word if word.isalnum() else "".join(filter(str.isalnum, word)) for word in words])
