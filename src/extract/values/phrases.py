"""The noun phrase that a number speaks of: to its left ("pendapatan daerah … sebesar"), or to its right ("39 usulan logo").

Without a parser: Indonesian verbs show in their prefixes (me-, di-, ber-, ter-), and lexicon/figure_words.csv names the
words that end a phrase, tie it to a number, or only look like verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.lexicon import Lexicon
from extract.mentions import Direction, Offsets

MAX_PHRASE = 14         # words
_REACH = 160            # characters that a phrase behind a number may take
_HEAD = 300             # characters in which a subject, or what stands left of a number, is looked for
_MAX_BRACKETS = 8       # words within brackets that still belong to a phrase: "(DID)"
_TOKEN = re.compile(r"\d[\d.,]{0,20}\d|[^\W_](?:[\w'/&-]|\.(?=\w))*|[^\w\s]")
_VERB = re.compile(r"(?:me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,}|di[a-z]{4,}|ber[a-z]{3,}|ter[a-z]{4,}|naik|turun|tumbuh|jadi|punya)$")
_COPULAS = {"adalah", "ialah", "merupakan"}
_ASIDE = {"setelah", "sebelum", "sejak", "sesudah"}     # "belanja daerah setelah perubahan"
# Roles that are several others together.
_UNITED = {
    "tie": ("link", "aux", "bound", "preposition", "demonstrative", "time", "tie"),
    "predicate": ("link", "aux", "bound"),
    "loose": ("aux", "bound", "degree"),
    "edge": ("preposition", "boundary", "demonstrative"),
}
Tie = Literal["noun", "link", "verb", "preposition"]


@dataclass(frozen=True, slots=True)
class Change:
    """A word of change: "meningkat" is up, its noun "peningkatan"."""

    direction: Direction
    noun: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase and how it is tied to what stands behind it."""

    text: str
    start: int
    tie: Tie
    verb: str | None = None         # the verb between phrase and number, the nearest to the phrase
    change: Change | None = None
    becomes: bool = False           # "menjadi": the number is a level, not the size of the change


Token = tuple[str, int, int]
GAP = "\0"              # the token that stands for a skipped stretch, a period of time


def words_with(role: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of lexicon/figure_words.csv that play `role`."""
    return _roles(lexicon).get(role, frozenset())


@lru_cache(maxsize=8)
def _roles(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for row in lexicon.rows("figure_words"):
        roles.setdefault(row["role"], set()).add(row["term"])
    roles["bound"] = {word for row in lexicon.rows("bounds") for word in row["term"].split()}
    for name, parts in _UNITED.items():
        roles[name] = {word for role in parts for word in roles.get(role, ())}
    return {role: frozenset(words) for role, words in roles.items()}


@lru_cache(maxsize=8)
def changes(lexicon: Lexicon) -> dict[str, Change]:
    """Word of change -> its direction and noun."""
    return {row["term"]: Change(row["direction"], row["noun"]) for row in lexicon.rows("change_verbs")}  # type: ignore[arg-type]


def is_verb(word: str, lexicon: Lexicon) -> bool:
    """By its prefix; capitalised words are names."""
    return bool(_VERB.match(word)) and word not in words_with("noun", lexicon)


def tokens(text: str, start: int, end: int, skip: Sequence[Offsets] = ()) -> list[Token]:
    """Words and punctuation of `text[start:end]`; each stretch of `skip` (in order) is one GAP."""
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    if not skip:
        return found
    kept: list[Token] = []
    at = 0
    for token in found:
        while at < len(skip) and skip[at][1] <= token[1]:
            at += 1
        if at == len(skip) or token[1] < skip[at][0]:
            kept.append(token)
        elif not kept or kept[-1][1] != skip[at][0]:
            kept.append((GAP, *skip[at]))
    return kept


def phrase_before(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> Phrase:
    """The noun phrase in `text[start:end]` that what begins at `end` speaks of; empty text where there is none."""
    found = tokens(text, max(start, end - _HEAD), end, skip)
    tie, verb, change, becomes = _strip_predicate(found, lexicon)
    words = _collect(found, lexicon)
    while words and words[0][0].casefold() in words_with("edge", lexicon):
        words = words[1:]
    while words and words[-1][0].casefold() in words_with("preposition", lexicon):
        words = words[:-1]
    return Phrase(joined(words), words[0][1] if words else end, tie, verb, change, becomes)


def _strip_predicate(found: list[Token], lexicon: Lexicon) -> tuple[Tie, str | None, Change | None, bool]:
    """Takes from the end of `found` all that ties a phrase to a number: verbs, "sebesar", "mencapai", "telah", "yakni"."""
    ties = words_with("predicate", lexicon)
    prepositions = words_with("preposition", lexicon)
    loose = words_with("loose", lexicon)
    tie: Tie = "noun"
    verb: str | None = None
    change: Change | None = None
    becomes = False
    while found:
        surface = found[-1][0]
        word = surface.casefold()
        if surface == GAP:
            tie = "link" if tie == "noun" else tie
        elif row := changes(lexicon).get(word):
            change, tie = row, "link"
        elif word in ("menjadi", "jadi"):
            becomes, tie = True, "link"
        elif word in prepositions and tie == "noun":
            tie = "preposition"
        elif (surface.islower() or len(found) == 1) and word in loose:
            pass
        elif word in ties or surface == ":":
            tie = "link" if tie in ("noun", "preposition") else tie
        elif is_verb(word, lexicon) and (surface.islower() or len(found) == 1):
            verb, tie = word, "verb" if tie != "link" else "link"
        elif not ((surface in (",", "(") or word in ("yang", *prepositions)) and (tie != "noun" or surface == "(")):
            break
        found.pop()
    return tie, verb, change, becomes


def _collect(found: list[Token], lexicon: Lexicon) -> list[Token]:
    """The noun phrase at the end of `found`, relative clauses dropped."""
    boundary, skipped, aux = (words_with(role, lexicon) for role in ("boundary", "demonstrative", "aux"))
    prepositions = words_with("preposition", lexicon)
    words: list[Token] = []
    at = len(found) - 1
    while at >= 0 and len(words) < MAX_PHRASE:
        surface, start, end = found[at]
        word = surface.casefold()
        if surface == ")":
            opening = next((k for k in range(at, max(-1, at - _MAX_BRACKETS), -1) if found[k][0] == "("), None)
            if opening is None:
                break
            inner = " ".join(w for w, _, _ in found[opening + 1 : at])
            words.append((f"({inner})", found[opening][1], end))
            at = opening
        elif word == "yang" or (word in _ASIDE and 0 < len(words) <= 2 and at and found[at - 1][0] not in ",.;"):
            words.clear()
        elif surface == GAP:
            if words and at and found[at - 1][0].casefold() in words_with("preposition", lexicon):
                break
        elif word in prepositions and words and words[-1][0].casefold() in words_with("measure", lexicon) and len(words) <= 3:
            break
        elif not surface[0].isalnum():
            if words or surface != ",":
                break
        elif word in skipped:
            if words and word in ("kita", "kami", "mereka"):
                break
        elif word in _COPULAS and words:
            break
        elif word == "saat" and words and words[-1][0] == "lahir":
            words.append((surface, start, end))     # "umur harapan hidup saat lahir"
        elif (word in boundary or word in aux) and (surface.islower() or at == 0):
            if words and at >= 2 and found[at - 2][0].casefold() == "yang" and is_verb(found[at - 1][0], lexicon):
                at -= 3                 # "subsidi yang digelontorkan untuk pasar murah"
                continue
            if words:
                break
        elif is_verb(word, lexicon) and (surface.islower() or (at == 0 and word.startswith(("di", "me")))):
            if at == 0 or found[at - 1][0].casefold() != "yang":
                break
        else:
            words.append((surface, start, end))
        at -= 1
    return words[::-1]


def phrase_after(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> list[Token]:
    """The words of the noun phrase that begins at `start`: "pelaku usaha mikro", "PNS yang diangkat" without its "yang"."""
    stops, boundary = words_with("stop_right", lexicon), words_with("boundary", lexicon)
    words: list[Token] = []
    found = tokens(text, start, min(end, start + _REACH), skip)
    for at, token in enumerate(found[:MAX_PHRASE]):
        surface = token[0]
        word = surface.casefold()
        following = found[at + 1][0] if at + 1 < len(found) else ""
        if word == "yang":
            if words and following.isalpha() and following not in stops:
                words.append(found[at + 1])
                words += _circumstance(found[at + 2 :])
            break
        if word == "se" or (word in ("di", "dari", "asal") and words and following[:1].isupper()):
            if word != "di":
                words.append(token)
                continue
            break
        if surface == "(" and at + 2 < len(found) and found[at + 2][0] == ")" and words:
            words.append((f"({following})", token[1], found[at + 2][2]))
            break
        if not surface[0].isalpha() or (word in stops and word != "dalam") or word in boundary or word == "dalam":
            break
        if surface.islower() and words and is_verb(word, lexicon):
            break
        words.append(token)
        if len(words) >= 8:
            break
    return words


def joined(words: Sequence[Token]) -> str:
    """The words as one phrase."""
    return " ".join(surface for surface, _, _ in words)


def _circumstance(found: Sequence[Token]) -> list[Token]:
    """ "dalam Jabatan Fungsional" behind "yang diangkat"."""
    if len(found) < 2 or found[0][0] not in ("dalam", "pada", "sebagai") or not found[1][0][0].isupper():
        return []
    words = [found[0]]
    for token in found[1:5]:
        if not token[0][0].isupper():
            break
        words.append(token)
    return words


def subject(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> str:
    """The noun phrase before the first verb of a sentence."""
    found = tokens(text, start, min(end, start + _HEAD), skip)
    stop = len(found)
    for at, (surface, _, _) in enumerate(found):
        word = surface.casefold()
        head = at > 0 and found[at - 1][0].casefold() != "yang"
        if at and head and ((surface.islower() and is_verb(word, lexicon)) or word in ("adalah", "telah", "sudah", "akan")):
            stop = at
            break
    words = _collect(found[:stop], lexicon)
    while words and words[0][0].casefold() in words_with("edge", lexicon):
        words = words[1:]
    return joined(words)
