"""What a sentence takes up from the figure before it: "Angka ini turun dari 4,1 persen", "Jumlah itu setara dengan", "Yakni".

In an example the number that is asked about is the first one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns
from extract.mentions import PointsBack
from extract.values.quantities import Quantity
from extract.values.timing import PAST, Timed
from extract.values.trends import Link, Numbers, Pair, Said, only_links, said
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_SHORT = 60             # characters before a number in which "Sebelumnya" is said of it
_SENTENCE = 80          # "Pada tahun lalu, jumlahnya"
_LONG = 120             # "Angka ini … turun dari"
_NEAR = 72              # "jumlah itu setara dengan", right before a number
_STEP = 36
_BEHIND_SIZE = "comes from, by so much"


@dataclass(frozen=True, slots=True)
class _Pointers:
    thing: re.Pattern[str]          # "Angka ini", at the beginning
    of_it: re.Pattern[str]          # "jumlah itu setara dengan", right before a number
    its: re.Pattern[str]            # "angkanya"
    before: re.Pattern[str]         # "Sebelumnya"
    namely: re.Pattern[str]         # "Yakni"
    along: re.Pattern[str]          # "diikuti": what comes along with the thing pointed at is another thing
    lead: re.Pattern[str]           # "Sementara pada"
    coming: re.Pattern[str]         # "depan": no time that is over


@lru_cache(maxsize=8)
def _pointers(lexicon: Lexicon) -> _Pointers:
    pattern = Patterns(lexicon, thing="(?:{trend-thing})", this="(?:{trend-this})\\b", marks=r"[\"“'\s]*")
    return _Pointers(
        thing=pattern(r"{marks}(?:{thing}\s(?:[a-z]+\s)?)?{this}|{marks}{thing}\s(?={trend-told})", re.I),
        of_it=pattern(r"(?:,|\b{speech-that})\s{thing}\s{this}[^,;\d]{0,40}$"),
        its=pattern(r"\b{thing}nya\s(?:[a-z]+\s){0,2}{change}\b", re.I),
        before=pattern(r"{marks}{trend-was}\b", re.I),
        namely=pattern(r"{marks}{trend-namely}\b.{0,20}$", re.I | re.S),
        along=pattern(r"\b{trend-along}\b", re.I),
        lead=pattern(r"{marks}(?:{trend-lead})?[,\s]*(?:{trend-in}\s)?", re.I),
        coming=pattern(r"\b{time-coming}\b"),
    )


@dataclass(frozen=True)
class Opening:
    """The beginning of a sentence up to its first number."""

    numbers: Numbers

    @property
    def first(self) -> Quantity:
        return self.numbers.quantities[0]

    @property
    def single(self) -> bool:
        return len(self.numbers.quantities) == 1

    @cached_property
    def head(self) -> str:
        return self.numbers.text[self.numbers.start : self.first.start]

    @property
    def said(self) -> Said:
        return said(self.numbers.lexicon)

    @property
    def pointers(self) -> _Pointers:
        return _pointers(self.numbers.lexicon)

    @property
    def becomes(self) -> bool:
        return self.said.becomes.search(self.head) is not None

    @property
    def names_nothing(self) -> bool:
        return only_links(self.numbers, self.numbers.start, self.first.start, self.first)

    @property
    def points_and_changes(self) -> bool:
        """Whether it says of the thing before that it changes, and of nothing else."""
        if self.said.by.search(self.head) or len(self.head) >= _LONG or self.pointers.along.search(self.head):
            return False
        points = self.pointers.thing.match(self.head) and self.said.change.search(self.head)
        return bool(points or self.pointers.its.search(self.head))


def _in_the_past(o: Opening) -> bool:
    """ "Tahun lalu hanya 40 ton.", "Sementara pada 2021 sebanyak 40 ton."."""
    lead = o.pointers.lead.match(o.head)
    after = lead.end() if lead else 0
    at = o.numbers.start + after
    dated = after and any(t[0][0] == at and not o.pointers.coming.search(t[1].text) for t in o.numbers.timed)
    past = len(o.head) < _SENTENCE and bool(PAST(o.numbers.lexicon).match(o.head, after) or dated)
    return past and only_links(o.numbers, at, o.first.start, o.first)


def _comes_from(o: Opening) -> bool:
    return o.points_and_changes and bool(o.said.out_of_level.search(o.head)) and not o.said.elsewhere.search(o.head)


def _comes_from_by(o: Opening) -> bool:
    """ "Angka ini turun 5 persen dari tahun lalu yang hanya 40 ton": the first number is the size, the second what it was."""
    if o.single or len(o.head) >= _LONG or not (o.pointers.thing.match(o.head) or o.pointers.its.search(o.head)):
        return False
    size, level = o.numbers.amounts[:2]
    behind = Pair(o.numbers, 0, 1)
    told = size and not level and o.said.out_of.search(behind.between) and not o.pointers.along.search(o.head)
    return bool(told) and not behind.starts_another and not o.said.elsewhere.search(behind.between)


POINTS: Rules[Opening, PointsBack | None] = Rules(
    "what a sentence takes up",
    Rule("before", lambda o: o.single and len(o.head) < _SHORT and bool(o.pointers.before.match(o.head)), "was",
         "Sebelumnya stunting 40 persen.", "Stunting sebelumnya 40 persen."),
    Rule("in the past", lambda o: o.single and _in_the_past(o), "was",
         "Tahun lalu hanya 40 persen.", "Tahun lalu stunting hanya 40 persen."),
    Rule("comes from", _comes_from, "was",
         "Angka ini turun dari 40 persen.", "Stunting turun dari 40 persen."),
    Rule(_BEHIND_SIZE, _comes_from_by, "was",
         "Jumlah itu naik 5 persen dibanding tahun lalu yang hanya 40 ton.", "Jumlah itu naik 5 persen menjadi 40 ton."),
    Rule("it becomes", lambda o: o.points_and_changes and o.becomes, "became",
         "Angka itu naik menjadi 40 persen.", "Stunting naik menjadi 40 persen."),
    Rule("becomes, in time", lambda o: o.becomes and bool(o.numbers.timed) and o.names_nothing, "became",
         "Mulai Januari 2020 menjadi 40 persen.", "Mulai Januari 2020 stunting menjadi 40 persen."),
    Rule("another thing along", lambda o: bool(o.pointers.along.search(o.head)), None,
         "Angka itu diikuti stunting 40 persen.", "Angka itu mencapai 40 persen."),
    Rule("this", lambda o: bool(o.pointers.thing.match(o.head)), "same",
         "Angka itu setara dengan 40 persen.", "Angka stunting setara dengan 40 persen."),
    Rule("namely", lambda o: bool(o.pointers.namely.match(o.head)), "same", "Yakni 40 persen.", "Stunting yakni 40 persen."),
    Rule("said of it", lambda o: bool(o.pointers.of_it.search(o.head[-_NEAR:])), "same",
         "Ia menyebut, jumlah itu setara dengan 40 persen.", "Ia menyebut, jumlah warga setara dengan 40 persen."),
    Rule("nothing", lambda o: True, None, "Stunting mencapai 40 persen."),
)  # fmt: skip


def points_back(
    text: str, start: int, quantities: Sequence[Quantity], lexicon: Lexicon, timed: Sequence[Timed] = ()
) -> tuple[int, PointsBack | None]:
    """Which number of a sentence takes up the figure before it, the first (0) or the second (1), and how: "was" what
    that came from, "became" what it has become, "same" thing in other words; None where it is a new one."""
    rule = POINTS.first(Opening(Numbers(text, start, quantities, timed, lexicon)))
    return int(rule.name == _BEHIND_SIZE), rule.result


def is_step(text: str, start: int, link: Link, lexicon: Lexicon) -> bool:
    """Whether a number is what something has become, without what it was: "lalu pada 2022 naik menjadi 5,6 persen"."""
    told = link.before or link.is_amount or link.direction is None
    return not told and bool(said(lexicon).becomes.search(text, max(start, link.quantity.start - _STEP), link.quantity.start))
