"""Which part of a release is what: title, publisher, dateline, paragraphs, credits, boilerplate.

A release is read line by line: a line is one paragraph, or a heading, or something that the web page left behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Offsets
from extract.text.boilerplate import LONGEST_TITLE, is_caption, left_behind, without_links
from extract.text.credits import Credit, find_credits, reprinted_from
from extract.text.dateline import Dateline, find_dateline, find_outlet, is_site, on_its_own, published_day
from extract.text.offsets import trim
from extract.values.regions import find_region

_LONG_LINE = 120            # a line this long that starts with a dateline is no title
_LONG_CAPTION = 300         # characters
_HEAD_LINES = 8             # among which the dateline and the day stand
_SHORT_LINE = 80            # what stands above the first paragraph is shorter
_STUB = 8                   # characters: what credits leave of their line is no paragraph ("RILIS (yul)")
_CONTACTS = 12              # … and the addresses of an office
_TAIL_LINES = 5             # … and the credits
_ENDS = frozenset(".!?”\")")
_HEADING = 4                # words of a heading; a shorter line above one is the name of a column or a site
_LINE = re.compile(r"(?:/?(?:p|div|li|span|h[1-6])\b[^<>\n]{0,80}>)?(?P<words>[^\n]+)")     # some pages leave a torn tag there
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DASH = re.compile(r"[–—|-]")
_SITE_AT_END = re.compile(r"\.[a-z]{2,4}$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets of the parts of a cleaned text. `paragraphs` are the body's, without dateline, credits and boilerplate;
    `captions` those of them that tell what a picture shows."""

    title: Offsets | None
    title_repeats: tuple[Offsets, ...]
    publisher: Offsets | None
    dateline: Dateline | None
    published: tuple[str, Offsets] | None       # ISO date, where the release itself states it
    credits: tuple[Credit, ...]
    boilerplate: tuple[Offsets, ...]
    paragraphs: tuple[Offsets, ...]
    captions: tuple[Offsets, ...] = ()


def layout(text: str, lexicon: Lexicon) -> Layout:
    """The parts of a cleaned text: each step takes its lines away, the body is what is left."""
    lines = [trim(text, *match.span("words")) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line[0] < line[1]]
    behind = left_behind(text, lines, lexicon)
    taken = frozenset(behind)
    boilerplate, lines = without_links(text, behind, [line for line in lines if line not in taken], lexicon)
    reachable, contacts, lines = _contacts(text, lines, lexicon)
    boilerplate += contacts
    published, lines = _published(text, lines, lexicon)
    credits, lines = _credits(text, lines, lexicon)
    credits += [credit for line in behind if (credit := reprinted_from(text, line, lexicon))]
    publisher, lines = (reachable, lines) if reachable else _publisher(text, lines, lexicon)
    above = _above_title(text, lines, lexicon)
    boilerplate = sorted([*boilerplate, *lines[:above]])
    title, repeats, lines = _title(text, lines[above:], lexicon)
    dateline, lines = _dateline(text, lines, lexicon)
    dateline = dateline or _stated(text, lines, published, lexicon)
    published = published or (dateline.published if dateline else None)
    outlet, lines = _outlet(text, lines, dateline, lexicon)
    captions = [line for line in lines if line[1] - line[0] < _LONG_CAPTION and is_caption(text, line, lexicon)]
    return Layout(
        title, tuple(repeats), publisher or outlet or _of_a_team(credits, lexicon), dateline, published, tuple(credits),
        tuple(boilerplate), tuple(lines), tuple(captions),
    )


def _published(
    text: str, lines: list[Offsets], lexicon: Lexicon
) -> tuple[tuple[str, Offsets] | None, list[Offsets]]:
    """The day that a line of its own states, with that line, and the lines without it, where it stands twice without both."""
    days = [(day, line) for line in [*lines[:_HEAD_LINES], *lines[-4:]] if (day := published_day(text, line, lexicon))]
    published = days[0] if days else None
    return published, [line for line in lines if published is None or (published[0], line) not in days]


def _credits(text: str, lines: list[Offsets], lexicon: Lexicon) -> tuple[list[Credit], list[Offsets]]:
    """The credits on the lines of the head and the end, and the lines without them."""
    lines = list(lines)
    credits: list[Credit] = []
    head, tail = lines[1:4], lines[_end_of_body(text, lines) - _TAIL_LINES :]
    for line in dict.fromkeys([*head, *tail]):
        found, rest = find_credits(text, line, lexicon)
        # Above the body stands a line of its own: "Penulis: Rina Sari".
        if not found or (line not in tail and rest[1] > rest[0]):
            continue
        credits += found
        at = lines.index(line)
        rest = trim(text, *rest)
        lines[at : at + 1] = [rest] if rest[1] - rest[0] > _STUB else []
    return credits, lines


def _end_of_body(text: str, lines: Sequence[Offsets]) -> int:
    """How many lines there are up to the last that ends like a sentence or in brackets: below may stand tags of the page."""
    last = next((at for at in range(len(lines), 0, -1) if text[lines[at - 1][1] - 1] in _ENDS), len(lines))
    return max(last, _TAIL_LINES)


def _contacts(
    text: str, lines: list[Offsets], lexicon: Lexicon
) -> tuple[Offsets | None, list[Offsets], list[Offsets]]:
    """The office whose addresses stand below the body ("Dinas Sosial dapat diakses melalui:"), these, and the lines above."""
    for at in range(len(lines) - 1, max(0, len(lines) - _CONTACTS), -1):
        contact = _contact(lexicon).search(text, *lines[at])
        if contact and _is_publisher(text, office := (lines[at][0], contact.start()), lexicon):
            return office, lines[at:], lines[:at]
    return None, [], lines


def _publisher(text: str, lines: list[Offsets], lexicon: Lexicon) -> tuple[Offsets | None, list[Offsets]]:
    """The last line that names an office, or a site and nothing else, and the lines without it."""
    publisher = next((line for line in reversed(lines[1:][-3:]) if _is_publisher(text, line, lexicon)), None)
    return publisher, [line for line in lines if line != publisher]


def _of_a_team(credits: Sequence[Credit], lexicon: Lexicon) -> Offsets | None:
    """The office of the team that wrote the text: "Tim Diskominfo Lahat", "Rina - Diskominfo Lahat"."""
    teams = words_of(lexicon, "credit-team")
    for credit in credits:
        words = credit.name.split()
        if words[0].casefold() in teams and len(words) > 1:
            return credit.offsets[0] + credit.name.index(" ") + 1, credit.offsets[1]
        if credit.role == "team" and words[0] in frozenset(lexicon.terms("publisher_heads")) and len(words) > 1:
            return credit.offsets
    return None


def _is_publisher(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    words = text[slice(*line)].split()
    heads = frozenset(lexicon.terms("publisher_heads"))
    if len(words) == 1:
        return is_site(words[0], lexicon)
    return 1 < len(words) < 16 and words[0].strip(":/") in heads and text[line[1] - 1] not in ".!?:;”\""


@lru_cache(maxsize=8)
def _contact(lexicon: Lexicon) -> re.Pattern[str]:
    return Patterns(lexicon)(r" {page-contact} ?:?$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _reference(lexicon: Lexicon) -> re.Pattern[str]:
    """What begins a line that only says what kind of text it is, and its number: "Siaran Pers No. 5"."""
    pattern = Patterns(lexicon, number=r"(?:{page-reference} )?(?:{page-number})\b[ .:]")
    return pattern(r"{number}|{credit-report} {credit-correspondent}\b", re.IGNORECASE)


def _above_title(text: str, lines: list[Offsets], lexicon: Lexicon) -> int:
    """How many lines stand above the title: "SIARAN PERS", a number, the name of a column or a site."""
    for at, line in enumerate(lines[:_HEADING]):
        words = text[slice(*line)]
        if len(_LETTERS.findall(words)) <= 2 or _reference(lexicon).match(words):
            continue
        return at if len(words.split()) >= _HEADING and at + 1 < len(lines) and _is_heading(text, line, lexicon) else 0
    return 0


def _is_heading(text: str, line: Offsets, lexicon: Lexicon) -> bool:
    words = text[slice(*line)]
    heading = len(words) <= LONGEST_TITLE and words[-1] not in ".,;-–—" and words[0] not in "\"“("
    return heading and not is_caption(text, line, lexicon) and not _has_dateline_mark(text, line, lexicon)


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
        dateline = find_dateline(text, line, lexicon)
        # A headline that ends in a full stop looks like a paragraph; behind it stands a dateline with a dash.
        if dateline and (i == 0 or not _is_paragraph(text, lines, 0, lexicon) or _DASH.search(text, *dateline.offsets)):
            rest = (dateline.offsets[1], line[1])
            return dateline, [*lines[:i], *([rest] if rest[0] < rest[1] else []), *lines[i + 1 :]]
        if i + 1 < len(lines) and (dateline := on_its_own(text, line, lines[i + 1], lexicon)):
            return dateline, [*lines[:i], *lines[i + 1 :]]
    return None, lines


def _is_paragraph(text: str, lines: list[Offsets], at: int, lexicon: Lexicon) -> bool:
    line = lines[at]
    closed = line[1] - line[0] > _SHORT_LINE and (text[line[1] - 1] in ".!?”\"" or at > 2)
    return closed and not is_caption(text, line, lexicon)


def _stated(
    text: str, lines: list[Offsets], published: tuple[str, Offsets] | None, lexicon: Lexicon
) -> Dateline | None:
    """The place in the line above the body that states the day."""
    if published is None or not lines or published[1] >= lines[0]:
        return None
    stated = find_dateline(text, published[1], lexicon)
    return replace(stated, published=None) if stated and find_region(stated.place, lexicon) else None


def _outlet(
    text: str, lines: list[Offsets], dateline: Dateline | None, lexicon: Lexicon
) -> tuple[Offsets | None, list[Offsets]]:
    """Who publishes, as the dateline or a site in its place says, and the lines without that site."""
    if dateline or not lines:
        return dateline.outlet_offsets if dateline else None, lines
    outlet = find_outlet(text, lines[0], lexicon)
    return (outlet[0], [(outlet[1], lines[0][1]), *lines[1:]]) if outlet else (None, lines)
