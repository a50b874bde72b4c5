"""Stretches in quotation marks, as real releases set them: mixed, doubled, nested, never closed, over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.mentions import Offsets

MARK = re.compile(r"[“”\"]")      # cleaning leaves no others
_SINGLE = re.compile(r"(?<!\w)'(?=[A-Z])(?P<inner>[^\n“”\"]{12,600}?[,.!?])'(?!\w{1,2}\b)")
_SENTENCE_END = frozenset(".,!?…")
_GOES_ON = 4                # paragraphs within which the closing mark of a quote is looked for


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters between two marks. `mark` is where the opening one stands, `behind` what follows the closing one.

    `behind` is None where no closing mark was found; `mark` is `start` where no opening one was. `goes_on` where the next
    paragraph opens again what this one leaves open, as long quotations do.
    """

    mark: int
    start: int
    end: int
    behind: int | None
    goes_on: bool = False


def stretches(
    text: str, paragraphs: Sequence[Offsets], after: re.Pattern[str], inline: re.Pattern[str]
) -> Iterator[Stretch]:
    """The stretches in marks of the paragraphs, in order. `after` matches the words behind a mark that tell who spoke
    ("ujar Bupati"); `inline` finds them where the closing mark before them is missing."""
    firsts = [MARK.search(text, *paragraph) for paragraph in paragraphs]
    carried: re.Match[str] | None = None
    for at, (start, end) in enumerate(paragraphs):
        opened, carried = carried, None
        inner = opened.end() if opened else start
        closed = -1
        depth = 0
        for mark in MARK.finditer(text, start, end):
            first, last = mark.span()
            if first < closed:
                continue
            if opened is not None and first == inner:
                inner = last
                continue
            last = _doubled(text, last, end)
            cue = after.match(text, last, end)
            if opened is None:
                if cue and closed < 0 and first > start and _only_closes(text, first):
                    yield Stretch(start, start, first, last)
                    closed = last
                elif mark.end() < end:
                    opened, inner, depth = mark, mark.end(), 0
            elif _only_opens(text, mark, start, end) and not cue:
                if text[first - 2 : first].rstrip()[-1:] in _SENTENCE_END:
                    yield from _left_open(text, opened.start(), inner, first, inline)
                    opened, inner, depth = mark, mark.end(), 0
                else:
                    depth += 1
            elif depth and not cue and text[first - 1] not in _SENTENCE_END:
                depth -= 1
            else:
                yield Stretch(opened.start(), inner, first, last)
                opened, closed = None, last
        if opened is not None:
            following = next((m for m in firsts[at + 1 : at + 1 + _GOES_ON] if m), None)
            told = inline.search(text, inner, end)
            if following and not told and _closes_later(text, following, after):
                carried = opened
            elif not told and at + 1 < len(paragraphs) and _opens_again(text, paragraphs[at + 1], firsts[at + 1]):
                yield Stretch(opened.start(), inner, end, None, goes_on=True)
            else:
                yield from _left_open(text, opened.start(), inner, end, inline)


def in_single_marks(text: str, paragraphs: Sequence[Offsets], after: re.Pattern[str]) -> Iterator[Stretch]:
    """What stands in single marks with the words behind it that tell who spoke: without them, a mark is an apostrophe."""
    for start, end in paragraphs:
        for match in _SINGLE.finditer(text, start, end):
            if after.match(text, match.end(), end):
                yield Stretch(match.start(), *match.span("inner"), match.end())


def _doubled(text: str, last: int, end: int) -> int:
    """The end of a closing mark that stands twice."""
    while last < end and text[last] != "“" and (again := MARK.match(text, last, end)):
        last = again.end()
    return last


def _only_closes(text: str, at: int) -> bool:
    return text[at - 1] in _SENTENCE_END or (text[at] == "”" and not text[at - 1].isspace())


def _only_opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    first, last = mark.span()
    if mark.group() == "”" or last >= end or text[last] in " .,":
        return False
    return first == start or text[first - 1] in " (:"


def _opens_again(text: str, paragraph: Offsets, first: re.Match[str] | None) -> bool:
    return first is not None and first.start() == paragraph[0] and _only_opens(text, first, *paragraph)


def _closes_later(text: str, mark: re.Match[str], after: re.Pattern[str]) -> bool:
    """Whether the first mark of a later paragraph closes what an earlier one left open."""
    first, last = mark.span()
    if first == 0 or text[first - 1] == "\n":
        return False
    return _only_closes(text, first) and (text[first] == "”" or after.match(text, last) is not None)


def _left_open(text: str, mark: int, start: int, limit: int, inline: re.Pattern[str]) -> Iterator[Stretch]:
    """A quote whose closing mark is missing: up to the words that tell who spoke, else to the limit."""
    if cue := inline.search(text, start, limit):
        yield Stretch(mark, start, cue.start() + 1, cue.start("cue"))
    elif text[max(0, mark - 3) : mark].rstrip(" ")[-1:] in ("", "\n", *".!?:,"):
        yield Stretch(mark, start, limit, None)
