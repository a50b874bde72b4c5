"""Regulations: laws, government and ministerial regulations, regional regulations, decrees, circulars.

A kind of lexicon/regulation_kinds.csv counts as a citation where a number, a year or "tentang ..." follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Regulation

_FIRST = re.compile(r"\b[A-Z][A-Za-z]+")
_ISSUER = re.compile(r"(?: (?:Republik )?(?!(?:Nomor|No|Tahun|Tentang)\b)[A-Z][\w'-]*,?| (?:dan|RI)(?= [A-Z])){1,12}")
_NUMBER = re.compile(
    r",? ?(?:(?:[Nn]omor|[Nn]omer|NOMOR|[Nn]o\b)\.? ?:? ?)?"
    r"(?P<number>\d{1,4}(?:[./-][\w.-]{1,20}){0,6})(?<![.-])"
    r"(?:,? (?:[Tt]ahun|TAHUN|[Tt]hn\.?|[Tt]h\.?) (?P<year>\d{4})\b)?"
)
_LABELLED = re.compile(r",? ?(?:[Nn]omor|[Nn]omer|NOMOR|[Nn]o\b)\.? ?:? ?(?P<number>[A-Z][\w.-]{0,12}(?:[/][\w.-]{1,20}){1,6})")
_YEAR = re.compile(r" (?:(?:[Tt]ahun|TAHUN) )?(?P<year>(?:19|20)\d\d)\b")
_YEAR_AT_END = re.compile(r"[/-]((?:19|20)\d\d)$")
_ABOUT = re.compile(r",? (?:tentang|Tentang|TENTANG|perihal)(?= )")
_SHORT_FORM = re.compile(r" ?\([A-Z][\w-]{1,14}\)")
_ABOUT_WORD = re.compile(r" (?P<word>[\w'/&-]+)(?P<comma>,(?= [A-Z][\w-]*(?:, | dan | serta |, dan )))?")
_NEEDS_NUMBER = frozenset({"Nota Kesepahaman", "Perjanjian Kerja Sama", "Fatwa", "Maklumat", "Peraturan", "Keputusan"})


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
        if word.start() < end or word.group().casefold() not in kinds:
            continue
        mention = _citation(text, word.start(), kinds[word.group().casefold()], lexicon)
        if mention:
            mentions.append(mention)
            end = mention.end_char
    return mentions


def _citation(
    text: str, start: int, kinds: tuple[tuple[str, str], ...], lexicon: Lexicon
) -> Mention[Regulation] | None:
    found = next(((end, kind) for term, kind in kinds if (end := _end_at(text, start, term))), None)
    if found is None:
        return None
    end, kind = found
    issuer = _ISSUER.match(text, end)
    at = issuer.end() if issuer else end
    short = _SHORT_FORM.match(text, at)
    at = short.end() if short else at
    number, year = None, None
    match = _NUMBER.match(text, at) or _LABELLED.match(text, at)
    if match and kind != "Undang-Undang Dasar":
        number, at = match["number"], match.end()
        year = match.groupdict().get("year")
        number, year = _split(number, year)
    else:
        only_year = _YEAR.match(text, at)
        if only_year:
            year, at = only_year["year"], only_year.end()
    about_end = _about(text, at, lexicon)
    if number is None and (about_end is None or kind in _NEEDS_NUMBER) and (year is None or kind != "Undang-Undang Dasar"):
        return None
    if number is not None and year is None and about_end is None and match and not re.search(r"[Nn]o", match.group()):
        return None                             # "PP 3": a score, not a citation
    if issuer:
        kind = f"{kind}{issuer.group().rstrip(',').removesuffix(' RI').removesuffix(' Republik Indonesia')}"
    value = Regulation(kind, number, int(year) if year else None)
    return Mention.at(text, "regulations", start, about_end or at, value, "citation")


def _end_at(text: str, start: int, term: str) -> int | None:
    """Where `term` ends that stands at `start`; None where it does not. "Undang – Undang" is "Undang-Undang"."""
    match = _spelt(term).match(text, start)
    return match.end() if match else None


@lru_cache(maxsize=1024)
def _spelt(term: str) -> re.Pattern[str]:
    exact = term.isupper() and len(term) <= 4
    words = " ?[-–] ?".join(re.escape(part) for part in term.split("-"))
    return re.compile(rf"{words}(?![^\W_])", 0 if exact else re.IGNORECASE)


def _split(number: str, year: str | None) -> tuple[str, str | None]:
    """"23/2014" -> 23, 2014; a file number ("800/12/BKD/2023") stays whole."""
    if year is None and (stated := _YEAR_AT_END.search(number)):
        year = stated.group(1)
        head = number[:stated.start()]
        return (head if head.isdigit() else number), year
    return number, year


def _about(text: str, at: int, lexicon: Lexicon) -> int | None:
    """End of " tentang Logo Kementerian dan Penggunaannya", None where there is none. At most 30 words."""
    cue = _ABOUT.match(text, at)
    if not cue:
        return None
    inside, ends = _words(lexicon)
    end = position = cue.end()
    proper: bool | None = None
    for _ in range(30):
        word = _ABOUT_WORD.match(text, position)
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
        if not proper and token in ends:
            break
        end = word.end("word")
    return end if end > cue.end() else None
