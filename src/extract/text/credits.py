"""Who wrote, photographed and edited a release: "(Tulisan: WIN; Foto: BZ)", "Penulis: Rina Sari", "(mul/hms)", "*dkf".

What a part of the last brackets is, the first rule tells that holds; in an example the part stands in <>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, worded, words_of
from extract.mentions import Offsets
from extract.text.offsets import trim
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

LONGEST_LINE = 120          # characters of a line that is all credits
_BEGINS = 24                # characters of a line within which its first role stands
_TRAILING = (               # what stands last on a line
    re.compile(r"\*{0,3} ?\((?P<inner>[^()\n]{2,90})\)[.*]{0,3}\s*$"),
    re.compile(r"\[(?P<inner>[^\[\]\n]{2,90})\]\s*$"),
    re.compile(r"(?:^|(?<=[.”\"]) ?|(?<=\n)|  )\*{1,3} ?(?P<inner>[\w./-]{2,25})$"),
)
_SITE = r"(?:https?://\S+|www\.\S+|[\w-]{2,40}(?:\.[a-zA-Z]{2,6}){1,3}\b)"
_SITE_ALONE = re.compile(_SITE)
_NAME = re.compile(rf"(?:\*{{2}} )?(?P<name>{_SITE}|[^;|\n]{{2,80}})")
_PART = re.compile(r"[^/,|;+&*]+")
_WITH_OFFICE = re.compile(r"(?P<who>[A-Z][a-z'.-]{1,19}(?: [A-Z][a-z'.-]{0,19}){0,2}) [-–] (?P<office>\w.+)")
_INITIALS = re.compile(r"[^\W\d_][\w.'-]{0,19}(?: [^\W\d_][\w.'-]{0,19}){0,2}")
_FULL_NAME = re.compile(r"[A-Z][a-z'.-]{1,19}(?: [A-Z][a-z'.-]{0,19}){0,2}")
_FULL_NAMES = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]*){1,4}")
_LIST = worded(r"{names}(?:(?:,? {link-and} |, ){names})+", names=_FULL_NAMES.pattern)
_ENDS_BODY = frozenset(".!?”\"*)")
_EDGES = " *.,/-–(\\"       # no name begins or ends with these
_LONG_LINE = 400            # … in brackets, where it names many
_CODE = re.compile(r"[A-Z]{1,3}-\d{1,3}")       # "SB-09"
_EXACT = 3                  # an office's short name this long or shorter is no beginning of another word
_SHORT = 4                  # letters of the initials of an editor


@dataclass(frozen=True, slots=True)
class Credit:
    role: str               # writer | photographer | editor | source | team
    name: str
    offsets: Offsets


@dataclass(frozen=True)
class Part:
    """One of the parts in the last brackets, between strokes or commas, with the one before it."""

    text: str
    offsets: Offsets
    previous: Part | None
    last: bool
    lexicon: Lexicon

    @cached_property
    def words(self) -> str:
        return self.text[slice(*self.offsets)]

    @property
    def office(self) -> bool:
        return _tables(self.lexicon).office.search(self.words) is not None

    @property
    def team(self) -> bool:
        return self.words.split()[0].casefold() in words_of(self.lexicon, "credit-team")

    @property
    def initials(self) -> bool:
        return _INITIALS.fullmatch(self.words) is not None and not (" " in self.words and self.words.islower())

    @property
    def stands_alone(self) -> bool:
        return self.last and self.previous is None

    @property
    def site(self) -> bool:
        return _SITE_ALONE.fullmatch(self.words) is not None

    @property
    def acronym(self) -> bool:
        return self.words.isupper() and self.previous is not None

    @property
    def shouted(self) -> bool:
        """Whether all that stands in the brackets is in capitals."""
        stop = self.text.find(")", self.offsets[1])
        return self.text[self.text.rfind("(", 0, self.offsets[0]) : stop].isupper()

    @property
    def behind_writer(self) -> bool:
        if self.previous is None:
            return False
        return not (self.previous.office or self.previous.acronym)

    @property
    def may_be_a_writer(self) -> bool:
        """In brackets of its own: initials in small letters, a name, or the number of a writer."""
        initials = self.words.islower() and " " not in self.words
        return initials or _FULL_NAME.fullmatch(self.words) is not None or _CODE.fullmatch(self.words) is not None


PARTS: Rules[Part, str | None] = Rules(
    "part of the credits",
    Rule("office alone", lambda p: p.stands_alone and p.office, "team", "(<Humas Setda Lahat>)", "(<mul>/hms)"),
    Rule("team", lambda p: p.team, "writer", "(hms/<Tim Liputan>)", "(<hms>/mul)"),
    Rule("office", lambda p: p.office, "source", "(mul/<hms>)", "(<mul>/hms)"),
    Rule("acronym behind an office", lambda p: p.acronym and not p.shouted and not p.behind_writer, "source",
         "(Humas/<BKMT>/Rina)", "(HUMAS/<RINA>)"),
    Rule("site", lambda p: p.site, "source", "(<wartakita.id>/Rina Sari)", "(wartakita.id/<Rina Sari>)"),
    Rule("no initials", lambda p: not p.initials, None, "(<tiga peserta lain tidak hadir>)", "(<mul>/hms)"),
    Rule("somebody alone", lambda p: p.stands_alone and p.may_be_a_writer, "writer", "(<Rina Sari>)", "(<BPBD>)"),
    Rule("something alone", lambda p: p.stands_alone, None, "(<BPBD>)", "(<mul>/hms)"),
    Rule("editor behind a writer", lambda p: p.last and p.behind_writer and len(p.words) <= _SHORT, "editor",
         "(mul/<ren>)", "(hms/<ren>)"),
    Rule("writer", lambda p: True, "writer", "(<mul>/ren)"),
)  # fmt: skip


def find_credits(text: str, line: Offsets, lexicon: Lexicon) -> tuple[list[Credit], Offsets]:
    """The credits on a line of the head or the end of a release, and what they leave of the line."""
    start, end = line
    if bracket := next((match for pattern in _TRAILING if (match := pattern.search(text, max(start, end - 100), end))), None):
        inner = bracket.span("inner")
        if found := _by_role(text, inner, lexicon) or _by_initials(text, line, bracket.start(), inner, lexicon):
            return found, (start, bracket.start())
    listed = text[start] in "(*" and text[end - 1] in ")*" and end - start <= _LONG_LINE
    if listed or end - start <= LONGEST_LINE or _tables(lexicon).of_site.match(text, start, end):
        first = _tables(lexicon).role.search(text, start, min(end, start + _BEGINS))
        if found := _by_role(text, line, lexicon) if first else _of_a_team(text, line, lexicon):
            return found, (start, start)
    if written := _tables(lexicon).report.fullmatch(text, *line):
        return [Credit("writer", written["name"], written.span("name"))], (start, start)
    if reprinted := reprinted_from(text, (start, min(end, start + LONGEST_LINE)), lexicon):
        return [reprinted], (start, start)
    return [], line


def reprinted_from(text: str, line: Offsets, lexicon: Lexicon) -> Credit | None:
    """The site that a line says the text is from: "Artikel ini telah tayang di …", "Dikutip dari …"."""
    match = _tables(lexicon).reprinted.match(text, *line)
    return Credit("source", match["site"], match.span("site")) if match else None


@dataclass(frozen=True, slots=True)
class _Tables:
    roles: dict[str, str]               # by the word for it
    role: re.Pattern[str]               # such a word with its colon
    bare: re.Pattern[str]               # … without one: "rilis Pemkab Lahat", "Ed. Rina"
    office: re.Pattern[str]             # the short name of an office
    of_site: re.Pattern[str]            # "Sumber: https://…"
    reprinted: re.Pattern[str]
    correspondent: re.Pattern[str]      # "Kontributor Lahat, Rina Sari"
    report: re.Pattern[str]             # "Laporan wartawan WartaKita.com, Rina Sari"
    taken: re.Pattern[str]              # a picture that nobody took: "tangkapan layar"


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    rows = lexicon.rows("credit_roles")
    roles = {row["term"]: row["role"] for row in rows if row["role"] != "team"}
    offices = [row["term"] for row in rows if row["role"] == "team"]
    short, long = ([term for term in offices if (len(term) <= _EXACT) is exact] for exact in (True, False))
    pattern = Patterns(lexicon, site=rf"(?P<site>{_SITE}|[A-Z]\w+)")
    words, by = one_of(roles), rf"(?:[^,\n]{{2,60}}, ?|{_SITE} )"
    return _Tables(
        roles,
        pattern(rf"\b(?P<role>{words})(?: ?[/&] ?{words}| {{credit-by}})? ?: ?", re.IGNORECASE),
        pattern(r"(?P<role>{credit-bare})\.? (?=\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{one_of(short)}\b|{one_of(long)})", re.IGNORECASE),
        re.compile(rf"{words} ?: ?https?://", re.IGNORECASE),
        pattern(r"(?:\w+ ){0,3}(?i:{credit-reprinted})(?: {credit-page})? ?:? ?{site}"),
        pattern(r"{credit-correspondent} [^,\n]{2,40}, ", re.IGNORECASE),
        pattern(rf"(?:{{credit-report}} )?{{credit-correspondent}} {by}(?P<name>{_FULL_NAMES.pattern})"),
        pattern(r"{credit-taken}\b", re.IGNORECASE),
    )


def _by_role(text: str, line: Offsets, lexicon: Lexicon) -> list[Credit]:
    """Names behind the word for a role and a colon, up to the next such word."""
    tables = _tables(lexicon)
    matches = list(tables.role.finditer(text, *line))
    found: list[Credit] = []
    for match, following in zip_longest(matches, matches[1:]):
        limit = following.start() if following else line[1]
        name = _NAME.match(text, match.end(), limit)
        start, end = trim(text, *name.span("name"), also=_EDGES) if name else (limit, limit)
        if correspondent := tables.correspondent.match(text, start, end):
            start = correspondent.end()
        if end - start > 1:
            role = tables.roles[match["role"].casefold()]
            found += _of_role(text, role, (start, end), lexicon)
    return found


def _of_role(text: str, role: str, name: Offsets, lexicon: Lexicon) -> Iterator[Credit]:
    start, end = name
    words = text[start:end]
    if _tables(lexicon).taken.match(words):
        role = "source"
    bracket = words.find(" (")
    if bracket > 0:        # "Rina Sari (FBS": the bracket tells where she works
        words, end = words[:bracket], start + bracket
    if role == "writer" and "/" in words and " " not in words.split("/")[0]:
        for part in _parts(text, (start, end), lexicon):    # "FKIK/Riry/Angga Humas"
            yield Credit("source" if part.office else "writer", part.words, part.offsets)
    elif _LIST(lexicon).fullmatch(words):
        for one in _FULL_NAMES.finditer(text, start, end):      # "Rina Sari, Tono Sudirman"
            yield Credit(role, one.group(), one.span())
    else:
        yield Credit(role, words, (start, end))


def _of_a_team(text: str, line: Offsets, lexicon: Lexicon) -> list[Credit]:
    """A line that names a team and nothing else: "Tim Diskominfo"."""
    words = text[slice(*line)].split()
    team = 1 < len(words) < 7 and words[0].casefold() in words_of(lexicon, "credit-team") and words[-1][-1].isalnum()
    office = team and _tables(lexicon).office.search(text, line[0] + len(words[0]), line[1])
    return [Credit("writer", text[slice(*line)], line)] if office else []


def _by_initials(text: str, line: Offsets, at: int, inner: Offsets, lexicon: Lexicon) -> list[Credit]:
    """What stands in the last brackets without a role."""
    with_office = _WITH_OFFICE.fullmatch(text, *inner)
    if with_office and _tables(lexicon).office.search(with_office["office"]):
        roles = (("writer", "who"), ("team", "office"))
        return [Credit(role, with_office[group], with_office.span(group)) for role, group in roles]
    parts = _parts(text, inner, lexicon)
    alone = at - line[0] < _BEGINS
    by_office = len(parts) > 1 and any(part.office for part in parts)
    if not (alone or by_office) and text[line[0] : at].rstrip()[-1:] not in _ENDS_BODY:
        return []
    credits = [credit for part in parts if (credit := _of_part(part, lexicon))]
    once = {credit.name: credit for credit in reversed(credits)}        # "(zlf/zlf)"
    return list(once.values())[::-1]


def _of_part(part: Part, lexicon: Lexicon) -> Credit | None:
    tables = _tables(lexicon)
    if bare := tables.bare.match(part.words):       # "Rilis Pemkab Lahat", "Ed. Rina"
        role = tables.roles.get(bare["role"].casefold(), "source")
        start, end = part.offsets[0] + bare.end(), part.offsets[1]
        return Credit("source" if role == "writer" else role, part.text[start:end], (start, end))
    found = PARTS.first(part).result
    return Credit(found, part.words, part.offsets) if found else None


def _parts(text: str, inner: Offsets, lexicon: Lexicon) -> list[Part]:
    stretches = [trim(text, *match.span(), also="*.") for match in _PART.finditer(text, *inner)]
    stretches = [(start, end) for start, end in stretches if start < end]
    parts: list[Part] = []
    for offsets in stretches:
        parts.append(Part(text, offsets, parts[-1] if parts else None, offsets == stretches[-1], lexicon))
    return parts
