"""Figures of one release joined: what a sentence takes from the figure before it ("angka itu"), and what is said again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extract.mentions import Figure, Mention, Offsets
from extract.values.trends import moved
from extract.words.rules import Rule, Rules

_RARE_DIGITS = 3        # that say something: 48.200 has three
_COUNTS = frozenset(("unit", "person", "household", "number"))      # units of which small numbers are many in a text
_TELLING = 4            # letters of a word that tells something
_ROUGH = 100            # counts from here on are rounded in titles
_LITTLE = Decimal("0.05")
_FEW = 12               # a count above these is seldom that of two things
_STEP = 2               # sentences on, a number may still be the next of a series
_TELLS = 2              # words of a name that says something by itself
_HEAD = 3               # words at the beginning of a name, one of which says of what it is
_OF_IT = re.compile(r"\w{3,}nya")
_SAME_CLAUSE = 100      # characters: so near, the same number is said of two things

Found = list[Mention[Figure]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the last one before it, with the sentences that they stand in, counted through the text."""

    before: Mention[Figure]
    now: Mention[Figure]
    sentences: tuple[int, int]

    @property
    def near(self) -> bool:
        """Whether no sentence lies between."""
        return self.sentences[1] - self.sentences[0] <= 1

    @property
    def alike(self) -> bool:
        return self.before.value.unit == self.now.value.unit

    @property
    def steps(self) -> bool:
        """Whether the number now is what the one before has become: of one thing, later, and in the direction that is told."""
        past, now = self.before.value, self.now.value
        if now.points_back != "step" or not self.alike or self.sentences[1] - self.sentences[0] > _STEP:
            return False
        one, other = _words(past), _words(now)
        named = len(one & other) * 2 >= min(len(one), len(other)) > 0
        when = past.period is None or now.period is None or past.period.start < now.period.start
        return named and when and now.direction == ("up" if now.value > past.value else "down")

    @property
    def leans(self) -> bool:
        """Whether the name now says little without the one before: a word alone, or, a sentence on, "realisasinya"."""
        past, now = self.before.value, self.now.value
        words = (now.indicator or "").split()
        torn = not past.indicator_spans or not now.indicator_spans or past.indicator_spans[-1][1] > now.indicator_spans[0][0]
        if torn or not self.near or len(_words(past)) < _TELLS:
            return False
        return len(words) == 1 or (self.sentences[0] < self.sentences[1] and any(map(_OF_IT.fullmatch, words[:_HEAD])))

    def points(self, how: str) -> bool:
        return self.near and self.sentences[0] < self.sentences[1] and self.now.value.points_back == how


def _was(pair: Pair) -> Found:
    """The number now is what the one before was: one figure, the one before."""
    value = moved(pair.before.value, pair.now.value.value, pair.now.value.period)
    return [replace(pair.before, value=value)]


def _became(pair: Pair) -> Found:
    """The number before is what the one now was: one figure, the one now."""
    past, now = pair.before.value, _named_alike(pair).value
    period = now.period if now.period != past.period else None
    return [replace(pair.now, value=moved(replace(now, period=period), past.value, past.period))]


def _step(pair: Pair) -> Found:
    """The number now came from the one before, which stays a figure of its own."""
    past = pair.before.value
    return [pair.before, replace(pair.now, value=moved(pair.now.value, past.value, past.period))]


def _named_alike(pair: Pair) -> Mention[Figure]:
    past = pair.before.value
    return replace(pair.now, value=replace(pair.now.value, indicator=past.indicator, indicator_spans=past.indicator_spans))


def _leaning(pair: Pair) -> Found:
    """The name of the number before, and behind it what the one now adds."""
    past, now = pair.before.value, pair.now.value
    if _words(now) <= _words(past):
        return _both(pair)
    named = replace(
        now, indicator=f"{past.indicator} {now.indicator}", indicator_spans=(*past.indicator_spans, *now.indicator_spans),
    )
    return [pair.before, replace(pair.now, value=named)]


def _part(pair: Pair) -> Found:
    """So many of what the number before counts."""
    before, now = _leaning(pair) if pair.leans else _its_own(pair)
    return [before, replace(now, value=replace(now.value, unit=pair.before.value.unit))]


def _its_own(pair: Pair) -> Found:
    """Two figures, each as it is."""
    return [pair.before, pair.now]


def _both(pair: Pair) -> Found:
    return [pair.before, _named_alike(pair)]


CARRY: Rules[Pair, Callable[[Pair], Found]] = Rules(
    "a figure and the one before it",
    Rule("was", lambda p: p.points("was") and p.alike and p.before.value.from_value is None, _was,
         example="Inflasi Kota Tual mencapai 3,2 persen. Angka ini turun dari 4,1 persen.",
         not_example="Inflasi Kota Tual mencapai 3,2 persen. Produksi padi mencapai 40 ton."),
    Rule("became", lambda p: p.points("became") and p.alike and p.now.value.from_value is None, _became,
         example="Inflasi Kota Tual mencapai 3,2 persen. Angka itu naik menjadi 4,1 persen.",
         not_example="Inflasi Kota Tual mencapai 3,2 persen. Produksi padi naik menjadi 40 ton."),
    Rule("step", lambda p: p.steps, _step,
         example="Produksi padi mencapai 40 ton pada 2021. Tahun 2022 produksi padi naik menjadi 52 ton.",
         not_example="Produksi padi mencapai 40 ton pada 2021. Tahun 2022 produksi garam naik menjadi 52 kilogram."),
    Rule("same", lambda p: (p.points("same") or p.points("size")) and p.now.value.quantity_of is None, _both,
         example="Realisasi pajak Kota Tual mencapai Rp4 miliar. Angka itu setara dengan 80 persen.",
         not_example="Realisasi pajak Kota Tual mencapai Rp4 miliar. Produksi padi mencapai 40 ton."),
    Rule("part", lambda p: p.near and p.now.value.points_back == "part" and p.before.value.unit in _COUNTS, _part,
         example="Hadir 40 prajurit di alun-alun. Sebanyak 12 di antaranya merupakan penerbang.",
         not_example="Hadir 40 prajurit di alun-alun. Sebanyak 12 rumah di antaranya rusak."),
    Rule("unnamed", lambda p: p.near and p.now.value.indicator is None, _both,
         example="Realisasi pajak Kota Tual mencapai Rp4 miliar. Sudah 80 persen.",
         not_example="Realisasi pajak Kota Tual mencapai Rp4 miliar. Produksi padi mencapai 40 ton."),
    Rule("leans", lambda p: p.leans, _leaning,
         example="Target pajak hotel Kota Tual mencapai Rp4 miliar. Realisasinya Rp3 miliar.",
         not_example="Target pajak hotel Kota Tual mencapai Rp4 miliar. Produksi padi mencapai 40 ton."),
    Rule("its own", lambda p: True, _its_own, example="Pajak mencapai Rp4 miliar. Produksi padi mencapai 40 ton."),
)  # fmt: skip


def resolve_figures(
    said: Iterable[Mention[Figure]], sentences: Sequence[Offsets], title: Offsets | None, speech: Iterable[Offsets] = ()
) -> Found:
    """The figures of a release, in order: none twice, each with what it takes from the one before it. `speech`: where somebody is
    quoted or reported."""
    joined: Found = []
    for now in sorted(said, key=lambda m: m.value.value_offsets):
        size = joined.pop() if _size_between(joined, now) else None
        joined[-1:] = carried(joined[-1], now, sentences)[1] if joined else [now]
        if size:
            joined.append(size)
    return _said_once(joined, title, sorted(speech))


def _size_between(joined: Found, now: Mention[Figure]) -> bool:
    """Whether the last figure is the size of the change that led from the number now to the one before: "Angka itu naik 5 persen
    dari 40 ton"."""
    return now.value.points_back == "was" and len(joined) > 1 and joined[-1].value.points_back == "size"


def carried(before: Mention[Figure], now: Mention[Figure], sentences: Sequence[Offsets]) -> tuple[str, Found]:
    """The rule that decides on a figure and the one before it, and what becomes of both."""
    at = (bisect_right(sentences, m.value.value_offsets[0], key=lambda s: s[0]) for m in (before, now))
    pair = Pair(before, now, (next(at), next(at)))
    rule = CARRY.first(pair)
    return rule.name, rule.result(pair)


def _words(figure: Figure) -> frozenset[str]:
    """The words of its name."""
    return frozenset((figure.indicator or "").casefold().split())


def _said_once(figures: Found, title: Offsets | None, speech: Sequence[Offsets]) -> Found:
    """One figure for what is said again: the same amount of the same thing, or an amount that two things hardly share.

    A title says shortly what the body tells in full, so the figure is that of the body.
    """
    kept: dict[tuple[object, ...], int] = {}
    found: Found = []
    for mention in figures:
        figure = mention.value
        amount = figure.value, figure.unit, figure.low
        first = kept.get(amount)
        if first is None or not _again(found[first], mention, title, speech):
            first = _rounded_in_title(mention, kept, found, title)
        if first is None:
            kept[amount] = len(found)
            found.append(mention)
            continue
        kept[amount] = first
        past = found[first]
        better = _in(past, title) or (past.value.from_value is None and figure.from_value is not None)
        one, other = (mention, past) if better else (past, mention)
        said = tuple(sorted({*past.value.mentions, *figure.mentions, other.value.value_offsets}))
        found[first] = replace(one, value=replace(one.value, mentions=said))
    found.sort(key=lambda m: m.value.value_offsets)
    return [replace(m, value=replace(m.value, points_back=None)) if m.value.points_back else m for m in found]


def _rounded_in_title(
    now: Mention[Figure], kept: Mapping[tuple[object, ...], int], found: Found, title: Offsets | None
) -> int | None:
    """Which figure of the title, one of `found`, says roughly what this one says: "Rp5,3 Triliun", and later "Rp5,34 triliun"."""
    if title is None or _in(now, title):
        return None
    roughly = (kept.get((value, now.value.unit, None)) for value in _rougher(now.value.value))
    return next((at for at in roughly if at is not None and _in(found[at], title)), None)


def _rougher(value: int | float) -> Iterator[float]:
    """The number with fewer digits, the last one rounded or cut; with one only if little is lost."""
    if isinstance(value, int) and abs(value) < _ROUGH:
        return
    exact = Decimal(str(value))
    for digits in range(len(exact.normalize().as_tuple().digits) - 1, 0, -1):
        step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
        for how in (ROUND_HALF_UP, ROUND_DOWN):
            rough = (exact / step).to_integral_value(how) * step
            if digits > 1 or abs(rough - exact) <= abs(exact) * _LITTLE:
                yield float(rough)


def _again(past: Mention[Figure], now: Mention[Figure], title: Offsets | None, speech: Sequence[Offsets]) -> bool:
    one, other = past.value, now.value
    if other.points_back == "again" or _in(past, title) or _told_by_both(one, other, speech):
        return True
    same = (one.indicator or "").casefold() == (other.indicator or "").casefold() and one.period == other.period
    alike = same or _is_rare(other.value) or _counts_alike(one, other) or _measures_alike(one, other)
    return alike and now.start_char - past.end_char > _SAME_CLAUSE


def _told_by_both(one: Figure, other: Figure, speech: Sequence[Offsets]) -> bool:
    """Whether somebody says what the text has said before: few amounts of one quotation are those of another thing."""
    if _spoken(one, speech) or not _spoken(other, speech):
        return False
    periods = {(figure.period.start, figure.period.end) for figure in (one, other) if figure.period}
    return len(periods) < 2 and (other.unit not in _COUNTS or other.value > _FEW or not _telling(one).isdisjoint(_telling(other)))


def _spoken(figure: Figure, speech: Sequence[Offsets]) -> bool:
    at = bisect_right(speech, figure.value_offsets[0], key=lambda s: s[0]) - 1
    return at >= 0 and figure.value_offsets[0] < speech[at][1]


def _counts_alike(one: Figure, other: Figure) -> bool:
    """Whether both count the same kind of thing: "empat pulau", and later "empat pulau yang disengketakan"."""
    noun = (one.quantity_of or "").partition(" ")[0].casefold()
    return bool(noun) and noun == (other.quantity_of or "").partition(" ")[0].casefold()


def _measures_alike(one: Figure, other: Figure) -> bool:
    """Whether two equal amounts, which are no counts, can be of one thing: their names share a word that tells something."""
    if other.unit in _COUNTS:
        return False
    names = _telling(one), _telling(other)
    return not all(names) or not names[0].isdisjoint(names[1])


def _telling(figure: Figure) -> set[str]:
    """The words of its name that tell something."""
    return {word for word in _words(figure) if len(word) >= _TELLING}


def _in(mention: Mention[Figure], title: Offsets | None) -> bool:
    return title is not None and title[0] <= mention.value.value_offsets[0] < title[1]


def _is_rare(value: int | float) -> bool:
    return len(str(abs(value)).replace(".", "").strip("0")) >= _RARE_DIGITS
