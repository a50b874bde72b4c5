"""Names with their titles behind them: "Yan Megawandi, Sekda …", "X selaku Y"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from extract.extractors.people.here import Here
from extract.extractors.people.titles import deputy, title_here
from extract.lexicon.words import words_of
from extract.mentions import Mention, Offsets, Person, Title
from extract.values.honorifics import honorific_starts
from extract.values.names import Name, name_at

_MOST = 4                   # titles of one person in a row
_NAME, _DEGREES = 6, 4      # words of a name that nobody knows, and degrees behind it
_ORIGIN, _FURTHER = 80, 40  # characters
_LINE_REACH = 5
_LINE_START = re.compile(r"(?:^|\n)(?:[*•\-–]|\d{1,2}[.)])? ?$")      # where a name begins a line or an item of a list
_STOPS = (".", ",", ";", "\n")

# What stands between a name and the title of its bearer.
_LINKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cue", ("?,", "people-holds", "?people-post", "?people-as|people-becomes")),
    ("cue", ("?,", "?yang", "?people-now", "people-made", "?people-post", "?people-as|people-becomes")),
    ("line", ("—|–|-|\n",)),
    ("bracket", ("(",)),
    ("comma", (",", "?(")),
    ("blank", ()),
)
_ORIGIN_OF = (("?yang", "people-post"), ("yang", "people-is"), ("people-as|people-becomes",))


class Link(NamedTuple):
    kind: str
    end: int                    # where the title begins


def link_behind(here: Here, end: int) -> Link | None:
    """What stands between a name that ends at `end` and the title behind it; None at the end of the text."""
    found = ((kind, here.behind(end, *steps)) for kind, steps in _LINKS)
    return next((Link(kind, at) for kind, at in found if at is not None and end < at < len(here.text)), None)


def _up_to(here: Here, start: int, reach: int, *phrases: tuple[str, ...]) -> int | None:
    """The end of the words from `start` on that stand before one of `phrases`; None where none of them follows."""
    end = start
    for word in here.words.within(start, start + reach):
        if any(here.behind(word.start, *phrase) is not None for phrase in phrases):
            return end
        if word.text in _STOPS:
            break
        end = word.end
    return None


def past_origin(here: Here, end: int) -> int:
    """Past the "dari Dinas Sosial" between a name that ends at `end` and "selaku narasumber"."""
    origin = here.behind(end, "?people-moved", "dari")
    return (_up_to(here, origin, _ORIGIN, *_ORIGIN_OF) if origin else None) or end


def has_holder(here: Here, at: int, head: re.Match[str] | None, holders: set[Offsets]) -> bool:
    """Whether the title at `at` is that of the name before it: "A yang menjabat sebagai Camat Selong, B", "A Camat Selong, B"."""
    following = bisect_left(here.starts, head.end() if head else at)
    name = next((name for name in reversed(here.names[max(0, following - 2) : following]) if name.end < at), None)
    if name is None or name.offsets in holders:
        return False
    link = link_behind(here, past_origin(here, name.end))
    return link is not None and link.end == at and link.kind in ("cue", "bracket", "blank")


def names_first(here: Here, titled: list[Mention[Person]]) -> Iterator[Mention[Person]]:
    """Names with their titles behind them. `titled` are those with the title before the name."""
    sure = [m.value for m in titled if here.is_sure(m.value)]
    taken = {person.titles[0].offsets[0] for person in sure}
    by_end = {name.end: name for name in reversed(here.names)}
    for name in _candidates(here, {person.name_offsets for person in sure}):
        titles = _titles_behind(here, name, taken)
        if len(titles) == 1 and (both := deputy(here, titles[0], len(here.text))):
            # "A dan B sebagai Bupati dan Wakil Bupati Lahat"
            other = by_end.get(name.start - len(" dan "))
            if other:
                first = Person(other.text, other.offsets, other.honorifics, other.degrees, (both[0],))
                yield Mention.at(here.text, "people", other.start, other.end, first, "title_pair")
                titles = [both[1]]
        if titles:
            stop = max(name.end, titles[-1].offsets[1])
            person = Person(name.text, name.offsets, name.honorifics, name.degrees, tuple(titles))
            yield Mention.at(here.text, "people", name.start, stop, person, "name_title")


def _candidates(here: Here, owned: set[Offsets | None]) -> Iterator[Name]:
    """Names that are not `owned` by a title before them."""
    yield from (name for name in here.names if name.offsets not in owned)
    yield from _unknown_names(here)
    yield from (name for name in _honoured_names(here) if name.offsets not in owned)


def _unknown_names(here: Here) -> Iterator[Name]:
    """Names before "selaku" that the model does not know: more than one word, or behind "oleh"."""
    for cue in here.words.where({"yang", *words_of(here.lexicon, "people-as")}):
        if here.words[cue].lower == "yang" and here.behind(here.words[cue].end, "people-is") is None:
            continue
        first, last = _name_before(here, cue)
        name = name_at(here.text, here.words[first].start, here.lexicon) if first < last else None
        if name is None or name.offsets in here.known or name.end < here.words[last - 1].end - 1:
            continue
        if " " in name.text or here.before(here.words[first].start, "people-led"):
            yield name


def _name_before(here: Here, cue: int) -> tuple[int, int]:
    """The words with capitals before a cue, as a half-open range, with degrees behind commas: "Rudi Salim, M.Si, | selaku"."""
    def capital(at: int) -> bool:
        return at >= 0 and here.words[at].text[0].isupper()

    first = last = cue - 1 if cue and here.words[cue - 1].text == "," else cue
    degrees = 0
    while degrees < _DEGREES and capital(first - 1) and first > 1 and here.words[first - 2].text == ",":
        first, degrees = first - 2, degrees + 1
    least = first - _NAME
    while first > least and capital(first - 1):
        first -= 1
    return first, last


def _honoured_names(here: Here) -> Iterator[Name]:
    """Names that the model does not know, behind an honorific or a rank."""
    for start in honorific_starts(here.text, here.lexicon):
        name = name_at(here.text, start, here.lexicon)
        if name and not here.is_inside_name(name.offsets[0]):
            yield name


def _titles_behind(here: Here, name: Name, taken: set[int]) -> list[Title]:
    """The titles behind a name. `taken` is where titles begin whose holder is behind them."""
    end = past_origin(here, name.end)
    titles: list[Title] = []
    while len(titles) < _MOST and (link := _link(here, name, end)):
        if link.kind != "cue" and (titles or link.end in taken):
            break
        if link.kind == "line" and not _LINE_START.search(here.text, max(0, name.start - _LINE_REACH), name.start):
            break
        title = _title_from(here, link.end)
        if title is None:
            break
        titles.append(title)
        end = _up_to(here, title.offsets[1], _FURTHER, ("people-further",)) or title.offsets[1]
    return titles


def _link(here: Here, name: Name, end: int) -> Link | None:
    """What stands between a name, or a title, and the title behind it: also behind the full stop of a degree, with a cue."""
    if not here.text.startswith(".", end):
        return link_behind(here, end)
    return link_behind(here, end + 1) if end == name.end and name.degrees else None


def _title_from(here: Here, at: int) -> Title | None:
    """The title that begins at `at`, by the list or the model."""
    head, whole = here.heads.match(here.text, at), here.title_over(at)
    if head is None and (whole is None or whole[0] != at):
        return None
    title = title_here(here, at, head, here.name_from(at))[0]
    return title if title.text else None
