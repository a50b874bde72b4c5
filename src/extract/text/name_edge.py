"""Where a name that stands in running text ends: one walk from word to word, decided by rules.

Each rule sees one word and what stands beside it (`At`) and says whether the name goes on (TAKE), ends (STOP), ends as a rule but
may go on (PAUSE: "rapat kerja | bersama Komisi XI | di Jakarta"), or goes on behind a closing mark (GROUP). A walk so gives
one edge or several; who chooses among them knows more than one word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from extract.text.lead import Word
from extract.words.rules import Rules

_CLOSING = {"(": (")", 8), "“": ('”"', 24), '"': ('”"', 24)}       # mark -> what closes it, within how many words


class Step(Enum):
    TAKE = "take"
    STOP = "stop"
    PAUSE = "pause"
    GROUP = "group"


class Edge(NamedTuple):
    """The name ends before word `stop`; `rule` said so, of `word`."""

    stop: int
    rule: str
    word: str


@dataclass(slots=True)
class At:
    """Word `i` of a walk that began at `first`, whose head ends before `head`."""

    words: Sequence[Word]
    first: int
    head: int
    dates: frozenset[int]                       # where dates start
    classes: Mapping[str, frozenset[str]]
    i: int = 0

    @property
    def word(self) -> Word:
        return self.words[self.i]

    @property
    def text(self) -> str:
        return self.words[self.i].text

    @property
    def lower(self) -> str:
        return self.words[self.i].lower

    @property
    def begun(self) -> bool:
        """Whether the name has a word before this one."""
        return self.i > self.first

    def before(self) -> str:
        return self.words[self.i - 1].text if self.i else ""

    def after(self, by: int = 1) -> str:
        """The word behind, "" at the end."""
        return self.words[self.i + by].text if self.i + by < len(self.words) else ""

    def among(self, name: str) -> bool:
        """Whether the word is of the class `name`."""
        return self.lower in self.classes[name]

    def closing(self) -> int | None:
        """Where the mark that opens here closes; None where it does not, or holds a number first: "(12/6)"."""
        marks, reach = _CLOSING[self.text]
        behind = range(self.i + 1, min(self.i + reach, len(self.words)))
        found = next((k for k in behind if self.words[k].text in marks), None)
        return None if found is None or (self.text == "(" and self.after()[:1].isdigit()) else found


def name_edges(at: At, rules: Rules[At, Step], most: int) -> list[Edge]:
    """Where the name that starts at word `at.first` may end, within `most` words, the shortest name first."""
    found: list[Edge] = []
    at.i = at.head
    end, last = min(len(at.words), at.first + most), Edge(0, "end", "")
    while at.i < end:
        rule = rules.first(at)
        if rule.result is Step.STOP:
            last = Edge(0, rule.name, at.lower)
            break
        if rule.result is Step.PAUSE:
            _add(found, at, Edge(at.i, rule.name, at.lower))
        elif rule.result is Step.GROUP:
            at.i = at.closing() or at.i
        at.i += 1
    _add(found, at, last._replace(stop=min(at.i, end)))
    return found


def _add(found: list[Edge], at: At, edge: Edge) -> None:
    """Without what no name ends with: "dan", "di", "tingkat"."""
    stop, least = edge.stop, max(at.head, at.first + 1)
    while stop > least and at.words[stop - 1].lower in at.classes["trail"]:
        stop -= 1
    if stop <= least and at.head == at.first and at.words[at.first].lower in at.classes["trail"]:
        return
    if stop > at.first and not (found and found[-1].stop == stop):
        found.append(edge._replace(stop=stop))
