"""Stretches in quotation marks, as real releases set them: mixed, doubled, nested, never closed, over several paragraphs.

What a mark is, the first rule tells that holds; in an example the mark that is decided stands in <>.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.mentions import Offsets
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

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


class Paragraph:
    """Reads the marks of one paragraph in their order, and keeps which one is open."""

    def __init__(
        self, text: str, stretch: Offsets, opened: re.Match[str] | None, after: re.Pattern[str], inline: re.Pattern[str]
    ) -> None:
        self.text, self.after, self.inline = text, after, inline
        self.start, self.end = stretch
        self.opened = opened
        self.inner = opened.end() if opened else self.start
        self.closed = -1            # end of the mark that closed the last stretch
        self.depth = 0              # names in marks within the open stretch
        self.found: list[Stretch] = []

    def read(self) -> None:
        for mark in MARK.finditer(self.text, self.start, self.end):
            seen = Seen(self, mark)
            MARKS.first(seen).result(seen)


@dataclass(frozen=True)
class Seen:
    """A mark, and what is known when it is met."""

    paragraph: Paragraph
    mark: re.Match[str]

    @cached_property
    def open(self) -> bool:
        return self.paragraph.opened is not None

    @cached_property
    def last(self) -> int:
        """The end of the mark, and of those that only double it."""
        text, last = self.paragraph.text, self.mark.end()
        while last < self.paragraph.end and text[last] != "“" and (again := MARK.match(text, last, self.paragraph.end)):
            last = again.end()
        return last

    @cached_property
    def cue(self) -> bool:
        """Whether words follow that tell who spoke: "ujar Bupati"."""
        return self.paragraph.after.match(self.paragraph.text, self.last, self.paragraph.end) is not None

    @property
    def behind_sentence(self) -> bool:
        return self.paragraph.text[self.mark.start() - 2 : self.mark.start()].rstrip()[-1:] in _SENTENCE_END

    @property
    def closes_only(self) -> bool:
        return _only_closes(self.paragraph.text, self.mark.start())

    @property
    def opens_only(self) -> bool:
        return _only_opens(self.paragraph.text, self.mark, self.paragraph.start, self.paragraph.end) and not self.cue


def _nothing(seen: Seen) -> None:
    """The mark says nothing."""


def _open(seen: Seen) -> None:
    paragraph = seen.paragraph
    paragraph.opened, paragraph.inner, paragraph.depth = seen.mark, seen.mark.end(), 0


def _close(seen: Seen) -> None:
    paragraph, first = seen.paragraph, seen.mark.start()
    mark = paragraph.opened.start() if paragraph.opened else paragraph.start
    paragraph.found.append(Stretch(mark, paragraph.inner, first, seen.last))
    paragraph.opened, paragraph.closed = None, seen.last


def _deeper(seen: Seen) -> None:
    seen.paragraph.depth += 1


def _higher(seen: Seen) -> None:
    seen.paragraph.depth -= 1


def _stand_twice(seen: Seen) -> None:
    seen.paragraph.inner = seen.mark.end()


MARKS: Rules[Seen, Callable[[Seen], None]] = Rules(
    "quotation mark",
    Rule("closed twice", lambda s: s.mark.start() < s.paragraph.closed, _nothing,
         "“Air sudah masuk,”<”> ujarnya", "“Air sudah masuk,<”> ujarnya"),
    Rule("opened twice", lambda s: s.open and s.mark.start() == s.paragraph.inner, _stand_twice,
         "“<“>Air sudah masuk,” ujarnya", "“Air <“>bersih” sudah masuk,” ujarnya"),
    Rule("closes what no mark opened", lambda s: not s.open and s.paragraph.closed < 0 and s.closes_only and s.cue, _close,
         "Air sudah masuk,<”> ujarnya", "Air sudah masuk, <“>ujarnya"),
    Rule("opens", lambda s: not s.open, _open, "<“>Air sudah masuk,” ujarnya", "Air sudah masuk,<”> ujarnya"),
    Rule("opens anew behind a sentence", lambda s: s.opens_only and s.behind_sentence, _open,
         "“Air sudah masuk. <“>Pompa dua,” ujarnya", "“Air <“>bersih” sudah masuk,” ujarnya"),
    Rule("opens a name inside", lambda s: s.opens_only, _deeper,
         "“Program <“>Air Kita” sudah jalan,” ujarnya", "“Air sudah masuk,<”> ujarnya"),
    Rule("closes a name inside", lambda s: s.paragraph.depth > 0 and not s.cue, _higher,
         "“Program “Air Kita<”> sudah jalan,” ujarnya", "“Program “Air Kita” sudah jalan,<”> ujarnya"),
    Rule("closes", lambda s: True, _close, "“Air sudah masuk,<”> ujarnya"),
)  # fmt: skip


def stretches(
    text: str, paragraphs: Sequence[Offsets], after: re.Pattern[str], inline: re.Pattern[str]
) -> Iterator[Stretch]:
    """The stretches in marks of the paragraphs, in order. `after` matches the words behind a mark that tell who spoke
    ("ujar Bupati"); `inline` finds them where the closing mark before them is missing."""
    firsts = [MARK.search(text, *paragraph) for paragraph in paragraphs]
    carried: re.Match[str] | None = None
    for at, (start, end) in enumerate(paragraphs):
        paragraph = Paragraph(text, (start, end), carried, after, inline)
        paragraph.read()
        yield from paragraph.found
        opened, inner, carried = paragraph.opened, paragraph.inner, None
        if opened is None:
            continue
        following = next((m for m in firsts[at + 1 : at + 1 + _GOES_ON] if m), None)
        told = inline.search(text, inner, end)
        if following and not told and _only_closes(text, following.start()):
            carried = opened            # the first mark of a later paragraph closes it
        elif not told and at + 1 < len(paragraphs) and _opens_again(paragraphs[at + 1], firsts[at + 1]):
            yield Stretch(opened.start(), inner, end, None, goes_on=True)
        else:
            yield from _left_open(text, opened.start(), inner, end, inline)


def in_single_marks(text: str, paragraphs: Sequence[Offsets], after: re.Pattern[str]) -> Iterator[Stretch]:
    """What stands in single marks with the words behind it that tell who spoke: without them, a mark is an apostrophe."""
    for start, end in paragraphs:
        for match in _SINGLE.finditer(text, start, end):
            if after.match(text, match.end(), end):
                yield Stretch(match.start(), *match.span("inner"), match.end())


def _only_closes(text: str, at: int) -> bool:
    return text[at - 1] in _SENTENCE_END or (text[at] == "”" and not text[at - 1].isspace())


def _only_opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    first, last = mark.span()
    return mark.group() != "”" and last < end and (first == start or text[first - 1] in " (:")


def _opens_again(paragraph: Offsets, first: re.Match[str] | None) -> bool:
    return first is not None and first.start() == paragraph[0]


def _left_open(text: str, mark: int, start: int, limit: int, inline: re.Pattern[str]) -> Iterator[Stretch]:
    """A quote whose closing mark is missing: up to the words that tell who spoke, else to the limit."""
    if cue := inline.search(text, start, limit):
        yield Stretch(mark, start, cue.start() + 1, cue.start("cue"))
    else:
        yield Stretch(mark, start, limit, None)
