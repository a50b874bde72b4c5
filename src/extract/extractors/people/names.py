"""Names with their titles behind them: "Yan Megawandi, Sekda …", "X selaku Y"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.extractors.people.here import Here
from extract.extractors.people.titles import deputy, title_here
from extract.mentions import Mention, Offsets, Person, Title
from extract.values.honorifics import honorific_starts
from extract.values.names import Name, name_at

_MOST = 4                   # titles of one person in a row
_NAME_REACH = 90            # characters before "selaku" in which a name begins
_LED_REACH = 14
_LINE_REACH = 5
_LINE_START = re.compile(r"(?:^|\n)(?:[*•\-–]|\d{1,2}[.)])? ?$")      # where a name begins a line or an item of a list
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w'.\-]* ){0,5}[A-Z][\w'.\-]*(?:, ?[A-Z][\w.]+){0,4}$")
_BESIDE = (" ", " (", " ( ")


def past_origin(here: Here, end: int) -> int:
    """Past the "dari Dinas Sosial" between a name that ends at `end` and "selaku narasumber"."""
    origin = here.patterns.origin.match(here.text, end)
    return origin.end() if origin else end


def has_holder(here: Here, at: int, head: re.Match[str] | None, holders: set[Offsets]) -> bool:
    """Whether the title at `at` is that of the name before it: "A yang menjabat sebagai Camat Selong, B", "A Camat Selong, B"."""
    following = bisect_left(here.starts, head.end() if head else at)
    name = next((name for name in reversed(here.names[max(0, following - 2) : following]) if name.end < at), None)
    if name is None or name.offsets in holders:
        return False
    link = here.patterns.behind_name.match(here.text, past_origin(here, name.end))
    return link is not None and link.end() == at and (link["cue"] is not None or link.group() in _BESIDE)


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
            if other and here.patterns.list_and.match(here.text, other.end):
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
    for cue in here.patterns.as_what.finditer(here.text):
        before = _NAME_BEFORE.search(here.text, max(0, cue.start() - _NAME_REACH), cue.start())
        name = name_at(here.text, before.start(), here.lexicon) if before else None
        if before is None or name is None or name.offsets in here.known or name.end < cue.start() - 1:
            continue
        if " " in name.text or here.patterns.led.search(here.text, max(0, before.start() - _LED_REACH), before.start()):
            yield name


def _honoured_names(here: Here) -> Iterator[Name]:
    """Names that the model does not know, behind an honorific or a rank."""
    for start in honorific_starts(here.text, here.lexicon):
        name = name_at(here.text, start, here.lexicon)
        if name and name.honorifics and not here.is_inside_name(name.offsets[0]) and not here.is_known_within(*name.offsets):
            yield name


def _titles_behind(here: Here, name: Name, taken: set[int]) -> list[Title]:
    """The titles behind a name. `taken` is where titles begin whose holder is behind them."""
    end = past_origin(here, name.end)
    titles: list[Title] = []
    while len(titles) < _MOST and (link := _link(here, name, end)):
        if not link["cue"] and (titles or link.end() in taken):
            break
        if link["line"] and not _LINE_START.search(here.text, max(0, name.start - _LINE_REACH), name.start):
            break
        title = _title_from(here, link.end())
        if title is None or (not link["cue"] and here.patterns.sent.match(here.text, title.offsets[1])):
            break
        titles.append(title)
        end = title.offsets[1]
        if passing := here.patterns.passing.match(here.text, end):
            end = passing.end()
    return titles


def _link(here: Here, name: Name, end: int) -> re.Match[str] | None:
    """What stands between a name, or a title, and the title behind it: also behind the full stop of a degree, with a cue."""
    link = here.patterns.behind_name.match(here.text, end)
    if link is None and end == name.end and name.degrees and here.text.startswith(".", end):
        link = here.patterns.behind_name.match(here.text, end + 1)
        return link if link and (link["cue"] or "(" in link.group()) else None
    return link


def _title_from(here: Here, at: int) -> Title | None:
    """The title that begins at `at`, by the list or the model."""
    head, whole = here.heads.match(here.text, at), here.title_over(at)
    if head is None and (whole is None or whole[0] != at):
        return None
    title = title_here(here, at, head, here.name_from(at))[0]
    return title if title.text else None
