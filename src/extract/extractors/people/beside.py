"""Who holds a title: whether the words behind it are the name of its holder. The first rule of `BESIDE` that holds decides.

In an example the title stands in «», a name that the model knows in ‹›, and the title that is decided comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extract.extractors.people.here import Here
from extract.extractors.people.titles import before, grown, is_ended, placed
from extract.lexicon.words import words_of
from extract.mentions import Title
from extract.values.names import Name, name_at
from extract.values.offices import is_title_word, names_its_own
from extract.values.regions import is_district
from extract.values.title_regions import title_region_at
from extract.values.titles import title_at
from extract.words.rules import Rule, Rules
from extract.words.verbs import looks_like_verb
from extract.words.view import Word

_MOST = 4                   # titles of one person in a row
_REACH = 100                # characters from a title to a name that is its holder's all the same
_INITIALS = 3               # letters: a shorter word is no first name
_SMALL, _UNKNOWN = 4, 18    # words in lower case, and words that no list has, between a title and a name
_LINE = range(3, 61)        # characters of a line with a name alone
_MARKS = {",", ":", ";", "“", '"'}
_ENDS = {",", ".", ";", "”", '"', ")"}
_JOINS = {"&", "/", "(", ")"}

ALSO = ("?,", "people-also", "?people-post", "?people-as")
"""Between two titles of one person."""

# What stands between a title and the name of its holder.
_SEPARATORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("namely", ("?,", "people-namely", "?,")),
    ("mark", (",|:|;|“|\"", "?“|\"")),
    ("dash", ("-|–",)),
    ("line", ("\n|\n\n|\n\n\n",)),
    ("blank", ()),
)
Verdict = Literal["name", "none", "place", "words", "small", "longer"]


@dataclass(frozen=True, slots=True)
class Held:
    """Titles in a row, and the name of who holds them."""

    titles: tuple[Title, ...]
    name: Name | None


class Beside:
    """What stands behind a title, and what the rules ask about it.

    `near` is the next name that the model knows; `whole` says that the title ends where the model ends it.
    """

    def __init__(self, here: Here, title: Title, near: Name | None, whole: bool) -> None:
        self.here, self.text, self.near, self.whole = here, here.text, near, whole
        self.title, self.titles, self.end = title, [title], title.offsets[1]
        self.in_brackets = self._take_titles()

    def _take_titles(self) -> bool:
        """The further titles before the name: "Wakil Gubernur (Wagub)", "Camat selaku Ketua". True: the name is in brackets."""
        while len(self.titles) < _MOST:
            if note := self.here.note_behind(self.end):
                if self.near and (self.near.start, self.near.end) == (note.start, note.stop) and self.is_whole(self.near):
                    return True
                if alias := self.here.head_at(note.start):
                    self.titles.append(title_at(self.text, alias, self.here.lexicon, note.stop))
                self.end = note.end
            more = self.here.head_at(self.here.behind(self.end, *ALSO))
            if more is None:
                break
            self.titles.append(title_at(self.text, more, self.here.lexicon, self.near.start if self.near else len(self.text)))
            self.end = self.titles[-1].offsets[1]
        return False

    @staticmethod
    def is_whole(name: Name) -> bool:
        """More than one word that may be anything."""
        return " " in name.text or bool(name.honorifics)

    @cached_property
    def unknown(self) -> int | None:
        """Where words that no list has end, which stand between the title and the next name: they are the title's."""
        near, ended = self.near, is_ended(self.here, self.titles[-1]) or self._is_of_country
        if near is None or ended or not self.is_whole(near) or self.here.is_headline(near.start):
            return None
        stop = before(self.text, self.end, near.start)
        words = [word for word in self.here.words.within(self.end, stop) if word.start > self.end]
        if self.first_name or not 0 < len(words) <= _UNKNOWN or not all(map(self._may_be_of_title, words)):
            return None
        brackets = "".join(word.text for word in words if word.text in ("(", ")"))
        if words[-1].text.islower() or brackets.replace("()", ""):
            return None
        return None if self.here.heads.search(self.text, self.end, near.start) else words[-1].end

    def _may_be_of_title(self, word: Word) -> bool:
        if word.text in _JOINS or (word.text[0].isalnum() and not word.text[0].islower()):
            return word.text[-1] != "."
        return word.bare in words_of(self.here.lexicon, "title-inner")

    @cached_property
    def small_words(self) -> int | None:
        """Where words in lower case end, which stand between the last title and a name behind a comma: they are the title's."""
        near = self.near
        words = self.here.words.within(self.end, near.start) if near and near.start - self.end < _REACH else []
        if near is None or not 1 < len(words) <= _SMALL + 1 or words.pop().text != ",":
            return None
        return words[-1].end if all(map(self._is_small, words)) else None

    def _is_small(self, word: Word) -> bool:
        """A noun in lower case."""
        if not word.text.isalpha() or not word.text.islower() or word.text in words_of(self.here.lexicon, "people-no-unit"):
            return False
        return not looks_like_verb(word.text, self.here.lexicon)

    @cached_property
    def first_name(self) -> Name | None:
        """The next name with the one word before it that the model leaves to the title: "Menag Yaqut | Cholil Qoumas"."""
        near = self.near
        if near is None or len(self.titles) > 1 or near.honorifics or near.start - self.end > _REACH:
            return None
        words = self.here.words.within(self.end, near.start)
        word = words[0].text if len(words) == 1 else ""
        if len(word) < _INITIALS or not (word.isalpha() and word.istitle()) or self._is_of_title(word):
            return None
        return name_at(self.text, words[0].start, self.here.lexicon, near.offsets[1], near.offsets[1])

    def _is_of_title(self, word: str) -> bool:
        """A word of titles or of the text, a place that it names, or what follows "Bank"."""
        known = is_title_word(word, self.here.lexicon) or self.here.has_form(word) or word in self.here.local_names
        return known or names_its_own(self.title.text.rpartition(" ")[2], self.here.lexicon)

    @property
    def _is_of_country(self) -> bool:
        return self.titles[-1].text.rpartition(" ")[2].casefold() in words_of(self.here.lexicon, "title-country")

    @cached_property
    def separator(self) -> tuple[str, int] | None:
        """What stands between title and name, and where that begins; None where no name may follow."""
        end = self.here.behind(self.end, "people-of-here") or self.end
        found = ((kind, self.here.behind(end, *steps)) for kind, steps in _SEPARATORS)
        kind, at = next((kind, at) for kind, at in found if at is not None)
        wrong = (kind == "line" and not self._is_signed(at)) or (kind == "dash" and self.text[at - 1] != " ")
        return None if wrong or at <= self.end else (kind, at)

    def _is_signed(self, at: int) -> bool:
        """Whether title and name have a line each, as below a letter."""
        start, end = self.title.offsets[0], self.text.find("\n", at)
        own_line = start == 0 or self.text[start - 1] == "\n"
        return own_line and (len(self.text) if end < 0 else end) - at in _LINE

    @cached_property
    def between(self) -> str:
        """The marks between title and name, and the first letters of words there."""
        return "".join(word.text[0] for word in self.here.words.within(self.end, self.separator[1])) if self.separator else ""

    @cached_property
    def name(self) -> Name | None:
        if self.separator is None:
            return None
        at = self.separator[1]
        name = self.near if self.near and self.near.start == at else name_at(self.text, at, self.here.lexicon)
        return name

    @property
    def found(self) -> Name:
        assert self.name is not None
        return self.name

    @cached_property
    def known(self) -> bool:
        """Whether the model knows the name."""
        return self.name is self.near

    @cached_property
    def sure(self) -> bool:
        return self.known or not self.found.bare

    @cached_property
    def apposed(self) -> bool:
        """Whether a bare name stands right behind the title."""
        return self.found.bare and self.between == ""

    @cached_property
    def is_number(self) -> bool:
        """The number of a paper that is named after the office: "Keputusan Menteri Agama No. PAS-12"."""
        start = self.found.offsets[0]
        word = self.here.words[self.here.words.first_from(start)]
        return word.bare.rstrip(".") in words_of(self.here.lexicon, "regulation-number") and self.text.startswith(".", start + 2)

    @cached_property
    def is_region(self) -> bool:
        """Whether a region has the whole name."""
        region = title_region_at(self.text, self.found.offsets[0], self.here.lexicon)
        return region is not None and region[0] >= self.found.offsets[1]

    @cached_property
    def is_place(self) -> bool:
        """A place that the text names elsewhere, and no name."""
        return self.apposed and self.found.text in self.here.local_names

    @cached_property
    def has_own_title(self) -> bool:
        """ "Kapolres Jember, Bapak Rudi Salim (Camat Tolo)"."""
        own = self.here.note_behind(self.found.end)
        return own is not None and self.here.head_at(own.start) is not None

    @cached_property
    def speaks(self) -> bool:
        """Whether a comma and a verb stand behind the name."""
        return self.here.behind(self.found.end, ",", "role-verb|speech-verb") is not None

    @cached_property
    def is_district(self) -> bool:
        return not self.sure and is_district(self.found.text, self.here.lexicon)

    @cached_property
    def is_word(self) -> bool:
        """Whether the text has the word elsewhere as one, where title and name are not both the model's."""
        in_body, several = self.found.start > self.here.first_line, " " in self.found.text
        agreed = self.known and ((in_body and several) or (self.whole and (in_body or several)))
        return not agreed and not self.found.honorifics and self.here.is_word(self.found)

    @cached_property
    def closed(self) -> bool:
        """Whether a comma, colon or quotation mark stands between."""
        return not _MARKS.isdisjoint(self.between)

    @cached_property
    def is_anything(self) -> bool:
        """Behind a comma or colon a capitalised word may be anything: a name has more than one, or the model knows it."""
        one = " " not in self.found.text
        if self.sure and not (one and self.found.bare):
            return False
        return not self._ends(one) or self.found.text.isupper() or self.is_region

    def _ends(self, one: bool) -> bool:
        """Whether a mark or the end of the line shows that the name, of one word, is whole, or a word in lower case does; a verb
        of saying shows it of one word that nobody knows: "Ketua PMI Tolo, Rudi menyebut"."""
        word = self.here.words.behind(self.found.end)
        if word is None or word.text in _ENDS or word.text[0] == "\n":
            return True
        says = self.between == "," and self.found.text.isalpha() and self.here.behind(self.found.end, "speech-verb") is not None
        return word.text[0].islower() and (self.known or not one or says)


BESIDE: Rules[Beside, Verdict] = Rules(
    "title has a holder",
    Rule("name-in-brackets", lambda b: b.in_brackets, "name", "«Kades Tolo» (‹Yance Mote›)", "«Kades Tolo» (‹Mote›)"),
    Rule("unknown-words-between", lambda b: b.unknown is not None, "words",
         "«Kepala Balai» Karantina Hewan dan Tumbuhan ‹Rudi Salim›", "«Bupati» Karantina ‹Rudi Salim›"),
    Rule("small-words-before-comma", lambda b: b.small_words is not None, "small",
         "«Ketua» panitia lokal, ‹Rudi Salim›", "«Ketua» menerima, ‹Rudi Salim›"),
    Rule("first-name-between", lambda b: b.first_name is not None, "longer",
         "«Menag» Yaqut ‹Cholil Salim›", "«Menag» RI ‹Cholil Salim›"),
    Rule("nothing", lambda b: b.separator is None, "none", "«Bupati Lahat»! Hadir", "«Bupati Lahat» Rudi Salim"),
    Rule("no-name", lambda b: b.name is None, "none", "«Bupati Lahat» hadir", "«Bupati Lahat» Rudi Salim"),
    Rule("of-a-paper", lambda b: b.is_number, "none", "«Menteri Agama» No. PAS", "«Menteri Agama» Noe Salim"),
    Rule("region", lambda b: b.apposed and not b.known and b.is_region, "none", "«Ketua PKK» Lahat", "«Ketua PKK», Lahat Salim"),
    Rule("place-of-the-office", lambda b: b.is_place, "place",
         "«Kades» Sukamaju hadir di Desa Sukamaju", "«Kades» Sukamaju Salim hadir"),
    Rule("in-apposition", lambda b: b.between == "," and b.speaks, "name",
         "«Camat Tolo», Selong, mengatakan", "«Camat Tolo», Selong, dan warga"),
    Rule("own-title", lambda b: b.has_own_title, "none",
         "«Kapolres Lahat», Bapak Rudi Salim (Camat Tolo)", "«Kapolres Lahat», Bapak Rudi Salim (Tolo)"),
    Rule("district-of-the-office", lambda b: b.is_district and b.between == "" and not b.titles[-1].region, "place",
         "«Camat» Rawajitu Utara hadir", "«Camat» Rudi Salim hadir"),
    Rule("district", lambda b: b.is_district, "none", "«Bupati Lahat» Rawajitu Utara", "«Bupati Lahat» Rudi Salim"),
    Rule("word-of-the-text", lambda b: b.is_word, "none", 
         "«Bupati Lahat» Kunjung, lalu berkunjung", "«Bupati Lahat» Rudi, lalu pulang"),
    Rule("anything-behind-comma", lambda b: b.closed and b.is_anything, "none",
         "«Bupati Lahat», Rudi pulang", "«Bupati Lahat», Rudi Salim pulang"),
    Rule("name", lambda b: True, "name", "«Bupati Lahat» Rudi Salim"),
)  # fmt: skip


def holder(here: Here, title: Title, near: Name | None, whole: bool) -> Held:
    """The title, with further ones that stand before the name, and the name behind them."""
    beside = Beside(here, title, near, whole)
    verdict = BESIDE.first(beside).result
    titles = tuple(beside.titles)
    if verdict == "name":
        return Held(titles, near if beside.in_brackets else beside.name)
    if verdict == "words" and beside.unknown is not None:
        return Held((*titles[:-1], grown(here, titles[-1], beside.unknown)), near)
    if verdict == "longer":
        return Held(titles, beside.first_name)
    if verdict == "small" and beside.small_words is not None:
        return Held((*titles[:-1], placed(titles[-1], here.text, beside.small_words)), near)
    if verdict == "place":
        return Held((*titles[:-1], placed(titles[-1], here.text, beside.found.offsets[1])), None)
    return Held(titles, None)
