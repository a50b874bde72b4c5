"""Figures: every quantity a release states, with what it measures, for when, and what it was before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Figure, Mention, Offsets, Period
from extract.text.layout import Layout
from extract.values.clauses import subject
from extract.values.dates import find_dates
from extract.values.indicators import (
    Indicator,
    bare_unit,
    head_of_list,
    in_series,
    indicator_of,
    intro_of,
    measurable,
    only_place,
    without_place,
)
from extract.values.periods import month_numbers
from extract.values.phrases import changes, words_with
from extract.values.quantities import Quantity, find_quantities
from extract.values.timing import (
    NOW,
    Timing,
    compared,
    joint,
    measured_at,
    period_of,
    read_timing,
    release_year,
    right_behind,
    then,
)
from extract.values.trends import Link, continues, is_anaphoric, is_twin, link_trends, moves_on

_SAME_LIST = 400        # characters: within one list the same number of the same thing is said of two givers
_SAME_CLAUSE = 100      # characters: so near, the same number is said of two things
_RARE_DIGITS = 3        # that say something: 48.200 has three
_POINTS_BACK = re.compile(r"[^.;,:\d]{0,24}\s(?:itu|ini|tersebut|dimaksud|tadi)\b")
_OWNED = re.compile(r"((?:\w+\s)?\w{3,20})nya")
_IN = re.compile(r"\bdi\s$", re.I)
_AND = re.compile(
    r"[\s,;)]*(?:(?:dan|serta|lalu|kemudian|disusul|diikuti|sedangkan|sementara|adapun|oleh|untuk|di)[\s,]+){0,3}", re.I
)
# " di Jawa Barat," behind a counted thing: no name of the next number.
_PLACE_BEHIND = re.compile(
    r"(?:\s[a-z]+){0,2}\s(?:di|ke|dari|pada|terhadap)\s(?:[a-z]+\s){0,2}(?:[A-Z][\w.'-]*\s?){1,5}(?=[,;]|(?<=\s)(?:dan|serta|kemudian|sedangkan)\b)"
)
_OR = re.compile(
    r"[,\s(]*(?:\(|atau|yakni|yaitu|terdiri\s(?:dari|atas)|setara(?:\sdengan)?)(?:\s(?:sekitar|sebanyak|sebesar))*\s*", re.I
)
_DETAILS = re.compile(r"[\"“]?(?:Rincian(?:nya)?|Yakni|Yaitu|Antara lain|Di\s?antaranya)\b")       # of the sentence before
_BY = re.compile(r"\s(?:per|menurut|berdasarkan|di|pada)\s")      # "Berikut jumlah penduduk miskin per provinsi:"
_IF = re.compile(r"\s*(?:jika|bila|apabila|berdasarkan|menurut)\b")
_ENUMERATOR = 4         # characters: "12. " is no sentence that anything points back to
_LONGEST = 2000         # characters of a sentence
_CARRIED = {"percent", "index", "percentage point", "point"}    # units whose period holds on into the next sentence
_DATED = _CARRIED | {"year"}    # and that a title's period holds for: "rata-rata lama sekolah 8,2 tahun"


def figures(doc: Doc, lexicon: Lexicon) -> list[Mention[Figure]]:
    """All figures of the body, in document order; of the title only what the body does not repeat."""
    text = doc._.extract_text
    layout: Layout = doc._.extract_layout
    year = release_year(text, layout.published[0] if layout.published else None, lexicon)
    breaks = [sentence.start_char for sentence in doc.sents]     # ascending
    paragraphs = [(span, read_timing(text, *span, year, lexicon)) for span in layout.paragraphs]
    reader = _Reader(text, joint(timing for _, timing in paragraphs), lexicon)
    for (start, end), timing in paragraphs:
        reader.paragraph(_sentences(start, end, breaks), _quantities(text, (start, end), timing, lexicon))
    found = reader.found
    stated = {(mention.value.value, mention.value.unit) for mention in found}
    if layout.title:
        timing = read_timing(text, *layout.title, year, lexicon)
        found = _of_title(found, text[slice(*layout.title)], timing, lexicon)
        if layout.title not in layout.paragraphs:
            title = _Reader(text, timing, lexicon)
            title.paragraph([layout.title], _quantities(text, layout.title, timing, lexicon))
            found = [m for m in title.found if (m.value.value, m.value.unit) not in stated] + found
    return sorted(_without_repeats(found, text), key=lambda m: m.value.value_offsets)


def _quantities(text: str, stretch: Offsets, timing: Timing, lexicon: Lexicon) -> list[Quantity]:
    days = (offsets for offsets, _ in find_dates(text, *stretch, lexicon))
    return find_quantities(text, *stretch, (*timing.dates, *days), lexicon)


def _of_title(found: list[Mention[Figure]], title: str, timing: Timing, lexicon: Lexicon) -> list[Mention[Figure]]:
    """With the period that a title on statistics ("IPM Kota Batu 2023") states, where a share, an index or a trend has none."""
    topics = words_with("yearly", lexicon) | words_with("head", lexicon)
    if not timing.periods or topics.isdisjoint(re.findall(r"\w+", title.casefold())):
        return found
    period = timing.periods[-1][1]

    def dated(figure: Figure) -> bool:
        told = figure.period is None and figure.bound in (None, "about")
        return told and (figure.unit in _DATED or figure.from_value is not None)

    return [replace(m, value=replace(m.value, period=period)) if dated(m.value) else m for m in found]


def _sentences(start: int, end: int, breaks: Sequence[int]) -> list[Offsets]:
    """The sentences of a paragraph; what runs on without end is cut, so that each is read in bounded time."""
    cuts = [start, *breaks[bisect_right(breaks, start) : bisect_left(breaks, end)], end]
    return [(at, min(at + _LONGEST, b)) for a, b in pairwise(cuts) for at in range(a, b, _LONGEST)]


def _without_repeats(found: Iterable[Mention[Figure]], text: str) -> list[Mention[Figure]]:
    """A release says its figures more than once: the same value of the same thing is one figure.

    So is one that two things hardly share ("48.213 ton"), and one that the words point back to ("empat pulau itu").
    """
    seen: dict[tuple[object, ...], int] = {}
    stated: dict[tuple[object, ...], int] = {}      # value and unit -> which of `kept`
    kept: list[Mention[Figure]] = []
    for mention in found:
        figure = mention.value
        amount = figure.value, figure.unit, figure.low
        key = (*amount, (figure.indicator or "").casefold(), figure.period and figure.period.start)
        first = seen.setdefault(key, mention.start_char)
        if first != mention.start_char and mention.start_char - first >= _SAME_LIST:
            continue
        if amount in stated:
            past = kept[stated[amount]]
            again = _is_rare(figure.value) and mention.start_char - past.end_char > _SAME_CLAUSE
            if again or _POINTS_BACK.match(text, figure.value_offsets[1]):
                if past.value.from_value is None and figure.from_value is not None:
                    kept[stated[amount]] = mention
                continue
        stated[amount] = len(kept)
        kept.append(mention)
    return kept


def _is_rare(value: int | float) -> bool:
    return len(str(abs(value)).replace(".", "").strip("0")) >= _RARE_DIGITS


class _Reader:
    """Reads the figures sentence by sentence, and remembers the last one for "angka ini"."""

    def __init__(self, text: str, timing: Timing, lexicon: Lexicon) -> None:
        self.text, self.timing, self.lexicon = text, timing, lexicon
        self.skip: list[Offsets] = list(timing.skipped)
        self.found: list[Mention[Figure]] = []
        self.last_sentence: Offsets | None = None
        self.base: str | None = None    # the last figure's indicator, without "kenaikan", "penurunan"
        self.heads: dict[str, str] = {}         # unit -> what the last figure in it measures
        self.period: Period | None = None       # that the last figure holds for
        self.begin = 0              # of the paragraph
        self.last_stop = 0          # the same of the one before it
        self.stop = 0               # where the counted noun of the last figure ends

    def paragraph(self, sentences: Sequence[Offsets], quantities: Sequence[Quantity]) -> None:
        at = 0
        self.begin = sentences[0][0]
        for sentence in sentences:
            mine = []
            while at < len(quantities) and quantities[at].value_offsets[0] < sentence[1]:
                mine.append(quantities[at])
                at += 1
            if mine:
                self._sentence(sentence, mine)
            if sentence[1] - sentence[0] > _ENUMERATOR:
                self.last_sentence = sentence

    def _sentence(self, sentence: Offsets, quantities: list[Quantity]) -> None:
        start, end = sentence
        first = quantities[0]
        timed = self.timing.within(start, end)
        points_back = len(quantities) == 1 and continues(self.text, start, first, self.lexicon, timed)
        if points_back and (at := self._continued(first)) is not None:
            moved = _moved(self.found[at].value, first.value, then(self.text, first.value_offsets, timed))
            self.found[at] = replace(self.found[at], value=moved)
            return
        carried = self.found[-1].value if self.found else None
        count = len(self.found)
        earlier = self._continued(first) if moves_on(self.text, start, first, self.lexicon) else None
        skip = self._skipped(sentence)
        places = {q.value_offsets: n for n, q in enumerate(quantities)}
        for link in link_trends(self.text, start, quantities, self.lexicon, timed):
            n = places[link.quantity.value_offsets]
            leading = link.before if link.before and link.before.start < link.quantity.start else link.quantity
            at = places[leading.value_offsets]
            left = max(quantities[at - 1].end, self.stop) if at else start
            twin = n + 1 < len(quantities) and is_twin(self.text, quantities[n], quantities[n + 1])
            following = quantities[n + 1 + twin].start if n + 1 + twin < len(quantities) else end
            self._add(sentence, link, leading, left, following, skip, carried if n == 0 or leading is first else None)
        if earlier is not None and count < len(self.found):
            self._move(earlier, count)

    def _move(self, earlier: int, later: int) -> None:
        """ "… 5,9 persen. Angka itu turun menjadi 5,6 persen.": one figure, that of the later value."""
        past, now = self.found[earlier].value, self.found[later].value
        if now.from_value is None and now.unit == past.unit:
            same = now.period if now.period != past.period else None
            moved = _moved(replace(now, period=same), past.value, past.period)
            self.found[later] = replace(self.found[later], value=moved)
            del self.found[earlier]

    def _add(
        self, sentence: Offsets, link: Link, leading: Quantity, left: int, following: int, skip: list[Offsets],
        carried: Figure | None,
    ) -> None:
        text, quantity = self.text, link.quantity
        if not self._near(sentence):
            self.heads.clear()
        around = replace(quantity, start=leading.start) if leading is not quantity else quantity
        if quantity.unit is None and link.before and link.before.unit:
            around = replace(around, unit=link.before.unit, kind=link.before.kind)
        read = indicator_of(text, left, around, following, skip, self.lexicon, link.is_amount, link.before is not None)
        self.last_stop = self.stop
        place = _PLACE_BEHIND.match(text, read.stop, following)
        self.stop = place.end() if place else read.stop
        pointing = left == sentence[0] and not read.quantity_of and is_anaphoric(text, sentence[0], leading)
        if (read.text or "").partition(" ")[0] in words_with("measure", self.lexicon):
            pointing = False            # "Produksi itu setelah panen di lahan seluas 20 hektare"
        noun = (read.text or "").partition(" ")[0] if link.is_amount else ""
        name = self._name(sentence, link, left, read, noun, pointing and carried is not None, pointing, skip)
        name = self._owned(sentence, name)
        unit = read.unit
        if link.is_amount and not noun and name and name == self.base and self.found:
            noun = (self.found[-1].value.indicator or name).removesuffix(name).strip()     # "naik 65 ton atau 0,14 persen"
            name = _under(noun, name)
        elif name and self.base:
            name = self._placed(sentence, left, read, name)
        if unit == "number" and name:
            unit = bare_unit(name, "", quantity.value, self.lexicon)
        if read.listed and name and (intro := intro_of(text, sentence[0], quantity.start, self.lexicon)):
            name = name if intro.casefold() in name.casefold() else f"{intro} {name}"
        if quantity.kind == "share" and name and not link.is_amount and not measurable(name, self.lexicon):
            name = _under(head_of_list(text, sentence[0], quantity.start, skip, self.lexicon), name)
        if name and not read.quantity_of and (region := only_place(name[len(noun) :].strip(), self.lexicon)):
            head = self._head(sentence, quantity, unit, skip, left == sentence[0])
            name = _under(noun, f"{head} {region}".strip())
        period, earlier_period = self._periods(sentence, link, left, following, pointing)
        if period is None and self.last_sentence and (pointing or _DETAILS.match(text, sentence[0])):
            past = [t for t in self.timing.within(*self.last_sentence) if not compared(text, self.last_sentence[0], t)]
            period = past[-1][1] if past else None
        same = self.found and self.found[-1].value.value_offsets[0] >= self.begin
        if period is None and carried and self._near(sentence) and (pointing or (unit in _CARRIED and same)):
            period = self.period
        if link.is_amount and left != sentence[0] and not self.timing.within(left, following):
            period = self.period or period
        self.period = period
        if not link.before and not link.is_amount:
            period = measured_at(text, quantity.value_offsets, self.timing.within(*sentence)) or period
        if period and period.text.casefold() in month_numbers(self.lexicon):
            period = None           # a bare "Maret" says as often when something happened
        change = changes(self.lexicon).get(name.split()[0].casefold()) if name and not link.before else None
        direction = link.direction or (change.direction if change and change.noun else None)
        if quantity.value < 0 and not link.before:
            direction = "down"          # "tumbuh minus 0,9 persen"
        value = Figure(
            value=quantity.value, unit=unit, value_offsets=quantity.value_offsets, indicator=name,
            quantity_of=read.quantity_of, period=period, direction=direction,
            low=quantity.low, high=quantity.high, bound=quantity.bound,
        )
        if link.before:
            value = _moved(value, link.before.value, earlier_period)
        elif link.amount:
            value = replace(value, change=_signed(link.amount.value, link.direction), change_unit=link.amount.unit or unit)
        ends = [quantity.end, *(q.end for q in (link.before,) if q)]
        begin = min(read.start, quantity.start)
        self.base = name[len(noun) :].strip() if noun and name else name
        if self.base and not read.quantity_of:
            self.heads[unit] = self.base
        self.found.append(Mention.at(text, "figures", begin, max(ends), value, f"figure.{quantity.kind}"))

    def _name(
        self, sentence: Offsets, link: Link, left: int, read: Indicator, noun: str, carries: bool, pointing: bool,
        skip: list[Offsets],
    ) -> str | None:
        """What the number measures: in the words at it, or, where they only point or say too little, of what stands before."""
        text, quantity, name = self.text, link.quantity, read.text
        first = left == sentence[0]
        counts = read.quantity_of in (None, quantity.classifier, self.found[-1].value.quantity_of if self.found else None)
        bare = (noun, f"{noun} {quantity.classifier}", f"{noun} {read.quantity_of}" if counts else noun)
        if pointing or not name or (noun and name in bare):
            if carries and self.base and self._near(sentence):
                return _under(noun, self.base)
            if first and not name and not pointing:
                own = subject(text, sentence[0], quantity.start, skip, self.lexicon)
                if " " in own and measurable(own, self.lexicon) and not re.search(r"\d", own):
                    return own
            if first and self.last_sentence and (pointing or not read.quantity_of):
                earlier = self._skipped(self.last_sentence)
                return _under(noun, subject(text, *self.last_sentence, earlier, self.lexicon)) or name
            if not first and self.found and counts and self.base:
                return _under(noun, self.base)
            return name
        if not first and self.base and name == quantity.classifier and self.base != self.found[-1].value.quantity_of and (
            link.before or link.amount or _OR.fullmatch(text[left : quantity.start])
            or (self.base.startswith(name) and self._listed(sentence, read.start, read.unit))
        ):                              # "naik 30 persen dari 1.000 orang menjadi 1.300 orang"
            return _counted_share(self.base) if read.quantity_of else self.base
        if not first and self.found and name == read.quantity_of == self.found[-1].value.quantity_of:
            return self.found[-1].value.indicator       # "120 kasus, sedangkan tahun 2022 sebanyak 98 kasus"
        if not first and self.base and _IF.match(text, left) and _AND.fullmatch(text[read.start + len(name) : quantity.start]):
            return self.base            # "67 persen jika merujuk APBD dan 69 persen"
        if name.casefold() in words_with("bare", self.lexicon):
            whole = self._whole(sentence, left, read.start, skip)
            return name if whole.casefold().startswith(name.casefold()) else f"{name} {whole}".strip()
        return name

    def _placed(self, sentence: Offsets, left: int, read: Indicator, name: str) -> str:
        """The name with what the figure before it says for both: "… di perkotaan 7, di perdesaan 11 persen"."""
        base = self.base or ""
        if left != sentence[0] and self._listed(sentence, read.start, read.unit):
            return in_series(name, base, self.lexicon)
        place = not read.quantity_of and _IN.search(self.text[max(0, read.start - 4) : read.start])
        if place and self._near(sentence) and self.found[-1].value.unit == read.unit:
            return f"{base.partition(' di ')[0]} di {name}"
        return name

    def _head(self, sentence: Offsets, quantity: Quantity, unit: str, skip: list[Offsets], first: bool) -> str:
        """What a number measures that only a region stands at: that of its clause, of the figure before it, of the list."""
        own = subject(self.text, sentence[0], quantity.start, skip, self.lexicon) if first else ""
        last = self.last_sentence
        if last and not measurable(own, self.lexicon) and self.text[slice(*last)].rstrip().endswith(":"):
            by = _BY.search(self.text, *last)
            own = subject(self.text, last[0], by.start() if by else last[1], self._skipped(last), self.lexicon)
            own = own.removeprefix("Berikut ")
        if measurable(own, self.lexicon) and not re.search(r"\d", own):
            return without_place(own, self.lexicon)
        head = without_place(self.heads.get(unit, ""), self.lexicon)
        known = words_with("yearly", self.lexicon)
        return head if measurable(head, self.lexicon) or not known.isdisjoint(head.casefold().split()) else ""

    def _whole(self, sentence: Offsets, left: int, start: int, skip: list[Offsets]) -> str:
        """What a bare "anggaran", "lebar" at `start` is that of: the subject of its clause, or of the figure before it."""
        if left == sentence[0]:
            earlier = self._skipped(self.last_sentence) if self.last_sentence else []
            return subject(self.text, sentence[0], start, skip, self.lexicon) or (
                subject(self.text, *self.last_sentence, earlier, self.lexicon) if self.last_sentence else ""
            )
        head, _, rest = (self.base or "").partition(" ")
        if head.casefold() in words_with("measure", self.lexicon):
            return rest
        return subject(self.text, left, start, skip, self.lexicon) or self.base or ""

    def _listed(self, sentence: Offsets, start: int, unit: str) -> bool:
        """Whether nothing but "dan", "disusul" stands between the last figure, of the same unit, and the words at `start`."""
        last = self.found[-1] if self.found else None
        if last is None or unit not in (last.value.unit, "number") or last.value.value_offsets[0] < sentence[0]:
            return False
        return bool(_AND.fullmatch(self.text[max(last.end_char, self.last_stop) : start]))

    def _owned(self, sentence: Offsets, name: str | None) -> str | None:
        """ "Asetnya", "luas wilayahnya": of what the last figure or the last sentence speaks of."""
        match = _OWNED.fullmatch(name or "")
        if not match or not self.last_sentence:
            return name
        if f" yang {match[1].rpartition(' ')[2]}nya" in self.text[slice(*sentence)]:
            return match[1]             # "tujuh OPD yang serapannya": of what is counted
        whole = self.base if self.found and self._near(sentence) else None
        whole = whole or subject(self.text, *self.last_sentence, self._skipped(self.last_sentence), self.lexicon)
        return _under(match[1], whole)

    def _continued(self, before: Quantity) -> int | None:
        """Which figure of the sentence before this one came from `before`: the first that is measured alike."""
        last = self.last_sentence
        for at, mention in enumerate(self.found):
            figure = mention.value
            near = last is not None and last[0] <= figure.value_offsets[0]
            if near and figure.from_value is None and figure.unit == (before.unit or figure.unit):
                return at
        return None

    def _skipped(self, sentence: Offsets) -> list[Offsets]:
        return self.skip[bisect_left(self.skip, (sentence[0], 0)) : bisect_left(self.skip, (sentence[1], 0))]

    def _near(self, sentence: Offsets) -> bool:
        """Whether the last figure stands in the sentence before this one."""
        last = self.last_sentence
        return bool(last and self.found and last[0] <= self.found[-1].value.value_offsets[0] < sentence[1])

    def _periods(
        self, sentence: Offsets, link: Link, left: int, following: int, pointing: bool
    ) -> tuple[Period | None, Period | None]:
        """The period of the value, and of the value it came from, which is the earlier one."""
        period, before = self._stated_periods(sentence, link, left, following, pointing)
        return (before, period) if period and before and before.start > period.start else (period, before)

    def _stated_periods(
        self, sentence: Offsets, link: Link, left: int, following: int, pointing: bool
    ) -> tuple[Period | None, Period | None]:
        text, value = self.text, link.quantity.value_offsets
        timed = self.timing.within(*sentence)
        other = [t for t in timed if compared(text, sentence[0], t)]
        own = [t for t in timed if t not in other]
        if not link.before:
            return period_of(text, value, left, following, sentence, own), None
        before = link.before.value_offsets
        between = min(value[1], before[1]), max(value[0], before[0])
        if before < value:
            behind = [t for t in timed if before[1] <= t[0][0] and t[0][1] <= value[0]]
            earlier = behind[0] if behind else (other[0] if other else None)
            front = [t for t in own if t[0][1] <= before[0]]
            later = NOW.search(text[before[1] : value[0]]) or any(value[1] <= t[0][0] < following for t in own)
            if earlier is None and front and later:
                earlier = front[-1]     # "Pada 2021 masih 26 persen, kini 19 persen"
            rest = [t for t in own if t != earlier]
            if earlier is None and self.last_sentence and pointing:
                past = [t for t in self.timing.within(*self.last_sentence) if compared(text, self.last_sentence[0], t)]
                earlier = past[-1] if past else None
            return period_of(text, value, before[1], following, sentence, rest), earlier[1] if earlier else None
        behind = right_behind(text, value, timed)
        near = [t for t in timed if between[0] <= t[0][0] < between[1] and (t in other or t not in behind)]
        near = near or [t for t in timed if t[0][0] >= before[1]]
        earlier = next((t for t in near if t in other), near[-1] if near else None)
        rest = [t for t in own if t != earlier]
        return period_of(text, value, left, following, sentence, rest), earlier[1] if earlier else None


def _moved(figure: Figure, before: int | float, period: Period | None) -> Figure:
    """The figure with what it was before, and the change between the two."""
    difference = round(figure.value - before, 10)
    unit = "percentage point" if figure.unit == "percent" else figure.unit
    return replace(
        figure, from_value=before, from_period=period, change=difference, change_unit=unit,
        direction="up" if difference > 0 else "down" if difference < 0 else "flat",
    )


def _counted_share(name: str) -> str:
    """ "persentase penduduk miskin … atau 25 ribu orang" counts the poor."""
    return re.sub(r"(?i)^(?:persentase|presentase|proporsi)\s", "", name)


def _under(noun: str, name: str | None) -> str | None:
    """ "peningkatan" + "peningkatan produksi" is said once."""
    if not name or not noun or name.casefold().startswith(noun.casefold()):
        return name or noun or None
    return f"{noun} {name}"


def _signed(amount: int | float, direction: str | None) -> int | float:
    return -amount if direction == "down" and amount > 0 else amount
