"""Mentions of titles and names to persons: who "Wagub" is, and that "Waine" is Yulianus Waine."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Person, Title
from extract.resolve.drafts import CROWD, Draft, Offices, last_spoken_of, same_office
from extract.values.names import is_ambiguous, name_key

_CUE_WINDOW = 90            # characters behind a mention in which its verb stands
_SHORT_FIRST = 4            # letters: a shorter beginning of a first name may be another's
_COMPANY = re.compile(r",? ?(?:yang )?di ?dampingi\b")
_COMPANY_WINDOW = 300       # characters behind it in which the verb stands
_CLAUSE_END = re.compile(r"(?<=[a-z]{3})\. |\n")
_CALLED = ("sapaan", "disapa", "panggil", " alias ")
_ALIAS = re.compile(
    r"\b(?:(?:akrab|biasa|kerap|sering) (?:disapa|dipanggil)(?: dengan)?|alias) (?P<behind>[A-Z]\w+(?: [A-Z]\w+)?)"
    r"|(?P<before>(?:\b[A-Z]\w+ )?\b[A-Z]\w+)(?:, ?| ?[-–] ?)(?:begitu |demikian )?(?:sapaan|panggilan)(?: akrab)?(?:nya)?\b"
    r"(?: (?P<name>[A-Z]\w+))?"
)
_NOTE = re.compile(r" ?\(([A-Z][A-Za-z']{1,14})\)")
_BESIDE = 25                # characters between a person and "yang akrab disapa"
_WIFE = frozenset({"Ny.", "Ny", "Nyonya"})
_ALIKE = 0.9                # of two spellings of one name, the share of characters that fit
_SPELLED = 200              # characters of a name that may be spelled in two ways: the comparison takes their square
_REGION_HEADS = frozenset({"Gubernur", "Bupati", "Wali Kota"})
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Official:
    """One person, or one office whose holder the release does not name (`name` is None)."""

    name: str | None
    honorifics: tuple[str, ...]
    degrees: tuple[str, ...]
    titles: tuple[Title, ...]
    roles: tuple[str, ...]
    mentions: tuple[Offsets, ...]


def resolve_officials(text: str, people: Sequence[Mention[Person]], lexicon: Lexicon) -> list[Official]:
    """The officials of a release in the order in which they first appear.

    A person counts who has a title; an office without a name counts where nobody named holds it.
    """
    drafts = _join_names(people)
    unnamed = _join_offices(people, drafts, lexicon)
    drafts = _join_notes(text, _join_aliases(text, drafts))
    everyone = [draft for draft in (*drafts, *unnamed) if draft.titles]
    _add_short_names(text, drafts, everyone, lexicon)
    everyone.sort(key=lambda draft: min(draft.mentions))
    starts = sorted((start, id(draft)) for draft in everyone for start, _ in draft.mentions)
    companies = _companies(text, lexicon)
    return [
        Official(
            name=draft.name,
            honorifics=tuple(draft.honorifics),
            degrees=tuple(draft.degrees),
            titles=tuple(sorted(draft.titles.values(), key=lambda title: -len(title.full))),
            roles=_roles(text, draft, starts, companies, lexicon),
            mentions=tuple(sorted(set(draft.mentions))),
        )
        for draft in everyone
    ]


def _join_names(people: Sequence[Mention[Person]]) -> list[Draft]:
    """One draft per person. Longer names come first, so that a part of a name finds the whole."""
    drafts: list[Draft] = []
    known: dict[str, list[int]] = {}    # word or beginning of a name -> the drafts it may be of
    whole: dict[tuple[str, ...], int] = {}
    heads: dict[str, set[int]] = {}     # office of the head of a region -> who holds it
    named = [m for m in people if m.value.name]
    for mention in sorted(named, key=lambda m: (-len(name_key(m.value.name or "")), m.start_char)):
        key = name_key(mention.value.name or "")
        marks = {*key, *(word[:3] for word in key[:1])}
        near = {number for mark in marks for number in _ends(known.get(mark, []))}
        near |= {whole[key]} if key in whole else set()
        same = [drafts[number] for number in sorted(near) if _is_holder(mention.value, key, drafts[number])]
        same = [draft for draft in same if draft.key == key] or same or _only_head(mention.value, key, heads, drafts)
        # Of several whose name has this part, the one last spoken of before.
        draft = last_spoken_of(same, mention.offsets)
        if draft is None and same:
            draft = same[0]
        if draft is None:
            draft = Draft(len(drafts))
            drafts.append(draft)
        draft.add(mention)
        whole.setdefault(key, draft.number)
        for title in mention.value.titles:
            if title.office in _REGION_HEADS:
                heads.setdefault(title.office, set()).add(draft.number)
        for mark in marks - draft.marks:
            draft.marks.add(mark)
            known.setdefault(mark, []).append(draft.number)
    return drafts


def _ends(numbers: list[int]) -> list[int]:
    return numbers if len(numbers) <= CROWD else numbers[: CROWD // 2] + numbers[-CROWD // 2 :]


def _join_offices(people: Sequence[Mention[Person]], drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """Titles without a name go to those who hold them by name; where nobody does, one draft per office."""
    unnamed: list[Draft] = []
    named, vacant = Offices(), Offices()
    for draft in drafts:
        named.add(draft, draft.titles.values())
    known: dict[tuple[str, str], list[Draft]] = {}     # office and title in full -> those who hold it by name
    for mention in people:
        if mention.value.name is None:
            title = mention.value.titles[0]
            written = title.office, title.full
            if written not in known or named.is_crowded(title):
                known[written] = _holders(title, named, lexicon)
            of_all = known[written] or _holders(title, vacant, lexicon)
            # The last one spoken of before, else the first.
            holder = last_spoken_of(of_all, mention.offsets) or next(iter(of_all), None)
            if holder is None:
                holder = Draft(len(unnamed))
                unnamed.append(holder)
            (named if holder.name else vacant).add(holder, holder.add(mention))
    return unnamed


def _join_aliases(text: str, drafts: list[Draft]) -> list[Draft]:
    """"Rudi Salim yang akrab disapa Bang Udin", "Udin, sapaan akrabnya": what the text says a person is called by.

    Gives the drafts that are left.
    """
    if not any(word in text for word in _CALLED):
        return drafts
    called: dict[tuple[str, ...], list[Draft]] = {}
    titled: dict[str, list[Draft]] = {}
    spoken = [(offsets, draft.number) for draft in drafts if draft.titles for offsets in draft.mentions]
    spoken.sort()
    for draft in drafts:
        called.setdefault(draft.key, []).append(draft)
        for word in set(draft.key) if draft.titles else ():
            titled.setdefault(word, []).append(draft)
    gone: set[int] = set()
    for match in _ALIAS.finditer(text):
        alias = match["behind"] or match["before"]
        key = name_key(alias)
        # Who is called something himself is nobody's other name.
        also = [d for k in dict.fromkeys((key, key[-1:])) for d in called.get(k, ()) if d.number not in gone and not d.aliases]
        at = bisect_left(spoken, ((match.start(), match.start()), -1))
        before = (spoken[k][1] for k in range(at - 1, max(-1, at - 1 - CROWD), -1))
        owner = next((d for d in map(drafts.__getitem__, before) if d.number not in gone and d not in also), None)
        if match["name"]:
            namesakes = titled.get(match["name"].casefold(), ())
            owner = next((d for d in islice(namesakes, CROWD) if d.number not in gone and d not in also), owner)
        if owner is None or alias.isupper():
            continue
        last = owner.last_before((match.start(), match.start()))
        if match["behind"] and (last is None or last[1] < match.start() - _BESIDE):
            continue
        owner.aliases.append(alias.rpartition(" ")[2])
        for draft in also:
            owner.take(draft)
            gone.add(draft.number)
            for offsets in draft.mentions:
                insort(spoken, (offsets, owner.number))
    return [draft for draft in drafts if draft.number not in gone]


def _join_notes(text: str, drafts: list[Draft]) -> list[Draft]:
    """"Lanosin (Enos)", "Arman Saputra (AS)": the name in brackets that the text uses elsewhere, or the initials.

    Gives the drafts that are left.
    """
    called: dict[tuple[str, ...], Draft] = {draft.key: draft for draft in drafts if len(draft.key) == 1}
    gone: set[int] = set()
    for draft in drafts:
        for _, end in list(draft.mentions):
            note = _NOTE.match(text, end)
            if note is None:
                continue
            other = called.get(name_key(note[1]))
            if note[1] == "".join(word[0] for word in draft.key).upper():
                draft.aliases.append(note[1])
            elif other and other is not draft and other.number not in gone and not _other_office_of(draft, other):
                draft.take(other)
                gone.add(other.number)
    return [draft for draft in drafts if draft.number not in gone]


def _other_office_of(one: Draft, other: Draft) -> bool:
    return _other_office(Person(other.name, None, titles=tuple(islice(other.titles.values(), CROWD))), one)


def _same_name(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if set(part) <= set(whole):
        return True
    if len(part) != len(whole) or len(part) == 1:
        return False
    one, other = " ".join(part), " ".join(whole)
    if len(one) > _SPELLED or len(other) > _SPELLED:
        return False
    # As many characters as both have may fit at best: most pairs of names are told apart by that alone.
    both = len(one) + len(other)
    if both - len(_characters(part) ^ _characters(whole)) <= _ALIKE * both:
        return False
    if 2 * sum(min(one.count(c), other.count(c)) for c in set(one)) <= _ALIKE * both:
        return False
    return SequenceMatcher(None, one, other).ratio() > _ALIKE


@lru_cache(maxsize=4096)
def _characters(key: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(key))


def _is_holder(person: Person, key: tuple[str, ...], draft: Draft) -> bool:
    """Whether a name may be one of the draft's: spelled alike, or short for it."""
    whole = draft.key
    if 1 < len(key) < len(whole) and whole[0] not in key and _other_office(person, draft):      # her husband's name behind hers
        return False
    wife = _WIFE.isdisjoint(person.honorifics) != _WIFE.isdisjoint(draft.honorifics) and key[:1] != whole[:1]
    if wife and len(key) > 1:           # "Ny. Sari Hendra Wijaya" is not Hendra Wijaya
        return False
    return _same_name(key, whole) or _nickname(person, key, draft)


def _other_office(person: Person, draft: Draft) -> bool:
    """Whether both have titles, and none that may be the other's."""
    held = list(islice(draft.titles.values(), CROWD))
    same = any(same_office(one, other) or same_office(other, one) for one in person.titles for other in held)
    return bool(person.titles and held) and not same


def _only_head(person: Person, key: tuple[str, ...], heads: dict[str, set[int]], drafts: Sequence[Draft]) -> list[Draft]:
    """"Bupati Enos" beside "Bupati OKU Timur Lanosin": one word, and one person of that name holds the office."""
    title = next(iter(person.titles), None)
    holders = heads.get(title.office, set()) if title and len(key) == 1 and not title.region else set()
    return [drafts[number] for number in holders] if len(holders) == 1 else []


def _nickname(person: Person, key: tuple[str, ...], draft: Draft) -> bool:
    """"Presiden Jokowi" beside "Presiden Joko Widodo": one word, the same beginning and title; "Johan" beside "Johansyah"."""
    if len(key) != 1 or not draft.key or draft.key[0][:3] != key[0][:3]:
        return False
    if not person.titles and len(key[0]) >= _SHORT_FIRST and draft.titles and draft.key[0].startswith(key[0]):
        return True
    return any(same_office(title, held) for title in person.titles for held in islice(draft.titles.values(), CROWD))


def _holders(title: Title, offices: Offices, lexicon: Lexicon) -> list[Draft]:
    """Those who may be meant by a title without a name."""
    found = offices.holding(title)
    if found or " " not in title.full:
        return found
    # "Sekjen Kemenag" of the "Sekretaris Jenderal Kementerian Agama"
    written = replace(title, full=" ".join(_written_out(lexicon).get(word, word) for word in title.full.split()))
    found = offices.holding(written) if written != title else []
    # "Sekda Kalteng" where the one Sekda who has a name has no region
    only = offices.only(title.office)
    return found or ([only] if only and only.name and not only.placed and title.region else [])


@lru_cache(maxsize=8)
def _written_out(lexicon: Lexicon) -> dict[str, str]:
    """Short name of an organisation -> its name."""
    short = {row["term"]: row["expansion"] for row in lexicon.rows("organisation_words") if row["expansion"]}
    return short | {row["term"]: row["name"] for row in lexicon.rows("organisations") if row["name"] and " " not in row["term"]}


def _add_short_names(text: str, drafts: Sequence[Draft], everyone: Sequence[Draft], lexicon: Lexicon) -> None:
    """Names of `everyone`, and parts of them, that stand where no mention is yet, of these or of `drafts`, are mentions too.

    Not the month of "Mei Lestari" nor the town of "Bima Satria": alone they say what they say everywhere.
    """
    covered = bytearray(len(text))
    for start, end in (offsets for draft in (*drafts, *everyone) for offsets in draft.mentions):
        covered[start:end] = b"\1" * (end - start)
    owners: dict[str, Draft | None] = {}
    for draft in everyone:
        parts = [word for word in (draft.name or "").split() if len(word) > 3 and word[0].isupper()]
        for word in (*(word for word in parts if not is_ambiguous(word, lexicon)), *draft.aliases):
            # A word that two persons share tells neither.
            owners[word] = None if word in owners and owners[word] is not draft else draft
    for match in _WORD.finditer(text) if owners else ():
        owner = owners.get(match.group())
        if owner is not None and not covered[match.start()]:
            end = match.end()
            while (more := _NEXT_WORD.match(text, end)) and owners.get(more.group(1)) is owner:
                end = more.end()
            covered[match.start() : end] = b"\1" * (end - match.start())
            owner.mentions.append((match.start(), end))


@lru_cache(maxsize=8)
def role_cues(lexicon: Lexicon) -> dict[str, str]:
    """Word in lower case -> the role that it gives a person: "membuka" -> "opened"; every verb of speech -> "speaker"."""
    verbs = {row["term"]: "speaker" for row in lexicon.rows("speech_cues") if row["kind"] == "verb"}
    return verbs | {row["term"]: row["role"] for row in lexicon.rows("roles")}


@lru_cache(maxsize=8)
def spoken_by(lexicon: Lexicon) -> frozenset[str]:
    """Words of speech before their speaker: "kata"."""
    return frozenset(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] == "after")


def _companies(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Every "didampingi …" up to the verb behind it, and the role of that verb, which is of him who has the company."""
    cues = role_cues(lexicon)
    found: list[tuple[int, int, str]] = []
    for company in _COMPANY.finditer(text):
        end = _CLAUSE_END.search(text, company.end(), company.end() + _COMPANY_WINDOW)
        stop = end.start() if end else company.end() + _COMPANY_WINDOW
        for word in _WORD.finditer(text, company.end(), stop):
            role = cues.get(word.group())
            if role and not word.group().startswith("di") and not text.endswith(" yang ", company.end(), word.start()):
                found.append((company.start(), word.start(), role))
                break
    return found


def _roles(
    text: str, draft: Draft, starts: Sequence[tuple[int, int]], companies: Sequence[tuple[int, int, str]], lexicon: Lexicon
) -> tuple[str, ...]:
    """What a person does in the release, by the verbs right behind each mention. `starts` are all mentions, of whom each is."""
    cues, before_speaker = role_cues(lexicon), spoken_by(lexicon)
    roles: dict[str, None] = {}
    for start, end in sorted(draft.mentions):
        stop = end + _CUE_WINDOW
        near = starts[bisect_left(starts, (end, 0)) : bisect_left(starts, (stop, 0))]
        stop = next((other for other, owner in near if owner != id(draft)), stop)
        clause = re.split(r"[.\n]", text[end:stop], maxsplit=1)[0]
        # Behind a person stands what he does ("membuka"), before him what is done by him ("dibuka oleh").
        found = next((cues[w] for w in _WORD.findall(clause.casefold()) if w in cues and not w.startswith("di")), None)
        # In "A didampingi B membuka", A does it.
        at = bisect_left(companies, (start, 0, ""))
        if at < len(companies) and end <= companies[at][0] <= end + 1:
            found = companies[at][2]
        elif at and start < companies[at - 1][1]:
            found = None
        before = re.split(r"[.,\n]", text[max(0, start - 40) : start])[-1]
        words = _WORD.findall(before.casefold())
        passive = next((cues[w] for w in words if w in cues and w.startswith("di")), None)
        last = words[-1] if words else ""
        said = "speaker" if last in before_speaker else "accompanied" if last == "bersama" else None
        for role in (passive, said, found):
            if role:
                roles.setdefault(role)
    return tuple(roles)
