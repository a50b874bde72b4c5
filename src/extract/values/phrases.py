"""The noun phrase that a number speaks of: to its left ("pendapatan daerah … sebesar"), or to its right ("39 usulan logo").

Without a parser: Indonesian verbs show in their prefixes (me-, di-, ber-, ter-), and lexicon/words.csv names the
words that end a phrase, tie it to a number, or only look like verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Direction, Offsets
from extract.values.units import find_unit

MAX_PHRASE = 14         # words
REACH = 160            # characters that a phrase behind a number may take
HEAD = 300             # characters in which a subject, or what stands left of a number, is looked for
_MAX_BRACKETS = 8       # words within brackets that still belong to a phrase: "(DID)"
_TOKEN = re.compile(r"\d[\d.,]{0,20}\d|[^\W_](?:[\w'/&-]+|\.(?=\w))*|[^\w\s]")
_VERB = re.compile(r"(?:me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,}|di[a-z]{4,}|ber[a-z]{3,}|ter[a-z]{4,}|naik|turun|tumbuh|jadi|punya)$")
PASSIVE = re.compile(r"(?:di|ter)[a-z]{4,}$")
_APART = re.compile(r",|\s(?:dan|serta)\s$")
_LAST_WORD = re.compile(r"\b(\w+nya)\s$")
_MARKS = {'"', "“", "‘", "'"}
_COPULAS = {"adalah", "ialah", "merupakan"}
_SIZES = {"besar", "kecil", "tinggi", "banyak"}
_MORE = {"lebih", "paling", "tidak", "kurang"}
_MADE = {"pakaian", "barang", "makanan", "bahan", "rumah", "produk"}       # "pakaian jadi": no verb
_DISTRICTS = {"Kecamatan", "Kelurahan", "Desa", "Kabupaten", "Provinsi"}
_THERE_IS = {"Ada", "ada", "Terdapat"}
_WHERE = {"di", "ke", "pada"}
_ASIDE = {"setelah", "sebelum", "sejak", "sesudah"}     # "belanja daerah setelah perubahan"
_CLASSES = (
    "figure-aux", "figure-boundary", "figure-degree", "figure-demonstrative", "figure-generic", "figure-head", "figure-hold",
    "figure-index", "figure-intro", "figure-link", "figure-measure", "figure-no-verb", "figure-preposition", "figure-report",
    "figure-state", "figure-stop-right", "figure-tie", "figure-time", "figure-yearly",
)  # fmt: skip
# Roles that are several others together.
_UNITED = {
    "bare": ("generic", "measure"),
    "stop": ("stop-right", "boundary"),
    "measurable": ("generic", "measure", "head"),
    "tie": ("link", "aux", "bound", "preposition", "demonstrative", "time", "tie"),
    "predicate": ("link", "aux", "bound"),
    "loose": ("aux", "bound", "degree"),
    "no noun": ("link", "aux", "bound", "preposition", "demonstrative", "time", "tie", "boundary"),
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
    apart: bool = False             # "Di Kota A, 15 warga", "… dan 15 warga": what is counted stands behind the number


Token = tuple[str, int, int]
GAP = "\0"              # the token that stands for a skipped stretch, a period of time


def words_with(role: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of the class "figure-`role`" of lexicon/words.csv, or of several that are one role here."""
    return _roles(lexicon).get(role, frozenset())


@lru_cache(maxsize=8)
def _roles(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    roles = {name.removeprefix("figure-"): words_of(lexicon, name) for name in _CLASSES}
    roles["bound"] = frozenset(word for row in lexicon.rows("bounds") for word in row["term"].split())
    for name, parts in _UNITED.items():
        roles[name] = frozenset().union(*(roles[role] for role in parts))
    return roles


@lru_cache(maxsize=8)
def changes(lexicon: Lexicon) -> dict[str, Change]:
    """Word of change -> its direction and noun."""
    return {row["term"]: Change(row["direction"], row["noun"]) for row in lexicon.rows("change_verbs")}  # type: ignore[arg-type]


def is_verb(word: str, lexicon: Lexicon) -> bool:
    """By its prefix; capitalised words are names."""
    return bool(_VERB.match(word)) and word not in words_with("no-verb", lexicon)


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
    found = tokens(text, max(start, end - HEAD), end, skip)
    whole = list(found)
    tie, verb, change, becomes = _strip_predicate(found, lexicon)
    words = collect(found, lexicon, verb is None and change is None)
    if words and words[-1][0][0].isupper():
        behind = next((t[0] for t in whole if t[1] > words[-1][1] and t[0] not in words_with("demonstrative", lexicon)), "")
        if behind in _reporting(lexicon):
            words = []                  # "Wapres menyatakan, untuk mengejar 14 persen"
    while words and (words[0][0].casefold() in words_with("edge", lexicon) or words[0][0] in _THERE_IS):
        words = words[1:]
    while words and words[-1][0].casefold() in words_with("preposition", lexicon):
        words = words[:-1]
    if all(word.casefold() in words_with("time", lexicon) for word, _, _ in words):
        words = []                      # "sampai hari ini ada 27 orang"
    if words and words[0][0] == "data":
        named = next((k for k, word in enumerate(words) if word[0] in words_with("generic", lexicon)), 0)
        words = words[named:]           # "[berdasarkan] data BPS jumlah penduduk"
    apart = bool(words) and bool(_APART.search(text[words[-1][2] : end]))
    name = joined(words)
    if words and name.casefold() not in words_with("bare", lexicon):
        name = f"{name} {_relative(whole, words[-1], lexicon)}".strip()
        before = _LAST_WORD.search(text, max(start, words[0][1] - 24), words[0][1])
        if before and (row := changes(lexicon).get(before[1].casefold())):
            name = f"{row.noun} {name}"         # "menurunnya ekspor sebesar"
    return Phrase(name, words[0][1] if words else end, tie, verb, change, becomes, apart)


def _relative(found: Sequence[Token], last: Token, lexicon: Lexicon) -> str:
    """ "terserap" in "tenaga kerja yang terserap sebanyak": what a relative clause behind the phrase says of it."""
    at = next((k for k in range(len(found) - 1, -1, -1) if found[k][1] == last[1]), len(found))
    said = [token[0] for token in found[at + 1 : at + 5] if token[0] not in words_with("aux", lexicon)][:2]
    if len(said) < 2 or said[0] != "yang":
        return ""
    return said[1] if said[1] in words_with("state", lexicon) or PASSIVE.match(said[1]) else ""


def _strip_predicate(found: list[Token], lexicon: Lexicon) -> tuple[Tie, str | None, Change | None, bool]:
    """Takes from the end of `found` all that ties a phrase to a number: verbs, "sebesar", "mencapai", "telah", "yakni"."""
    ties = words_with("predicate", lexicon)
    prepositions = words_with("preposition", lexicon)
    loose = words_with("loose", lexicon)
    said = _speech(lexicon)
    tie: Tie = "noun"
    verb: str | None = None
    change: Change | None = None
    becomes = False
    while found:
        surface = found[-1][0]
        word = surface.casefold()
        if surface == "," and len(found) > 3 and found[-3][0] == "," and found[-2][0].removesuffix("nya") in said:
            del found[-2:]              # ", lanjutnya,"
        elif surface == GAP:
            tie = "link" if tie == "noun" else tie
        elif len(found) > 1 and (surface == "Tengah" or (word in _SIZES and found[-2][0] not in _MORE)):
            break                       # "Jawa Tengah", "industri kecil", not "tengah", "lebih kecil"
        elif row := changes(lexicon).get(word):
            change, tie = row, "link"
        elif len(found) > 1 and (row := changes(lexicon).get(f"{found[-2][0]} {word}")):
            found.pop()
            change, tie = row, "link"
        elif word in ("menjadi", "jadi") and not _is_made(found, len(found) - 1):
            becomes, tie = True, "link"
        elif word in prepositions and tie == "noun":
            tie = "preposition"
        elif (surface.islower() or len(found) == 1) and word in loose:
            pass
        elif _is_made(found, len(found) - 1):
            break                       # "pakaian jadi sebesar"
        elif word in ("dia", "ia", "beliau") and len(found) > 1 and found[-2][0] in said:
            found.pop()                 # "lanjut dia"
        elif (word in ties and not _owner(found, word, lexicon)) or surface == ":":
            tie = "link" if tie in ("noun", "preposition") else tie
        elif is_verb(word, lexicon) and (surface.islower() or len(found) == 1):
            verb, tie = word, "verb" if tie != "link" else "link"
        elif not ((surface in (",", "(") or word in ("yang", *prepositions)) and (tie != "noun" or surface == "(")):
            break
        found.pop()
    return tie, verb, change, becomes


def _owner(found: Sequence[Token], word: str, lexicon: Lexicon) -> bool:
    """Whether "Jumlahnya" opens the clause: then it is what the number measures."""
    stem = word[:-3] if word.endswith("nya") else ""
    return stem in words_with("generic", lexicon) and (len(found) == 1 or not found[-2][0][0].isalnum())


def collect(found: Sequence[Token], lexicon: Lexicon, is_clause: bool = False) -> list[Token]:
    """The noun phrase at the end of `found`, relative clauses and all but the first of two names ("X atau Y") dropped."""
    boundary, skipped, aux = (words_with(role, lexicon) for role in ("boundary", "demonstrative", "aux"))
    prepositions, generic = words_with("preposition", lexicon), words_with("generic", lexicon)
    said = _speech(lexicon)
    words: list[Token] = []
    other: list[Token] = []
    crossed = False         # a verb was passed over, and no word taken since
    at = len(found) - 1
    while at >= 0 and len(words) < MAX_PHRASE:
        surface, start, end = found[at]
        word = surface.casefold()
        if surface == ")":
            opening = next((k for k in range(at, max(-1, at - _MAX_BRACKETS), -1) if found[k][0] == "("), None)
            if opening is None:
                break
            inner = [w for w, _, _ in found[opening + 1 : at]]
            if GAP not in inner:
                words.append((f"({' '.join(inner)})", found[opening][1], end))
            at = opening
        elif word == "atau" and words and words[-1][0].casefold() not in generic and at and found[at - 1][0][0].isalpha():
            other, words = words, []
        elif word == "secara":
            if other:
                words, other = other, []        # "secara tahunan atau year on year inflasi"
            elif len(words) == 1:
                words.clear()                   # "secara signifikan"
        elif word == "yang" and words and words[-1] == found[at + 1] and at and _both_capital(found[at - 1], words[-1]):
            words.append((surface, start, end))     # "Indeks Harga yang Diterima Petani"
        elif word == "yang" or (word in _ASIDE and 0 < len(words) <= 2 and at and found[at - 1][0] not in ",.;"):
            words.clear()
        elif surface == GAP:
            if words and at and found[at - 1][0].casefold() in words_with("preposition", lexicon):
                break
        elif word in prepositions and words and _opens(words, word, lexicon):
            break
        elif not surface[0].isalnum():
            address = words and words[-1][0] in _DISTRICTS
            if surface == "," and not address and at and found[at - 1][0][0].isupper() and _is_province(words, lexicon):
                words.clear()           # "di Bandara Juanda, Jawa Timur sebesar"
            elif surface != "," or (words and not address):
                break
        elif word in skipped:
            if words and word in ("kita", "kami", "mereka") and not (at and found[at - 1][0] == "yang"):
                break                   # else "dana yang kita kelola"
        elif word in _COPULAS and words:
            break
        elif word in said and words and at and found[at - 1][0] == "," and all(w[0][0].isupper() for w in words):
            words.clear()                       # ", kata Bupati Rahman,"
            at -= 1
        elif word == "saat" and words and words[-1][0] == "lahir":
            words.append((surface, start, end))     # "umur harapan hidup saat lahir"
        elif word in aux and word in generic and words and at and _is_noun(found[at - 1][0], lexicon):
            words.append((surface, start, end))     # "angka kelahiran total"
        elif (word in boundary or word in aux) and (surface.islower() or _opening(found, at)):
            if words and at >= 2 and found[at - 2][0].casefold() == "yang" and is_verb(found[at - 1][0], lexicon):
                at -= 3                 # "subsidi yang digelontorkan untuk pasar murah"
                continue
            if words and not crossed:
                break
        elif is_verb(word, lexicon) and (surface.islower() or _opening(found, at)) and not _is_made(found, at):
            relative = at > 0 and found[at - 1][0].casefold() == "yang"
            if not relative and (at == 0 or not (crossed or _complements(words, word))):
                break
            if relative and is_clause and word.startswith("me") and words and _measures(words[-1][0], lexicon):
                break               # "Pulau Sulawesi yang menunjukkan peningkatan kemiskinan, yaitu"
            crossed = True
        else:
            words.append((surface, start, end))
            crossed = False
        at -= 1
    return (words or other)[::-1]


def _both_capital(one: Token, other: Token) -> bool:
    return one[0][0].isupper() and other[0][0].isupper()


def _opening(found: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` owes its capital to its place: the first, or the first of a quote."""
    return at == 0 or found[at - 1][0] in _MARKS


def _is_made(found: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` is the "jadi" of "pakaian jadi", no verb."""
    return at > 0 and found[at][0] == "jadi" and found[at - 1][0] in _MADE


def _is_province(words: Sequence[Token], lexicon: Lexicon) -> bool:
    return 0 < len(words) <= 4 and joined(words[::-1]) in _provinces(lexicon)


@lru_cache(maxsize=8)
def _provinces(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["name"] for row in lexicon.rows("regions") if row["level"] == "province")


def _is_noun(word: str, lexicon: Lexicon) -> bool:
    return word.isalpha() and word.casefold() not in words_with("no noun", lexicon) and not is_verb(word, lexicon)


def _measures(word: str, lexicon: Lexicon) -> bool:
    """Whether numbers are told of what the word names: "biaya", "peningkatan", "tingkat"."""
    row = changes(lexicon).get(word)
    return bool(row and row.noun) or word in words_with("measurable", lexicon)


def _opens(words: Sequence[Token], preposition: str, lexicon: Lexicon) -> bool:
    """Whether words (the last one first) behind a preposition name the measure: "dengan lebar", "pada kedalaman"."""
    if preposition == "dengan" and len(words) == 1 and words[0][0] in words_with("generic", lexicon):
        return True
    return words[-1][0].casefold() in words_with("measure", lexicon) and len(words) <= 3


def _complements(words: Sequence[Token], verb: str) -> bool:
    """Whether words (the last one first) only say where: "[inflasi tertinggi] terjadi di Sibolga", "dicapai Kota Batu"."""
    if not words:
        return False
    first = words[-1][0]
    return (first in _WHERE and not verb.startswith("me")) or (first[0].isupper() and verb.startswith("di"))


def phrase_after(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> list[Token]:
    """The words of the noun phrase that begins at `start`: "pelaku usaha mikro", "PNS yang diangkat" without its "yang"."""
    stops, boundary = words_with("stop-right", lexicon), words_with("boundary", lexicon)
    words: list[Token] = []
    found = tokens(text, start, min(end, start + REACH), skip)
    for at, token in enumerate(found[:MAX_PHRASE]):
        surface = token[0]
        word = surface.casefold()
        following = found[at + 1][0] if at + 1 < len(found) else ""
        if word == "yang":
            first = next((k for k in range(at + 1, min(at + 4, len(found))) if found[k][0] not in words_with("aux", lexicon)), at)
            if words and found[first][0].isalpha() and found[first][0] not in stops | words_with("hold", lexicon) | {"yang"}:
                words.append(found[first])
                words += _circumstance(found[first + 1 :])
            break
        if word == "dan" and len(words) == 1 and _alike(words[0][0], following, lexicon):
            words.append(token)         # "hafiz dan hafizah"
            continue
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


def _alike(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether both nouns are counted with the same unit."""
    units = [find_unit(word, 0, lexicon) for word in (one, other)]
    return all(unit and unit.kind == "noun" for unit in units) and len({unit.label for unit in units if unit}) == 1


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


@lru_cache(maxsize=8)
def _reporting(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] != "after")


@lru_cache(maxsize=8)
def _speech(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] == "after")
