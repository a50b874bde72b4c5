"""Titles: where one starts, how far it goes, and what is office, organisation and region in it.

A title is an office ("Kepala Dinas", "Wagub") and what it is of: words of units ("Koperasi dan UKM"), acronyms ("BKPSDM"),
regions ("Provinsi Kalteng"). The first capitalised word that is none of these starts the name of its holder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.mentions import Acting, Title
from extract.values.honorifics import honorifics_at
from extract.values.names import is_short_form
from extract.values.regions import Region, cue_levels, expand_region, find_region, may_begin_region

MAX_WORDS = 24
_DISTRICT_WORDS = 3
_DISTRICT_HEADS = frozenset({"Camat", "Sekretaris Camat", "Kapolsek", "Danramil", "Kepala Distrik", "Kepala Puskesmas"})
_WORD = re.compile(r"\d{4}/[A-Z][a-z]+\.?|[IVX]+/[A-Z][a-z]+|[^\W_]+(?:['\-/][^\W_]+)*\.?")
_GAP = re.compile(r" ?[,&/] ?| {1,2}|(?<=\.)")
_PARENTHESIS = re.compile(r" ?\(([^()\n]{1,60})\)")
_JOIN = re.compile(r"(?:dan|&|serta|atau|dan/atau|untuk|dari|di|pada|bagi)\b", re.IGNORECASE)
_WHERE = re.compile(r"di|pada|untuk|bagi")
_LAST_WORD = re.compile(r"([\w\-]+) $")
_LONGEST_WORD = 30
_STOPPED = re.compile(r"(?:Pem(?:kab|prov|kot|da)|RS|RSUD|TP|PT|CV|Sek|Kec|Kab|Prov|Adm)\.")      # in the middle of a title
_VILLAGE = re.compile(r"\.? ([A-Z][\w']+)")
_LEVEL = re.compile(
    r"(?:provinsi|propinsi|prov\.?|kabupaten|kab\.?|kota|kecamatan|kec\.?|desa|kelurahan|kampung|nagari|distrik|dusun|jorong)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(r" (?:Timur|Barat|Utara|Selatan|Tengah|Tenggara|Laut|Daya|Hilir|Hulu)\b(?: (?:Daya|Laut)\b)?")
_ACRONYM = re.compile(r"[A-Z][A-Z\d\-]{1,9}$|[A-Z][a-z]{2,}(?:[A-Z]{2,})$")
_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,4}(?:-\d{1,3})?(?:/\w+)?|[IVX]+/\w+)$")
_LETTER = re.compile(r"(?<=Komisi )[A-F]$|(?<=Kelas )[A-D]$|(?<=Tipe )[A-D]$")
_RANK = re.compile(r"Jende?ral (?:TNI|Pol|Polisi|Purn)\b|(?:Brigadir|Mayor|Letnan) Jenderal\b|Letnan Kolonel\b|Ajun Komisaris\b")
_ACTING = re.compile(
    r"(Plt|Plh|Pjs|Pj|Pelaksana Tugas|Pelaksana Harian|Penjabat Sementara|Penjabat)\b\.? ?(?:\((?:Plt|Plh|Pjs|Pj)\.?\) ?)?",
    re.IGNORECASE,
)
_ACTING_FORM: dict[str, Acting] = {
    "plt": "Plt.", "plh": "Plh.", "pj": "Pj.", "pjs": "Pjs.", "pelaksana tugas": "Plt.", "pelaksana harian": "Plh.",
    "penjabat": "Pj.", "penjabat sementara": "Pjs.",
}  # fmt: skip
# Words that say that an office is no longer, not yet or not now somebody's: with them it is another office.
_STATE = r"(?:[Mm]antan|[Ee]ks|[Bb]ekas|(?:[Bb]akal )?[Cc]alon)"
_STATE_BEHIND = re.compile(
    r" \(?(?P<other>terpilih|nonaktif|non-aktif|demisioner)\b\)?(?! (?:sebagai|menjadi|secara|kembali|oleh|dalam|pada|dan)\b)"
    r"|,? (?:ke-\d{1,2}(?: RI\b| Republik Indonesia)?|definitif|petahana"
    r"|(?:periode|masa (?:jabatan|bakti|khidmat)) (?:tahun )?(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d)(?![\w-])",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:Dinas|Badan|Biro|Bidang|Bagian|Seksi|Kantor|Balai|Satuan|Direktorat|Sub\w+|Unit|Divisi|Pelaksana)\b")
_PART = re.compile(r"(?:Bidang|Bagian|Seksi|Sub\w+|Divisi|Unit|Urusan|Satuan)\b")        # of an organisation
_HEADED = re.compile(r"Kepala (?!Pelaksana|Staf|Sekolah|Ruang|Penerangan|Operasi)(?=\w)")
_HEADS_OF_ALL = re.compile(r"(?:Wakil )?(?:Ketua|Ketua Umum|Rektor|Pimpinan|Direktur Utama)")
# Nouns made of verbs ("Pengairan", "Kemiskinan") are words of titles, in the list or not.
_DERIVED = re.compile(r"(?:Ke|Pe[lmnr]?|Pen[gy])[a-z]{4,}an$")


@dataclass(frozen=True, slots=True)
class Office:
    """One row of lexicon/offices.csv."""

    full: str
    takes_unit: bool            # "Kepala …" has a unit behind it, "Bupati …" a region
    stands_unnamed: bool        # a holder counts also where no name is given
    is_role: bool               # played for a day and no office: "Narasumber", "Inspektur Upacara"


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> dict[str, Office]:
    return {
        row["term"].casefold(): Office(
            row["full"], row["takes"] in ("unit", "role"), row["unnamed"] == "1", row["takes"] == "role"
        )
        for row in lexicon.rows("offices")
    }


@lru_cache(maxsize=8)
def head_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Finds where titles start: an acting form or none, then an office."""
    short = one_of(("Plt", "Plh", "Pjs", "Pj"))
    long = one_of(("Pelaksana Tugas", "Pelaksana Harian", "Penjabat Sementara", "Penjabat"))
    office = one_of(lexicon.terms("offices"), blank=r"\s")
    acting = rf"(?:(?:{short}\b\.?\s?|{long}\s)(?:\({short}\b\.?\)\s?)?)?"
    state = rf"(?:(?P<state>{_STATE})\s)?"
    # "Irjen Rudi" has a rank, "Irjen Kemendagri" an office.
    other = r"(?!(?i:kepala keluarga)\b|(?i:irjen|inspektur jende?ral)\b\.? (?!Kem)[A-Z])"
    return re.compile(rf"(?<![\w\-]){state}{acting}{other}(?P<office>{office})(?![\w\-])(?! Pol\b(?! PP))")


@lru_cache(maxsize=8)
def _title_words(lexicon: Lexicon) -> frozenset[str]:
    organisations = (term for term in lexicon.terms("organisations") if " " not in term)
    return frozenset(term.casefold() for term in (*lexicon.terms("title_words"), *organisations))


@lru_cache(maxsize=8)
def _also_names(lexicon: Lexicon) -> frozenset[str]:
    """Words of titles that are parts of names too ("Agung", "Pratama")."""
    return frozenset(row["term"].casefold() for row in lexicon.rows("title_words") if row["also_name"])


def ends_in_region(title: Title) -> bool:
    """Whether the last words of a title are the region of its office: what follows is no part of it."""
    return title.region is not None and re.sub(r"\W+", " ", title.full).endswith(re.sub(r"\W+", " ", title.region))


def is_of_a_part(title: Title) -> bool:
    """Whether a title is that of a part of an organisation, which may stand behind a comma: "Kepala Bidang Aset, BPKAD Lahat"."""
    return _PART.search(title.full) is not None


def region_at(text: str, start: int, lexicon: Lexicon, level: str = "") -> tuple[int, Region] | None:
    """The longest region name that starts at `start`, and where it ends. `level` is that of the office it belongs to."""
    if not text[start : start + 1].isupper() or not may_begin_region(text, start, lexicon):
        return None
    ends = []
    position = start
    for _ in range(5):
        match = _WORD.match(text, position)
        if match is None:
            break
        ends.append(match.end())
        if text[match.end() : match.end() + 1] not in (" ", "-"):
            break
        position = match.end() + 1
    for end in reversed(ends):
        end -= text[end - 1] == "."
        if region := find_region(text[start:end], lexicon, level=level):
            side = _SIDE.match(text, end)
            return side.end() if side else end, region
    return None


def _district_at(text: str, start: int, lexicon: Lexicon) -> tuple[int, Region] | None:
    """The longest name of a district that starts at `start`, and where it ends."""
    ends: list[int] = []
    position = start
    while len(ends) < _DISTRICT_WORDS and (match := _WORD.match(text, position)) and text[position].isupper():
        ends.append(match.end())
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    found = ((end, find_region(f"Kecamatan {text[start:end].rstrip('.')}", lexicon)) for end in reversed(ends))
    return next(((end - (text[end - 1] == "."), region) for end, region in found if region), None)


def title_end(text: str, head_end: int, office: Office, lexicon: Lexicon, stop: int) -> int:
    """Where the title ends whose office ends at `head_end`. It does not run beyond `stop` (where a name is known to be)."""
    words = _title_words(lexicon)
    heads = _offices(lexicon)
    end = head_end
    position = head_end
    joined = False              # a connector or comma stands before `position`
    region_seen = False
    region: Region | None = None
    for _ in range(MAX_WORDS):
        if (note := _PARENTHESIS.match(text, position)) and " " not in note.group(1).strip():
            position = note.end()
        gap = _GAP.match(text, position)
        if gap is None or gap.end() >= stop:
            break
        comma = "," in gap.group()
        # After the comma behind "Bupati Garut" stands what Garut is part of, or another clause.
        if comma and not office.takes_unit:
            outer = region_at(text, gap.end(), lexicon) if region else None
            if outer and region and _holds(outer[1], region):
                end = outer[0]
            break
        joined = joined or comma or "&" in gap.group() or "/" in gap.group()
        position = gap.end()
        district = _district_at(text, position, lexicon) if end == head_end and office.full in _DISTRICT_HEADS else None
        if found := district or region_at(text, position, lexicon):
            # Behind "Wali Kota Bogor" comes what Bogor is part of, or a name: "Bima Satria".
            if region and not joined and not _holds(found[1], region) and not _LEVEL.match(text, position):
                break
            end, region = found
            position, joined, region_seen = end, False, True
            continue
        if not region_seen and (country := _countries(lexicon).match(text, position)):
            end = position = country.end()
            joined, region_seen = False, True
            continue
        match = _WORD.match(text, position)
        if match is None or match.end() > stop or _RANK.match(text, position):
            break
        word = match.group().rstrip(".")
        if "/" in word and (first := word.partition("/")[0]).casefold() in words:       # "… Tata Ruang/Wakil Kepala …"
            word = first
        if comma and word == "serta":                       # the next of a list
            break
        if _JOIN.fullmatch(word):
            if (joined and not comma) or (_WHERE.fullmatch(word) and (region_seen or not office.takes_unit)):
                break
            joined = True
            position = match.start() + len(word)
            continue
        low = word.casefold()
        if _LEVEL.fullmatch(word) and word[0].isupper():
            unit = _village(text, match.end(), stop, lexicon)
            if unit is None and not region_seen and not office.takes_unit and text[head_end:position].strip():
                break
            end = position = unit or match.end()
            joined, region_seen = False, True
            continue
        if joined and ((low in heads and low not in words) or _next_title(text, end, position, low, lexicon)):
            break
        if comma and low in _organisation_heads(lexicon):       # "…, Pengadilan Negeri": the next of a list
            break
        # "dalam sambutannya" is what somebody does.
        lower = text[head_end - 1].islower() and low != "dalam" and not region_seen
        lower = lower and (not joined or text[text.rfind(" ", 0, end) + 1].islower())       # "Kepala BPKAD dan warga"
        known = (low in words and (word[0].isupper() or lower)) or (office.takes_unit and _DERIVED.match(word) is not None)
        short = _ACRONYM.match(word) is not None or is_short_form(word, lexicon)
        acronym = short and office.takes_unit and not honorifics_at(text, position, lexicon)[1]
        listed = word.isdigit() and match.group().endswith(".")         # "… Ekonomi dan Investasi 7. Budi": the next of a list
        numbered = (_NUMBER.match(word) is not None and not listed) or _LETTER.search(text, position - 8, match.end()) is not None
        if not (known or acronym or numbered) or (region_seen and comma):
            # A word that no list has ("Kepala Kantor Kemenag …") is the title's where words of titles follow it.
            further = None if comma or region_seen or not office.takes_unit else _further(text, position, lexicon, stop)
            if further is None:
                break
            end = position = further
            joined = False
            continue
        # A two-word office of its own behind a comma starts a new title ("…, Sekretaris Daerah …").
        if comma and text[position : position + 10].casefold().startswith(("sekretaris", "kepala", "ketua", "wakil")):
            break
        end = match.start() + len(word)
        position = match.end() if numbered or _STOPPED.fullmatch(match.group()) else end
        joined = False
    return end


def _further(text: str, position: int, lexicon: Lexicon, stop: int) -> int | None:
    """The end of the next word of a title behind up to three unknown capitalised words; None where a name comes first."""
    sure = _title_words(lexicon) - _also_names(lexicon)
    heads = _offices(lexicon)
    for unknown in range(4):
        match = _WORD.match(text, position)
        if match is None or match.end() > stop or not text[position].isupper():
            return None
        word = match.group().rstrip(".")
        if match.group().endswith(".") or word.casefold() in heads or honorifics_at(text, position, lexicon)[1]:
            return None
        if unknown and word.casefold() in sure:
            return match.start() + len(word)
        if text[match.end() : match.end() + 1] != " ":
            return None
        position = match.end() + 1
    return None


def _next_title(text: str, end: int, position: int, word: str, lexicon: Lexicon) -> bool:
    """Whether another title starts behind the "dan" or comma at `end`: "Kepala Bulog dan Kepala Perhutani", not "…/Kepala …"."""
    if "/" in text[end:position] or word in _unit_words(lexicon):
        return False
    head = head_pattern(lexicon).match(text, position)
    return head is not None and not text.startswith("Daerah", head.end() + 1)


@lru_cache(maxsize=8)
def _unit_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(term.casefold() for term in lexicon.terms("organisation_words"))


@lru_cache(maxsize=8)
def _organisation_heads(lexicon: Lexicon) -> frozenset[str]:
    """First words of organisations that no name of an office has inside it, in lower case."""
    return frozenset(term.split()[0].casefold() for term in lexicon.terms("organisations")) - _unit_words(lexicon)


def in_title(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the word before `start` is of a title that goes on there: "Wali Kota ", "Kepala BPBD "."""
    before = _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)
    if before is None:
        return False
    word = before.group(1)
    office = is_title_word(word, lexicon) or word.casefold() in _offices(lexicon)
    return office or bool(_LEVEL.fullmatch(word) or _ACRONYM.match(word))


def is_derived(word: str) -> bool:
    """Whether a word is a noun made of a verb or an adjective, as titles have: "Pengairan", "Kemiskinan"."""
    return _DERIVED.match(word) is not None


def is_title_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one of those that titles are made of, and no part of a name."""
    low = word.casefold()
    return (low in _title_words(lexicon) and low not in _also_names(lexicon)) or is_short_form(word, lexicon)


def names_its_own(word: str, lexicon: Lexicon) -> bool:
    """Whether an organisation of this kind has a name of its own behind the word: "Koperasi Mekar", "Universitas Jember"."""
    return word.casefold() in _named_kinds(lexicon)


@lru_cache(maxsize=8)
def _named_kinds(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"].split()[0].casefold() for row in lexicon.rows("organisations") if row["tail"] == "open")


def _village(text: str, position: int, stop: int, lexicon: Lexicon) -> int | None:
    """The end of the one-word name behind a word such as "Desa"; None where there is none: "Kapolsek Lahat Kota AKP Budi"."""
    match = _VILLAGE.match(text, position)
    if match is None or match.end() > stop or honorifics_at(text, match.start(1), lexicon)[1]:
        return None
    return match.end()


@lru_cache(maxsize=8)
def _countries(lexicon: Lexicon) -> re.Pattern[str]:
    names = one_of(row["term"] for row in lexicon.rows("other_places") if row["level"] == "country")
    return re.compile(rf"(?=[A-Z]){names}(?!\w)")


def _holds(outer: Region, inner: Region) -> bool:
    """Whether a region is the province or regency of another."""
    return inner.code.startswith(f"{outer.code}.")


def office_of(surface: str, lexicon: Lexicon) -> Office:
    """The row of an office as written ("wagub")."""
    return _offices(lexicon)[re.sub(r"\s", " ", surface).casefold()]


@lru_cache(maxsize=8)
def roles_of_a_day(lexicon: Lexicon) -> frozenset[str]:
    """Heads of what is written like a title but is no office."""
    return frozenset(office.full for office in _offices(lexicon).values() if office.is_role)


def title_at(text: str, head: re.Match[str], lexicon: Lexicon, stop: int) -> Title:
    """The title whose head is `head` (a match of `head_pattern`). It does not run beyond `stop`."""
    end = title_end(text, head.end(), office_of(head["office"], lexicon), lexicon, stop)
    while (state := _STATE_BEHIND.match(text, end)) and state.end() < stop:
        end = state.end()
    return title_until(text, head, lexicon, end)


def title_until(text: str, head: re.Match[str], lexicon: Lexicon, end: int, start: int | None = None) -> Title:
    """The title that ends at `end`, taken apart. `start` is where words before the head belong to it ("HRD Manager …")."""
    office = office_of(head["office"], lexicon)
    start = head.start() if start is None else start
    surface = text[start:end]
    state = f"{head['state'].capitalize()} " if head["state"] else ""
    acting_match = _ACTING.match(surface, len(state))
    acting = _ACTING_FORM[acting_match.group(1).casefold()] if acting_match and start < head.start("office") else None
    rest = text[head.end() : end]
    alias = _PARENTHESIS.match(rest)
    if alias and head_pattern(lexicon).fullmatch(alias.group(1)):       # "Sekretaris Daerah (Sekda) Kabupaten Lahat"
        rest = rest[alias.end() :]
    expanded = expand_region(rest, lexicon).strip(" ,")
    region = _region_in(rest, lexicon, head["office"], office.full) or _region_in(office.full.rpartition(" ")[2], lexicon)
    unit = _UNIT.match(expanded)
    name = office.full
    if unit and name in ("Kepala", "Sekretaris", "Wakil Kepala", "Deputi", "Direktur", "Asisten"):
        name = f"{name} {unit.group()}"
    elif name.startswith(("Kepala Dinas ", "Kepala Badan ")):
        name = " ".join(name.split()[:2])
    before = text[start : head.start()] + state
    if behind := _STATE_BEHIND.search(rest):
        expanded = expanded.replace(behind.group(), behind.group().lower())
        name += f" {behind['other'].lower()}" if behind["other"] else ""
    return Title(
        text=surface,
        offsets=(start, end),
        full=f"{before}{office.full} {expanded}".strip(),
        office=f"{before}{name}",
        organisation=_organisation(office, expanded, lexicon),
        region=region.name if region else None,
        region_code=region.code if region else None,
        acting=acting,
    )


@lru_cache(maxsize=4096)
def _organisation(office: Office, rest: str, lexicon: Lexicon) -> str | None:
    """The organisation in a title, of which `rest` stands behind its office: "Kantor Wilayah BPN", "DPRD Kabupaten Lahat"."""
    if office.full.startswith(("Menteri", "Wakil Menteri")) or rest.startswith("/"):
        return None
    whole = f"{office.full} {rest}".strip()
    headed = _HEADED.match(whole) if office.takes_unit else None
    if headed is None or _PART.match(whole, headed.end()):
        names = (m.start() for m in _organisation_names(lexicon).finditer(whole) if whole[m.start()].isupper())
        start = next(names, headed.end() if headed else None)
    else:
        start = headed.end()
    if start is None and office.takes_unit and (word := _WORD.match(rest)):
        short = _ACRONYM.match(word.group()) or is_short_form(word.group(), lexicon)
        return rest if short or (_HEADS_OF_ALL.fullmatch(office.full) and rest[0].isupper()) else None
    found = None if start is None else whole[start:]
    return None if found in _kinds_alone(lexicon) or found in ("Pusat", "Cabang", "Perwakilan") else found


@lru_cache(maxsize=8)
def _organisation_names(lexicon: Lexicon) -> re.Pattern[str]:
    known = (row["term"] for row in lexicon.rows("organisations") if row["kind"] != "none" and row["term"] != "Bagian")
    terms = (*known, "Fraksi")
    return re.compile(rf"(?<![\w\-]){one_of(terms)}(?![\w\-])")


@lru_cache(maxsize=8)
def _kinds_alone(lexicon: Lexicon) -> frozenset[str]:
    """Kinds of organisations, which name none alone: "Dinas", "Universitas"."""
    return frozenset(row["term"] for row in lexicon.rows("organisations") if row["tail"] in ("closed", "open"))


def title_without_head(text: str, start: int, end: int, lexicon: Lexicon) -> Title:
    """The title of an office that no list has ("Bunda Literasi Jakarta Timur"): its first words, then acronyms and regions."""
    surface = text[start:end]
    acting = _ACTING.match(surface)
    rest = (surface[acting.end() :] if acting else "") or surface       # "Plt." alone says all that is said
    region = _region_in(rest, lexicon)
    further = islice(_WORD.finditer(rest), 1, None)
    stops = (m.start() - 1 for m in further if _ACRONYM.match(m.group()) or region_at(rest, m.start(), lexicon))
    stop = next(stops, len(rest))
    return Title(
        text=surface,
        offsets=(start, end),
        full=expand_region(rest, lexicon),
        office=rest[:stop],
        organisation=expand_region(rest[stop + 1 :], lexicon) or None,
        region=region.name if region else None,
        region_code=region.code if region else None,
        acting=_ACTING_FORM[acting.group(1).casefold()] if acting else None,
    )


def _region_in(text: str, lexicon: Lexicon, *offices: str) -> Region | None:
    """The last region in the rest of a title, but not what it is part of. `offices` stand before it, as written and in full."""
    found = None
    position = 0
    while match := _WORD.search(text, position):
        before = (text[: match.start()],) if text[: match.start()].strip() else offices
        hit = region_at(text, match.start(), lexicon, _level_of(before, lexicon))
        if hit and not (found and _holds(hit[1], found)):       # "Bupati Kaur, Bengkulu"
            found = hit[1]
        position = hit[0] if hit else match.end()
    return found


def _level_of(before: tuple[str, ...], lexicon: Lexicon) -> str:
    """The level of the region that words go with: "Wakil Bupati", "Kasat Reskrim Polres"."""
    levels = cue_levels(lexicon)
    last = (" ".join(words.casefold().split()[-count:]) for words in before for count in (2, 1))
    return next((levels[words] for words in last if words in levels), "")
