"""Where a name that stands in running text ends: one walk from word to word, decided by rules.

Each rule sees one word and what stands beside it (`At`) and says whether the name goes on (TAKE), ends (STOP), goes on behind a
closing mark (GROUP), or may do either: PAUSE where it ends as a rule ("rapat kerja | bersama Komisi XI | di Jakarta"), MAY
where it goes on as a rule ("Pasar Oesao | Desa Oben"). A walk so gives one edge or several; who chooses knows more than a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeVar

from extract.words.rules import Rules
from extract.words.view import Word

_CLOSING = {"(": (")", 8), "“": ('”"', 24), '"': ('”"', 24)}       # mark -> what closes it, within how many words


class Step(Enum):
    TAKE = "take"
    STOP = "stop"
    PAUSE = "pause"
    MAY = "may"
    GROUP = "group"


class Edge(NamedTuple):
    """The name ends before word `stop`; `rule` said so, of `word`. `usual`: as a rule it goes no further."""

    stop: int
    rule: str
    word: str
    usual: bool = True


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
        return self.words[self.i].bare

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


A = TypeVar("A", bound=At)


def name_edges(at: A, rules: Rules[A, Step], most: int) -> list[Edge]:
    """Where the name that starts at word `at.first` may end, within `most` words: the usual edge first, then by length."""
    found: list[Edge] = []
    at.i = at.head
    end, last = min(len(at.words), at.first + most), Edge(0, "end", "")
    while at.i < end:
        rule = rules.first(at)
        if rule.result is Step.STOP or (rule.result is Step.PAUSE and at.i == at.first):
            last = Edge(0, rule.name, at.lower)
            break
        if rule.result in (Step.PAUSE, Step.MAY):
            _add(found, at, Edge(at.i, rule.name, at.lower, rule.result is Step.PAUSE))
        elif rule.result is Step.GROUP:
            at.i = at.closing() or at.i
        at.i += 1
    _add(found, at, last._replace(stop=min(at.i, end)))
    usual = next((edge for edge in found if edge.usual), None)
    return [usual, *(edge for edge in found if edge is not usual)] if usual else []


def _add(found: list[Edge], at: At, edge: Edge) -> None:
    """Without what no name ends with: "dan", "di", "tingkat"."""
    stop, least = edge.stop, max(at.head, at.first + 1)
    if stop <= at.first:
        return
    while stop > least and at.words[stop - 1].bare in at.classes["trail"]:
        stop -= 1
    if stop <= least and at.head == at.first and at.words[at.first].bare in at.classes["trail"]:
        return
    if not found or found[-1].stop != stop:
        found.append(edge._replace(stop=stop))
    elif edge.usual:
        found[-1] = found[-1]._replace(usual=True)
