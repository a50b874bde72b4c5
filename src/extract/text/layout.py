"""Which part of a release is what: title, publisher, dateline, paragraphs, credits, boilerplate.

A release is read line by line: a line is one paragraph, or a heading, or something that the web page left behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Offsets
from extract.text.credits import Credit, find_credits
from extract.text.dateline import Dateline, find_dateline, published_day
from extract.values.regions import find_region

MAX_TITLE = 200             # characters
_LONG_LINE = 120            # a line this long that starts with a dateline is no title
_HEAD_LINES = 8             # among which the dateline and the day stand
_SHORT_LINE = 80            # what stands above the first paragraph is shorter
_LONG_BOILERPLATE = 160
_STUB = 8                   # characters: what credits leave of their line is no paragraph ("RILIS (yul)")
_READ_TOO = frozenset(("baca juga", "baca", "simak juga", "lihat juga", "artikel terkait", "berita terkait"))
_REPEATED = 40              # characters: a shorter line may stand twice
_CLOSED = frozenset(".!?”\"")
# "(Baca juga: …)", "– Simak juga: …", "… Senin. Baca juga: Judul Lain Bupati menambahkan …"
_LINK = re.compile(
    r"(?:(?P<bracket>[(\[]) ?|[–—-] ?|(?<!\w))(?:baca|simak|lihat|tonton) (?:juga|pula|selengkapnya) ?[:;–—-] ?", re.IGNORECASE
)
_MAY_LINK = re.compile(r"(?:uga|UGA|ula|ULA|nya|NYA) ?[:;–—-]")        # tells in a sixth of the time that there is none
# In titles only short words and a few prepositions are in lower case.
_TITLE_STOP = re.compile(
    r"(?P<mark>[?!]+|(?<=[a-z]{3})\.(?=\s|$)|\.{3})|(?<=\s)(?=[“”\"])|(?<!\S)[A-Z][\w'-]*"
    r"(?=(?:,| \d[\d.,]*)? (?!dari|yang|untuk|dengan|pada|hingga|dalam|atas|soal|oleh)(?:[a-z]{4,}|ini|itu|ia)\b)"
)
_SAYS = re.compile(r"[^\W_]")
_LINE = re.compile(r"[^\n]+")
_COUNTED = re.compile(
    r"(?:\S+ )?\S{0,20}?[\d.,]{1,9} ?(?:x |kali )?(?:dilihat|dibaca|views?|komentar|comments?|shares?|hits?|min read)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s|/,•·:>»-]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SITE_AT_END = re.compile(r"\.[a-z]{2,4}$")
_TRAIL = re.compile(r"(?:(?i:home|beranda|berita) ?[,>/»›|]|HOME [A-Z &]{3,80}$)")     # "Berita > Lahat"
_REFERENCE = re.compile(r"(?:siaran pers |press release )?(?:no|nomor|sp)\b[ .:]|laporan wartawan\b", re.IGNORECASE)
CAPTION = re.compile(
    r"\((?:[^()\n]{0,30}\b)?(?:foto|dok|ist|istimewa|tangkapan layar|antara|sumber)\b[^()\n]{0,60}\)\W{0,3}$"
    r"|\bANTARA FOTO\b|^(?:foto|ilustrasi|ket(?:erangan)? foto)\b ?[-:/]",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = 4                # words of a heading; a shorter line above one is the name of a column or a site


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets of the parts of a cleaned text. `paragraphs` are the body's, without dateline, credits and boilerplate."""

    title: Offsets | None
    title_repeats: tuple[Offsets, ...]
    publisher: Offsets | None
    dateline: Dateline | None
    published: tuple[str, Offsets] | None       # ISO date, where the release itself states it
    credits: tuple[Credit, ...]
    boilerplate: tuple[Offsets, ...]
    paragraphs: tuple[Offsets, ...]


def layout(text: str, lexicon: Lexicon) -> Layout:
    """The parts of a cleaned text."""
    lines = [_trim(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line[0] < line[1]]
    boilerplate = _left_behind(text, lines, lexicon)
    left_behind = set(boilerplate)
    lines = [line for line in lines if line not in left_behind]
    if _MAY_LINK.search(text):
        boilerplate, lines = _without_links(text, boilerplate, lines)
    days = [(day, line) for line in [*lines[:_HEAD_LINES], *lines[-4:]] if (day := published_day(text, line, lexicon))]
    published = days[0] if days else None
    lines = [line for line in lines if published is None or (published[0], line) not in days]     # it may stand there twice
    credits: list[Credit] = []
    head, tail = lines[1:4], lines[-5:]
    for line in dict.fromkeys([*head, *tail]):
        found, rest = find_credits(text, line, lexicon)
        # Above the body stands a line of its own: "Penulis: Rina Sari".
        if not found or (line not in tail and rest[1] > rest[0]):
            continue
        credits += found
        at = lines.index(line)
        rest = _trim(text, *rest)
        lines[at : at + 1] = [rest] if rest[1] - rest[0] > _STUB else []
    publisher = next((line for line in reversed(lines[1:][-3:]) if _is_publisher(text, line, lexicon)), None)
    lines = [line for line in lines if line != publisher]
    above = _above_title(text, lines, lexicon)
    boilerplate = sorted([*boilerplate, *lines[:above]])
    title, repeats, lines = _title(text, lines[above:], lexicon)
    dateline, lines = _dateline(text, lines, lexicon)
    if dateline is None and published and lines and published[1] < lines[0]:
        stated = find_dateline(text, published[1], lexicon)
        if stated and find_region(stated.place, lexicon):
            dateline = replace(stated, published=None)
    if dateline:
        published = published or dateline.published
        outlet = dateline.outlet_offsets
        publisher = publisher or (outlet if outlet and _is_publisher(text, outlet, lexicon) else None)
    return Layout(
        title, tuple(repeats), publisher, dateline, published, tuple(credits), tuple(boilerplate), tuple(lines)
    )


def _trim(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=8)
def _boilerplate(lexicon: Lexicon) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    rows = lexicon.rows("boilerplate")
    lines = frozenset(row["term"] for row in rows if row["match"] == "line")
    return lines, tuple(row["term"] for row in rows if row["match"] == "start"), frozenset(t for t in lines if " " not in t)


def _is_boilerplate(line: str, lexicon: Lexicon) -> bool:
    whole, starts, words = _boilerplate(lexicon)
    low = line.casefold()
    if low.rstrip(" :") in whole or not any(c.isalnum() for c in line):
        return True
    if len(line) >= _LONG_BOILERPLATE:
        return False
    known = low.startswith(starts) or _COUNTED.match(line) is not None or _TRAIL.match(line) is not None
    return known or all(word in words for word in _WORD.findall(low))


def _left_behind(text: str, lines: list[Offsets], lexicon: Lexicon) -> list[Offsets]:
    """Lines that the web page left behind; behind a bare "Baca juga:" stands the title of another release."""
    found = []
    seen: set[str] = set()
    announced = False
    title = text[slice(*lines[0])] if lines else ""
    for at, line in enumerate(lines):
        words = text[slice(*line)]
        if len(words) > _REPEATED and (words[-1] in _CLOSED or len(words) > _SHORT_LINE) and (words != title or at > 3):
            if words in seen:               # the page holds its text twice, for wide and for narrow screens
                found.append(line)
                continue
            seen.add(words)
        if _is_boilerplate(words, lexicon) or (announced and len(words) < _SHORT_LINE and words[-1] not in ".”\""):
            found.append(line)
        announced = words.casefold().rstrip(" :-") in _READ_TOO or (announced and words[0] in ".•*-")
    return found


def _without_links(text: str, boilerplate: list[Offsets], lines: list[Offsets]) -> tuple[list[Offsets], list[Offsets]]:
    """Links to other releases within paragraphs taken out of `lines`: they say nothing of this one."""
    left: list[Offsets] = []
    links: list[Offsets] = []
    for start, end in lines:
        while link := _LINK.search(text, start, end):
            stop = _link_end(text, link, end)
            links.append((link.start(), stop))
            before = _trim(text, start, link.start())
            left += [before] if _SAYS.search(text, *before) else []
            start, _ = _trim(text, stop, end)
        left += [(start, end)] if _SAYS.search(text, start, end) else []
    return sorted([*boilerplate, *links]), left


def _link_end(text: str, link: re.Match[str], end: int) -> int:
    """Where the title ends that a link names: with its bracket, a mark, or where a sentence begins, else with the line."""
    if link["bracket"]:
        closing = text.find(")" if link["bracket"] == "(" else "]", link.end(), end)
        return closing + 1 if closing >= 0 else end
    stop = _TITLE_STOP.search(text, link.end(), min(end, link.end() + MAX_TITLE))
    if stop is None:
        return end if end - link.end() <= MAX_TITLE else link.end()
    return stop.end() if stop["mark"] else stop.start()


def _is_publisher(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    words = text[slice(*line)].split()
    heads = frozenset(lexicon.terms("publisher_heads"))
    return 1 < len(words) < 16 and words[0].strip(":/") in heads and text[line[1] - 1] not in ".!?:;”\""


def _above_title(text: str, lines: list[Offsets], lexicon: Lexicon) -> int:
    """How many lines stand above the title: "SIARAN PERS", a number, the name of a column or a site."""
    for at, line in enumerate(lines[:_HEADING]):
        words = text[slice(*line)]
        if len(_LETTERS.findall(words)) <= 2 or _REFERENCE.match(words):
            continue
        return at if len(words.split()) >= _HEADING and at + 1 < len(lines) and _is_heading(text, line, lexicon) else 0
    return 0


def _is_heading(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    words = text[slice(*line)]
    heading = len(words) <= MAX_TITLE and words[-1] not in ".,;-–—" and words[0] not in "\"“("
    return heading and not CAPTION.search(words) and not _has_dateline_mark(text, line, lexicon)


def _title(text: str, lines: list[Offsets], lexicon: Lexicon) -> tuple[Offsets | None, list[Offsets], list[Offsets]]:
    """The title, where it stands again, and the lines that are left."""
    if len(lines) < 2:
        return None, [], lines
    first = lines[0]
    words = text[slice(*first)]
    if not _is_heading(text, first, lexicon) and text[slice(*lines[1])] != words:
        return None, [], lines
    repeats = [line for line in lines[1:4] if text[slice(*line)].casefold() == words.casefold()]
    return first, repeats, [line for line in lines[1:] if line not in repeats]


def _has_dateline_mark(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    may_have = line[1] - line[0] > _LONG_LINE or _SITE_AT_END.search(text, *line)
    dateline = find_dateline(text, line, lexicon) if may_have else None
    return dateline is not None and ":" not in text[slice(*dateline.offsets)]


def _dateline(text: str, lines: list[Offsets], lexicon: Lexicon) -> tuple[Dateline | None, list[Offsets]]:
    """The dateline of the first line that has one, past what a web page left above it, and the lines without it."""
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if dateline := find_dateline(text, line, lexicon):
            rest = (dateline.offsets[1], line[1])
            return dateline, [*lines[:i], *([rest] if rest[0] < rest[1] else []), *lines[i + 1 :]]
        if line[1] - line[0] > _SHORT_LINE and (text[line[1] - 1] in ".!?”\"" or i > 2) and not CAPTION.search(text, *line):
            break
    return None, lines
