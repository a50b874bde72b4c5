"""Regulations: laws, government and ministerial regulations, regional regulations, decrees, circulars.

A kind of lexicon/regulation_kinds.csv counts as a citation where a number, a year or "tentang ..." follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.words import worded, words_of
from extract.mentions import Mention, Regulation
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_FIRST = re.compile(r"\b[A-Za-z]{2,}")
_ISSUER = worded(
    r"(?: (?:{word}|{inside})){1,12}",
    word=r"(?!(?:{regulation-number}|{time-year}|{regulation-about})\b)[A-Z][\w'-]*,?",
    # "Menteri Dalam negeri Nomor"
    inside=r"{regulation-join}(?= [A-Z])|[a-z]{4,12}(?= (?:{organisation-state} )?{regulation-number}\b)",
)
_PARTS = {
    "further": r"(?: (?:{regulation-join}|&) \d{1,4})?",       # "8 dan 9 Tahun 2006"
    "nr": r",? ?{regulation-number}\b\.? ?:? ?",
    "digits": r"(?P<number>\d{1,4}(?:(?:[.-]| ?/ ?)[\w.-]{1,20}){0,6})(?<![.-]){further}",
    "of_year": r"(?:,?(?: {time-year}(?= \d)| (?=(?:19|20)\d\d\b)) ?(?P<year>\d{4})\b)?",      # also "Nomor 1 2025"
    "article": r"(?:,? {regulation-article} \d{1,3}(?:,? {regulation-paragraph} \(?\d{1,2}\)?)?(?= {regulation-about}))?",
}
_NUMBER = worded(r"(?:{nr}|,? ?){digits}{of_year}{article}", 0, **_PARTS)
# "SE-3/MK/2021", "PAS-12.PK.01 Tahun 2021"
_LABELLED = worded(
    r"{nr}(?P<number>(?=[A-Z.-]{1,12}\d)[A-Z][\w.-]{0,24}(?:/[\w.-]{1,20}){0,6}|[A-Z][\w.-]{0,12}(?:/[\w.-]{1,20}){1,6})"
    r"(?<![.-]){of_year}",
    0, **_PARTS,
)  # fmt: skip
_SAYS_NUMBER = worded(r"{regulation-number}\b")
_YEAR = worded(r" (?:{time-year} )?(?P<year>(?:19|20)\d\d)\b")
_YEAR_AT_END = re.compile(r"[/-]((?:19|20)\d\d)$")
_ABOUT = worded(r",? {regulation-about}(?= )")
_SHORT_FORM = re.compile(r" ?\([A-Z][\w-]{1,14}\)")
_ABOUT_WORD = worded(r" (?P<word>[\w'/&-]+)(?P<comma>,(?= [A-Z][\w-]*(?:, |,? {link-and} )))?")
_ABOUT_WORDS = 30
_DEED = worded(r" (?!{regulation-no-deed})(?:pe|ke)[a-z]{3,}an(?:nya)?\b")      # "pengangkatan dan pengukuhan"
_LAW_NAME = worded(
    r"(?= [A-Z](?:[a-z]|[A-Z]{1,5}\b))(?: (?!{no_name}\b)[A-Z][\w'-]*){1,6}",
    no_name="(?:{regulation-no-name}|{regulation-number}|{time-year}|{regulation-about})",
)
_OF_COUNTRY = worded(r" (?=[A-Z]){organisation-state}$")
_SHORT_KIND = 4         # letters: "PP 3" may be anything, "Perpres 3" is one
_CONSTITUTION = "Undang-Undang Dasar"
_LAWS = frozenset(("Undang-Undang", "Rancangan Undang-Undang"))


@lru_cache(maxsize=8)
def _kinds(lexicon: Lexicon) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """First word -> (term, kind), the longest term first."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("regulation_kinds"):
        first = re.split(r"[ -]", row["term"])[0].casefold()
        kinds.setdefault(first, []).append((row["term"], row["kind"]))
    return {first: tuple(sorted(terms, key=lambda pair: -len(pair[0]))) for first, terms in kinds.items()}


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """Small words that a title in capitals goes on after, and words that end one in small letters."""
    inside, ends = (
        frozenset(row["term"] for row in lexicon.rows("regulation_words") if row["role"] == role)
        for role in ("inside", "ends")
    )
    return inside, ends


def regulations(doc: Doc, lexicon: Lexicon) -> list[Mention[Regulation]]:
    """Every citation, in order; the mention runs to the end of its "tentang ..." clause."""
    text, kinds = doc._.extract_text, _kinds(lexicon)
    mentions: list[Mention[Regulation]] = []
    end = 0
    for word in _FIRST.finditer(text):
        known = kinds.get(word.group().casefold(), ()) if word.start() >= end else ()
        if mention := _citation(text, word.start(), known, lexicon):
            mentions.append(mention)
            end = mention.end_char
    return mentions


@dataclass(frozen=True)
class Citation:
    """A kind of regulation in the text, and what stands behind it: who gave it, its number, its year, what it is about."""

    text: str
    start: int
    end: int                    # of the kind
    kind: str
    lexicon: Lexicon

    @cached_property
    def issuer(self) -> str:
        """Who gave it, with the blank before."""
        return self._issuer_at(self.end)

    def _issuer_at(self, start: int) -> str:
        """Up to the next regulation of a list: "SK Bupati, | Perda tentang …"."""
        found = _ISSUER(self.lexicon).match(self.text, start)
        words = found.group().split(" ")[1:] if found else []
        kinds = _kinds(self.lexicon)
        own = list(takewhile(lambda word: re.split("[,-]", word)[0].casefold() not in kinds, words))
        while own and own[-1].islower() and len(own) < len(words):
            own.pop()
        issuer = "".join(f" {word}" for word in own)
        return issuer if len(own) == len(words) else issuer.rstrip(",")

    @cached_property
    def named(self) -> int:
        """Where kind, issuer and the short form in brackets end."""
        at = self.end + len(self.issuer)
        if short := _SHORT_FORM.match(self.text, at):
            behind = "" if self.issuer else self._issuer_at(short.end())      # "Surat Edaran (SE) Bupati"
            return short.end() + len(behind)
        return at

    @cached_property
    def stated(self) -> re.Match[str] | None:
        """The number, the year behind it included."""
        patterns = (_YEAR,) if self.kind == _CONSTITUTION else (_NUMBER, _LABELLED, _YEAR)
        return next((match for pattern in patterns if (match := pattern(self.lexicon).match(self.text, self.named))), None)

    @cached_property
    def number(self) -> tuple[str | None, str | None]:
        """Number and year. "23/2014" is 23, 2014; a file number ("800/12/BKD/2023") stays whole."""
        found = self.stated.groupdict() if self.stated else {}
        number, year = found.get("number"), found.get("year") or None
        if number and year is None and (at_end := _YEAR_AT_END.search(number)):
            head = number[: at_end.start()]
            return (head if head.isdigit() else number), at_end.group(1)
        return number, year

    @cached_property
    def name(self) -> re.Match[str] | None:
        """What a law is called by: " Cipta Kerja"."""
        return _LAW_NAME(self.lexicon).match(self.text, self.end) if self.kind in _LAWS else None

    @cached_property
    def about(self) -> int | None:
        """Where the clause "tentang …" ends."""
        return _about(self.text, self.stated.end() if self.stated else self.named, self.lexicon)

    def is_(self, name: str) -> bool:
        """Whether the kind, with a capital, is written in a word of a class."""
        kind = self.text[self.start : self.end]
        return kind[0].isupper() and kind.casefold() in words_of(self.lexicon, name)

    @property
    def is_for(self) -> bool:
        """Whether somebody gave it, and "untuk" says what for."""
        return self.issuer != "" and self.text.startswith(" untuk ", self.named)

    def mention(self, rule: str) -> Mention[Regulation]:
        number, year = self.number
        given = _OF_COUNTRY(self.lexicon).sub("", self.issuer.rstrip(","))
        value = Regulation(f"{self.kind}{given}", number, int(year) if year else None)
        end = self.about or (self.stated.end() if self.stated else self.name.end() if self.name else self.named)
        return Mention.at(self.text, "regulations", self.start, end, value, rule)


def _bare_number(c: Citation) -> bool:
    """Only where it stands right behind a kind whose name means nothing else is a number one: "Perpres 54"."""
    doubtful = c.end - c.start <= _SHORT_KIND or c.issuer != "" or c.kind.casefold() in words_of(c.lexicon, "regulation-numbered")
    bare = c.number[0] is not None and c.number[1] is None and c.about is None
    return bare and bool(doubtful) and not (c.stated and _SAYS_NUMBER(c.lexicon).search(c.stated.group()))


CITED: Rules[Citation, bool] = Rules(
    "regulation is cited",
    Rule("bare number", _bare_number, False, "<PP> 3 menang", "<PP> Nomor 3 berlaku"),
    Rule("number", lambda c: c.number[0] is not None, True, "<PP> Nomor 3 berlaku", "<Perpres> tentang Gaji berlaku"),
    Rule("constitution", lambda c: c.kind == _CONSTITUTION and c.number[1] is not None, True,
         "<UUD> 1945 berlaku", "<UUD> berlaku"),
    Rule("decree about something", lambda c: c.is_("regulation-decree") and c.about is not None, True,
         "<SK> tentang Gaji berlaku", "<Keputusan> tentang Gaji"),
    Rule("circular of an office", lambda c: c.is_("regulation-circular") and c.is_for, True,
         "<Surat Edaran> Bupati untuk bekerja", "<Surat Edaran> untuk warga"),
    Rule("kind that needs a number", lambda c: c.kind.casefold() in words_of(c.lexicon, "regulation-numbered"), False,
         "<Nota Kesepahaman> tentang Sampah", "<Perpres> tentang Gaji berlaku"),
    Rule("about something", lambda c: c.about is not None, True, "<Perpres> tentang Gaji berlaku", "<Perpres> itu berlaku"),
    Rule("name of a law", lambda c: c.name is not None, True, "<UU> Cipta Kerja berlaku", "<UU> itu berlaku"),
    Rule("mentioned only", lambda c: True, False, "<Perpres> itu berlaku"),
)  # fmt: skip


def _citation(text: str, start: int, kinds: Sequence[tuple[str, str]], lexicon: Lexicon) -> Mention[Regulation] | None:
    found = next(((end, kind) for term, kind in kinds if (end := _end_at(text, start, term))), None)
    if found is None:
        return None
    rule = CITED.first(citation := Citation(text, start, *found, lexicon))
    return citation.mention(rule.id) if rule.result else None


def _end_at(text: str, start: int, term: str) -> int | None:
    """Where `term` ends that stands at `start`; None where it does not. "Undang – Undang" is "Undang-Undang"."""
    match = _spelt(term).match(text, start)
    return match.end() if match else None


@lru_cache(maxsize=1024)
def _spelt(term: str) -> re.Pattern[str]:
    exact = term.isupper() and len(term) <= 4
    words = " ?[-–] ?".join(re.escape(part) for part in term.split("-"))
    return re.compile(rf"{words}(?![^\W_])", 0 if exact else re.IGNORECASE)


def _about(text: str, at: int, lexicon: Lexicon) -> int | None:
    """End of " tentang Logo Kementerian dan Penggunaannya", None where there is none. At most 30 words."""
    cue = _ABOUT(lexicon).match(text, at)
    if not cue:
        return None
    inside, ends = _words(lexicon)
    end = position = cue.end()
    proper: bool | None = None
    for _ in range(_ABOUT_WORDS):
        word = _ABOUT_WORD(lexicon).match(text, position)
        if not word:
            break
        token = word["word"]
        if proper is None:
            proper = token[0].isupper()
        position = word.end()
        if proper and token[0].islower():
            if token not in inside:
                break
            continue                            # counts only if a capitalised word follows
        if not proper and token in ends and not (token in words_of(lexicon, "link-and") and _DEED(lexicon).match(text, position)):
            break
        end = word.end("word")
    return end if end > cue.end() else None
