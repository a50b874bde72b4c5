"""Who wrote, photographed and edited a release: "(Tulisan: WIN; Foto: BZ)", "Penulis: Rina Sari", "(mul/hms)", "*dkf"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.mentions import Offsets

LONGEST_LINE = 120          # characters of a line that is all credits
_BEGINS = 24                # characters of a line within which its first credit stands
_TRAILING = re.compile(
    r"\*{0,3} ?\((?P<round>[^()\n]{2,90})\)[.*]{0,3}\s*$|\[(?P<square>[^\[\]\n]{2,90})\]\s*$"
    r"|(?:^|(?<=[.”\"]) ?|(?<=\n)|  )\*{1,3} ?(?P<star>[\w./-]{2,25})$"
)
_NAME = re.compile(r"[^;|\n]{2,80}")
_PART = re.compile(r"[^/,|;+&*]+")
_INITIALS = re.compile(r"[^\W\d_][\w.'-]{0,19}(?: [^\W\d_][\w.'-]{0,19}){0,2}")
_ENDS_BODY = frozenset(".!?”\"*)")
_EXACT = 3                  # an office's short name this long or shorter is no beginning of another word


@dataclass(frozen=True, slots=True)
class Credit:
    role: str               # writer | photographer | editor | source | team
    name: str
    offsets: Offsets


def find_credits(text: str, line: Offsets, lexicon: Lexicon) -> tuple[list[Credit], Offsets]:
    """The credits on a line of the head or the end of a release, and what they leave of the line."""
    start, end = line
    bracket = _TRAILING.search(text, max(start, end - 100), end)
    if bracket:
        inner = bracket.span(bracket.lastgroup or 0)
        if found := _by_role(text, inner, lexicon) or _by_initials(text, line, bracket.start(), inner, lexicon):
            return found, (start, bracket.start())
    if end - start <= LONGEST_LINE:
        found = _by_role(text, line, lexicon)
        if found and found[0].offsets[0] - start < _BEGINS:
            return found, (start, start)
    return [], line


@lru_cache(maxsize=8)
def _roles(lexicon: Lexicon) -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Roles by their words, the pattern of such a word with its colon, and that of an office's short name."""
    rows = lexicon.rows("credit_roles")
    roles = {row["term"]: row["role"] for row in rows if row["role"] != "team"}
    words = one_of(roles)
    offices = [row["term"] for row in rows if row["role"] == "team"]
    short, long = ([term for term in offices if (len(term) <= _EXACT) is exact] for exact in (True, False))
    return (
        roles,
        re.compile(rf"\b(?P<role>{words})(?: ?[/&] ?{words}| oleh)? ?: ?", re.IGNORECASE),
        re.compile(rf"\b(?:{one_of(short)}\b|{one_of(long)})", re.IGNORECASE),
    )


def _by_role(text: str, line: Offsets, lexicon: Lexicon) -> list[Credit]:
    """Names behind the word for a role and a colon, up to the next such word."""
    roles, role, _ = _roles(lexicon)
    matches = list(role.finditer(text, *line))
    found = []
    for match, following in zip_longest(matches, matches[1:]):
        limit = following.start() if following else line[1]
        name = _NAME.match(text, match.end(), limit)
        end = name.end() if name else match.end()
        while end > match.end() and text[end - 1] in " ,/-–*.(":
            end -= 1
        if end - match.end() > 1:
            found.append(Credit(roles[match["role"].casefold()], text[match.end() : end], (match.end(), end)))
    return found


def _by_initials(text: str, line: Offsets, at: int, inner: Offsets, lexicon: Lexicon) -> list[Credit]:
    """What stands in the last brackets without a role: the writer's initials, those of the office beside them left out."""
    alone = at - line[0] < _BEGINS
    before = text[line[0] : at].rstrip()
    if not alone and before[-1:] not in _ENDS_BODY:
        return []
    office = _roles(lexicon)[2]
    parts = [m.span() for m in _PART.finditer(text, *inner)]
    parts = [(s, e) for s, e in (_strip(text, *part) for part in parts) if s < e]
    names = [part for part in parts if _INITIALS.fullmatch(text, *part) and not office.search(text, *part)]
    of_office = len(parts) - len(names)
    if names and (of_office or len(parts) > 1 or (text[slice(*names[0])].islower() and " " not in text[slice(*names[0])])):
        once = {text[slice(*name)]: name for name in reversed(names)}      # "(zlf/zlf)"
        return [Credit("writer", name, offsets) for name, offsets in reversed(once.items())]
    return [Credit("team", text[slice(*inner)], inner)] if parts and not names and office.search(text, *inner) else []


def _strip(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start] in " *.":
        start += 1
    while end > start and text[end - 1] in " *.":
        end -= 1
    return start, end
