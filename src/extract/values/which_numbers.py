"""Which numbers count or measure something: not dates, ordinals, ages, names, keys, clocks. The first rule that holds decides.

In an example the number that is decided stands in <>.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Worded, worded, words_of
from extract.values.numbers import Number
from extract.values.units import Unit, find_unit
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

LOOK_BACK = 40          # characters before a number that decide what it is
_TYING_UNITS = {"share", "point", "money", "measure", "classifier", "times"}    # behind them a number is no name
_WEIGHTS = {"kg", "g", "liter", "ml", "ton"}
_POWERS = {"VA", "kVA"}
_DASH_OR_TO = "(?:[-–—]|{link-until})"
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_CALENDAR_YEAR = r"(?:19|20)\d\d"

# ── what stands before ──
_JOIN = 8               # characters that _JOINED_BEFORE covers at most, and more
_JOINED_BEFORE = worded(r"(?:[\w)][-/]|[/:#@+^*=_°]|\d/\s|[A-Za-z]\s?[.]|(?<!\w){link-to}\s?-\s?)$", re.I)
_KE_BEFORE = worded(r"(?<!\w){link-to}\s?-\s?$", re.I)
_RANGE_BEFORE = worded(r"(?:^|[\s(.])(?:Rp\.?\s?)?[\d.,]{1,12}(?:\s?[a-z%]{1,8})?-$", re.I)
_DIGITS_BEFORE = worded(r"(?:^|[\s+(])[\d()-]{1,6}[\s-]$")
_FROM_TO = worded(r"\b{link-from}\s[\d.,]{1,12}(?:\s[a-z%]{1,9})?\s{link-to}\s$", re.I)
_COUNTED_BEFORE = worded(r"[a-z]\s{link-to}\s$")
# "RT 1 dan 2", "kelas 1, 2 atau 3"
_LABELS_BEFORE = worded(
    r"([^\W\d_][\w-]{0,20})\s\d{1,3}(?:,\s\d{1,3}){0,4}(?:,\s|,?\s{joined}\s)$",
    joined="(?:{link-and}|{link-or}|{link-until}|{link-from})",
)
_LINE_START = worded(r"(?:^|\n)[ \t]{0,4}\(?$")
_LABEL_BEFORE = re.compile(r"([^\W\d_][\w-]{0,20})\)?[.:]?\s{1,2}$")
_CAPITAL_BEFORE = worded(r"[^.!?:;\"“”\s]\s{1,2}[A-Z][\w'’-]{1,30}\s$")
_SHORT_NAME_BEFORE = worded(r"(?<![\w.])[A-Z]+[a-z]?[A-Z]+\)?\s$")
_OPENING_MARK = worded(r"[\"“‘']\s?$")
_NO_COUNT_BEFORE = worded(r"\b{number-no-count}\s$", re.I)
_SENTENCE_START = worded(r"[.!?:\"“]\s*$")
_ITEM_BEFORE = worded(r"[:;.,)”\"]\s?$")
_CLOCK_BEFORE = worded(
    r"(?:\b{clock-cue}\b[^.;\d]{0,12}|(?<!\d){time}\s?(?:{clock-zone})?\s?{to}\s?)$", re.I, time=_TIME, to=_DASH_OR_TO
)
_AGE_BEFORE = worded(r"\b{age-cue}\b(?!\s{age-mean})[^.;\d]{0,36}$", re.I)
_PERSON_BEFORE = worded(r"\b{age-person}\s$", re.I)
_NAME_BRACKET_BEFORE = worded(r"[A-Z][\w.']+,?\s\($")
_NAMED_BEFORE = worded(r"[A-Z][\w.]*,\s$")
_MEAN_BEFORE = worded(r"\b{age-mean}\b[^.;]{0,80}$", re.I)
_PACKAGE_BEFORE = worded(r"\b{number-package}\s$", re.I)
_POWER_BEFORE = worded(r"(?:\b(?:{number-power}|R-\d\w*)\s|[-–]\s?|,\s)$", re.I)
_WORK_BEFORE = worded(r"\b{number-work}\b[^.;\d]{0,36}$", re.I)
_PARENT_BEFORE = worded(r"\b{number-parent}\s(?:{link-from}\s)?$", re.I)
_TIMES_BEFORE = worded(r"(?<!\d)\d{1,2}\s?[x×]\s?$", re.I)
_SINCE_BEFORE = worded(r"\b{number-since}\s$", re.I)

# ── what follows ──
_JOINED_AFTER = worded(r"(?:[/:]{1,2}\d|\s/\s?[A-Z]|/[A-Z][a-z]|:[a-z]|-\d{1,4}-\d|-(?!an\b)[a-z]{2,}|\s?[xX:]\s?\d|-[A-Z])")
_CLOCK_AFTER = worded(r"\s?(?:[-–]\s?\d\d?[.:]\d\d\s?)?{clock-zone}\b", re.I)
_PART_OF_DAY_AFTER = worded(r"\s{clock-part}\b", re.I)
_NIGHT_AFTER = worded(r"\s{clock-part-late}\b", re.I)
_CLOSING_AFTER = worded(r"\s?{to}\s(?:{clock-end}|{clock-cue})\b", re.I, to=_DASH_OR_TO)
_RELATIVE = worded(r"\s(?:yang\s)?{time-relative}\b", re.I)
# A month, at once or behind further days: "9 Desember", "10, 15 dan 16 Maret".
_MONTH_AFTER = worded(
    r"{more}{0,6}\s{0,2}(?:{month}|{month-hijri})\b", re.I, to=_DASH_OR_TO,
    more=r"(?:\s?(?:[,/&]|{to}|{link-or}|,?\s?{link-and})\s?(?:{date-day-word}\s)?\d{1,2}(?!\d))",
)  # fmt: skip
_COORDINATE_AFTER = worded(r"\s?[°º]?\s?(?=[A-Z]){number-coordinate}\b")
_ITEM_AFTER = worded(r"\\?[.)]{1,2}[ \t]|[ \t]{0,4}(?:\n|$)")      # "1. Jawa Barat", a number alone on its line
_CLOSING_ITEM_AFTER = worded(r"\)\s")
_ITEM_IN_LINE_AFTER = worded(r"[.)]{1,2}\s?[A-Z]")
_LAW_AFTER = worded(r"\s{time-year}\s{year},?\s{regulation-about}\b", re.I, year=_CALENDAR_YEAR)
_HIJRI_AFTER = worded(r"\s?(?=H){number-hijri}\b")
_ORDINAL_AFTER = worded(r"(?:st|nd|rd|th)\s\(?[A-Z]")
_SIDES_AFTER = re.compile(r"(?:\s?(?:m|meter|cm))?\s?[x×]\s?[\d.,]{0,7}\d", re.I)
_SLOGAN_AFTER = worded(r"\s?[MTS](?:\s?\+|,?\s\(?{number-slogan}\b)", re.I)     # "3M+", "5 M, yaitu"
_TITLE_AFTER = worded(r"\s[A-Z][\w'-]+\s[A-Z]")
_CAPITAL_AFTER = re.compile(r"[ \t]{1,2}[A-Z]")
_APART_AFTER = worded(r"[,)]")
_WORD_AFTER = re.compile(r"\s([a-z-]{3,}|[A-Z]{2,6}\b)")

# ── the number itself ──
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.]\d\d$")
_YEAR = re.compile(rf"{_CALENDAR_YEAR}(?:-?an)?$")
_OLD_YEAR = re.compile(r"1[5-8]\d\d$")
_AMOUNT = re.compile(r"\d\.\d{3}")              # "sasaran 12.400 jiwa": no name, no rank

_LOWER = re.compile(r"(?<!\w)[a-z]{4,}")


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
        return self.money or self.number.scaled or bool(self.unit and self.unit.kind in _TYING_UNITS)

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
        named = self.word in number_labels(self.lexicon)
        amount = _AMOUNT.search(self.surface)
        return named and not amount and not (self.tied and not (self.number.spelled and self.word_is("number-rank")))

    def word_is(self, name: str) -> bool:
        """Whether the word before is of a class."""
        return self.word in words_of(self.lexicon, name)

    @cached_property
    def opens_sentence(self) -> bool:
        return not self.before.strip() or self.behind(_SENTENCE_START)

    def behind(self, pattern: Worded) -> bool:
        """Whether the pattern stands right before the number."""
        return pattern(self.lexicon).search(self.before) is not None

    def followed_by(self, pattern: Worded) -> bool:
        return pattern(self.lexicon).match(self.text, self.end) is not None

    def unit_is(self, *kinds: str) -> bool:
        return self.unit is not None and self.unit.kind in kinds

    def unit_followed_by(self, pattern: Worded) -> bool:
        return self.unit is not None and pattern(self.lexicon).match(self.text, self.unit.end) is not None


def _is_side(n: Candidate) -> bool:
    """ "20" of "20 x 40 m"."""
    at, sides = n.end, 0
    while sides < 2 and (match := _SIDES_AFTER.match(n.text, at)):
        at, sides = match.end(), sides + 1
    unit = find_unit(n.text, at, n.lexicon) if sides else None
    return unit is not None and unit.kind == "measure"


def _joined_before(n: Candidate) -> bool:
    joined = _JOINED_BEFORE(n.lexicon).search(n.before, max(0, len(n.before) - _JOIN))
    if not joined or (n.number.minus is not None and not n.behind(_KE_BEFORE)):
        return False
    return not (n.tied and n.behind(_RANGE_BEFORE))


def _moves_to(n: Candidate) -> bool:
    """ "naik ke", "naik tipis ke"."""
    words = n.before.casefold().split()[-3:-1] if n.word_is("link-to") else ()
    return any(word in words_of(n.lexicon, "change") for word in words)


def _is_year(n: Candidate) -> bool:
    if n.bare and _OLD_YEAR.match(n.surface):
        return n.behind(_SINCE_BEFORE)
    return bool(_YEAR.match(n.surface)) and not n.tied


def _is_clock(n: Candidate) -> bool:
    hour = n.number.value <= 24
    if n.followed_by(_CLOCK_AFTER) or (hour and n.followed_by(_PART_OF_DAY_AFTER)):
        return True
    if n.tied or not hour:
        return False
    night = n.followed_by(_NIGHT_AFTER)
    if n.behind(_CLOCK_BEFORE):
        return night or not n.unit_is("time", "noun")
    return bool(_CLOCK.match(n.surface)) and (night or n.followed_by(_CLOSING_AFTER))


def _is_age(n: Candidate) -> bool:
    if n.unit is None or n.unit.label not in ("year", "month"):
        return False
    if n.behind(_NAME_BRACKET_BEFORE):
        return True                     # "Rudi Hartono (45 tahun)"
    mean = _MEAN_BEFORE(n.lexicon).search(n.text, max(0, n.number.start - 2 * LOOK_BACK), n.number.start)
    if n.behind(_NAMED_BEFORE):
        return n.unit_followed_by(_APART_AFTER)         # "Rudi Hartono, 45 tahun, …"
    return n.behind(_PERSON_BEFORE) or (n.behind(_AGE_BEFORE) and not mean)


def _item_in_line(n: Candidate) -> bool:
    """ "… dilantik: 1. Rudi 2. Sinta": counted up within a line."""
    if not n.bare or n.number.spelled or len(n.surface) > 2:
        return False
    if n.followed_by(_CLOSING_ITEM_AFTER) and "(" not in n.before:
        return True                     # "untuk 1) melatih guru; 2) …"
    if not n.followed_by(_ITEM_IN_LINE_AFTER):
        return False
    previous = rf"(?<!\w){int(n.number.value) - 1}[.)]{{1,2}}\s?[A-Z]"
    stretch = n.text[max(0, n.number.start - 300) : n.number.start]
    return re.search(previous, stretch) is not None or (n.number.value == 1 and n.behind(_ITEM_BEFORE))


def _in_row_of_labels(n: Candidate) -> bool:
    row = _LABELS_BEFORE(n.lexicon).search(n.before) if n.bare else None
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


def _counts_a_word(n: Candidate) -> bool:
    following = _WORD_AFTER.match(n.text[n.end : n.end + 24])
    return following is not None and following[1] not in words_of(n.lexicon, "figure-stop-right")


def _behind_name(n: Candidate) -> bool:
    if not n.bare or "," in n.surface:
        return False
    return n.behind(_CAPITAL_BEFORE) or n.before[-2:-1].isupper() or n.behind(_SHORT_NAME_BEFORE)


def _inside_name(n: Candidate) -> bool:
    stops = (n.end, n.unit.end) if n.unit and n.unit.kind == "time" else (n.end,)
    named = not n.tied and n.behind(_CAPITAL_BEFORE) and any(_CAPITAL_AFTER.match(n.text, stop) for stop in stops)
    return named and not n.unit_is("noun")


@lru_cache(maxsize=8)
def number_labels(lexicon: Lexicon) -> frozenset[str]:
    """Words whose number is a name or a rank: "kelas", "nomor", "Kodim"."""
    return frozenset(lexicon.terms("number_labels"))


NO, YES = False, True
RULES: Rules[Candidate, bool] = Rules(
    "number counts",
    # What stands at it without a blank.
    Rule("side of a thing", _is_side, YES, "lapangan seluas <20> x 40 meter", "menang <20> x 40"),
    Rule("joined before", _joined_before, NO, "sesuai Perda 5/<2021> itu", "panen 3 - <5> ton"),
    Rule("joined behind", lambda n: not n.tied and n.followed_by(_JOINED_AFTER), NO,
         "menang dengan skor <3>:1 atas tamu", "di <14> desa"),
    Rule("English ordinal", lambda n: n.followed_by(_ORDINAL_AFTER), NO,
         "peserta <5>th Youth Summit", "selama <5> th"),
    Rule("glued to a word", lambda n: not n.glued and n.text[n.end : n.end + 1].isalpha(), NO,
         "kaidah <5>W dan 1H", "lahan <5>ha"),
    # Lists, tables, keys.
    Rule("item of a list", lambda n: not n.money and n.followed_by(_ITEM_AFTER) and n.behind(_LINE_START), NO,
         "<1>. Rudi Hartono", "sebanyak <1>."),
    Rule("item in a line", _item_in_line, NO, "dilantik: <1>. Rudi Hartono", "dilantik sebanyak <1>. Rudi hadir"),
    Rule("end of a row", lambda n: n.bare and n.behind(_DIGITS_BEFORE), NO,
         "WhatsApp 0811 7890 <123> setiap hari", "sebanyak <123> setiap hari"),
    # Dates and clocks.
    Rule("day of a month", lambda n: n.number.value <= 31 and n.followed_by(_MONTH_AFTER), NO,
         "pada <9>, 10 dan 11 Desember", "sebanyak <9> kali pada Desember"),
    Rule("behind a month", lambda n: n.bare and n.word in words_of(n.lexicon, "month", "month-hijri"), NO,
         "sejak Maret <20245> itu", "sejak Maret <20> desa"),
    Rule("Hijri year", lambda n: n.followed_by(_HIJRI_AFTER), NO,
         "tahun baru <1446> H dirayakan", "<1446> Hadirin"),
    Rule("coordinate", lambda n: n.followed_by(_COORDINATE_AFTER), NO, "pada <9,96>° LS", "suhu <9,96>°C"),
    Rule("clock", _is_clock, NO, "dibuka jam <2> siang", "selama <2> malam"),
    Rule("time ago", lambda n: n.unit_is("time") and n.unit_followed_by(_RELATIVE), NO,
         "digelar <3> tahun lalu", "selama <3> tahun penuh"),
    Rule("within hours", lambda n: n.unit_is("time") and n.behind(_TIMES_BEFORE), NO,
         "wajib lapor 1 x <24> jam", "selama <24> jam"),
    Rule("year", _is_year, NO, "sejak <2024> dimulai", "sebesar Rp<2024>"),
    Rule("age", _is_age, NO, "lansia berusia di atas <60> tahun", "rata-rata usia kawin <21> tahun"),
    # Names and ranks.
    Rule("numbered", lambda n: n.word_is("number-numbered"), NO, "nomor <12> orang itu", "sebanyak <12> orang"),
    Rule("law", lambda n: n.followed_by(_LAW_AFTER), NO, "sesuai UU. <11> Tahun 2021 tentang Desa", "sebanyak <11> tahun 2021"),
    Rule("slogan in marks", lambda n: n.behind(_OPENING_MARK) and n.followed_by(_TITLE_AFTER), NO,
         "bertema “<Empat> Tahun Kerja", "“<Empat> tahun kami bekerja"),
    Rule("scaled in a title", _scaled_in_title, NO,
         "program Gerakan Tanam <1 Juta> Pohon digelar serentak", "program Gerakan Tanam <1 juta> pohon digelar"),
    Rule("slogan of letters", lambda n: n.followed_by(_SLOGAN_AFTER), NO,
         "ingat selalu <3>M, yaitu mencuci tangan", "jalan selebar <3> M itu"),
    Rule("row of labels", _in_row_of_labels, NO, "warga RT 3, <4> dan 7", "warga desa 3, <4> dan 7"),
    Rule("moves to", _moves_to, YES, "naik tipis ke <7,2> tahun", "maju ke <7> besar"),
    Rule("from one to the other", lambda n: "," in n.surface and n.behind(_FROM_TO), YES,
         "turun dari 7,5 ke <7,2> itu", "naik dari kelas 5 ke <7>"),
    Rule("to counted things", lambda n: n.unit_is("noun") and n.behind(_COUNTED_BEFORE), YES,
         "disalurkan ke <12> desa", "juara ke <12>"),
    Rule("label", lambda n: n.labelled, NO, "siswa kelas <3> hadir", "siswa sebanyak <3> hadir"),
    Rule("size of a package", lambda n: n.unit is not None and n.unit.label in _WEIGHTS and n.behind(_PACKAGE_BEFORE), NO,
         "harga elpiji <3> kilogram naik", "sebanyak <3> kilogram"),
    Rule("class of power", lambda n: n.unit is not None and n.unit.label in _POWERS and n.behind(_POWER_BEFORE), NO,
         "pelanggan rumah tangga daya <900> VA", "genset berkekuatan <900> VA"),
    Rule("title of a work", lambda n: n.bare and n.followed_by(_TITLE_AFTER) and n.behind(_WORK_BEFORE), NO,
         "bedah buku <35> Kisah Dari Pesisir", "mencetak buku <35> eksemplar"),
    Rule("parent of", lambda n: n.unit_is("noun") and n.behind(_PARENT_BEFORE), NO,
         "kata ayah <dua> anak itu", "kata <dua> anak itu"),
    # A part of one.
    Rule("part of what is measured", lambda n: n.number.fraction and n.unit_is("measure", "money", "time", "times"), YES,
         "seluas <seperempat> hektare", "hampir <seperempat> warga"),
    Rule("part of a whole", lambda n: n.number.fraction, NO, "hampir <seperempat> warga", "hampir <seperempat juta> warga"),
    # Words.
    Rule("no counting word", lambda n: n.number.spelled and (n.text.startswith("-", n.end) or n.behind(_NO_COUNT_BEFORE)), NO,
         "maju satu per <satu> ke depan", "ada <tiga> kecamatan"),
    Rule("number word in a name", lambda n: n.number.spelled and not n.unit_is("classifier") and _capital_in_sentence(n), NO,
         "warga Kabupaten <Lima Puluh> Kota", "<Lima> kecamatan terdampak"),
    Rule("one of a unit", lambda n: n.number.spelled and n.number.value == 1 and n.tied and not n.unit_is("times"), YES,
         "dibangun <satu> unit", "datang <satu> kali"),
    Rule("one", lambda n: n.number.spelled and n.number.value == 1, NO, "kepada <satu> sama lain", "kepada <dua> orang"),
    Rule("number word with its unit", lambda n: n.number.spelled and n.unit is not None, YES,
         "ada <tiga> kecamatan", "ada <tiga> gapura"),
    Rule("thousands in words", lambda n: n.number.spelled and n.number.value >= 1000, YES, "jadi <seribu>.", "jadi <seratus>."),
    Rule("hundreds in words", lambda n: n.number.spelled and n.number.value >= 100, NO,
         "jadi <seratus>.", "jadi <seratus> orang"),
    Rule("number word before a noun", lambda n: n.number.spelled and _counts_a_word(n), YES,
         "ada <tiga> gapura", "ada <tiga> yang lolos"),
    Rule("number word alone", lambda n: n.number.spelled, NO, "ada <tiga> yang lolos", "ada <3> yang lolos"),
    # Digits.
    Rule("version", lambda n: not n.tied and n.surface.endswith(".0"), NO,
         "transformasi digital <4.0> dimulai", "naik <4.0> persen"),
    Rule("behind a name", _behind_name, NO, "kereta Kertajaya <255> berangkat", "sebanyak <255> berangkat"),
    Rule("inside a name", _inside_name, NO, "acara Refleksi <9> Tahun Kepemimpinan", "acara itu dihadiri <9> tamu"),
    Rule("quantity", lambda n: True, YES, "sebanyak <150> peserta"),
)  # fmt: skip


def is_quantity(text: str, before: str, number: Number, unit: Unit | None, lexicon: Lexicon) -> bool:
    """Whether the number counts or measures something. `before`: the LOOK_BACK characters before it, of its own stretch."""
    return RULES.first(Candidate(text, before, number, unit, lexicon)).result
