"""What extractors yield: a `Mention` (a stretch of the Doc's text with a label) and the typed value behind it.

All offsets are characters of `doc.text`. Where cleaning moved characters, `assemble` maps them back to the raw text.
Values are plain and frozen: they say what the words say, before `resolve` joins the fields of one release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Offsets = tuple[int, int]
"""Half-open character range [start, end) of `doc.text`."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Mention(Generic[V]):
    """`text == doc.text[start_char:end_char]`, always. `rule` is the id of what found it, for `extract show`."""

    label: str
    start_char: int
    end_char: int
    text: str
    value: V
    rule: str

    @classmethod
    def at(cls, text: str, label: str, start: int, end: int, value: V, rule: str) -> Mention[V]:
        """The mention of `text[start:end]`."""
        return cls(label, start, end, text[start:end], value, rule)

    @property
    def offsets(self) -> Offsets:
        return self.start_char, self.end_char


# ── people ────────────────────────────────────────────────────────────────────────────────────────────────────────
Acting = Literal["Plt.", "Plh.", "Pj.", "Pjs."]


@dataclass(frozen=True, slots=True)
class Title:
    """One title as written, and taken apart."""

    text: str
    offsets: Offsets
    full: str                       # abbreviations and region names expanded, without the acting form
    office: str                     # "Wakil Gubernur", "Kepala Dinas"
    organisation: str | None = None  # "Dinas Koperasi dan UKM Provinsi Kalimantan Tengah"
    region: str | None = None
    region_code: str | None = None
    acting: Acting | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Value of a mention in `people`: a name, a title, or both together ("Wagub Kalteng Edy Pratowo")."""

    name: str | None                # without honorifics and degrees
    name_offsets: Offsets | None
    honorifics: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    titles: tuple[Title, ...] = ()


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────
TimeOfDay = Literal["dini hari", "pagi", "siang", "sore", "petang", "malam"]


@dataclass(frozen=True, slots=True)
class Date:
    """Value of a mention in `dates`. `iso` may be partial: "2023-05-25", "2023-05", "2023", "--09-18"."""

    iso: str
    end: str | None = None          # last day of a range, same form
    time_of_day: TimeOfDay | None = None
    clock: str | None = None        # "09:30"
    zone: str | None = None         # WIB | WITA | WIT
    weekday: str | None = None      # as Indonesian day name, "Jumat" also where "Jum'at" is written
    weekday_agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time a figure holds for."""

    text: str
    start: str                      # ISO day
    end: str                        # ISO day
    inherited: bool = False         # the title's, the lead's or the report's, not the clause's own


# ── event ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a name may end: `rule` says so of `word`, the first that no longer belongs to it."""

    name: str
    end_char: int
    rule: str
    word: str
    city: str | None = None         # of a venue: the town behind it


@dataclass(frozen=True, slots=True)
class Event:
    """Value of a mention in `events`: one naming of an event."""

    name: str
    type: str | None                # label of lexicon/event_types.csv
    action: str | None = None       # "membuka", as in lexicon/event_actions.csv
    action_weight: int = 0          # how much it says of the lead official: opening 3, attending 2, hosting 1
    endings: tuple[Ending, ...] = ()    # the first is that of `name`


@dataclass(frozen=True, slots=True)
class Venue:
    """Value of a mention in `venues`."""

    name: str
    city: str | None = None
    online: bool = False
    endings: tuple[Ending, ...] = ()    # the first is that of `name`


@dataclass(frozen=True, slots=True)
class StatedTheme:
    """Value of a mention in `stated_themes`: the theme to the letter."""

    text: str


# ── organisations, places, topics ─────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Organisation:
    """Value of a mention in `organisations`."""

    name: str                       # expanded
    kind: str                       # ministry | agency | provincial-office | regency-office | police | army | …


@dataclass(frozen=True, slots=True)
class Place:
    """Value of a mention in `places`."""

    name: str
    level: str | None               # province | regency | city | district | village | country | None
    region_code: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """Value of a mention in `topics`: evidence for one label of lexicon/topics.csv (affairs of UU 23/2014)."""

    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Programme:
    """Value of a mention in `programmes`."""

    name: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Regulation:
    """Value of a mention in `regulations`."""

    kind: str
    number: str | None
    year: int | None


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────
Direction = Literal["up", "down", "flat"]
Bound = Literal["about", "at_least", "at_most", "more_than", "less_than", "target"]


PointsBack = Literal["was", "became", "same", "again", "step", "part", "size"]
"""How a sentence goes on about the figure before it: "Tahun lalu 5 persen", "Angka itu turun menjadi 4", "Angka itu setara"; or a
number about one that was told ("kedua desa itu"), what it has become ("setahun kemudian naik menjadi 6 persen"), a part of it
("27 di antaranya"), or by how much it differs from what it was ("Angka itu naik 2 persen dari …")."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Value of a mention in `figures`. The mention covers the whole statement, `value_offsets` the number and unit."""

    value: float | int
    unit: str                       # label of lexicon/units.csv
    value_offsets: Offsets
    indicator: str | None = None
    indicator_spans: tuple[Offsets, ...] = ()   # where its words stand
    quantity_of: str | None = None
    period: Period | None = None
    from_value: float | int | None = None
    from_period: Period | None = None
    direction: Direction | None = None
    change: float | None = None
    change_unit: str | None = None
    low: float | int | None = None
    high: float | int | None = None
    bound: Bound | None = None
    mentions: tuple[Offsets, ...] = ()          # where the same figure is said again
    points_back: PointsBack | None = None       # before `resolve` has joined it with the one before
    sure: float = 0.0               # the F1 to expect of the words that it measures


# ── quotes and attendance ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Quote:
    """Value of a mention in `quotes`; the mention covers the quoted words, without the marks."""

    kind: Literal["direct", "indirect"]
    cue: str | None = None                       # "katanya", "harap"
    speaker_text: str | None = None              # the words that name the speaker, as written
    speaker_offsets: Offsets | None = None
    on_behalf_text: str | None = None            # "Gubernur" in "pungkas Gubernur melalui Wagub"
    on_behalf_offsets: Offsets | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Value of a mention in `attendance`: the stretch that lists who was there."""

    cue: str
