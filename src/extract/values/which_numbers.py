"""Which numbers count or measure something: not dates, ordinals, names, keys, clocks. The first rule that holds decides.

In an example the number that is decided stands in <>.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.values.numbers import Number, parse_number
from extract.values.phrases import words_with
from extract.values.units import Unit
from extract.words.rules import Rule, Rules

LOOK_BACK = 40          # characters before a number that decide what it is
TYING_UNITS = {"share", "point", "money", "measure", "classifier", "times"}     # behind them a number is no name
_JOIN = 8               # characters that _JOINED_BEFORE covers at most, and more
_JOINED_BEFORE = re.compile(r"(?:[\w)][-/]|[/:#@+^*=_°]|[A-Za-z]\s?[.]|(?<!\w)ke\s?-\s?)$")
_RANGE_BEFORE = re.compile(r"(?:^|[\s(.])(?:Rp\.?\s?)?[\d.,]{1,12}-$", re.I)
_JOINED_AFTER = re.compile(r"(?:[/:]\d|-\d{1,4}-\d|-(?!an\b)[a-z]{2,}|\s?[xX:]\s?\d|-[A-Z])")
_CLOCK_AFTER = re.compile(r"\s?(?:[-–]\s?\d\d?[.:]\d\d\s?)?(?:WIB|WITA|WIT)\b", re.I)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.]\d\d$")
_RELATIVE = re.compile(r"\s(?:yang\s)?(?:lalu|silam|mendatang|lagi|terakhir|ke\s?depan|sebelumnya|kemudian)\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TABLE_AFTER = re.compile(r"\s{1,4}[\d|]")
_COORDINATE_AFTER = re.compile(r"\s?[°º]?\s?(?:LS|LU|BT|BB)\b")
_MOVES_TO = re.compile(r"\b(?:naik|turun|tumbuh|menurun|meningkat|merosot|melonjak|anjlok)\s(?:[a-z]+\s)?ke\s$", re.I)
_SPELLED_RANGE = re.compile(r"\s(?:sampai|hingga)\s([a-z]+)\s")
# "RT 1 dan 2", "kelas 1, 2 atau 3"
_LABELS_BEFORE = re.compile(r"([^\W\d_][\w-]{0,20})\s\d{1,3}(?:,\s\d{1,3}){0,4}(?:,\s|,?\s(?:dan|atau|serta|hingga|sampai)\s)$")
_ROW_ENDS = {"", "dan", "atau", "serta", "hingga", "sampai"}
_LINE_START = re.compile(r"(?:^|\n)[ \t]{0,4}\(?$")
_ITEM_AFTER = re.compile(r"[.)]{1,2}[ \t]|[ \t]{0,4}(?:\n|$)")      # "1. Jawa Barat", a number alone on its line
_AMOUNT = re.compile(r"\d\.\d{3}|posisi \d+,\d")      # "sasaran 12.400 jiwa": no name, no rank
_LABEL_BEFORE = re.compile(r"([^\W\d_][\w-]{0,20})[.:]?\s{1,2}$")
_CAPITAL_BEFORE = re.compile(r"(?:^|[^.!?:;\"“\s])\s{1,2}[A-Z][\w'-]{1,30}\s$")
_CAPITAL_AFTER = re.compile(r"[ \t]{1,2}[A-Z]")
_OPENING_MARK = re.compile(r"[\"“‘']\s?$")
_TITLE_AFTER = re.compile(r"\s[A-Z][\w'-]+\s[A-Z]")
_LOWER = re.compile(r"(?<!\w)[a-z]{4,}")
_NO_COUNT_BEFORE = re.compile(r"\b(?:ke|per|sila|para|se)\s$", re.I)
_SENTENCE_START = re.compile(r"[.!?:\"“]\s*$")
_WORD_AFTER = re.compile(r"\s([a-z-]{3,})")


class Candidate:
    """A number where it stands, and what the rules ask about it, each answer worked out once."""

    def __init__(self, text: str, before: str, number: Number, unit: Unit | None, lexicon: Lexicon) -> None:
        self.text, self.before, self.number, self.unit, self.lexicon = text, before, number, unit, lexicon
        self.end = number.end

    @cached_property
    def surface(self) -> str:
        return self.text[self.number.start : self.end]

    @cached_property
    def money(self) -> bool:
        return self.number.currency is not None

    @cached_property
    def tied(self) -> bool:
        """Whether sign, scale word or unit say that something is measured or counted."""
        return self.money or self.number.scaled or bool(self.unit and self.unit.kind in TYING_UNITS)

    @cached_property
    def glued(self) -> bool:
        """ "5km"."""
        return bool(self.unit and self.unit.start == self.end)

    @cached_property
    def bare(self) -> bool:
        return not self.tied and self.unit is None

    @cached_property
    def word(self) -> str:
        """The word before it, case folded."""
        match = _LABEL_BEFORE.search(self.before)
        return match[1].casefold() if match else ""

    @cached_property
    def labelled(self) -> bool:
        """Whether the word before makes a name or a rank of it: "kelas 3", not "sasaran 12.400"."""
        named = self.word in number_labels(self.lexicon) and not _AMOUNT.search(f"{self.word} {self.surface}")
        return named and not (self.tied and (not self.number.spelled or self.word not in ("ke", "lantai")))

    @cached_property
    def opens_sentence(self) -> bool:
        return not self.before.strip() or self.behind(_SENTENCE_START)

    def behind(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern stands right before the number."""
        return pattern.search(self.before) is not None

    def followed_by(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.end) is not None

    def unit_is(self, kind: str) -> bool:
        return self.unit is not None and self.unit.kind == kind


def _joined_before(n: Candidate) -> bool:
    joined = _JOINED_BEFORE.search(n.before, max(0, len(n.before) - _JOIN))
    return bool(joined) and not n.money and not (n.tied and n.behind(_RANGE_BEFORE))


def _is_year(n: Candidate) -> bool:
    return bool(_YEAR.match(n.surface)) and not n.money and (not n.tied or n.word in ("tahun", "thn", "th"))


def _in_row_of_labels(n: Candidate) -> bool:
    row = _LABELS_BEFORE.search(n.before) if n.bare and n.word in _ROW_ENDS else None
    return row is not None and row[1].casefold() in number_labels(n.lexicon)


def _scaled_in_title(n: Candidate) -> bool:
    """All in capitals, with words in lower case around."""
    if not (n.tied and not n.money and n.number.scaled and n.behind(_CAPITAL_BEFORE)):
        return False
    stop = n.unit.end if n.unit else n.end
    words = re.findall(r"[^\W\d_]+", n.text[n.number.start : stop])
    capitals = bool(words) and all(word[0].isupper() for word in words)
    return capitals and bool(_LOWER.search(n.before) and _LOWER.search(n.text[stop : stop + LOOK_BACK]))


def _capital_in_sentence(n: Candidate) -> bool:
    return n.surface[:1].isupper() and (not n.opens_sentence or (n.surface.istitle() and " " in n.surface))


def _up_to_another(n: Candidate) -> bool:
    up_to = _SPELLED_RANGE.match(n.text, n.end)
    return bool(up_to and parse_number(up_to[1], n.lexicon))


def _counts_a_word(n: Candidate) -> bool:
    following = _WORD_AFTER.match(n.text[n.end : n.end + 24])
    return following is not None and following[1] not in words_with("stop_right", n.lexicon)


def _behind_name(n: Candidate) -> bool:
    if not n.bare or "," in n.surface or n.before.endswith("("):
        return False
    return n.behind(_CAPITAL_BEFORE) or (n.before[-2:-1].isupper() and n.before.endswith(" "))


def _inside_name(n: Candidate) -> bool:
    stops = (n.end, n.unit.end) if n.unit and n.unit.kind == "time" else (n.end,)
    named = not n.tied and n.behind(_CAPITAL_BEFORE) and any(_CAPITAL_AFTER.match(n.text, stop) for stop in stops)
    return named and not n.unit_is("noun")


NO, YES = False, True

RULES: Rules[Candidate, bool] = Rules(
    Rule("joined before", _joined_before, NO, "sesuai Perda 5/<2021> itu", "panen 3-<5> ton"),
    Rule("joined behind", lambda n: not n.glued and not n.tied and n.followed_by(_JOINED_AFTER), NO,
         "menang dengan skor <3>:1 atas tamu", "di <14> desa"),
    Rule("glued to a word", lambda n: not n.glued and n.text[n.end : n.end + 1].isalpha(), NO, "kaidah <5>W dan 1H", "lahan <5>ha"),
    Rule("item of a list", lambda n: not n.money and not n.glued and n.followed_by(_ITEM_AFTER) and n.behind(_LINE_START), NO,
         "<1>. Rudi Hartono", "sebanyak <1>."),
    Rule("cell of a table", lambda n: n.bare and n.followed_by(_TABLE_AFTER), NO, "padi <12> | 30", "padi <12> ton | 30"),
    Rule("day of a month", lambda n: n.followed_by(_month_after(n.lexicon)), NO, "pada <9> Desember", "sebanyak <9> kali"),
    Rule("coordinate", lambda n: n.followed_by(_COORDINATE_AFTER), NO, "pada <9,96>° LS", "suhu <9,96>°C"),
    Rule("clock with its zone", lambda n: n.followed_by(_CLOCK_AFTER), NO, "dibuka <09.30> WIB", "seluas <9,3> hektare"),
    Rule("time ago", lambda n: n.unit_is("time") and n.unit is not None and bool(_RELATIVE.match(n.text, n.unit.end)), NO,
         "digelar <3> tahun lalu", "selama <3> tahun penuh"),
    Rule("hour", lambda n: n.word == "pukul" or (n.word == "jam" and bool(_CLOCK.match(n.surface))), NO,
         "dimulai pukul <9> tepat", "selama <9> jam"),
    Rule("year", _is_year, NO, "sejak <2024> dimulai", "sebesar Rp<2024>"),
    Rule("numbered", lambda n: n.word in ("salah", "nomor", "no", "nomer"), NO, "nomor <12> orang itu", "sebanyak <12> orang"),
    Rule("slogan in marks", lambda n: n.behind(_OPENING_MARK) and n.followed_by(_TITLE_AFTER), NO,
         "bertema “<Empat> Tahun Kerja", "“<Empat> tahun kami bekerja"),
    Rule("scaled in a title", _scaled_in_title, NO,
         "program Gerakan Tanam <1 Juta> Pohon digelar serentak", "program Gerakan Tanam <1 juta> pohon digelar"),
    Rule("row of labels", _in_row_of_labels, NO, "warga RT 3, <4> dan 7", "warga desa 3, <4> dan 7"),
    Rule("moves to", lambda n: n.word == "ke" and n.behind(_MOVES_TO), YES, "naik tipis ke <7,2> tahun", "maju ke <7> besar"),
    Rule("to counted things", lambda n: n.labelled and n.word == "ke" and n.unit_is("noun") and bool(re.search(r"[a-z]\ske\s$", n.before)),
         YES, "disalurkan ke <12> desa", "juara ke <12>"),
    Rule("label", lambda n: n.labelled, NO, "siswa kelas <3> hadir", "siswa sebanyak <3> hadir"),
    Rule("no counting word", lambda n: n.number.spelled and (n.text.startswith("-", n.end) or n.behind(_NO_COUNT_BEFORE)), NO,
         "maju satu per <satu> ke depan", "ada <tiga> kecamatan"),
    Rule("number word in a name", lambda n: n.number.spelled and _capital_in_sentence(n), NO,
         "warga Kabupaten <Lima Puluh> Kota", "<Lima> kecamatan terdampak"),
    Rule("one of a unit", lambda n: n.number.spelled and n.number.value == 1 and n.tied and not n.unit_is("times"), YES,
         "dibangun <satu> unit", "datang <satu> kali"),
    Rule("one", lambda n: n.number.spelled and n.number.value == 1, NO, "kepada <satu> sama lain", "kepada <dua> orang"),
    Rule("number word with its unit", lambda n: n.number.spelled and n.unit is not None, YES, "ada <tiga> kecamatan", "ada <tiga> hal"),
    Rule("thousands in words", lambda n: n.number.spelled and n.number.value >= 1000, YES, "jadi <seribu>.", "jadi <seratus>."),
    Rule("hundreds in words", lambda n: n.number.spelled and n.number.value >= 100, NO, "jadi <seratus>.", "jadi <seratus> orang"),
    Rule("up to another", lambda n: n.number.spelled and _up_to_another(n), YES, "antara <tiga> sampai lima persen", "ada <tiga> hal"),
    Rule("number word before a noun", lambda n: n.number.spelled and _counts_a_word(n), YES, "ada <tiga> gapura", "ada <tiga> yang lolos"),
    Rule("number word alone", lambda n: n.number.spelled, NO, "ada <tiga> yang lolos", "ada <3> yang lolos"),
    Rule("version", lambda n: not n.tied and n.surface.endswith(".0"), NO, "transformasi digital <4.0> dimulai", "naik <4.0> persen"),
    Rule("behind a name", _behind_name, NO, "kereta Kertajaya <255> berangkat", "sebanyak <255> berangkat"),
    Rule("inside a name", _inside_name, NO, "acara Refleksi <9> Tahun Kepemimpinan", "acara itu dihadiri <9> tamu"),
    Rule("quantity", lambda n: True, YES, "sebanyak <150> peserta"),
)  # fmt: skip


def is_quantity(text: str, before: str, number: Number, unit: Unit | None, lexicon: Lexicon) -> bool:
    """Whether the number counts or measures something. `before`: the LOOK_BACK characters before it, of its own stretch."""
    return RULES.first(Candidate(text, before, number, unit, lexicon)).result


@lru_cache(maxsize=8)
def _month_after(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s{{0,2}}{one_of(lexicon.terms('months'))}\b", re.I)


@lru_cache(maxsize=8)
def number_labels(lexicon: Lexicon) -> frozenset[str]:
    """Words whose number is a name or a rank: "kelas", "nomor", "Kodim"."""
    return frozenset(lexicon.terms("number_labels"))
