"""What a web page left behind in a release: menus, counters, links to other releases, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns, worded, words_of
from extract.mentions import Offsets
from extract.text.offsets import trim

LONGEST_TITLE = 200         # characters
_SHORT_LINE = 80            # characters: the title of another release is shorter
_LONG_BOILERPLATE = 160
_REPEATED = 40              # characters: a shorter line may stand twice
_HEAD = 3                   # lines below the title in which it may stand again
_CLOSED = frozenset(".!?”\"")
_MAY_LINK = worded(r"{page-also} ?[:;–—-]", re.IGNORECASE)       # tells in a sixth of the time that there is none
_SAYS = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\s|/,•·:>»-]+")


@dataclass(frozen=True, slots=True)
class _Tables:
    lines: frozenset[str]       # whole lines
    words: frozenset[str]       # … of one word
    starts: tuple[str, ...]
    counted: re.Pattern[str]    # "120 views", "Dilihat 1.203 kali"
    trail: re.Pattern[str]      # "Berita > Lahat"
    embed: re.Pattern[str]      # "[Gambas:Video 20detik]"
    summary: re.Pattern[str]    # "Berikut ringkasan berita dalam satu paragraf: …"
    caption: re.Pattern[str]
    link: re.Pattern[str]       # "– Simak juga: …", "… Senin. Baca juga: Judul Lain Bupati menambahkan …"
    stop: re.Pattern[str]       # where the title of a link ends


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    rows = lexicon.rows("boilerplate")
    lines = frozenset(row["term"] for row in rows if row["match"] == "line")
    pattern = Patterns(
        lexicon,
        number=r"\S{0,20}?[\d.,]{1,9} ?(?:{page-times} )?",
        summed_up=r"{page-follows} {page-summary}(?: [a-z]+){0,3} {page-summed-up}",
        noted=r"\((?:[^()\n]{0,30}\b)?{page-caption}\b[^()\n]{0,60}\)\W{0,3}$",
        begins=r"^{page-picture}\b ?[-:/]",
        opens=r"(?:[–—-] ?|(?<!\w))",
        # In titles only short words and a few prepositions are in lower case.
        goes_on=r"(?:,| \d[\d.,]*)? (?!{page-title-word})(?:[a-z]{4,}|{page-goes-on})\b",
        mark=r"(?P<mark>[?!]+|(?<=[a-z]{3})\.(?=\s|$)|\.{3})",
    )
    return _Tables(
        lines,
        frozenset(term for term in lines if " " not in term),
        tuple(row["term"] for row in rows if row["match"] == "start"),
        pattern(r"(?:\S+ )?{number}{page-counted}\b", re.IGNORECASE),
        pattern(r"(?:(?i:{page-home}) ?[,>/»›|]|HOME [A-Z &]{3,80}$)"),
        pattern(r"\W*\[{page-embed}\b[^\[\]\n]{0,40}\]\W*", re.IGNORECASE),
        pattern(r"#+ ?{page-summary}$|{summed_up}\b", re.IGNORECASE),
        pattern(r"{noted}|\b{page-photo}\b|{begins}", re.IGNORECASE | re.MULTILINE),
        pattern(r"{opens}{page-link} {page-also} ?[:;–—-] ?", re.IGNORECASE),
        pattern(r"{mark}|(?<=\s)(?=[“”\"])|(?<!\S)[A-Z][\w'-]*(?={goes_on})"),
    )


def is_caption(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    """Whether a line tells what a picture shows: "… (Foto: dok humas)"."""
    return _tables(lexicon).caption.search(text, *line) is not None


def left_behind(text: str, lines: Sequence[Offsets], lexicon: Lexicon) -> list[Offsets]:
    """Lines that the web page left behind; behind a bare "Baca juga:" stands the title of another release, and all is left behind
    from where a machine sums the text up and tells what it thinks of it."""
    summary = _tables(lexicon).summary
    ends = next((at for at, line in enumerate(lines) if at and summary.match(text, *line)), len(lines))
    return [*_furniture(text, lines[:ends], lexicon), *lines[ends:]]


def _furniture(text: str, lines: Sequence[Offsets], lexicon: Lexicon) -> list[Offsets]:
    found = []
    seen: set[str] = set()
    announced = False
    title = text[slice(*lines[0])] if lines else ""
    read_too = words_of(lexicon, "page-read-too")
    for at, line in enumerate(lines):
        words = text[slice(*line)]
        if _may_repeat(words) and (words != title or at > _HEAD):
            if words in seen:               # the page holds its text twice, for wide and for narrow screens
                found.append(line)
                continue
            seen.add(words)
        other_title = announced and len(words) < _SHORT_LINE and words[-1] not in ".”\""
        if other_title or _is_boilerplate(words, lexicon):
            found.append(line)
        announced = words.casefold().rstrip(" :-") in read_too or (announced and words[0] in ".•*-")
    return found


def _may_repeat(words: str) -> bool:
    return len(words) > _REPEATED and (words[-1] in _CLOSED or len(words) > _SHORT_LINE)


def _is_boilerplate(line: str, lexicon: Lexicon) -> bool:
    tables = _tables(lexicon)
    low = line.casefold()
    if low.rstrip(" :") in tables.lines or not any(c.isalnum() for c in line) or tables.embed.fullmatch(line):
        return True
    if len(line) >= _LONG_BOILERPLATE:
        return False
    known = low.startswith(tables.starts) or tables.counted.match(line) or tables.trail.match(line)
    return bool(known) or all(word in tables.words for word in _WORD.findall(low))


def without_links(
    text: str, boilerplate: Sequence[Offsets], lines: Sequence[Offsets], lexicon: Lexicon
) -> tuple[list[Offsets], list[Offsets]]:
    """What is boilerplate and what is left, once links to other releases are taken out of the lines."""
    if not _MAY_LINK(lexicon).search(text):
        return list(boilerplate), list(lines)
    link_pattern = _tables(lexicon).link
    left: list[Offsets] = []
    links: list[Offsets] = []
    for start, end in lines:
        while link := link_pattern.search(text, start, end):
            stop = _link_end(text, link, end, lexicon)
            links.append((link.start(), stop))
            before = trim(text, start, link.start())
            left += [before] if _SAYS.search(text, *before) else []
            start, _ = trim(text, stop, end)
        left += [(start, end)] if _SAYS.search(text, start, end) else []
    return sorted([*boilerplate, *links]), left


def _link_end(text: str, link: re.Match[str], end: int, lexicon: Lexicon) -> int:
    """Where the title ends that a link names: with a mark, or where a sentence begins, else with the line."""
    stop = _tables(lexicon).stop.search(text, link.end(), min(end, link.end() + LONGEST_TITLE))
    if stop is None:
        return end if end - link.end() <= LONGEST_TITLE else link.end()
    return stop.end() if stop["mark"] else stop.start()
