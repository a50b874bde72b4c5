"""Titles in the order of the text, each with the name of its holder behind it where there is one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extract.extractors.people.beside import ALSO, Held, holder
from extract.extractors.people.here import Here
from extract.extractors.people.names import has_holder
from extract.extractors.people.titles import deputy, first_name, grown, title_here, two_names
from extract.lexicon.words import words_of
from extract.mentions import Mention, Offsets, Person, Title
from extract.values.names import Name, name_at
from extract.values.offices import Office, names_its_own, office_of
from extract.values.titles import title_at, title_until
from extract.words.rules import Rule, Rules

_AHEAD = 120                # characters: a name that far behind its office belongs to something else


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands at an anchor: a title, perhaps its office in the list, the next name of the model, and who holds it."""

    at: int
    head: re.Match[str] | None
    title: Title
    whole: bool                 # the title ends where the model ends it
    near: Name | None
    titles: tuple[Title, ...]
    name: Name | None

    def held(self, held: Held, **changes: object) -> Reading:
        return replace(self, titles=held.titles, name=held.name, **changes)  # type: ignore[arg-type]


def held_by(text: str, title: Title, name: Name, start: int, rule: str = "title_pair") -> Mention[Person]:
    """The mention of somebody whose title stands elsewhere, or before another name."""
    person = Person(name.text, name.offsets, name.honorifics, name.degrees, (title,))
    return Mention.at(text, "people", start, name.end, person, rule)


# ── second thoughts: what the model or a list took to the title or to the name, and is not of it ──
def _without_what_follows(here: Here, seen: Reading) -> Reading:
    """No name behind what the model marks: it may have taken the name along, or a place, "Camat Beji"."""
    if seen.name is not None or not seen.whole or seen.head is None:
        return seen
    shorter = title_at(here.text, seen.head, here.lexicon, seen.near.start if seen.near else len(here.text))
    held = holder(here, shorter, seen.near, False)
    if held.name and held.name.offsets[0] in here.places and held.name.text not in here.parts:
        return seen
    return seen.held(held, title=shorter)


def _with_first_name(here: Here, seen: Reading) -> Reading:
    """"Kepala BPS Margo Rudianto": the model knows neither."""
    if seen.name is None or seen.name is seen.near or seen.head is None or len(seen.titles) > 1:
        return seen
    first = first_name(here, seen.title, seen.name) if office_of(seen.head["office"], here.lexicon).takes_unit else None
    if first is None:
        return seen
    return replace(seen, titles=(title_until(here.text, seen.head, here.lexicon, first[0]),), name=first[1])


def _with_what_is_no_person(here: Here, seen: Reading) -> Reading:
    """What stands behind a title as a name, and is an organisation or a place of it, or nobody."""
    if seen.name is None:
        return seen
    verdict = WHO.first(Behind(here, seen.titles[-1], seen.name, seen.name is seen.near or seen.name.text in here.parts)).result
    if verdict == "person":
        return seen
    if verdict == "nobody":
        return replace(seen, name=None)
    title = grown(here, seen.titles[-1], seen.name.end)
    near = here.name_from(seen.name.end)
    return seen.held(holder(here, title, near, True), title=title, near=near)


_SECOND_THOUGHTS: tuple[Callable[[Here, Reading], Reading], ...] = (
    _without_what_follows, _with_first_name, _with_what_is_no_person,
)  # fmt: skip


class Behind:
    """A name behind a title, and what the rules ask about it. `known` tells that the model knows it as a person's."""

    def __init__(self, here: Here, title: Title, name: Name, known: bool) -> None:
        self.here, self.title, self.name, self.known = here, title, name, known
        self.start, self.end = title.offsets
        self.beside = self.end + 1 == name.start
        note = here.note_behind(self.end)
        self.unknown = (note.end if note else self.end) + 1 == name.start and not known and here.has_model

    def ends_in(self, name: str) -> bool:
        """Whether the title ends in a word of a class."""
        return self.here.before(self.end, name)

    @property
    def is_hollow(self) -> bool:
        """An office that takes a unit, and has none."""
        head = self.here.heads.match(self.here.text, self.start)
        takes_unit = head is not None and office_of(head["office"], self.here.lexicon).takes_unit
        return head is not None and takes_unit and head.end() == self.end

    @property
    def is_of_headline(self) -> bool:
        """In a headline, which has a capital at each word, and nowhere else."""
        return self.here.is_headline(self.start) and self.name.text not in self.here.text[self.here.first_line :]

    @property
    def is_of_house(self) -> bool:
        """The title ends in what has a name of its own: "Rektor Universitas | Panca Bhakti"."""
        return names_its_own(self.title.text.rpartition(" ")[2], self.here.lexicon)

    @property
    def has_unit(self) -> bool:
        return self.title.organisation is not None or self.ends_in("title-of-place")

    @property
    def is_before_person(self) -> bool:
        """Whether a person stands behind a comma: "Lurah Selong, Rudi Salim"."""
        beside = self.here.name_from(self.name.end)
        return beside is not None and " " in beside.text and self.here.text[self.name.end : beside.start] == ", "

    @property
    def is_in_building(self) -> bool:
        """Whether it is the office of a building: "Aula Kantor Camat Selong"."""
        return self.here.before(self.start, "title-building") or self.here.before(self.start, "title-building", "*")


Who = Literal["person", "unit", "nobody"]

WHO: Rules[Behind, Who] = Rules(
    "name behind a title",
    Rule("surrounded", lambda b: not b.name.bare, "person", "«Kades» H. Sukamaju", "«Kades» Sukamaju"),
    Rule("known-name", lambda b: b.known and " " in b.name.text, "person",
         "«Ketua» ‹Rudi Salim›", "«Ketua» Rudi Salim, lalu ‹Tini›"),
    Rule("unit-of-the-office", lambda b: b.unknown and b.is_hollow, "unit",
         "«Ketua» Tolo Maju, lalu ‹Tini Lestari›", "«Ketua PMI» Rudi Salim, lalu ‹Tini Lestari›"),
    Rule("house-of-its-own-name", lambda b: b.unknown and b.is_of_house, "unit",
         "«Rektor Universitas» Tolo Maju, lalu ‹Tini Lestari›", "«Rektor UNTOL» Rudi Salim, lalu ‹Tini Lestari›"),
    Rule("headline", lambda b: b.unknown and b.is_of_headline, "nobody",
         "«Dosen UNTOL» Sebut Rudi Menolak\n\nKata ‹Tini Lestari›", "«Dosen UNTOL» Rudi Salim\n\nRudi Salim, ‹Tini Lestari›"),
    Rule("address", lambda b: not b.known and b.here.has_model and b.is_in_building, "nobody",
         "Aula Kantor «Camat Selong» Grand Tolo, lalu ‹Tini Lestari›", "kata «Camat Selong» Rudi Salim, lalu ‹Tini Lestari›"),
    Rule("several-words", lambda b: " " in b.name.text, "person", "«Bupati Lahat» Rudi Salim", "«Bupati Lahat» Rudi"),
    Rule("apart", lambda b: not b.beside, "person", "«Lurah Tolo», Selong", "«Lurah» Selong"),
    Rule("before-a-person", lambda b: b.is_before_person and b.has_unit, "unit",
         "«Lurah» Selong, ‹Rudi Salim›", "«Lurah» Selong dan ‹Rudi Salim›"),
    Rule("named-after", lambda b: b.ends_in("title-named-after"), "unit", "«Direktur RSUD» Selong", "«Direktur BPJS» Selong"),
    Rule("place", lambda b: not b.known and b.ends_in("title-of-place"), "unit",
         "«Lurah» Selong hadir", "«Bupati» Selong hadir"),
    Rule("unknown-word", lambda b: b.unknown, "nobody", "«Pembina K3» Terbaik, lalu ‹Tini Lestari›", "«Pembina K3» ‹Rudi›"),
    Rule("one-word", lambda b: True, "person", "«Bupati Lahat» Rudi"),
)  # fmt: skip


# ── offices without a name ──
_MANY = "people-no-holder|people-plural"
_NO_HOLDER = ((_MANY, "?-"), (_MANY, "(", "*", ")"), ("#", "?-"))
_OF_MANY = tuple(("people-plural", *words, "people-list-and|/") for words in (("*", "?,"), ("*", "?,", "*", "?,")))
_OF_BOTH = (("people-no-holder-of-both", "*", "people-list-and|/"),)
_IN_ONES_NAME = ("atas", "nama")


class Alone:
    """A title without a name, and what the rules ask about it."""

    def __init__(self, here: Here, head: re.Match[str], title: Title) -> None:
        self.here, self.head, self.title = here, head, title
        self.office: Office = office_of(head["office"], here.lexicon)

    def follows(self, *phrases: tuple[str, ...]) -> bool:
        """Whether one of `phrases` stands right before it."""
        return any(self.here.before(self.head.start(), *phrase) for phrase in phrases)

    @property
    def is_of_all(self) -> bool:
        """Whether all hold it who may: "se-Indonesia"."""
        behind = self.here.behind(self.title.offsets[1], "?-")
        word = self.here.words.behind(self.title.offsets[1] if behind is None else behind)
        return word is not None and word.lower.partition("-")[0] == "se"

    @property
    def is_asked_for(self) -> bool:
        """Whether only its name is spoken of: "nama Gubernur"; "atas nama Gubernur" speaks for its holder."""
        return self.follows(("nama",)) and not self.follows(_IN_ONES_NAME)

    @property
    def is_of_any(self) -> bool:
        """Whether the title, without a place, is that of many: "Kepala Daerah"."""
        return self.title.region is None and self.title.full.casefold() in words_of(self.here.lexicon, "people-title-of-any")

    @property
    def is_hollow(self) -> bool:
        """An office that takes a unit, and has none."""
        return self.office.takes_unit and self.title.organisation is None and self.title.offsets[1] == self.head.end()


UNNAMED: Rules[Alone, bool] = Rules(
    "office without a name",
    Rule("state", lambda a: bool(a.head["state"]), False, "mantan Bupati Lahat", "Bupati Lahat"),
    Rule("not-alone", lambda a: not a.office.stands_unnamed, False, "Anggota DPRD Lahat", "Bupati Lahat"),
    Rule("place-or-paper", lambda a: a.follows(*_NO_HOLDER), False,
         "Peraturan Bupati Lahat", "kata Bupati Lahat"),
    Rule("many", lambda a: a.follows(*_OF_MANY), False, "para camat dan Lurah", "Camat dan Lurah"),
    Rule("both-of-a-thing", lambda a: a.follows(*_OF_BOTH), False,
         "Pemilihan Gubernur dan Wakil Gubernur", "Gubernur dan Wakil Gubernur"),
    Rule("asked-for", lambda a: a.is_asked_for, False, "ditanya nama Gubernur", "atas nama Gubernur"),
    Rule("any", lambda a: a.is_of_any, False, "Kepala Daerah wajib melapor", "Kepala Daerah Lahat hadir"),
    Rule("all-of-a-region", lambda a: a.is_of_all, False,
         "Kepala Bappeda se-Indonesia", "Kepala Bappeda Lahat"),
    Rule("lower-case", lambda a: a.office.takes_unit and not a.here.text[a.head.start()].isupper(), False,
         "kepala dinas sosial", "bupati"),
    Rule("hollow", lambda a: a.is_hollow, False, "Kepala Dinas hadir", "Kepala Dinas Sosial hadir"),
    Rule("holder", lambda a: True, True, "Bupati Lahat hadir"),
)  # fmt: skip


# ── the scan ──
class Scan:
    """Walks from anchor to anchor: offices of the list, and titles that the model marks and no list begins."""

    def __init__(self, here: Here) -> None:
        self.here, self.text = here, here.text
        self.holders: set[Offsets] = set()      # names that stand behind a title
        self.done = 0

    def mentions(self) -> Iterator[Mention[Person]]:
        """Titles, with the name behind them where there is one."""
        anchors: list[tuple[int, re.Match[str] | None]] = [(head.start(), head) for head in self.here.heads.finditer(self.text)]
        anchors += [(start, None) for start, _ in self.here.titles if not self.here.heads.match(self.text, start)]
        for at, head in sorted(anchors, key=lambda anchor: anchor[0]):
            if at >= self.done and not self.here.is_inside_name(at):
                for mention in self._at(at, head):
                    self.done = mention.end_char
                    yield mention

    def _at(self, at: int, head: re.Match[str] | None) -> Iterator[Mention[Person]]:
        near = self._near(at, head)
        if head is None and near and near.start == at:
            return                  # to the model both a title and a name begin here: no title without words
        title, whole = title_here(self.here, at, head, near)
        if head:
            if self._is_before_office(head, title):
                return
            if near and (first := first_name(self.here, title, near)):
                title, near = title_until(self.text, head, self.here.lexicon, first[0]), first[1]
        yield from self._held(Reading(at, head, title, whole, near, (), None))

    def _held(self, seen: Reading) -> Iterator[Mention[Person]]:
        """What the reading of a title says: two holders of two, one, or none."""
        at, head, title, near = seen.at, seen.head, seen.title, seen.near
        if pair := self._pair(title, near):
            yield from pair
            return
        held = holder(self.here, title, near, seen.whole)
        apart = held.name is not None and self.text[title.offsets[1] : held.name.start] != " "
        if apart and has_holder(self.here, at, head, self.holders):
            return
        seen = seen.held(held)
        for thought in _SECOND_THOUGHTS:
            seen = thought(self.here, seen)
        yield from self._named(seen, seen.name) if seen.name else self._unnamed(seen)

    def _is_before_office(self, head: re.Match[str], title: Title) -> bool:
        """A role that is played by the holder of an office: "Pemimpin Upacara Kapolres Lahat"."""
        if not office_of(head["office"], self.here.lexicon).is_role:
            return False
        inner = self.here.heads.search(self.text, head.end(), title.offsets[1] + _AHEAD)
        return inner is not None and inner.start() <= title.offsets[1] + 1

    def _near(self, at: int, head: re.Match[str] | None) -> Name | None:
        """The next name that the model knows, where it is not too far off."""
        near = self.here.name_from(head.end() if head else at)
        return near if near and near.start - at < _AHEAD else None

    def _unnamed(self, seen: Reading) -> Iterator[Mention[Person]]:
        """The office alone, and whoever came instead of its holder."""
        title = seen.titles[0] if len(seen.titles) == 1 else seen.title
        if seen.head is None or not UNNAMED.first(Alone(self.here, seen.head, title)).result:
            return
        # "Menteri Koordinator Bidang Pangan (Menko Pangan)": one office.
        titles = (title, *(other for other in seen.titles[1:] if self.text.startswith("(", other.offsets[0] - 1)))
        yield Mention.at(self.text, "people", title.offsets[0], titles[-1].offsets[1], Person(None, None, titles=titles), "title")
        if sent := self._sent(title, seen.near):
            yield sent

    def _named(self, seen: Reading, name: Name) -> Iterator[Mention[Person]]:
        """The office with its holder, or with whom it stands for, and all of a list that hold it."""
        self.holders.add(name.offsets)
        titles, end = self._with_titles_behind(seen.titles, name.end)
        person = Person(name.text, name.offsets, name.honorifics, name.degrees, titles)
        rule = "title_name" if seen.head else "model_title_name"
        yield Mention.at(self.text, "people", seen.title.offsets[0], end, person, rule)
        if seen.head and end == name.end and self._is_of_several(seen.head):
            yield from (held_by(self.text, titles[0], fellow, fellow.start) for fellow in self._fellows(name))

    def _with_titles_behind(self, titles: tuple[Title, ...], end: int) -> tuple[tuple[Title, ...], int]:
        """Those that follow a name: "Bupati Lahat Rudi Salim selaku Ketua PMI"."""
        while more := self.here.head_at(self.here.behind(end, *ALSO)):
            titles += (title_at(self.text, more, self.here.lexicon, len(self.text)),)
            end = titles[-1].offsets[1]
        return titles, end

    def _is_of_several(self, head: re.Match[str]) -> bool:
        """Whether several hold an office at once: its title is that of every name in a list behind it."""
        office = office_of(head["office"], self.here.lexicon).full.casefold()
        return office.startswith(tuple(words_of(self.here.lexicon, "title-several")))

    def _fellows(self, name: Name) -> Iterator[Name]:
        """The names of a list that `name` begins: "Anggota DPRD A, B dan C"."""
        for fellow in self.here.names[bisect_left(self.here.starts, name.end) :]:
            comma = self.here.behind(name.end, ",")
            if fellow.start not in (comma, self.here.behind(name.end, "?,", "people-list-and")):
                return
            yield fellow
            name = fellow

    def _pair(self, title: Title, near: Name | None) -> Sequence[Mention[Person]]:
        """"Bupati dan Wakil Bupati Lahat A dan B": the first name is that of the first title."""
        both = deputy(self.here, title, near.start if near else len(self.text))
        between = self.here.behind(both[1].offsets[1], "?,", "?people-is-namely") if both else None
        names = two_names(self.here, between) if between else None
        if both is None or names is None:
            return ()
        return held_by(self.text, both[0], names[0], both[0].offsets[0]), held_by(self.text, both[1], names[1], names[1].start)

    def _sent(self, title: Title, near: Name | None) -> Mention[Person] | None:
        """"Camat Selong diwakili Rudi Salim": the one who came, where he has no title of his own."""
        note = self.here.note_behind(title.offsets[1])
        at = self.here.behind(note.end if note else title.offsets[1], "?,", "?yang", "people-envoy", "?people-by")
        if at is None or self.here.head_at(at):
            return None
        name = near if near and near.start == at else name_at(self.text, at, self.here.lexicon)
        if name is None or (name is not near and name.bare):
            return None
        return held_by(self.text, replace(title, full=f"Perwakilan {title.full}", office="Perwakilan"), name, name.start)
