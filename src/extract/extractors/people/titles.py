"""The title at a place of the text: where the words and the model end it, and where its last word is the first of a name."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from extract.extractors.people.here import Here
from extract.lexicon.words import words_of
from extract.mentions import Offsets, Title
from extract.values.names import Name, name_at
from extract.values.offices import is_level, is_title_word, names_its_own, office_above, office_of
from extract.values.regions import find_region
from extract.values.title_regions import title_region_at
from extract.values.titles import ends_in_region, title_at, title_until, title_without_head

_SHORT_FORM = re.compile(r"[A-Z]{3,10}")
_NAME = (2, 3)              # words of a name that nobody knows
AND = ("?,", "people-and|&")
_LAST_WORD = re.compile(r" ([A-Z][a-z]{2,})$")
_LAST_REACH = 24            # characters
_TWO = ("people-and|&|-|–|/",)
_BETWEEN_NAMES = re.compile(r"(?<=[a-z])-(?=[A-Z][a-z])")


def title_here(here: Here, at: int, head: re.Match[str] | None, near: Name | None) -> tuple[Title, bool]:
    """The title at `at`, and whether its end is where the model ends it. `head` is its office where a list has it."""
    stop = near.start if near else len(here.text)
    marked = here.title_over(at)
    if head is None:
        return _without_head(here, at, min(marked[1] if marked else at, before(here.text, at, stop))), True
    title = title_at(here.text, head, here.lexicon, stop)
    if _is_before_name(here, title):
        return title, False
    title = _by_words(here, head, title, stop, marked)
    if marked is None:
        return title, False
    end = _end_of_first(here, title, marked)
    whole = title.offsets[1] <= end <= stop
    return (_as_marked(here, head, title, end) if whole else title), whole


def _as_marked(here: Here, head: re.Match[str], title: Title, end: int) -> Title:
    """The title up to where the model ends it."""
    if end > title.offsets[1] and is_ended(here, title) and not _goes_on(here, title):
        return title
    return title_until(here.text, head, here.lexicon, end)


def _without_head(here: Here, at: int, end: int) -> Title:
    """A title that the model marks and that no list has, or that has its office further on: "HRD Manager"."""
    inner = here.heads.search(here.text, at, end)
    return title_until(here.text, inner, here.lexicon, end, at) if inner else title_without_head(here.text, at, end, here.lexicon)


def _is_before_name(here: Here, title: Title) -> bool:
    """Whether a title that ends in a short form goes before a name that the model gives to it: "Kepala BPS Margo Yudo"."""
    last = title.text.rpartition(" ")[2]
    end = title.offsets[1]
    if not (_SHORT_FORM.fullmatch(last) and is_title_word(last, here.lexicon)) or names_its_own(last, here.lexicon):
        return False
    if here.before(end, "title-named-after"):
        return False
    first = here.words.first_from(end)
    words = [here.words[at] for at in range(first, min(len(here.words), first + _NAME[-1] + 1))]
    name = list(takewhile(lambda word: word.text.istitle() and word.text.isalpha(), words))
    if len(name) not in _NAME:
        return False
    return here.behind(name[-1].end, "role-verb|speech-verb") is not None


def _by_words(here: Here, head: re.Match[str], title: Title, stop: int, marked: Offsets | None) -> Title:
    """The title by its words, with the name of the organisation that they begin."""
    end = here.end_of_unit(title.offsets[1], stop, marked and marked[1])
    end = max(end, _end_of_place(here, title))
    longer = end > title.offsets[1] and (not ends_in_region(title) or _goes_on(here, title))
    return title_until(here.text, head, here.lexicon, end) if longer else title


def _end_of_place(here: Here, title: Title) -> int:
    """Where a place ends that the model knows and that a title breaks off in: "Kepala Desa Batu | Lintang"."""
    end = title.offsets[1]
    place = here.proper_over(end)
    level = place and is_level(here.text[place[0] : place[1]].partition(" ")[0], here.lexicon)
    return place[1] if place and level else end


def _end_of_first(here: Here, title: Title, marked: Offsets) -> int:
    """Where a title ends that the model marks together with what follows a dash: "Kepala Biro Humas - Rudi Salim"."""
    for word in here.words.within(title.offsets[1], marked[1]):
        if here.text.startswith(" - ", word.start - 1):
            return before(here.text, title.offsets[1], word.start)
    return marked[1]


def is_ended(here: Here, title: Title) -> bool:
    """Whether nothing more can be of a title: it ends in its region, or all of its office's regions are known."""
    return ends_in_region(title) or title.office.casefold().endswith(tuple(words_of(here.lexicon, "title-region-head")))


def _goes_on(here: Here, title: Title) -> bool:
    """Whether what looks like the region of a title is the middle of a name: "Direktur PT Tulang Bawang | Jaya"."""
    proper = here.proper_over(title.offsets[1])
    if proper is None:
        return False
    near = here.name_from(proper[1])
    if near and near.start == proper[1] + 1 and " " not in near.text:       # "Stasiun Geofisika Bandung | Tegar Rahadian"
        return False
    return title_region_at(here.text, proper[0], here.lexicon) is None


def before(text: str, start: int, end: int) -> int:
    """`end`, or where the blanks and commas before it begin."""
    while end > start and text[end - 1] in " ,":
        end -= 1
    return end


def placed(title: Title, text: str, end: int) -> Title:
    """The title with the name of its place, up to `end`."""
    more = text[title.offsets[1] : end]
    return replace(title, text=title.text + more, offsets=(title.offsets[0], end), full=title.full + more)


def grown(here: Here, title: Title, end: int) -> Title:
    """The title with the words up to `end`, which are those of an organisation."""
    head = here.heads.match(here.text, title.offsets[0])
    if head is None:
        return title_without_head(here.text, title.offsets[0], end, here.lexicon)
    return title_until(here.text, head, here.lexicon, end)


def first_name(here: Here, title: Title, near: Name) -> tuple[int, Name] | None:
    """Where a title ends whose last word is the first of the name behind it, and that name: "Kepala Balai Slamet | Riyanto"."""
    start, end = title.offsets
    last = _LAST_WORD.search(here.text, max(start, end - _LAST_REACH), end)
    if last is None or end + 1 != near.offsets[0] or ends_in_region(title):
        return None
    if not _may_be_first(here, last, here.text[start : last.start()].rpartition(" ")[2], near):
        return None
    name = name_at(here.text, last.start(1), here.lexicon, near.offsets[1], near.offsets[1])
    return (last.start(), replace(near, text=name.text, offsets=name.offsets, start=name.start)) if name else None


def _may_be_first(here: Here, last: re.Match[str], word_before: str, near: Name) -> bool:
    lexicon, word = here.lexicon, last.group(1)
    # "Camat Selong Rudi | Salim Hamdani" where the text has a "Kecamatan Selong"
    behind_place = word_before in here.one_word_places
    behind_unit = " " not in near.text and is_title_word(word_before, lexicon) and not names_its_own(word_before, lexicon)
    if not (behind_place or behind_unit) or is_title_word(word, lexicon) or word in here.local_names:
        return False
    return not (title_region_at(here.text, last.start(1), lexicon) or find_region(f"Kecamatan {word}", lexicon))


# ── two titles, two names ──
def deputy(here: Here, title: Title, stop: int) -> tuple[Title, Title] | None:
    """"Bupati dan Wakil Bupati Lahat": both titles, each with the region; None where no deputy stands behind `title`."""
    head = here.head_at(here.behind(title.offsets[1], *_TWO))
    office = office_of(head["office"], here.lexicon).full if head else ""
    above = office_above(office, here.lexicon)
    if head is None or above == office or not above.startswith(title.full):
        return None
    second = title_at(here.text, head, here.lexicon, stop)
    full = office_above(second.full, here.lexicon)
    first = replace(title, full=full, organisation=second.organisation, region=second.region, region_code=second.region_code)
    return first, second


def two_names(here: Here, start: int) -> tuple[Name, Name] | None:
    """The two names at `start`: "Budi Hartono dan Siti Aminah", "Budi-Siti"; None where there are not two."""
    first = name_at(here.text, start, here.lexicon)
    if first is None:
        return None
    hyphen = _BETWEEN_NAMES.search(here.text, *first.offsets)
    link = hyphen.end() if hyphen else here.behind(first.end, *_TWO)
    second = name_at(here.text, link, here.lexicon) if link else None
    if hyphen:
        end = hyphen.start()
        first = replace(first, text=here.text[first.offsets[0] : end], offsets=(first.offsets[0], end), end=end, degrees=())
    return (first, second) if second else None
