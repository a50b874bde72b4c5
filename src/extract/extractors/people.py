"""Officials: every naming of a title, of a person, or of both together ("Wagub Kalteng Edy Pratowo").

One scan finds the offices; from each, the title runs over the words of units and regions, and the name is what stands behind
it. Names before their title ("Yan Megawandi, Sekda …", "X selaku Y") and names alone come from the model's PER entities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Person, Title
from extract.values.names import Name, honorifics_at, name_at
from extract.values.offices import head_pattern, office_of, region_at, title_at
from extract.values.regions import find_region

_AHEAD = 120                # characters: a name that far behind its office belongs to something else
_SEPARATOR = re.compile(
    r" ?[,:“\"] ?[“\"]?|,? (?:yaitu|yakni|adalah|atas nama|a\.n\.),? | ?[–-] | |\n{1,3}(?=[^\n]{3,60}(?:\n|$))"
)
_CLOSED = re.compile(r"[,:“\"]")
_ALIAS = re.compile(r" ?\(([^()\n]{2,60})\)")
_SECOND = re.compile(r",? ?(?:selaku|sekaligus|yang juga|yang merupakan|juga|merangkap)(?: sebagai| selaku| menjabat)? ")
_BEHIND_NAME = re.compile(
    r"(?P<cue>,? ?(?:selaku|sebagai|yang juga|yang merupakan|yang menjabat|sekaligus)(?: sebagai| selaku)? )|(?P<mark>,? \(?|, ?)"
)
_SELAKU = re.compile(r",? (?:selaku|sebagai) ")
_BEFORE_SELAKU = re.compile(r"(?:[A-Z][\w'.\-]* ){0,5}[A-Z][\w'.\-]*(?:, ?[A-Z][\w.]+){0,4}$")
_AFTER_NAME = re.compile(r" ?(?:[,.;”\")\n]|$)| (?!dari\b|yang\b|dan\b|serta\b)[a-z]")
_AFTER_WORD = re.compile(r" ?(?:[,.;”\")\n]|$)")
_LED = re.compile(r"(?:didampingi|oleh|bersama|kepada|dan) $")
# What a title names here is a place or a paper, not a person.
_NOT_A_PERSON = re.compile(
    r"(?:kantor|jabatan|dinas|rumah|peraturan|keputusan|instruksi|piala|edaran|calon|pemilihan|aula|gedung|pendopo|para|seluruh"
    r"|setiap|semua|ruang|ketua|wakil|surat|halaman|lingkup|mantan|eks|kediaman|pilkada|menjadi|jajaran|istri|\d)[ -]$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_PREFIXES, _SUFFIXES = ("", "me", "mem", "men", "meng", "meny", "di", "ter", "ber"), ("", "kan", "i", "an")
_HEADLINE = 200             # characters: a longer first line is no headline


def people(doc: Doc, lexicon: Lexicon) -> list[Mention[Person]]:
    """Mentions of titles and persons, in document order. Value: `Person`."""
    text = doc._.text
    names = _entity_names(doc, text, lexicon)
    starts = [name.start for name in names]
    titled = list(_titled(text, names, starts, lexicon))
    taken = _Taken([m.offsets for m in titled if m.value.name])
    found = [m for m in _names_first(text, names, lexicon, titled) if taken.add(m.offsets)]
    found += [m for m in titled if m.value.name or taken.add(m.offsets)]
    for name in names:
        if taken.add((name.start, name.end)):
            person = Person(name.text, name.offsets, name.honorifics, name.degrees)
            found.append(Mention.at(text, "people", name.start, name.end, person, "person_entity"))
    return sorted((m for m in found if m.value.name or m.value.titles), key=lambda m: m.offsets)


class _Taken:
    """Stretches that a mention already has."""

    def __init__(self, stretches: list[Offsets]) -> None:
        self._stretches = sorted(stretches)

    def add(self, new: Offsets) -> bool:
        """Whether `new` was free; it is taken now."""
        at = bisect_left(self._stretches, new)
        near = self._stretches[max(0, at - 1) : at + 1]
        if any(start < new[1] and new[0] < end for start, end in near):
            return False
        self._stretches.insert(at, new)
        return True


def _entity_names(doc: Doc, text: str, lexicon: Lexicon) -> list[Name]:
    """The names of PER entities, without the titles and regions that the model took along."""
    heads = head_pattern(lexicon)
    names: list[Name] = []
    for ent in doc.ents:
        if ent.label_ != "PER":
            continue
        start = ent.start_char
        if text[start - 1 : start] in ("/", "-"):       # "Kodam IV/Diponegoro Ahmad Alwi"
            start += len(ent[0].text_with_ws)
        while start < ent.end_char:
            head = heads.match(text, start)
            region = region_at(text, start, lexicon)
            skip = head.end() if head else region[0] if region and region[0] <= ent.end_char else None
            if skip is None:
                break
            start = skip + 1
        # Honorifics stand before the entity more often than in it.
        name = name_at(text, start, lexicon) if start < ent.end_char else None
        if name and (not names or name.start >= names[-1].end):
            names.append(_with_honorifics_before(text, name, lexicon))
    return names


def _with_honorifics_before(text: str, name: Name, lexicon: Lexicon) -> Name:
    for start in [m.start() for m in _WORD.finditer(text, max(0, name.start - 24), name.start)]:
        end, before = honorifics_at(text, start, lexicon)
        if before and end == name.start and (start == 0 or not text[start - 1].isalnum()):
            return replace(name, start=start, honorifics=before + name.honorifics)
    return name


def _titled(text: str, names: list[Name], starts: list[int], lexicon: Lexicon) -> Iterator[Mention[Person]]:
    """Titles, with the name behind them where there is one."""
    heads = head_pattern(lexicon)
    done = 0
    for head in heads.finditer(text):
        if head.start() < done:
            continue
        following = bisect_left(starts, head.end())
        near = names[following] if following < len(names) and starts[following] - head.end() < _AHEAD else None
        title = title_at(text, head, lexicon, near.start if near else len(text))
        titles, name = _name_behind(text, title, near, lexicon)
        if name is None:
            office = office_of(head["office"], lexicon)
            plain = _NOT_A_PERSON.search(text, max(0, head.start() - 14), head.start()) is not None
            capital = text[head.start()].isupper() or not office.takes_unit
            if plain or not office.stands_unnamed or not capital or (office.takes_unit and title.organisation is None):
                continue
            done = title.offsets[1]
            yield Mention.at(text, "people", *title.offsets, Person(None, None, titles=(title,)), "title")
            continue
        end = name.end
        while second := _SECOND.match(text, end):
            more = heads.match(text, second.end())
            if more is None:
                break
            titles += (title_at(text, more, lexicon, len(text)),)
            end = titles[-1].offsets[1]
        done = end
        person = Person(name.text, name.offsets, name.honorifics, name.degrees, titles)
        yield Mention.at(text, "people", head.start(), end, person, "title_name")


def _name_behind(
    text: str, title: Title, near: Name | None, lexicon: Lexicon
) -> tuple[tuple[Title, ...], Name | None]:
    """The title, with further ones that stand before the name, and the name behind them."""
    heads = head_pattern(lexicon)
    titles = [title]
    end = title.offsets[1]
    while True:
        if note := _ALIAS.match(text, end):
            if alias := heads.match(text, note.start(1)):
                titles.append(title_at(text, alias, lexicon, note.end(1)))
            end = note.end()
        second = _SECOND.match(text, end)
        more = heads.match(text, second.end()) if second else None
        if more is None or len(titles) > 3:
            break
        titles.append(title_at(text, more, lexicon, near.start if near else len(text)))
        end = titles[-1].offsets[1]
    # The model knows a name a little further on, and only unit words that no list has stand between: they are the title's.
    between = text[end : near.start] if near else ""
    if near and between.strip() and len(titles) == 1 and title.organisation is not None and re.fullmatch(
        r" [A-Z][\w\-]*(?: (?:dan |& )?[A-Z][\w\-]*){0,3},? ", between
    ):
        grown = between.rstrip(" ,")
        title = replace(
            title,
            text=title.text + grown,
            offsets=(title.offsets[0], end + len(grown)),
            full=title.full + grown,
            organisation=title.organisation + grown,
        )
        return (title,), near
    separator = _SEPARATOR.match(text, end)
    # A sign-off: the title on a line of its own, the name on the next.
    begins_line = title.offsets[0] == 0 or text[title.offsets[0] - 1] == "\n"
    if separator is None or ("\n" in separator.group() and not begins_line):
        return tuple(titles), None
    name = near if near and near.start == separator.end() else name_at(text, separator.end(), lexicon)
    if name is None or heads.match(text, name.start):
        return tuple(titles), None
    # "Kapolres Jember, Bapak Arum Sabil (Tokoh Masyarakat)": the name has a title of its own.
    own = _ALIAS.match(text, name.end)
    if own and heads.match(text, own.start(1)):
        return tuple(titles), None
    sure = name is near or name.honorifics or name.degrees
    if _is_word_here(text, name):
        return tuple(titles), None
    if _CLOSED.search(separator.group()):
        # Behind a comma or colon a capitalised word may be anything: a name has more than one, or the model knows it.
        words = len(name.text.split())
        clause = (_AFTER_NAME if words > 1 or name is near else _AFTER_WORD).match(text, name.end)
        region = region_at(text, name.offsets[0], lexicon)
        if (not sure or words == 1) and (not clause or name.text.isupper() or (region and region[0] >= name.offsets[1])):
            return tuple(titles), None
    elif (len(name.text.split()) == 1 and title.organisation and find_region(f"Kecamatan {name.text}", lexicon)) or (
        not sure and title.text.isupper() and name.text.isupper()
    ):
        return tuple(titles), None
    return tuple(titles), name


def _is_word_here(text: str, name: Name) -> bool:
    """Whether the first word of a "name" is a word of this text: a headline capitalises its verbs.

    A name in a headline stands in the body too; a verb does not, or in lower case.
    """
    word = name.text.split()[0]
    if len(word) < 3:
        return False
    if not _forms(word.casefold()).isdisjoint(_words_of(text)):
        return True
    first_line = text[:_HEADLINE].partition("\n")[0]
    headline = name.start < len(first_line) < _HEADLINE and first_line[-1:] != "."
    return headline and not name.honorifics and not re.search(rf"\b{re.escape(word)}", text[name.end :], re.IGNORECASE)


@lru_cache(maxsize=2)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _forms(stem: str) -> frozenset[str]:
    """A word and the verbs that may be made of it: "buka", "membuka", "dibukakan"."""
    return frozenset(f"{prefix}{stem}{suffix}" for prefix in _PREFIXES for suffix in _SUFFIXES)


def _names_first(
    text: str, names: list[Name], lexicon: Lexicon, titled: list[Mention[Person]]
) -> Iterator[Mention[Person]]:
    """Names with their titles behind them."""
    heads = head_pattern(lexicon)
    owned = {m.value.name_offsets for m in titled if m.value.name_offsets}
    named_titles = {m.start_char for m in titled if m.value.name}
    candidates = [name for name in names if name.offsets not in owned]
    known = {name.offsets for name in names}
    for cue in _SELAKU.finditer(text):
        before = _BEFORE_SELAKU.search(text, max(0, cue.start() - 90), cue.start())
        name = name_at(text, before.start(), lexicon) if before else None
        single = len(name.text.split()) == 1 if name else False
        led = before is not None and _LED.search(text, max(0, before.start() - 14), before.start())
        if name and name.offsets not in known and (not single or led) and name.end >= cue.start() - 1:
            candidates.append(name)
    for name in candidates:
        end = name.end
        titles: list[Title] = []
        while len(titles) < 4 and (link := _BEHIND_NAME.match(text, end)):
            head = heads.match(text, link.end())
            if head is None or (head.start() in named_titles and not link["cue"]):
                break
            if titles and not link["cue"]:
                break
            titles.append(title_at(text, head, lexicon, len(text)))
            end = titles[-1].offsets[1]
            if passing := re.compile(r"[^.,;\n]{0,40}?(?= yang juga | yang merupakan | sekaligus )").match(text, end):
                end = passing.end()
        if titles:
            stop = max(name.end, titles[-1].offsets[1])
            person = Person(name.text, name.offsets, name.honorifics, name.degrees, tuple(titles))
            yield Mention.at(text, "people", name.start, stop, person, "name_title")
