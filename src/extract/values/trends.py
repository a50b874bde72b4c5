"""Which numbers of a sentence are one thing at two times: "dari 2,31 persen … menjadi 2,23 persen", "6,2 persen, naik dari 6,0".

Two sets of rules decide about two numbers that stand near each other: first by the words of change between them, then, for those
left over, by the times that their clauses name. In an example the two numbers stand in <>.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, words_of
from extract.mentions import Direction, Figure, Offsets, Period
from extract.values.changes import changes
from extract.values.dates import find_dates
from extract.values.quantities import Quantity
from extract.values.timing import NOW, PAST, Timed
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_REACH = 140            # characters that may lie between the two ends of a change
_HEAD = 60              # characters before a number that say of what kind it is
_CLAUSE_BEFORE = 120    # and in which a plan is named
_AGO = 36               # characters behind a number in which "tahun lalu" is still said of it
_UNIT = 12              # characters behind a number that may say per what: "per kWh"
_LEVELS = {"money", "share", "measure", "time", "index", "bare"}
_WORD = re.compile(r"[^\W\d_][\w-]*")
_DIGIT = re.compile(r"\d")
_NOUN_AFTER = re.compile(r"\s([a-z][a-z-]{2,})")
# "11,3 persen (Januari 2024: 11,8 persen)"
_WAS_IN = re.compile(r"\s[^():]{0,30}\([^():]{0,26}\d{4}:\s")
_AND_BY = re.compile(r"[,\s]*[^\d,.;]{0,40}")
_EARLIER, _TODAY = "0", "9"     # sort before and behind every ISO date


@dataclass(frozen=True, slots=True)
class Link:
    """One figure to be: its quantity, the one it came from, the size of the change where that is stated beside it."""

    quantity: Quantity
    before: Quantity | None = None
    amount: Quantity | None = None
    direction: Direction | None = None
    is_amount: bool = False         # the number is the size of a change: "naik 1,12 persen"


def moved(figure: Figure, before: int | float, period: Period | None) -> Figure:
    """The figure with what it was before, and the change between the two."""
    difference = round(figure.value - before, 10)
    unit = "percentage point" if figure.unit == "percent" else figure.unit
    return replace(
        figure, from_value=before, from_period=period, change=difference, change_unit=unit, direction=_compare(difference, 0)
    )


def _compare(value: int | float, before: int | float) -> Direction:
    return "up" if value > before else "down" if value < before else "flat"


# ── what the words around numbers say ──
@dataclass(frozen=True, slots=True)
class Said:
    """Patterns for the words before, between and behind numbers."""

    change: re.Pattern[str]         # "meningkat"
    by: re.Pattern[str]             # "naik sekitar", right before the size of a change
    start: re.Pattern[str]          # "dari sebelumnya", right before what something was
    was: re.Pattern[str]            # "semula", in the words before
    becomes: re.Pattern[str]        # "menjadi sekitar", right before what it has become
    now: re.Pattern[str]            # "menjadi", "kini", in the words before
    became: re.Pattern[str]
    level: re.Pattern[str]          # "mencapai"
    out_of: re.Pattern[str]         # "dari", "dibanding", in the words before
    out_of_level: re.Pattern[str]   # "dari tahun sebelumnya sebesar", up to what it was
    compared: re.Pattern[str]
    compared_last: re.Pattern[str]  # with no further clause behind it
    than: re.Pattern[str]           # "dibanding Juni 2022 sebesar", before the size of a change
    plainly: re.Pattern[str]        # ", dari Rp12,47 juta." with nothing behind it: what the level was
    ends: re.Pattern[str]           # what stands behind that
    spent: re.Pattern[str]
    other: re.Pattern[str]          # what is compared is another place or an aim
    elsewhere: re.Pattern[str]      # "dibandingkan Kota Palu"
    planned: re.Pattern[str]        # "ditarget sebesar", before what was meant to be
    planned_behind: re.Pattern[str]     # "yang diusulkan"
    twin: re.Pattern[str]           # "atau setara dengan", between one amount in two units
    also: re.Pattern[str]           # "dan", right before the next of a list
    clause: re.Pattern[str]
    within: re.Pattern[str]         # "di mana", before a part of what was just told


@lru_cache(maxsize=8)
def said(lexicon: Lexicon) -> Said:
    pattern = Patterns(
        lexicon, amount=r"(?:\s{trend-amount})*", than=r"(?:dibanding\w*|{trend-than})",
        measured=r"\s[^,.;\d]{1,40}(?:\s\d{4})?(?:\syang\s[a-z]+)?\s{trend-by}",      # "dari rata-rata harga 2024 sebesar"
        than_before="(?:{than}|{trend-before})", earlier_time=r"{trend-earlier}\b(?:(?!\b{link-until}\b)[^;]){0,60}",
        region=one_of(row["name"] for table in ("regions", "other_places") for row in lexicon.rows(table)),
    )  # fmt: skip
    i = re.I
    return Said(
        change=pattern(r"\b({change}|lebih (?!{link-from}\b)[a-z]+)\b", i),
        by=pattern(r"\b({change})(?:\s{trend-degree}){0,3}\s*$", i),
        start=pattern(r"\b(?:(?:{link-from}|{trend-before}){amount}|{link-from}{measured})\s*$", i),
        was=pattern(r"\b{trend-before}\b[^.;]{0,60}$", i),
        becomes=pattern(r"(?<![a-z])(?:(?:{trend-become}|{link-to}){amount}|{trend-become-measured}{measured})\s*$", i),
        now=pattern(r"\b(?:{trend-become}|{link-to}|{trend-now})\b[^,;.]{0,45}$", i),
        became=pattern(r"\b{trend-become}\b", i),
        level=pattern(r"\b{trend-level}\b"),
        out_of=pattern(r"\b(?:{link-from}|{than_before})\b[^;]{0,100}$", i),
        out_of_level=pattern(r"\b(?:{link-from}(?:{amount}\s*|{measured}\s*|\s{earlier_time})|{than_before}\b[^;]{0,100})$", i),
        compared=pattern(r"\b(?:{than_before}|lebih\s[a-z]+\s{link-from})\b", i),
        compared_last=pattern(r"\b{than_before}\b[^,;]*$", i),
        than=pattern(r"\s(?:jika\s)?dibanding\w*\s(?:(?!yang\s)[^\s,;]+\s){1,6}?{trend-by}\s*$", i),
        plainly=pattern(r",\s(?:{link-namely}\s)?{link-from}{amount}\s*$", i),
        ends=pattern(r"\s*(?:[.;,)\"”]|$|(?:{link-in}|{time-year}|{trend-before})\b)"),
        spent=pattern(r"\b{trend-spent}\b", i),
        other=pattern(r"\b(?:target\w*|{trend-other})\b", i),
        elsewhere=pattern(r"\b(?:{link-from}|{than})\s(?:[a-z]+\s){0,3}(?:{level}|{level-local}|{region})\b"),
        planned=pattern(r"\b(?:\w*target(?:nya|kan)?|{trend-plan})\b[^,;]{0,100}$", i),
        planned_behind=pattern(r"\s(?:\w+\s){0,2}yang\s{trend-plan}\b", i),
        twin=pattern(r"\s{0,2}(?:,?\s{link-or}|\()(?:\s{trend-twin}){0,2}\s{0,2}", i),
        also=pattern(r"\b{link-and}$"),
        clause=pattern(r"[,;(]|\b(?:{link-and}|{trend-clause})\b", i),
        within=pattern(r"\b{trend-in-part}\s(?:{trend-amount}\s)?$"),
    )


def is_twin(text: str, one: Quantity, other: Quantity, lexicon: Lexicon) -> bool:
    """Whether the second says the first in another unit: "9,99 juta jiwa atau 6,69 persen"."""
    return bool(said(lexicon).twin.fullmatch(text[one.end : other.start])) and not one.comparable(other)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one sentence that begins at `start`, in order, and the times that it names."""

    text: str
    start: int
    quantities: Sequence[Quantity]
    timed: Sequence[Timed]
    lexicon: Lexicon

    @cached_property
    def heads(self) -> list[str]:
        """The words before each number."""
        return [self.text[max(self.start, q.start - _HEAD) : q.start] for q in self.quantities]

    @cached_property
    def amounts(self) -> list[Direction | None]:
        """Of each number that is the size of a change: whether up or down."""
        return [self._change(at) for at in range(len(self.quantities))]

    def _change(self, at: int) -> Direction | None:
        known, head = said(self.lexicon), self.heads[at]
        match, aside = known.by.search(head), known.than.search(head)
        if not match and aside and not (at and self.quantities[at - 1].comparable(self.quantities[at])):
            match = known.by.search(head[: aside.start()])      # "turun dibanding Juni 2022 sebesar 24 persen"
        change = changes(self.lexicon)[match[1].casefold()] if match else None
        return change.direction if change and change.noun else None

    @cached_property
    def newest(self) -> str:
        """A date that is later than all stated ones: what has no date is of today."""
        return max((period.end for _, period in self.timed), default="") + _TODAY


@dataclass(frozen=True)
class Pair:
    """Two numbers of a sentence, at most one between them. `stepped`: it is known what the left one came from."""

    of: Numbers
    left: int
    right: int
    stepped: bool = False
    said: Said = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", said(self.of.lexicon))

    @property
    def one(self) -> Quantity:
        return self.of.quantities[self.left]

    @property
    def other(self) -> Quantity:
        return self.of.quantities[self.right]

    @cached_property
    def between(self) -> str:
        return self.of.text[self.one.end : self.other.start]

    @property
    def adjacent(self) -> bool:
        return self.right == self.left + 1

    @property
    def head(self) -> str:
        return self.of.heads[self.left]

    @property
    def changes(self) -> tuple[Direction | None, Direction | None]:
        return self.of.amounts[self.left], self.of.amounts[self.right]

    @cached_property
    def tail(self) -> str:
        """Behind the size of a change between both: " dari" of "8,6 persen, turun 0,5 poin dari 9,1 persen"."""
        by = None if self.adjacent else self.of.quantities[self.left + 1]
        return self.of.text[by.end : self.other.start] if by and self.of.amounts[self.left + 1] else ""

    @cached_property
    def becomes(self) -> bool:
        return bool(self.said.becomes.search(self.tail or self.between))

    @cached_property
    def starts_another(self) -> bool:
        """Whether the right one is the start of "… dari 10 menjadi 15", not what the left one came from."""
        behind = self.right + 1
        stretch = self.of.text[self.other.end : self.of.quantities[behind].start] if behind < len(self.of.quantities) else ""
        return bool(self.said.becomes.search(stretch))

    @cached_property
    def out_of(self) -> bool:
        """Whether the right one can be what the left one is told to come from, or is compared with."""
        brackets, between = _WAS_IN.match(self.between), self.between
        if not self.adjacent or self.stepped or not (brackets or self.said.out_of.search(between)) or self.starts_another:
            return False
        if self.said.elsewhere.search(between):
            return False
        mine, its = self.changes
        if mine and not (brackets or self.said.compared.search(between)):
            return False
        return not its or self.said.compared_last.search(between) is not None

    # ── by their times ──
    @cached_property
    def clause(self) -> int | None:
        """Where the clause of the right one begins; None where both stand in one."""
        ends = [match.end() for match in self.said.clause.finditer(self.between)]
        return self.one.end + ends[-1] if ends else None

    @cached_property
    def times(self) -> tuple[str | None, str | None]:
        """Sort keys of the times that the clauses of both give."""
        quantities, at = self.of.quantities, self.clause or self.one.end
        begin = quantities[self.left - 1].end if self.left else self.of.start
        following = quantities[self.right + 1].start if self.right + 1 < len(quantities) else self.other.end + _REACH
        return self._when(begin, self.one, at), self._when(at, self.other, min(following, self.other.end + _AGO))

    def _when(self, begin: int, quantity: Quantity, end: int) -> str | None:
        text = self.of.text
        if (comma := text.find(",", quantity.end, end)) >= 0:
            end = comma
        for low, high in ((begin, quantity.start), (quantity.end, end)):
            stated = [period.start for offsets, period in self.of.timed if low <= offsets[0] and offsets[1] <= high]
            if stated:
                return stated[-1] if len(stated) == 1 else None
        around = text[begin : quantity.start], text[quantity.end : min(end, quantity.end + _AGO)]
        if any(PAST(self.of.lexicon).search(part) for part in around):
            return _EARLIER
        return _TODAY if any(NOW(self.of.lexicon).search(part) for part in around) else None

    def only_links(self, start: int, end: int) -> bool:
        """Whether no new thing is named in `text[start:end]`."""
        return only_links(self.of, start, end, self.one)

    def still_of_it(self, end: int) -> bool:
        """Whether what stands behind the left one up to `end` names nothing that was not named before it."""
        around = self.of.text[self.of.start : self.one.start], self.of.text[self.other.end : self.other.end + _UNIT]
        return only_links(self.of, self.one.end, end, self.one, _WORD.findall(" ".join(around).casefold()))


def only_links(numbers: Numbers, start: int, end: int, same: Quantity, known: Sequence[str] = ()) -> bool:
    """Whether nothing but times, words that tie and `known` ones stand in `text[start:end]`, and the noun that `same` counts."""
    rest = numbers.text[start:end]
    for (a, b), _ in numbers.timed:
        if start <= a and b <= end:
            rest = rest[: a - start] + " " * (b - a) + rest[b - start :]
    rest = NOW(numbers.lexicon).sub(" ", PAST(numbers.lexicon).sub(" ", rest))
    if _DIGIT.search(rest):
        for (a, b), _ in find_dates(numbers.text, start, end, numbers.lexicon):
            rest = rest.replace(numbers.text[a:b], " ", 1)
    noun = _NOUN_AFTER.match(numbers.text, same.end)
    allowed = _ties(numbers.lexicon) | {noun[1] if noun else "", *known}
    return not _DIGIT.search(rest) and all(w.casefold() in allowed or w.endswith("nya") for w in _WORD.findall(rest))


@lru_cache(maxsize=8)
def _ties(lexicon: Lexicon) -> frozenset[str]:
    """Words that name nothing: they tie a number to what it measures, or to a time."""
    bounds = (word for row in lexicon.rows("bounds") for word in row["term"].split())
    classes = ("link", "aux", "preposition", "demonstrative", "time", "tie")
    return words_of(lexicon, "trend-degree", *(f"figure-{name}" for name in classes)).union(bounds, changes(lexicon))


def _counts_another(p: Pair) -> bool:
    """Not "120 sekolah … 98 rumah": the counted nouns, where both stand in lower case, must be one; "75 persen … 40 spesies"."""
    nouns = {match[1] for q in (p.one, p.other) if q.kind in ("noun", "bare") and (match := _NOUN_AFTER.match(p.of.text, q.end))}
    kinds = {p.one.kind, p.other.kind}
    if kinds == {"noun"}:
        return len(nouns) > 1
    return bool(kinds & {"share", "money"} and "bare" in kinds and nouns - _ties(p.of.lexicon))


def _planned(p: Pair) -> bool:
    """Whether one of both is what was meant to be: what came of it is no change of it."""
    at = p.one.value_offsets[0]
    head = p.of.text[max(p.of.start, at - _CLAUSE_BEFORE) : at]
    return bool(p.said.planned.search(head) or p.said.planned_behind.match(p.of.text, p.other.end))


def _from_to(p: Pair) -> bool:
    was = p.said.was.search(p.head)
    starts = not p.stepped and bool(was or p.said.start.search(p.head))
    return starts and bool(p.said.becomes.search(p.between[-40:]) or (was and p.said.now.search(p.between)))


def _from_by(p: Pair) -> bool:
    told = p.tail and not p.changes[0] and p.said.out_of.search(p.tail) and not p.said.elsewhere.search(p.tail)
    return bool(told) and not p.starts_another


def _said_to_change(p: Pair) -> bool:
    past = PAST(p.of.lexicon).search(p.of.text[p.other.end : p.other.end + _AGO].partition(",")[0])
    change, compared = p.said.change, p.said.compared
    became = p.said.becomes.search(p.head) and p.said.start.search(p.between)       # "menjadi 4 persen dari 6 persen"
    return bool(past or became or change.search(p.between) or change.search(p.head) or compared.search(p.between))


def _plainly_from(p: Pair) -> bool:
    told = p.said.plainly.search(p.between) and p.said.ends.match(p.of.text, p.other.end)
    return p.one.kind in _LEVELS and told is not None and not p.said.spent.search(p.head)


APART, LEFT, RIGHT = "two things", "the left one is the earlier", "the right one is the earlier"
PAIRS: Rules[Pair, str] = Rules(
    "a change and its two ends",
    Rule("different units", lambda p: not p.one.comparable(p.other), APART,
         "turun dari <40 ton> menjadi <30 persen>", "turun dari <40 ton> menjadi <30 ton>"),
    Rule("different nouns", _counts_another, APART,
         "naik dari <40> sekolah menjadi <50> rumah", "naik dari <40> sekolah menjadi <50> sekolah"),
    Rule("two clauses", lambda p: ";" in p.between, APART, "ada <40 ton>; dari <50 ton>", "ada <40 ton>, turun dari <50 ton>"),
    Rule("another place or an aim", lambda p: bool(p.said.other.search(p.between) or p.other.bound == "target"), APART,
         "mencapai <40 persen> dari target <50 persen>", "mencapai <40 persen>, turun dari <50 persen>"),
    Rule("next of a list", lambda p: bool(p.said.also.search(p.between.rstrip())), APART,
         "naik <4 persen> dari Maret dan <5 persen> dari Mei", "naik <4 persen> dari <5 persen> tahun lalu"),
    Rule("points of change", lambda p: p.one.kind == "point" and p.changes[0] is not None, APART,
         "naik <4 poin> dibanding <50 poin>", "mencapai <54 poin>, naik dibanding <50 poin>"),
    Rule("from and to", _from_to, LEFT, "turun dari <40 ton> menjadi <30 ton>", "pada 2022 <40 ton>, lalu menjadi <30 ton>"),
    Rule("next step", lambda p: p.stepped and p.becomes and p.only_links(p.one.end, p.other.start), LEFT,
         "dari 50 ton menjadi <40 ton> dan turun lagi menjadi <30 ton>", "turun <40 ton> dan menjadi <30 ton>"),
    Rule("meant to be", _planned, APART,
         "ditarget <40 ton>, turun dibanding <50 ton>", "mencapai <40 ton>, turun dibanding <50 ton>"),
    Rule("by and from", _from_by, RIGHT,
         "mencapai <8 persen>, turun 2 poin dari <10 persen>", "mencapai <8 persen>, turun 2 poin; dari <10 persen>"),
    Rule("by and to", lambda p: bool(p.tail) and p.becomes and p.still_of_it(p.of.quantities[p.left + 1].start), LEFT,
         "harga <40 ton> lalu turun 25 persen menjadi <30 ton>", "harga <40 ton> lalu beras turun 25 persen menjadi <30 ton>"),
    Rule("not out of it", lambda p: not p.out_of, APART,
         "mencapai <40 ton>, beras <30 ton>", "mencapai <40 ton>, turun dari <50 ton>"),
    Rule("stated in brackets", lambda p: bool(_WAS_IN.match(p.between)), RIGHT,
         "tumbuh <9 persen> (Maret 2024: <8 persen>)", "tumbuh <9 persen> dari <8 persen>"),
    Rule("said to change", _said_to_change, RIGHT,
         "mencapai <40 ton>, turun dari <50 ton>", "mencapai <40 ton> dari <50 ton> itu"),
    Rule("plainly from", _plainly_from, RIGHT, "mencapai <40 ton>, dari <50 ton>.", "terserap <40 ton>, dari <50 ton>."),
    Rule("apart", lambda p: True, APART, "mencapai <40 ton> dari <50 ton> itu"),
)  # fmt: skip


def _no_time_pair(p: Pair) -> bool:
    return any(p.changes) or len(p.between) > _REACH or not p.one.comparable(p.other) or _counts_another(p)


def _in_order(p: Pair, earlier: int) -> bool:
    first, second = p.times
    return first is not None and second is not None and (first < second if earlier == p.left else first > second)


def _in_list(p: Pair) -> bool:
    end = p.clause or p.one.end
    dated = p.times[1] is not None and _EARLIER not in p.times
    return dated and not p.becomes and p.said.also.search(p.of.text[p.one.end : end]) is not None


def _is_now(p: Pair) -> bool:
    said_now = p.clause is not None and NOW(p.of.lexicon).search(p.of.text, p.clause, p.other.start) is not None
    return said_now and p.times[0] is None and not p.said.start.search(p.head)


LISTED = "two of a list"
TIMES: Rules[Pair, str] = Rules(
    "two numbers and their times",
    Rule("no two levels", _no_time_pair, APART,
         "pada 2023 <40 ton>, sedangkan 2022 <50 persen>", "pada 2023 <40 ton>, sedangkan 2022 <50 ton>"),
    Rule("another place or an aim", lambda p: bool(p.said.other.search(p.between)) or _planned(p), APART,
         "ditarget <40 ton>, sedangkan tahun lalu <50 ton>", "mencapai <40 ton>, sedangkan tahun lalu <50 ton>"),
    Rule("a part of it", lambda p: bool(p.said.within.search(p.between)), APART,
         "seluas <40 ha>, di mana <30 ha> sebelumnya rusak", "seluas <40 ha>, sebelumnya <30 ha>"),
    Rule("it becomes", lambda p: p.becomes and p.still_of_it(p.other.start), LEFT,
         "pada 2022 <40 ton> dan menjadi <50 ton>", "pada 2022 <40 ton> dan jagung menjadi <50 ton>"),
    Rule("one clause, or a new thing", lambda p: p.clause is None or not p.only_links(p.clause, p.other.start), APART,
         "pada 2023 <40 ton>, jagung tahun lalu <50 ton>", "pada 2023 <40 ton>, sedangkan tahun lalu <50 ton>"),
    Rule("list", _in_list, LISTED, "pada Januari <40 ton> dan Maret <50 ton>", "pada Januari <40 ton>, sedangkan Maret <50 ton>"),
    Rule("later behind", lambda p: _in_order(p, p.left), LEFT,
         "pada 2022 <40 ton>, sedangkan tahun 2023 <50 ton>", "pada 2023 <40 ton>, sedangkan tahun 2022 <50 ton>"),
    Rule("earlier behind", lambda p: _in_order(p, p.right), RIGHT,
         "pada 2023 <40 ton>, sedangkan tahun 2022 <50 ton>", "pada 2022 <40 ton>, sedangkan tahun 2023 <50 ton>"),
    Rule("it was", lambda p: p.times[1] == _EARLIER, RIGHT,
         "mencapai <40 ton>, padahal sebelumnya <50 ton>", "mencapai <40 ton>, padahal kini <50 ton>"),
    Rule("it is now", _is_now, LEFT, "biasanya <40 ton>, sekarang <50 ton>", "dari <40 ton> itu, sekarang <30 ton>"),
    Rule("only the other has a date", lambda p: not p.times[0] and bool(p.times[1]) and str(p.times[1]) < p.of.newest, RIGHT,
         "mencapai <40 ton>, sedangkan pada 2022 <50 ton>", "mencapai <40 ton>, sedangkan totalnya <50 ton>"),
    Rule("no other time", lambda p: True, APART, "mencapai <40 ton>, sedangkan totalnya <50 ton>"),
)  # fmt: skip


# ── the numbers of a sentence together ──
def link_trends(
    text: str, start: int, quantities: Sequence[Quantity], lexicon: Lexicon, timed: Sequence[Timed] = ()
) -> list[Link]:
    """The quantities of one sentence that begins at `start`, joined; in order. `timed` are the periods it names.

    What is said twice, in two units, is linked once, and its twin alike.
    """
    single: list[Quantity] = []
    twins: dict[Offsets, Quantity] = {}
    for quantity in quantities:
        if single and single[-1].value_offsets not in twins and is_twin(text, single[-1], quantity, lexicon):
            twins[single[-1].value_offsets] = quantity
        else:
            single.append(quantity)
    links = _linked(Numbers(text, start, single, timed, lexicon))
    told = set()
    for link in list(links):
        twin = twins.get(link.quantity.value_offsets)
        before = twins.get(link.before.value_offsets) if link.before else None
        if twin and before and twin.same_unit(before):
            told |= {twin.value_offsets, before.value_offsets}
            links.append(Link(twin, before, None, _compare(twin.value, before.value)))
        elif twin and link.is_amount and not said(lexicon).level.search(text[link.quantity.end : twin.start]):
            # "naik 65 ton atau 0,14 persen"
            told.add(twin.value_offsets)
            links.append(replace(link, quantity=twin))
    links += [Link(twin) for twin in twins.values() if twin.value_offsets not in told]
    return sorted(links, key=lambda link: link.quantity.value_offsets)


def _linked(numbers: Numbers) -> list[Link]:
    origin = _by_words(numbers)
    origin |= _by_times(numbers, {*origin, *origin.values()})
    gone = {earlier for earlier in origin.values() if earlier not in origin}
    return [_link(numbers, at, origin, gone) for at in range(len(numbers.quantities)) if at not in gone]


def _by_words(numbers: Numbers) -> dict[int, int]:
    """Number -> the number that it came from, where words of change say so."""
    quantities, origin = numbers.quantities, dict[int, int]()
    gone: set[int] = set()
    for i, one in enumerate(quantities):
        for j in (i + 1, i + 2):
            if j >= len(quantities) or i in gone or j in origin or quantities[j].start - one.end > _REACH:
                break
            if j == i + 2 and not (numbers.amounts[i + 1] or quantities[i + 1].comparable(one)):
                break
            told = PAIRS.first(Pair(numbers, i, j, i in origin)).result
            if told == LEFT:
                origin[j] = i
                gone.add(i)
                break
            if told == RIGHT and j not in gone and i not in origin:
                origin[i] = j
                gone.add(j)
                break
    return origin


def _by_times(numbers: Numbers, taken: set[int]) -> dict[int, int]:
    """The same for neighbours that only their times tell apart: "tahun 2022 sebanyak 98, tahun 2021 hanya 75".

    Three and more in a row are a series, not a comparison; unless something becomes the next each time.
    """
    pairs: dict[int, tuple[str, bool]] = {}     # left one of two -> which is the earlier, and whether it becomes the other
    for i in range(len(numbers.quantities) - 1):
        if i not in taken and i + 1 not in taken:
            pair = Pair(numbers, i, i + 1)
            rule = TIMES.first(pair)
            if rule.result != APART:
                pairs[i] = rule.result, pair.becomes
    origin = {}
    for i, (told, becomes) in pairs.items():
        near = [pairs[k] for k in (i - 1, i + 1) if k in pairs]
        chain = all(other == LEFT for other, _ in near) and told == LEFT and (becomes or any(step for _, step in near))
        if told != LISTED and (not near or chain):
            later, earlier = (i + 1, i) if told == LEFT else (i, i + 1)
            origin[later] = earlier
    return origin


def _link(numbers: Numbers, at: int, origin: dict[int, int], gone: set[int]) -> Link:
    quantities, amounts, known = numbers.quantities, numbers.amounts, said(numbers.lexicon)
    quantity = quantities[at]
    near = (k for k in (at - 1, at - 2, at + 1) if 0 <= k < len(quantities) and amounts[k] and k not in gone)
    amount_at = next((k for k in near if _is_change_of(numbers, k, at, origin)), None)
    before = quantities[origin[at]].in_unit_of(quantity) if at in origin else None
    direction: Direction | None = amounts[at]
    if before:
        direction = _compare(quantity.value, before.value)
    elif direction is None and amount_at is not None:
        direction = amounts[amount_at]
    elif direction is None and (match := known.change.search(numbers.heads[at][-45:])):
        change = changes(numbers.lexicon).get(match[1].casefold())
        direction = change.direction if change and known.became.search(numbers.heads[at][-25:]) else None
    amount = quantities[amount_at] if amount_at is not None and amounts[at] is None else None
    return Link(quantity, before, amount, direction, amounts[at] is not None and before is None)


def _is_change_of(numbers: Numbers, k: int, at: int, origin: dict[int, int]) -> bool:
    """Whether number `k` is the size of the change that led to number `at`."""
    text, quantities = numbers.text, numbers.quantities
    if k > at:
        return bool(_AND_BY.fullmatch(text[quantities[at].end : quantities[k].start]))
    becomes = said(numbers.lexicon).becomes.search(text[quantities[at - 1].end : quantities[at].start])
    return becomes is not None and (k == at - 1 or at in origin)


