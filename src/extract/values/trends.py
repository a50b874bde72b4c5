"""Which quantities of a sentence belong together: "dari 2,31 persen … menjadi 2,23 persen", "6,2 persen, naik dari 6,0"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import words_of
from extract.mentions import Direction, Figure, Offsets, Period
from extract.values.changes import changes
from extract.values.quantities import Quantity
from extract.values.timing import NOW, PAST, Timed

_REACH = 140            # characters that may lie between the two ends of a change
_AMOUNT = r"(?:\s(?:sebesar|sebanyak|sekitar|hanya|sejumlah|senilai|angka|posisi|level|nilai|rata-rata|jumlah|dari))*"
_FROM = re.compile(rf"\b(?:dari|semula|awalnya|sebelumnya|tadinya|mulanya){_AMOUNT}\s*$", re.I)
_WAS = re.compile(r"\b(?:semula|awalnya|sebelumnya|tadinya|mulanya)\b[^.;]{0,60}$", re.I)
_BECOME = re.compile(r"\b(?:menjadi|jadi|ke|kini|sekarang|hingga|sampai)\b[^,;.]{0,45}$", re.I)
_DEGREES = frozenset((
    "sebesar", "sebanyak", "sekitar", "hampir", "mencapai", "lebih dari", "hingga", "kurang lebih", "sejumlah", "rata-rata",
    "cukup", "sangat", "signifikan", "tipis", "drastis", "positif", "tajam", "pesat", "sedikit", "lagi", "dua digit",
    "masing-masing",
))
_LEVEL = re.compile(r"\bmencapai\b")
_BECAME = re.compile(r"\b(?:menjadi|jadi)\b", re.I)
_STRICT_BECOME = re.compile(rf"(?<![a-z])(?:menjadi|jadi|ke){_AMOUNT}\s*$", re.I)
_COMPARED = re.compile(r"\b(?:dibanding\w*|daripada|ketimbang|sebelumnya|semula|lebih\s[a-z]+\sdari)\b", re.I)
# The same with no further clause behind it: not "naik 5 persen dibanding tahun lalu, sedangkan impor naik 4 persen".
_COMPARED_LAST = re.compile(r"\b(?:dibanding\w*|daripada|ketimbang|sebelumnya|semula)\b[^,;]*$", re.I)
_OUT_OF = re.compile(r"\b(?:dari|dibanding\w*|daripada|ketimbang|sebelumnya|semula)\b[^;]{0,100}$", re.I)
# "naik dari 4 persen", "turun dibanding tahun lalu yang 4 persen", "dari tahun sebelumnya sebesar 4 persen"
_OUT_OF_LEVEL = re.compile(
    rf"\b(?:dari{_AMOUNT}\s*$|dari\s(?:tahun|bulan|triwulan|semester|periode|capaian|realisasi|jumlah|kondisi)\b"
    r"(?:(?!\bsampai\b|\bhingga\b)[^;]){0,60}$"
    r"|(?:dibanding\w*|daripada|ketimbang|sebelumnya|semula)\b[^;]{0,100}$)",
    re.I,
)
_THAN = re.compile(r"\s(?:jika\s)?dibanding\w*\s(?:(?!yang\s)[^\s,;]+\s){1,6}?(?:sebesar|sebanyak)\s*$", re.I)
_AND_BY = re.compile(r"[,\s]*(?:atau\s|yang\s)?[^\d,.;]{0,40}")
_POINTER = re.compile(r"[\"“'\s]*(?:yakni|yaitu|dari|atau)\b.{0,20}$", re.I | re.S)
_TWIN = re.compile(r"\s{0,2}(?:,?\satau|\()(?:\s(?:sekitar|sebanyak|sebesar|setara|dengan|mencapai)){0,2}\s{0,2}", re.I)
_THING = (
    "angka|jumlah|nilai|(?:pen)?capaian|hasil|realisasi|kondisi|persentase|besaran|skor|volume|produksi|kasus|tingkat|indeks|target"
    "|pertumbuhan|penerimaan|pendapatan|perolehan|alokasi|anggaran|kunjungan|luas"
)
# "…, dari Rp12,47 juta." with nothing behind it: what the level was.
_PLAIN_FROM = re.compile(rf",\s(?:yakni\s)?dari{_AMOUNT}\s*$", re.I)
_ENDS = re.compile(r"\s*(?:[.;,)\"”]|$|(?:pada|tahun|di|sebelumnya)\b)")
_SPENT = re.compile(r"\b(?:terealisasi|terserap|realisasi|serapan|terjual|terpakai|terpasang)\b", re.I)
_LEVELS = {"money", "share", "measure", "time", "index", "bare"}
_CLAUSE = re.compile(r"[,;(]|\b(?:dan|sedangkan|sementara|adapun|namun|tetapi|tapi|serta|padahal|di\s?mana)\b", re.I)
_WHERE = re.compile(r"\bdi\s?mana\s(?:sekitar\s)?$")     # of the same: "400 hektare, di mana 300 hektare sebelumnya hutan"
_AGO = 36               # characters behind a number in which "tahun lalu" is still said of it
_NOUN_AFTER = re.compile(r"\s([a-z][a-z-]{2,})")
# What is compared is another place or an aim, not an earlier time.
_OTHER_THING = re.compile(r"\b(?:nasional|rata-rata|target\w*|provinsi|sasaran)\b", re.I)
_PLACES = "Kota|Kabupaten|Provinsi|Kecamatan|Kelurahan|Desa"
# "11,3 persen (Januari 2024: 11,8 persen)"
_WAS_IN = re.compile(r"\s[^():]{0,30}\([^():]{0,26}\d{4}:\s")
_ANAPHORA = re.compile(rf"[\"“'\s]*(?:(?:{_THING})\s(?:[a-z]+\s)?)?(?:ini|itu|tersebut)\b|[\"“'\s]*angka\s(?=tercatat)", re.I)
# What comes along with the thing pointed at is another thing: "Angka itu diikuti penurunan stunting menjadi 12 persen".
_ALONG = re.compile(r"\b(?:diikuti|disertai|dibarengi)\b", re.I)
# "Ia menyatakan, jumlah itu setara dengan"
_SAID_OF_IT = re.compile(rf"(?:,|\bbahwa)\s(?:{_THING})\s(?:ini|itu|tersebut)\b[^,;\d]{{0,40}}$")
_LEAD = re.compile(r"[\"“'\s]*(?:adapun|sementara|sedangkan|padahal|sementara itu)?[,\s]*(?:(?:pada|di|untuk)\s)?", re.I)


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


@lru_cache(maxsize=8)
def _other_place(lexicon: Lexicon) -> re.Pattern[str]:
    """ "lebih tinggi dibandingkan Kota Palu yang": another place is no earlier time."""
    names = one_of(row["name"] for row in lexicon.rows("regions"))
    return re.compile(rf"\b(?:dibanding\w*|dari|daripada|ketimbang)\s(?:[a-z]+\s){{0,3}}(?:{_PLACES}|{names})\b")


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = one_of(changes(lexicon))
    gap = rf"(?:\s{one_of(_DEGREES)}){{0,3}}"
    return re.compile(rf"\b({words}){gap}\s*$", re.I), re.compile(rf"\b({words}|lebih [a-z]+)\b", re.I)


def _compare(value: int | float, before: int | float) -> Direction:
    return "up" if value > before else "down" if value < before else "flat"


def is_twin(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether the second says the first in another unit: "9,99 juta jiwa atau 6,69 persen"."""
    return bool(_TWIN.fullmatch(text[one.end : other.start])) and not one.comparable(other)


def link_trends(
    text: str, start: int, quantities: Sequence[Quantity], lexicon: Lexicon, timed: Sequence[Timed] = ()
) -> list[Link]:
    """The quantities of one sentence that begins at `start`, joined; in order. `timed` are the periods it names.

    What is said twice, in two units, is linked once, and its twin alike.
    """
    single: list[Quantity] = []
    twins: dict[Offsets, Quantity] = {}
    for quantity in quantities:
        if single and single[-1].value_offsets not in twins and is_twin(text, single[-1], quantity):
            twins[single[-1].value_offsets] = quantity
        else:
            single.append(quantity)
    links = _linked(text, start, single, lexicon, timed)
    told = set()
    for link in list(links):
        twin = twins.get(link.quantity.value_offsets)
        before = twins.get(link.before.value_offsets) if link.before else None
        if twin and before and twin.same_unit(before):
            told |= {twin.value_offsets, before.value_offsets}
            links.append(Link(twin, before, None, _compare(twin.value, before.value)))
        elif twin and link.is_amount and not _LEVEL.search(text[link.quantity.end : twin.start]):
            # "naik 65 ton atau 0,14 persen"
            told.add(twin.value_offsets)
            links.append(replace(link, quantity=twin))
    links += [Link(twin) for twin in twins.values() if twin.value_offsets not in told]
    return sorted(links, key=lambda link: link.quantity.value_offsets)


def _linked(text: str, start: int, quantities: Sequence[Quantity], lexicon: Lexicon, timed: Sequence[Timed]) -> list[Link]:
    tight, anywhere = _patterns(lexicon)
    table = changes(lexicon)
    heads = [text[max(start, q.start - 60) : q.start] for q in quantities]
    amounts: list[Direction | None] = []
    for i, head in enumerate(heads):
        match = tight.search(head)
        aside = _THAN.search(head)
        if not match and aside and not (i and quantities[i - 1].comparable(quantities[i])):
            match = tight.search(head[: aside.start()])     # "turun dibanding Juni 2022 sebesar 24 persen"
        row = table[match[1].casefold()] if match else None
        amounts.append(row.direction if row and row.noun else None)
    links: list[Link] = []
    used: set[int] = set()
    origin: dict[int, int] = {}
    for i, quantity in enumerate(quantities):
        for j in (i + 1, i + 2):
            if j >= len(quantities) or i in used or j in origin or quantities[j].start - quantity.end > _REACH:
                break
            if j == i + 2 and not (amounts[i + 1] or quantities[i + 1].comparable(quantity)):
                break
            other = quantities[j]
            between = text[quantity.end : other.start]
            if not quantity.comparable(other) or ";" in between or _OTHER_THING.search(between) or other.bound == "target":
                continue
            if _AND_ALSO.search(between.rstrip()):
                continue                # "0,16 persen dari Maret dan 0,46 persen dari September"
            if (quantity.kind == "point" and amounts[i]) or not _same_thing(text, quantity, other):
                continue
            starts = i not in origin and bool(_FROM.search(heads[i]) or _WAS.search(heads[i]))
            if starts and (_STRICT_BECOME.search(between[-40:]) or (_BECOME.search(between) and _WAS.search(heads[i]))):
                origin[j] = i
                used.add(i)
                break
            if j == i + 2 and amounts[i + 1] and not amounts[i]:
                tail = text[quantities[i + 1].end : other.start]
                if _OUT_OF.search(tail) and not _other_place(lexicon).search(tail) and not _is_base(text, quantities, j):
                    origin[i] = j       # "8,6 persen, turun 0,5 poin dari 9,1 persen"
                    used.add(j)
                    break
            evidence = (
                _WAS_IN.match(between) or anywhere.search(between) or anywhere.search(heads[i]) or _COMPARED.search(between)
                or PAST.search(text[other.end : other.end + _AGO].partition(",")[0])
                or (quantity.kind in _LEVELS and _PLAIN_FROM.search(between) and _ENDS.match(text, other.end)
                    and not _SPENT.search(heads[i]))
            )
            if (
                j == i + 1 and i not in used and j not in used and evidence
                and (_OUT_OF.search(between) or _WAS_IN.match(between))
                and not _other_place(lexicon).search(between) and not _is_base(text, quantities, j)
                and not (amounts[i] and not (_COMPARED.search(between) or _WAS_IN.match(between)))
                and not (amounts[j] and not _COMPARED_LAST.search(between))
            ):
                origin[i] = j
                used.add(j)
                break
    for later, earlier in _over_time(text, start, quantities, amounts, timed, used | origin.keys(), lexicon):
        origin[later] = earlier
        used.add(earlier)
    for i, quantity in enumerate(quantities):
        if i in used:
            continue
        amount_at = next((k for k in (i - 1, i - 2, i + 1) if 0 <= k < len(quantities) and amounts[k] and k not in used
                          and _beside(text, quantities, k, i, origin)), None)
        before = quantities[origin[i]].in_unit_of(quantity) if i in origin else None
        direction: Direction | None = amounts[i]
        if before:
            direction = _compare(quantity.value, before.value)
        elif direction is None and amount_at is not None:
            direction = amounts[amount_at]
        elif direction is None and (match := anywhere.search(heads[i][-45:])):
            row = table.get(match[1].casefold())
            direction = row.direction if row and _BECAME.search(heads[i][-25:]) else None
        amount = quantities[amount_at] if amount_at is not None and amounts[i] is None else None
        links.append(Link(quantity, before, amount, direction, amounts[i] is not None and before is None))
    return links


def _same_thing(text: str, left: Quantity, right: Quantity) -> bool:
    """Not "120 sekolah … 98 guru": the counted nouns, where both stand in lower case, must be one."""
    if left.kind not in ("bare", "noun") or right.kind not in ("bare", "noun"):
        return True
    nouns = [_NOUN_AFTER.match(text, q.end) for q in (left, right)]
    return left.kind == "bare" or right.kind == "bare" or not all(nouns) or len({m[1] for m in nouns if m}) == 1


def _over_time(
    text: str, start: int, quantities: Sequence[Quantity], amounts: Sequence[Direction | None], timed: Sequence[Timed],
    taken: Collection[int], lexicon: Lexicon,
) -> list[tuple[int, int]]:
    """Pairs (value, what it was) of neighbours that only their times tell apart: "tahun 2022 sebanyak 98, tahun 2021 hanya 75".

    Three and more values in a row are a series, not a comparison.
    """
    pairs: list[tuple[int, int]] = []
    listed: set[int] = set()        # "pada Januari 26 orang dan Februari 23 orang"
    for i in range(len(quantities) - 1):
        left, right = quantities[i], quantities[i + 1]
        between = text[left.end : right.start]
        if (
            amounts[i] or amounts[i + 1] or i in taken or i + 1 in taken or len(between) > _REACH or _OTHER_THING.search(between)
            or not left.comparable(right) or not _same_thing(text, left, right)
        ):
            continue
        if _WHERE.search(between):
            continue
        clause = max((m.end() for m in _CLAUSE.finditer(between)), default=None)
        becomes = _STRICT_BECOME.search(between)
        if becomes and _only_links(text, left.end, right.start, timed, left, lexicon):
            pairs.append((i + 1, i))
            continue
        at = left.end + (clause or 0)
        if clause is None or not _only_links(text, at, right.start, timed, left, lexicon):
            continue
        begin = quantities[i - 1].end if i else start
        following = quantities[i + 2].start if i + 2 < len(quantities) else right.end + _REACH
        first = _when(text, begin, left, at, timed)
        second = _when(text, at, right, min(following, right.end + _AGO), timed)
        if _AND_ALSO.search(text[left.end : at]) and _EARLIER not in (first, second) and not becomes:
            listed.add(i)
        if first and second and first != second:
            pairs.append((i, i + 1) if first > second else (i + 1, i))
        elif second == _EARLIER or (second and not first and not becomes and second < str(_newest(timed))):
            pairs.append((i, i + 1))
    ends = [k for pair in pairs for k in pair]
    return [pair for pair in pairs if min(pair) not in listed and not any(ends.count(k) > 1 for k in pair)]


_AND_ALSO = re.compile(r"\b(?:dan|serta)$")
_EARLIER, _TODAY = "0", "9"     # sort before and behind every ISO date


def _newest(timed: Sequence[Timed]) -> str:
    """A date that is later than all stated ones: what has no date is of today."""
    return max((period.end for _, period in timed), default="") + _TODAY


def _when(text: str, begin: int, quantity: Quantity, end: int, timed: Sequence[Timed]) -> str | None:
    """A sort key of the time that a clause gives its number."""
    if (comma := text.find(",", quantity.end, end)) >= 0:
        end = comma
    for low, high in ((begin, quantity.start), (quantity.end, end)):
        stated = [period.start for offsets, period in timed if low <= offsets[0] and offsets[1] <= high]
        if stated:
            return stated[-1] if len(stated) == 1 else None
    around = text[begin : quantity.start], text[quantity.end : min(end, quantity.end + _AGO)]
    if any(PAST.search(part) for part in around):
        return _EARLIER
    return _TODAY if any(NOW.search(part) for part in around) else None


def _only_links(text: str, start: int, end: int, timed: Sequence[Timed], same: Quantity, lexicon: Lexicon) -> bool:
    """Whether nothing but times and words that tie stand in `text[start:end]`: no new thing is named there."""
    rest = text[start:end]
    for (a, b), _ in timed:
        if start <= a and b <= end:
            rest = rest[: a - start] + " " * (b - a) + rest[b - start :]
    rest = NOW.sub(" ", PAST.sub(" ", rest))
    noun = _NOUN_AFTER.match(text, same.end)
    allowed = _ties(lexicon) | changes(lexicon).keys() | _DEGREES | {noun[1] if noun else ""}
    words = re.findall(r"[^\W\d_][\w-]*", rest)
    return not re.search(r"\d", rest) and all(w.casefold() in allowed or w.endswith("nya") for w in words)


@lru_cache(maxsize=8)
def _ties(lexicon: Lexicon) -> frozenset[str]:
    """Words that name nothing: they tie a number to what it measures, or to a time."""
    bounds = (word for row in lexicon.rows("bounds") for word in row["term"].split())
    return words_of(
        lexicon, "figure-link", "figure-aux", "figure-preposition", "figure-demonstrative", "figure-time", "figure-tie"
    ).union(bounds)


def _is_base(text: str, quantities: Sequence[Quantity], j: int) -> bool:
    """Whether quantity `j` is the start of "… dari 10 menjadi 15", not what the one before it came from."""
    return j + 1 < len(quantities) and bool(_STRICT_BECOME.search(text[quantities[j].end : quantities[j + 1].start]))


def _beside(text: str, quantities: Sequence[Quantity], k: int, i: int, origin: dict[int, int]) -> bool:
    """Whether quantity `k` is the size of the change that led to quantity `i`."""
    if k > i:
        return bool(_AND_BY.fullmatch(text[quantities[i].end : quantities[k].start]))
    becomes = _STRICT_BECOME.search(text[quantities[i - 1].end : quantities[i].start])
    return becomes is not None and (k == i - 1 or i in origin)


def continues(text: str, start: int, quantity: Quantity, lexicon: Lexicon, timed: Sequence[Timed] = ()) -> bool:
    """Whether a sentence only tells what the figure before it came from: "Angka ini naik dari 4,1 persen"."""
    head = text[start : quantity.start]
    _, anywhere = _patterns(lexicon)
    if re.match(r"[\"“\s]*(?:sebelumnya|semula)\b", head, re.I) and len(head) < 60:
        return True
    lead = _LEAD.match(head)
    after = lead.end() if lead else 0
    if len(head) < 80 and (PAST.match(head, after) or (after and any(t[0][0] == start + after and _past(t) for t in timed))):
        return _only_links(text, start + after, quantity.start, timed, quantity, lexicon)
    if _ALONG.search(head) or _other_place(lexicon).search(head):
        return False
    return bool(_ANAPHORA.match(head) and len(head) < 120 and anywhere.search(head) and _OUT_OF_LEVEL.search(head))


def is_step(text: str, start: int, link: Link) -> bool:
    """Whether a number is what something has become, without what it was: "lalu pada 2022 naik menjadi 5,6 persen"."""
    told = link.before or link.is_amount or link.direction is None
    return not told and bool(_STRICT_BECOME.search(text, max(start, link.quantity.start - _AGO), link.quantity.start))


def moves_on(text: str, start: int, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether a sentence says what the figure before it has become: "Angka itu turun menjadi 5,6 persen"."""
    head = text[start : quantity.start]
    _, anywhere = _patterns(lexicon)
    if len(head) >= 120 or _ALONG.search(head):
        return False
    return bool(_ANAPHORA.match(head) and anywhere.search(head) and _STRICT_BECOME.search(head))


def _past(timed: Timed) -> bool:
    return not re.search(r"\b(?:depan|mendatang)\b", timed[1].text)


def is_anaphoric(text: str, start: int, quantity: Quantity) -> bool:
    """Whether the words before a number only point back: "Angka ini", "Yakni", "Ini naik"."""
    head = text[start : quantity.start]
    if _ANAPHORA.match(head):
        return not _ALONG.search(head)
    return bool(_POINTER.match(head) or _SAID_OF_IT.search(head[-_AGO * 2 :]))
