"""Officials: every naming of a title, of a person, or of both together ("Wagub Kalteng Edy Pratowo").

One scan finds the offices; from each, the title runs over the words of units and regions, and the name is what stands behind
it. Names before their title ("Yan Megawandi, Sekda …", "X selaku Y") and names alone come from the model's PER entities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Person, Title
from extract.values.entity_names import Entity, Here, entity_names
from extract.values.holders import (
    REGION_HEADS,
    deputy,
    first_line,
    first_name,
    grown,
    is_word_here,
    local_names,
    names_no_person,
    past_origin,
    placed,
    two_names,
)
from extract.values.names import Name, name_at
from extract.values.offices import head_pattern, office_of, roles_of_a_day
from extract.values.title_ends import region_at
from extract.values.titles import ends_in_region, is_of_a_part, title_at, title_until, title_without_head
from extract.values.regions import is_district

_KIN_REACH = 10
_AHEAD = 120                # characters: a name that far behind its office belongs to something else
_LONGEST = 400              # characters of a title that the model marks: each office in a longer one would read it all
_SEPARATOR = re.compile(
    r",? (?:yaitu|yakni|adalah|antara lain|di antaranya|masing-masing|atas nama|a\.n\.),? | ?[,:;“\"] ?[“\"]?| ?[–-] | "
    r"|\n{1,3}(?=[^\n]{3,60}(?:\n|$))"
)
_CLOSED = re.compile(r"[,:;“\"]")
_ALIAS = re.compile(r" ?\(([^()\n]{2,60})\)")
_SECOND = re.compile(
    r",? ?(?:selaku|sebagai|sekaligus|yang juga|yang merupakan|juga|merangkap)(?: menjabat)?(?: sebagai| selaku)? "
)
_BEHIND_NAME = re.compile(
    r"(?P<cue>,? ?(?:selaku|sebagai|adalah|yang juga|yang merupakan|sekaligus|(?:yang )?(?:menjabat|dilantik|ditunjuk|diangkat))"
    r"(?: menjabat)?(?: sebagai| selaku| menjadi)? )|(?P<line> ?[—–] ?| - |\n)|(?P<mark>,? \(?|, ?)"
)
_LINE_START = re.compile(r"(?:^|\n)(?:[*•\-–]|\d{1,2}[.)])? ?$")      # where a name begins a line or an item of a list
_ENVOY = re.compile(r",? (?:yang )?(?:di ?wakili|diwakilkan)(?: oleh| kepada)? ")
_SELAKU = re.compile(r",? (?:selaku|sebagai|yang merupakan|yang menjabat)(?: sebagai)? ")
_BEFORE_SELAKU = re.compile(r"(?:[A-Z][\w'.\-]* ){0,5}[A-Z][\w'.\-]*(?:, ?[A-Z][\w.]+){0,4}$")
_AFTER_NAME = re.compile(r" ?(?:[,.;”\")\n]|$)| (?!dari\b|yang\b|dan\b|serta\b)[a-z]")
_AFTER_WORD = re.compile(r" ?(?:[,.;”\")\n]|$)")
_PAIR = re.compile(r",? (?:yakni |yaitu )?")
_AND = re.compile(r",? (?:dan|serta|bersama|&) ")
_NEXT_OF_LIST = re.compile(r", (?:dan |serta )?| dan | serta ")
# Offices that several hold at once: their title is that of every name in a list behind it.
_SEVERAL = ("Anggota", "Wakil Ketua", "Komisioner", "Hakim", "Jaksa", "Juri", "Narasumber", "Pemateri", "Duta")
_KIN = re.compile(r"\b(?:istri|isteri|suami|anak|putra|putri|adik|kakak|menantu|mertua) $", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r" \d{1,2}$")
_LED = re.compile(r"(?:didampingi|oleh|bersama|kepada|dan) $")
# What a title names here is a place or a paper, not a person.
_NOT_A_PERSON = re.compile(
    r"(?:kantor|jabatan|dinas|rumah|peraturan|keputusan|instruksi|piala|edaran|calon|pemilihan|aula|gedung|pendopo|para|seluruh"
    r"|setiap|semua|ruang|ketua|wakil|surat|halaman|lingkup|mantan|eks|kediaman|pilkada|menjadi|jajaran|istri|\d)[ -]$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:para|seluruh|semua) (?:\w+,? ){1,2}(?:dan|serta) $")      # "para camat dan lurah"
_PASSING = re.compile(r"[^.,;\n]{0,40}?(?= yang juga | yang merupakan | sekaligus )")
_CUT = re.compile(r" - | dan (?!Wakil )")
_REST = re.compile(r"\w*\)?")
_FOR = (" mewakili ", " yang mewakili ", ", mewakili ", " atas nama ")
_STATE = (" RI", " Indonesia")      # a title that ends so is whole
_NUMBERED = re.compile(r"Dan\w+ \d{3,4}")     # "Dandim 1606 …": a place, where no rank stands before a name
# Words of a title that no list has, up to a name that the model knows: "Kepala Balai Karantina Hewan, Ikan dan Tumbuhan X".
_UNKNOWN = re.compile(r"\.?(?:,? (?:(?:dan|untuk|di|pada) )?(?:[A-Z\d][\w/&\-]*|\([A-Z]\w+\)|&)){1,9}")


class _Layer:
    """The titles that the model marks, none where the engine has no such recogniser, and where places begin."""

    def __init__(self, doc: Doc, here: Here) -> None:
        self.here = here
        spans = doc.spans.get("layer", ())
        text = doc._.extract_text
        ends = ((s.start_char, _REST.match(text, s.end_char)) for s in spans if s.label_ == "TITLE")
        titles = sorted((start, _closed(text, start, rest.end())) for start, rest in ends if rest)
        self.titles: list[Offsets] = [(start, end) for start, end in titles if end - start <= _LONGEST]
        self.places = frozenset(ent.start_char for ent in doc.ents if ent.label_ == "LOC")

    def over(self, position: int) -> Offsets | None:
        """The title that covers `position`."""
        at = bisect_left(self.titles, (position + 1, 0)) - 1
        return self.titles[at] if at >= 0 and position < self.titles[at][1] else None


def _closed(text: str, start: int, end: int) -> int:
    """The end of a title, where the model takes along the bracket it stands in, or the number of the next of a list."""
    bracket = text.find(")", start, end)
    if bracket >= 0 and "(" not in text[start:bracket]:
        return bracket
    number = _NEXT_NUMBER.search(text, start, end)
    return number.start() if number and text.startswith(". ", end) else end


def people(doc: Doc, lexicon: Lexicon) -> list[Mention[Person]]:
    """Mentions of titles and persons, in document order. Value: `Person`."""
    text = doc._.extract_text
    here = Here(text, [Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents], lexicon)
    layer = _Layer(doc, here)
    names = entity_names(here, lexicon)
    known: set[Offsets | None] = {name.offsets for name in names}
    titled = list(_titled(text, names, layer, lexicon))
    first = list(_names_first(text, names, layer, lexicon, titled))
    sure = [m for m in titled if _is_sure(m.value, known)]
    taken = _Taken([m.offsets for m in sure])
    found = sure + [m for m in first if taken.add(m.offsets)]
    found += [m for m in titled if not _is_sure(m.value, known) and taken.add(m.offsets)]
    for name in names:
        if taken.add((name.start, name.end)):
            person = Person(name.text, name.offsets, name.honorifics, name.degrees)
            found.append(Mention.at(text, "people", name.start, name.end, person, "person_entity"))
    found = [_without_roles(mention, lexicon) for mention in found]
    return sorted((m for m in found if m.value.name or m.value.titles), key=lambda m: m.offsets)


def _without_roles(mention: Mention[Person], lexicon: Lexicon) -> Mention[Person]:
    roles = roles_of_a_day(lexicon)
    titles = tuple(title for title in mention.value.titles if title.office not in roles)
    if len(titles) == len(mention.value.titles):
        return mention
    return replace(mention, value=replace(mention.value, titles=titles))


def _is_sure(person: Person, known: set[Offsets | None]) -> bool:
    """Whether the words behind a title are a name for certain: the model, an honorific or a degree says so."""
    return person.name is not None and (person.name_offsets in known or bool(person.honorifics or person.degrees))


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


def _titled(text: str, names: list[Name], layer: _Layer, lexicon: Lexicon) -> Iterator[Mention[Person]]:
    """Titles, with the name behind them where there is one."""
    heads = head_pattern(lexicon)
    starts = [name.start for name in names]
    anchors: list[tuple[int, re.Match[str] | None]] = [(head.start(), head) for head in heads.finditer(text)]
    anchors += [(start, None) for start, _ in layer.titles if not heads.match(text, start)]
    parts = {word for name in names if " " in name.text for word in name.text.split()}
    holders: set[Offsets] = set()       # names that stand behind a title
    done = 0
    envoy: Title | None = None          # the last title without a name
    for at, head in sorted(anchors, key=lambda anchor: anchor[0]):
        if at < done:
            continue
        if (inside := bisect_left(starts, at)) and at < names[inside - 1].offsets[1]:
            continue                # "Muhammad Ikhsan Hakim" is no judge
        following = bisect_left(starts, head.end() if head else at)
        near = names[following] if following < len(names) and starts[following] - at < _AHEAD else None
        if head is None and near and near.start == at:
            continue                # to the model both a title and a name begin here: no title without words
        title, whole = _title(text, at, head, near, layer, lexicon)
        if not title.text:          # the model marks a rank, which is of the name
            continue
        if near and head and (first := first_name(text, title, near, lexicon)):
            title, near = title_until(text, head, lexicon, first[0]), first[1]
        if pair := _pair(text, title, near, lexicon):
            done = pair[-1].end_char
            yield from pair
            continue
        titles, name = _name_behind(text, title, near, whole, lexicon)
        if name and text[title.offsets[1] : name.start] != " " and _has_holder(text, at, names, following, holders):
            continue
        if name is None and whole and head:
            # No name behind what the model marks: it may have taken the name along, or a place, "Camat Beji".
            shorter = title_at(text, head, lexicon, near.start if near else len(text))
            fewer, taken = _name_behind(text, shorter, near, False, lexicon)
            if taken is None or taken.offsets[0] not in layer.places or taken.text in parts:
                title, titles, name = shorter, fewer, taken
        unit = head is not None and office_of(head["office"], lexicon).takes_unit
        if name and head and unit and name is not near and len(titles) == 1 and (first := first_name(text, title, name, lexicon)):
            # "Kepala BPS Margo Rudianto": the model knows neither.
            titles, name = (title_until(text, head, lexicon, first[0]),), first[1]
        if name and names_no_person(text, titles[-1], name, name is near or name.text in parts, names):
            title = grown(titles[-1], text, name.end, lexicon)
            following = bisect_left(starts, name.end)
            near = names[following] if following < len(names) else None
            titles, name = _name_behind(text, title, near, True, lexicon)
        if name and near and name is not near and _is_unknown_word(titles[-1], name):
            name = None
        if name and text.startswith(",", titles[-1].offsets[1]) and _KIN.search(text, max(0, at - _KIN_REACH), at):
            name = None         # "istri Bupati Lahat, Sari Wijaya"
        if name is None:
            if head is None:
                continue
            title = titles[0] if len(titles) == 1 else title
            office = office_of(head["office"], lexicon)
            before = text[max(0, head.start() - 40) : head.start()]
            plain = _NOT_A_PERSON.search(before[-14:]) is not None or _PLURAL.search(before) is not None
            capital = text[head.start()].isupper() or not office.takes_unit
            bare = office.takes_unit and title.organisation is None and title.offsets[1] == head.end()
            if plain or head["state"] or not office.stands_unnamed or not capital or bare:
                continue
            done = title.offsets[1]
            envoy = title
            yield Mention.at(text, "people", *title.offsets, Person(None, None, titles=(title,)), "title")
            if sent := _sent(text, title, near, lexicon):
                done = sent.end_char
                yield sent
            continue
        holders.add(name.offsets)
        if envoy and text[envoy.offsets[1] : at] in _FOR and text.startswith(", ", title.offsets[1]) and len(titles) == 1:
            # "Staf Ahli Bidang Hukum mewakili Gubernur, X": the name is that of the one who came.
            done = name.end
            yield Mention.at(text, "people", *title.offsets, Person(None, None, titles=(title,)), "title")
            yield _held(text, envoy, name, name.start)
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
        yield Mention.at(text, "people", title.offsets[0], end, person, "title_name" if head else "model_title_name")
        if head and end == name.end and office_of(head["office"], lexicon).full.startswith(_SEVERAL):
            for fellow in _fellows(text, name, names, lexicon):
                done = fellow.end
                yield _held(text, titles[0], fellow, fellow.start)


def _is_unknown_word(title: Title, name: Name) -> bool:
    """Whether a name is one word right behind a title, which the model does not know though it knows another person near."""
    bare = not (" " in name.text or name.honorifics or name.degrees)
    return bare and name.start == title.offsets[1] + 1 and not ends_in_region(title)


def _has_holder(text: str, at: int, names: list[Name], following: int, holders: set[Offsets]) -> bool:
    """Whether the title at `at` is that of the name before it: "A yang menjabat sebagai Camat Selong, B", "A Camat Selong, B"."""
    before = next((name for name in reversed(names[max(0, following - 2) : following]) if name.end < at), None)
    link = _BEHIND_NAME.match(text, past_origin(text, before.end)) if before and before.offsets not in holders else None
    return link is not None and link.end() == at and (link["cue"] is not None or link.group() in (" ", " ("))


def _sent(text: str, title: Title, near: Name | None, lexicon: Lexicon) -> Mention[Person] | None:
    """"Camat Selong diwakili Rudi Salim": the one who came, where he has no title of his own."""
    cue = _ENVOY.match(text, title.offsets[1])
    if cue is None or head_pattern(lexicon).match(text, cue.end()):
        return None
    name = near if near and near.start == cue.end() else name_at(text, cue.end(), lexicon)
    if name is None or not (name is near or name.honorifics or name.degrees):
        return None
    return _held(text, replace(title, full=f"Perwakilan {title.full}", office="Perwakilan"), name, name.start)


def _title(
    text: str, at: int, head: re.Match[str] | None, near: Name | None, layer: _Layer, lexicon: Lexicon
) -> tuple[Title, bool]:
    """The title at `at`, and whether its end is where the model ends it."""
    stop = near.start if near else len(text)
    whole = layer.over(at)
    if head is None:
        assert whole is not None
        end = min(whole[1], _before(text, at, stop))
        inner = next((m for m in head_pattern(lexicon).finditer(text, at, end)), None)
        if inner is not None:
            return title_until(text, inner, lexicon, end, at), True
        return title_without_head(text, at, end, lexicon), True
    title = title_at(text, head, lexicon, stop)
    end = layer.here.end_of_unit(title.offsets[1], stop, whole and whole[1])
    if end > title.offsets[1] and not ends_in_region(title):
        title = title_until(text, head, lexicon, end)
    if near and is_of_a_part(title, lexicon) and (unit := layer.here.end_behind_comma(title.offsets[1], near.start)):
        return title_until(text, head, lexicon, unit), True
    if whole:
        # "Kepala Biro Humas - Rudi Salim", "Kepala Desa Tolo dan Pendeta Rudi Salim"
        cuts = _CUT.finditer(text, title.offsets[1], whole[1])
        cut = next((c for c in cuts if c.group() == " - " or head_pattern(lexicon).match(text, c.end())), None)
        whole = (whole[0], cut.start()) if cut else whole
    if whole is None or whole[1] > stop or whole[1] < title.offsets[1]:
        return title, False
    if whole[1] > title.offsets[1] and (ends_in_region(title) or title.office.endswith(REGION_HEADS)):
        return title, True
    region = region_at(text, whole[1] + 1, lexicon) if text.startswith(" ", whole[1]) else None
    return title_until(text, head, lexicon, region[0] if region and region[0] <= stop else whole[1]), True


def _before(text: str, start: int, end: int) -> int:
    """`end`, or where the blanks and commas before it begin."""
    while end > start and text[end - 1] in " ,":
        end -= 1
    return end


def _pair(text: str, title: Title, near: Name | None, lexicon: Lexicon) -> tuple[Mention[Person], ...]:
    """"Bupati dan Wakil Bupati Lahat A dan B": the first name is that of the first title."""
    both = deputy(text, title, near.start if near else len(text), lexicon)
    between = _PAIR.match(text, both[1].offsets[1]) if both else None
    names = two_names(text, between.end(), lexicon) if between else None
    if both is None or names is None:
        return ()
    return _held(text, both[0], names[0], both[0].offsets[0]), _held(text, both[1], names[1], names[1].start)


def _fellows(text: str, name: Name, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """The names of a list that `name` begins, up to one with a title of its own: "Anggota DPRD A, B dan C"."""
    heads = head_pattern(lexicon)
    at = bisect_left(names, name.end, key=lambda other: other.start)
    for fellow in names[at:]:
        link = _NEXT_OF_LIST.match(text, name.end)
        own = _BEHIND_NAME.match(text, fellow.end)
        if link is None or link.end() != fellow.start or (own and heads.match(text, own.end())):
            return
        yield fellow
        name = fellow


def _held(text: str, title: Title, name: Name, start: int) -> Mention[Person]:
    person = Person(name.text, name.offsets, name.honorifics, name.degrees, (title,))
    return Mention.at(text, "people", start, name.end, person, "title_pair")


def _name_behind(
    text: str, title: Title, near: Name | None, whole: bool, lexicon: Lexicon
) -> tuple[tuple[Title, ...], Name | None]:
    """The title, with further ones that stand before the name, and the name behind them."""
    heads = head_pattern(lexicon)
    titles = [title]
    end = title.offsets[1]
    while True:
        if note := _ALIAS.match(text, end):
            if near and near.start == note.start(1) and near.end == note.end(1) and (" " in near.text or near.honorifics):
                return tuple(titles), near          # "Kades Tolo (Yance Mote)"
            if alias := heads.match(text, note.start(1)):
                titles.append(title_at(text, alias, lexicon, note.end(1)))
            end = note.end()
        second = _SECOND.match(text, end)
        more = heads.match(text, second.end()) if second else None
        if more is None or len(titles) > 3:
            break
        titles.append(title_at(text, more, lexicon, near.start if near else len(text)))
        end = titles[-1].offsets[1]
    # The model knows a name a little further on, and only words that no list has stand between: they are the title's.
    ended = ends_in_region(title) or title.office.endswith(REGION_HEADS) or title.text.endswith(_STATE)
    if near and near.start > end and len(titles) == 1 and not ended and (" " in near.text or near.honorifics):
        unknown = _UNKNOWN.fullmatch(text, end, _before(text, end, near.start))
        if unknown and ("," not in unknown.group() or " dan " in unknown.group()) and not heads.search(text, end, near.start):
            return (grown(title, text, unknown.end(), lexicon),), near
    separator = _SEPARATOR.match(text, end)
    # A sign-off: the title on a line of its own, the name on the next.
    begins_line = title.offsets[0] == 0 or text[title.offsets[0] - 1] == "\n"
    if separator is None or ("\n" in separator.group() and not begins_line):
        return tuple(titles), None
    name = near if near and near.start == separator.end() else name_at(text, separator.end(), lexicon)
    if name is None or heads.match(text, name.start):
        return tuple(titles), None
    if not (name.honorifics or name.degrees) and separator.group() == " ":
        region = None if name is near else region_at(text, name.offsets[0], lexicon)
        if region and region[0] >= name.offsets[1]:
            return tuple(titles), None
        numbered = _NUMBERED.match(title.text) and len(titles) == 1
        if numbered or name.text in local_names(text):
            return (*titles[:-1], placed(titles[-1], text, name.offsets[1])), None
    # "Kapolres Jember, Bapak Arum Sabil (Tokoh Masyarakat)": the name has a title of its own.
    own = _ALIAS.match(text, name.end)
    if own and heads.match(text, own.start(1)):
        return tuple(titles), None
    sure = name is near or name.honorifics or name.degrees
    # "Camat Rawajitu Utara" has no name; behind a dash capitals begin the story: "Humas Polresta - CIREBON".
    dashed = separator.group() in (" - ", " – ") and name.text.isupper()
    if not sure and dashed:
        return tuple(titles), None
    if not sure and is_district(name.text, lexicon):
        beside = separator.group() == " " and not titles[-1].region
        return (*titles[:-1], placed(titles[-1], text, name.offsets[1])) if beside else tuple(titles), None
    agreed = whole and name is near and (" " in name.text or name.start > first_line(text))
    if not agreed and not name.honorifics and is_word_here(text, name):
        return tuple(titles), None
    if _CLOSED.search(separator.group()):
        # Behind a comma or colon a capitalised word may be anything: a name has more than one, or the model knows it.
        words = len(name.text.split())
        clause = (_AFTER_NAME if words > 1 or name is near else _AFTER_WORD).match(text, name.end)
        clause = clause or (_AND.match(text, name.end) if name is near else None)
        region = region_at(text, name.offsets[0], lexicon)
        bare = words == 1 and not (name.honorifics or name.degrees)
        if (not sure or bare) and (not clause or name.text.isupper() or (region and region[0] >= name.offsets[1])):
            return tuple(titles), None
    elif not sure and title.text.isupper() and name.text.isupper():
        return tuple(titles), None
    return tuple(titles), name


def _names_first(
    text: str, names: list[Name], layer: _Layer, lexicon: Lexicon, titled: list[Mention[Person]]
) -> Iterator[Mention[Person]]:
    """Names with their titles behind them."""
    heads = head_pattern(lexicon)
    known: set[Offsets | None] = {name.offsets for name in names}
    owned = {m.value.name_offsets for m in titled if _is_sure(m.value, known)}
    named_titles = {m.value.titles[0].offsets[0] for m in titled if _is_sure(m.value, known)}
    starts = [name.start for name in names]
    by_end = {name.end: name for name in reversed(names)}
    candidates = [name for name in names if name.offsets not in owned]
    for cue in _SELAKU.finditer(text):
        before = _BEFORE_SELAKU.search(text, max(0, cue.start() - 90), cue.start())
        name = name_at(text, before.start(), lexicon) if before else None
        single = len(name.text.split()) == 1 if name else False
        led = before is not None and _LED.search(text, max(0, before.start() - 14), before.start())
        if name and name.offsets not in known and (not single or led) and name.end >= cue.start() - 1:
            candidates.append(name)
    for name in candidates:
        end = past_origin(text, name.end)
        titles: list[Title] = []
        while len(titles) < 4 and (link := _BEHIND_NAME.match(text, end)):
            at = link.end()
            head = heads.match(text, at)
            whole = layer.over(at)
            if (head is None and (whole is None or whole[0] != at)) or (at in named_titles and not link["cue"]):
                break
            if titles and not link["cue"]:
                break
            if link["line"] and not _LINE_START.search(text, max(0, name.start - 5), name.start):
                break
            following = bisect_left(starts, at)
            near = names[following] if following < len(names) else None
            title = _title(text, at, head, near, layer, lexicon)[0]
            if not title.text:
                break
            if not link["cue"] and text.startswith(" diwakili", title.offsets[1]):
                break
            titles.append(title)
            end = title.offsets[1]
            if passing := _PASSING.match(text, end):
                end = passing.end()
        if len(titles) == 1 and (both := deputy(text, titles[0], len(text), lexicon)):
            # "A dan B sebagai Bupati dan Wakil Bupati Lahat"
            other = by_end.get(name.start - 5)
            if other and text.startswith(" dan ", other.end):
                yield _held(text, both[0], other, other.start)
                titles = [both[1]]
        if titles:
            stop = max(name.end, titles[-1].offsets[1])
            person = Person(name.text, name.offsets, name.honorifics, name.degrees, tuple(titles))
            yield Mention.at(text, "people", name.start, stop, person, "name_title")
