"""Titles taken apart: office, organisation and region, with abbreviations and region names written out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import pattern_of, words_of
from extract.mentions import Title
from extract.values.names import is_short_form
from extract.values.offices import ACRONYM, Office, acting_at, head_pattern, office_above, office_of
from extract.values.regions import Region, cue_levels, expand_region
from extract.values.title_ends import title_end
from extract.values.title_regions import is_part_of, title_region_at

_WORD = re.compile(r"[^\W_]+(?:['\-/][^\W_]+)*\.?")
_NOTE = re.compile(r" ?\(\n?([^()\n]{1,60})\n?\)")
_YEAR = r"(?:19|20)\d\d"


@lru_cache(maxsize=8)
def _state_behind(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands behind a title and says how it is held. With the words of `other` it is another office."""
    other = rf'(?P<other>{pattern_of(lexicon, "title-state-behind")})\b'
    verb = rf'(?: {pattern_of(lexicon, "title-no-state-before")}\b)'            # "terpilih sebagai Bupati" is what somebody is
    term = rf'{pattern_of(lexicon, "title-term")} (?:tahun )?{_YEAR} ?(?:[-–/]|--) ?{_YEAR}'
    held = rf'(?i:ke[- ]\d{{1,2}}(?: RI\b| Republik Indonesia)?|{pattern_of(lexicon, "title-held")}|{term})'
    return re.compile(rf" \(?{other}\)?(?!{verb})|,? {held}(?![\w-])")


def ends_in_region(title: Title) -> bool:
    """Whether the last words of a title are the region of its office: what follows is no part of it."""
    return title.region is not None and re.sub(r"\W+", " ", title.full).endswith(re.sub(r"\W+", " ", title.region))


@lru_cache(maxsize=8)
def _part(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf'(?=[A-Z])(?:{pattern_of(lexicon, "title-part")}|Sub\w+)\b')


def title_at(text: str, head: re.Match[str], lexicon: Lexicon, stop: int) -> Title:
    """The title whose head is `head` (a match of `head_pattern`). It does not run beyond `stop`."""
    end = title_end(text, head.end(), office_of(head["office"], lexicon), lexicon, stop)
    while state := _state_behind(lexicon).match(text, end):
        end = state.end()
    return title_until(text, head, lexicon, end)


def title_until(text: str, head: re.Match[str], lexicon: Lexicon, end: int, start: int | None = None) -> Title:
    """The title that ends at `end`, taken apart. `start` is where words before the head belong to it ("HRD Manager …")."""
    office = office_of(head["office"], lexicon)
    start = head.start() if start is None else start
    state = f"{head['state'].capitalize()} " if head["state"] else ""
    acting = acting_at(text[start : head.start("office")], len(state), lexicon)[1]
    rest = text[head.end() : end]
    note = _NOTE.match(rest)
    if note and head_pattern(lexicon).fullmatch(note.group(1)):       # "Sekretaris Daerah (Sekda) Kabupaten Lahat"
        rest = rest[note.end() :]
    expanded = expand_region(rest, lexicon).strip(" ,")
    region = _region_in(rest, lexicon, head["office"], office.full)
    name = _office_name(office, expanded, lexicon)
    before = text[start : head.start()] + state
    if behind := _state_behind(lexicon).search(rest):
        expanded = expanded.replace(behind.group(), behind.group().lower())
        name += f" {behind['other'].lower()}" if behind["other"] else ""
    return Title(
        text=text[start:end],
        offsets=(start, end),
        full=f"{before}{office.full} {expanded}".strip(),
        office=f"{before}{name}",
        organisation=_organisation(office, expanded, lexicon),
        region=region.name if region else None,
        region_code=region.code if region else None,
        acting=acting,
    )


@lru_cache(maxsize=8)
def _unit(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf'(?=[A-Z])(?:{pattern_of(lexicon, "title-unit")}|Sub\w+)\b')


def _office_name(office: Office, rest: str, lexicon: Lexicon) -> str:
    """An office with the kind of unit that it is of, not the unit itself: "Kepala Dinas"."""
    words = office.full.split()
    if (unit := _unit(lexicon).match(rest)) and office.full.casefold() in words_of(lexicon, "title-of-unit"):
        return f"{office.full} {unit.group()}"
    return " ".join(words[:2]) if " ".join(words[:2]).casefold() in words_of(lexicon, "title-unit-head") else office.full


@lru_cache(maxsize=8)
def _headed(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf'Kepala (?!{pattern_of(lexicon, "title-no-unit")}\b)(?=\w)')


@lru_cache(maxsize=4096)
def _organisation(office: Office, rest: str, lexicon: Lexicon) -> str | None:
    """The organisation in a title, of which `rest` stands behind its office: "Kantor Wilayah BPN", "DPRD Kabupaten Lahat"."""
    minister = office_above(office.full, lexicon).partition(" ")[0].casefold() in words_of(lexicon, "title-minister")
    if minister:
        return None
    whole = f"{office.full} {rest}".strip()
    start = _organisation_start(whole, office, lexicon)
    found = whole[start:] if start is not None else _whole_rest(office, rest, lexicon)
    return None if found in _kinds_alone(lexicon) else found


def _organisation_start(whole: str, office: Office, lexicon: Lexicon) -> int | None:
    """Where the organisation begins in a title: behind "Kepala", but not that of a part ("Kepala Bidang …")."""
    headed = _headed(lexicon).match(whole) if office.takes_unit else None
    if headed and not _part(lexicon).match(whole, headed.end()):
        return headed.end()
    names = (m.start() for m in _organisation_names(lexicon).finditer(whole) if whole[m.start()].isupper())
    return next(names, headed.end() if headed else None)


def _whole_rest(office: Office, rest: str, lexicon: Lexicon) -> str | None:
    """All words behind an office, where they are an acronym or the office is one that heads all of what it names."""
    word = _WORD.match(rest) if office.takes_unit else None
    if word is None:
        return None
    short = ACRONYM.match(word.group()) or is_short_form(word.group(), lexicon)
    heads_all = office_above(office.full, lexicon).casefold() in words_of(lexicon, "title-head-of-all") and rest[0].isupper()
    return rest if short or heads_all else None


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
    behind, acting = acting_at(surface, 0, lexicon)
    rest = surface[behind:] or surface       # "Plt." alone says all that is said
    region = _region_in(rest, lexicon)
    further = islice(_WORD.finditer(rest), 1, None)
    stops = (m.start() - 1 for m in further if ACRONYM.match(m.group()) or title_region_at(rest, m.start(), lexicon))
    stop = next(stops, len(rest))
    return Title(
        text=surface,
        offsets=(start, end),
        full=expand_region(rest, lexicon),
        office=rest[:stop],
        organisation=expand_region(rest[stop + 1 :], lexicon) or None,
        region=region.name if region else None,
        region_code=region.code if region else None,
        acting=acting,
    )


def _region_in(text: str, lexicon: Lexicon, *offices: str) -> Region | None:
    """The last region in the rest of a title, but not what it is part of. `offices` stand before it, as written and in full."""
    found = None
    position = 0
    while match := _WORD.search(text, position):
        before = (text[: match.start()],) if text[: match.start()].strip() else offices
        hit = title_region_at(text, match.start(), lexicon, _level_of(before, lexicon))
        if hit and not (found and is_part_of(found, hit[1])):       # "Bupati Kaur, Bengkulu"
            found = hit[1]
        position = hit[0] if hit else match.end()
    return found


def _level_of(before: tuple[str, ...], lexicon: Lexicon) -> str:
    """The level of the region that words go with: "Wakil Bupati", "Kasat Reskrim Polres"."""
    levels = cue_levels(lexicon)
    last = (" ".join(words.casefold().split()[-count:]) for words in before for count in (2, 1))
    return next((levels[words] for words in last if words in levels), "")
