"""Paragraphs that were cut into lines of one width, joined again.

A program that wraps text fills each line: the first word of the next would not have fitted. So each line break tells
between which widths it may have been made, and where the breaks in the middle of sentences agree on a width they are
none of the writer's. Titles, lists, credits and the last line of a paragraph leave room for the next word and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from extract.text.edits import Edit

_NARROW, _WIDE = 30, 120        # characters: no text is wrapped narrower or wider
_LOOSE = 0.1                    # of a width: how far lines in a proportional font differ from it
_FEW, _MANY = 2, 8              # breaks within sentences that prove a width, and a loose one
# How far lines may differ, and what share of the breaks within sentences agrees then: lists may stand between.
_PROOFS = ((0.0, 0.95), (_LOOSE, 0.95), (0.0, 0.7), (_LOOSE, 0.7))
_LOWER = 0.2                    # the share of lines that begin in lower case: headings and lists hardly do
_INDENT = 8                     # blanks that began the first line of a paragraph, of which cleaning left one
_LONGEST_WORD = 40
_BREAK = re.compile(r"\n(?P<indent> ?)(?=\S)")
_WORD = re.compile(rf"\S{{1,{_LONGEST_WORD}}}")
_LAST = re.compile(rf"(?<!\S)\S{{0,{_LONGEST_WORD - 1}}}[^\s.!?:;…”\"]$")
_ITEM = re.compile(r"^ ?(?:[-–—•*·▪‣>]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s", re.MULTILINE)
_DATELINE = re.compile(r"[A-Z][\w.&/' ]{1,40}(?:,[^,–—\n]{1,40}|\([^()\n]{1,30}\))? ?(?:[–—]|--| - )")
_BRACKET = re.compile(r"\(\d")
_CUT = re.compile(r"(?<![\w-])(?P<word>[a-z]{2,})-$")
_REST = re.compile(r"[a-z]{2,}")


class _Break(NamedTuple):
    start: int
    end: int
    least: int          # the line before it is this long: the text is no narrower
    most: int           # … and with the next word it would be longer than this: no wider
    item: int           # where the words of the next line would start, were it one of a list
    inside: bool        # of a sentence
    lower: bool         # what follows begins in lower case


def joins(text: str) -> Iterator[Edit]:
    """The line breaks within the paragraphs of a text that was wrapped, each as a blank, or as nothing within a word."""
    breaks = [found for match in _BREAK.finditer(text) if (found := _read(text, match))]
    width, loose = _width(breaks)
    if not width:
        return
    items = [match.end() for match in _ITEM.finditer(text)]
    listed = frozenset(items if len(items) > 1 else ())
    for found in breaks:
        if (_fits(found, width, loose) or _cuts(text, found)) and found.item not in listed:
            yield _join(text, found.start, found.end)


def _read(text: str, found: re.Match[str]) -> _Break | None:
    """None between paragraphs: behind a blank line, before an indented one or one that begins as a release does."""
    start, end = found.span()
    start -= text[start - 1 : start] == " "
    if text[start - 1 : start].isspace() or not start:
        return None
    line = text.rfind("\n", 0, start) + 1
    indented = text[line] == " "
    if (found["indent"] and not indented) or _DATELINE.match(text, end):
        return None
    word = _WORD.match(text, end)
    length = start - line - indented
    reach = length + (len(word.group()) if word else 0) + (_INDENT if indented and not found["indent"] else 0)
    item = _ITEM.match(text, found.start("indent"))
    lower = text[end].islower() or _BRACKET.match(text, end) is not None
    last = _LAST.search(text, max(line, start - _LONGEST_WORD - 1), start)
    inside = (lower and text[start - 1] not in ":;") or (last is not None and (last.group().islower() or last.group()[-1] == ","))
    return _Break(start, end, length, reach, item.end() if item else -1, inside, lower)


def _width(breaks: Sequence[_Break]) -> tuple[int, float]:
    """The width that the breaks within sentences agree on, and how far off lines may be; zeros where there is none."""
    inside = [found for found in breaks if found.inside]
    for loose, share in _PROOFS:
        few = _MANY if loose else _FEW if len(breaks) > 1 else 1
        if len(inside) < few:
            continue
        votes, all_votes = _votes(inside, loose), _votes(breaks, loose)
        width = max(range(_NARROW, _WIDE + 1), key=lambda width: (votes[width], all_votes[width]))
        agree = [found.lower for found in inside if _fits(found, width, loose)]
        fewest_lower = max(_LOWER * len(agree), few if all_votes[width] <= _FEW else 1)
        if len(agree) >= max(few, share * len(inside)) and sum(agree) >= fewest_lower:
            return width, loose
    return 0, 0.0


def _votes(breaks: Sequence[_Break], loose: float) -> list[int]:
    """How many breaks may have been made at each width."""
    steps = [0] * (_WIDE + 2)
    for found in breaks:
        if (first := int(found.least * (1 - loose))) <= _WIDE:
            steps[first] += 1
            steps[min(_WIDE, int(found.most * (1 + loose))) + 1] -= 1
    return list(accumulate(steps))


def _fits(found: _Break, width: int, loose: float) -> bool:
    return int(found.least * (1 - loose)) <= width <= int(found.most * (1 + loose))


def _cuts(text: str, found: _Break) -> bool:
    """Whether a hyphen at the end of the line tells that a word goes on."""
    return found.lower and text[found.start - 1] == "-" and text[found.start - 2 : found.start - 1].isalpha()


def _join(text: str, start: int, end: int) -> Edit:
    """A blank; nothing behind a hyphen, and no hyphen where it only cut a word: "kegia-" "tan", not "anak-" "anak"."""
    if text[start - 1] != "-" or text[start - 2 : start - 1].isspace() or not text[end].isalnum():
        return Edit(start, end, " ")
    first, rest = _CUT.search(text, max(0, start - _LONGEST_WORD), start), _REST.match(text, end)
    cut = first is not None and rest is not None and not _pair(first["word"], rest.group())
    return Edit(start - cut, end, "")


def _pair(first: str, second: str) -> bool:
    """Whether two words make one with a hyphen: "anak-anak", "tolong-menolong", "sayur-mayur"."""
    return first[-3:] in second or (first[-2:] == second[-2:] and abs(len(first) - len(second)) < 2)
