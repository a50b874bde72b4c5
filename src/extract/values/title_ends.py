"""Where a title ends: behind its office, word by word, the first rule of `STEPS` that holds says what the next word is.

A title is an office ("Kepala Dinas", "Wagub") and what it is of: words of units ("Koperasi dan UKM"), acronyms ("BKPSDM"),
regions ("Provinsi Kalteng"). The first capitalised word that is none of these starts the name of its holder.

In an example the step that is decided stands at "|".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.values.honorifics import honorifics_at
from extract.values.names import is_short_form
from extract.values.offices import (
    ACRONYM,
    Office,
    head_pattern,
    is_derived,
    is_level,
    offices,
    organisation_heads,
    sure_title_words,
    title_words,
    unit_words,
)
from extract.values.regions import Region
from extract.values.title_regions import country_end, district_at, is_part_of, title_region_at
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

MAX_WORDS = 24
_UNKNOWN_WORDS = 3          # words of a title that no list has
_WORD = re.compile(r"\d{4}/[A-Z][a-z]+\.?|[IVX]+/[A-Z][a-z]+|[^\W_]+(?:['\-/][^\W_]+)*\.?")
_GAP = re.compile(r" ?[,&/] ?| {1,2}|(?<=\.)")
_NOTE = re.compile(r" ?\(\n?[^()\s]{1,60}\n?\)")
_VILLAGE = re.compile(r"\.? ([A-Z][\w']+)")
_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,4}(?:-\d{1,3})?(?:/\w+)?|[IVX]+/\w+)$")
_LETTER = re.compile(r"(?<=Komisi )[A-F]$|(?<=Kelas )[A-D]$|(?<=Tipe )[A-D]$")


class Walk:
    """A title while its end is looked for. It does not run beyond `stop` (where a name is known to be)."""

    def __init__(self, text: str, head_end: int, office: Office, lexicon: Lexicon, stop: int) -> None:
        self.text, self.head_end, self.office, self.lexicon, self.stop = text, head_end, office, lexicon, stop
        self.end = head_end         # of the title, as far as is known
        self.position = head_end    # behind the last word, which may be a connector
        self.joined = False         # a connector or comma stands before `position`
        self.region_seen = False
        self.region: Region | None = None


class Step:
    """What stands behind the words so far, and what the rules ask about it."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.text, self.lexicon = walk, walk.text, walk.lexicon
        note = _NOTE.match(walk.text, walk.position)
        gap = _GAP.match(walk.text, note.end() if note else walk.position)
        self.gap = gap.group() if gap and gap.end() < walk.stop else None
        self.start = gap.end() if gap else walk.position
        self.comma = self.gap is not None and "," in self.gap
        self.joined = walk.joined or self.comma or (self.gap is not None and "/" in self.gap)
        self.takes_unit = walk.office.takes_unit

    @cached_property
    def outer(self) -> int | None:
        """Where the region ends behind a comma that holds the title's own: "Bupati Garut, Jawa Barat"."""
        found = title_region_at(self.text, self.start, self.lexicon) if self.walk.region else None
        return found[0] if found and self.walk.region and is_part_of(self.walk.region, found[1]) else None

    @cached_property
    def region(self) -> tuple[int, Region] | None:
        first = self.walk.end == self.walk.head_end
        of_district = first and self.walk.office.full.casefold() in words_of(self.lexicon, "title-of-district")
        district = district_at(self.text, self.start, self.lexicon) if of_district else None
        return district or title_region_at(self.text, self.start, self.lexicon)

    @cached_property
    def is_other_region(self) -> bool:
        """Behind "Wali Kota Bogor" comes what Bogor is part of, or a name: "Bima Satria"."""
        if self.region is None or self.walk.region is None or self.joined:
            return False
        return not is_part_of(self.walk.region, self.region[1]) and not self.is_level

    @cached_property
    def country(self) -> int | None:
        return None if self.walk.region_seen or self.comma else country_end(self.text, self.start, self.lexicon)

    @cached_property
    def match(self) -> re.Match[str] | None:
        """The next word; None where it would run over `stop`."""
        match = _WORD.match(self.text, self.start)
        return None if match is None or match.end() > self.walk.stop else match

    @cached_property
    def word(self) -> str:
        word = self.match.group().rstrip(".") if self.match else ""
        first = word.partition("/")[0]
        return first if first.casefold() in title_words(self.lexicon) else word        # "… Tata Ruang/Wakil Kepala …"

    @cached_property
    def low(self) -> str:
        return self.word.casefold()

    @cached_property
    def end(self) -> int:
        return self.start + len(self.word)

    @cached_property
    def is_join(self) -> bool:
        return self.low in words_of(self.lexicon, "title-join", "title-where")

    @cached_property
    def joins_another(self) -> bool:
        """A place, where the title has its region already or is no head of a unit."""
        where = self.word in words_of(self.lexicon, "title-where")
        return where and (self.walk.region_seen or not self.takes_unit)

    @cached_property
    def is_level(self) -> bool:
        return is_level(self.word, self.lexicon)

    @cached_property
    def village(self) -> int | None:
        """The end of the one-word name behind a word such as "Desa"; None where there is none: "Kapolsek Lahat Kota AKP Budi"."""
        match = _VILLAGE.match(self.text, self.match.end()) if self.match else None
        return None if match is None or match.end() > self.walk.stop else match.end()

    @cached_property
    def stray_level(self) -> bool:
        """A level word without a name, where the office has words already."""
        said = self.text[self.walk.head_end : self.start].strip()
        return self.village is None and not self.walk.region_seen and not self.takes_unit and bool(said)

    @cached_property
    def is_next_title(self) -> bool:
        """Whether another title starts behind the "dan" or comma: "Kepala Bulog dan Kepala Perhutani", not "…/Kepala …"."""
        if self.low in offices(self.lexicon) and self.low not in title_words(self.lexicon):
            return True
        if "/" in self.text[self.walk.end : self.start] or self.low in unit_words(self.lexicon):
            return False
        head = head_pattern(self.lexicon).match(self.text, self.start)
        return head is not None

    @cached_property
    def is_listed_word(self) -> bool:
        """A word of titles; in lower case only in a title that is written so ("kepala dinas sosial")."""
        if self.low not in title_words(self.lexicon):
            return False
        if self.word[0].isupper():
            return True
        # "dalam sambutannya" is what somebody does.
        small = self.text[self.walk.head_end - 1].islower() and self.low != "dalam" and not self.walk.region_seen
        # not "Kepala BPKAD dan warga", "Menteri Kominfo penyediaan layanan"
        last = self.text[self.text.rfind(" ", 0, self.walk.end) + 1]
        return small and (last.islower() or (self.walk.end == self.walk.head_end and not self.joined))

    @cached_property
    def is_acronym(self) -> bool:
        short = ACRONYM.match(self.word) is not None or is_short_form(self.word, self.lexicon)
        return short and self.takes_unit and not honorifics_at(self.text, self.start, self.lexicon)[1]

    @cached_property
    def is_number(self) -> bool:
        """"Asisten II", "Komisi B", but not the number of the next of a list: "… Ekonomi dan Investasi 7. Budi"."""
        end = self.match.end() if self.match else self.start
        listed = self.word.isdigit() and self.text[end - 1] == "."
        return (_NUMBER.match(self.word) is not None and not listed) or _LETTER.search(self.text, self.start - 8, end) is not None

    @cached_property
    def is_of_title(self) -> bool:
        derived = self.takes_unit and is_derived(self.word)
        known = self.is_listed_word or derived or self.is_acronym or self.is_number
        return known and not (self.walk.region_seen and self.comma)

    @cached_property
    def further(self) -> int | None:
        """The end of the next word of a title behind up to three unknown capitalised words; None where a name comes first.

        "Kepala Kantor Kemenag …": a word that no list has is the title's where words of titles follow it.
        """
        if self.comma or self.walk.region_seen or not self.takes_unit:
            return None
        position = self.start
        for unknown in range(_UNKNOWN_WORDS + 1):
            match = _WORD.match(self.text, position)
            if match is None or match.end() > self.walk.stop or not self._may_be_unknown(match):
                return None
            word = match.group()
            if unknown and word.casefold() in sure_title_words(self.lexicon):
                return match.end()
            if self.text[match.end() : match.end() + 1] != " ":
                return None
            position = match.end() + 1
        return None

    def _may_be_unknown(self, match: re.Match[str]) -> bool:
        word, start = match.group(), match.start()
        if word.endswith(".") or not word[0].isupper() or word.casefold() in offices(self.lexicon):
            return False
        return not honorifics_at(self.text, start, self.lexicon)[1]


# ── what a step does; each says whether the walk goes on ──
def _stop(walk: Walk, step: Step) -> bool:
    """The title ends before it."""
    return False


def _outer(walk: Walk, step: Step) -> bool:
    """The title ends behind the region around its own."""
    walk.end = step.outer or walk.end
    return False


def _reach(walk: Walk, end: int, position: int | None = None) -> bool:
    walk.end = end
    walk.position = end if position is None else position
    walk.joined = False
    return True


def _region(walk: Walk, step: Step) -> bool:
    """A region, of the title."""
    assert step.region is not None
    walk.region, walk.region_seen = step.region[1], True
    return _reach(walk, step.region[0])


def _country(walk: Walk, step: Step) -> bool:
    """A country, of the title."""
    walk.region_seen = True
    return _reach(walk, step.country or walk.end)


def _join(walk: Walk, step: Step) -> bool:
    """A connector: of the title, where a word of titles follows."""
    walk.joined, walk.position = True, step.end
    return True


def _level(walk: Walk, step: Step) -> bool:
    """What a region calls itself, with the name of a village: of the title."""
    walk.region_seen = True
    assert step.match is not None
    return _reach(walk, step.village or step.match.end())


def _further(walk: Walk, step: Step) -> bool:
    """Unknown words and the word of titles behind them: of the title."""
    return _reach(walk, step.further or walk.end)


def _take(walk: Walk, step: Step) -> bool:
    """A word of the title."""
    assert step.match is not None
    stopped = step.is_number or (step.match.group().endswith(".") and step.low in words_of(step.lexicon, "title-stopped"))
    return _reach(walk, step.end, step.match.end() if stopped else step.end)


STEPS: Rules[Step, Callable[[Walk, Step], bool]] = Rules(
    "title goes on",
    Rule("nothing", lambda s: s.gap is None, _stop, "Bupati Garut|", "Bupati| Garut"),
    Rule("region-around", lambda s: s.comma and not s.takes_unit and s.outer is not None, _outer,
         "Bupati Garut|, Jawa Barat", "Bupati Garut|, Lampung"),
    Rule("clause", lambda s: s.comma and not s.takes_unit, _stop, "Bupati Garut|, Rudi", "Kepala Dinas Perdagangan|, Koperasi"),
    Rule("name-like-a-region", lambda s: s.is_other_region, _stop, "Bupati Garut| Bima Satria", "Bupati Garut| Jawa Barat"),
    Rule("region", lambda s: s.region is not None, _region, "Kepala Dinas Sosial| Lahat", "Kepala Dinas Sosial| Rudi"),
    Rule("country", lambda s: s.country is not None, _country, "Presiden| Turki Rudi", "Presiden| Rudi"),
    Rule("connector-of-another", lambda s: s.is_join and s.joins_another, _stop,
         "Bupati| di Lahat", "Kepala Dinas Sosial| dan Tenaga"),
    Rule("connector", lambda s: s.is_join, _join, "Kepala Dinas Sosial| dan Tenaga Kerja", "Kepala Dinas Sosial| Tenaga"),
    Rule("level-alone", lambda s: s.is_level and s.word[0].isupper() and s.stray_level, _stop,
         "Lurah Pasar| Kota", "Camat| Kota"),
    Rule("level", lambda s: s.is_level and s.word[0].isupper(), _level, "Ketua TP PKK| Desa Tolo", "Ketua TP PKK| desa"),
    Rule("next-title", lambda s: s.joined and s.is_next_title, _stop,
         "Kepala Bulog dan| Kepala Perhutani", "Kepala Dinas Sosial dan| Tenaga"),
    Rule("next-organisation", lambda s: s.comma and s.low in organisation_heads(s.lexicon), _stop,
         "Kepala Dinas Sosial|, Pengadilan Negeri", "Kepala Dinas Sosial|, Tenaga Kerja"),
    Rule("unknown", lambda s: not s.is_of_title and s.further is not None, _further,
         "Kepala Balai| Margo Raya Perikanan", "Kepala Balai| Margo Rudianto"),
    Rule("name", lambda s: not s.is_of_title, _stop, "Kepala Dinas Sosial| Rudi", "Kepala Dinas Sosial| Kota"),
    Rule("word-of-titles", lambda s: True, _take, "Kepala Bidang| Pemberdayaan"),
)  # fmt: skip


def title_end(text: str, head_end: int, office: Office, lexicon: Lexicon, stop: int) -> int:
    """Where the title ends whose office ends at `head_end`. It does not run beyond `stop` (where a name is known to be)."""
    walk = Walk(text, head_end, office, lexicon, stop)
    for _ in range(MAX_WORDS):
        step = Step(walk)
        if not STEPS.first(step).result(walk, step):
            break
    return walk.end
