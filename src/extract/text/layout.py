"""Which part of a release is what: title, publisher, dateline, paragraphs, credits, boilerplate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.lexicon import Lexicon
from extract.mentions import Offsets


@dataclass(frozen=True, slots=True)
class Credit:
    role: str               # writer | photographer | editor | source | team
    name: str
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str | None       # as written: "PALANGKA RAYA" is given as "Palangka Raya"
    outlet: str | None      # "MMCKalteng"
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets of the parts of a cleaned text. `paragraphs` are the body's, without title, dateline, credits, boilerplate."""

    title: Offsets | None
    title_repeats: tuple[Offsets, ...]
    publisher: Offsets | None
    dateline: Dateline | None
    published: tuple[str, Offsets] | None       # ISO date, where the release itself states it
    credits: tuple[Credit, ...]
    boilerplate: tuple[Offsets, ...]
    paragraphs: tuple[Offsets, ...]


def layout(text: str, lexicon: Lexicon) -> Layout:
    paragraphs = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip())
    return Layout(None, (), None, None, None, (), (), paragraphs)
