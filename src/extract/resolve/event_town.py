"""What speaks for a town, or against it, as the one in which the main event took place; and the choice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.learnt.choice import Choice
from extract.mentions import Date, Mention, Offsets, Place, Venue
from extract.resolve.event_day import doubt
from extract.resolve.main_event import Page, Reported, likeliest, many, where, word_before
from extract.resolve.regions import JAKARTA
from extract.values.regions import find_region
from extract.words.once import cached_property

WEIGHTS = "event_town"
SURE = 0.35             # a town that is less likely is not said
_NEAR = 60              # characters
_READ = 2500            # characters of the body in which a town is looked for
_LOCAL = {"district", "village"}
_TOWNS = {"city", "regency"}


@dataclass(frozen=True, slots=True)
class Town:
    """A town as the release names it: `source` is "dateline", "place", or "venue" for the words behind one."""

    name: str
    offsets: Offsets
    source: str
    level: str | None = None
    code: str | None = None


@dataclass(eq=False)
class Held:
    """What is known of the main event before its town: `venue` is its place."""

    page: Page
    choice: Reported
    day: Mention[Date] | None
    venue: Mention[Venue] | None
    places: Sequence[Mention[Place]]

    @cached_property
    def dateline(self) -> Offsets:
        line = self.page.layout.dateline
        return line.offsets if line else (0, 0)

    @cached_property
    def home(self) -> frozenset[str]:
        """Codes of the regions that the dateline names."""
        start, end = self.dateline
        return frozenset(p.value.region_code for p in self.places if start <= p.start_char < end and p.value.region_code)

    @cached_property
    def inside(self) -> frozenset[str]:
        """Codes of the regions that the venue names: "Kantor Bupati Siak" stands in the regency's capital."""
        start, end = self.venue.offsets if self.venue else (0, 0)
        return frozenset(p.value.region_code for p in self.places if start <= p.start_char < end and p.value.region_code)

    @cached_property
    def behind(self) -> list[Offsets]:
        """The places that follow the venue one after the other: ", Desa Oben, Kabupaten Kupang"."""
        found: list[Offsets] = []
        end = self.venue.end_char if self.venue else len(self.page.text)
        for place in self.places[bisect_left(self.places, end, key=lambda place: place.start_char) :]:
            if self.page.text[end : place.start_char].strip(" ,("):
                break
            found.append(place.offsets)
            end = place.end_char
        return found

    @cached_property
    def stated(self) -> Town | None:
        """The town right behind the venue: "Aula Hotel Cendana, Kota Ende"."""
        behind = (town for town in self.options if town.offsets in self.behind or town.source == "venue")
        return next((town for town in behind if town.level in _TOWNS or (town.level is None and town.code)), None)

    @cached_property
    def options(self) -> list[Town]:
        """The towns, districts and villages that the release names in its opening, and the dateline's."""
        line, venue, found = self.page.layout.dateline, self.venue, []
        if line and line.place:
            found.append(Town(line.place, line.offsets, "dateline"))
        if venue and venue.value.city:
            region = find_region(venue.value.city, self.page.lexicon)
            level, code = (region.level, region.code) if region else (None, None)
            found.append(Town(venue.value.city, venue.offsets, "venue", level, code))
        for place in self.places:
            value = place.value
            if place.start_char > self.page.start + _READ:
                break
            if self.dateline[0] <= place.start_char < self.dateline[1] or (venue and place.offsets == venue.offsets):
                continue
            if value.level == "country" or (value.level == "province" and value.region_code != JAKARTA):
                continue
            name = place.text if value.level in _LOCAL else value.name.removeprefix("DKI ")
            found.append(Town(name, place.offsets, "place", value.level, value.region_code))
        return found

    @cached_property
    def times(self) -> dict[str, int]:
        """How often each is named."""
        found: dict[str, int] = {}
        for town in self.options:
            found[town.name] = found.get(town.name, 0) + 1
        return found


def town_features(held: Held, town: Town) -> Iterator[str]:
    """What is true of the town."""
    page, (start, end) = held.page, town.offsets
    beside = _beside_venue(held, town)
    yield f"source={town.source},{beside}"
    yield f"times={many(held.times[town.name])}"
    if town.source != "place":
        yield f"source={town.source},{doubt(held.choice)}"
        yield f"source={town.source},named={held.choice.naming is not None},day={held.day is not None}"
        yield f"source={town.source},type={held.choice.naming.value.type if held.choice.naming else None}"
        yield f"{town.source},home in venue={bool(held.inside & held.home)}"
        yield f"{town.source},others={many(len(held.options), 3)},named={held.choice.naming is not None}"
        return
    before, place, tied = word_before(page.text, start), where(page, start), _tied(held, start)
    yield f"before={before}"
    yield f"before={before},{tied}"
    yield f"level={town.level}"
    yield f"level={town.level},{beside}"
    yield f"code={town.code is not None}"
    yield f"where={place},{tied}"
    yield f"{tied},{beside}"
    yield f"{tied},{doubt(held.choice)}"
    if town.code and held.home:
        home = "of" if town.code in held.home else "near" if _near(town.code, held.home) else "far from"
        yield f"{home} dateline"
        yield f"{home},{beside}"
    day, naming = held.day, held.choice.naming
    if day and 0 <= day.start_char - end < _NEAR:
        yield "day behind"
    if naming and naming.start_char <= start < naming.end_char:
        yield f"in naming,{before}"
    elif naming and 0 <= start - naming.end_char < _NEAR:
        yield "behind naming"


def _near(code: str, home: frozenset[str]) -> bool:
    """Whether it lies in the same province."""
    return any(code[:2] == other[:2] for other in home)


def _beside_venue(held: Held, town: Town) -> str:
    venue, (start, end) = held.venue, town.offsets
    if venue is None:
        return "no venue"
    if town.source != "place":
        return "venue"
    if venue.start_char <= start and end <= venue.end_char:
        return "ends venue" if end == venue.end_char else "in venue"
    if town.offsets in held.behind:
        return f"behind {many(held.behind.index(town.offsets))}"
    number = held.page.sentence(venue.start_char)
    if number != held.page.sentence(start):
        return "elsewhere"
    return "before venue" if start < venue.start_char else "after venue"


def _tied(held: Held, start: int) -> str:
    """What of the event stands in the same sentence."""
    number = held.page.sentence(start)
    beside = held.choice.naming is not None and held.page.sentence(held.choice.naming.start_char) == number
    dated = held.day is not None and held.page.sentence(held.day.start_char) == number
    return "both" if beside and dated else "naming" if beside else "day" if dated else "neither"


def no_town_features(held: Held) -> Iterator[str]:
    """What speaks for there being none."""
    kind = held.choice.naming.value.type if held.choice.naming else None
    yield "none"
    yield f"none,{doubt(held.choice)}"
    yield f"none,towns={many(len(held.options), 4)}"
    yield f"none,venue={held.venue is not None},dateline={held.page.layout.dateline is not None}"
    yield f"none,named={held.choice.naming is not None},day={held.day is not None}"
    yield f"none,type={kind}"


def features(held: Held) -> list[list[str]]:
    """Those of "none", and of each of the options."""
    return [list(no_town_features(held)), *(list(town_features(held, town)) for town in held.options)]


def choose_town(held: Held) -> Town | None:
    """The town of the main event; None where the release does not say it."""
    return held.stated or decide_town(held, Choice.load(WEIGHTS).probabilities(features(held)))


def decide_town(held: Held, shares: Sequence[float]) -> Town | None:
    """The likeliest town; several mentions of one share their probability."""
    best, sure = likeliest([town.name for town in held.options], shares[1:])
    return held.options[best] if best is not None and sure >= SURE else None
