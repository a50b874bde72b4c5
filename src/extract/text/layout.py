"""Which part of a release is what: title, publisher, dateline, paragraphs, credits, boilerplate.

A release is read line by line: a line is one paragraph, or a heading, or something that the web page left behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Offsets
from extract.text.dateline import Dateline, find_dateline, published_day

MAX_TITLE = 200             # characters
_LONG_LINE = 120            # a line this long that starts with a dateline is no title
_SHORT_LINE = 80            # what stands above the first paragraph is shorter
_LINE = re.compile(r"[^\n]+")
_TRAILING = re.compile(r"\(([^()\n]{2,90})\)\.?\s*$|\[([^\[\]\n]{2,90})\]\s*$")
_ROLE = re.compile(r"([A-Za-z]+)(?: ?/ ?[A-Za-z]+)? ?: ?([^;|\n]{2,80})")
_INITIALS = re.compile(r"[\w.'*]{1,20}(?:[/,|-] ?[\w.'* ]{1,20}){0,4}")


@dataclass(frozen=True, slots=True)
class Credit:
    role: str               # writer | photographer | editor | source | team
    name: str
    offsets: Offsets


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
    boilerplate = [line for line in lines if _is_boilerplate(text[slice(*line)], lexicon)]
    left_behind = set(boilerplate)
    lines = [line for line in lines if line not in left_behind]
    published = None
    for line in [*lines[:4], *lines[-4:]]:
        if published is None and (day := published_day(text, line, lexicon)):
            published = (day, line)
    lines = [line for line in lines if published is None or line != published[1]]
    credits: list[Credit] = []
    for line in lines[-5:]:
        found = _credits(text, line, lexicon)
        credits += found
        if found and found[0].offsets[0] - line[0] < 20:
            lines.remove(line)
        elif found and (trailing := _TRAILING.search(text, *line)):
            lines[lines.index(line)] = _trim(text, line[0], trailing.start())
    publisher = next((line for line in reversed(lines[1:][-3:]) if _is_publisher(text, line, lexicon)), None)
    lines = [line for line in lines if line != publisher]
    title, repeats, lines = _title(text, lines, lexicon)
    dateline, lines = _dateline(text, lines, lexicon)
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
def _boilerplate(lexicon: Lexicon) -> tuple[frozenset[str], tuple[str, ...]]:
    rows = lexicon.rows("boilerplate")
    lines = frozenset(row["term"] for row in rows if row["match"] == "line")
    return lines, tuple(row["term"] for row in rows if row["match"] == "start")


def _is_boilerplate(line: str, lexicon: Lexicon) -> bool:
    whole, starts = _boilerplate(lexicon)
    low = line.casefold()
    return low.rstrip(" :") in whole or (len(line) < 160 and low.startswith(starts)) or not any(c.isalnum() for c in line)


def _is_publisher(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    words = text[slice(*line)].split()
    heads = frozenset(lexicon.terms("publisher_heads"))
    return 1 < len(words) < 16 and words[0].strip(":/") in heads and text[line[1] - 1] not in ".!?:;”\""


@lru_cache(maxsize=8)
def _roles(lexicon: Lexicon) -> dict[str, str]:
    return {row["term"]: row["role"] for row in lexicon.rows("credit_roles")}


def _credits(text: str, line: Offsets, lexicon: Lexicon) -> list[Credit]:
    """The credits on a line: "(Tulisan: WIN; Foto: BZ)", "(hms/red)", "Sumber : Bagian Humas"."""
    roles = _roles(lexicon)
    start, end = line
    trailing = _TRAILING.search(text, start, end)
    if trailing:
        group = 1 if trailing.group(1) else 2
        start, end = trailing.span(group)
    elif end - start > 120:
        return []
    found = [
        Credit(roles[m.group(1).casefold()], m.group(2).strip(), m.span(2))
        for m in _ROLE.finditer(text, start, end)
        if m.group(1).casefold() in roles
    ]
    if found or not trailing:
        return found if found and (trailing or found[0].offsets[0] - start < 24) else []
    inner = text[start:end]
    short = _INITIALS.fullmatch(inner) and ("/" in inner or (inner.islower() and len(inner) < 16 and " " not in inner))
    return [Credit("team", inner, (start, end))] if short and not inner.replace("/", "").isdigit() else []


def _title(text: str, lines: list[Offsets], lexicon: Lexicon) -> tuple[Offsets | None, list[Offsets], list[Offsets]]:
    """The title, where it stands again, and the lines that are left."""
    if len(lines) < 2:
        return None, [], lines
    first = lines[0]
    words = text[slice(*first)]
    heading = len(words) <= MAX_TITLE and words[-1] not in ".,;" and words[0] not in "\"“("
    heading = heading and not _has_dateline_mark(text, first, lexicon)
    if not heading and text[slice(*lines[1])] != words:
        return None, [], lines
    repeats = [line for line in lines[1:4] if text[slice(*line)].casefold() == words.casefold()]
    return first, repeats, [line for line in lines[1:] if line not in repeats]


def _has_dateline_mark(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    dateline = find_dateline(text, line, lexicon) if line[1] - line[0] > _LONG_LINE else None
    return dateline is not None and ":" not in text[slice(*dateline.offsets)]


def _dateline(text: str, lines: list[Offsets], lexicon: Lexicon) -> tuple[Dateline | None, list[Offsets]]:
    """The dateline of the first line that has one, past what a web page left above it, and the lines without it."""
    for i, line in enumerate(lines[:3]):
        if dateline := find_dateline(text, line, lexicon):
            rest = (dateline.offsets[1], line[1])
            return dateline, [*lines[:i], *([rest] if rest[0] < rest[1] else []), *lines[i + 1 :]]
        if line[1] - line[0] > _SHORT_LINE:
            break
    return None, lines
