"""Mentions of titles and names to persons: who "Wagub" is, and that "Waine" is Yulianus Waine."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Person, Title
from extract.values.names import name_key

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
_BESIDE = 25                # characters between a person and "yang akrab disapa"
_WIFE = frozenset({"Ny.", "Ny", "Nyonya"})
_ALIKE = 0.9                # of two spellings of one name, the share of characters that fit
_REGION_HEADS = frozenset({"Gubernur", "Bupati", "Wali Kota"})
_SPOKE = re.compile(r"\b(?:ungkap|ujar|kata|ucap|tutur|jelas|tegas|papar|terang|tambah|harap|imbuh|pungkas) $")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+")
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


@dataclass(slots=True)
class _Draft:
    number: int = -1            # of those with a name, in the order in which they were made
    name: str | None = None
    rank: tuple[bool, int] = (False, 0)
    honorifics: list[str] = field(default_factory=list)
    degrees: list[str] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    mentions: list[Offsets] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)        # "Mualem", whom the text calls so

    def add(self, mention: Mention[Person]) -> None:
        person = mention.value
        # The longest form is the name; a form that stands with a title is surer than the model's guess alone.
        rank = (bool(person.titles), len(name_key(person.name or "")))
        if person.name and rank > self.rank:
            self.name, self.rank = person.name, rank
        self.honorifics += [h for h in person.honorifics if h not in self.honorifics]
        self.degrees += [d for d in person.degrees if d not in self.degrees]
        for title in person.titles:
            if title.full.casefold() not in {known.full.casefold() for known in self.titles}:
                self.titles.append(title)
        insort(self.mentions, mention.offsets)

    def last_before(self, offsets: Offsets) -> Offsets | None:
        """Its last mention before `offsets`."""
        at = bisect_left(self.mentions, offsets)
        return self.mentions[at - 1] if at else None


def resolve_officials(text: str, people: Sequence[Mention[Person]], lexicon: Lexicon) -> list[Official]:
    """The officials of a release in the order in which they first appear.

    A person counts who has a title; an office without a name counts where nobody named holds it.
    """
    drafts = _join_names(people)
    titled = [draft for draft in drafts if draft.titles]
    unnamed: list[_Draft] = []
    holders: dict[tuple[str, str], list[_Draft]] = {}       # office and title in full -> those who hold it by name
    for mention in people:
        if mention.value.name is None:
            title = mention.value.titles[0]
            written = title.office, title.full
            if written not in holders:
                holders[written] = _holders(title, titled, lexicon)
            of_all = holders[written] or _holders(title, unnamed, lexicon)
            # The last one spoken of before, else the first.
            holder = _last_spoken_of(of_all, mention.offsets) or next(iter(of_all), None)
            if holder is None:
                holder = _Draft()
                unnamed.append(holder)
            holder.add(mention)
    _join_floor(text, drafts, unnamed)
    _join_aliases(text, drafts)
    titled = [draft for draft in drafts if draft.titles]
    unnamed = [draft for draft in unnamed if draft.name is None]
    everyone = titled + unnamed
    _add_short_names(text, drafts, everyone)
    everyone.sort(key=lambda draft: min(draft.mentions))
    starts = sorted((start, id(draft)) for draft in everyone for start, _ in draft.mentions)
    companies = _companies(text, lexicon)
    return [
        Official(
            name=draft.name,
            honorifics=tuple(draft.honorifics),
            degrees=tuple(draft.degrees),
            titles=tuple(sorted(draft.titles, key=lambda title: -len(title.full))),
            roles=_roles(text, draft, starts, companies, lexicon),
            mentions=tuple(sorted(set(draft.mentions))),
        )
        for draft in everyone
    ]


def _join_names(people: Sequence[Mention[Person]]) -> list[_Draft]:
    """One draft per person. Longer names come first, so that a part of a name finds the whole."""
    drafts: list[_Draft] = []
    known: dict[str, set[int]] = {}     # word or beginning of a name -> the drafts it may be of
    named = [m for m in people if m.value.name]
    for mention in sorted(named, key=lambda m: (-len(name_key(m.value.name or "")), m.start_char)):
        key = name_key(mention.value.name or "")
        marks = {*key, *(word[:3] for word in key[:1])}
        near = [drafts[at] for at in sorted(set().union(*(known.get(mark, ()) for mark in marks)))]
        same = [d for d in near if _is_holder(mention.value, key, d)]
        # Of several whose name has this part, the one last spoken of before.
        draft = _last_spoken_of(same, mention.offsets)
        if draft is None and same:
            draft = same[0]
        if draft is None:
            draft = _Draft(len(drafts))
            drafts.append(draft)
        draft.add(mention)
        for mark in marks:
            known.setdefault(mark, set()).add(draft.number)
    return drafts


def _join_floor(text: str, drafts: Sequence[_Draft], unnamed: list[_Draft]) -> None:
    """One head of a region without a name, and one name without a title that speaks: they are the same person."""
    heads = [d for d in unnamed if any(title.office in _REGION_HEADS for title in d.titles)]
    speaking = [
        d for d in drafts if not d.titles and any(_SPOKE.search(text, max(0, start - 20), start) for start, _ in d.mentions)
    ]
    if len(heads) == len(speaking) == 1:
        speaking[0].titles += heads[0].titles
        speaking[0].mentions = sorted(speaking[0].mentions + heads[0].mentions)
        unnamed.remove(heads[0])


def _join_aliases(text: str, drafts: list[_Draft]) -> None:
    """"Rudi Salim yang akrab disapa Bang Udin", "Udin, sapaan akrabnya": what the text says a person is called by."""
    if not any(word in text for word in _CALLED):
        return
    for match in _ALIAS.finditer(text):
        alias = match["behind"] or match["before"]
        also = [d for d in drafts if d.name and name_key(d.name) in (name_key(alias), name_key(alias)[-1:])]
        others = [d for d in drafts if d.titles and d not in also]
        owner = _last_spoken_of(others, (match.start(), match.start()))
        if match["name"]:
            owner = next((d for d in others if match["name"].casefold() in name_key(d.name or "")), owner)
        if owner is None or alias.isupper():
            continue
        last = owner.last_before((match.start(), match.start()))
        if match["behind"] and (last is None or last[1] < match.start() - _BESIDE):
            continue
        owner.aliases.append(alias.rpartition(" ")[2])
        for draft in also:
            owner.titles += [t for t in draft.titles if t.full.casefold() not in {held.full.casefold() for held in owner.titles}]
            owner.mentions = sorted(owner.mentions + draft.mentions)
            drafts.remove(draft)


def _same_name(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if set(part) <= set(whole):
        return True
    if len(part) != len(whole) or len(part) == 1:
        return False
    one, other = " ".join(part), " ".join(whole)
    # As many characters as both have may fit at best: most pairs of names are told apart by that alone.
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared > _ALIKE * (len(one) + len(other)) and SequenceMatcher(None, one, other).ratio() > _ALIKE


def _is_holder(person: Person, key: tuple[str, ...], draft: _Draft) -> bool:
    """Whether a name may be one of the draft's: spelled alike, or short for it."""
    whole = name_key(draft.name or "")
    wife = _WIFE.isdisjoint(person.honorifics) != _WIFE.isdisjoint(draft.honorifics) and key[:1] != whole[:1]
    if wife and len(key) > 1:           # "Ny. Sari Hendra Wijaya" is not Hendra Wijaya
        return False
    return _same_name(key, whole) or _nickname(person, key, draft)


def _nickname(person: Person, key: tuple[str, ...], draft: _Draft) -> bool:
    """"Presiden Jokowi" beside "Presiden Joko Widodo": one word, the same beginning and title; "Johan" beside "Johansyah"."""
    if len(key) != 1 or not draft.name or name_key(draft.name)[0][:3] != key[0][:3]:
        return False
    if not person.titles and len(key[0]) >= _SHORT_FIRST and draft.titles and name_key(draft.name)[0].startswith(key[0]):
        return True
    return any(_same_office(title, held) for title in person.titles for held in draft.titles)


def _holders(title: Title, drafts: Sequence[_Draft], lexicon: Lexicon) -> list[_Draft]:
    """Those who may be meant by a title without a name."""
    found = [draft for draft in drafts if any(_same_office(title, held) for held in draft.titles)]
    if found or " " not in title.full:
        return found
    # "Sekjen Kemenag" of the "Sekretaris Jenderal Kementerian Agama"
    written = replace(title, full=" ".join(_written_out(lexicon).get(word, word) for word in title.full.split()))
    found = [draft for draft in drafts if any(_same_office(written, held) for held in draft.titles)] if written != title else []
    # "Sekda Kalteng" where the one Sekda who has a name has no region
    bare = [draft for draft in drafts if draft.name and any(held.office == title.office for held in draft.titles)]
    placeless = len(bare) == 1 and not any(held.region or held.organisation for held in bare[0].titles)
    return found or (bare if placeless and title.region else [])


@lru_cache(maxsize=8)
def _written_out(lexicon: Lexicon) -> dict[str, str]:
    """Short name of an organisation -> its name."""
    short = {row["term"]: row["expansion"] for row in lexicon.rows("organisation_words") if row["expansion"]}
    return short | {row["term"]: row["name"] for row in lexicon.rows("organisations") if row["name"] and " " not in row["term"]}


def _last_spoken_of(drafts: Sequence[_Draft], offsets: Offsets) -> _Draft | None:
    """Of several, the one whose mention stands nearest before `offsets`; None where all come after it."""
    before = [(last, draft) for draft in drafts if (last := draft.last_before(offsets))]
    return max(before, key=lambda pair: pair[0], default=(None, None))[1]


def _same_office(bare: Title, held: Title) -> bool:
    """A title that leaves out what another one says ("Kadis" of "Kepala Dinas Sosial"), and contradicts nothing."""
    one, other = bare.full.casefold(), held.full.casefold()
    # "Mendagri" and "Menteri Dalam Negeri": the one's office is written where the other has its unit.
    same = bare.office.casefold() == held.office.casefold() or (
        one.startswith(held.office.casefold()) and other.startswith(bare.office.casefold())
    )
    return same and set(_WORDS.findall(one)) <= set(_WORDS.findall(other))


def _add_short_names(text: str, named: Sequence[_Draft], everyone: Sequence[_Draft]) -> None:
    """Names and parts of names that stand elsewhere in the text are mentions too."""
    taken = sorted(offsets for draft in (*named, *everyone) for offsets in draft.mentions)
    covered = bytearray(len(text))
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    owners: dict[str, _Draft | None] = {}
    for draft in everyone:
        for word in (*(draft.name or "").split(), *draft.aliases):
            if len(word) > 3 and word[0].isupper():
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
    text: str, draft: _Draft, starts: Sequence[tuple[int, int]], companies: Sequence[tuple[int, int, str]], lexicon: Lexicon
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
